import { cleanText } from '#kernel';

const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove.
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
/** Soft hyphens, zero-width spaces and joiners, marks of writing direction, byte order marks. */
const INVISIBLE = /\u00ad|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2064]|[\u2066-\u206f]|\ufeff/g;

/**
 * The text of a cell or paragraph as the system keeps text: NFC, one space between words, no control or invisible
 * characters, no empty lines; lines parted by `\n`.
 */
export function cleanFileText(text: string): string {
  const plain = text.toWellFormed().replace(LINE_ENDS, '\n').replace(CONTROLS, '').replace(INVISIBLE, '');
  return plain.includes('\n')
    ? plain
        .split('\n')
        .map(cleanText)
        .filter((line) => line !== '')
        .join('\n')
    : cleanText(plain);
}

/** `1.234`: a whole number for a message. */
export function count(value: number): string {
  return value.toLocaleString('vi-VN');
}

/** `20 MB`: a size in bytes for a message. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} MB`;
}
