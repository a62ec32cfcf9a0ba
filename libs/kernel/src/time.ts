import { Temporal } from 'temporal-polyfill';
import { Refusal } from './refusal.js';
import { remembered } from './remembered.js';

/** Everything that people read stands in this zone. */
export const ZONE = 'Asia/Ho_Chi_Minh';

const DAY_MS = 86_400_000;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** True for an existing day written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const REMEMBERED_DAYS = 10_000;

/** Length of `2026-01-05T10`: the zone's offset is in whole hours, so all instants of one hour share their day. */
const HOUR_LENGTH = 13;

const dateOfHour = remembered(REMEMBERED_DAYS, (hour) =>
  Temporal.Instant.from(`${hour}:00:00Z`).toZonedDateTimeISO(ZONE).toPlainDate().toString(),
);

/** The local day (`YYYY-MM-DD`) of an instant (ISO 8601, UTC). */
export function localDate(instant: string): string {
  return dateOfHour(instant.slice(0, HOUR_LENGTH));
}

/** The local day and minute of an instant, `dd/mm/yyyy HH:mm`. */
export function localDateTimeText(instant: string): string {
  const { day, month, year, hour, minute } = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(day)}/${two(month)}/${year} ${two(hour)}:${two(minute)}`;
}

/** `2026-03-05` as `05/03/2026`. */
export function dateText(date: string): string {
  return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
}

/**
 * The instant of a local wall-clock time.
 * @param date `YYYY-MM-DD`
 * @param time `HH:mm` or `HH:mm:ss`
 */
export function instantAt(date: string, time = '00:00'): string {
  return instantOf(`${date}T${time}`);
}

const instantOf = remembered(REMEMBERED_DAYS, (local) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).epochMilliseconds).toISOString(),
);

/** The first instant after a local day: everything recorded before it was known at that day's end. */
export const endOfDay = remembered(REMEMBERED_DAYS, (date) => instantAt(addDays(date, 1)));

/** A day `days` later (or earlier, when negative), `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  const time = Date.parse(`${date}T00:00:00Z`) + days * DAY_MS;
  return new Date(time).toISOString().slice(0, 10);
}

/** How many days one day lies after another (before it: negative). */
export function daysApart(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** ISO weekday of a day: 1 (Monday) to 7 (Sunday). */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** Every day from `from` to `until`, both included. */
export function* daysBetween(from: string, until: string): Generator<string> {
  for (let day = from; day <= until; day = addDays(day, 1)) yield day;
}

/**
 * The instant up to which facts count in a question "as of" a day: that day's last millisecond, or now for today.
 * @throws {Refusal} a day that has not come yet
 */
export function asOfInstant(asOf: string | undefined, now: string): string {
  if (asOf === undefined) return now;
  const today = localDate(now);
  if (asOf > today) {
    throw new Refusal(
      'unprocessable',
      'as-of-in-future',
      `Chưa đến ngày ${dateText(asOf)}; hôm nay là ${dateText(today)}.`,
    );
  }
  const end = new Date(Date.parse(endOfDay(asOf)) - 1).toISOString();
  return end < now ? end : now;
}
