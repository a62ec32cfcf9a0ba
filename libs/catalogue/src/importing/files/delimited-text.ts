import { CsvError, parse } from 'csv-parse/sync';
import type { Refusal } from '#kernel';
import type { SourceCell, SourceKind, SourceRow, SourceTable } from '../source-document.js';
import { cleanFileText, count } from './file-text.js';
import { EMPTY_CELL, SHEET_COLUMNS, type SourceReading } from './source-reading.js';

/** What parts the cells; none where the text holds no table. */
export type Delimiter = '\t' | ';' | ',' | undefined;

/** Texts and tables of a file, whatever its kind. */
export interface SourceContent {
  readonly paragraphs: readonly string[];
  readonly tables: readonly SourceTable[];
}

/** Share of the lines with text that must have the same number of cells, for commas or semicolons to part cells. */
const REGULAR = 0.5;
const MIN_ROWS = 2;
const QUOTE = '"';
const TAB = '\t';
/** First line by which Excel is told what parts the cells. */
const STATED = /^sep=([;,\t])(?=\n)/i;

/**
 * The one that Excel's own first line states; else the comma or semicolon that cuts most lines into the same number of
 * cells, or the tab where more lines have one.
 */
export function findDelimiter(text: string): Delimiter {
  const stated = STATED.exec(text)?.[1];
  if (stated === ';' || stated === ',' || stated === TAB) return stated;
  const tabbed = text.split('\n').filter((line) => line.includes(TAB)).length;
  const [best] = ([';', ','] as const)
    .map((delimiter) => ({ delimiter, ...regularLines(text, delimiter) }))
    .filter(
      ({ regular, total }) =>
        regular >= total * REGULAR && regular >= Math.min(MIN_ROWS, total) && regular > 0,
    )
    .sort((one, other) => other.regular - one.regular);
  if (tabbed > 0 && tabbed >= (best?.regular ?? 0)) return TAB;
  return best?.delimiter;
}

/** Of the records with text, those with the commonest number of delimiters (but none), quotes respected. */
function regularLines(text: string, delimiter: string): { regular: number; total: number } {
  const records = new Map<number, number>();
  let total = 0;
  let delimiters = 0;
  let quoted = false;
  let empty = true;
  for (let index = 0; index <= text.length; index += 1) {
    const char = text[index];
    if (char === QUOTE) quoted = !quoted;
    else if (char === undefined || (char === '\n' && !quoted)) {
      if (!empty) {
        total += 1;
        records.set(delimiters, (records.get(delimiters) ?? 0) + 1);
      }
      delimiters = 0;
      empty = true;
    } else if (char === delimiter && !quoted) delimiters += 1;
    else if (char !== ' ') empty = false;
  }
  records.delete(0);
  return { regular: Math.max(0, ...records.values()), total };
}

/** Kind of a text file by what parts its cells. */
export function textKind(delimiter: Delimiter): SourceKind {
  return delimiter === TAB ? 'tsv' : 'csv';
}

/**
 * A text file: lines that hold a delimiter are one table, whose rows are numbered as the lines of the file; the others
 * are paragraphs. Quoted cells may go over lines; in a tab-separated text whose quotes don't add up, they are text.
 * @throws {Refusal} `unclosed-quote`, `misplaced-quote`, or it is too much
 */
export function readDelimitedText(text: string, delimiter: Delimiter, reading: SourceReading): SourceContent {
  const paragraphs: string[] = [];
  const rows: SourceRow[] = [];
  for (const { line, cells } of recordsOf(text.replace(STATED, ''), delimiter, reading)) {
    const at = `dòng ${line}`;
    if (cells.length === 1) {
      const paragraph = reading.paragraph(cells[0]!, at);
      if (paragraph !== undefined) paragraphs.push(paragraph);
      continue;
    }
    const read = cells.map((cell) => sourceCell(cell, at, reading));
    const row = reading.row(line, read, at);
    if (row !== undefined) rows.push(row);
  }
  if (rows.length > 0) reading.countTable();
  return { paragraphs, tables: rows.length > 0 ? [{ name: '', rows }] : [] };
}

function sourceCell(raw: string, at: string, reading: SourceReading): SourceCell {
  if (raw === '') return EMPTY_CELL;
  reading.checkTextLength(raw.length, at);
  const text = cleanFileText(raw);
  return text === '' ? EMPTY_CELL : { text, covered: false };
}

interface TextRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string, delimiter: Delimiter, reading: SourceReading): TextRecord[] {
  if (delimiter === undefined)
    return text.split('\n').map((cell, index) => ({ line: index + 1, cells: [cell] }));
  checkWidth(text, delimiter, reading);
  const quoted = text.includes(QUOTE) ? parseRecords(text, delimiter, true, reading) : undefined;
  if (Array.isArray(quoted)) return quoted;
  if (quoted !== undefined && delimiter !== TAB) throw quoted;
  const plain = parseRecords(text, delimiter, false, reading);
  if (Array.isArray(plain)) return plain;
  throw plain;
}

/** A line of millions of delimiters would become millions of cells before anybody could count them. */
function checkWidth(text: string, delimiter: string, reading: SourceReading): void {
  let start = 0;
  for (let line = 1; start <= text.length; line += 1) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    let columns = 1;
    for (let at = text.indexOf(delimiter, start); at >= 0 && at < end; at = text.indexOf(delimiter, at + 1)) {
      columns += 1;
    }
    if (columns > SHEET_COLUMNS) {
      throw reading.refusal('too-many-columns', `dòng ${line}`, `có ${count(columns)} cột; hãy bỏ cột thừa`);
    }
    start = end + 1;
  }
}

/** The records that hold something, or the refusal where quotes don't add up. @throws {Refusal} too many of them */
function parseRecords(
  text: string,
  delimiter: string,
  quotes: boolean,
  reading: SourceReading,
): TextRecord[] | Refusal {
  const records: TextRecord[] = [];
  const { maxRows } = reading.limits;
  let line = 1;
  try {
    parse(text, {
      delimiter,
      quote: quotes ? QUOTE : false,
      record_delimiter: '\n',
      relax_column_count: true,
      on_record: (cells: string[], { lines }) => {
        const start = line;
        line = lines + 1;
        const width = cells.findLastIndex((cell) => cell !== '') + 1;
        if (width === 0) return null;
        if (records.length >= maxRows * 2) {
          throw reading.refusal(
            'too-many-rows',
            `dòng ${start}`,
            `có hơn ${count(maxRows)} dòng; hãy tách tệp`,
          );
        }
        // A row keeps two cells at least: one cell alone is a paragraph.
        records.push({ line: start, cells: cells.slice(0, Math.max(width, Math.min(cells.length, 2))) });
        return null;
      },
    });
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? reading.refusal('unclosed-quote', `dòng ${line}`, 'dấu nháy kép mở ra mà không đóng lại')
      : reading.refusal(
          'misplaced-quote',
          `dòng ${error.lines}`,
          'dấu nháy kép ở giữa ô; hãy viết thành hai dấu liền nhau',
        );
  }
}
