import { describe, expect, it } from '@jest/globals';
import { complianceOf, type Slot } from '#reporting';
import type { BucketFacts } from '#tasks';
import type { MeasuringFacts } from './indicator-measurement.decisions.js';
import {
  type Closing,
  completionRate,
  measureByClose,
  type OwnFigures,
  type OwnMeasurement,
  ownMeasurements,
  updateRate,
} from './own-measurements.js';
import { defined, eventIdAt, givenIndicator, SUBJECT } from './testing/given-indicator.js';

const KINDS = ['calendar-month', 'quarter', 'year'] as const;
const HASH = 'a'.repeat(64);

const closed = (fields: Partial<Closing['closed']> = {}): Closing['closed'] => ({
  policy: { id: 'hang-thang', from: '2026-01-01', taskCountsWhen: 'share' },
  rateByTask: 0.75,
  shareSum: 3,
  tasksComplete: 3,
  tasksExpected: 4,
  sha256: HASH,
  ...fields,
});

/** A close of March in April, which holds. */
const closing = (fields: Partial<Closing> = {}): Closing => ({
  eventId: 'close-1',
  period: '2026-03',
  at: '2026-04-07T02:00:00.000Z',
  closed: closed(),
  reopenReason: null,
  ...fields,
});

describe('The rate of monthly updates', () => {
  it('is the share of tasks that the close froze, in percent, with both its numbers', () => {
    expect(updateRate(closed())).toStrictEqual({ value: 75, numerator: 3, denominator: 4 });
  });

  it('has no numerator where the shares of tasks led by groups add up to no whole number', () => {
    expect(updateRate(closed({ rateByTask: 0.583333333, shareSum: 2.333333333 }))).toStrictEqual({
      value: 58.3333333,
      numerator: null,
      denominator: null,
    });
  });

  it('counts the tasks without a gap where the policy counts so', () => {
    const policy = { id: 'hang-thang', from: '2026-01-01', taskCountsWhen: 'complete' } as const;
    expect(updateRate(closed({ policy, rateByTask: 0.5, shareSum: 2.5, tasksComplete: 2 }))).toStrictEqual({
      value: 50,
      numerator: 2,
      denominator: 4,
    });
  });

  it('is none where nothing was expected', () => {
    expect(updateRate(closed({ rateByTask: null, tasksExpected: 0 }))).toBeNull();
  });

  it.each([1, 2, 3, 7, 29, 58, 113, 114])(
    'is the rate of compliance to its last place, of %i tasks of 114',
    (good) => {
      const slots = Array.from({ length: 114 }, (_, index): Slot => {
        const outcome = index < good ? 'on-time' : 'missing';
        return {
          assignment: `p.${index}.u`,
          task: String(index),
          unit: 'u',
          period: '2026-03',
          outcome,
          report: null,
        };
      });
      const { byTask } = complianceOf('2026-03', slots, { due: true, goal: 0.9, taskCountsWhen: 'share' });
      const figures = updateRate(
        closed({ rateByTask: byTask.rate, shareSum: byTask.shareSum, tasksExpected: byTask.expected }),
      );
      expect(figures?.value).toBe(Number(((byTask.rate ?? 0) * 100).toFixed(7)));
      expect(figures).toMatchObject({ numerator: good, denominator: 114 });
    },
  );
});

describe('The rate of completion on time', () => {
  const at = (status: BucketFacts['status'], fields: Partial<BucketFacts> = {}): BucketFacts => ({
    status,
    currentDue: '2026-03-31',
    completedOn: null,
    proposedOn: null,
    ...fields,
  });
  const onTime = at('completed', { completedOn: '2026-03-31' });

  it('counts what was completed by its current due date among what was due by the period’s end', () => {
    const assignments = [
      onTime,
      at('completed', { completedOn: '2026-04-01' }),
      at('in-progress'),
      at('assigned'),
    ];
    expect(completionRate(assignments, '2026-03')).toStrictEqual({ value: 25, numerator: 1, denominator: 4 });
  });

  it('counts what was due in an earlier period still', () => {
    const earlier = at('in-progress', { currentDue: '2026-01-31' });
    expect(completionRate([onTime, earlier], '2026-03')).toStrictEqual({
      value: 50,
      numerator: 1,
      denominator: 2,
    });
  });

  it.each([
    [
      'falls due only after the period',
      at('completed', { completedOn: '2026-03-01', currentDue: '2026-04-01' }),
    ],
    ['never falls due', at('completed', { completedOn: '2026-03-01', currentDue: null })],
    ['is suspended', at('suspended')],
    ['waits for a condition', at('awaiting-condition')],
    ['was cancelled', at('cancelled')],
    ['was released', at('released')],
    ['was transferred', at('transferred')],
    [
      'was proposed in time and waits for its answer',
      at('completion-proposed', { proposedOn: '2026-03-31' }),
    ],
  ])('leaves out what %s', (_name, assignment) => {
    expect(completionRate([onTime, assignment], '2026-03')).toStrictEqual({
      value: 100,
      numerator: 1,
      denominator: 1,
    });
  });

  it('counts a late proposal as not on time though it waits for its answer', () => {
    const late = at('completion-proposed', { proposedOn: '2026-04-01' });
    expect(completionRate([onTime, late], '2026-03')).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('is none where nothing was due', () => {
    expect(completionRate([at('in-progress', { currentDue: '2026-12-31' })], '2026-03')).toBeNull();
  });
});

describe('What the closes of a programme say', () => {
  const share = (value: number): OwnFigures => ({ value, numerator: value, denominator: 100 });
  /** @param values what each close says, in their order */
  const said = (
    closings: readonly Closing[],
    values: readonly (number | null)[],
    kinds: typeof KINDS | ['year'] = KINDS,
  ) =>
    ownMeasurements('monthly-update-rate', kinds, closings, (one) => {
      const value = values[closings.indexOf(one)] ?? null;
      return value === null ? null : share(value);
    });
  const reopened = closing({ reopenReason: 'Bổ sung báo cáo của sở' });
  const second = closing({ eventId: 'close-2' });

  it('is a figure of the period’s last day, whose source names the close and the hash of its list', () => {
    expect(said([closing()], [80])).toStrictEqual([
      {
        close: 'close-1',
        period: '2026-03',
        figures: { value: 80, numerator: 80, denominator: 100, measuredOn: '2026-03-31' },
        source: `Hệ thống tự đo tỷ lệ nhiệm vụ cập nhật tiến độ theo lần chốt kỳ 03/2026 (sự kiện close-1, SHA-256 của danh sách ${HASH})`,
        reason: `Số liệu do hệ thống tự đo theo lần chốt kỳ 03/2026 (sự kiện close-1, SHA-256 của danh sách ${HASH})`,
      },
    ]);
  });

  it('speaks of the day of the close where that lies within the period', () => {
    const [yearly] = said([closing({ period: '2026', at: '2026-12-15T02:00:00.000Z' })], [80]);
    expect(yearly?.figures.measuredOn).toBe('2026-12-15');
  });

  it('is another figure after a reopening, with its reason', () => {
    const [, corrected] = said([reopened, second], [80, 85]);
    expect(corrected).toMatchObject({ close: 'close-2', figures: { value: 85 } });
    expect(corrected?.reason).toContain('Kỳ được mở lại với lý do “Bổ sung báo cáo của sở”');
    expect(corrected?.reason).toContain('close-2');
  });

  it('is nothing new where a second close comes to the same figure, and again where a third one doesn’t', () => {
    const again = closing({ eventId: 'close-2', reopenReason: 'Sai một đơn vị' });
    const third = closing({ eventId: 'close-3' });
    expect(said([reopened, again, third], [80, 80, 85]).map(({ close }) => close)).toStrictEqual([
      'close-1',
      'close-3',
    ]);
  });

  it('stays what it was where a later close gives no figure', () => {
    const third = closing({ eventId: 'close-3' });
    expect(said([reopened, second, third], [80, null, 80]).map(({ close }) => close)).toStrictEqual([
      'close-1',
    ]);
  });

  it('is one figure for each period', () => {
    const april = closing({ eventId: 'close-2', period: '2026-04', at: '2026-05-06T02:00:00.000Z' });
    expect(said([closing(), april], [80, 80]).map(({ period }) => period)).toStrictEqual([
      '2026-03',
      '2026-04',
    ]);
  });

  it('is nothing where the indicator takes no figures of such periods', () => {
    const week = closing({ period: '2026-W10' });
    expect(said([week, closing()], [80, 80], ['year'])).toStrictEqual([]);
    expect(said([week], [80])).toStrictEqual([]);
  });
});

describe('A close', () => {
  const SYSTEM = defined({ formula: { kind: 'system', of: 'monthly-update-rate' } });
  const FACTS: MeasuringFacts = {
    programmeFrom: '2026-01-01',
    today: '2026-04-07',
    by: 'own-indicators',
    byRule: true,
    unit: null,
    closed: ['2026-03'],
  };
  const FIGURES = { value: 75, numerator: 3, denominator: 4, measuredOn: '2026-03-31' };
  const OTHERS = { ...FIGURES, value: 100, numerator: 4 };
  const measurement = (fields: Partial<OwnMeasurement> = {}): OwnMeasurement => ({
    close: 'close-1',
    period: '2026-03',
    figures: FIGURES,
    source: 'Theo lần chốt',
    reason: 'Kỳ được mở lại',
    ...fields,
  });
  const RECORDED = {
    type: 'MeasurementRecorded' as const,
    data: { ...SUBJECT, period: '2026-03', ...FIGURES, source: 'Theo lần chốt', documents: [] },
  };

  it('records the first figures of its period, without a reason though the period is closed', () => {
    givenIndicator(SYSTEM)
      .when((state) => measureByClose(state, measurement(), FACTS))
      .then({ ...RECORDED, effectiveOn: '2026-03-31' });
  });

  it('puts other figures in the place of those that stand, naming why', () => {
    givenIndicator(SYSTEM, RECORDED)
      .when((state) => measureByClose(state, measurement({ figures: OTHERS }), FACTS))
      .then({
        type: 'MeasurementCorrected',
        data: {
          ...SUBJECT,
          period: '2026-03',
          measurement: eventIdAt(1),
          from: FIGURES,
          to: OTHERS,
          reason: 'Kỳ được mở lại',
          documents: [],
        },
        effectiveOn: '2026-03-31',
      });
  });

  it('writes nothing where the same figures stand, whichever close they came from', () => {
    givenIndicator(SYSTEM, RECORDED)
      .when((state) =>
        measureByClose(state, measurement({ close: 'close-2', source: 'Theo lần chốt khác' }), FACTS),
      )
      .thenNothing();
  });

  it('measures what a person may not', () => {
    givenIndicator(SYSTEM)
      .when((state) => measureByClose(state, measurement(), { ...FACTS, byRule: false }))
      .thenRefused(
        'indicator-measured-by-system',
        'Chỉ tiêu I.4/1 do hệ thống tự tính: không ghi số liệu bằng tay.',
      );
  });
});
