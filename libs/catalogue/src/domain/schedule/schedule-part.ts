import { daysInMonth, isoDate, MONTHS_PER_YEAR, monthsSpan } from './schedule-calendar.js';
import type { Moment } from './schedule-moment.js';
import { parsePoint, startsMonth, takeYearSuffix } from './schedule-point.js';
import type { TokenCursor } from './schedule-tokens.js';
import { COUNT_WORDS, TEN_DAYS } from './schedule-vocabulary.js';

const MIDDLE_OF_MONTH = 15;
const HALF_YEAR = 6;
const TEN = 10;

/** "6 tháng đầu năm", "nửa cuối tháng 9": parts of a year or month with fixed bounds. */
export function startsPartOfSpan(cursor: TokenCursor, ahead = 0): boolean {
  const half = cursor.isPhrase('nửa đầu', ahead) || cursor.isPhrase('nửa cuối', ahead);
  if (half) return cursor.isPhrase('năm', ahead + 2) || startsMonth(cursor, ahead + 2);
  const end = ahead + 2;
  const isEnd = cursor.isPhrase('đầu năm', end) || cursor.isPhrase('cuối năm', end);
  return isEnd && cursor.isPhrase('tháng', ahead + 1) && countAt(cursor, ahead) !== undefined;
}

function countAt(cursor: TokenCursor, ahead: number): number | undefined {
  const token = cursor.peek(ahead);
  if (token?.kind === 'number') return Number(token.folded);
  return token?.kind === 'word' ? COUNT_WORDS.get(token.folded) : undefined;
}

/** part = N "tháng" ("đầu" | "cuối") "năm" [year] | "nửa" ("đầu" | "cuối") ("năm" [year] | month) */
export function parsePartOfSpan(cursor: TokenCursor, documentYear: number): Moment {
  if (cursor.takePhrase('nửa')) {
    const isFirst = cursor.take().folded === 'đầu';
    if (cursor.takePhrase('năm')) return monthsOfYear(cursor, HALF_YEAR, isFirst, documentYear);
    return halfMonth(cursor, isFirst, documentYear);
  }
  const months = countAt(cursor, 0);
  if (!months || months >= MONTHS_PER_YEAR) cursor.fail('số tháng phải từ 1 đến 11');
  cursor.take();
  cursor.takePhrase('tháng');
  const isFirst = cursor.take().folded === 'đầu';
  cursor.takePhrase('năm');
  return monthsOfYear(cursor, months, isFirst, documentYear);
}

function monthsOfYear(cursor: TokenCursor, months: number, isFirst: boolean, documentYear: number): Moment {
  const said = takeYearSuffix(cursor);
  const year = said ?? documentYear;
  const days = isFirst
    ? monthsSpan(year, 1, months)
    : monthsSpan(year, MONTHS_PER_YEAR - months + 1, MONTHS_PER_YEAR);
  return { kind: 'range', ...days, ownYear: said !== undefined, dayOfMonth: false };
}

function halfMonth(cursor: TokenCursor, isFirst: boolean, documentYear: number): Moment {
  return daysOfMonth(cursor, documentYear, (last) =>
    isFirst ? [1, MIDDLE_OF_MONTH] : [MIDDLE_OF_MONTH + 1, last],
  );
}

/** "thượng tuần tháng 9": days 1 to 10, 11 to 20, and the rest. */
export function startsTenDays(cursor: TokenCursor, ahead = 0): boolean {
  return TEN_DAYS.some((words) => cursor.isPhrase(words, ahead)) && startsMonth(cursor, ahead + 2);
}

export function parseTenDays(cursor: TokenCursor, documentYear: number): Moment {
  const place = TEN_DAYS.findIndex((words) => cursor.takePhrase(words));
  const isLast = place === TEN_DAYS.length - 1;
  return daysOfMonth(cursor, documentYear, (last) => [place * TEN + 1, isLast ? last : (place + 1) * TEN]);
}

function daysOfMonth(
  cursor: TokenCursor,
  documentYear: number,
  bounds: (lastDay: number) => [number, number],
): Moment {
  const point = parsePoint(cursor);
  if (point.unit !== 'month') cursor.failHere();
  const year = point.year ?? documentYear;
  const [first, last] = bounds(daysInMonth(year, point.month));
  return {
    kind: 'range',
    start: isoDate(year, point.month, first),
    due: isoDate(year, point.month, last),
    ownYear: point.year !== undefined,
    dayOfMonth: false,
  };
}
