import {
  columnName,
  type SourceCell,
  type SourceDocument,
  type SourceRow,
  type SourceTable,
} from '#catalogue';
import { type Flaw, type Period, Refusal } from '#kernel';
import type { DocumentRef } from '#tasks';
import {
  MAX_DOCUMENTS,
  MAX_REASON,
  MAX_SOURCE,
} from '../commands/record-measurement/record-measurement.dto.js';
import type { MeasuredFigures } from '../domain/indicator-measurement.events.js';
import { readVietnameseNumber } from '../domain/vietnamese-number.js';
import {
  FILLED_FIELDS,
  fieldOfHeading,
  MAX_SHEET_ROWS,
  SHEET_COLUMNS,
  SHEET_FIELDS,
  SHEET_LABELS,
  type SheetField,
  WHOLE_PROGRAMME,
} from './sheet-columns.js';
import { dayOfCell, documentsOfCell, periodCell, periodOfCell } from './sheet-values.js';

/** One thing wrong with a cell. */
export interface CellFlaw extends Flaw {
  /** The cell's place: `C17`. */
  readonly at: string;
  /** Name of the sheet; '' for a text file. */
  readonly sheet: string;
  /** Row of the sheet or line of the file, from 1. */
  readonly row: number;
  /** The column's heading. */
  readonly column: string;
}

/** What a filled row says; checked by itself, not yet against what is registered. */
export interface FilledRow {
  readonly figures: MeasuredFigures;
  /** Null where the cell is empty. */
  readonly source: string | null;
  readonly reason: string | null;
  readonly documents: readonly DocumentRef[];
}

/** A row of a sheet. */
export interface SheetRow {
  readonly sheet: string;
  readonly row: number;
  readonly code: string;
  /** Id of the unit whose figure it is; null for that of the whole programme. */
  readonly unit: string | null;
  /** Unit of measure as written, '' for none. */
  readonly measure: string;
  /** Null where the cell can't be read. */
  readonly period: Period | null;
  /** Null where nothing was filled in, or something that can't be read. */
  readonly filled: FilledRow | null;
  /** Whether a person filled anything in. */
  readonly empty: boolean;
}

/** Letters of a table's columns, by field. */
export type ColumnLetters = Readonly<Partial<Record<SheetField, string>>>;

/** A sheet as it was read from a file. Pure data. */
export interface ReadSheet {
  readonly file: string;
  readonly sha256: string;
  /** What the lines above the table say; null where they don't. */
  readonly programme: string | null;
  readonly period: Period | null;
  readonly rows: readonly SheetRow[];
  /** By name of the sheet. */
  readonly columns: Readonly<Record<string, ColumnLetters>>;
  /** In the order of the file. */
  readonly flaws: readonly CellFlaw[];
}

const SPEAKING_FIELDS = ['code', 'unit', 'period', ...FILLED_FIELDS] as const satisfies readonly SheetField[];

type Columns = ReadonlyMap<SheetField, number>;
type Complain = (field: SheetField, detail: string) => undefined;

/** A flaw of a row's cell; of a field without a column, of the one with the code. */
export function flawAt(
  columns: ColumnLetters | undefined,
  { sheet, row }: Pick<SheetRow, 'sheet' | 'row'>,
  field: SheetField,
  detail: string,
): CellFlaw {
  const letters = columns?.[field] ?? columns?.code ?? '';
  return { at: `${letters}${row}`, sheet, row, column: SHEET_COLUMNS[field].heading, detail };
}

/**
 * Reads the rows of a sheet of figures. Numbers in text are read as {@link readVietnameseNumber} does, numeric cells of
 * Excel are taken as the numbers that they hold. What is wrong is told by cell; nothing is guessed.
 * @throws {Refusal} `unprocessable`: `sheet-wrong-kind` (a Word file), `sheet-without-table`, `sheet-columns-missing`,
 *   `sheet-too-long`
 */
export function readSheet(document: SourceDocument): ReadSheet {
  const { file, sha256, kind } = document;
  const no = (code: string, detail: string) => new Refusal('unprocessable', code, `${file}: ${detail}`);
  if (kind === 'docx') {
    throw no('sheet-wrong-kind', 'là tệp Word; biểu số liệu phải là tệp Excel (.xlsx) hoặc CSV.');
  }
  const rows: SheetRow[] = [];
  const flaws: CellFlaw[] = [];
  const labels = { programme: null as string | null, period: null as Period | null };
  const columnsOfSheet: Record<string, ColumnLetters> = {};
  for (const table of document.tables) {
    const head = table.rows.findIndex(isHead);
    if (head < 0) continue;
    readLabels(table, head, labels, flaws);
    const columns = columnsOf(table.rows[head]!, table, flaws);
    const missing = SHEET_FIELDS.filter((field) => SHEET_COLUMNS[field].required && !columns.has(field));
    if (missing.length > 0) {
      const names = missing.map((field) => `“${SHEET_COLUMNS[field].heading}”`).join(', ');
      throw no(
        'sheet-columns-missing',
        `${table.name === '' ? '' : `trang tính “${table.name}”, `}dòng ${table.rows[head]!.row}: thiếu cột ${names}.`,
      );
    }
    const letters = lettersOf(columns);
    columnsOfSheet[table.name] = letters;
    for (const row of table.rows.slice(head + 1)) {
      // A head that comes again, as over a printed page.
      if (fieldOfHeading(row.cells[columns.get('code') ?? -1]?.text ?? '') === 'code') continue;
      rows.push(readRow(table.name, row, columns, letters, flaws));
      if (rows.length > MAX_SHEET_ROWS) {
        const most = MAX_SHEET_ROWS.toLocaleString('vi-VN');
        throw no('sheet-too-long', `có hơn ${most} dòng số liệu; hãy tách thành nhiều tệp.`);
      }
    }
  }
  if (Object.keys(columnsOfSheet).length === 0) {
    const needed = [SHEET_COLUMNS.code, SHEET_COLUMNS.value]
      .map(({ heading }) => `“${heading}”`)
      .join(' và ');
    throw no('sheet-without-table', `không có dòng tiêu đề với cột ${needed}; hãy dùng biểu mẫu.`);
  }
  flaws.push(...duplicates(rows, columnsOfSheet));
  const ordinals = new Map(rows.map(({ sheet, row }, index) => [`${sheet}\n${row}`, index]));
  const place = ({ sheet, row }: CellFlaw) => ordinals.get(`${sheet}\n${row}`) ?? -1;
  flaws.sort((one, other) => place(one) - place(other));
  return { file, sha256, ...labels, rows, columns: columnsOfSheet, flaws };
}

function isHead({ cells }: SourceRow): boolean {
  const fields = new Set(cells.map(({ text }) => fieldOfHeading(text)));
  return fields.has('code') && fields.has('value');
}

function readLabels(
  { name, rows }: SourceTable,
  head: number,
  labels: { programme: string | null; period: Period | null },
  flaws: CellFlaw[],
): void {
  for (const { row, cells } of rows.slice(0, head)) {
    const label = cells[0]?.text.replace(/:$/, '').trim();
    const said = cells[1]?.text ?? '';
    if (said === '') continue;
    if (label === SHEET_LABELS.programme) labels.programme ??= said;
    if (label !== SHEET_LABELS.period) continue;
    const period = periodOfCell(said);
    if (period === undefined) {
      const place = { at: `${columnName(2)}${row}`, sheet: name, row, column: SHEET_LABELS.period };
      flaws.push({ ...place, detail: periodUnclear(said) });
    }
    labels.period ??= period ?? null;
  }
}

function columnsOf({ row, cells }: SourceRow, { name }: SourceTable, flaws: CellFlaw[]): Columns {
  const columns = new Map<SheetField, number>();
  for (const [index, { text, covered }] of cells.entries()) {
    const field = fieldOfHeading(text);
    if (field === undefined || covered) continue;
    if (columns.has(field)) {
      const at = `${columnName(index + 1)}${row}`;
      flaws.push({ at, sheet: name, row, column: text, detail: `cột “${text}” có hai lần` });
    } else columns.set(field, index);
  }
  return columns;
}

const lettersOf = (columns: Columns): ColumnLetters =>
  Object.fromEntries([...columns].map(([field, index]) => [field, columnName(index + 1)]));

const EMPTY: SourceCell = { text: '', covered: false };

function readRow(
  sheet: string,
  source: SourceRow,
  columns: Columns,
  letters: ColumnLetters,
  flaws: CellFlaw[],
): SheetRow {
  const cell = (field: SheetField): SourceCell => source.cells[columns.get(field) ?? -1] ?? EMPTY;
  const text = (field: SheetField) => cell(field).text;
  const empty = FILLED_FIELDS.every((field) => text(field) === '' && cell(field).formula === undefined);
  const bare = {
    sheet,
    row: source.row,
    code: text('code'),
    unit: text('unit') === '' ? null : text('unit'),
    measure: text('measure'),
  };
  const found: CellFlaw[] = [];
  const complain: Complain = (field, detail) => {
    found.push(flawAt(letters, bare, field, detail));
    return undefined;
  };
  const period = periodOfCell(text('period'));
  // Where nothing was filled in, nothing can be wrong: notes below the table, rows left over.
  if (empty) return { ...bare, period: period ?? null, filled: null, empty };
  // What is merged over rows is said of the first one only; taking it for all would be a guess.
  for (const field of SPEAKING_FIELDS) {
    const { covered, text: shown } = cell(field);
    if (covered && shown !== '') complain(field, 'ô thuộc một vùng gộp; hãy bỏ gộp ô và điền từng dòng');
  }
  if (bare.code === '') complain('code', 'thiếu mã chỉ tiêu');
  if (period === undefined) complain('period', periodUnclear(text('period')));
  const filled = readFilled(cell, complain);
  flaws.push(...found);
  return { ...bare, period: period ?? null, filled: found.length > 0 ? null : filled, empty };
}

function periodUnclear(text: string): string {
  return text === ''
    ? 'thiếu kỳ, như “tháng 03/2026”, “quý I/2026”, “năm 2026”'
    : `“${text}” không phải là một kỳ, như “tháng 03/2026”, “quý I/2026”, “năm 2026”`;
}

function readFilled(cell: (field: SheetField) => SourceCell, complain: Complain): FilledRow | null {
  const isPercent = cell('measure').text === '%';
  const number = (field: 'value' | 'numerator' | 'denominator') =>
    readNumber(cell(field), field, isPercent, complain);
  if (cell('value').text === '' && cell('value').formula === undefined) complain('value', 'thiếu giá trị');
  const value = number('value');
  const numerator = number('numerator');
  const denominator = number('denominator');
  const day = cell('measuredOn').text;
  const measuredOn = dayOfCell(day);
  if (measuredOn === undefined) {
    complain(
      'measuredOn',
      day === ''
        ? 'thiếu ngày số liệu'
        : `“${day}” không phải là ngày có thật dạng dd/mm/yyyy, như 31/03/2026`,
    );
  }
  const documents = documentsOfCell(cell('documents').text);
  if (documents === undefined) {
    complain('documents', 'văn bản phải ghi “số ngày dd/mm/yyyy của cơ quan ban hành”, cách nhau bằng dấu ;');
  } else if (documents.length > MAX_DOCUMENTS) {
    complain('documents', `không được quá ${MAX_DOCUMENTS} văn bản`);
  }
  const source = readText(cell('source'), 'source', MAX_SOURCE, complain);
  const reason = readText(cell('reason'), 'reason', MAX_REASON, complain);
  if (value === undefined || value === null || measuredOn === undefined || documents === undefined)
    return null;
  if (numerator === undefined || denominator === undefined) return null;
  return { figures: { value, numerator, denominator, measuredOn }, source, reason, documents };
}

/** Null for an empty cell, undefined for one that was complained of. */
function readNumber(
  { text, formula, number }: SourceCell,
  field: 'value' | 'numerator' | 'denominator',
  isPercent: boolean,
  complain: Complain,
): number | null | undefined {
  if (text === '') {
    return formula === undefined
      ? null
      : complain(field, 'công thức chưa được tính; hãy mở tệp bằng Excel, tính lại rồi lưu');
  }
  if (number !== undefined) {
    if (text.endsWith('%') && !(isPercent && field === 'value')) {
      return complain(
        field,
        `ô định dạng phần trăm (${text}) nhưng số liệu không tính bằng %; hãy bỏ định dạng`,
      );
    }
    return number;
  }
  try {
    return readVietnameseNumber(text, SHEET_COLUMNS[field].heading);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return complain(field, error.detail);
  }
}

function readText({ text }: SourceCell, field: SheetField, max: number, complain: Complain): string | null {
  if (text.length > max) complain(field, `dài quá ${max} ký tự`);
  return text === '' ? null : text;
}

/** Flaws of the rows that say something of what a row before them spoke of. */
function duplicates(rows: readonly SheetRow[], columns: ReadSheet['columns']): CellFlaw[] {
  const first = new Map<string, SheetRow>();
  const flaws: CellFlaw[] = [];
  for (const row of rows) {
    if (row.empty || row.code === '') continue;
    const key = `${row.code}\n${row.unit ?? ''}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else {
      const where = `dòng ${before.row}${before.sheet === row.sheet ? '' : ` của trang tính “${before.sheet}”`}`;
      const of = row.unit ?? WHOLE_PROGRAMME.toLowerCase();
      flaws.push(flawAt(columns[row.sheet], row, 'code', `chỉ tiêu ${row.code} (${of}) đã có ở ${where}`));
    }
  }
  return flaws;
}

/** Flaws of the rows whose period is not the sheet's: the one that is asked for, else the sheet's own, else its first. */
export function wrongPeriods(sheet: ReadSheet, asked: Period | null): CellFlaw[] {
  const expected = asked ?? sheet.period ?? sheet.rows.find(({ period }) => period !== null)?.period ?? null;
  if (expected === null) return [];
  return sheet.rows
    .filter(({ period, empty }) => !empty && period !== null && period !== expected)
    .map((row) =>
      flawAt(
        sheet.columns[row.sheet],
        row,
        'period',
        `kỳ ${periodCell(row.period!)} không phải kỳ của biểu (${periodCell(expected)})`,
      ),
    );
}
