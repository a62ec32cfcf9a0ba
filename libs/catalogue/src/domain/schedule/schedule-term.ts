import { dateParts, isKnownYear, MONTHS_PER_YEAR, plusDays, plusMonths } from './schedule-calendar.js';
import type { DocumentDates } from './schedule-moment.js';
import { isBareDate, parsePoint, resolvePoint } from './schedule-point.js';
import type { Token, TokenCursor } from './schedule-tokens.js';
import {
  COUNT_WORDS,
  DOCUMENT_KINDS,
  LATEST_PHRASES,
  TERM_JOINTS,
  TERM_OPENERS,
  TERM_UNITS,
} from './schedule-vocabulary.js';

/** A term counted from a day: from when to when, or from an event whose day nobody knows. */
export type Term = { start?: string; due: string } | { condition: string };

const LONGEST_TERM_DIGITS = 3;
const DAYS_PER_WEEK = 7;
const ISSUE = new RegExp(
  `^(?:ngày |khi |thời điểm )?(?:` +
    `(?:ký|ban hành|ký ban hành|ký , ban hành)(?: (?:${DOCUMENT_KINDS})(?: này)?)?|` +
    `(?:${DOCUMENT_KINDS})(?: này)? (?:được )?(?:ký|ban hành|ký ban hành))$`,
  'u',
);

/**
 * Whether a term begins here: [latest] [opener] N unit ["làm việc"] joint, "Trong 30 ngày kể từ …".
 * @returns the number of tokens before N, or undefined
 */
export function termAhead(cursor: TokenCursor, ahead = 0): number | undefined {
  let length = 0;
  const skip = (phrases: readonly string[]) => {
    const phrase = phrases.find((words) => cursor.isPhrase(words, ahead + length));
    if (phrase) length += phrase.split(' ').length;
    return phrase !== undefined;
  };
  if (skip(LATEST_PHRASES)) skip(['là']);
  if (!skip(TERM_OPENERS) && length > 0) skip(['sau']);
  const unit = ahead + length + 1;
  if (countAt(cursor, ahead + length) === undefined || !cursor.isWord(TERM_UNITS, unit)) return undefined;
  const joint = unit + (cursor.isPhrase('làm việc', unit + 1) ? 3 : 1);
  return TERM_JOINTS.some((words) => cursor.isPhrase(words, joint)) ? length : undefined;
}

/** The number of a term, in figures or in words. */
function countAt(cursor: TokenCursor, ahead: number): number | undefined {
  const token = cursor.peek(ahead);
  if (token?.kind === 'word') return COUNT_WORDS.get(token.folded);
  const isCount = token?.kind === 'number' && token.folded.length <= LONGEST_TERM_DIGITS;
  return isCount && Number(token.folded) > 0 ? Number(token.folded) : undefined;
}

/**
 * Reads a term to its end. From the day of issue it needs that day; from a day that it names it does not; from
 * anything else it is a condition. By days it ends so many days after the day that it is counted from, by months
 * on the same day of the month (Bộ luật Dân sự, Điều 147 and 148).
 *
 * @param ends whether the clause ends where the cursor stands
 */
export function parseTerm(
  cursor: TokenCursor,
  dates: DocumentDates,
  ends: (cursor: TokenCursor) => boolean,
): Term {
  const first = cursor.peek()!;
  const isDeadline = LATEST_PHRASES.some((latest) => cursor.isPhrase(latest));
  for (let opener = termAhead(cursor) ?? 0; opener > 0; opener -= 1) cursor.take();
  const count = countAt(cursor, 0);
  if (count === undefined) cursor.failHere();
  cursor.take();
  const unit = cursor.take().folded;
  const counted = (start: string): Term => {
    const due = endOfTerm(start, count, unit);
    if (!isKnownYear(dateParts(due).year)) cursor.fail('thời hạn quá xa');
    return isDeadline ? { due } : { start, due };
  };
  const workingDays = cursor.takePhrase('làm việc');
  TERM_JOINTS.some((words) => cursor.takePhrase(words));

  const day = cursor.isPhrase('ngày') && cursor.isKind('number', 1) ? 1 : 0;
  if (day === 1 || isBareDate(cursor)) {
    const point = parsePoint(cursor);
    if (point.unit !== 'day') cursor.fail('thời hạn không tính từ một ngày cụ thể');
    if (workingDays) failForWorkingDays(cursor);
    return counted(resolvePoint(cursor, point, dates.year).start);
  }

  const origin: Token[] = [];
  while (!ends(cursor)) origin.push(cursor.take());
  const last = origin.at(-1);
  if (!last) cursor.fail('không rõ thời hạn tính từ khi nào');
  if (!ISSUE.test(origin.map(({ folded }) => folded).join(' '))) {
    return { condition: cursor.textBetween(first, last) };
  }
  if (workingDays) failForWorkingDays(cursor);
  if (dates.issuedOn === undefined) {
    cursor.failWithoutIssueDay();
  }
  return counted(dates.issuedOn);
}

function failForWorkingDays(cursor: TokenCursor): never {
  cursor.fail('thời hạn tính theo ngày làm việc, phải có lịch nghỉ: hãy ghi ngày cụ thể');
}

function endOfTerm(start: string, count: number, unit: string): string {
  switch (unit) {
    case 'ngày':
      return plusDays(start, count);
    case 'tuần':
      return plusDays(start, count * DAYS_PER_WEEK);
    case 'tháng':
      return plusMonths(start, count);
    default:
      return plusMonths(start, count * MONTHS_PER_YEAR);
  }
}
