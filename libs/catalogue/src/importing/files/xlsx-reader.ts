import type { SourceCell, SourceRow, SourceTable } from '../source-document.js';
import type { SourceContent } from './delimited-text.js';
import { cleanFileText, count } from './file-text.js';
import type { OfficePackage } from './office-package.js';
import { EMPTY_CELL, SHEET_COLUMNS, type SourceReading } from './source-reading.js';
import {
  heldNumber,
  type NumberFormat,
  numberFormat,
  showIsoDate,
  showNumber,
} from './xlsx-number-format.js';
import { type Attributes, readXmlPart } from './xml-part.js';

const SHEET_ROWS = 1_048_576;
const LETTERS = 26;
const CODE_OF_A = 65;
const YES = /^(1|true|on)$/i;
const GENERAL: NumberFormat = { kind: 'general' };
/** What an empty text costs, so that even millions of those come to an end. */
const TEXT_OVERHEAD_CHARS = 8;
/** A character that XML can't hold, as Excel writes it. */
const ESCAPED = /_x([0-9a-f]{4})_/gi;

/**
 * An Excel workbook: every visible sheet, hidden rows and columns included. Cells of a merged area carry the text of its
 * first cell.
 * @throws {Refusal} `no-visible-sheet`, `absurd-merge`, `damaged-document`, `malformed-xml`, or it is too much
 */
export async function readXlsx(office: OfficePackage, reading: SourceReading): Promise<SourceContent> {
  const workbook = await readWorkbook(office, reading);
  const formats = await readFormats(office, reading);
  const texts = await readSharedTexts(office, reading);
  if (workbook.sheets.length === 0) {
    throw reading.refusal('no-visible-sheet', '', 'sổ tính không có trang tính nào hiển thị');
  }
  const tables: SourceTable[] = [];
  for (const { name, part } of workbook.sheets) {
    reading.countTable();
    const sheet = new Sheet(name, { formats, texts, date1904: workbook.date1904 }, reading);
    await readXmlPart(office.read(part), part, sheet, reading);
    const rows = sheet.rows();
    if (rows.length > 0) tables.push({ name, rows });
  }
  return { paragraphs: [], tables };
}

interface Workbook {
  /** The visible ones, in order. */
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly date1904: boolean;
}

async function readWorkbook(office: OfficePackage, reading: SourceReading): Promise<Workbook> {
  const sheets: { name: string; part: string }[] = [];
  const related = office.relationships(office.main);
  let date1904 = false;
  const open = (element: string, attributes: Attributes) => {
    if (element === 'x:workbookPr') date1904 = YES.test(attributes('date1904') ?? '');
    if (element !== 'x:sheet') return;
    const name = cleanFileText(attributes('name') ?? '');
    if ((attributes('state') ?? 'visible') !== 'visible') return;
    const target = related.find(({ id }) => id === attributes('id'));
    if (target !== undefined && target.type !== 'worksheet') return;
    if (target === undefined || !office.has(target.target)) {
      throw reading.refusal('damaged-document', `trang tính “${name}”`, 'tệp thiếu nội dung của trang này');
    }
    sheets.push({ name, part: target.target });
  };
  await readXmlPart(
    office.read(office.main),
    office.main,
    { open, close: () => {}, text: () => {} },
    reading,
  );
  return { sheets, date1904 };
}

/** Number format by the style number of a cell. */
async function readFormats(office: OfficePackage, reading: SourceReading): Promise<NumberFormat[]> {
  const part = office.partOf(office.main, 'styles');
  const codes = new Map<number, string>();
  const ids: number[] = [];
  if (part === undefined) return [];
  let inCellFormats = false;
  const open = (element: string, attributes: Attributes) => {
    if (element === 'x:cellXfs') inCellFormats = true;
    else if (element === 'x:numFmt') {
      codes.set(Number(attributes('numFmtId')), attributes('formatCode') ?? '');
    } else if (element === 'x:xf' && inCellFormats) ids.push(Number(attributes('numFmtId') ?? 0));
  };
  const close = (element: string) => {
    if (element === 'x:cellXfs') inCellFormats = false;
  };
  await readXmlPart(office.read(part), part, { open, close, text: () => {} }, reading);
  const known = new Map<number, NumberFormat>();
  return ids.map((id) => {
    const format = known.get(id) ?? numberFormat(id, codes.get(id));
    known.set(id, format);
    return format;
  });
}

/** The texts that cells refer to by number. */
async function readSharedTexts(office: OfficePackage, reading: SourceReading): Promise<string[]> {
  const part = office.partOf(office.main, 'sharedstrings');
  const texts: string[] = [];
  if (part === undefined) return texts;
  let text = '';
  let reads = false;
  let phonetic = false;
  let total = 0;
  await readXmlPart(
    office.read(part),
    part,
    {
      open: (element) => {
        if (element === 'x:si') text = '';
        else if (element === 'x:rPh') phonetic = true;
        reads = element === 'x:t' && !phonetic;
      },
      close: (element) => {
        reads = false;
        if (element === 'x:rPh') phonetic = false;
        if (element !== 'x:si') return;
        const clean = cleanCellText(text);
        total += clean.length + TEXT_OVERHEAD_CHARS;
        if (total > reading.limits.maxTextChars) reading.countText(total, part);
        texts.push(clean);
      },
      text: (piece) => {
        if (!reads) return;
        text += piece;
        reading.checkTextLength(text.length, part);
      },
    },
    reading,
  );
  return texts;
}

interface WorkbookParts {
  readonly formats: readonly NumberFormat[];
  readonly texts: readonly string[];
  readonly date1904: boolean;
}

interface Area {
  readonly ref: string;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Follows the elements of one sheet. */
class Sheet {
  /** Row (from 1) → cells by column (from 0), with holes. */
  readonly #rows = new Map<number, (SourceCell | undefined)[]>();
  readonly #merges: Area[] = [];
  /** Formulas that further cells share, by their number. */
  readonly #sharedFormulas = new Map<string, string>();
  #mergedCells = 0;
  #row = 0;
  #column = 0;
  #inCell = false;
  #type = '';
  #format = GENERAL;
  #value = '';
  #formula: string | undefined;
  #shares: string | undefined;
  #phonetic = false;
  /** Element whose text is read. */
  #reads: 'x:v' | 'x:f' | 'x:t' | undefined;

  constructor(
    private readonly name: string,
    private readonly workbook: WorkbookParts,
    private readonly reading: SourceReading,
  ) {}

  open(element: string, attributes: Attributes): void {
    switch (element) {
      case 'x:row':
        this.#row = this.#rowNumber(attributes('r'));
        this.#column = 0;
        return;
      case 'x:c':
        this.#beginCell(attributes);
        return;
      case 'x:f':
        if (!this.#inCell) return;
        this.#formula = '';
        this.#shares = attributes('t') === 'shared' ? attributes('si') : undefined;
        this.#reads = element;
        return;
      case 'x:v':
        if (this.#inCell) this.#reads = element;
        return;
      case 'x:rPh':
        this.#phonetic = true;
        return;
      case 'x:t':
        if (this.#inCell && !this.#phonetic) this.#reads = element;
        return;
      case 'x:mergeCell':
        this.#addMerge(attributes('ref') ?? '');
        return;
    }
  }

  close(element: string): void {
    if (element === this.#reads) this.#reads = undefined;
    if (element === 'x:rPh') this.#phonetic = false;
    if (element === 'x:c' && this.#inCell) this.#endCell();
  }

  text(text: string): void {
    if (this.#reads === undefined) return;
    if (this.#reads === 'x:f') this.#formula += text;
    else this.#value += text;
    this.reading.checkTextLength(Math.max(this.#value.length, this.#formula?.length ?? 0), this.#at());
  }

  /** The rows that hold something, in order. */
  rows(): SourceRow[] {
    for (const area of this.#merges) this.#spread(area);
    const rows: SourceRow[] = [];
    for (const [row, cells] of [...this.#rows].sort(([one], [other]) => one - other)) {
      const dense = Array.from(cells, (cell) => cell ?? EMPTY_CELL);
      const kept = this.reading.row(row, dense, `${this.#place()}, dòng ${row}`);
      if (kept !== undefined) rows.push(kept);
      this.#rows.delete(row);
    }
    return rows;
  }

  #place(): string {
    return `trang tính “${this.name}”`;
  }

  #at(): string {
    return `${this.#place()}, ô ${columnName(this.#column)}${this.#row}`;
  }

  #damaged(what: string): Error {
    return this.reading.refusal('damaged-document', this.#place(), `${what}; hãy mở và lưu lại tệp`);
  }

  #rowNumber(stated: string | undefined): number {
    const row = stated === undefined ? this.#row + 1 : Number(stated);
    if (!Number.isInteger(row) || row < 1 || row > SHEET_ROWS) {
      throw this.#damaged(`có dòng mang số lạ (${stated ?? row})`);
    }
    return row;
  }

  #beginCell(attributes: Attributes): void {
    const ref = attributes('r');
    if (ref === undefined) this.#column += 1;
    else {
      const place = parseRef(ref);
      if (place === undefined) throw this.#damaged(`có ô mang địa chỉ lạ (${ref})`);
      this.#row = place.row;
      this.#column = place.column;
    }
    this.#inCell = true;
    this.#type = attributes('t') ?? 'n';
    this.#format = this.workbook.formats[Number(attributes('s') ?? 0)] ?? GENERAL;
    this.#value = '';
    this.#formula = undefined;
    this.#shares = undefined;
  }

  #endCell(): void {
    this.#inCell = false;
    this.#reads = undefined;
    const text = this.#shown();
    const formula = this.#formulaText();
    if (text === '' && formula === undefined) return;
    this.reading.checkColumn(this.#column, this.#at());
    const number = this.#number();
    const cell = {
      text,
      covered: false,
      ...(formula === undefined ? {} : { formula }),
      ...(number === undefined ? {} : { number }),
    };
    this.#cellsOf(this.#row)[this.#column - 1] = cell;
  }

  /** The cells of a row, which is begun where it held nothing so far. */
  #cellsOf(row: number): (SourceCell | undefined)[] {
    const known = this.#rows.get(row);
    if (known !== undefined) return known;
    const { maxRows } = this.reading.limits;
    if (this.#rows.size >= maxRows) {
      throw this.reading.refusal(
        'too-many-rows',
        this.#at(),
        `các bảng có hơn ${count(maxRows)} dòng; hãy tách tệp`,
      );
    }
    const cells: (SourceCell | undefined)[] = [];
    this.#rows.set(row, cells);
    return cells;
  }

  #shown(): string {
    const { texts, date1904 } = this.workbook;
    const value = this.#value;
    switch (this.#type) {
      case 's': {
        const text = value.trim() === '' ? '' : texts[Number(value)];
        if (text === undefined)
          throw this.#damaged(`ô ${columnName(this.#column)}${this.#row} trỏ tới chữ không có`);
        return text;
      }
      case 'b':
        return value === '' ? '' : YES.test(value.trim()) ? 'TRUE' : 'FALSE';
      case 'd':
        return cleanFileText(showIsoDate(value.trim()));
      case 'n': {
        const number = Number(value);
        return value.trim() === '' || !Number.isFinite(number)
          ? cleanFileText(value)
          : showNumber(number, this.#format, date1904);
      }
      default:
        return cleanCellText(value);
    }
  }

  /** What the cell holds, where that is a number. */
  #number(): number | undefined {
    const value = Number(this.#value);
    if (this.#type !== 'n' || this.#value.trim() === '' || !Number.isFinite(value)) return undefined;
    return heldNumber(value, this.#format);
  }

  /** The cell's own formula, or the one that it shares with a cell before it. */
  #formulaText(): string | undefined {
    if (this.#formula === undefined) return undefined;
    const own = cleanFileText(this.#formula);
    if (this.#shares === undefined) return own;
    if (own !== '') this.#sharedFormulas.set(this.#shares, own);
    return this.#sharedFormulas.get(this.#shares) ?? own;
  }

  #addMerge(ref: string): void {
    const [first, last, more] = ref.split(':').map(parseRef);
    if (first === undefined || last === undefined || more !== undefined) {
      throw this.#damaged(`có vùng gộp mang địa chỉ lạ (${ref})`);
    }
    const area = {
      ref,
      top: Math.min(first.row, last.row),
      left: Math.min(first.column, last.column),
      bottom: Math.max(first.row, last.row),
      right: Math.max(first.column, last.column),
    };
    const { maxRows, maxColumns, maxCells } = this.reading.limits;
    const height = area.bottom - area.top + 1;
    const width = area.right - area.left + 1;
    this.#mergedCells += height * width;
    if (height > maxRows || width > maxColumns || this.#mergedCells > maxCells) {
      throw this.reading.refusal(
        'absurd-merge',
        `${this.#place()}, vùng ${ref}`,
        `vùng gộp quá lớn (${count(height)} dòng, ${count(width)} cột)`,
      );
    }
    this.#merges.push(area);
  }

  /** Gives the cells of a merged area the text of its first one. */
  #spread({ top, left, bottom, right }: Area): void {
    const text = this.#rows.get(top)?.[left - 1]?.text ?? '';
    for (let row = top; row <= bottom; row += 1) {
      const cells = text === '' ? this.#rows.get(row) : this.#cellsOf(row);
      if (cells === undefined) continue;
      for (let column = left; column <= right; column += 1) {
        const first = row === top && column === left;
        if (!first && (text !== '' || cells[column - 1] !== undefined))
          cells[column - 1] = { text, covered: true };
      }
    }
  }
}

function cleanCellText(raw: string): string {
  return cleanFileText(
    raw.includes('_x')
      ? raw.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      : raw,
  );
}

/** Row and column, from 1, of `C5` or `$C$5`; undefined for what no sheet has. */
function parseRef(ref: string): { readonly row: number; readonly column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(ref) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase())
    column = column * LETTERS + letter.charCodeAt(0) - CODE_OF_A + 1;
  const row = Number(digits);
  return column > SHEET_COLUMNS || row < 1 || row > SHEET_ROWS ? undefined : { row, column };
}

/** `1` is `A`, `27` is `AA`. */
export function columnName(column: number): string {
  const before = Math.floor((column - 1) / LETTERS);
  return (before > 0 ? columnName(before) : '') + String.fromCharCode(CODE_OF_A + ((column - 1) % LETTERS));
}
