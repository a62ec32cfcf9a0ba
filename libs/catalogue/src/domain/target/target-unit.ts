import { UnknownTargetPhraseError } from './target.js';
import type { TargetToken } from './target-tokens.js';
import {
  AFTER_UNIT,
  COUNTED,
  CURRENCIES,
  DESCRIBING_UNITS,
  LONGEST_COUNTED_WORDS,
  LONGEST_UNIT_WORDS,
  MULTIPLIERS,
  PERIOD_WORDS,
} from './target-vocabulary.js';

/** A unit as read. */
export interface Unit {
  readonly unit?: string;
  /** The noun is known to be counted, or it is money or a percentage. */
  readonly knownUnit: boolean;
  readonly tokens: number;
}

const NO_UNIT: Unit = { knownUnit: false, tokens: 0 };
const UPPER_CASE = /^\p{Lu}{2,}$/u;

/**
 * The unit that starts at a token: `%`, money, the longest noun that is known to be counted, or else the words up to
 * one that goes on with the sentence. Of a fraction it is "số" and the noun.
 */
export function readUnit(
  tokens: readonly TargetToken[],
  from: number,
  fraction: boolean,
  phrase: string,
): Unit {
  const { unit, knownUnit, tokens: length } = readMeasure(tokens, from, fraction, phrase);
  if (unit === undefined) return NO_UNIT;
  let end = from + length;
  while (tokens[end]?.kind === 'slash') {
    const per = tokens[end + 1]?.kind === 'number' ? 2 : 1;
    const next = tokens[end + per];
    if (next?.kind !== 'word' || (per === 1 && PERIOD_WORDS.has(next.folded))) break;
    end += per + Math.max(countedAt(tokens, end + per), 1);
  }
  return { unit: unit + textOf(tokens, from + length, end - from - length), knownUnit, tokens: end - from };
}

function readMeasure(tokens: readonly TargetToken[], from: number, fraction: boolean, phrase: string): Unit {
  const word = (place: number) => {
    const token = tokens[place];
    return token?.kind === 'word' ? token.folded : '';
  };
  if (tokens[from]?.kind === 'percent') return { unit: '%', knownUnit: true, tokens: 1 };
  if (word(from) === 'phần' && word(from + 1) === 'trăm') return { unit: '%', knownUnit: true, tokens: 2 };
  if (word(from) === 'điểm' && tokens[from + 1]?.kind === 'percent') {
    return { unit: 'điểm %', knownUnit: true, tokens: 2 };
  }
  if (opensTime(tokens, from)) return NO_UNIT;

  let multipliers = 0;
  while (MULTIPLIERS.has(word(from + multipliers))) multipliers += 1;
  const money = readMoney(tokens, from + multipliers);
  const scale = tokens.slice(from, from + multipliers).map(({ folded }) => folded);
  if (money)
    return { unit: [...scale, money.unit].join(' '), knownUnit: true, tokens: multipliers + money.tokens };
  if (word(from) === 'trđ') return { unit: 'triệu đồng', knownUnit: true, tokens: 1 };
  if (word(from) === 'tr' && tokens[from + 1]?.kind === 'dot' && CURRENCIES.has(word(from + 2))) {
    return { unit: 'triệu đồng', knownUnit: true, tokens: 3 };
  }

  const noun = fraction ? readWords(tokens, from, phrase) : readNoun(tokens, from + multipliers, phrase);
  if (multipliers === 0) return noun;
  const unit = [...scale, ...(noun.unit === undefined ? [] : [noun.unit])].join(' ');
  return { unit, knownUnit: noun.knownUnit || noun.unit === undefined, tokens: multipliers + noun.tokens };
}

/** Whether a unit only describes where nothing says otherwise. */
export function isDescribing(unit: string): boolean {
  return DESCRIBING_UNITS.has(unit.split(' ')[0]!.toLowerCase());
}

function readMoney(
  tokens: readonly TargetToken[],
  from: number,
): { unit: string; tokens: number } | undefined {
  const currency = CURRENCIES.get(tokens[from]?.kind === 'word' ? tokens[from]!.folded : '');
  if (currency === undefined) return undefined;
  let length = 1;
  while (tokens[from + length]?.folded === tokens[from]!.folded) length += 1;
  return { unit: currency, tokens: length };
}

function readNoun(tokens: readonly TargetToken[], from: number, phrase: string): Unit {
  const counted = countedAt(tokens, from);
  if (counted === 0) return readWords(tokens, from, phrase);
  return { unit: textOf(tokens, from, counted), knownUnit: true, tokens: counted };
}

function countedAt(tokens: readonly TargetToken[], from: number): number {
  for (let length = LONGEST_COUNTED_WORDS; length >= 1; length -= 1) {
    const words = tokens.slice(from, from + length);
    if (words.length < length || words.some(({ kind }) => kind !== 'word')) continue;
    if (COUNTED.has(words.map(({ folded }) => folded).join(' '))) return length;
  }
  return 0;
}

function readWords(tokens: readonly TargetToken[], from: number, phrase: string): Unit {
  let length = 0;
  for (; tokens[from + length]?.kind === 'word'; length += 1) {
    const { folded } = tokens[from + length]!;
    const describes = length === 0 && DESCRIBING_UNITS.has(folded);
    if (!describes && (AFTER_UNIT.has(folded) || opensTime(tokens, from + length))) break;
    if (length === LONGEST_UNIT_WORDS) throw new UnknownTargetPhraseError(phrase, 'không rõ đơn vị tính');
  }
  if (length === 0) return NO_UNIT;
  return { unit: textOf(tokens, from, length), knownUnit: false, tokens: length };
}

/** "năm 2026", "tháng 6", "quý II" are times and no units. */
function opensTime(tokens: readonly TargetToken[], from: number): boolean {
  const token = tokens[from];
  if (token?.kind !== 'word' || !PERIOD_WORDS.has(token.folded)) return false;
  return tokens[from + 1]?.kind === 'number';
}

/** In lower case, but for abbreviations; nothing stands apart around a slash. */
function textOf(tokens: readonly TargetToken[], from: number, length: number): string {
  return tokens.slice(from, from + length).reduce((text, token, place) => {
    const word = UPPER_CASE.test(token.text) ? token.text : token.folded;
    return place === 0 || token.kind === 'slash' || text.endsWith('/') ? text + word : `${text} ${word}`;
  }, '');
}
