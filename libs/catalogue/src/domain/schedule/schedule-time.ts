import type { Recurrence, ScheduleKind } from './schedule.js';
import { yearSpan } from './schedule-calendar.js';
import {
  isBareDate,
  isDayAndMonth,
  isMonthAndYear,
  isYear,
  type Point,
  parsePoint,
  resolvePoint,
  startsMonth,
  startsQuarter,
  takeYear,
  yearSaid,
} from './schedule-point.js';
import type { TokenCursor } from './schedule-tokens.js';
import {
  CADENCE_UNITS,
  EVERY_WORDS,
  LATEST_PHRASES,
  PERIODICALLY_PHRASES,
  TIME_PREPOSITIONS,
  UNTIL_WORDS,
  WITHIN_WORDS,
} from './schedule-vocabulary.js';

/** A span of days before any cadence is laid over it. */
interface Moment {
  kind: Extract<ScheduleKind, 'month' | 'quarter' | 'year' | 'period' | 'range'>;
  start?: string;
  due?: string;
  /** The phrase itself gives the year, or the span is a year. */
  ownYear: boolean;
  /** Only a day of the month is named. */
  dayOfMonth: boolean;
}

/** When a clause's thing is to be done. */
export interface TimeOfClause {
  kind: ScheduleKind;
  start?: string;
  due?: string;
  recurrence?: Recurrence;
  /** The dates rest on the document's year, as the phrase names none. */
  borrowsYear: boolean;
}

/** time = "thường xuyên" [[","] (cadence [[","] moment] | moment)] | cadence [[","] moment] | moment [[","] cadence] */
export function parseTime(cursor: TokenCursor, documentYear: number): TimeOfClause {
  if (cursor.takePhrase('thường xuyên')) {
    takeCommaBefore(cursor, startsTime);
    if (startsCadence(cursor)) return parseCadenceFirst(cursor, documentYear);
    return overTime(cursor, 'ongoing', parseOptionalMoment(cursor, documentYear));
  }
  if (startsCadence(cursor)) return parseCadenceFirst(cursor, documentYear);

  const moment = parseMoment(cursor, documentYear);
  takeCommaBefore(cursor, startsCadence);
  if (startsCadence(cursor)) return overTime(cursor, parseCadence(cursor), moment);
  if (moment.dayOfMonth) cursor.fail('ngày không có tháng');
  return {
    kind: moment.kind,
    ...datesOf(moment),
    borrowsYear: !moment.ownYear,
  };
}

/**
 * Whether a time begins here. A preposition of time counts even if no time follows, so that a clause which
 * uses one otherwise is refused and not misread.
 */
export function startsTime(cursor: TokenCursor, ahead = 0): boolean {
  return cursor.isWord(TIME_PREPOSITIONS, ahead) || startsNamedTime(cursor, ahead);
}

/** Whether words or figures that name a time stand here. */
export function startsNamedTime(cursor: TokenCursor, ahead = 0): boolean {
  return (
    startsQuarter(cursor, ahead) ||
    startsMonth(cursor, ahead) ||
    startsCadence(cursor, ahead) ||
    LATEST_PHRASES.some((latest) => cursor.isPhrase(latest, ahead)) ||
    cursor.isPhrase('thường xuyên', ahead) ||
    cursor.isPhrase('cả năm', ahead) ||
    cursor.isPhrase('giai đoạn', ahead) ||
    (cursor.isPhrase('ngày', ahead) && cursor.isKind('number', ahead + 1)) ||
    (cursor.isPhrase('năm', ahead) && isYear(cursor, ahead + 1)) ||
    isBareDate(cursor, ahead) ||
    isMonthAndYear(cursor, ahead) ||
    isYear(cursor, ahead)
  );
}

/** cadence = ["định kỳ"] ("hằng" | "hàng" | "mỗi") ("tuần" | "tháng" | "quý" | "năm") */
export function startsCadence(cursor: TokenCursor, ahead = 0): boolean {
  const every = ahead + (PERIODICALLY_PHRASES.some((phrase) => cursor.isPhrase(phrase, ahead)) ? 2 : 0);
  return cursor.isWord(EVERY_WORDS, every) && CADENCE_UNITS.has(cursor.peek(every + 1)?.folded ?? '');
}

function parseCadence(cursor: TokenCursor): Exclude<Recurrence, 'ongoing'> {
  for (const phrase of PERIODICALLY_PHRASES) cursor.takePhrase(phrase);
  cursor.takeWord(EVERY_WORDS);
  const recurrence = CADENCE_UNITS.get(cursor.take().folded);
  if (!recurrence || recurrence === 'ongoing') cursor.failHere();
  return recurrence;
}

function parseCadenceFirst(cursor: TokenCursor, documentYear: number): TimeOfClause {
  const cadence = parseCadence(cursor);
  takeCommaBefore(cursor, startsTime);
  return overTime(cursor, cadence, parseOptionalMoment(cursor, documentYear));
}

function parseOptionalMoment(cursor: TokenCursor, documentYear: number): Moment | undefined {
  return startsTime(cursor) ? parseMoment(cursor, documentYear) : undefined;
}

function takeCommaBefore(cursor: TokenCursor, starts: (cursor: TokenCursor, ahead: number) => boolean): void {
  if (cursor.isKind('comma') && starts(cursor, 1)) cursor.take();
}

/** Lays a recurrence over a moment: a yearly one needs a span without a year, a monthly one a day alone. */
function overTime(cursor: TokenCursor, recurrence: Recurrence, moment: Moment | undefined): TimeOfClause {
  const fits =
    moment === undefined ||
    (recurrence === 'ongoing' && !moment.dayOfMonth) ||
    (recurrence === 'annual' && !moment.ownYear && !moment.dayOfMonth) ||
    (recurrence === 'monthly' && moment.dayOfMonth);
  if (!fits) cursor.fail('nhịp lặp lại và thời hạn không khớp nhau');
  return {
    kind: recurrence === 'annual' || recurrence === 'monthly' ? recurrence : 'ongoing',
    ...(moment ? datesOf(moment) : {}),
    recurrence,
    borrowsYear: recurrence === 'ongoing' && moment !== undefined && !moment.ownYear,
  };
}

function datesOf({ start, due }: Moment): { start?: string; due?: string } {
  return { ...(start === undefined ? {} : { start }), ...(due === undefined ? {} : { due }) };
}

/** moment = ["trong" | "vào"] (deadline | "từ" from | period | whole year | point [through point]) */
function parseMoment(cursor: TokenCursor, documentYear: number): Moment {
  const within = cursor.takeWord(WITHIN_WORDS);
  if (cursor.takePhrase('trước')) return parseBefore(cursor, documentYear);
  if (LATEST_PHRASES.some((latest) => cursor.takePhrase(latest))) {
    cursor.takePhrase('là');
    cursor.takeWord(WITHIN_WORDS);
    return deadline(cursor, parsePoint(cursor, { bareDayMonth: true }), documentYear);
  }
  if (cursor.takeWord(UNTIL_WORDS)) {
    cursor.takePhrase('hết');
    return deadline(cursor, parsePoint(cursor, { bareDayMonth: true }), documentYear);
  }
  if (cursor.takePhrase('hết')) return deadline(cursor, parsePoint(cursor), documentYear);
  if (cursor.takePhrase('từ')) return parseFrom(cursor, documentYear);
  if (cursor.takePhrase('giai đoạn')) return parsePeriod(cursor);
  if (cursor.takePhrase('cả năm')) return wholeYear(isYear(cursor) ? takeYear(cursor) : documentYear);
  if (within && cursor.isPhrase('năm') && !cursor.isKind('number', 1)) {
    cursor.take();
    return wholeYear(documentYear);
  }

  const point = parsePoint(cursor);
  if (takesThrough(cursor)) return parseRangeTo(cursor, point, documentYear);
  return singlePoint(cursor, point, documentYear);
}

/** After "trước": a day. "Trước tháng 6" is refused: it isn't said whether June still counts. */
function parseBefore(cursor: TokenCursor, documentYear: number): Moment {
  if (!cursor.isPhrase('ngày') && !isDayAndMonth(cursor)) {
    cursor.fail('"trước" phải đi với một ngày cụ thể');
  }
  return deadline(cursor, parsePoint(cursor, { bareDayMonth: true }), documentYear);
}

/** After "từ": point through point | point ["trở đi"] */
function parseFrom(cursor: TokenCursor, documentYear: number): Moment {
  const from = parsePoint(cursor, { bareDayMonth: true });
  if (takesThrough(cursor)) return parseRangeTo(cursor, from, documentYear);
  cursor.takePhrase('trở đi');
  if (from.unit === 'day-of-month') cursor.fail('ngày không có tháng');
  const { start } = resolvePoint(cursor, from, documentYear);
  return { kind: 'range', start, ownYear: yearSaid(from) !== undefined, dayOfMonth: false };
}

/** through = a dash | "đến" ["hết"] */
function takesThrough(cursor: TokenCursor): boolean {
  if (cursor.takeKind('dash')) return true;
  if (!cursor.takeWord(UNTIL_WORDS)) return false;
  cursor.takePhrase('hết');
  return true;
}

/** After "giai đoạn": ["từ"] ["năm"] Y through ["năm"] Y */
function parsePeriod(cursor: TokenCursor): Moment {
  cursor.takePhrase('từ');
  cursor.takePhrase('năm');
  const first = takeYear(cursor);
  if (!takesThrough(cursor)) cursor.failHere();
  cursor.takePhrase('năm');
  return span(cursor, 'period', yearSpan(first).start, yearSpan(takeYear(cursor)).due, true);
}

/**
 * The second point of a range. A year that only one end names holds for both: "Từ quý I đến tháng 11/2022";
 * but "Từ tháng 9 đến năm 2027" leaves the first year open and is refused.
 */
function parseRangeTo(cursor: TokenCursor, from: Point, documentYear: number): Moment {
  const to = parsePoint(cursor, { bareDayMonth: from.unit === 'day', rangeFrom: from });
  if (from.unit === 'day-of-month' || to.unit === 'day-of-month') cursor.fail('ngày không có tháng');
  if (to.unit === 'year' && from.year === undefined) cursor.fail('không rõ năm bắt đầu');

  const commonYear = from.year ?? to.year ?? documentYear;
  return span(
    cursor,
    from.unit === 'year' && to.unit === 'year' ? 'period' : 'range',
    resolvePoint(cursor, from, commonYear).start,
    resolvePoint(cursor, to, commonYear).due,
    from.year !== undefined || to.year !== undefined,
  );
}

function span(
  cursor: TokenCursor,
  kind: Moment['kind'],
  start: string,
  due: string,
  ownYear: boolean,
): Moment {
  if (start > due) cursor.fail(`khoảng thời gian bị ngược, từ ${start} đến ${due}`);
  return { kind, start, due, ownYear, dayOfMonth: false };
}

function wholeYear(year: number): Moment {
  return { kind: 'year', ...yearSpan(year), ownYear: true, dayOfMonth: false };
}

function deadline(cursor: TokenCursor, point: Point, documentYear: number): Moment {
  const { due } = resolvePoint(cursor, point, documentYear);
  return {
    kind: 'range',
    due,
    ownYear: yearSaid(point) !== undefined,
    dayOfMonth: point.unit === 'day-of-month',
  };
}

function singlePoint(cursor: TokenCursor, point: Point, documentYear: number): Moment {
  const isDay = point.unit === 'day' || point.unit === 'day-of-month';
  return {
    kind: isDay ? 'range' : point.unit,
    ...resolvePoint(cursor, point, documentYear),
    ownYear: yearSaid(point) !== undefined,
    dayOfMonth: point.unit === 'day-of-month',
  };
}
