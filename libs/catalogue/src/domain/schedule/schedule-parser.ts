import { type Milestone, type Recurrence, type Schedule, UnknownSchedulePhraseError } from './schedule.js';
import { startsCadence } from './schedule-cadence.js';
import { FIRST_YEAR, isKnownYear, isRealDate, LAST_YEAR } from './schedule-calendar.js';
import type { DocumentDates } from './schedule-moment.js';
import { isBareDate, isMonthAndYear, isYear, startsMonth, startsQuarter } from './schedule-point.js';
import { parseTerm, termAhead } from './schedule-term.js';
import { parseTime, startsNamedTime, startsTime, type TimeOfClause } from './schedule-time.js';
import { MAX_PHRASE_LENGTH, normalisePhrase, type Token, TokenCursor, tokenize } from './schedule-tokens.js';
import {
  ACTIONS,
  AFTER_EVENT,
  AT_INTERVALS,
  CONDITION_OPENERS,
  LOOSE_CONDITIONS,
  MERE_COMPLETION,
  MONITORING,
  ONGOING_PHRASES,
  PERIOD_PHRASES,
  SHIFTING_PHRASES,
  TIME_LABELS,
  TIME_PREPOSITIONS,
  TURNING_WORDS,
  UNPLANNED,
  WHENEVER_THERE_IS,
  WHENEVER_THERE_IS_TIME,
} from './schedule-vocabulary.js';

interface Clause {
  what?: string;
  time?: TimeOfClause;
  condition?: string;
}

/**
 * Reads a phrase of the column "thời gian thực hiện" into a {@link Schedule}.
 *
 *     phrase    = nothing | [label ":"] ( dash | clause { separator clause } [ "." | ";" ] )
 *     separator = ";" | "." | ("," | "và") before a clause that opens with an action
 *     clause    = [ action words ] ( term | time [ condition ] | condition )
 *     condition = [ "," ] opener words | "(" opener words ")"
 *
 * Any dash, any white space, NFD, either case and `ƣ` for `ư` are read alike; numerals of quarters are Roman or
 * Arabic. A point without a year takes the document's. A term counted from the day of issue ("trong 30 ngày kể từ
 * ngày ban hành") needs that day. Every token is read or the phrase is refused; only the words of an action and of
 * a condition are free, and neither may hide a time. "Đầu quý II", "giữa năm" are refused: nobody has said to which
 * day they reach; "cuối năm" reaches to its last.
 *
 * @param phrase as it stands in the document, at most 500 characters
 * @param documentYear year of the document, a whole number from 2000 to 2100
 * @param issuedOn day on which the document was issued, `YYYY-MM-DD`
 * @throws RangeError if the document's year is not such a number, or the day of issue no date
 * @throws UnknownSchedulePhraseError if any part of the phrase is not understood or names no possible date
 */
export function parseSchedule(phrase: string, documentYear: number, issuedOn?: string): Schedule {
  if (!isKnownYear(documentYear)) {
    throw new RangeError(
      `Năm của văn bản phải là số nguyên từ ${FIRST_YEAR} đến ${LAST_YEAR}: ${documentYear}`,
    );
  }
  if (issuedOn !== undefined && !isRealDate(issuedOn)) {
    throw new RangeError(`Ngày ban hành phải là một ngày có thật, dạng YYYY-MM-DD: ${issuedOn}`);
  }
  if (phrase.normalize('NFC').length > MAX_PHRASE_LENGTH) {
    throw new UnknownSchedulePhraseError(phrase, `dài quá ${MAX_PHRASE_LENGTH} ký tự`);
  }
  const text = normalisePhrase(phrase);
  const tokens = tokenize(text, phrase);
  const isNothing = tokens.length === 0 || (tokens.length === 1 && tokens[0]!.kind === 'dash');
  if (isNothing) return { kind: 'none' };

  const cursor = new TokenCursor(tokens, text, phrase);
  const isDeadline = takeLabel(cursor);
  const dates = { year: documentYear, ...(issuedOn === undefined ? {} : { issuedOn }) };
  const clauses = parseClauses(cursor, dates);
  if (clauses.length > 1) return scheduleOfMany(cursor, clauses);
  const schedule = scheduleOfOne(clauses[0]!);
  if (isDeadline && schedule.kind === 'range' && schedule.start === schedule.due) delete schedule.start;
  return schedule;
}

/** "Thời gian hoàn thành: …". @returns whether it says that a day is a deadline: "Hạn: 30/6/2026" */
function takeLabel(cursor: TokenCursor): boolean {
  const label = TIME_LABELS.find((words) => {
    return cursor.isPhrase(words) && cursor.peek(words.split(' ').length)?.folded === ':';
  });
  if (!label) return false;
  cursor.takePhrase(label);
  cursor.take();
  return label.startsWith('hạn') || label.startsWith('thời hạn');
}

function parseClauses(cursor: TokenCursor, dates: DocumentDates): Clause[] {
  const clauses = parseClause(cursor, dates);
  while (!cursor.atEnd) {
    const strong = cursor.takeKind('semicolon') || cursor.takeKind('dot');
    if (strong && cursor.atEnd) break;
    const weak = !strong && cursor.takeKind('comma');
    const joined = cursor.takePhrase('và');
    if (!strong && !weak && !joined) cursor.failHere();
    if (!strong && !startsAction(cursor)) cursor.failHere();
    clauses.push(...parseClause(cursor, dates));
  }
  return clauses;
}

/** One clause, or several where one thing comes again in several cadences. */
function parseClause(cursor: TokenCursor, dates: DocumentDates): Clause[] {
  const what = startsAction(cursor) ? parseAction(cursor) : undefined;
  const named = what === undefined ? {} : { what };
  if (termAhead(cursor) !== undefined) {
    const term = parseTerm(cursor, dates, endsClause);
    if ('condition' in term) return [{ ...named, condition: term.condition }];
    return [{ ...named, time: { kind: 'range', ...term, borrowsYear: false } }];
  }
  const time = startsCondition(cursor) ? undefined : parseTime(cursor, dates);
  const condition = parseCondition(cursor);
  const clause: Clause = {
    ...named,
    ...(time === undefined ? {} : { time }),
    ...(condition === undefined ? {} : { condition }),
  };
  const further = time?.further ?? [];
  return [clause, ...further.map((other) => ({ ...clause, time: other }))];
}

function startsAction(cursor: TokenCursor, ahead = 0): boolean {
  return ACTIONS.some((action) => cursor.isPhrase(action, ahead));
}

/**
 * The words from an action up to the time or condition, without a comma, colon or dash at their end. A word that
 * would turn the time's sense is refused.
 */
function parseAction(cursor: TokenCursor): string {
  const words = [cursor.take()];
  while (
    !cursor.atEnd &&
    !startsTime(cursor) &&
    termAhead(cursor) === undefined &&
    !startsCondition(cursor)
  ) {
    const isBreak = cursor.isKind('semicolon') || cursor.isKind('dot');
    if (isBreak || cursor.isWord(TURNING_WORDS)) cursor.failHere();
    words.push(cursor.take());
  }
  if (isIntroducing(words.at(-1)!)) words.pop();
  const last = words.at(-1)!;
  const shifts = SHIFTING_PHRASES.some((shifting) => endsWith(words, shifting));
  if (last.kind === 'number' || shifts) {
    cursor.fail(`không rõ ý của "${cursor.textBetween(last, last)}" trước thời hạn`);
  }
  return cursor.textBetween(words[0]!, last);
}

function isIntroducing({ kind, folded }: Token): boolean {
  return kind === 'comma' || kind === 'dash' || folded === ':';
}

function endsWith(words: readonly Token[], phrase: string): boolean {
  const wanted = phrase.split(' ');
  return wanted.every((word, place) => words[words.length - wanted.length + place]?.folded === word);
}

function startsCondition(cursor: TokenCursor, ahead = 0): boolean {
  const opener = CONDITION_OPENERS.find((words) => cursor.isPhrase(words, ahead));
  if (opener === AT_INTERVALS) return !startsCadence(cursor, ahead);
  return opener !== undefined && !cursor.isPhrase(MONITORING, ahead);
}

function parseCondition(cursor: TokenCursor): string | undefined {
  if (cursor.isKind('open') && startsCondition(cursor, 1)) {
    cursor.take();
    const condition = parseConditionWords(cursor, endsParenthesis);
    cursor.take();
    return condition;
  }
  const joint = cursor.isKind('comma') ? 1 : 0;
  const joined = cursor.isPhrase('và', joint) && cursor.isPhrase(UNPLANNED, joint + 1) ? 1 : 0;
  if (joint + joined > 0 && startsCondition(cursor, joint + joined)) {
    for (let tokens = joint + joined; tokens > 0; tokens -= 1) cursor.take();
  }
  return startsCondition(cursor) ? parseConditionWords(cursor, endsClause) : undefined;
}

function endsParenthesis(cursor: TokenCursor): boolean {
  return cursor.isKind('close');
}

/** A dot ends a clause at the end of the phrase or before an action, not in "UBND TP. Hải Phòng". */
function endsClause(cursor: TokenCursor): boolean {
  if (cursor.atEnd || cursor.isKind('semicolon')) return true;
  return cursor.isKind('dot') && (cursor.peek(1) === undefined || startsAction(cursor, 1));
}

/** The opener and at least one word more, up to the end; a time of its own among them is refused. */
function parseConditionWords(cursor: TokenCursor, ends: (cursor: TokenCursor) => boolean): string {
  const opener = CONDITION_OPENERS.find((words) => cursor.isPhrase(words));
  if (!opener) cursor.failHere();
  if (isLoose(cursor)) cursor.fail('"khi" không gắn với một việc cụ thể nào');
  const first = cursor.peek()!;
  cursor.takePhrase(opener);
  const saysWhen = startsTime(cursor) || cursor.isKind('number');
  if (AFTER_EVENT.has(opener) && saysWhen) cursor.fail(`không rõ bao lâu ${opener} thời điểm ấy`);

  let last: Token | undefined = opener === UNPLANNED ? cursor.peek(-1) : undefined;
  let depth = 0;
  let secondAction = false;
  while (depth > 0 || !ends(cursor)) {
    if (hidesTime(cursor, secondAction)) cursor.fail('có thời hạn nằm trong điều kiện');
    secondAction ||= isSecondAction(cursor);
    if (cursor.isKind('open')) depth += 1;
    if (cursor.isKind('close')) depth -= 1;
    if (depth < 0) cursor.failHere();
    last = cursor.take();
  }
  if (!last) cursor.fail(opener === AT_INTERVALS ? '"định kỳ" mà không rõ nhịp' : 'điều kiện chưa hết ý');
  return cursor.textBetween(first, last);
}

/** "khi nào rảnh" binds nobody to anything; "khi nào có hướng dẫn" names an event. */
function isLoose(cursor: TokenCursor): boolean {
  if (cursor.isPhrase(WHENEVER_THERE_IS)) return cursor.isPhrase(WHENEVER_THERE_IS_TIME);
  return LOOSE_CONDITIONS.some((loose) => cursor.isPhrase(loose));
}

function isSecondAction(cursor: TokenCursor): boolean {
  return (cursor.isKind('comma') || cursor.isPhrase('và')) && startsAction(cursor, 1);
}

/**
 * Whether a time stands here that is not merely part of a name. Names hold years ("Chương trình năm 2026") and
 * documents' dates ("ngày 3/2/2026"), and "hằng năm" may describe a plan; after a second action it schedules.
 */
function hidesTime(cursor: TokenCursor, afterSecondAction: boolean): boolean {
  if (cursor.isWord(TIME_PREPOSITIONS)) return startsNamedTime(cursor, 1) || cursor.isPhrase('năm', 1);
  if (startsCadence(cursor) || ONGOING_PHRASES.some((phrase) => cursor.isPhrase(phrase)))
    return afterSecondAction;
  if (isWithinDocumentName(cursor)) return false;
  const isPeriod = isYear(cursor) && cursor.isKind('dash', 1) && isYear(cursor, 2);
  return (
    startsQuarter(cursor) ||
    startsMonth(cursor) ||
    PERIOD_PHRASES.some((phrase) => cursor.isPhrase(phrase)) ||
    isPeriod ||
    isBareDate(cursor) ||
    isMonthAndYear(cursor)
  );
}

/** What follows "số" or "ngày" there, or a slash: "số 12/2025", "ngày 3/2/2026", "ngày 3 tháng 2 năm 2026". */
function isWithinDocumentName(cursor: TokenCursor): boolean {
  return (
    cursor.isPhrase('số', -1) ||
    cursor.isPhrase('ngày', -1) ||
    cursor.isKind('slash', -1) ||
    (cursor.isKind('number', -1) && cursor.isPhrase('ngày', -2))
  );
}

function scheduleOfOne(clause: Clause): Schedule {
  const milestone = milestoneOf(clause);
  const { what, ...rest } = milestone;
  const saysWhat = what !== undefined && !MERE_COMPLETION.has(what.toLowerCase());
  return {
    kind: clause.time?.kind ?? 'conditional',
    ...rest,
    ...(saysWhat ? { milestones: [milestone] } : {}),
  };
}

/**
 * A clause without an action must stand on its own years: in "Quý I; quý III/2026" it is not said whether the
 * first quarter is of the same year.
 */
function scheduleOfMany(cursor: TokenCursor, clauses: Clause[]): Schedule {
  for (const { what, time } of clauses) {
    if (what === undefined && time?.borrowsYear) cursor.fail('không rõ năm của một trong các mốc');
  }
  const milestones = clauses.map(milestoneOf);
  const cadence = commonCadence(milestones);
  const dated = cadence ? milestones : milestones.filter((milestone) => !hasCadence(milestone));
  const start = dated.flatMap((milestone) => milestone.start ?? []).sort()[0];
  const due = dated
    .flatMap((milestone) => milestone.due ?? [])
    .sort()
    .at(-1);
  return {
    kind: 'compound',
    ...(start === undefined ? {} : { start }),
    ...(due === undefined ? {} : { due }),
    milestones,
    ...(cadence ? { recurrence: cadence } : {}),
  };
}

function milestoneOf({ what, time, condition }: Clause): Milestone {
  return {
    ...(what === undefined ? {} : { what }),
    ...(time?.start === undefined ? {} : { start: time.start }),
    ...(time?.due === undefined ? {} : { due: time.due }),
    ...(condition === undefined ? {} : { condition }),
    ...(time?.recurrence === undefined ? {} : { recurrence: time.recurrence }),
  };
}

function hasCadence({ recurrence }: Milestone): boolean {
  return recurrence !== undefined && recurrence !== 'ongoing';
}

function commonCadence(milestones: Milestone[]): Recurrence | undefined {
  const cadence = milestones[0]?.recurrence;
  const isCommon = milestones.every((milestone) => milestone.recurrence === cadence && hasCadence(milestone));
  return isCommon ? cadence : undefined;
}
