import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#event-log';
import { RESTING } from '#tasks';
import { evaluate } from '../evaluate.js';
import {
  ALL_RULES,
  accepted,
  assigned,
  assignmentOf,
  becomes,
  fullPolicy,
  idOf,
  local,
  nothingToReport,
  policy,
  report,
  reportReturned,
  type Step,
} from '../testing/history.js';
import { contradictionText } from '../warning-text.js';

const begun = [
  assigned(local('2026-01-05 09:00'), { budgetMillionVnd: 1_000 }),
  accepted(local('2026-01-06 09:00')),
  becomes(local('2026-01-07 09:00'), 'in-progress', 'accepted'),
];

/** All three kinds, 100 % without proof being sufficient. */
const POLICY = fullPolicy({ warnings: ALL_RULES.warnings ?? {}, sufficiency: { proofAtFull: false } });
const AS_OF = local('2026-04-30 10:00');

/** Turns of the rule with the sentences of their inputs, by period. */
function told(steps: readonly Step[], policies = [POLICY], asOf = AS_OF): Record<string, readonly unknown[]> {
  return Object.fromEntries(
    evaluate(assignmentOf(steps), policies, asOf)
      .filter(({ id }) => id.startsWith('contradiction'))
      .map(({ events }) => [
        events[0]?.data.period,
        events.map(({ type, data }) =>
          type === 'WarningRaised'
            ? ['raised', data.at, contradictionText(data.inputs)]
            : ['cleared', data.at, (data as JsonObject).cause],
        ),
      ]),
  );
}

/** Cut-offs of January, February and March. */
const CUT_OFF = {
  '2026-01': local('2026-02-05 17:00'),
  '2026-02': local('2026-03-05 17:00'),
  '2026-03': local('2026-04-06 17:00'),
} as const;
const IN_TIME = local('2026-02-03 10:00');
const LATE = local('2026-02-25 10:00');

describe('A report of 100 %', () => {
  const full = { percent: 100 } as const;
  const SENTENCE = 'báo 100 % nhưng chưa có sản phẩm hoặc văn bản nào';

  it('without any proof contradicts itself from the cut-off on', () => {
    expect(told([...begun, report(IN_TIME, '2026-01', full)])).toStrictEqual({
      '2026-01': [['raised', CUT_OFF['2026-01'], SENTENCE]],
    });
  });

  it.each([
    ['a deliverable', { ...full, deliverables: ['Kế hoạch'] }],
    [
      'a document',
      { ...full, documents: [{ number: '1/KH', date: '2026-01-30', issuer: 'UBND', sha256: null }] },
    ],
    ['99 %', { percent: 99 }],
  ])('does not with %s', (_name, fields) => {
    expect(told([...begun, report(IN_TIME, '2026-01', fields)])).toStrictEqual({});
  });

  it('raises one warning, not two, where the policy calls it insufficient for that very lack', () => {
    const steps = [...begun, report(IN_TIME, '2026-01', full)];
    const strict = fullPolicy({ warnings: ALL_RULES.warnings ?? {} });
    expect(told(steps, [strict])).toStrictEqual({});
    const raised = evaluate(assignmentOf(steps), [strict], local('2026-02-06 10:00')).map(({ id }) => id);
    expect(raised).toStrictEqual(['update-insufficient.mau-2026.7.phuong-hai-duong.2026-01']);
  });

  it('that is put right before the cut-off raises nothing', () => {
    const steps = [
      ...begun,
      report(local('2026-01-30 10:00'), '2026-01', full),
      report(IN_TIME, '2026-01', { ...full, deliverables: ['Kế hoạch'] }),
    ];
    expect(told(steps)).toStrictEqual({});
  });

  it('is cleared by a report that puts it right', () => {
    const steps = [
      ...begun,
      report(IN_TIME, '2026-01', full),
      report(LATE, '2026-01', { ...full, deliverables: ['Kế hoạch'] }),
    ];
    expect(told(steps)).toStrictEqual({
      '2026-01': [
        ['raised', CUT_OFF['2026-01'], SENTENCE],
        ['cleared', LATE, 'report'],
      ],
    });
  });

  it('is cleared by its return, which puts the update under another warning', () => {
    const steps = [...begun, report(IN_TIME, '2026-01', full)];
    expect(told([...steps, reportReturned(LATE, idOf(3), '2026-01')])['2026-01']?.[1]).toStrictEqual([
      'cleared',
      LATE,
      'return',
    ]);
  });

  it('that comes late is warned of when it comes', () => {
    expect(told([...begun, report(LATE, '2026-01', full)])).toStrictEqual({
      '2026-01': [['raised', LATE, SENTENCE]],
    });
  });

  it('is cleared when the task is completed', () => {
    const steps = [...begun, report(IN_TIME, '2026-01', full), becomes(LATE, 'completed')];
    expect(told(steps)['2026-01']?.[1]).toStrictEqual(['cleared', LATE, 'status']);
  });

  it.each([...RESTING])('is not warned of where the task was “%s” at the cut-off', (status) => {
    const steps = [...begun, report(IN_TIME, '2026-01', full), becomes(local('2026-02-04 10:00'), status)];
    expect(told(steps)).toStrictEqual({});
  });
});

describe('Money paid out', () => {
  const paid = (disbursedVnd: number | null, percent: number | null) =>
    told([...begun, report(IN_TIME, '2026-01', { disbursedVnd, percent })])['2026-01']?.[0];

  it.each([
    ['far ahead', 850_000_000, 30, 'đã giải ngân 85 % kinh phí nhưng tiến độ mới 30 %'],
    ['far behind', 100_000_000, 90, 'tiến độ đã 90 % nhưng mới giải ngân 10 % kinh phí'],
    ['just as far as the policy says', 700_000_000, 30, 'đã giải ngân 70 % kinh phí nhưng tiến độ mới 30 %'],
    ['beyond the whole budget', 1_500_000_000, 95, 'đã giải ngân 150 % kinh phí nhưng tiến độ mới 95 %'],
  ])('%s of the progress contradicts it', (_name, disbursed, percent, sentence) => {
    expect(paid(disbursed, percent)).toStrictEqual(['raised', CUT_OFF['2026-01'], sentence]);
  });

  it.each([
    ['that is one point nearer', 690_000_000, 30],
    ['that is not stated', null, 30],
    ['beside a progress that is not stated', 850_000_000, null],
  ])('%s does not', (_name, disbursed, percent) => {
    expect(paid(disbursed, percent)).toBeUndefined();
  });

  it('of a task without a budget contradicts nothing', () => {
    const steps = [assigned(local('2026-01-05 09:00')), ...begun.slice(1)];
    expect(
      told([...steps, report(IN_TIME, '2026-01', { disbursedVnd: 850_000_000, percent: 5 })]),
    ).toStrictEqual({});
  });
});

describe('The same text', () => {
  const TEXT = 'Đang phối hợp các đơn vị triển khai';
  const text = (at: string, period: string, summary = TEXT) => report(local(at), period, { summary });
  const two = [...begun, text('2026-02-03 10:00', '2026-01'), text('2026-03-03 10:00', '2026-02')];
  const SENTENCE = 'nội dung báo cáo giống hệt 3 kỳ liền (01/2026, 02/2026, 03/2026)';

  it('in three periods in a row contradicts that anything was done', () => {
    expect(told([...two, text('2026-04-03 10:00', '2026-03')])).toStrictEqual({
      '2026-03': [['raised', CUT_OFF['2026-03'], SENTENCE]],
    });
  });

  it('is the same with other spaces and capitals', () => {
    const steps = [...two, text('2026-04-03 10:00', '2026-03', ` ĐANG phối hợp  các đơn vị\ntriển khai `)];
    expect(told(steps)['2026-03']?.[0]).toStrictEqual(['raised', CUT_OFF['2026-03'], SENTENCE]);
  });

  it.each([
    ['two periods', two],
    [
      'three with another text between',
      [
        ...two.slice(0, 4),
        text('2026-03-03 10:00', '2026-02', 'Khác hẳn'),
        text('2026-04-03 10:00', '2026-03'),
      ],
    ],
    ['three with a silent one between', [...two.slice(0, 4), text('2026-04-03 10:00', '2026-03')]],
    [
      'three of which one had nothing to report',
      [
        ...two.slice(0, 4),
        nothingToReport(local('2026-03-03 10:00'), '2026-02'),
        text('2026-04-03 10:00', '2026-03'),
      ],
    ],
  ])('in %s does not', (_name, steps) => {
    expect(told(steps)).toStrictEqual({});
  });

  it('is cleared when an earlier report of the row is returned', () => {
    const steps = [...two, text('2026-04-03 10:00', '2026-03')];
    const at = local('2026-04-10 10:00');
    expect(told([...steps, reportReturned(at, idOf(4), '2026-02')])['2026-03']?.[1]).toStrictEqual([
      'cleared',
      at,
      'return',
    ]);
  });

  it('names the periods and their reports', () => {
    const steps = [...two, text('2026-04-03 10:00', '2026-03')];
    const [found] = evaluate(assignmentOf(steps), [POLICY], AS_OF).filter(({ id }) =>
      id.startsWith('contra'),
    );
    expect(found?.events[0]?.data).toMatchObject({
      inputs: {
        cutOff: CUT_OFF['2026-03'],
        report: idOf(5),
        contradictions: [
          {
            kind: 'same-text',
            periods: ['2026-01', '2026-02', '2026-03'],
            reports: [idOf(3), idOf(4), idOf(5)],
          },
        ],
      },
    });
  });
});

describe('A report that contradicts several things', () => {
  it('is one warning that tells all of them', () => {
    const steps = [...begun, report(IN_TIME, '2026-01', { percent: 100, disbursedVnd: 200_000_000 })];
    expect(told(steps)['2026-01']).toStrictEqual([
      [
        'raised',
        CUT_OFF['2026-01'],
        'báo 100 % nhưng chưa có sản phẩm hoặc văn bản nào; tiến độ đã 100 % nhưng mới giải ngân 20 % kinh phí',
      ],
    ]);
  });

  it('is judged only for what the policy of its period holds', () => {
    const steps = [...begun, report(IN_TIME, '2026-01', { percent: 100, disbursedVnd: 200_000_000 })];
    const only = fullPolicy({
      warnings: { contradiction: { disbursementGap: 40 } },
      sufficiency: { proofAtFull: false },
    });
    expect(told(steps, [only])['2026-01']?.[0]).toStrictEqual([
      'raised',
      CUT_OFF['2026-01'],
      'tiến độ đã 100 % nhưng mới giải ngân 20 % kinh phí',
    ]);
    expect(told(steps, [policy()])).toStrictEqual({});
  });
});
