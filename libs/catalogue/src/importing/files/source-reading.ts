import { Refusal } from '#kernel';
import type { SourceCell, SourceRow } from '../source-document.js';
import { cleanFileText, count } from './file-text.js';
import type { ImportLimits } from './import-limits.js';

/** Columns of the widest sheet that Excel knows (XFD); a file that names a later one is no sheet. */
export const SHEET_COLUMNS = 16_384;

/** A cell without text. */
export const EMPTY_CELL: SourceCell = Object.freeze({ text: '', covered: false });

const PROGRESS_EVERY_ROWS = 500;

/** One file that is being read: says no in its name, and counts what was read against the limits. */
export class SourceReading {
  #tables = 0;
  #rows = 0;
  #cells = 0;
  #chars = 0;
  #paragraphs = 0;

  constructor(
    /** File name without folders. */
    readonly file: string,
    readonly limits: ImportLimits,
    /** Told now and then how many rows were read. */
    private readonly onRows: (rows: number) => void = () => {},
  ) {}

  /** A no to throw. @param at place inside of the file, or '' for the file as a whole. */
  refusal(code: string, at: string, detail: string): Refusal {
    const place = at === '' ? this.file : `${this.file}, ${at}`;
    return new Refusal('unprocessable', code, `${place}: ${detail}`, [{ at: place, detail }]);
  }

  /** One table more. @throws {Refusal} `too-many-tables` */
  countTable(): void {
    this.#tables += 1;
    const { maxTables } = this.limits;
    if (this.#tables > maxTables) {
      throw this.refusal('too-many-tables', '', `có hơn ${count(maxTables)} bảng; hãy tách tệp`);
    }
  }

  /** One row more that holds something. @throws {Refusal} `too-many-rows` */
  countRow(at: string): void {
    this.#rows += 1;
    const { maxRows } = this.limits;
    if (this.#rows > maxRows) {
      throw this.refusal('too-many-rows', at, `các bảng có hơn ${count(maxRows)} dòng; hãy tách tệp`);
    }
    if (this.#rows % PROGRESS_EVERY_ROWS === 0) this.onRows(this.#rows);
  }

  /** So many cells more. @throws {Refusal} `too-many-cells` */
  countCells(cells: number, at: string): void {
    this.#cells += cells;
    const { maxCells } = this.limits;
    if (this.#cells > maxCells) {
      throw this.refusal('too-many-cells', at, `các bảng có hơn ${count(maxCells)} ô; hãy tách tệp`);
    }
  }

  /** So much text more. @throws {Refusal} `text-too-long` */
  countText(chars: number, at: string): void {
    this.#chars += chars;
    const { maxTextChars } = this.limits;
    if (this.#chars > maxTextChars) {
      throw this.refusal('text-too-long', at, `tệp có hơn ${count(maxTextChars)} ký tự; hãy tách tệp`);
    }
  }

  /** @param column from 1 @throws {Refusal} `too-many-columns` */
  checkColumn(column: number, at: string): void {
    const { maxColumns } = this.limits;
    if (column > maxColumns) {
      throw this.refusal('too-many-columns', at, `bảng có hơn ${count(maxColumns)} cột; hãy bỏ cột thừa`);
    }
  }

  /** Of raw text, spaces included. @throws {Refusal} `cell-too-long` */
  checkTextLength(chars: number, at: string): void {
    const { maxCellChars } = this.limits;
    if (chars > maxCellChars) {
      throw this.refusal('cell-too-long', at, `một ô hoặc đoạn có hơn ${count(maxCellChars)} ký tự`);
    }
  }

  /** A paragraph as it is kept, or undefined for one without text. */
  paragraph(raw: string, at: string): string | undefined {
    this.checkTextLength(raw.length, at);
    const text = cleanFileText(raw);
    if (text === '') return undefined;
    this.#paragraphs += 1;
    const { maxRows } = this.limits;
    if (this.#paragraphs > maxRows) {
      throw this.refusal('too-many-paragraphs', at, `có hơn ${count(maxRows)} đoạn văn; hãy tách tệp`);
    }
    this.countText(text.length, at);
    return text;
  }

  /**
   * A row as it is kept: without the empty tail; undefined where nothing is left. Counts the row, its cells and text.
   * @throws {Refusal} it is too much
   */
  row(row: number, cells: readonly SourceCell[], at: string): SourceRow | undefined {
    let width = cells.length;
    while (width > 0 && isEmpty(cells[width - 1]!)) width -= 1;
    if (width === 0) return undefined;
    this.checkColumn(width, at);
    this.countRow(at);
    this.countCells(width, at);
    const kept = cells.slice(0, width);
    this.countText(
      kept.reduce((chars, { text }) => chars + text.length, 0),
      at,
    );
    return { row, cells: kept };
  }
}

function isEmpty({ text, formula }: SourceCell): boolean {
  return text === '' && formula === undefined;
}
