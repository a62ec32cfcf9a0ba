import { describe, expect, it } from '@jest/globals';
import { endOfDay, lastDay } from '#kernel';
import type { AdoptedPolicy } from '#reporting';
import type { AssignmentFacts, ReportFacts } from '#warnings';
import {
  type JudgedSlot,
  leftOn,
  type ReconciledAssignment,
  type ReconciledMonth,
  type ReconciliationFacts,
  reconcileAssignment,
  reconcileTask,
} from './reconciliation.js';
import type { Deeds, TaskPromises } from './task-deeds.js';

const YEAR = { holidays: [], workedWeekends: [] };
const POLICY: AdoptedPolicy = {
  policy: {
    id: 'hang-thang',
    title: 'Cập nhật hằng tháng',
    period: 'calendar-month',
    cutOff: { day: 5, time: '17:00', nextWorkingDay: true },
    goal: 0.9,
    taskCountsWhen: 'share',
    sufficiency: { summaryMinLength: 20, percent: true, proofAtFull: true },
    warnings: { contradiction: { fullWithoutDeliverable: true, disbursementGap: 40, sameTextPeriods: 3 } },
  },
  from: '2026-01-01',
  calendar: { 2025: YEAR, 2026: YEAR, 2027: YEAR },
};
const ASSIGNED_AT = '2026-01-05T02:00:00.000Z';
const AS_OF = '2026-06-30T10:00:00.000Z';
const BILLION = 1_000_000_000;

/** A report of a period, of its last day; its event is named after the period. */
const report = (period: string, fields: Partial<ReportFacts> = {}): ReportFacts => ({
  eventId: `r-${period}`,
  recordedAt: endOfDay(lastDay(period)),
  period,
  kind: 'progress',
  percent: 40,
  summary: `Đã khảo sát xong các đơn vị của kỳ ${period}`,
  disbursedVnd: null,
  due: null,
  returned: null,
  deliverables: 0,
  documents: 0,
  difficulties: false,
  ...fields,
});

const assignment = (
  reports: readonly ReportFacts[],
  fields: Partial<AssignmentFacts> = {},
): AssignmentFacts => ({
  programme: 'mau-2026',
  task: '7',
  unit: 'so-a',
  scheduleKind: 'quarter',
  budgetMillionVnd: null,
  assignedAt: ASSIGNED_AT,
  originalDue: null,
  statuses: [{ at: ASSIGNED_AT, status: 'assigned', eventId: 'assigned' }],
  dues: [{ at: ASSIGNED_AT, due: null, eventId: 'assigned' }],
  reports,
  ...fields,
});

const slot = (period: string, outcome: JudgedSlot['outcome'] = 'on-time'): JudgedSlot => ({
  period,
  outcome,
  report: outcome === 'on-time' ? `r-${period}` : null,
});
const NO_DEEDS: Deeds = { handOvers: [], acceptances: [], percentDownReasons: new Map() };
const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04'] as const;

function lines(
  reports: readonly ReportFacts[],
  fields: Partial<Omit<ReconciliationFacts, 'assignment'>> & { readonly of?: Partial<AssignmentFacts> } = {},
): ReconciledMonth[] {
  const { of, ...facts } = fields;
  return reconcileAssignment({
    assignment: assignment(reports, of),
    slots: MONTHS.map((period) => slot(period)),
    deeds: NO_DEEDS,
    promised: 1,
    policies: [POLICY],
    asOf: AS_OF,
    ...facts,
  });
}

/** The contradictions of each period, as people read them. */
const told = (...given: Parameters<typeof lines>) =>
  Object.fromEntries(
    lines(...given)
      .filter(({ contradictions }) => contradictions.length > 0)
      .map(({ period, contradictions }) => [period, contradictions.map(({ text }) => text)]),
  );

describe('The lines of an assignment', () => {
  it('are one a period, with the figures as reported, the outcome, and the events behind them', () => {
    const [january, february] = lines(
      [
        report('2026-01', { percent: 20, disbursedVnd: BILLION }),
        report('2026-02', { disbursedVnd: 3 * BILLION }),
      ],
      { of: { budgetMillionVnd: 10_000 }, slots: [slot('2026-01'), slot('2026-02')] },
    );
    expect(january).toStrictEqual({
      period: '2026-01',
      progress: {
        percent: 20,
        event: 'r-2026-01',
        outcome: 'on-time',
        outcomeText: 'đủ, đúng hạn',
        decidedBy: 'r-2026-01',
      },
      money: {
        budgetVnd: 10 * BILLION,
        budgetEvent: 'assigned',
        disbursedVnd: BILLION,
        event: 'r-2026-01',
        inMonthVnd: BILLION,
        sinceEvent: null,
        shareOfBudget: 0.1,
      },
      deliverables: {
        promised: 1,
        handedOver: [],
        handedOverSoFar: 0,
        documentsSoFar: 0,
        acceptedSoFar: 0,
        acceptedBy: null,
      },
      contradictions: [],
    });
    expect(february?.money).toMatchObject({
      disbursedVnd: 3 * BILLION,
      inMonthVnd: 2 * BILLION,
      sinceEvent: 'r-2026-01',
      shareOfBudget: 0.3,
    });
  });

  it('state nothing where nothing was stated, and go on from what was stated last', () => {
    const stated = lines([report('2026-01', { disbursedVnd: 5 }), report('2026-03', { disbursedVnd: 8 })]);
    expect(stated.map(({ progress }) => progress.percent)).toStrictEqual([40, null, 40, null]);
    expect(stated.map(({ money }) => [money.disbursedVnd, money.inMonthVnd])).toStrictEqual([
      [5, 5],
      [null, null],
      [8, 3],
      [null, null],
    ]);
  });

  it('take the newest report of a period that was not returned', () => {
    const returned = { recordedAt: '2026-02-20T02:00:00.000Z', reason: 'Thiếu', eventId: 'return' };
    const two = [
      report('2026-01', { eventId: 'first', percent: 10 }),
      report('2026-01', { eventId: 'second', percent: 90, returned }),
    ];
    expect(lines(two)[0]?.progress).toMatchObject({ percent: 10, event: 'first' });
    const before = lines(two, { asOf: '2026-02-19T02:00:00.000Z' });
    expect(before[0]?.progress).toMatchObject({ percent: 90, event: 'second' });
  });

  it('know nothing that was recorded after the instant asked about', () => {
    const late = report('2026-01', { recordedAt: '2026-05-01T02:00:00.000Z' });
    expect(lines([late], { asOf: '2026-04-30T02:00:00.000Z' })[0]?.progress).toMatchObject({
      percent: null,
      event: null,
    });
  });

  it('count deliverables by different names from the beginning, and name what came in each period', () => {
    const deeds: Deeds = {
      ...NO_DEEDS,
      handOvers: [
        { event: 'r-2026-01', on: '2026-01-31', deliverables: ['Kế hoạch'], documents: ['1/KH'] },
        { event: 'r-2026-03', on: '2026-03-31', deliverables: ['kế  hoạch', 'Báo cáo'], documents: [] },
      ],
    };
    const shown = lines([report('2026-01'), report('2026-03')], { deeds });
    expect(shown.map(({ deliverables }) => deliverables.handedOver)).toStrictEqual([
      [
        { what: 'deliverable', name: 'Kế hoạch', event: 'r-2026-01' },
        { what: 'document', name: '1/KH', event: 'r-2026-01' },
      ],
      [],
      [
        { what: 'deliverable', name: 'kế  hoạch', event: 'r-2026-03' },
        { what: 'deliverable', name: 'Báo cáo', event: 'r-2026-03' },
      ],
      [],
    ]);
    expect(
      shown.map(({ deliverables: { handedOverSoFar, documentsSoFar } }) => [handedOverSoFar, documentsSoFar]),
    ).toStrictEqual([
      [1, 1],
      [1, 1],
      [2, 1],
      [2, 1],
    ]);
  });

  it('count as accepted all that was handed over while a confirmed completion stands', () => {
    const deeds: Deeds = {
      ...NO_DEEDS,
      handOvers: [{ event: 'proposal', on: '2026-02-10', deliverables: ['Kế hoạch'], documents: [] }],
      acceptances: [{ event: 'confirmed', proposal: 'proposal', on: '2026-02-10', undoneOn: '2026-04-02' }],
    };
    const shown = lines([], { deeds }).map(({ deliverables: { acceptedSoFar, acceptedBy } }) => [
      acceptedSoFar,
      acceptedBy,
    ]);
    expect(shown).toStrictEqual([
      [0, null],
      [1, 'confirmed'],
      [1, 'confirmed'],
      [0, null],
    ]);
  });

  it('end with the last period for which something was expected or reported', () => {
    const slots = [
      slot('2026-01'),
      slot('2026-02', 'exempt'),
      slot('2026-03', 'missing'),
      slot('2026-04', 'exempt'),
    ];
    expect(lines([report('2026-01')], { slots }).map(({ period }) => period)).toStrictEqual([
      '2026-01',
      '2026-02',
      '2026-03',
    ]);
  });

  it('go on to the period of the completion', () => {
    const deeds: Deeds = {
      ...NO_DEEDS,
      handOvers: [{ event: 'r-2026-01', on: '2026-01-31', deliverables: ['Kế hoạch'], documents: [] }],
      acceptances: [{ event: 'confirmed', proposal: 'proposal', on: '2026-02-10', undoneOn: null }],
    };
    const slots = [slot('2026-01'), slot('2026-02', 'exempt'), slot('2026-03', 'exempt')];
    const shown = lines([report('2026-01')], { slots, deeds });
    expect(shown.map(({ period, deliverables }) => [period, deliverables.acceptedBy])).toStrictEqual([
      ['2026-01', null],
      ['2026-02', 'confirmed'],
    ]);
  });

  it('are those of its reports where no policy asks for any', () => {
    const [only, ...others] = lines([report('2026-02')], { slots: [], policies: [] });
    expect(others).toStrictEqual([]);
    expect(only).toMatchObject({
      period: '2026-02',
      progress: { percent: 40, outcome: null, outcomeText: null },
    });
  });
});

describe('Contradictions by the policy’s rule', () => {
  it('name 100 % without proof, also where the update is insufficient for it, and before the cut-off', () => {
    const full = [report('2026-01', { percent: 100 })];
    const sentence = 'báo 100 % nhưng chưa có sản phẩm hoặc văn bản nào';
    expect(told(full)).toStrictEqual({ '2026-01': [sentence] });
    expect(
      told(full, { asOf: '2026-02-01T10:00:00.000Z', slots: [slot('2026-01', 'not-yet-due')] }),
    ).toStrictEqual({ '2026-01': [sentence] });
    expect(told([report('2026-01', { percent: 100, deliverables: 1 })])).toStrictEqual({});
  });

  it('name money that is far from the progress, by as many points as the policy says', () => {
    const of = { budgetMillionVnd: 10_000 };
    const [line] = lines([report('2026-01', { percent: 50, disbursedVnd: BILLION })], { of });
    expect(line?.contradictions).toStrictEqual([
      {
        kind: 'disbursement-far',
        text: 'tiến độ đã 50 % nhưng mới giải ngân 10 % kinh phí',
        events: ['r-2026-01', 'assigned'],
      },
    ]);
    expect(told([report('2026-01', { percent: 49, disbursedVnd: BILLION })], { of })).toStrictEqual({});
  });

  it('name the same text in as many periods in a row, with the report of each', () => {
    const same = MONTHS.slice(0, 3).map((period) =>
      report(period, { summary: 'Tiếp tục triển khai nhiệm vụ.' }),
    );
    const march = lines(same)[2];
    expect(march?.contradictions).toStrictEqual([
      {
        kind: 'same-text',
        text: 'nội dung báo cáo giống hệt 3 kỳ liền (01/2026, 02/2026, 03/2026)',
        events: ['r-2026-01', 'r-2026-02', 'r-2026-03'],
      },
    ]);
    expect(told(same.slice(0, 2))).toStrictEqual({});
  });

  it('are not looked for where the policy doesn’t ask for them', () => {
    const { warnings: _, ...plain } = POLICY.policy;
    const full = [report('2026-01', { percent: 100 })];
    expect(told(full, { policies: [{ ...POLICY, policy: plain }] })).toStrictEqual({});
  });
});

describe('Contradictions of the figures alone', () => {
  it('name a progress that falls, with the reason where one was given', () => {
    const falling = [report('2026-01', { percent: 60 }), report('2026-03', { percent: 50 })];
    const march = lines(falling)[2];
    expect(march?.contradictions).toStrictEqual([
      {
        kind: 'progress-falls',
        text: 'tiến độ giảm từ 60 % (kỳ 01/2026) xuống 50 %',
        events: ['r-2026-01', 'r-2026-03'],
      },
    ]);
    const deeds: Deeds = { ...NO_DEEDS, percentDownReasons: new Map([['r-2026-03', 'Đếm nhầm']]) };
    expect(told(falling, { deeds })).toStrictEqual({
      '2026-03': ['tiến độ giảm từ 60 % (kỳ 01/2026) xuống 50 %, với lý do “Đếm nhầm”'],
    });
  });

  it('name money paid out that falls', () => {
    const falling = [
      report('2026-01', { disbursedVnd: 2_000_000 }),
      report('2026-03', { disbursedVnd: 1_500_000 }),
    ];
    const march = lines(falling)[2];
    expect(march?.contradictions).toStrictEqual([
      {
        kind: 'disbursement-falls',
        text: 'số đã giải ngân giảm từ 2.000.000 đồng (kỳ 01/2026) xuống 1.500.000 đồng',
        events: ['r-2026-01', 'r-2026-03'],
      },
    ]);
    expect(march?.money.inMonthVnd).toBe(-500_000);
  });

  it('name money paid out beyond the budget, not up to it', () => {
    const of = { budgetMillionVnd: 1 };
    const paid = (disbursedVnd: number) => [report('2026-01', { percent: 99, disbursedVnd })];
    expect(told(paid(1_000_000), { of })).toStrictEqual({});
    const [line] = lines(paid(1_000_001), { of });
    expect(line?.contradictions).toStrictEqual([
      {
        kind: 'disbursement-over-budget',
        text: 'đã giải ngân 1.000.001 đồng, vượt kinh phí 1.000.000 đồng',
        events: ['r-2026-01', 'assigned'],
      },
    ]);
  });

  it('name a completion with nothing handed over, in its own period and as long as it stands', () => {
    const acceptance = { event: 'confirmed', proposal: 'proposal', on: '2026-02-10', undoneOn: null };
    const deeds: Deeds = { ...NO_DEEDS, acceptances: [acceptance] };
    expect(lines([], { deeds })[1]?.contradictions).toStrictEqual([
      {
        kind: 'completed-without-deliverable',
        text: 'đã được công nhận hoàn thành nhưng chưa bàn giao sản phẩm hoặc văn bản nào',
        events: ['proposal', 'confirmed'],
      },
    ]);
    expect(Object.keys(told([], { deeds }))).toStrictEqual(['2026-02']);
    const document = { event: 'r-2026-01', on: '2026-01-31', deliverables: [], documents: ['1/KH'] };
    expect(told([], { deeds: { ...deeds, handOvers: [document] } })).toStrictEqual({});
    const undone = { ...acceptance, undoneOn: '2026-04-02' };
    expect(told([], { deeds: { ...deeds, acceptances: [undone] } })).toStrictEqual({});
  });
});

describe('The lines of a task', () => {
  const PROMISES: TaskPromises = {
    deliverables: ['Kế hoạch'],
    deliverablesEvent: 'registered',
    budgetMillionVnd: 1,
    budgetEvent: 'registered',
  };
  const of = (
    unit: string,
    months: readonly ReconciledMonth[],
    left: string | null = null,
  ): ReconciledAssignment => ({
    assignment: `mau-2026.7.${unit}`,
    unit,
    unitName: unit,
    leftOn: left,
    months,
  });
  const slots = [slot('2026-01'), slot('2026-02')];
  const one = of('so-a', lines([report('2026-01', { percent: 20, disbursedVnd: 300_000 })], { slots }));
  const other = of(
    'so-b',
    lines([report('2026-02', { percent: 85, disbursedVnd: 800_000 })], {
      slots: [slot('2026-01', 'missing'), slot('2026-02')],
    }),
  );

  it('sum up what each assignment has stated last, and count how many have', () => {
    const [january, february] = reconcileTask([one, other], PROMISES);
    expect(january).toMatchObject({
      period: '2026-01',
      progress: { averagePercent: 20, stated: 1, assignments: 2, outcomes: { 'on-time': 1, missing: 1 } },
      money: {
        budgetVnd: 1_000_000,
        budgetEvent: 'registered',
        disbursedVnd: 300_000,
        inMonthVnd: 300_000,
        stated: 1,
      },
      contradictions: [],
    });
    expect(february).toMatchObject({
      progress: { averagePercent: 52.5, stated: 2, assignments: 2, outcomes: { 'on-time': 2 } },
      money: { disbursedVnd: 1_100_000, inMonthVnd: 800_000, shareOfBudget: 1.1, stated: 2 },
    });
  });

  it('name a budget that only the sum exceeds, and each assignment’s contradictions with its unit', () => {
    const falls = of(
      'so-a',
      lines([report('2026-01', { percent: 20, disbursedVnd: 300_000 }), report('2026-02', { percent: 10 })], {
        slots,
      }),
    );
    const [, february] = reconcileTask([falls, other], PROMISES);
    expect(february?.contradictions).toStrictEqual([
      {
        kind: 'progress-falls',
        text: 'tiến độ giảm từ 20 % (kỳ 01/2026) xuống 10 %',
        events: ['r-2026-01', 'r-2026-02'],
        unit: 'so-a',
        unitName: 'so-a',
      },
      {
        kind: 'disbursement-over-budget',
        text: 'tổng các đơn vị đã giải ngân 1.100.000 đồng, vượt kinh phí 1.000.000 đồng',
        events: ['registered'],
        unit: null,
        unitName: null,
      },
    ]);
  });

  it('leave out of the sums who had left by the period’s end', () => {
    const left = of('so-b', other.months, '2026-02-15');
    const [january, february] = reconcileTask([one, left], PROMISES);
    expect(january?.progress.assignments).toBe(2);
    expect(february).toMatchObject({
      progress: { averagePercent: 20, assignments: 1 },
      money: { disbursedVnd: 300_000 },
    });
  });

  it('are none where nobody holds the task', () => {
    expect(reconcileTask([], PROMISES)).toStrictEqual([]);
  });
});

describe('An assignment has left its unit', () => {
  it.each(['released', 'transferred'] as const)(
    'on the day on which it was %s, once that is known',
    (status) => {
      const at = '2026-02-15T02:00:00.000Z';
      const statuses = [...assignment([]).statuses, { at, status, eventId: 'left' }];
      expect(leftOn({ statuses }, AS_OF)).toBe('2026-02-15');
      expect(leftOn({ statuses }, '2026-02-15T01:59:59.999Z')).toBeNull();
    },
  );

  it('not when it was completed', () => {
    const statuses = [{ at: ASSIGNED_AT, status: 'completed' as const, eventId: 'done' }];
    expect(leftOn({ statuses }, AS_OF)).toBeNull();
  });
});
