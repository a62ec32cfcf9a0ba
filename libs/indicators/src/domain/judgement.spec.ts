import { describe, expect, it } from '@jest/globals';
import { DIRECTIONS } from '#catalogue';
import {
  type JudgedMeasurement,
  type JudgementFacts,
  judge,
  ruleText,
  targetText,
  VERDICT_TEXT,
  VERDICTS,
  type Verdict,
  type YearTarget,
} from './judgement.js';
import { trendTo } from './trend.js';

const target = (value: number, fields: Partial<YearTarget> = {}): YearTarget => ({
  year: 2026,
  target: value,
  targetMax: null,
  stretchTarget: null,
  ...fields,
});

/** `figures(['2026-03-31', 30], …)`: each the figure of its month, event ids by place. */
const figures = (...dated: readonly (readonly [day: string, value: number])[]): JudgedMeasurement[] =>
  dated.map(([measuredOn, value], index) => ({
    eventId: `e${index + 1}`,
    period: measuredOn.slice(0, 7),
    value,
    measuredOn,
  }));

const share: JudgementFacts = {
  direction: 'at_least',
  unit: '%',
  targets: [target(73)],
  measurements: [],
  programmeFrom: '2026-01-01',
  asOf: '2026-11-20',
};
/** The way of 2026 has 364 days from its first to its last: 182 of them are half of it. */
const HALF = '2026-07-02';
const START = '2026-01-01';

const judged = (fields: Partial<JudgementFacts>) => judge({ ...share, ...fields });

interface Row {
  readonly name: string;
  readonly facts: Partial<JudgementFacts>;
  readonly verdict: Verdict;
  readonly why: string;
}

const ROWS: readonly Row[] = [
  {
    name: 'at_least: the target is reached',
    facts: { measurements: figures([HALF, 73]) },
    verdict: 'achieved',
    why: 'Số liệu ngày 02/07/2026 là 73 %: đạt mục tiêu ít nhất 73 % của năm 2026.',
  },
  {
    name: 'at_least: on the path from nothing',
    facts: { measurements: figures([HALF, 36.5]) },
    verdict: 'on-track',
    why: 'Số liệu ngày 02/07/2026 là 36,5 %, không kém mức 36,5 % của lộ trình đến mục tiêu ít nhất 73 % của năm 2026.',
  },
  {
    name: 'at_least: a tenth of the way below the path',
    facts: { measurements: figures([HALF, 29.2]) },
    verdict: 'at-risk',
    why: 'Số liệu ngày 02/07/2026 là 29,2 %, kém 7,3 điểm phần trăm (được kém 7,3 điểm phần trăm) so với mức 36,5 % của lộ trình đến mục tiêu ít nhất 73 % của năm 2026.',
  },
  {
    name: 'at_least: more than a tenth of the way below the path',
    facts: { measurements: figures([HALF, 29]) },
    verdict: 'off-track',
    why: 'Số liệu ngày 02/07/2026 là 29 %, kém 7,5 điểm phần trăm (được kém 7,3 điểm phần trăm) so với mức 36,5 % của lộ trình đến mục tiêu ít nhất 73 % của năm 2026.',
  },
  {
    name: 'at_least: the path starts from what was known before the way began',
    facts: {
      programmeFrom: '2025-01-01',
      targets: [target(60, { year: 2025 }), target(80)],
      measurements: figures(['2025-12-31', 60], [HALF, 70]),
    },
    verdict: 'on-track',
    why: 'Số liệu ngày 02/07/2026 là 70 %, không kém mức 70 % của lộ trình đến mục tiêu ít nhất 80 % của năm 2026.',
  },
  {
    name: 'at_least: what was reached before must be kept',
    facts: {
      programmeFrom: '2025-01-01',
      targets: [target(60, { year: 2025 }), target(80)],
      measurements: figures(['2025-12-31', 85], [HALF, 79]),
    },
    verdict: 'off-track',
    why: 'Số liệu ngày 02/07/2026 là 79 %, kém 1 điểm phần trăm (được kém 0 điểm phần trăm) so với mức 80 % của lộ trình đến mục tiêu ít nhất 80 % của năm 2026.',
  },
  {
    name: 'a year that has ended without the target is missed, however near',
    facts: { asOf: '2027-01-05', measurements: figures(['2026-12-31', 72.9]) },
    verdict: 'off-track',
    why: 'Đã hết năm 2026. Số liệu ngày 31/12/2026 là 72,9 %: chưa đạt mục tiêu ít nhất 73 % của năm 2026.',
  },
  {
    name: 'figures of later days do not count',
    facts: { asOf: HALF, measurements: figures([HALF, 36.5], ['2026-07-03', 73]) },
    verdict: 'on-track',
    why: 'Số liệu ngày 02/07/2026 là 36,5 %, không kém mức 36,5 % của lộ trình đến mục tiêu ít nhất 73 % của năm 2026.',
  },
  {
    name: 'a far target is judged on the way from the programme’s first year',
    facts: {
      targets: [target(100, { year: 2030 })],
      asOf: '2028-12-31',
      measurements: figures(['2028-07-01', 50]),
    },
    verdict: 'on-track',
    why: 'Số liệu ngày 01/07/2028 là 50 %, không kém mức 49,97 % của lộ trình đến mục tiêu ít nhất 100 % của năm 2030.',
  },
  {
    name: 'no data cannot be judged',
    facts: {},
    verdict: 'cannot-be-judged',
    why: 'Chưa có số liệu nào từ 01/01/2026.',
  },
  {
    name: 'before the way begins it is too early',
    facts: { programmeFrom: '2027-01-01', targets: [target(50, { year: 2027 })] },
    verdict: 'cannot-be-judged',
    why: 'Còn sớm: mục tiêu năm 2027 tính từ 01/01/2027.',
  },
  {
    name: 'no target cannot be judged',
    facts: { targets: [], measurements: figures([HALF, 36.5]) },
    verdict: 'cannot-be-judged',
    why: 'Chưa có mục tiêu.',
  },
  {
    name: 'qualitative cannot be judged',
    facts: { direction: 'qualitative', targets: [] },
    verdict: 'cannot-be-judged',
    why: 'Chỉ tiêu định tính không có số liệu để đánh giá.',
  },
  {
    name: 'at_most: at the target',
    facts: { direction: 'at_most', targets: [target(5)], measurements: figures([HALF, 5]) },
    verdict: 'achieved',
    why: 'Số liệu ngày 02/07/2026 là 5 %: đạt mục tiêu nhiều nhất 5 % của năm 2026.',
  },
  {
    name: 'at_most: one figure shows no course yet',
    facts: { direction: 'at_most', targets: [target(5)], measurements: figures([START, 25]) },
    verdict: 'cannot-be-judged',
    why: 'Số liệu ngày 01/01/2026 là 25 %: chưa đạt mục tiêu nhiều nhất 5 % của năm 2026; một số liệu chưa cho thấy chiều hướng.',
  },
  {
    name: 'at_most: on the path down from the first figure',
    facts: { direction: 'at_most', targets: [target(5)], measurements: figures([START, 25], [HALF, 15]) },
    verdict: 'on-track',
    why: 'Số liệu ngày 02/07/2026 là 15 %, không kém mức 15 % của lộ trình đến mục tiêu nhiều nhất 5 % của năm 2026.',
  },
  {
    name: 'at_most: a tenth of the way above the path',
    facts: { direction: 'at_most', targets: [target(5)], measurements: figures([START, 25], [HALF, 17]) },
    verdict: 'at-risk',
    why: 'Số liệu ngày 02/07/2026 là 17 %, kém 2 điểm phần trăm (được kém 2 điểm phần trăm) so với mức 15 % của lộ trình đến mục tiêu nhiều nhất 5 % của năm 2026.',
  },
  {
    name: 'at_most: rising instead of falling',
    facts: { direction: 'at_most', targets: [target(5)], measurements: figures([START, 25], [HALF, 26]) },
    verdict: 'off-track',
    why: 'Số liệu ngày 02/07/2026 là 26 %, kém 11 điểm phần trăm (được kém 2 điểm phần trăm) so với mức 15 % của lộ trình đến mục tiêu nhiều nhất 5 % của năm 2026.',
  },
  {
    name: 'exactly: the very figure',
    facts: {
      direction: 'exactly',
      unit: 'triệu đồng',
      targets: [target(5587)],
      measurements: figures([HALF, 5587]),
    },
    verdict: 'achieved',
    why: 'Số liệu ngày 02/07/2026 là 5.587 triệu đồng: đạt mục tiêu đúng 5.587 triệu đồng của năm 2026.',
  },
  {
    name: 'exactly: below it, on the path up',
    facts: { direction: 'exactly', targets: [target(50)], measurements: figures([HALF, 30]) },
    verdict: 'on-track',
    why: 'Số liệu ngày 02/07/2026 là 30 %, không kém mức 25 % của lộ trình đến mục tiêu đúng 50 % của năm 2026.',
  },
  {
    name: 'exactly: beyond it, come from below',
    facts: { direction: 'exactly', targets: [target(50)], measurements: figures([START, 10], [HALF, 51]) },
    verdict: 'off-track',
    why: 'Số liệu ngày 02/07/2026 là 51 %, kém 1 điểm phần trăm (được kém 0 điểm phần trăm) so với mức 50 % của lộ trình đến mục tiêu đúng 50 % của năm 2026.',
  },
  {
    name: 'range: within',
    facts: {
      direction: 'range',
      unit: 'vấn đề',
      targets: [target(3, { targetMax: 5 })],
      measurements: figures([HALF, 5]),
    },
    verdict: 'achieved',
    why: 'Số liệu ngày 02/07/2026 là 5 vấn đề: đạt mục tiêu từ 3 đến 5 vấn đề của năm 2026.',
  },
  {
    name: 'range: below, on the path to the lower end',
    facts: {
      direction: 'range',
      unit: 'vấn đề',
      targets: [target(4, { targetMax: 5 })],
      measurements: figures([HALF, 2]),
    },
    verdict: 'on-track',
    why: 'Số liệu ngày 02/07/2026 là 2 vấn đề, không kém mức 2 vấn đề của lộ trình đến mục tiêu từ 4 đến 5 vấn đề của năm 2026.',
  },
  {
    name: 'range: above, come from below',
    facts: {
      direction: 'range',
      unit: 'vấn đề',
      targets: [target(3, { targetMax: 5 })],
      measurements: figures([START, 4], [HALF, 6]),
    },
    verdict: 'off-track',
    why: 'Số liệu ngày 02/07/2026 là 6 vấn đề, kém 1 vấn đề (được kém 0 vấn đề) so với mức 5 vấn đề của lộ trình đến mục tiêu từ 3 đến 5 vấn đề của năm 2026.',
  },
  {
    name: 'rank: at the target',
    facts: { direction: 'rank_at_most', unit: null, targets: [target(5)], measurements: figures([HALF, 5]) },
    verdict: 'achieved',
    why: 'Số liệu ngày 02/07/2026 là 5: đạt mục tiêu hạng 5 trở lên của năm 2026.',
  },
  {
    name: 'rank: behind the target, and better than before',
    facts: {
      direction: 'rank_at_most',
      unit: null,
      targets: [target(5)],
      measurements: figures([START, 9], [HALF, 7]),
    },
    verdict: 'at-risk',
    why: 'Số liệu ngày 02/07/2026 là 7, lần trước là 9: chưa đạt mục tiêu hạng 5 trở lên của năm 2026.',
  },
  {
    name: 'rank: behind the target, and no better than before',
    facts: {
      direction: 'rank_at_most',
      unit: null,
      targets: [target(5)],
      measurements: figures([START, 7], [HALF, 7]),
    },
    verdict: 'off-track',
    why: 'Số liệu ngày 02/07/2026 là 7, lần trước là 7: chưa đạt mục tiêu hạng 5 trở lên của năm 2026.',
  },
  {
    name: 'rank: behind the target, with nothing to compare',
    facts: { direction: 'rank_at_most', unit: null, targets: [target(5)], measurements: figures([HALF, 6]) },
    verdict: 'off-track',
    why: 'Số liệu ngày 02/07/2026 là 6, chưa có lần trước để so: chưa đạt mục tiêu hạng 5 trở lên của năm 2026.',
  },
];

describe('The judgement of an indicator', () => {
  it.each(ROWS)('$name', ({ facts, verdict, why }) => {
    const answer = judged(facts);
    expect([answer.verdict, answer.why]).toStrictEqual([verdict, why]);
    expect(answer.rule).toBe(ruleText(facts.direction ?? 'at_least'));
  });

  it('shows what it looked at', () => {
    const measurements = figures(['2026-03-31', 20], [HALF, 36.5]);
    expect(judged({ measurements }).inputs).toStrictEqual({
      target: target(73),
      from: '2026-01-01',
      until: '2026-12-31',
      start: { value: 0, measuredOn: '2026-01-01', eventId: null },
      latest: measurements[1],
      expected: 36.5,
      tolerance: 7.3,
      measurements: 2,
    });
  });

  it('does not depend on the order of the figures and targets', () => {
    const targets = [target(60, { year: 2025 }), target(80)];
    const measurements = figures(['2025-12-31', 60], ['2026-03-31', 65], [HALF, 70]);
    expect(judged({ targets: targets.toReversed(), measurements: measurements.toReversed() })).toStrictEqual(
      judged({ targets, measurements }),
    );
  });

  it('takes the year’s figure before the month’s of the same day', () => {
    const [month] = figures(['2026-12-31', 70]) as [JudgedMeasurement];
    const year = { ...month, eventId: 'year', period: '2026', value: 75 };
    expect(judged({ asOf: '2026-12-31', measurements: [year, month] })).toMatchObject({
      verdict: 'achieved',
      inputs: { latest: { eventId: 'year' } },
    });
  });

  it('takes the nearest target that has not passed, else the last', () => {
    const targets = [target(50, { year: 2026 }), target(60, { year: 2028 }), target(70, { year: 2030 })];
    const yearAsOf = (asOf: string) => judged({ targets, asOf }).inputs.target?.year;
    expect(['2026-12-31', '2027-01-01', '2029-06-01', '2031-01-01'].map(yearAsOf)).toStrictEqual([
      2026, 2028, 2030, 2030,
    ]);
  });

  it('says apart whether what is striven for is reached', () => {
    const stretch = (fields: Partial<JudgementFacts>) => judged(fields).stretchReached;
    const rank = {
      direction: 'rank_at_most',
      unit: null,
      targets: [target(5, { stretchTarget: 3 })],
    } as const;
    expect(stretch({ ...rank, measurements: figures([HALF, 5]) })).toBe(false);
    expect(stretch({ ...rank, measurements: figures([HALF, 3]) })).toBe(true);
    expect(stretch(rank)).toBeNull();
    expect(stretch({ measurements: figures([HALF, 73]) })).toBeNull();
    const more = { targets: [target(73, { stretchTarget: 90 })] };
    expect(stretch({ ...more, measurements: figures([HALF, 89]) })).toBe(false);
    expect(stretch({ ...more, measurements: figures([HALF, 90]) })).toBe(true);
  });
});

describe('The projection to the year’s end', () => {
  const line = figures(['2026-01-31', 10], ['2026-02-10', 20], ['2026-02-20', 30]);

  it('follows figures on a line exactly, with no range', () => {
    expect(trendTo(line, '2026-03-12')).toStrictEqual({ value: 50, low: 50, high: 50 });
  });

  it('has a range of two standard errors to each side where figures scatter', () => {
    // Days −10, 0, 10 from the middle with 10, 22, 26: slope 0,8; residuals −1,33, 2,67, −1,33; their squares sum to 10,67.
    const scattered = figures(['2026-01-31', 10], ['2026-02-10', 22], ['2026-02-20', 26]);
    const error = Math.sqrt((32 / 3) * (1 + 1 / 3 + 400 / 200));
    const trend = trendTo(scattered, '2026-03-02');
    expect(trend?.value).toBeCloseTo(58 / 3 + 16, 9);
    expect(trend?.low).toBeCloseTo(58 / 3 + 16 - 2 * error, 9);
    expect(trend?.high).toBeCloseTo(58 / 3 + 16 + 2 * error, 9);
  });

  it('takes at least three figures, of more than one day', () => {
    expect(trendTo(line.slice(1), '2026-12-31')).toBeNull();
    expect(trendTo(figures([HALF, 1], [HALF, 2], [HALF, 3]), '2026-12-31')).toBeNull();
    expect(judged({ measurements: line.slice(1) }).projection).toBeNull();
  });

  it('stays within what the unit allows', () => {
    expect(judged({ measurements: line }).projection).toStrictEqual({
      on: '2026-12-31',
      value: 100,
      low: 100,
      high: 100,
    });
    expect(judged({ unit: '% giảm', measurements: line }).projection?.value).toBe(344);
  });

  it('is none for a rank, and none once the year has ended', () => {
    expect(
      judged({ direction: 'rank_at_most', unit: null, measurements: line, targets: [target(5)] }).projection,
    ).toBeNull();
    expect(judged({ measurements: line, asOf: '2027-01-01' }).projection).toBeNull();
  });
});

describe('The words', () => {
  it('have one for every verdict, and a rule for every direction', () => {
    expect(Object.keys(VERDICT_TEXT)).toStrictEqual([...VERDICTS]);
    expect(new Set(DIRECTIONS.map(ruleText)).size).toBe(DIRECTIONS.length);
  });

  it('tell targets by their direction', () => {
    const five = target(3, { targetMax: 5 });
    expect(
      (['at_least', 'at_most', 'exactly', 'range', 'rank_at_most'] as const).map((direction) =>
        targetText(direction, five, direction === 'rank_at_most' ? null : 'phiên'),
      ),
    ).toStrictEqual([
      'ít nhất 3 phiên',
      'nhiều nhất 3 phiên',
      'đúng 3 phiên',
      'từ 3 đến 5 phiên',
      'hạng 3 trở lên',
    ]);
  });
});
