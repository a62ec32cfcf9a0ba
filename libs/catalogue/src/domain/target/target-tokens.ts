import { normalisePhrase } from '../schedule/schedule-tokens.js';
import { UnknownTargetPhraseError } from './target.js';
import { MISSPELT_WORDS } from './target-vocabulary.js';

export type TargetTokenKind =
  | 'word'
  | 'number'
  | 'percent'
  | 'compare'
  | 'approximately'
  | 'dash'
  | 'slash'
  | 'dot'
  | 'comma'
  | 'semicolon'
  | 'colon'
  | 'equals'
  | 'open'
  | 'close'
  | 'symbol';

export interface TargetToken {
  readonly kind: TargetTokenKind;
  /** As written. */
  readonly text: string;
  /** In lower case, misspellings put right, for comparing. */
  readonly folded: string;
  /** Nothing stands between it and the token before. */
  readonly glued: boolean;
}

/** The longest phrase that is looked at, in characters after NFC. */
export const MAX_TARGET_PHRASE_LENGTH = 1000;

const TOKEN = /[\p{L}\p{M}\p{Nl}]+|[0-9]+(?:[.,][0-9]+)*|>=|<=|\S/gu;
const CONTROL = /\p{C}/u;
const DASH = /^[\p{Pd}−]$/u;
const LETTERS = /^[\p{L}\p{M}\p{Nl}]/u;
const DIGITS = /^[0-9]/;

const PUNCTUATION: ReadonlyMap<string, TargetTokenKind> = new Map([
  ['%', 'percent'],
  ['％', 'percent'],
  ['≥', 'compare'],
  ['⩾', 'compare'],
  ['>=', 'compare'],
  ['>', 'compare'],
  ['≤', 'compare'],
  ['⩽', 'compare'],
  ['<=', 'compare'],
  ['<', 'compare'],
  ['~', 'approximately'],
  ['≈', 'approximately'],
  ['/', 'slash'],
  ['.', 'dot'],
  [',', 'comma'],
  [';', 'semicolon'],
  [':', 'colon'],
  ['=', 'equals'],
  ['(', 'open'],
  ['[', 'open'],
  [')', 'close'],
  [']', 'close'],
]);

/** Formulas as text extraction leaves them, `$\geq 65\%$`, and asterisks of emphasis. */
const EXTRACTION_MARKS: readonly (readonly [RegExp, string])[] = [
  [/\\(?:geqslant|geq|ge)(?![a-z])/g, '≥'],
  [/\\(?:leqslant|leq|le)(?![a-z])/g, '≤'],
  [/\\%/g, '%'],
  [/\$(?=\s*[≥≤0-9])|(?<=[0-9%])\s?\$/g, ' '],
  [/[*…]/g, ' '],
];

/** What may stand before the words of a row: a bullet, `(01)`, `1.`, `a)`. */
const ENUMERATOR = /^(?:[-–—+•·●▪■]\s+|\(\d{1,2}\)\s*|\d{1,2}[.)]\s+(?=\p{L})|[\p{L}]\)\s*)/u;

/**
 * The words of a phrase, in NFC, without marks of lists and of text extraction.
 *
 * @throws UnknownTargetPhraseError for a phrase that is too long, empty or holds a control character
 */
export function tokenizeTarget(phrase: string): TargetToken[] {
  if (phrase.normalize('NFC').length > MAX_TARGET_PHRASE_LENGTH) {
    throw new UnknownTargetPhraseError(phrase, `dài quá ${MAX_TARGET_PHRASE_LENGTH} ký tự`);
  }
  let text = normalisePhrase(phrase);
  for (const [mark, plain] of EXTRACTION_MARKS) text = text.replace(mark, plain);
  text = text.trim();
  if (CONTROL.test(text)) throw new UnknownTargetPhraseError(phrase, 'có ký tự điều khiển');
  text = text.replace(ENUMERATOR, '').replace(ENUMERATOR, '');

  const tokens: TargetToken[] = [];
  let end = -1;
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    tokens.push({ kind: kindOf(raw), text: raw, folded: fold(raw), glued: match.index === end });
    end = match.index + raw.length;
  }
  if (tokens.length === 0) throw new UnknownTargetPhraseError(phrase, 'câu trống');
  return tokens;
}

function kindOf(raw: string): TargetTokenKind {
  if (LETTERS.test(raw)) return 'word';
  if (DIGITS.test(raw)) return 'number';
  if (DASH.test(raw)) return 'dash';
  return PUNCTUATION.get(raw) ?? 'symbol';
}

function fold(raw: string): string {
  const lower = raw.normalize('NFKC').toLowerCase();
  return MISSPELT_WORDS.get(lower) ?? lower;
}
