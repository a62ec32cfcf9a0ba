import { remembered } from './remembered.js';
import { addDays } from './time.js';

/** A calendar month as a reporting period, `YYYY-MM`. Text order is order in time. */
export type Period = string;

const PERIOD = /^\d{4}-(0[1-9]|1[0-2])$/;

export function isPeriod(text: string): boolean {
  return PERIOD.test(text);
}

/** The month that a day (`YYYY-MM-DD`) lies in. */
export function periodOf(date: string): Period {
  return date.slice(0, 7);
}

const REMEMBERED_PERIODS = 1_000;

export const nextPeriod: (period: Period) => Period = remembered(REMEMBERED_PERIODS, (period) =>
  periodOf(addDays(`${period}-28`, 4)),
);

export const previousPeriod: (period: Period) => Period = remembered(REMEMBERED_PERIODS, (period) =>
  periodOf(addDays(`${period}-01`, -1)),
);

/** First day of a month. */
export function firstDay(period: Period): string {
  return `${period}-01`;
}

/** Last day of a month. */
export const lastDay: (period: Period) => string = remembered(REMEMBERED_PERIODS, (period) =>
  addDays(firstDay(nextPeriod(period)), -1),
);

/** Every month from `from` to `until`, both included. */
export function periodsBetween(from: Period, until: Period): Period[] {
  const periods: Period[] = [];
  for (let period = from; period <= until; period = nextPeriod(period)) periods.push(period);
  return periods;
}

/** `2026-03` as `03/2026`. */
export function periodText(period: Period): string {
  return `${period.slice(5, 7)}/${period.slice(0, 4)}`;
}
