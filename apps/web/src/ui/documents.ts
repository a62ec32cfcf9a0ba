import type { DocumentDto } from '../client/types.gen.js';

/** A document as it is typed: what is not typed yet is empty. */
export interface TypedDocument {
  /** Tells it from the others of the form. */
  readonly id: string;
  readonly number: string;
  /** As typed, dd/mm/yyyy. */
  readonly date: string;
  readonly issuer: string;
  /** SHA-256 of its file, in hex; empty: none. */
  readonly sha256: string;
  /** Name of the file that the hash is of; stays on this machine. */
  readonly fileName: string;
}

/** The day, `YYYY-MM-DD`, of “5/11/2026”, “05-11-2026” or “05112026”; null: none such. */
export function dayTyped(typed: string): string | null {
  const match =
    /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(typed) ?? /^\s*(\d\d)(\d\d)(\d{4})\s*$/.exec(typed);
  if (!match) return null;
  const [, day = '', month = '', year = ''] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

/** As commands take them. A day that can't be read goes as it was typed: the server says so, at its place. */
export const documentsOf = (documents: readonly TypedDocument[]): DocumentDto[] =>
  documents.map(({ number, date, issuer, sha256 }) => ({
    number: number.normalize('NFC').trim(),
    date: dayTyped(date) ?? date.trim(),
    issuer: issuer.normalize('NFC').trim(),
    sha256: sha256.trim().toLowerCase() || null,
  }));
