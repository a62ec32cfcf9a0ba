import { daysApart, localDate, type WorkCalendar, workingDaysBetween } from '#kernel';

/** How long something was late. */
export interface DaysLate {
  /** Days after the last one on which it was in time, up to the day on which it was done. */
  readonly calendar: number;
  /** Those of them that are worked. */
  readonly working: number;
}

export const NO_DAYS: DaysLate = { calendar: 0, working: 0 };

export const addedDays = (a: DaysLate, b: DaysLate): DaysLate => ({
  calendar: a.calendar + b.calendar,
  working: a.working + b.working,
});

/** Counts the days after `last` up to `until` (ISO days); none where `until` is not after it. */
export type DayCounter = (last: string, until: string) => DaysLate;

/** @returns a counter that throws CalendarYearMissingError for a year that the calendar lacks */
export function dayCounter(calendar: WorkCalendar): DayCounter {
  return (last, until) =>
    until <= last
      ? NO_DAYS
      : { calendar: daysApart(last, until), working: workingDaysBetween(last, until, calendar) };
}

/**
 * The last day on which an update is in time: the cut-off's own, or the one before where the cut-off is the very
 * beginning of a day ("before the 12th").
 */
export function lastDayInTime(cutOff: string): string {
  return localDate(new Date(Date.parse(cutOff) - 1).toISOString());
}
