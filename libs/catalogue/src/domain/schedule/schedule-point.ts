import {
  type DaySpan,
  daysInMonth,
  FIRST_YEAR,
  isKnownYear,
  isoDate,
  LAST_YEAR,
  MONTHS_PER_YEAR,
  monthsSpan,
  QUARTERS_PER_YEAR,
  quarterSpan,
  yearSpan,
} from './schedule-calendar.js';
import type { TokenCursor } from './schedule-tokens.js';
import { MONTH_WORDS, QUARTER_WORDS, ROMAN_QUARTERS } from './schedule-vocabulary.js';

/**
 * One named place on the calendar. A year is there only if the phrase says it; `day-of-month` ("ngày 12") has
 * neither month nor year and means something only in "hằng tháng".
 */
export type Point =
  | { unit: 'day'; day: number; month: number; year: number | undefined }
  | { unit: 'day-of-month'; day: number }
  | { unit: 'month'; month: number; year: number | undefined }
  | { unit: 'quarter'; quarter: number; roman: boolean; year: number | undefined }
  | { unit: 'year'; year: number };

export interface PointContext {
  /** "1/3" without "ngày" is day and month here, as after "từ" and "trước". */
  bareDayMonth?: boolean;
  /** The other end of a range, from which a bare number takes its unit: "Quý II – III". */
  rangeFrom?: Point;
}

const YEAR_DIGITS = 4;
const SHORT_DIGITS = 2;
const LONGEST_MONTH = 31;
const FIRST_MONTH = 1;

/** The year that the phrase gives to the point, if it does. */
export function yearSaid(point: Point): number | undefined {
  return point.unit === 'day-of-month' ? undefined : point.year;
}

/**
 * First and last day of the point; `year` stands in where the phrase says none. A day of the month is set in
 * January, which has every day. Fails for a day that its month doesn't have.
 */
export function resolvePoint(cursor: TokenCursor, point: Point, year: number): DaySpan {
  switch (point.unit) {
    case 'day':
      return singleDay(cursor, point.year ?? year, point.month, point.day);
    case 'day-of-month':
      return singleDay(cursor, year, FIRST_MONTH, point.day);
    case 'month':
      return monthsSpan(point.year ?? year, point.month, point.month);
    case 'quarter':
      return quarterSpan(point.year ?? year, point.quarter);
    case 'year':
      return yearSpan(point.year);
  }
}

function singleDay(cursor: TokenCursor, year: number, month: number, day: number): DaySpan {
  if (day < 1 || day > daysInMonth(year, month)) {
    cursor.fail(`không có ngày ${day}/${month}/${year}`);
  }
  const date = isoDate(year, month, day);
  return { start: date, due: date };
}

/** point = day | quarter | month | "năm" year | a bare number or numeral */
export function parsePoint(cursor: TokenCursor, context: PointContext = {}): Point {
  if (cursor.takePhrase('ngày')) return parseDay(cursor);
  if (cursor.isPhrase('mùng') || cursor.isPhrase('mồng')) return parseDay(cursor);
  if (startsQuarter(cursor)) {
    takeAbbreviable(cursor);
    return parseQuarter(cursor);
  }
  if (startsMonth(cursor)) {
    takeAbbreviable(cursor);
    return parseMonth(cursor);
  }
  if (cursor.takePhrase('năm')) return { unit: 'year', year: takeYear(cursor) };
  return parseBarePoint(cursor, context);
}

export function startsQuarter(cursor: TokenCursor, ahead = 0): boolean {
  const numeral = ahead + (cursor.isKind('dot', ahead + 1) ? 2 : 1);
  return (
    cursor.isWord(QUARTER_WORDS, ahead) && (cursor.isKind('number', numeral) || isRoman(cursor, numeral))
  );
}

export function startsMonth(cursor: TokenCursor, ahead = 0): boolean {
  const number = ahead + (cursor.isKind('dot', ahead + 1) ? 2 : 1);
  return cursor.isWord(MONTH_WORDS, ahead) && cursor.isKind('number', number);
}

/** "Quý", "Q" and "Q." alike. */
function takeAbbreviable(cursor: TokenCursor): void {
  cursor.take();
  cursor.takeKind('dot');
}

/** After "ngày": ["mùng"] ( D/M[/Y] | D-M-Y | D.M.Y | D "tháng" M [year] | D ) */
function parseDay(cursor: TokenCursor): Point {
  if (!cursor.takePhrase('mùng')) cursor.takePhrase('mồng');
  if (isSeparatedDate(cursor)) {
    const day = takeShortNumber(cursor);
    cursor.take();
    const month = takeMonthNumber(cursor);
    cursor.take();
    return { unit: 'day', day, month, year: takeYear(cursor) };
  }
  const day = takeShortNumber(cursor);
  if (cursor.takeKind('slash')) {
    const month = takeMonthNumber(cursor);
    return { unit: 'day', day, month, year: takeYearSuffix(cursor) };
  }
  if (startsMonth(cursor)) {
    takeAbbreviable(cursor);
    const month = takeMonthNumber(cursor);
    return { unit: 'day', day, month, year: takeYearSuffix(cursor) };
  }
  return { unit: 'day-of-month', day };
}

function parseQuarter(cursor: TokenCursor): Point {
  const { quarter, roman } = takeQuarterNumeral(cursor);
  return { unit: 'quarter', quarter, roman, year: takeYearSuffix(cursor) };
}

function parseMonth(cursor: TokenCursor): Point {
  const month = takeMonthNumber(cursor);
  return { unit: 'month', month, year: takeYearSuffix(cursor) };
}

/** D/M/Y | M/Y | D/M | year | a number or numeral whose unit the other end of the range gives */
function parseBarePoint(cursor: TokenCursor, { bareDayMonth, rangeFrom }: PointContext): Point {
  if (cursor.isKind('word')) {
    if (rangeFrom?.unit === 'quarter' && rangeFrom.roman && isRoman(cursor)) return parseQuarter(cursor);
    cursor.failHere();
  }
  if (isYear(cursor)) {
    if (rangeFrom && rangeFrom.unit !== 'year') cursor.fail('khoảng thời gian không rõ điểm cuối');
    return { unit: 'year', year: takeYear(cursor) };
  }
  if (isBareDate(cursor)) return parseDay(cursor);
  if (rangeFrom?.unit === 'day-of-month' && isShortNumber(cursor)) return parseDay(cursor);
  if (bareDayMonth && isShortNumber(cursor) && startsMonth(cursor, 1)) return parseDay(cursor);
  if (isMonthAndYear(cursor)) {
    if (rangeFrom?.unit !== 'quarter') return parseMonth(cursor);
    if (!isSecondOfQuarters(cursor, rangeFrom)) cursor.fail('không rõ là tháng hay quý');
    return parseQuarter(cursor);
  }
  if (isDayAndMonth(cursor) && bareDayMonth) return parseDay(cursor);
  if (cursor.isKind('number') && !cursor.isKind('slash', 1)) {
    if (rangeFrom?.unit === 'month') return parseMonth(cursor);
    if (rangeFrom?.unit === 'quarter' && !rangeFrom.roman) return parseQuarter(cursor);
  }
  cursor.failHere();
}

/** "Quý 1-3/2026" means quarters; "Quý 1/2026 - 3/2026" or "từ quý 1 đến 3/2026" may mean the month. */
function isSecondOfQuarters(cursor: TokenCursor, from: Extract<Point, { unit: 'quarter' }>): boolean {
  return !from.roman && from.year === undefined && cursor.isKind('dash', -1);
}

/** A number of four digits; whether it is a possible year is judged when it is taken. */
export function isYear(cursor: TokenCursor, ahead = 0): boolean {
  return cursor.isKind('number', ahead) && cursor.peek(ahead)?.folded.length === YEAR_DIGITS;
}

/** D/M/Y, D-M-Y or D.M.Y */
export function isBareDate(cursor: TokenCursor, ahead = 0): boolean {
  if (isSeparatedDate(cursor, ahead)) return true;
  return isDayAndMonth(cursor, ahead) && cursor.isKind('slash', ahead + 3) && isYear(cursor, ahead + 4);
}

/** D-M-Y or D.M.Y */
function isSeparatedDate(cursor: TokenCursor, ahead = 0): boolean {
  const kind = cursor.peek(ahead + 1)?.kind;
  return (
    (kind === 'dash' || kind === 'dot') &&
    cursor.isKind(kind, ahead + 3) &&
    isShortNumber(cursor, ahead) &&
    isShortNumber(cursor, ahead + 2) &&
    isYear(cursor, ahead + 4)
  );
}

/**
 * Whether a comma or "và" and another point of the same unit follow: "Quý I, II", "tháng 6 và tháng 7", "2026, 2027".
 */
export function startsNext(cursor: TokenCursor, first: Point): boolean {
  const comma = cursor.isKind('comma') ? 1 : 0;
  const next = comma + (cursor.isPhrase('và', comma) ? 1 : 0);
  if (next === 0) return false;
  const isBare = isShortNumber(cursor, next) && !isDayAndMonth(cursor, next);
  switch (first.unit) {
    case 'quarter':
      return startsQuarter(cursor, next) || (first.roman ? isRoman(cursor, next) : isBare);
    case 'month':
      return startsMonth(cursor, next) || isBare;
    case 'year':
      return isYear(cursor, next + (cursor.isPhrase('năm', next) ? 1 : 0));
    default:
      return false;
  }
}

/** M/Y, and not the beginning of a document's number such as 53/2025/NQ-HĐND. */
export function isMonthAndYear(cursor: TokenCursor, ahead = 0): boolean {
  return (
    isShortNumber(cursor, ahead) &&
    cursor.isKind('slash', ahead + 1) &&
    isYear(cursor, ahead + 2) &&
    !cursor.isKind('slash', ahead + 3)
  );
}

/** D/M, perhaps with a year after it. */
export function isDayAndMonth(cursor: TokenCursor, ahead = 0): boolean {
  return (
    isShortNumber(cursor, ahead) && cursor.isKind('slash', ahead + 1) && isShortNumber(cursor, ahead + 2)
  );
}

/** year suffix = "/" ["năm"] Y | [","] "năm" Y | Y */
export function takeYearSuffix(cursor: TokenCursor): number | undefined {
  if (cursor.takeKind('slash')) {
    cursor.takePhrase('năm');
    return takeYear(cursor);
  }
  const comma = cursor.isKind('comma') ? 1 : 0;
  if (cursor.isPhrase('năm', comma) && cursor.isKind('number', comma + 1)) {
    cursor.takeKind('comma');
    cursor.take();
    return takeYear(cursor);
  }
  return isYear(cursor) ? takeYear(cursor) : undefined;
}

/** A year written with four digits, 2000 to 2100. */
export function takeYear(cursor: TokenCursor): number {
  if (!isYear(cursor)) cursor.failHere();
  const year = Number(cursor.take().folded);
  if (!isKnownYear(year)) cursor.fail(`năm ${year} ngoài khoảng ${FIRST_YEAR} - ${LAST_YEAR}`);
  return year;
}

function takeMonthNumber(cursor: TokenCursor): number {
  const month = takeShortNumber(cursor);
  if (month < 1 || month > MONTHS_PER_YEAR) cursor.fail(`không có tháng ${month}`);
  return month;
}

function takeQuarterNumeral(cursor: TokenCursor): { quarter: number; roman: boolean } {
  if (isRoman(cursor)) {
    const numeral = cursor.take().folded;
    return { quarter: ROMAN_QUARTERS.indexOf(numeral) + 1, roman: true };
  }
  const quarter = takeShortNumber(cursor);
  if (quarter < 1 || quarter > QUARTERS_PER_YEAR) cursor.fail(`không có quý ${quarter}`);
  return { quarter, roman: false };
}

function isRoman(cursor: TokenCursor, ahead = 0): boolean {
  const token = cursor.peek(ahead);
  return token?.kind === 'word' && ROMAN_QUARTERS.includes(token.folded);
}

function isShortNumber(cursor: TokenCursor, ahead = 0): boolean {
  const token = cursor.peek(ahead);
  return token?.kind === 'number' && token.folded.length <= SHORT_DIGITS;
}

/** One or two digits; a leading zero is allowed. */
function takeShortNumber(cursor: TokenCursor): number {
  if (!isShortNumber(cursor)) cursor.failHere();
  const number = Number(cursor.take().folded);
  if (number > LONGEST_MONTH) cursor.fail(`số ${number} không phải ngày, tháng hay quý`);
  return number;
}
