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
    expect(answer.rule).toBe(ruleText({ ...share, ...facts }));
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

  it('shows the figures of the way in time, those that add up as running totals', () => {
    const measurements = figures(['2025-12-31', 9], [HALF, 30], ['2026-03-31', 20]);
    const values = (fields: Partial<JudgementFacts>) =>
      judged({ measurements, ...fields }).series.map(({ period, value }) => [period, value]);
    expect(values({})).toStrictEqual([
      ['2026-03', 20],
      ['2026-07', 30],
    ]);
    expect(values({ unit: 'cơ sở', timing: 'within-period' })).toStrictEqual([
      ['2026-03', 20],
      ['2026-07', 50],
    ]);
    expect(values({ targets: [] })).toStrictEqual([]);
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

describe('A target as it is worded', () => {
  const verdictAt = (value: number, fields: Partial<JudgementFacts>) =>
    judged({ measurements: figures([HALF, value]), ...fields }).verdict;

  it('“trên” is not reached by the same figure, “dưới” neither', () => {
    expect(verdictAt(73, { strict: true })).toBe('on-track');
    expect(verdictAt(73.01, { strict: true })).toBe('achieved');
    expect(verdictAt(73, { strict: true, asOf: '2027-01-01' })).toBe('off-track');
    const most = { direction: 'at_most', strict: true, baseline: { value: 93, on: '2025-12-31' } } as const;
    expect(verdictAt(73, most)).toBe('on-track');
    expect(verdictAt(72.9, most)).toBe('achieved');
  });

  it('“khoảng” is reached within 5 % of it', () => {
    const hundred = { unit: null, targets: [target(100)], approximate: true };
    expect([95, 94.9].map((value) => verdictAt(value, hundred))).toStrictEqual(['achieved', 'on-track']);
    const exactly = { ...hundred, direction: 'exactly' } as const;
    expect([95, 105].map((value) => verdictAt(value, exactly))).toStrictEqual(['achieved', 'achieved']);
    expect(verdictAt(105.1, exactly)).toBe('cannot-be-judged');
    const most = { ...hundred, direction: 'at_most' } as const;
    expect([105, 105.1].map((value) => verdictAt(value, most))).toStrictEqual([
      'achieved',
      'cannot-be-judged',
    ]);
  });

  it('is told with its manner, and so is the rule', () => {
    const text = (direction: 'at_least' | 'at_most' | 'exactly' | 'rank_at_most', manner: object) =>
      targetText(direction, { target: 60, targetMax: null }, '%', manner);
    expect([
      text('at_least', { strict: true }),
      text('at_most', { strict: true }),
      text('at_least', { approximate: true }),
      text('at_most', { approximate: true }),
      text('exactly', { approximate: true }),
    ]).toStrictEqual(['trên 60 %', 'dưới 60 %', 'khoảng 60 %', 'nhiều nhất khoảng 60 %', 'khoảng 60 %']);
    expect(ruleText({ direction: 'at_least', strict: true })).toMatch(/bằng mục tiêu là chưa đạt\./);
    expect(ruleText({ direction: 'at_least', approximate: true })).toMatch(/lệch không quá 5 % của mục tiêu/);
  });
});

describe('The expected way', () => {
  it('starts from the baseline, on the first day of the way', () => {
    const baseline = { value: 53, on: '2025-12-31' };
    expect(judged({ baseline, measurements: figures([HALF, 63]) })).toMatchObject({
      verdict: 'on-track',
      inputs: { start: { value: 53, measuredOn: START, eventId: null }, expected: 63, tolerance: 2 },
      path: {
        kind: 'linear',
        points: [
          { on: START, value: 53 },
          { on: '2026-12-31', value: 73 },
        ],
      },
    });
    expect(judged({ baseline, measurements: [] }).rule).toContain('Điểm đầu là mức gốc 53 % ngày 31/12/2025');
  });

  it('starts from the last figure before it, where that is later than the baseline', () => {
    const facts = {
      programmeFrom: '2025-01-01',
      targets: [target(60, { year: 2025 }), target(80)],
      baseline: { value: 10, on: '2024-12-31' },
      measurements: figures(['2025-12-31', 60], [HALF, 70]),
    };
    expect(judged(facts).inputs.start).toStrictEqual({ value: 60, measuredOn: START, eventId: 'e1' });
  });

  it('lets one figure on the way down be judged where there is a baseline', () => {
    const facts = {
      direction: 'at_most',
      targets: [target(5)],
      baseline: { value: 25, on: '2025-12-31' },
    } as const;
    expect(judged({ ...facts, measurements: figures([HALF, 15]) }).verdict).toBe('on-track');
  });

  it('in steps by quarter is judged by the last quarter that has ended', () => {
    const facts = { path: { kind: 'quarterly' }, targets: [target(80)] } as const;
    expect(judged({ ...facts, measurements: figures(['2026-06-29', 20]) })).toMatchObject({
      verdict: 'on-track',
      inputs: { expected: 20 },
    });
    const later = judged({ ...facts, measurements: figures(['2026-06-30', 20]) });
    expect(later).toMatchObject({ verdict: 'off-track', inputs: { expected: 40 } });
    expect(later.rule).toContain('tiến những bước bằng nhau vào ngày cuối mỗi quý');
  });

  it('set by hand is judged by its points', () => {
    const path = { kind: 'by-hand', points: [{ on: HALF, value: 10 }] } as const;
    const answer = judged({ path, measurements: figures([HALF, 10]) });
    expect(answer).toMatchObject({ verdict: 'on-track', inputs: { expected: 10, tolerance: 7.3 } });
    expect(answer.rule).toContain('đi qua các mốc đã định');
  });
});

describe('Figures of what came about within each period', () => {
  const counts: Partial<JudgementFacts> = {
    unit: 'người',
    timing: 'within-period',
    targets: [target(100)],
    measurements: figures(['2026-01-31', 20], ['2026-02-28', 15], [HALF, 20]),
  };

  it('add up, each resting on the events of all before it', () => {
    const answer = judged({ ...counts, missing: ['2026-03', '2026-10'] });
    expect(answer.inputs.latest).toMatchObject({ value: 55, eventId: null, events: ['e1', 'e2', 'e3'] });
    expect([answer.verdict, answer.why]).toStrictEqual([
      'on-track',
      'Cộng dồn đến ngày 02/07/2026 là 55 người, không kém mức 50 người của lộ trình đến mục tiêu ít nhất 100 người của năm 2026. Chưa kể kỳ khuyết: 03/2026.',
    ]);
    expect(answer.rule).toContain('được cộng dồn');
  });

  it('start over with each way', () => {
    const measurements = figures(['2025-12-31', 90], ['2026-03-31', 25]);
    const targets = [target(80, { year: 2025 }), target(100)];
    const answer = judged({ ...counts, programmeFrom: '2025-01-01', targets, measurements });
    expect(answer.inputs).toMatchObject({ latest: { value: 25 }, start: { value: 0, measuredOn: START } });
  });

  it('do not add up where they are shares, changes in %, ranks or quotients', () => {
    const latest = (fields: Partial<JudgementFacts>) => judged({ ...counts, ...fields }).inputs.latest?.value;
    expect([
      latest({ unit: '%' }),
      latest({ unit: '% giảm' }),
      latest({ direction: 'rank_at_most', unit: null }),
      latest({ isRatio: true }),
      latest({ timing: 'cumulative' }),
      latest({ unit: 'km' }),
    ]).toStrictEqual([20, 20, 20, 20, 20, 55]);
  });

  it('add up by the kind of their period', () => {
    const [january] = figures(['2026-01-31', 20]);
    const quarter = { eventId: 'q', period: '2026-Q1', value: 60, measuredOn: '2026-03-31' };
    const measurements = [january as JudgedMeasurement, quarter];
    expect(judged({ ...counts, measurements }).inputs.latest).toMatchObject({ value: 60, eventId: 'q' });
  });

  it('under a ceiling are held against an even spending of it, and reach it at the end of the year only', () => {
    const under = (value: number, asOf = '2026-11-20') => {
      const { verdict, why } = judged({
        ...counts,
        direction: 'at_most',
        measurements: figures([HALF, value]),
        asOf,
      });
      return [verdict, why];
    };
    expect(under(50)[0]).toBe('on-track');
    expect(under(55)).toStrictEqual([
      'at-risk',
      'Cộng dồn đến ngày 02/07/2026 là 55 người, hơn 5 người (được hơn 10 người) so với mức 50 người của lộ trình đến mục tiêu nhiều nhất 100 người của năm 2026.',
    ]);
    expect(under(61)[0]).toBe('off-track');
    expect(under(101)).toStrictEqual([
      'off-track',
      'Cộng dồn đến ngày 02/07/2026 là 101 người: đã vượt mục tiêu nhiều nhất 100 người của năm 2026.',
    ]);
    expect(under(100, '2027-01-01')[0]).toBe('achieved');
  });
});

describe('What else is told', () => {
  it('is that a running total has fallen', () => {
    const measurements = figures(['2026-03-31', 40], ['2026-04-30', 30], [HALF, 50]);
    expect(judged({ timing: 'cumulative', measurements }).why).toMatch(
      /Số lũy kế giảm từ 40 \(03\/2026\) xuống 30 \(04\/2026\): cần kiểm tra lại\.$/,
    );
    expect(judged({ timing: 'at-moment', measurements }).why).not.toMatch(/lũy kế/);
  });

  it('is how many figures wait for a second person', () => {
    expect(judged({ waiting: 2 }).why).toBe(
      'Chưa có số liệu nào từ 01/01/2026. 2 số liệu chờ người thứ hai xác nhận, chưa được tính.',
    );
  });

  it('is of how many units a figure is made', () => {
    const rolled = (day: string, value: number, reported: number): JudgedMeasurement => ({
      eventId: null,
      events: [`of ${day}`],
      period: day.slice(0, 7),
      value,
      measuredOn: day,
      parts: { expected: 114, reported },
    });
    const rollUp = { kind: 'weighted-average', of: 'units' } as const;
    const june = rolled('2026-06-30', 40, 97);
    const whole = judged({ rollUp, measurements: [june] });
    expect(whole.why).toMatch(/^Số liệu ngày 30\/06\/2026 là 40 % \(114 đơn vị, 97 đã báo cáo\), không kém/);
    expect(whole.rule).toMatch(/là khuyết, không tính là 0/);
    const july = judged({ rollUp, measurements: [june, rolled('2026-07-31', 1, 56)] });
    expect(july).toMatchObject({ verdict: 'on-track', inputs: { latest: { period: '2026-06' } } });
    expect(july.why).toMatch(/Kỳ 07\/2026 mới có 56\/114 nơi báo cáo nên chưa dùng\.$/);
    const half = judged({ rollUp, measurements: [june, rolled('2026-07-31', 1, 57)] });
    expect(half).toMatchObject({ verdict: 'off-track', inputs: { latest: { period: '2026-07' } } });
    const alone = judged({ rollUp, measurements: [rolled('2026-07-31', 60, 1)] });
    expect(alone).toMatchObject({ verdict: 'on-track', inputs: { latest: { period: '2026-07' } } });
  });
});

describe('The words', () => {
  it('have one for every verdict, and a rule for every direction', () => {
    expect(Object.keys(VERDICT_TEXT)).toStrictEqual([...VERDICTS]);
    expect(new Set(DIRECTIONS.map((direction) => ruleText({ direction }))).size).toBe(DIRECTIONS.length);
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
