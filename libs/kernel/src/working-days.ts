import { Refusal } from './refusal.js';
import { addDays, weekday } from './time.js';

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
