import { UnknownSchedulePhraseError } from './schedule.js';
import { MISSPELT_WORDS } from './schedule-vocabulary.js';

export type TokenKind =
  | 'word'
  | 'number'
  | 'slash'
  | 'dash'
  | 'dot'
  | 'comma'
  | 'semicolon'
  | 'open'
  | 'close'
  | 'symbol';

export interface Token {
  kind: TokenKind;
  /** The text in lower case, compatibility characters folded, for comparing. */
  folded: string;
  /** Where it stands in the normalised text; `to` is the first place after it. */
  from: number;
  to: number;
}

/** The longest phrase that is looked at, in characters after NFC. */
export const MAX_PHRASE_LENGTH = 500;

/** Letters that old fonts and PDF extraction put in the place of Vietnamese ones. */
const MISREAD_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ƣ', 'ư'],
  ['Ƣ', 'Ư'],
  ['Ð', 'Đ'],
  ['ð', 'đ'],
]);

const INVISIBLE = /[\u00AD\u200B-\u200D\u2060]/g;
const LETTER = /[\p{L}\p{M}\p{Nl}]/u;
const DIGIT = /[0-9]/;
const DASH = /\p{Pd}/u;
const CONTROL = /\p{C}/u;

const PUNCTUATION: ReadonlyMap<string, TokenKind> = new Map([
  ['/', 'slash'],
  ['.', 'dot'],
  [',', 'comma'],
  [';', 'semicolon'],
  ['(', 'open'],
  [')', 'close'],
  ['−', 'dash'],
]);

/** Tags that text extraction leaves in cells. */
const TAG = /<\/?(?:p|br|b|i|u|em|strong|ul|ol|li|sup|sub)\s?\/?>/gi;

/** NFC, tags out, misread letters put right, invisible characters out, every run of white space one blank, trimmed. */
export function normalisePhrase(phrase: string): string {
  const letters = Array.from(phrase, (char) => MISREAD_LETTERS.get(char) ?? char).join('');
  return letters.normalize('NFC').replace(TAG, ' ').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

/** Splits normalised text; white space only separates. Throws for a control character. */
export function tokenize(text: string, phrase: string): Token[] {
  const chars = Array.from(text);
  const tokens: Token[] = [];
  let index = 0;
  let offset = 0;

  const run = (matches: (char: string) => boolean): string => {
    let taken = '';
    while (index < chars.length && matches(chars[index]!)) {
      taken += chars[index]!;
      index += 1;
    }
    return taken;
  };

  while (index < chars.length) {
    const char = chars[index]!;
    if (char === ' ') {
      index += 1;
      offset += 1;
      continue;
    }
    if (CONTROL.test(char)) throw new UnknownSchedulePhraseError(phrase, 'có ký tự điều khiển');

    let kind: TokenKind;
    let raw: string;
    if (LETTER.test(char)) {
      kind = 'word';
      raw = run((next) => LETTER.test(next));
    } else if (DIGIT.test(char)) {
      kind = 'number';
      raw = run((next) => DIGIT.test(next));
    } else if (char === '.') {
      raw = run((next) => next === '.');
      kind = raw === '.' ? 'dot' : 'symbol';
    } else {
      kind = DASH.test(char) ? 'dash' : (PUNCTUATION.get(char) ?? 'symbol');
      raw = char;
      index += 1;
    }
    tokens.push({
      kind,
      folded: fold(raw),
      from: offset,
      to: offset + raw.length,
    });
    offset += raw.length;
  }
  return tokens;
}

function fold(raw: string): string {
  const lower = raw.normalize('NFKC').toLowerCase();
  return MISSPELT_WORDS.get(lower) ?? lower;
}

/** Reads tokens from left to right; every failure names the whole phrase. */
export class TokenCursor {
  private index = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly text: string,
    private readonly phrase: string,
  ) {}

  get atEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  /** The token `ahead` places on (negative: already read), if there is one. */
  peek(ahead = 0): Token | undefined {
    return this.tokens[this.index + ahead];
  }

  isKind(kind: TokenKind, ahead = 0): boolean {
    return this.peek(ahead)?.kind === kind;
  }

  isWord(words: ReadonlySet<string>, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'word' && words.has(token.folded);
  }

  /** Whether the words stand here one after the other, written in lower case with one blank between. */
  isPhrase(words: string, ahead = 0): boolean {
    return words.split(' ').every((word, place) => {
      const token = this.peek(ahead + place);
      return token?.kind === 'word' && token.folded === word;
    });
  }

  take(): Token {
    const token = this.tokens[this.index];
    if (!token) this.fail('câu chưa hết ý');
    this.index += 1;
    return token;
  }

  takeKind(kind: TokenKind): boolean {
    if (!this.isKind(kind)) return false;
    this.index += 1;
    return true;
  }

  takeWord(words: ReadonlySet<string>): boolean {
    if (!this.isWord(words)) return false;
    this.index += 1;
    return true;
  }

  takePhrase(words: string): boolean {
    if (!this.isPhrase(words)) return false;
    this.index += words.split(' ').length;
    return true;
  }

  /** The original text from one token to another, both included. */
  textBetween(first: Token, last: Token): string {
    return this.text.slice(first.from, last.to);
  }

  fail(reason: string): never {
    throw new UnknownSchedulePhraseError(this.phrase, reason);
  }

  /** Fails because the phrase counts from a day of issue that isn't known. */
  failWithoutIssueDay(): never {
    const reason = 'thời hạn tính từ ngày ban hành: cần biết ngày ban hành văn bản';
    throw new UnknownSchedulePhraseError(this.phrase, reason, true);
  }

  /** Fails because of what stands here. */
  failHere(): never {
    const token = this.peek();
    this.fail(token ? `không nhận ra "${this.textBetween(token, token)}"` : 'câu chưa hết ý');
  }
}
