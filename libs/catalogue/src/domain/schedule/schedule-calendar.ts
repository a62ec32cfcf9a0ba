/** Both days included, `YYYY-MM-DD`. */
export interface DaySpan {
  start: string;
  due: string;
}

export const MONTHS_PER_YEAR = 12;
export const QUARTERS_PER_YEAR = 4;
export const MONTHS_PER_QUARTER = 3;

/** The years that a schedule or the document around it may name. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2100;

const FEBRUARY = 2;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the number is a whole year from 2000 to 2100. */
export function isKnownYear(year: number): boolean {
  return Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** The Gregorian rule. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days of a month, counted from 1; 0 for a month that doesn't exist. */
export function daysInMonth(year: number, month: number): number {
  if (month === FEBRUARY && isLeapYear(year)) return 29;
  return DAYS_IN_MONTH[month - 1] ?? 0;
}

/** `YYYY-MM-DD`. */
export function isoDate(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** First to last day of a run of months of one year, both counted from 1. */
export function monthsSpan(year: number, firstMonth: number, lastMonth: number): DaySpan {
  return {
    start: isoDate(year, firstMonth, 1),
    due: isoDate(year, lastMonth, daysInMonth(year, lastMonth)),
  };
}

/** First to last day of a quarter, 1 to 4. */
export function quarterSpan(year: number, quarter: number): DaySpan {
  const lastMonth = quarter * MONTHS_PER_QUARTER;
  return monthsSpan(year, lastMonth - MONTHS_PER_QUARTER + 1, lastMonth);
}

/** 1 January to 31 December. */
export function yearSpan(year: number): DaySpan {
  return monthsSpan(year, 1, MONTHS_PER_YEAR);
}

/** The parts of a `YYYY-MM-DD` date. */
export function dateParts(date: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}

/** Whether the text is a `YYYY-MM-DD` date that exists. */
export function isRealDate(date: string): boolean {
  const { year, month, day } = dateParts(date);
  return isoDate(year, month, day) === date && day >= 1 && day <= daysInMonth(year, month);
}

/** The date so many days later. */
export function plusDays(date: string, days: number): string {
  let { year, month, day } = dateParts(date);
  day += days;
  while (day > daysInMonth(year, month)) {
    day -= daysInMonth(year, month);
    month += 1;
    if (month <= MONTHS_PER_YEAR) continue;
    month = 1;
    year += 1;
  }
  return isoDate(year, month, day);
}

/** The same day so many months later, or the last of that month if it has no such day. */
export function plusMonths(date: string, months: number): string {
  const { year, month, day } = dateParts(date);
  const later = year * MONTHS_PER_YEAR + month - 1 + months;
  const laterYear = Math.floor(later / MONTHS_PER_YEAR);
  const laterMonth = (later % MONTHS_PER_YEAR) + 1;
  return isoDate(laterYear, laterMonth, Math.min(day, daysInMonth(laterYear, laterMonth)));
}
