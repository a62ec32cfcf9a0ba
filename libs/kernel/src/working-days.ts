import { Refusal } from './refusal.js';
import { addDays, daysBetween, weekday } from './time.js';

/** The days off of one year. Weekends are off by themselves, but for the ones worked in exchange. */
export interface CalendarYear {
  /** Days off beside the weekends, `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
  /** Saturdays and Sundays that are worked in exchange for a day off, `YYYY-MM-DD`. */
  readonly workedWeekends: readonly string[];
}

/** Calendars by year (`2026`). A year that isn't there is an error, never "no holidays". */
export type WorkCalendar = Readonly<Record<string, CalendarYear>>;

/** A policy reaches into a year that the calendar it was adopted with does not hold. */
export class CalendarYearMissingError extends Refusal {
  constructor(readonly year: string) {
    super(
      'unprocessable',
      'calendar-missing',
      `Thiếu lịch làm việc năm ${year}: bổ sung vào config/calendars rồi áp dụng lại quy chế báo cáo.`,
    );
    this.name = 'CalendarYearMissingError';
  }
}

const MONDAY_TO_FRIDAY = 5;

/** @throws {CalendarYearMissingError} */
export function isWorkingDay(date: string, calendar: WorkCalendar): boolean {
  const year = calendar[date.slice(0, 4)];
  if (!year) throw new CalendarYearMissingError(date.slice(0, 4));
  if (weekday(date) > MONDAY_TO_FRIDAY) return year.workedWeekends.includes(date);
  return !year.holidays.includes(date);
}

/** The day itself when it is worked, else the first worked day after it. @throws {CalendarYearMissingError} */
export function workingDayFrom(date: string, calendar: WorkCalendar): string {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** The day `count` working days after `date` (before it, when negative). @throws {CalendarYearMissingError} */
export function addWorkingDays(date: string, count: number, calendar: WorkCalendar): string {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

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
  if (until <= after) return 0;
  const first = addDays(after, 1);
  return numberOf(until, calendar) - numberOf(first, calendar) + (isWorkingDay(first, calendar) ? 1 : 0);
}

/**
 * The nth working day after a day; null where it lies beyond the years that the calendar knows.
 * @throws {CalendarYearMissingError} the day itself lies in no year of the calendar
 */
export function nthWorkingDayAfter(day: string, n: number, calendar: WorkCalendar): string | null {
  return numberedOf(calendar).workingDays[numberOf(day, calendar) + n - 1] ?? null;
}
