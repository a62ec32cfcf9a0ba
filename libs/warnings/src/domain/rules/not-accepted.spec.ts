import { describe, expect, it } from '@jest/globals';
import { CalendarYearMissingError } from '#kernel';
import { assignmentFacts } from '../assignment-facts.js';
import {
  accepted,
  assigned,
  assignmentOf,
  becomes,
  fullPolicy,
  local,
  policy,
  report,
  type Step,
  shifted,
} from '../testing/history.js';
import { type Turn, turns } from '../testing/turns.js';
import { notAccepted } from './not-accepted.js';

const POLICY = fullPolicy({ warnings: { acceptanceWorkingDays: 5 } });
const ofRule = (steps: readonly Step[], asOf: string, policies = [POLICY]) =>
  Object.fromEntries(
    Object.entries(turns(steps, asOf, policies)).filter(([id]) => id.startsWith('not-accepted')),
  );

describe('The warning of a task that was not accepted', () => {
  const ASSIGNED = local('2026-03-10 09:00');
  const WARNED = 'not-accepted 2026-03-10';
  /** Five working days after Tuesday 10 March. */
  const FIRST = local('2026-03-17 17:00');
  const LATER = local('2026-03-20 10:00');
  const AS_OF = local('2026-04-01 10:00');
  const begun = [assigned(ASSIGNED)];

  it.each<{ name: string; steps: readonly Step[]; turned: Record<string, readonly Turn[]>; asOf?: string }>([
    {
      name: 'is raised five working days after the assignment, as the day ends',
      steps: begun,
      turned: { [WARNED]: [['raised', FIRST]] },
    },
    { name: 'is not raised 1 ms sooner', steps: begun, asOf: shifted(FIRST, -1), turned: {} },
    {
      name: 'is not raised when the unit accepts at that very instant',
      steps: [...begun, accepted(FIRST)],
      turned: {},
    },
    {
      name: 'is cleared by the acceptance',
      steps: [...begun, accepted(LATER)],
      turned: {
        [WARNED]: [
          ['raised', FIRST],
          ['cleared', LATER, 'acceptance'],
        ],
      },
    },
    {
      name: 'is cleared by a first report, which accepts as well',
      steps: [...begun, accepted(LATER), report(LATER, '2026-03'), becomes(LATER, 'in-progress', 'accepted')],
      turned: {
        [WARNED]: [
          ['raised', FIRST],
          ['cleared', LATER, 'acceptance'],
        ],
      },
    },
    {
      name: 'is cleared when the task is stopped',
      steps: [...begun, becomes(LATER, 'cancelled', 'assigned')],
      turned: {
        [WARNED]: [
          ['raised', FIRST],
          ['cleared', LATER, 'status'],
        ],
      },
    },
    {
      name: 'is not raised for a task that was suspended before',
      steps: [...begun, becomes(local('2026-03-12 09:00'), 'suspended', 'assigned')],
      turned: {},
    },
  ])('$name', ({ steps, turned, asOf }) => {
    expect(ofRule(steps, asOf ?? AS_OF)).toStrictEqual(turned);
  });

  it('counts over Tết', () => {
    expect(ofRule([assigned(local('2026-02-12 09:00'))], AS_OF)).toStrictEqual({
      'not-accepted 2026-02-12': [['raised', local('2026-02-26 17:00')]],
    });
  });

  it('climbs, and goes to the inspection commission once it has stood at three cut-offs', () => {
    expect(ofRule(begun, local('2026-06-08 10:00'), [fullPolicy()])).toStrictEqual({
      [WARNED]: [
        ['raised', FIRST],
        ['2', local('2026-03-24 17:00')],
        ['3', local('2026-03-31 17:00')],
        ['4', local('2026-06-05 17:00')],
      ],
    });
  });

  it('is not judged by a policy that does not hold it', () => {
    expect(ofRule(begun, AS_OF, [policy()])).toStrictEqual({});
  });

  it('is judged from the first day of a policy that holds it, for older assignments as well', () => {
    const policies = [policy(), fullPolicy({ warnings: { acceptanceWorkingDays: 5 } }, '2026-03-25')];
    expect(ofRule(begun, AS_OF, policies)).toStrictEqual({
      [WARNED]: [['raised', local('2026-03-25 17:00')]],
    });
  });

  it('needs the next year’s calendar once its days can pass, not sooner', () => {
    const until2026 = { ...POLICY, calendar: { 2026: { holidays: [], workedWeekends: [] } } };
    const late = [assigned(local('2026-12-28 09:00'))];
    const noCutOff = local('2026-12-31 23:59');
    expect(ofRule(late, noCutOff, [until2026])).toStrictEqual({});
    expect(() => ofRule(late, local('2027-01-01 00:00'), [until2026])).toThrow(CalendarYearMissingError);
  });

  it('asks a calendar no more whose policy was replaced before its last day', () => {
    const until2026 = { ...POLICY, calendar: { 2026: { holidays: [], workedWeekends: [] } } };
    const next = fullPolicy({ warnings: { acceptanceWorkingDays: 5 } }, '2026-12-30');
    const late = [assigned(local('2026-12-28 09:00'))];
    const facts = {
      assignment: assignmentFacts(assignmentOf(late)),
      policies: [until2026, next],
      periods: [],
    };
    const [found] = notAccepted({ ...facts, asOf: local('2027-01-05 09:00') });
    expect(found?.turns.map(({ at }) => at)).toStrictEqual([local('2027-01-04 17:00')]);
  });
});
