import type { Recurrence } from './schedule.js';
import type { TokenCursor } from './schedule-tokens.js';
import {
  CADENCE_UNITS,
  COUNT_WORDS,
  EVERY_WORDS,
  ONCE_IN,
  PERIODICALLY_PHRASES,
  TIMES_PER,
} from './schedule-vocabulary.js';

export type Cadence = Exclude<Recurrence, 'ongoing'>;

interface Ahead {
  /** Undefined for a cadence that has no name, such as "5 lần/năm". */
  readonly recurrence: Recurrence | undefined;
  readonly tokens: number;
}

/**
 * cadence = ["định kỳ"] ( every unit [N "lần"] | N "lần" ("/" | every) unit | N unit ("/" | "một") "lần" )
 *         | "định kỳ" N unit
 */
function cadenceAhead(cursor: TokenCursor, ahead: number): Ahead | undefined {
  const periodically = PERIODICALLY_PHRASES.some((phrase) => cursor.isPhrase(phrase, ahead)) ? 2 : 0;
  const from = ahead + periodically;
  const found =
    everyAhead(cursor, from) ?? timesAhead(cursor, from) ?? onceAhead(cursor, from, periodically > 0);
  return found && { ...found, tokens: found.tokens + periodically };
}

function everyAhead(cursor: TokenCursor, from: number): Ahead | undefined {
  const unit = cursor.peek(from + 1)?.folded ?? '';
  if (!cursor.isWord(EVERY_WORDS, from) || !CADENCE_UNITS.has(unit)) return undefined;
  const times = countAt(cursor, from + 2);
  if (times === undefined || !cursor.isPhrase('lần', from + 3)) {
    return { recurrence: CADENCE_UNITS.get(unit), tokens: 2 };
  }
  return { recurrence: TIMES_PER.get(`${times} ${unit}`), tokens: 4 };
}

function timesAhead(cursor: TokenCursor, from: number): Ahead | undefined {
  const times = countAt(cursor, from);
  if (times === undefined || !cursor.isPhrase('lần', from + 1)) return undefined;
  if (!cursor.isKind('slash', from + 2) && !cursor.isWord(EVERY_WORDS, from + 2)) return undefined;
  const extra = countAt(cursor, from + 3) === 1 ? 1 : 0;
  const unit = cursor.peek(from + 3 + extra)?.folded ?? '';
  if (!CADENCE_UNITS.has(unit)) return undefined;
  return { recurrence: TIMES_PER.get(`${times} ${unit}`), tokens: 4 + extra };
}

function onceAhead(cursor: TokenCursor, from: number, periodically: boolean): Ahead | undefined {
  const count = countAt(cursor, from);
  const unit = cursor.peek(from + 1)?.folded ?? '';
  if (count === undefined || !CADENCE_UNITS.has(unit)) return undefined;
  const once = cursor.isKind('slash', from + 2) || countAt(cursor, from + 2) === 1;
  const recurrence = ONCE_IN.get(`${count} ${unit}`);
  if (once && cursor.isPhrase('lần', from + 3)) return { recurrence, tokens: 4 };
  return periodically ? { recurrence, tokens: 2 } : undefined;
}

function countAt(cursor: TokenCursor, ahead: number): number | undefined {
  const token = cursor.peek(ahead);
  if (token?.kind === 'word') return COUNT_WORDS.get(token.folded);
  return token?.kind === 'number' ? Number(token.folded) : undefined;
}

export function startsCadence(cursor: TokenCursor, ahead = 0): boolean {
  return cadenceAhead(cursor, ahead) !== undefined;
}

export function parseCadence(cursor: TokenCursor): Cadence {
  return takeCadence(cursor, cadenceAhead(cursor, 0));
}

/** The next of "hằng tháng, quý, 6 tháng và năm", if one follows: [","] ["và"] ( cadence | [N] unit ). */
export function parseFurtherCadence(cursor: TokenCursor): Cadence | undefined {
  const comma = cursor.isKind('comma') ? 1 : 0;
  const joint = comma + (cursor.isPhrase('và', comma) ? 1 : 0);
  if (joint === 0) return undefined;
  const found = cadenceAhead(cursor, joint) ?? bareAhead(cursor, joint);
  if (!found) return undefined;
  for (let tokens = joint; tokens > 0; tokens -= 1) cursor.take();
  return takeCadence(cursor, found);
}

/** A unit that no number or numeral follows: "quý", "6 tháng", "cả năm". */
function bareAhead(cursor: TokenCursor, ahead: number): Ahead | undefined {
  const count = countAt(cursor, ahead);
  const whole = cursor.isPhrase('cả', ahead);
  const from = ahead + (count === undefined && !whole ? 0 : 1);
  const unit = cursor.peek(from)?.folded ?? '';
  const isUnit = CADENCE_UNITS.has(unit) && unit !== 'ngày' && (!whole || unit === 'năm');
  const next = cursor.peek(from + 1);
  const ends =
    next === undefined || ['comma', 'semicolon', 'dot'].includes(next.kind) || next.folded === 'và';
  if (!isUnit || !ends) return undefined;
  return {
    recurrence: ONCE_IN.get(`${count ?? 1} ${unit === 'quí' ? 'quý' : unit}`),
    tokens: from - ahead + 1,
  };
}

function takeCadence(cursor: TokenCursor, found: Ahead | undefined): Cadence {
  if (!found) cursor.failHere();
  if (!found.recurrence || found.recurrence === 'ongoing') cursor.fail('nhịp lặp lại này không có tên');
  for (let tokens = found.tokens; tokens > 0; tokens -= 1) cursor.take();
  return found.recurrence;
}
