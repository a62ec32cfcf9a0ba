import type { Recurrence, ScheduleKind } from './schedule.js';
import { type Cadence, parseCadence, parseFurtherCadence, startsCadence } from './schedule-cadence.js';
import { monthsSpan, yearSpan } from './schedule-calendar.js';
import type { DocumentDates, Moment } from './schedule-moment.js';
import { parsePartOfSpan, parseTenDays, startsPartOfSpan, startsTenDays } from './schedule-part.js';
import {
  isBareDate,
  isDayAndMonth,
  isMonthAndYear,
  isYear,
  type Point,
  parsePoint,
  resolvePoint,
  startsMonth,
  startsNext,
  startsQuarter,
  takeYear,
  yearSaid,
} from './schedule-point.js';
import type { TokenCursor } from './schedule-tokens.js';
import {
  LATEST_PHRASES,
  ONGOING_ADDITIONS,
  ONGOING_PHRASES,
  ONWARD_PHRASES,
  PERIOD_PHRASES,
  SOME_YEARS_PHRASES,
  SPAN_WORDS,
  STARTING_PHRASES,
  TIME_PREPOSITIONS,
  UNTIL_WORDS,
  VAGUE_PARTS,
  WHOLE_YEAR_PHRASES,
  WITHIN_WORDS,
} from './schedule-vocabulary.js';

/** When a clause's thing is to be done. */
export interface TimeOfClause {
  kind: ScheduleKind;
  start?: string;
  due?: string;
  recurrence?: Recurrence;
  /** The dates rest on the document's year, as the phrase names none. */
  borrowsYear: boolean;
  /** Others of the same clause: "hằng tháng, quý, năm", "trước ngày 15/6 và 15/12 hằng năm". */
  further?: TimeOfClause[];
}

/**
 * time = ongoing [[","] (cadence [[","] moment] | moment)]
 *      | cadence { further cadence } | cadence ([","] moment | "(" moment ")") | moment [[","] cadence]
 */
export function parseTime(cursor: TokenCursor, dates: DocumentDates): TimeOfClause {
  if (ONGOING_PHRASES.some((phrase) => cursor.takePhrase(phrase))) {
    takeOngoingAddition(cursor);
    takeCommaBefore(cursor, startsTime);
    if (startsCadence(cursor)) return parseCadenceFirst(cursor, dates);
    return overTime(cursor, 'ongoing', parseOptionalMoment(cursor, dates));
  }
  if (startsCadence(cursor)) return parseCadenceFirst(cursor, dates);

  const moment = parseMoment(cursor, dates);
  const further = parseFurtherDays(cursor, moment, dates);
  takeCommaBefore(cursor, startsCadence);
  if (further.length > 0) {
    const cadence = parseCadence(cursor);
    const times = further.map((day) => overTime(cursor, cadence, day));
    return { ...overTime(cursor, cadence, moment), further: times };
  }
  if (startsCadence(cursor)) return overTime(cursor, parseCadence(cursor), moment);
  if (moment.dayOfMonth) cursor.fail('ngày không có tháng');
  return {
    kind: moment.kind,
    ...datesOf(moment),
    borrowsYear: !moment.ownYear,
  };
}

/** More days of the year by which the same is due: { ("," | "và") ["trước"] ["ngày"] D/M }, before a cadence. */
function parseFurtherDays(cursor: TokenCursor, first: Moment, dates: DocumentDates): Moment[] {
  const isDay = first.start === undefined && !first.ownYear && !first.dayOfMonth;
  const days: Moment[] = [];
  for (;;) {
    const joint = cursor.isKind('comma') || cursor.isPhrase('và') ? 1 : 0;
    const before = joint + (cursor.isPhrase('trước', joint) ? 1 : 0);
    const day = before + (cursor.isPhrase('ngày', before) ? 1 : 0);
    const goesOn = cursor.isKind('comma', day + 3) || cursor.isPhrase('và', day + 3);
    const ends = startsCadence(cursor, day + 3) || goesOn;
    if (!isDay || joint === 0 || !isDayAndMonth(cursor, day) || isBareDate(cursor, day) || !ends) return days;
    for (let tokens = before; tokens > 0; tokens -= 1) cursor.take();
    days.push(deadline(cursor, parsePoint(cursor, { bareDayMonth: true }), dates.year));
  }
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
  const isPhrase = (phrase: string) => cursor.isPhrase(phrase, ahead);
  const yearAfter = (phrase: string) => {
    return cursor.isPhrase(phrase, ahead) && isYear(cursor, ahead + phrase.split(' ').length);
  };
  return (
    startsQuarter(cursor, ahead) ||
    startsMonth(cursor, ahead) ||
    startsCadence(cursor, ahead) ||
    startsPartOfSpan(cursor, ahead) ||
    startsTenDays(cursor, ahead) ||
    LATEST_PHRASES.some(isPhrase) ||
    ONGOING_PHRASES.some(isPhrase) ||
    WHOLE_YEAR_PHRASES.some(isPhrase) ||
    PERIOD_PHRASES.some(isPhrase) ||
    SOME_YEARS_PHRASES.some(yearAfter) ||
    STARTING_PHRASES.some((phrase) => phrase.includes(' ') && isPhrase(phrase)) ||
    (cursor.isPhrase('ngày', ahead) && cursor.isKind('number', ahead + 1)) ||
    (cursor.isPhrase('năm', ahead) && isYear(cursor, ahead + 1)) ||
    isBareDate(cursor, ahead) ||
    isMonthAndYear(cursor, ahead) ||
    isYear(cursor, ahead) ||
    (isDayAndMonth(cursor, ahead) && startsCadence(cursor, ahead + 3))
  );
}

function takeOngoingAddition(cursor: TokenCursor): void {
  const joint = cursor.isKind('comma') || cursor.isPhrase('và') ? 1 : 0;
  const addition = ONGOING_ADDITIONS.find((words) => cursor.isPhrase(words, joint));
  if (!addition) return;
  if (joint === 1) cursor.take();
  cursor.takePhrase(addition);
}

function parseCadenceFirst(cursor: TokenCursor, dates: DocumentDates): TimeOfClause {
  const cadence = parseCadence(cursor);
  const further: Cadence[] = [];
  for (let next = parseFurtherCadence(cursor); next; next = parseFurtherCadence(cursor)) further.push(next);
  if (further.length > 0) {
    const times = further.map((other) => overTime(cursor, other, undefined));
    return { ...overTime(cursor, cadence, undefined), further: times };
  }

  if (cursor.isKind('open') && startsTime(cursor, 1)) {
    cursor.take();
    const moment = parseMoment(cursor, dates);
    if (!cursor.takeKind('close')) cursor.failHere();
    return overTime(cursor, cadence, moment);
  }
  takeCommaBefore(cursor, startsTime);
  return overTime(cursor, cadence, parseOptionalMoment(cursor, dates));
}

function parseOptionalMoment(cursor: TokenCursor, dates: DocumentDates): Moment | undefined {
  return startsTime(cursor) ? parseMoment(cursor, dates) : undefined;
}

function takeCommaBefore(cursor: TokenCursor, starts: (cursor: TokenCursor, ahead: number) => boolean): void {
  if (cursor.isKind('comma') && starts(cursor, 1)) cursor.take();
}

/** Lays a recurrence over a moment: a yearly one needs a span without a year, a monthly one days alone. */
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

/**
 * moment = ["trong" | "vào"] ( "trước" day | latest deadline | until deadline | start from | period | whole year
 *        | part of a span | point { next point } | point through point ) [onward]
 */
function parseMoment(cursor: TokenCursor, dates: DocumentDates): Moment {
  const { year } = dates;
  const within = cursor.takeWord(WITHIN_WORDS);
  if (cursor.takePhrase('trước')) return parseBefore(cursor, year);
  if (LATEST_PHRASES.some((latest) => cursor.takePhrase(latest))) {
    if (cursor.peek()?.folded === ':') cursor.take();
    cursor.takePhrase('là');
    cursor.takeWord(WITHIN_WORDS);
    if (cursor.takePhrase('trước')) return parseBefore(cursor, year);
    cursor.takeWord(UNTIL_WORDS);
    return parseDeadline(cursor, year);
  }
  cursor.takePhrase('cho');
  if (cursor.takeWord(UNTIL_WORDS) || cursor.isPhrase('hết')) return parseDeadline(cursor, year);
  if (cursor.takePhrase('từ nay')) {
    if (!cursor.takeWord(UNTIL_WORDS)) cursor.failHere();
    return parseDeadline(cursor, year);
  }
  if (STARTING_PHRASES.some((starting) => cursor.takePhrase(starting))) return parseFrom(cursor, year);
  if (PERIOD_PHRASES.some((period) => cursor.takePhrase(period))) return onward(cursor, parsePeriod(cursor));
  if (WHOLE_YEAR_PHRASES.some((whole) => cursor.takePhrase(whole))) {
    return wholeYear(isYear(cursor) ? takeYear(cursor) : (takeNamedYear(cursor) ?? year));
  }
  if (within && cursor.isPhrase('năm') && !cursor.isKind('number', 1)) {
    cursor.take();
    return wholeYear(year);
  }
  failForVaguePart(cursor);
  if (cursor.isPhrase('cuối') && !startsPartOfSpan(cursor)) return parseDeadline(cursor, year);
  if (startsPartOfSpan(cursor)) return parsePartOfSpan(cursor, year);
  if (startsTenDays(cursor)) return parseTenDays(cursor, year);
  SOME_YEARS_PHRASES.some((years) => cursor.takePhrase(years));

  const point = parsePoint(cursor, { bareDayMonth: isDayAndMonth(cursor) && startsCadence(cursor, 3) });
  if (takesThrough(cursor)) return onward(cursor, parseRangeTo(cursor, point, year));
  if (startsNext(cursor, point)) return onward(cursor, parseListed(cursor, point, year));
  return onward(cursor, singlePoint(cursor, point, year));
}

/** "Năm 2026" after "cả năm": "cả năm năm 2026" is refused, "suốt năm 2026" is not; nothing else follows. */
function takeNamedYear(cursor: TokenCursor): number | undefined {
  if (!cursor.isPhrase('năm') || !isYear(cursor, 1)) return undefined;
  cursor.take();
  return takeYear(cursor);
}

/** "Đầu quý II", "giữa năm": nobody has said to which day they reach. */
function failForVaguePart(cursor: TokenCursor): void {
  if (!cursor.isWord(VAGUE_PARTS) || !cursor.isWord(SPAN_WORDS, 1)) return;
  cursor.fail(`"${cursor.peek()!.folded} ${cursor.peek(1)!.folded}" không nói rõ đến ngày nào`);
}

/** deadline = ["hết" | "cuối"] ( point | "năm" ) */
function parseDeadline(cursor: TokenCursor, year: number): Moment {
  cursor.takePhrase('hết');
  const end = cursor.takePhrase('cuối');
  if (cursor.isPhrase('năm') && !cursor.isKind('number', 1)) {
    cursor.take();
    return { ...deadline(cursor, { unit: 'year', year }, year), ownYear: false };
  }
  failForVaguePart(cursor);
  const point = parsePoint(cursor, { bareDayMonth: true });
  if (end && (point.unit === 'day' || point.unit === 'day-of-month')) cursor.failHere();
  return deadline(cursor, point, year);
}

/** After "trước": [hour] a day. "Trước tháng 6" is refused: it isn't said whether June still counts. */
function parseBefore(cursor: TokenCursor, year: number): Moment {
  takeHour(cursor);
  const isDay =
    cursor.isPhrase('ngày') || cursor.isPhrase('mùng') || isDayAndMonth(cursor) || isBareDate(cursor);
  const isSpelt = cursor.isKind('number') && startsMonth(cursor, 1);
  if (!isDay && !isSpelt) cursor.fail('"trước" phải đi với một ngày cụ thể');
  return deadline(cursor, parsePoint(cursor, { bareDayMonth: true }), year);
}

/** N ("giờ" | "h") [N] ["phút"] before a day; the day alone is kept. */
function takeHour(cursor: TokenCursor): void {
  if (!cursor.isKind('number') || !(cursor.isPhrase('giờ', 1) || cursor.isPhrase('h', 1))) return;
  cursor.take();
  cursor.take();
  if (cursor.isKind('number') && !cursor.isKind('slash', 1)) cursor.take();
  cursor.takePhrase('phút');
  cursor.takeKind('comma');
}

/** After "từ": point through point | point [onward] */
function parseFrom(cursor: TokenCursor, year: number): Moment {
  const from = parsePoint(cursor, { bareDayMonth: true });
  if (takesThrough(cursor)) return onward(cursor, parseRangeTo(cursor, from, year));
  takeOnward(cursor);
  if (from.unit === 'day-of-month') cursor.fail('ngày không có tháng');
  const { start } = resolvePoint(cursor, from, year);
  return { kind: 'range', start, ownYear: yearSaid(from) !== undefined, dayOfMonth: false };
}

/** "và các năm tiếp theo": only the beginning is left. */
function onward(cursor: TokenCursor, moment: Moment): Moment {
  if (moment.start === undefined || moment.dayOfMonth || !takeOnward(cursor)) return moment;
  return { kind: 'range', start: moment.start, ownYear: moment.ownYear, dayOfMonth: false };
}

function takeOnward(cursor: TokenCursor): boolean {
  return ONWARD_PHRASES.some((phrase) => cursor.takePhrase(phrase));
}

/** through = a dash | "đến" ["hết" | "cuối"] */
function takesThrough(cursor: TokenCursor): boolean {
  if (cursor.takeKind('dash')) return true;
  if (!cursor.takeWord(UNTIL_WORDS)) return false;
  if (!cursor.takePhrase('hết')) cursor.takePhrase('cuối');
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
 * but "Từ tháng 9 đến năm 2027" leaves the first year open and is refused, unless it is the document's own.
 */
function parseRangeTo(cursor: TokenCursor, from: Point, year: number): Moment {
  if (cursor.isPhrase('năm') && !cursor.isKind('number', 1)) {
    cursor.take();
    if (from.unit === 'day-of-month' || from.year !== undefined) cursor.failHere();
    return span(cursor, 'range', resolvePoint(cursor, from, year).start, yearSpan(year).due, false);
  }
  const isSuffix = cursor.isKind('dash', -1) && (from.unit === 'month' || from.unit === 'quarter');
  if (isSuffix && from.year === undefined && isYear(cursor)) {
    return singlePoint(cursor, { ...from, year: takeYear(cursor) }, year);
  }
  const to = parsePoint(cursor, { bareDayMonth: from.unit.startsWith('day'), rangeFrom: from });
  if (from.unit === 'day-of-month') return parseDaysTo(cursor, from.day, to, year);
  if (to.unit === 'day-of-month') cursor.fail('ngày không có tháng');
  if (to.unit === 'year' && from.year === undefined && to.year !== year) cursor.fail('không rõ năm bắt đầu');

  const commonYear = from.year ?? to.year ?? year;
  return span(
    cursor,
    from.unit === 'year' && to.unit === 'year' ? 'period' : 'range',
    resolvePoint(cursor, from, commonYear).start,
    resolvePoint(cursor, to, commonYear).due,
    from.year !== undefined || to.year !== undefined,
  );
}

/** "Từ ngày 1 đến ngày 15/3" is within the month of its end; "từ ngày 20 đến ngày 25" within any. */
function parseDaysTo(cursor: TokenCursor, first: number, to: Point, year: number): Moment {
  if (to.unit !== 'day' && to.unit !== 'day-of-month') cursor.fail('ngày không có tháng');
  const from: Point = { ...to, day: first };
  return {
    ...span(
      cursor,
      'range',
      resolvePoint(cursor, from, year).start,
      resolvePoint(cursor, to, year).due,
      yearSaid(to) !== undefined,
    ),
    dayOfMonth: to.unit === 'day-of-month',
  };
}

/** "Quý I, II và III/2026": points that follow each other without a gap. */
function parseListed(cursor: TokenCursor, first: Point, year: number): Moment {
  const points = [first];
  while (startsNext(cursor, first)) {
    const comma = cursor.takeKind('comma');
    if (!cursor.takePhrase('và') && !comma) cursor.failHere();
    points.push(parsePoint(cursor, { rangeFrom: first }));
  }
  const commonYear = points.map(yearSaid).findLast((said) => said !== undefined);
  const spans = points.map((point) => resolvePoint(cursor, point, commonYear ?? year));
  spans.forEach(({ start }, place) => {
    const before = spans[place - 1];
    if (before && !follows(before.due, start)) cursor.fail('các mốc không liền nhau: hãy ghi rõ từng mốc');
  });
  const kind = first.unit === 'year' ? 'period' : 'range';
  return span(cursor, kind, spans[0]!.start, spans.at(-1)!.due, commonYear !== undefined);
}

/** Whether a day is the one after the last of a month, quarter or year. */
function follows(last: string, next: string): boolean {
  const [year = 0, month = 0] = last.split('-').map(Number);
  const after = month === 12 ? monthsSpan(year + 1, 1, 1) : monthsSpan(year, month + 1, month + 1);
  return after.start === next;
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

function deadline(cursor: TokenCursor, point: Point, year: number): Moment {
  const { due } = resolvePoint(cursor, point, year);
  return {
    kind: 'range',
    due,
    ownYear: yearSaid(point) !== undefined,
    dayOfMonth: point.unit === 'day-of-month',
  };
}

function singlePoint(cursor: TokenCursor, point: Point, year: number): Moment {
  const isDay = point.unit === 'day' || point.unit === 'day-of-month';
  return {
    kind: isDay ? 'range' : point.unit,
    ...resolvePoint(cursor, point, year),
    ownYear: yearSaid(point) !== undefined,
    dayOfMonth: point.unit === 'day-of-month',
  };
}
