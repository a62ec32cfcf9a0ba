import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { complianceOf, countByAssignment, countByTask, type Slot } from './compliance.js';
import { judgeSlot, SLOT_OUTCOMES, type SlotOutcome } from './slot.js';
import { lacksOf } from './sufficiency.js';
import { samplePolicy } from './testing/sample-policy.js';

const PERIOD = '2026-03';

/** The slots of one task, one unit for each outcome. */
function slotsOf(task: string, ...outcomes: readonly SlotOutcome[]): Slot[] {
  return outcomes.map((outcome, index) => ({
    assignment: `mau-2026.${task}.xa-${index}`,
    task,
    unit: `xa-${index}`,
    period: PERIOD,
    outcome,
    report: null,
  }));
}

const times = (count: number, outcome: SlotOutcome) => Array.from({ length: count }, () => outcome);

const COMMUNES = 114;
const OPTIONS = { due: true, goal: 0.9, taskCountsWhen: 'share' } as const;

describe('Compliance by assignment', () => {
  it('counts each outcome once; exempt stands apart from what is expected', () => {
    expect(countByAssignment(slotsOf('1', ...SLOT_OUTCOMES, 'on-time', 'late'), true)).toStrictEqual({
      expected: 8,
      onTime: 2,
      nothingToReport: 1,
      late: 2,
      insufficient: 1,
      missing: 1,
      notYetDue: 1,
      exempt: 1,
      rate: 0.375,
    });
  });

  it('has no rate before the cut-off', () => {
    expect(countByAssignment(slotsOf('1', 'on-time', 'not-yet-due'), false)).toMatchObject({
      expected: 2,
      onTime: 1,
      rate: null,
    });
  });

  it('has no rate where nothing was expected', () => {
    expect(countByAssignment(slotsOf('1', 'exempt'), true)).toMatchObject({
      expected: 0,
      exempt: 1,
      rate: null,
    });
    expect(countByAssignment([], true).rate).toBeNull();
  });

  it.each(['late', 'insufficient', 'missing'] as const)('never counts “%s” as good', (outcome) => {
    expect(countByAssignment(slotsOf('1', outcome), true).rate).toBe(0);
  });

  it('counts “nothing to report” as good', () => {
    expect(countByAssignment(slotsOf('1', 'nothing-to-report', 'missing'), true).rate).toBe(0.5);
  });
});

describe('Compliance by task', () => {
  const departments = ['1', '2', '3'].flatMap((task) => slotsOf(task, 'on-time'));
  const group = slotsOf('4', ...times(COMMUNES / 2, 'on-time'), ...times(COMMUNES / 2, 'missing'));

  it('gives a task led by one unit 0 or 1', () => {
    const slots = [...slotsOf('1', 'on-time'), ...slotsOf('2', 'late')];
    expect(countByTask(slots, true, 'share')).toStrictEqual({
      expected: 2,
      shareSum: 1,
      complete: 1,
      rate: 0.5,
    });
  });

  it('does not let a group of 114 drown the tasks of single units', () => {
    expect(countByTask([...departments, ...group], true, 'share')).toStrictEqual({
      expected: 4,
      shareSum: 3.5,
      complete: 3,
      rate: 0.875,
    });
    expect(countByAssignment([...departments, ...group], true).rate).toBeCloseTo(60 / 117, 9);
  });

  it('does not let one commune of 114 sink its task, except where only the complete ones count', () => {
    const slots = slotsOf('4', ...times(COMMUNES - 1, 'on-time'), 'missing');
    expect(countByTask(slots, true, 'share').rate).toBeCloseTo(113 / 114, 9);
    expect(countByTask(slots, true, 'complete')).toMatchObject({ expected: 1, complete: 0, rate: 0 });
  });

  it('adds 114 shares of 1/114 up to exactly 1', () => {
    const slots = Array.from({ length: COMMUNES }, (_, task) =>
      slotsOf(String(task), 'on-time', ...times(COMMUNES - 1, 'missing')),
    ).flat();
    expect(countByTask(slots, true, 'share')).toMatchObject({ expected: COMMUNES, shareSum: 1 });
  });

  it('leaves exempt slots out of their task’s share, and a task with nothing else out of the count', () => {
    const slots = [...slotsOf('1', 'on-time', 'exempt'), ...slotsOf('2', 'exempt')];
    expect(countByTask(slots, true, 'share')).toStrictEqual({
      expected: 1,
      shareSum: 1,
      complete: 1,
      rate: 1,
    });
  });

  it('has no rate before the cut-off, nor where nothing was expected', () => {
    expect(countByTask(departments, false, 'share').rate).toBeNull();
    expect(countByTask(slotsOf('1', 'exempt'), true, 'complete').rate).toBeNull();
  });
});

describe('Compliance of a period', () => {
  const nineOfTen = Array.from({ length: 10 }, (_, index) =>
    slotsOf(String(index), index === 0 ? 'late' : 'on-time'),
  ).flat();

  it('meets the goal of 90 % at exactly 90 %', () => {
    expect(complianceOf(PERIOD, nineOfTen, OPTIONS)).toMatchObject({
      state: 'past-cut-off',
      byTask: { rate: 0.9 },
      meetsGoal: true,
    });
  });

  it('does not meet the goal with less', () => {
    const slots = [...nineOfTen, ...slotsOf('11', 'insufficient')];
    expect(complianceOf(PERIOD, slots, OPTIONS).meetsGoal).toBe(false);
  });

  it('is judged by the policy’s way of counting', () => {
    const slots = [...nineOfTen.slice(1), ...slotsOf('11', ...times(9, 'on-time'), 'missing')];
    expect(complianceOf(PERIOD, slots, { ...OPTIONS, goal: 0.95 }).meetsGoal).toBe(true);
    expect(
      complianceOf(PERIOD, slots, { ...OPTIONS, goal: 0.95, taskCountsWhen: 'complete' }).meetsGoal,
    ).toBe(false);
  });

  it('is open and not judged before the cut-off', () => {
    expect(complianceOf(PERIOD, nineOfTen, { ...OPTIONS, due: false })).toMatchObject({
      state: 'open',
      byAssignment: { rate: null },
      byTask: { rate: null },
      meetsGoal: null,
    });
  });

  it('is not judged where nothing was expected', () => {
    expect(complianceOf(PERIOD, slotsOf('1', 'exempt'), OPTIONS)).toMatchObject({
      state: 'past-cut-off',
      meetsGoal: null,
    });
  });

  it('says that it is closed', () => {
    expect(complianceOf(PERIOD, nineOfTen, { ...OPTIONS, closed: true }).state).toBe('closed');
  });

  it('never counts an empty update, though it came in time', () => {
    const empty = {
      kind: 'progress' as const,
      percent: null,
      summary: '',
      deliverables: 0,
      documents: 0,
      scheduleKind: 'quarter',
      difficulties: false,
      disbursedVnd: null,
      hasBudget: false,
      due: null,
      period: '2026-03',
    };
    const assignedAt = '2026-01-05T02:00:00.000Z';
    const recordedAt = '2026-03-30T02:00:00.000Z';
    const sufficient = lacksOf(empty, samplePolicy()).length === 0;
    const judged = judgeSlot(
      {
        assignedAt,
        statuses: [{ at: assignedAt, status: 'in-progress' }],
        reports: [{ eventId: 'r1', kind: 'progress', recordedAt, sufficient, returnedAt: null }],
      },
      PERIOD,
      '2026-04-06T10:00:00.000Z',
      '2026-05-01T00:00:00.000Z',
    );
    const slots = slotsOf('1', judged?.outcome ?? 'exempt');
    expect(complianceOf(PERIOD, slots, OPTIONS)).toMatchObject({
      byAssignment: { expected: 1, insufficient: 1, rate: 0 },
      byTask: { expected: 1, complete: 0, shareSum: 0, rate: 0 },
      meetsGoal: false,
    });
  });
});

const anySlots = fc
  .array(
    fc.record({
      task: fc.integer({ min: 1, max: 6 }),
      outcomes: fc.array(fc.constantFrom(...SLOT_OUTCOMES), { minLength: 1, maxLength: 12 }),
    }),
    { maxLength: 8 },
  )
  .map((tasks) => tasks.flatMap(({ task, outcomes }) => slotsOf(String(task), ...outcomes)));

const inRange = (rate: number | null) => rate === null || (rate >= 0 && rate <= 1);

describe('Compliance, whatever the slots', () => {
  it('counts in parts that add up, exempt apart', () => {
    fc.assert(
      fc.property(anySlots, (slots) => {
        const { expected, exempt, rate, ...parts } = countByAssignment(slots, true);
        expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(expected);
        expect(expected + exempt).toBe(slots.length);
        expect(rate === null).toBe(expected === 0);
      }),
    );
  });

  it('never exceeds 100 %, either way of counting', () => {
    fc.assert(
      fc.property(
        anySlots,
        fc.constantFrom('share' as const, 'complete' as const),
        (slots, taskCountsWhen) => {
          const { byAssignment, byTask } = complianceOf(PERIOD, slots, { ...OPTIONS, taskCountsWhen });
          expect([byAssignment.rate, byTask.rate].map(inRange)).toStrictEqual([true, true]);
          expect(byTask.complete).toBeLessThanOrEqual(byTask.shareSum);
          expect(byTask.shareSum).toBeLessThanOrEqual(byTask.expected);
        },
      ),
    );
  });

  it('counts each task the same, however many units lead it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (many, few) => {
        const slots = [...slotsOf('1', ...times(many, 'on-time')), ...slotsOf('2', ...times(few, 'missing'))];
        expect(countByTask(slots, true, 'share').rate).toBe(0.5);
      }),
    );
  });

  it('does not depend on the order of the slots', () => {
    fc.assert(
      fc.property(anySlots, (slots) => {
        expect(complianceOf(PERIOD, [...slots].reverse(), OPTIONS)).toStrictEqual(
          complianceOf(PERIOD, slots, OPTIONS),
        );
      }),
    );
  });
});
