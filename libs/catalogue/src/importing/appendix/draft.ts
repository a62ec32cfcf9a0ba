import type { Flaw } from '#kernel';
import { FIELD_NAMES, FIELDS, type Field } from '../../domain/import-fields.js';
import type { Schedule } from '../../domain/schedule/index.js';

export { FIELD_NAMES, FIELDS, type Field };

/** Where something stands in the file. */
export interface Place {
  /** Name of the table as the file gives it; “” for a text file. */
  readonly table: string;
  /** Row of the table or sheet, line of the text file; from 1. */
  readonly row: number;
  /** Heading as written, on one line; the letter of a column without one. */
  readonly column?: string;
}

/** A row of the file. */
export type RowPlace = Pick<Place, 'table' | 'row'>;

/** What somebody says in the place of what a cell of the file says. */
export interface CellCorrection {
  /**
   * The row that the task begins on. A number is also that of a heading or of a row joined to the one above, a title also
   * that of a heading.
   */
  readonly place: RowPlace;
  readonly field: Field;
  /** “”: as if the cell were empty. */
  readonly value: string;
}

/** A correction with what the file says; names of persons are left out of both. */
export interface CorrectedCell {
  readonly place: RowPlace;
  readonly field: Field;
  /** “” where the cell is empty or the table has no such column. */
  readonly from: string;
  readonly to: string;
}

/** What can't be read, with the cell that would have to say otherwise where there is one. */
export interface DraftFlaw extends Flaw {
  readonly cell?: { readonly place: RowPlace; readonly field: Field };
}

/** A unit or group that a cell names. */
export interface UnitMention {
  /** As written, on one line. */
  readonly text: string;
  /** Of the unit or group; null when no known one has this name, which is no flaw: the wording is kept. */
  readonly id: string | null;
  /** Best first, at most three, without repeats; empty when `id` is not null or nothing is near. */
  readonly nearest: readonly NearUnit[];
}

export interface NearUnit {
  readonly id: string;
  readonly name: string;
}

export interface DraftSection {
  /** Ascii; unique in the draft. */
  readonly code: string;
  readonly title: string;
  readonly place: Place;
}

export interface DraftTask {
  /** The row that it begins on. */
  readonly place: Place;
  /**
   * The document's number, made unique by its section's code where the numbering begins anew in each section; “” when
   * the row has none, and a flaw says so.
   */
  readonly code: string;
  /** Code of one of the draft's sections. */
  readonly section: string;
  /** One line without a closing dot; “” when the cell is empty, and a flaw says so. */
  readonly title: string;
  /** By position; names of persons are left out. */
  readonly directingLeaders: readonly string[];
  readonly leadUnits: readonly UnitMention[];
  readonly coordinatingUnits: readonly UnitMention[];
  readonly deliverables: readonly string[];
  /** As written, on one line without a closing dot; of a pair of columns “Từ … đến …”; “” when the cell is empty. */
  readonly phrase: string;
  /** Null when the phrase can't be read, and a flaw says so; `{ kind: 'none' }` when there is none. */
  readonly schedule: Schedule | null;
  /** Triệu đồng. Null where the cell is empty, “-” or can't be read, in the last case with a flaw. */
  readonly budgetMillionVnd: number | null;
  /** A row with sub-numbers below it: not assigned, its budget not counted. */
  readonly isGroup: boolean;
  /** Code of the group row that it stands under. */
  readonly parentCode: string | null;
  readonly note: string | null;
  /** What the file says in the row, cells joined to it included; fields that it says nothing of are left out. */
  readonly cells?: Readonly<Partial<Record<Field, string>>>;
  /** What was said in place of it, in rows joined to it too. */
  readonly corrections?: readonly CorrectedCell[];
}

/** What the document says of itself; what it doesn't say is left out. */
export interface DraftAbout {
  readonly title?: string;
  /** “123/KH-UBND”. */
  readonly number?: string;
  readonly issuer?: string;
  /** `YYYY-MM-DD`. */
  readonly issuedOn?: string;
  /** The document's year, by which its phrases are read: the caller's, or else its own. */
  readonly year?: number;
  /** Both days included, `YYYY-MM-DD`. */
  readonly period?: { readonly from: string; readonly until: string };
}

/** The headings that a table's columns were found by. */
export interface DraftColumns {
  /** Of the first heading row. */
  readonly place: Place;
  /** Heading as written, on one line, or the column's letter; fields that the table doesn't have are left out. */
  readonly headings: Readonly<Partial<Record<Field, string>>>;
  /** Headings of columns that hold nothing known. */
  readonly unused: readonly string[];
}

/** A row or table that was left out or joined to another, and why. */
export interface DraftNote {
  readonly place: Place;
  /** Vietnamese. */
  readonly detail: string;
}

/** A programme as an appendix gives it, before it is compared with what is registered. Pure data. */
export interface Draft {
  readonly about: DraftAbout;
  /** In the document's order; at least one. */
  readonly sections: readonly DraftSection[];
  /** In the document's order, group rows included. */
  readonly tasks: readonly DraftTask[];
  /** What was said in the place of cells of headings above tasks, in order. */
  readonly headingCorrections?: readonly CorrectedCell[];
  /** One for each heading found, in order. */
  readonly columns: readonly DraftColumns[];
  /** Everything that can't be read, in Vietnamese, `at` by table, row and column. Empty: the draft is whole. */
  readonly unreadable: readonly DraftFlaw[];
  /** Rows and tables left out: repeated headings, column numbers, totals, signatures, tables of other things. */
  readonly skipped: readonly DraftNote[];
  /** Rows that a page break had parted from the row above, joined to it again; and names of persons left out. */
  readonly healed: readonly DraftNote[];
}

/** “Bảng 2, dòng 14, cột “Thời gian””; without the table's name for a text file. */
export function placeText({ table, row, column }: Place): string {
  const parts = [`dòng ${row}`];
  if (table !== '') parts.unshift(table);
  if (column !== undefined) parts.push(`cột “${column}”`);
  return parts.join(', ');
}

/** One text for each row of the file, to find it by. */
export const rowKey = ({ table, row }: RowPlace): string => `${table} ${row}`;

/** “Bảng 2, dòng 14, thời gian thực hiện”. */
export function cellText({ place, field }: Pick<CellCorrection, 'place' | 'field'>): string {
  return `${placeText({ table: place.table, row: place.row })}, ${FIELD_NAMES[field] ?? field}`;
}
