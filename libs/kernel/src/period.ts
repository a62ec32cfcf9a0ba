import { remembered } from './remembered.js';
import { addDays, dateText, weekday } from './time.js';

/**
 * What reports and figures are made for, named so that the name alone tells its days: `2026-03` (that month),
 * `2026-03-d15` (from 15/02 to 14/03), `2026-W07` (the ISO week, Monday to Sunday), `2026-Q1` (the quarter), `2026` (the
 * year). Of one kind, text order is order in time.
 */
export type Period = string;

/** What a policy can ask reports for. */
export const REPORTING_PERIOD_KINDS = ['calendar-month', 'mid-month', 'week', 'year'] as const;
export type ReportingPeriodKind = (typeof REPORTING_PERIOD_KINDS)[number];

export const PERIOD_KINDS = ['calendar-month', 'mid-month', 'week', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

const FORMS: Readonly<Record<PeriodKind, RegExp>> = {
  'calendar-month': /^\d{4}-(0[1-9]|1[0-2])$/,
  'mid-month': /^\d{4}-(0[1-9]|1[0-2])-d15$/,
  week: /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
};
const MONTH_LENGTH = 7;
const YEAR_LENGTH = 4;
/** Day on which a month of the kind that runs from the 15th to the 14th begins. */
const MID_MONTH = 15;
const DAYS_OF_A_WEEK = 7;
const MONTHS_OF_A_QUARTER = 3;
const QUARTER_NAMES = ['I', 'II', 'III', 'IV'];
/** The ISO week that holds this weekday of a year is a week of that year. */
const THURSDAY = 4;
const MID_SUFFIX = '-d15';

const two = (count: number) => String(count).padStart(2, '0');
const monthOf = (date: string) => date.slice(0, MONTH_LENGTH);
const monthAfter = (month: string) => monthOf(addDays(`${month}-28`, 4));
const monthBefore = (month: string) => monthOf(addDays(`${month}-01`, -1));
const lastDayOfMonth = (month: string) => addDays(`${monthAfter(month)}-01`, -1);

/** Whether a text names a period, of one of the kinds where they are given. */
export function isPeriod(text: string, kinds: readonly PeriodKind[] = PERIOD_KINDS): boolean {
  if (!kinds.some((kind) => FORMS[kind].test(text))) return false;
  // A 53rd week that the year doesn't have would be a week of the next one.
  return !FORMS.week.test(text) || weekOf(firstDayOfWeek(text)) === text;
}

/** The kind of a period, by its name. */
export function kindOfPeriod(period: Period): PeriodKind {
  return PERIOD_KINDS.find((kind) => FORMS[kind].test(period)) ?? 'calendar-month';
}

function weekOf(date: string): Period {
  const thursday = addDays(date, THURSDAY - weekday(date));
  const year = thursday.slice(0, YEAR_LENGTH);
  const days = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / (24 * 60 * 60 * 1000);
  return `${year}-W${two(Math.floor(days / DAYS_OF_A_WEEK) + 1)}`;
}

/** The Monday of an ISO week. */
function firstDayOfWeek(week: Period): string {
  const year = week.slice(0, YEAR_LENGTH);
  const inFirstWeek = `${year}-01-04`;
  const monday = addDays(inFirstWeek, 1 - weekday(inFirstWeek));
  return addDays(monday, (Number(week.slice(-2)) - 1) * DAYS_OF_A_WEEK);
}

/** The last month of a quarter, `YYYY-MM`. */
function lastMonthOf(quarter: Period): string {
  return `${quarter.slice(0, YEAR_LENGTH)}-${two(Number(quarter.slice(-1)) * MONTHS_OF_A_QUARTER)}`;
}

/** The period of a kind that a day (`YYYY-MM-DD`) lies in; where no kind is given, the calendar month. */
export function periodOf(date: string, kind: PeriodKind = 'calendar-month'): Period {
  switch (kind) {
    case 'calendar-month':
      return monthOf(date);
    case 'mid-month': {
      const month = monthOf(date);
      return `${Number(date.slice(-2)) < MID_MONTH ? month : monthAfter(month)}${MID_SUFFIX}`;
    }
    case 'week':
      return weekOf(date);
    case 'quarter': {
      const month = Number(date.slice(YEAR_LENGTH + 1, MONTH_LENGTH));
      return `${date.slice(0, YEAR_LENGTH)}-Q${Math.ceil(month / MONTHS_OF_A_QUARTER)}`;
    }
    case 'year':
      return date.slice(0, YEAR_LENGTH);
  }
}

const REMEMBERED_PERIODS = 1_000;

/** First day of a period. */
export const firstDay: (period: Period) => string = remembered(REMEMBERED_PERIODS, (period) => {
  switch (kindOfPeriod(period)) {
    case 'calendar-month':
      return `${period}-01`;
    case 'mid-month':
      return `${monthBefore(monthOf(period))}-${MID_MONTH}`;
    case 'week':
      return firstDayOfWeek(period);
    case 'quarter':
      return `${monthBefore(monthBefore(lastMonthOf(period)))}-01`;
    case 'year':
      return `${period}-01-01`;
  }
});

/** Last day of a period. */
export const lastDay: (period: Period) => string = remembered(REMEMBERED_PERIODS, (period) => {
  switch (kindOfPeriod(period)) {
    case 'calendar-month':
      return lastDayOfMonth(period);
    case 'mid-month':
      return `${monthOf(period)}-${MID_MONTH - 1}`;
    case 'week':
      return addDays(firstDayOfWeek(period), DAYS_OF_A_WEEK - 1);
    case 'quarter':
      return lastDayOfMonth(lastMonthOf(period));
    case 'year':
      return `${period}-12-31`;
  }
});

/** The next one of the same kind. */
export const nextPeriod: (period: Period) => Period = remembered(REMEMBERED_PERIODS, (period) =>
  periodOf(addDays(lastDay(period), 1), kindOfPeriod(period)),
);

/** The one before, of the same kind. */
export const previousPeriod: (period: Period) => Period = remembered(REMEMBERED_PERIODS, (period) =>
  periodOf(addDays(firstDay(period), -1), kindOfPeriod(period)),
);

/** Every period from `from` to `until`, both included and of one kind. */
export function periodsBetween(from: Period, until: Period): Period[] {
  const periods: Period[] = [];
  for (let period = from; period <= until; period = nextPeriod(period)) periods.push(period);
  return periods;
}

/**
 * As people read it: `03/2026`, `03/2026 (15/02–14/03)`, `tuần 07/2026 (09/02–15/02)`, `quý I/2026`, `năm 2026`.
 */
export function periodText(period: Period): string {
  const year = period.slice(0, YEAR_LENGTH);
  const days = () => [firstDay(period), lastDay(period)].map((day) => dateText(day).slice(0, 5)).join('–');
  switch (kindOfPeriod(period)) {
    case 'calendar-month':
      return `${period.slice(5)}/${year}`;
    case 'mid-month':
      return `${period.slice(5, MONTH_LENGTH)}/${year} (${days()})`;
    case 'week':
      return `tuần ${period.slice(-2)}/${year} (${days()})`;
    case 'quarter':
      return `quý ${QUARTER_NAMES[Number(period.slice(-1)) - 1]}/${year}`;
    case 'year':
      return `năm ${year}`;
  }
}
