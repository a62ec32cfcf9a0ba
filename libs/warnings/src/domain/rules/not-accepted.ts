import { instantAt, isWorkingDay, localDate, nthWorkingDayAfter } from '#kernel';
import { statusAt } from '#tasks';
import { openingOf } from '../policies-in-force.js';
import { LAST_DAY_HOUR } from '../working-hours.js';
import { type Finding, found, type Moment, type RuleFacts, turnsOf } from './rule.js';

/** not-accepted: the policy's number of working days after the assignment, the unit has not accepted it. */
export function notAccepted({ assignment, policies, asOf }: RuleFacts): Finding[] {
  const assignedOn = localDate(assignment.assignedAt);
  const opening = openingOf(policies, localDate(asOf), ({ policy, calendar }, until) => {
    const days = policy.warnings?.acceptanceWorkingDays;
    if (days === undefined) return null;
    const day = nthWorkingDayAfter(assignedOn, days, calendar);
    // Beyond the calendar: an error once that time has come, not sooner.
    if (day === null) isWorkingDay(until, calendar);
    return day;
  });
  if (!opening) return [];
  const first = instantAt(opening.day, LAST_DAY_HOUR);
  if (first > asOf) return [];
  const moments = assignment.statuses.map(
    ({ at, status, eventId }): Moment => ({
      at,
      cause: status === 'accepted' ? 'acceptance' : 'status',
      event: eventId,
    }),
  );
  const turns = turnsOf(first, moments, asOf, (at) =>
    statusAt(assignment, at) === 'assigned'
      ? { assignedOn, workingDays: opening.adopted.policy.warnings?.acceptanceWorkingDays ?? 0 }
      : null,
  );
  return found('not-accepted', assignedOn, turns);
}
