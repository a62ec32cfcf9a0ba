/** What kind of file an appendix came in, found from its bytes. */
export type SourceKind = 'docx' | 'xlsx' | 'csv' | 'tsv';

/**
 * A cell of a table. Of cells that were merged, each carries the text of the whole: a reader that goes down a column
 * finds it in every row that it covers.
 */
export interface SourceCell {
  /** As shown to a person, NFC, lines parted by `\n`; dates of spreadsheets as `dd/mm/yyyy`, numbers in Vietnamese form. */
  readonly text: string;
  /** True where the cell is not the first (top left) of the merged area that it belongs to. */
  readonly covered: boolean;
  /** The spreadsheet formula that stands in the cell, where one does; `text` is then its last computed value. */
  readonly formula?: string;
  /**
   * What a numeric cell of a spreadsheet holds, to fifteen digits, where its format shows a number and no date; of a
   * format in percent the number before the sign. `text` may be rounded by the format.
   */
  readonly number?: number;
}

export interface SourceRow {
  /** Line of a text file, row of a sheet, row of a Word table; from 1. */
  readonly row: number;
  /** Never longer than the table is wide; a missing tail is empty. */
  readonly cells: readonly SourceCell[];
}

/** A sheet of a workbook, a table of a Word document, or the whole of a text file. */
export interface SourceTable {
  /** For messages: “Bảng 2”, the sheet's name, “” for a text file. */
  readonly name: string;
  /** Without rows that hold nothing. */
  readonly rows: readonly SourceRow[];
}

/** An appendix as it was read from a file: texts and tables, nothing understood yet. */
export interface SourceDocument {
  readonly kind: SourceKind;
  /** File name without folders. */
  readonly file: string;
  /** SHA-256 (hex) of the file's bytes. */
  readonly sha256: string;
  /** Text outside of the tables, one paragraph an entry, in order; what a document says of itself stands there. */
  readonly paragraphs: readonly string[];
  readonly tables: readonly SourceTable[];
}
