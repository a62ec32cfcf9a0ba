import {
  addDays,
  CalendarYearMissingError,
  endOfDay,
  instantAt,
  localDate,
  nthWorkingDayAfter,
  weekday,
} from '#kernel';
import type { AdoptedPolicy } from '#reporting';
import { statusAt } from '#tasks';
import { openingOf } from '../policies-in-force.js';
import { FIRST_DAY_HOUR } from '../working-hours.js';
import {
  dueAt,
  dueMoments,
  duesOf,
  type Finding,
  found,
  type Moment,
  RUNNING,
  type RuleFacts,
  statusMoments,
  turnsOf,
} from './rule.js';

/**
 * task-due-soon: the policy's number of working days before the due date, while the work is neither finished nor
 * proposed as finished. It ends with the day itself; what was not done by then is overdue.
 */
export function taskDueSoon({ assignment, policies, asOf }: RuleFacts): Finding[] {
  return duesOf(assignment).flatMap((due) => {
    const opening = openingOf(policies, localDate(asOf), (adopted, until) => firstDayOf(adopted, due, until));
    if (!opening) return [];
    const first = instantAt(opening.day, FIRST_DAY_HOUR);
    const passed = endOfDay(due);
    if (first > asOf || first >= passed) return [];
    const moments: Moment[] = [
      { at: passed, cause: 'due-passed', event: null },
      ...statusMoments(assignment),
      ...dueMoments(assignment),
    ];
    const turns = turnsOf(first, moments, asOf, (at) => {
      const status = statusAt(assignment, at);
      if (at >= passed || status === null || !RUNNING.has(status) || dueAt(assignment, at) !== due)
        return null;
      const { originalDue } = assignment;
      return {
        due,
        originalDue,
        workingDays: opening.adopted.policy.warnings?.dueSoonWorkingDays ?? 0,
        status,
      };
    });
    return found('task-due-soon', due, turns);
  });
}

const firstDays = new WeakMap<AdoptedPolicy, Map<string, string | null>>();

/** The day that many working days before a due date; null: the policy doesn't judge, or the date is far. */
function firstDayOf(adopted: AdoptedPolicy, due: string, until: string): string | null {
  const days = adopted.policy.warnings?.dueSoonWorkingDays;
  if (days === undefined) return null;
  if (!adopted.calendar[due.slice(0, 4)]) {
    // Days off would only make it earlier: until then nothing needs the year that is missing.
    if (until < weekdaysBefore(due, days)) return null;
    throw new CalendarYearMissingError(due.slice(0, 4));
  }
  const known = firstDays.get(adopted) ?? new Map<string, string | null>();
  firstDays.set(adopted, known);
  const before = known.get(due);
  if (before !== undefined) return before;
  // Of the days before the due date, the nth working one from its end.
  const day = nthWorkingDayAfter(addDays(due, -1), 1 - days, adopted.calendar);
  known.set(due, day);
  return day;
}

const FRIDAY = 5;

function weekdaysBefore(date: string, count: number): string {
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, -1);
    if (weekday(day) <= FRIDAY) left -= 1;
  }
  return day;
}
