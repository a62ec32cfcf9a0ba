import type { SourceCell, SourceRow, SourceTable } from '../source-document.js';
import type { SourceContent } from './delimited-text.js';
import { DocxNumbering } from './docx-numbering.js';
import { cleanFileText } from './file-text.js';
import type { OfficePackage } from './office-package.js';
import { EMPTY_CELL, type SourceReading } from './source-reading.js';
import { type Attributes, readXmlPart, type XmlHandler } from './xml-part.js';

/** What is in the file but not in the document that a person reads: deleted and moved text, old formats, text boxes. */
const UNREAD = new Set([
  'w:del',
  'w:moveFrom',
  'w:txbxContent',
  'w:rt',
  'w:pPrChange',
  'w:rPrChange',
  'w:sectPrChange',
  'w:tblPrChange',
  'w:tblPrExChange',
  'w:tblGridChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:numberingChange',
  'mc:Fallback',
]);
/** Fields that fetch or run something when Word updates them. */
const FETCHING_FIELD = /^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|RD)\b/i;
/** More of a field's instruction is not needed to know it. */
const FIELD_CHARS = 200;
const OFF = /^(0|false|off|none)$/i;

/**
 * A Word document: every table of its body, and the paragraphs outside of them. A table within a cell is read as lines
 * of that cell. Cells of a merged area carry the text of its first cell. Numbers that Word writes itself are read.
 * @throws {Refusal} `absurd-span`, `external-link` (a field), those of {@link readXmlPart}, or it is too much
 */
export async function readDocx(office: OfficePackage, reading: SourceReading): Promise<SourceContent> {
  const body = new DocxBody(await DocxNumbering.read(office, reading), reading);
  await readXmlPart(office.read(office.main), office.main, body, reading);
  return { paragraphs: body.paragraphs, tables: body.tables };
}

interface OpenCell {
  span: number;
  merge: 'restart' | 'continue' | undefined;
  /** Goes on from the cell on its left, in the manner of old files. */
  joined: boolean;
  text: string;
}

interface OpenRow {
  /** Number in the table, from 1. */
  readonly number: number;
  /** Columns left out before the first cell. */
  skipped: number;
  deleted: boolean;
  readonly cells: OpenCell[];
}

/** Follows the elements of `document.xml`. */
class DocxBody implements XmlHandler {
  readonly paragraphs: string[] = [];
  readonly tables: SourceTable[] = [];

  /** Names of the elements around, innermost last. */
  readonly #around: string[] = [];
  /** Depth of the element that is not read, or 0. */
  #unreadFrom = 0;
  #tableDepth = 0;
  #tableNumber = 0;
  #rows: SourceRow[] = [];
  #rowNumber = 0;
  #row: OpenRow | undefined;
  #cell: OpenCell | undefined;
  /** Column → text of the cell whose merge downwards goes on there. */
  #merged: (string | undefined)[] = [];

  #paragraphNumber = 0;
  #paragraph = '';
  #style: string | undefined;
  #listId: string | undefined;
  #listLevel: number | undefined;
  /** The paragraph's mark was deleted: the next one goes on in it. */
  #runsOn = false;
  #heldBack = '';
  #hiddenRun = false;
  /** Instructions of the fields that are open, innermost last. */
  readonly #fields: string[] = [];

  constructor(
    private readonly numbering: DocxNumbering,
    private readonly reading: SourceReading,
  ) {}

  open(name: string, attributes: Attributes): void {
    const parent = this.#around.at(-1);
    this.#around.push(name);
    if (this.#unreadFrom > 0) return;
    const mark = (name === 'w:del' || name === 'w:moveFrom') && (parent === 'w:rPr' || parent === 'w:trPr');
    if (UNREAD.has(name) && !mark) {
      this.#unreadFrom = this.#around.length;
      return;
    }
    if (this.#tableDepth <= 1) this.#openInTable(name, parent, attributes);
    this.#openInText(name, parent, attributes);
  }

  close(name: string): void {
    const depth = this.#around.length;
    this.#around.pop();
    if (this.#unreadFrom > 0) {
      if (depth === this.#unreadFrom) this.#unreadFrom = 0;
      return;
    }
    if (name === 'w:p') this.#endParagraph();
    else if (name === 'w:r') this.#hiddenRun = false;
    else if (name === 'w:tbl') {
      this.#tableDepth -= 1;
      if (this.#tableDepth === 0) this.#endTable();
    } else if (this.#tableDepth === 1) {
      if (name === 'w:tc') this.#endCell();
      else if (name === 'w:tr') this.#endRow();
    }
  }

  text(text: string): void {
    if (this.#unreadFrom > 0) return;
    const name = this.#around.at(-1);
    if (name === 'w:t' || name === 'm:t') {
      if (!this.#hiddenRun) this.#write(text);
    } else if (name === 'w:instrText') this.#instruct(text);
  }

  #openInTable(name: string, parent: string | undefined, attributes: Attributes): void {
    const row = this.#row;
    const cell = this.#cell;
    switch (name) {
      case 'w:tbl':
        if (this.#tableDepth === 0) this.#beginTable();
        return;
      case 'w:tr':
        this.#rowNumber += 1;
        this.#row = { number: this.#rowNumber, skipped: 0, deleted: false, cells: [] };
        return;
      case 'w:del':
        if (parent === 'w:trPr' && row !== undefined) row.deleted = true;
        return;
      case 'w:gridBefore':
        if (row !== undefined) row.skipped = this.#columns(attributes('val'));
        return;
      case 'w:tc':
        if (row === undefined) return;
        this.#cell = { span: 1, merge: undefined, joined: false, text: '' };
        row.cells.push(this.#cell);
        this.reading.checkColumn(row.cells.length, this.#at());
        return;
      case 'w:gridSpan':
        if (cell !== undefined) cell.span = this.#columns(attributes('val'));
        return;
      case 'w:vMerge':
        if (cell !== undefined) cell.merge = attributes('val') === 'restart' ? 'restart' : 'continue';
        return;
      case 'w:hMerge':
        if (cell !== undefined) cell.joined = attributes('val') !== 'restart';
        return;
    }
  }

  #openInText(name: string, parent: string | undefined, attributes: Attributes): void {
    switch (name) {
      case 'w:tbl':
        this.#tableDepth += 1;
        return;
      case 'w:p':
        this.#beginParagraph();
        return;
      case 'w:pStyle':
        this.#style = attributes('val');
        return;
      case 'w:numId':
        this.#listId = attributes('val');
        return;
      case 'w:ilvl':
        this.#listLevel = Number(attributes('val') ?? 0);
        return;
      case 'w:del':
      case 'w:moveFrom':
        if (parent === 'w:rPr') this.#runsOn = true;
        return;
      case 'w:vanish':
        if (parent === 'w:rPr' && this.#around.at(-3) === 'w:r') {
          this.#hiddenRun = !OFF.test(attributes('val') ?? '');
        }
        return;
      case 'w:tab':
      case 'w:ptab':
        if (parent === 'w:r') this.#write('\t');
        return;
      case 'w:br':
      case 'w:cr':
        this.#write('\n');
        return;
      case 'w:noBreakHyphen':
        this.#write('-');
        return;
      case 'w:fldSimple':
        this.#checkField(attributes('instr') ?? '');
        return;
      case 'w:fldChar':
        if (attributes('fldCharType') === 'begin') this.#fields.push('');
        else this.#checkField(this.#fields.at(-1) ?? '');
        if (attributes('fldCharType') === 'end') this.#fields.pop();
        return;
    }
  }

  /** “Bảng 2, dòng 5”, or the paragraph outside of tables. */
  #at(): string {
    if (this.#tableDepth === 0) return `đoạn ${this.#paragraphNumber}`;
    const row = this.#row === undefined ? '' : `, dòng ${this.#row.number}`;
    return `Bảng ${this.#tableNumber}${row}`;
  }

  #columns(value: string | undefined): number {
    const columns = Number(value ?? '');
    const { maxColumns } = this.reading.limits;
    if (!Number.isInteger(columns) || columns < 0 || columns > maxColumns) {
      throw this.reading.refusal(
        'absurd-span',
        this.#at(),
        `ô gộp ${value ?? ''} cột; tối đa ${maxColumns} cột`,
      );
    }
    return columns;
  }

  #write(text: string): void {
    this.#paragraph += text;
    const before = this.#cell?.text.length ?? 0;
    this.reading.checkTextLength(before + this.#paragraph.length, this.#at());
  }

  #instruct(text: string): void {
    const last = this.#fields.length - 1;
    if (last < 0) this.#checkField(text);
    else if (this.#fields[last]!.length < FIELD_CHARS) this.#fields[last] += text.slice(0, FIELD_CHARS);
  }

  #checkField(instruction: string): void {
    const [, field] = FETCHING_FIELD.exec(instruction) ?? [];
    if (field === undefined) return;
    throw this.reading.refusal(
      'external-link',
      this.#at(),
      `trường ${field.toUpperCase()} lấy nội dung từ bên ngoài; hãy xóa trường này`,
    );
  }

  #beginParagraph(): void {
    if (this.#tableDepth === 0) this.#paragraphNumber += 1;
    this.#paragraph = '';
    this.#style = undefined;
    this.#listId = undefined;
    this.#listLevel = undefined;
    this.#runsOn = false;
  }

  #endParagraph(): void {
    const text = this.#heldBack + this.#paragraph;
    this.#paragraph = '';
    this.#heldBack = '';
    if (this.#runsOn) {
      this.#heldBack = text;
      return;
    }
    const label = this.numbering.label({ listId: this.#listId, level: this.#listLevel }, this.#style);
    const whole = label === '' ? text : `${label} ${text}`;
    if (this.#cell !== undefined) {
      this.#cell.text += `${whole}\n`;
      this.reading.checkTextLength(this.#cell.text.length, this.#at());
    } else if (this.#tableDepth === 0) {
      const paragraph = this.reading.paragraph(whole, this.#at());
      if (paragraph !== undefined) this.paragraphs.push(paragraph);
    }
  }

  #beginTable(): void {
    this.reading.countTable();
    this.#tableNumber += 1;
    this.#rowNumber = 0;
    this.#rows = [];
    this.#merged = [];
  }

  #endTable(): void {
    if (this.#rows.length > 0) this.tables.push({ name: `Bảng ${this.#tableNumber}`, rows: this.#rows });
    this.#rows = [];
    this.#row = undefined;
    this.#cell = undefined;
  }

  #endCell(): void {
    if (this.#cell !== undefined) this.#cell.text = cleanFileText(this.#cell.text + this.#heldBack);
    this.#heldBack = '';
    this.#cell = undefined;
  }

  #endRow(): void {
    const row = this.#row;
    this.#row = undefined;
    if (row === undefined || row.deleted) return;
    const at = `Bảng ${this.#tableNumber}, dòng ${row.number}`;
    const cells: SourceCell[] = Array.from({ length: row.skipped }, () => EMPTY_CELL);
    const merged: (string | undefined)[] = [];
    for (const { span, merge, joined, text } of row.cells) {
      const above = merge === 'continue' ? this.#merged[cells.length] : undefined;
      const left = joined ? cells.at(-1)?.text : undefined;
      const shown = left ?? above ?? text;
      const covered = left !== undefined || above !== undefined;
      if (merge !== undefined) merged[cells.length] = shown;
      for (let column = 0; column < Math.max(span, 1); column += 1) {
        cells.push(
          shown === '' && !covered && column === 0
            ? EMPTY_CELL
            : { text: shown, covered: covered || column > 0 },
        );
      }
      if (cells.length > this.reading.limits.maxColumns) this.reading.checkColumn(cells.length, at);
    }
    this.#merged = merged;
    const kept = this.reading.row(row.number, cells, at);
    if (kept !== undefined) this.#rows.push(kept);
  }
}
