import { CalendarYearMissingError, daysBetween, isWorkingDay, type WorkCalendar } from '#kernel';

/** The working days of a calendar, numbered, so that counting them over any span is one subtraction. */
interface Numbered {
  /** Of each day: how many working days there are until its end. */
  readonly until: ReadonlyMap<string, number>;
  readonly workingDays: readonly string[];
}

const numbered = new WeakMap<WorkCalendar, Numbered>();

function numberedOf(calendar: WorkCalendar): Numbered {
  const known = numbered.get(calendar);
  if (known) return known;
  const until = new Map<string, number>();
  const workingDays: string[] = [];
  for (const year of Object.keys(calendar).sort()) {
    for (const day of daysBetween(`${year}-01-01`, `${year}-12-31`)) {
      if (isWorkingDay(day, calendar)) workingDays.push(day);
      until.set(day, workingDays.length);
    }
  }
  const made = { until, workingDays };
  numbered.set(calendar, made);
  return made;
}

function numberOf(day: string, calendar: WorkCalendar): number {
  const number = numberedOf(calendar).until.get(day);
  if (number === undefined) throw new CalendarYearMissingError(day.slice(0, 4));
  return number;
}

/**
 * How many working days lie after one day, until another one (included); 0 where that lies before it.
 * @throws {CalendarYearMissingError}
 */
export function workingDaysBetween(after: string, until: string, calendar: WorkCalendar): number {
  return until <= after ? 0 : numberOf(until, calendar) - numberOf(after, calendar);
}

/**
 * The nth working day after a day; null where it lies beyond the years that the calendar knows.
 * @throws {CalendarYearMissingError} the day itself lies in no year of the calendar
 */
export function nthWorkingDayAfter(day: string, n: number, calendar: WorkCalendar): string | null {
  return numberedOf(calendar).workingDays[numberOf(day, calendar) + n - 1] ?? null;
}
