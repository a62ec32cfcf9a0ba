import { describe, expect, it } from '@jest/globals';
import { CalendarYearMissingError } from '#kernel';
import { ENDED, RESTING } from '#tasks';
import { evaluate } from '../evaluate.js';
import {
  accepted,
  assigned,
  assignmentOf,
  becomes,
  completionReturned,
  extended,
  fullPolicy,
  local,
  policy,
  type Step,
  shifted,
} from '../testing/history.js';
import { type Turn, turns } from '../testing/turns.js';

/** Only this rule: 10 working days before the due date. */
const POLICY = fullPolicy({ warnings: { dueSoonWorkingDays: 10 } });
const ofRule = (steps: readonly Step[], asOf: string, policies = [POLICY]) =>
  Object.fromEntries(
    Object.entries(turns(steps, asOf, policies)).filter(([id]) => id.startsWith('task-due-soon')),
  );

describe('The warning of a task that falls due soon', () => {
  const DUE = '2026-06-30';
  const SOON = 'task-due-soon 2026-06-30';
  /** Ten working days before Tuesday 30 June: Tuesday 16 June. */
  const FIRST = local('2026-06-16 08:00');
  const MIDNIGHT = local('2026-07-01 00:00');
  const WITHIN = local('2026-06-20 10:00');
  const LATER = local('2026-06-25 10:00');
  const AFTER = local('2026-07-10 10:00');
  const AS_OF = local('2026-08-03 10:00');
  const begun = [
    assigned(local('2026-03-10 09:00'), { due: DUE }),
    accepted(local('2026-03-11 09:00')),
    becomes(local('2026-03-12 09:00'), 'in-progress', 'accepted'),
  ];
  const untilTheEnd: readonly Turn[] = [
    ['raised', FIRST],
    ['cleared', MIDNIGHT, 'due-passed'],
  ];

  it.each<{ name: string; steps: readonly Step[]; turned: Record<string, readonly Turn[]>; asOf?: string }>([
    {
      name: 'is raised ten working days before, as the day begins, and ends with the due date',
      steps: begun,
      turned: { [SOON]: untilTheEnd },
    },
    { name: 'is not raised 1 ms sooner', steps: begun, asOf: shifted(FIRST, -1), turned: {} },
    { name: 'stands from that instant', steps: begun, asOf: FIRST, turned: { [SOON]: [['raised', FIRST]] } },
    { name: 'is never raised without a due date', steps: [assigned(WITHIN)], turned: {} },
    {
      name: 'is raised with the assignment, where the task was given so late',
      steps: [assigned(WITHIN, { due: DUE })],
      turned: {
        [SOON]: [
          ['raised', WITHIN],
          ['cleared', MIDNIGHT, 'due-passed'],
        ],
      },
    },
    {
      name: 'is not raised where the task was given after its due date',
      steps: [assigned(AFTER, { due: DUE })],
      turned: {},
    },
    {
      name: 'is cleared by the proposal of completion',
      steps: [...begun, becomes(WITHIN, 'completion-proposed')],
      turned: {
        [SOON]: [
          ['raised', FIRST],
          ['cleared', WITHIN, 'status'],
        ],
      },
    },
    {
      name: 'is raised again by the return of that proposal',
      steps: [...begun, becomes(WITHIN, 'completion-proposed'), completionReturned(LATER)],
      turned: {
        [SOON]: [
          ['raised', FIRST],
          ['cleared', WITHIN, 'status'],
          ['raised', LATER],
          ['cleared', MIDNIGHT, 'due-passed'],
        ],
      },
    },
    {
      name: 'is not raised by a return after the due date: that is overdue',
      steps: [...begun, becomes(WITHIN, 'completion-proposed'), completionReturned(AFTER)],
      turned: {
        [SOON]: [
          ['raised', FIRST],
          ['cleared', WITHIN, 'status'],
        ],
      },
    },
    {
      name: 'is cleared by an extension, and the new date has one of its own',
      steps: [...begun, extended(WITHIN, DUE, '2026-07-31')],
      turned: {
        [SOON]: [
          ['raised', FIRST],
          ['cleared', WITHIN, 'extension'],
        ],
        'task-due-soon 2026-07-31': [
          ['raised', local('2026-07-17 08:00')],
          ['cleared', local('2026-08-01 00:00'), 'due-passed'],
        ],
      },
    },
    {
      name: 'is not raised for a date that was extended before',
      steps: [...begun, extended(local('2026-06-01 09:00'), DUE, '2026-12-31')],
      turned: {},
    },
  ])('$name', ({ steps, turned, asOf }) => {
    expect(ofRule(steps, asOf ?? AS_OF)).toStrictEqual(turned);
  });

  it.each([...new Set([...ENDED, ...RESTING])])('is not raised for a task that is “%s”', (status) => {
    expect(ofRule([...begun, becomes(local('2026-06-01 09:00'), status)], AS_OF)).toStrictEqual({});
  });

  it('counts over Tết', () => {
    const steps = [assigned(local('2026-01-05 09:00'), { due: '2026-02-27' })];
    expect(ofRule(steps, local('2026-02-20 10:00'))).toStrictEqual({
      'task-due-soon 2026-02-27': [['raised', local('2026-02-06 08:00')]],
    });
  });

  it('does not climb, however long it stands', () => {
    const full = fullPolicy();
    expect(ofRule(begun, local('2026-06-30 23:59'), [full])).toStrictEqual({ [SOON]: [['raised', FIRST]] });
  });

  it('is not judged by a policy that does not hold it', () => {
    expect(ofRule(begun, AS_OF, [policy()])).toStrictEqual({});
    expect(ofRule(begun, AS_OF, [])).toStrictEqual({});
  });

  it('is judged from the first day of the policy that holds it', () => {
    const policies = [policy(), fullPolicy({ warnings: { dueSoonWorkingDays: 10 } }, '2026-06-22')];
    expect(ofRule(begun, WITHIN, policies)).toStrictEqual({});
    expect(ofRule(begun, LATER, policies)).toStrictEqual({ [SOON]: [['raised', local('2026-06-22 08:00')]] });
  });

  it('takes the number of days from the policy in force on the day', () => {
    const policies = [POLICY, fullPolicy({ warnings: { dueSoonWorkingDays: 3 } }, '2026-06-01')];
    expect(ofRule(begun, AS_OF, policies)[SOON]?.[0]).toStrictEqual(['raised', local('2026-06-25 08:00')]);
  });

  it('needs the due date’s calendar once it comes near, not sooner', () => {
    const until2026 = { ...POLICY, calendar: { 2026: { holidays: [], workedWeekends: [] } } };
    const steps = [assigned(local('2026-12-01 09:00'), { due: '2027-01-08' })];
    expect(ofRule(steps, local('2026-12-24 10:00'), [until2026])).toStrictEqual({});
    expect(() => ofRule(steps, local('2026-12-25 10:00'), [until2026])).toThrow(CalendarYearMissingError);
  });

  it('says which date comes near, and of how many days', () => {
    const [soon] = evaluate(assignmentOf(begun), [POLICY], FIRST).filter(({ id }) =>
      id.startsWith('task-due'),
    );
    expect(soon?.events[0]?.data).toMatchObject({
      level: 1,
      inputs: { due: DUE, originalDue: DUE, workingDays: 10, status: 'in-progress' },
    });
  });
});
