import { cleanText } from '#kernel';

export interface TextRule {
  /** Longest allowed, in characters (code points). */
  readonly max: number;
  /** Shortest allowed, in characters; default 1. */
  readonly min?: number;
  /** May hold line breaks. */
  readonly multiline?: boolean;
}

/** Controls, lone surrogates, and the marks that turn the direction of writing and so disguise a text. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** Cleaned (NFC, trimmed) where it is text; anything else as it came. */
export function cleaned(value: unknown): unknown {
  return typeof value === 'string' ? cleanText(value) : value;
}

/** What is wrong with a cleaned text; null: nothing. */
export function textFlaw(value: unknown, { max, min = 1, multiline = false }: TextRule): string | null {
  if (typeof value !== 'string') return 'phải là văn bản';
  if (!multiline && value.includes('\n')) return 'phải nằm trên một dòng';
  if (FORBIDDEN.test(value.replaceAll('\n', ''))) return 'có ký tự điều khiển không được phép';
  const length = [...value].length;
  if (length === 0 && min > 0) return 'không được để trống';
  if (length < min) return `phải có ít nhất ${min} ký tự`;
  if (length > max) return `không được dài quá ${max} ký tự (đang có ${length})`;
  return null;
}
