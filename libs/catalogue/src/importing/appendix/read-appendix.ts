import { type Flaw, Refusal } from '#kernel';
import { CLASSIFIED_DETAIL, CLASSIFIED_MATTER } from '../../domain/classified.js';
import { FIRST_YEAR, isKnownYear, isRealDate, LAST_YEAR } from '../../domain/schedule/schedule-calendar.js';
import type { SourceDocument, SourceRow, SourceTable } from '../source-document.js';
import { aboutOf, appendixOf } from './about.js';
import { Assembly, type ReadRow, readRow } from './assembly.js';
import { moneyUnit } from './budget.js';
import { CellCorrections, shownCorrection } from './cell-corrections.js';
import {
  ambiguityText,
  ColumnMap,
  headingOf,
  headingTexts,
  type Layout,
  layoutAt,
  layoutOfLetters,
  numbersColumns,
  type Row,
  repeatsHeading,
} from './columns.js';
import {
  type CellCorrection,
  type CorrectedCell,
  type Draft,
  type DraftAbout,
  type DraftColumns,
  type DraftNote,
  FIELDS,
  type Field,
  type Place,
  placeText,
} from './draft.js';
import { recognise } from './headings.js';
import { numbered } from './numbering.js';
import { labelAndTitle, labelOf } from './row-number.js';
import { TaskDrafter } from './task-draft.js';
import { cleanCell, oneLine, wordsOf } from './text.js';
import { type KnownUnits, UnitIndex } from './unit-index.js';

export interface ReadOptions {
  /** Heading as written (folded when compared) or letter of the column (“C”), for fields whose column isn't found. */
  readonly map?: Readonly<Partial<Record<Field, string>>>;
  /** Year of the document; goes before what the document says. */
  readonly year?: number;
  /** Day of issue, `YYYY-MM-DD`; goes before what the document says. */
  readonly issued?: string;
  readonly title?: string;
  /** What is said in the place of single cells. */
  readonly cells?: readonly CellCorrection[];
  readonly units: KnownUnits;
}

/** Rows of a table that are looked at for its kind. */
const FIRST_ROWS = 5;
const MOST_SHOWN_HEADINGS = 40;
const MOST_SHOWN_UNUSED = 12;

const TOTAL = /^(?:tong cong .*|tong cong|cong|tong so|tong|tong kinh phi|cong tong|tong so tien)(?: \d+)?$/;
/** As signature blocks have them; what goes on from a row above is not written so. */
const SIGNATURE =
  /^\**\s*(?:(?:TM|KT|TL|TUQ)\s*\.|Q\s*\.\s*(?:CHỦ TỊCH|GIÁM ĐỐC)|XÁC NHẬN CỦA|THỦ TRƯỞNG (?:ĐƠN VỊ|CƠ QUAN)|NGƯỜI LẬP|Người (?:lập|tổng hợp)(?: biểu| bảng)?$|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG)\**$)/u;
const SIGNATURE_SMALL = /^(?:nơi nhận\s*(?::|$)|\(?ký, ghi rõ|\(?ký tên)/iu;
const UNIT_OF_MONEY = /(?:đơn vị tính|đvt|đơn vị)\s*:?\s*(.*(?:đồng|đ|vnđ).*)$/iu;
const REMARK = /^\(?\s*(?:ghi chú|đơn vị tính|đvt|lưu ý)\s*[:)]/iu;
const COMMON_LEAD = /^(?:đơn vị|cơ quan)\s+(?:được\s+)?(?:giao\s+)?chủ trì\s*:\s*(.*)$/isu;
const COMMON_COORDINATING = /^(?:đơn vị|cơ quan)\s+phối hợp\s*:\s*(.*)$/isu;
const STATE_HEAD = /^(?:CỘNG HÒA|CỘNG HOÀ|ĐẢNG CỘNG SẢN)/iu;
const SECRECY = /^(?:độ mật\s*:\s*)?(?:mật|tối mật|tuyệt mật)$/iu;

/**
 * Reads an appendix, texts and tables, into a draft of a programme. One pass over the rows; what can't be read is told
 * in `unreadable` by table, row and column, and never guessed. Persons' names and signatures are not kept.
 *
 * @throws {Refusal} `unprocessable`: `no-tables`, `no-known-headings` (with the headings found), `ambiguous-headings`,
 *   `no-tasks`, `unknown-heading`, `unknown-field` and `column-mapped-twice` (of `map`), `unknown-field`,
 *   `cell-too-long`, `cell-corrected-twice` and `unknown-cell` (of `cells`), `unknown-year`, `unknown-day`,
 *   `classified-matter` (a line that only says “MẬT”, “TỐI MẬT” or “TUYỆT MẬT”)
 */
export function readAppendix(document: SourceDocument, options: ReadOptions): Draft {
  if (options.year !== undefined && !isKnownYear(options.year)) {
    const detail = `Năm của văn bản phải từ ${FIRST_YEAR} đến ${LAST_YEAR}: ${options.year}.`;
    throw refusal('unknown-year', detail);
  }
  if (options.issued !== undefined && !isRealDate(options.issued)) {
    const detail = `Ngày ban hành phải là một ngày có thật, viết năm-tháng-ngày: ${options.issued}.`;
    throw refusal('unknown-day', detail);
  }
  return new AppendixReader(document, options).read();
}

class AppendixReader {
  readonly #map: ColumnMap;
  readonly #cells: CellCorrections;
  readonly #assembly = new Assembly();
  readonly #layouts: Layout[] = [];
  readonly #columns: DraftColumns[] = [];
  readonly #skipped: DraftNote[] = [];
  readonly #flaws: Flaw[] = [];
  /** Headings of tables in which no tasks were found, for the refusal. */
  readonly #foundHeadings: string[] = [];
  readonly #paragraphs: string[];
  #hasAmbiguousTitle = false;
  #eachTableIsAppendix = false;

  constructor(
    private readonly document: SourceDocument,
    private readonly options: ReadOptions,
  ) {
    this.#map = new ColumnMap(options.map ?? {});
    this.#cells = new CellCorrections(options.cells ?? []);
    this.#paragraphs = [...document.paragraphs];
  }

  read(): Draft {
    const { tables } = this.document;
    if (tables.every(({ rows }) => rows.length === 0)) {
      throw refusal('no-tables', 'Tệp không có bảng nào. Cần một bảng nhiệm vụ có dòng tiêu đề.');
    }
    const readers = tables.map((table) => new TableReader(table, this));
    const headed = readers.filter(({ isHeaded }) => isHeaded).length;
    this.#eachTableIsAppendix = headed > 1 && this.#appendices().length === headed;
    for (const reader of readers) reader.read();
    this.#refuseWithoutTasks();

    const about = this.#about();
    const tellsMoney = this.#paragraphs.map((paragraph) => UNIT_OF_MONEY.exec(oneLine(paragraph))?.[1] ?? '');
    const units = new Set(tellsMoney.flatMap((text) => moneyUnit(text) ?? []));
    const money = units.size === 1 ? [...units][0] : undefined;
    const drafter = new TaskDrafter(new UnitIndex(this.options.units), about.year, about.issuedOn, money);
    if (about.year === undefined) {
      const detail = 'văn bản không nói năm nên chưa hiểu được thời gian thực hiện; hãy cho biết năm';
      this.#flaws.push({ at: 'year', detail });
    }
    const { parts } = this.#assembly;
    const withTasks = parts.filter((part) => part.tasks.length > 0);
    const rows = withTasks.flatMap((part) => part.tasks);
    for (const row of rows) this.#cells.apply(row);
    const headings = parts.flatMap((part) => part.sections);
    for (const heading of headings) this.#cells.applyToHeading(heading);
    this.#giveDefaults(withTasks.length);
    const { sections, tasks, flaws } = numbered(parts, this.#appendices());
    const numberedTasks = tasks.map(({ task }) => task);
    const asTasks = new Set(numberedTasks);
    const asHeadings = [...headings, ...rows.filter((row) => !asTasks.has(row))];
    this.#cells.refuseUnknown(numberedTasks, asHeadings);
    return {
      about,
      sections,
      tasks: tasks.map((task) => drafter.draft(task)),
      headingCorrections: asHeadings.flatMap(({ corrected }) => corrected.map(shownCorrection)),
      columns: this.#columns,
      unreadable: [...this.#flaws, ...this.#assembly.flaws, ...flaws, ...drafter.flaws],
      skipped: this.#skipped,
      healed: [...this.#assembly.healed, ...drafter.notes],
    };
  }

  get assembly(): Assembly {
    return this.#assembly;
  }

  /** Whether the text announces as many appendices as there are tables with headings. */
  get eachTableIsAppendix(): boolean {
    return this.#eachTableIsAppendix;
  }

  get map(): ColumnMap {
    return this.#map;
  }

  get cells(): CellCorrections {
    return this.#cells;
  }

  /** The layout that a table without a heading may go on with. */
  get lastLayout(): Layout | undefined {
    return this.#assembly.parts.length > 0 ? this.#layouts.at(-1) : undefined;
  }

  skip(place: Place, detail: string): void {
    this.#skipped.push({ place, detail });
  }

  /** A text that stands outside of the rows of tasks. */
  prose(text: string): void {
    if (SECRECY.test(oneLine(text))) refuseSecret();
    this.#paragraphs.push(text);
  }

  /** The table of a letterhead stands before all. */
  letterhead(texts: readonly string[]): void {
    this.#paragraphs.unshift(...texts);
  }

  foundHeadings(texts: readonly string[]): void {
    const room = MOST_SHOWN_HEADINGS - this.#foundHeadings.length;
    this.#foundHeadings.push(...texts.slice(0, Math.max(0, room)));
  }

  /** Takes a heading; false where its title's column can't be told. */
  heading(layout: Layout, table: string): boolean {
    const place = { table, row: layout.row };
    for (const ambiguity of layout.ambiguities) {
      this.#flaws.push({ at: placeText(place), detail: ambiguityText(ambiguity) });
    }
    this.#layouts.push(layout);
    const isReadable = layout.columns.has('title');
    if (!isReadable) this.#hasAmbiguousTitle = true;
    const headings = FIELDS.flatMap((field) => {
      const heading = headingOf(layout, field);
      return heading === undefined ? [] : [[field, heading] as const];
    });
    const unused = layout.unused.slice(0, MOST_SHOWN_UNUSED);
    this.#columns.push({ place, headings: Object.fromEntries(headings), unused });
    return isReadable;
  }

  #refuseWithoutTasks(): void {
    const missing = this.#map.missing(this.#layouts);
    const headings = this.#foundHeadings.map((text) => `“${text}”`).join(', ');
    const seen = headings === '' ? 'Không thấy tiêu đề cột nào.' : `Các tiêu đề thấy trong tệp: ${headings}.`;
    if (missing.length > 0) {
      throw refusal(
        'unknown-heading',
        `Không có cột được gán: ${missing.join(', ')}. ${this.#layouts.length > 0 ? this.#seenColumns() : seen}`,
      );
    }
    if (this.#layouts.length === 0) {
      const advice =
        'Cần ít nhất cột tên nhiệm vụ và một cột đơn vị, sản phẩm hay thời gian; hãy cho biết cột nào là tên nhiệm vụ.';
      throw refusal('no-known-headings', `Không nhận ra bảng nhiệm vụ nào. ${seen} ${advice}`);
    }
    if (this.#assembly.parts.some(({ tasks }) => tasks.length > 0)) return;
    if (this.#hasAmbiguousTitle) {
      throw refusal('ambiguous-headings', 'Không rõ cột nào là tên nhiệm vụ.', this.#flaws);
    }
    throw refusal('no-tasks', 'Bảng nhiệm vụ chỉ có tiêu đề, không có dòng nhiệm vụ nào.', this.#flaws);
  }

  #seenColumns(): string {
    const texts = new Set(this.#layouts.flatMap(({ headings }) => headings).filter((text) => text !== ''));
    return `Các cột của bảng: ${[...texts]
      .slice(0, MOST_SHOWN_HEADINGS)
      .map((text) => `“${text}”`)
      .join(', ')}.`;
  }

  #about(): DraftAbout {
    for (const paragraph of this.#paragraphs) if (SECRECY.test(oneLine(paragraph))) refuseSecret();
    const { title, year, issued } = this.options;
    const about = aboutOf(this.#paragraphs);
    return {
      ...about,
      ...(title === undefined ? {} : { title }),
      ...(issued === undefined ? {} : { issuedOn: issued }),
      ...(year === undefined ? {} : { year }),
    };
  }

  /** The appendices that the text outside of the tables announces, with the lines behind them. */
  #appendices(): { code: string; title: string }[] {
    const appendices: { code: string; title: string }[] = [];
    const lines = this.document.paragraphs.map((paragraph) => oneLine(cleanCell(paragraph)));
    lines.forEach((line, index) => {
      const code = appendixOf(line);
      if (code === undefined) return;
      appendices.push({
        code,
        title: appendixTitle(line) || (saidBehind(COMMON_LEAD, lines, index + 1) ?? ''),
      });
    });
    return appendices;
  }

  /** “Đơn vị giao chủ trì: …” outside of the tables, where there is one such line for each part, or one for all. */
  #giveDefaults(partCount: number): void {
    const lead = this.#common(COMMON_LEAD, partCount);
    const coordinating = this.#common(COMMON_COORDINATING, partCount);
    if (lead.length === 0 && coordinating.length === 0) return;
    this.#assembly.parts
      .filter(({ tasks }) => tasks.length > 0)
      .forEach(({ tasks }, index) => {
        const defaults = { lead: lead[index] ?? '', coordinating: coordinating[index] ?? '' };
        for (const task of tasks) {
          const { lead: ownLead, coordinating: ownCoordinating } = task.defaults;
          Object.assign(task, {
            defaults: {
              lead: ownLead || defaults.lead,
              coordinating: ownCoordinating || defaults.coordinating,
            },
          });
        }
      });
  }

  #common(pattern: RegExp, partCount: number): string[] {
    const lines = this.document.paragraphs.map(cleanCell);
    const found = lines.flatMap((_, index) => saidBehind(pattern, lines, index) ?? []);
    return found.length === partCount ? found : [];
  }
}

type Mode = 'outside' | 'rows' | 'signature';

/** Reads the rows of one table, in order. */
class TableReader {
  readonly #rows: readonly Row[];
  #layout: Layout | undefined;
  #mode: Mode = 'outside';
  /** True right under a heading, where a row may number the columns. */
  #isUnderHeading = false;
  /** Layouts by index of their first row. */
  readonly #layouts: ReadonlyMap<number, Layout>;

  constructor(
    private readonly table: SourceTable,
    private readonly reader: AppendixReader,
  ) {
    this.#rows = table.rows.map(cleanRow);
    this.#layouts = this.#findHeadings();
  }

  get isHeaded(): boolean {
    return this.#layouts.size > 0;
  }

  read(): void {
    const rows = this.#rows;
    if (rows.length === 0) return;
    if (!this.isHeaded && !this.#goesOn() && !this.#isLettered()) {
      this.#setAside();
      return;
    }
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index]!;
      const layout = this.#layouts.get(index);
      if (layout) {
        this.#heading(layout, index);
        index += layout.height - 1;
      } else this.#row(row, rows[index - 1], index);
    }
  }

  #findHeadings(): Map<number, Layout> {
    const layouts = new Map<number, Layout>();
    const rows = this.#rows;
    for (let index = 0; index < rows.length; index += 1) {
      const layout = layoutAt(rows, index, this.reader.map);
      if (!layout) continue;
      layouts.set(index, layout);
      index += layout.height - 1;
    }
    return layouts;
  }

  /**
   * A heading that says what the one before it said stands at the top of a page, whether in the same table or in the
   * next, unless the numbers below it begin as they did.
   */
  #heading(layout: Layout, index: number): void {
    const place = this.#place(layout.row);
    const { reader } = this;
    const before = this.#layout ?? reader.lastLayout;
    const isSame = before !== undefined && sameHeading(before, layout);
    const isBroken = this.#layout !== undefined && this.#mode !== 'rows';
    this.#isUnderHeading = true;
    const goesOn = isSame && !isBroken && !this.#beginsAnew(layout, index);
    this.#layout = layout;
    if (goesOn) {
      reader.skip(place, 'dòng tiêu đề lặp lại');
      this.#mode = 'rows';
      return;
    }
    const isReadable = reader.heading(layout, this.table.name);
    this.#mode = isReadable ? 'rows' : 'outside';
    if (isReadable) reader.assembly.beginPart(place);
  }

  /** Whether the rows below a heading begin as those of the part before it did, and so are not its continuation. */
  #beginsAnew(layout: Layout, index: number): boolean {
    const part = this.reader.assembly.parts.at(-1);
    if (!part) return true;
    if (this.#layout === undefined && this.reader.eachTableIsAppendix) return true;
    const column = layout.columns.get('number') ?? layout.columns.get('title') ?? 0;
    const below = this.#rows.slice(index + layout.height, index + layout.height + FIRST_ROWS);
    const labels = below.flatMap(({ cells }) => {
      const text = cells[column]?.text ?? '';
      return labelOf(text) ?? labelAndTitle(text)?.label ?? [];
    });
    const [first] = labels;
    const number = labels.find(({ kind }) => kind === 'number')?.code;
    const beginsAsTasks = number !== undefined && number === part.tasks[0]?.label?.code;
    if (first && first.kind !== 'number') {
      const isKnown = part.sections.some(({ label }) => label === first.code);
      return isKnown || (part.sections.length === 0 && beginsAsTasks);
    }
    const last = part.sections.at(-1);
    const isSectionOpen = last !== undefined && part.tasks.every(({ section }) => section !== last);
    return beginsAsTasks && !isSectionOpen;
  }

  /** Whether the table goes on with the one before it: as wide, without a heading, and numbered or cut at its beginning. */
  #goesOn(): boolean {
    const layout = this.reader.lastLayout;
    const first = this.#rows[0]!;
    if (!layout?.columns.has('title')) return false;
    const width = Math.max(...this.#rows.slice(0, FIRST_ROWS).map(({ cells }) => cells.length));
    const LEAST = 2;
    const looksHeaded = first.cells.filter(({ text }) => recognise(text)).length >= LEAST;
    if (width !== layout.width || looksHeaded || this.#isLetterhead()) return false;
    const column = layout.columns.get('number') ?? layout.columns.get('title')!;
    const firstRows = this.#rows.slice(0, FIRST_ROWS);
    const isNumbered = firstRows.some(({ cells }) => labelOf(cells[column]?.text ?? '') !== undefined);
    if (!isNumbered) return false;
    this.#layout = layout;
    this.#mode = 'rows';
    return true;
  }

  /** Whether the columns are told by letters; the rows begin with the first number then. */
  #isLettered(): boolean {
    const { map } = this.reader;
    const width = this.#rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
    if (!map.needsNoHeading || map.ofColumns(width).length === 0) return false;
    const layout = layoutOfLetters(width, map);
    if (!layout.columns.has('title')) return false;
    this.reader.heading(layout, this.table.name);
    this.reader.assembly.beginPart(this.#place(this.#rows[0]!.row));
    this.#layout = layout;
    this.#mode = layout.columns.has('number') ? 'outside' : 'rows';
    return true;
  }

  #row(row: Row, above: Row | undefined, index: number): void {
    const layout = this.#layout;
    const place = this.#place(row.row);
    if (!layout) {
      this.#outside(row);
      return;
    }
    if (repeatsHeading(layout, row)) {
      this.reader.skip(place, 'dòng tiêu đề lặp lại');
      return;
    }
    if (this.#mode === 'outside') {
      const number = layout.height === 0 ? row.cells[layout.columns.get('number') ?? 0]?.text : undefined;
      if (number === undefined || !labelOf(number)) {
        this.#outside(row);
        return;
      }
      this.#mode = 'rows';
    }
    if (this.#mode === 'signature') return;
    if (this.#isUnderHeading && numbersColumns(row)) {
      this.reader.skip(place, 'dòng đánh số cột');
      return;
    }
    this.#isUnderHeading = false;
    const read = this.reader.cells.numbered(readRow(row, above, layout), place, layout);
    this.#taskRow(read, layout, place, index);
  }

  #taskRow(read: ReadRow, layout: Layout, place: Place, index: number): void {
    const { assembly } = this.reader;
    const first = read.distinct[0];
    if (!first) return;
    const isNumbered = labelOf(read.texts.number ?? '') !== undefined;
    const single = read.distinct.length === 1 ? first.text : undefined;
    if (!isNumbered && TOTAL.test(wordsOf(first.text))) {
      this.reader.skip(place, 'dòng tổng cộng');
      return;
    }
    if (!isNumbered && read.distinct.some(({ text }) => isSignature(text))) {
      this.#mode = 'signature';
      this.reader.skip(place, 'phần ký: không đọc từ dòng này');
      return;
    }
    if (single === undefined) {
      assembly.take(read, layout, place);
      return;
    }
    const lead = COMMON_LEAD.exec(single)?.[1];
    const coordinating = COMMON_COORDINATING.exec(single)?.[1];
    if (lead !== undefined || coordinating !== undefined) {
      assembly.defaults = {
        ...assembly.defaults,
        ...(lead === undefined ? { coordinating: coordinating! } : { lead }),
      };
      return;
    }
    if (REMARK.test(single)) {
      const unit = moneyUnit(UNIT_OF_MONEY.exec(single)?.[1] ?? '');
      if (unit) assembly.money = unit;
      this.reader.skip(place, `dòng ghi chú của bảng: “${oneLine(single).slice(0, MOST_SHOWN_HEADINGS)}”`);
      return;
    }
    const appendix = appendixOf(single);
    if (appendix === undefined) {
      assembly.take(read, layout, place);
      return;
    }
    this.#announce(appendix, single, place, read.correctedNumber);
    if (this.#hasHeadingBeforeNextAppendix(index)) this.#mode = 'outside';
    else assembly.beginAppendix();
  }

  /** “PHỤ LỤC 4 …”: what follows stands in this appendix. */
  #announce(code: string, text: string, place: Place, correctedNumber?: CorrectedCell): void {
    const { assembly } = this.reader;
    assembly.appendix = { code, title: appendixTitle(text), place, correctedNumber };
    assembly.defaults = { lead: '', coordinating: '' };
  }

  /** Whether the appendix that a row announces brings its own heading: what stands between them is text. */
  #hasHeadingBeforeNextAppendix(index: number): boolean {
    const heading = [...this.#layouts.keys()].find((row) => row > index);
    if (heading === undefined) return false;
    for (let between = index + 1; between < heading; between += 1) {
      const texts = this.#rows[between]!.cells.filter(({ text }) => text !== '');
      if (texts.length === 1 && appendixOf(texts[0]!.text) !== undefined) return false;
    }
    return true;
  }

  /** A row of text before, between or behind the rows of tasks. */
  #outside({ row, cells }: Row): void {
    const { assembly } = this.reader;
    const texts = [...new Set(cells.map(({ text }) => text).filter((text) => text !== ''))];
    for (const text of texts) {
      const appendix = appendixOf(text);
      if (appendix !== undefined) this.#announce(appendix, text, this.#place(row));
      const lead = COMMON_LEAD.exec(text)?.[1];
      const coordinating = COMMON_COORDINATING.exec(text)?.[1];
      const unit = moneyUnit(UNIT_OF_MONEY.exec(text)?.[1] ?? '');
      if (lead !== undefined) assembly.defaults = { ...assembly.defaults, lead };
      if (coordinating !== undefined) assembly.defaults = { ...assembly.defaults, coordinating };
      if (unit) assembly.money = unit;
      this.reader.prose(text);
    }
  }

  #setAside(): void {
    const first = this.#rows[0]!;
    const place = this.#place(first.row);
    if (this.#isLetterhead()) {
      const texts = this.#rows
        .slice(0, FIRST_ROWS)
        .flatMap(({ cells }) => cells.filter(({ covered }) => !covered).map(({ text }) => text));
      this.reader.letterhead(texts.filter((text) => text !== ''));
      this.reader.skip(place, 'bảng của phần đầu văn bản');
      return;
    }
    const isSigned = this.#rows.some(({ cells }) => cells.some(({ text }) => isSignature(text)));
    if (isSigned) {
      this.reader.skip(place, 'bảng của phần ký: không đọc');
      return;
    }
    for (const { cells } of this.#rows) {
      const texts = cells.filter(({ text }) => text !== '');
      if (texts.length === 1) this.reader.prose(texts[0]!.text);
    }
    const headed = this.#rows.slice(0, FIRST_ROWS).find((row) => headingTexts(row).length > 1);
    const texts = headed ? headingTexts(headed) : [];
    this.reader.foundHeadings(texts);
    const shown = texts.slice(0, MOST_SHOWN_UNUSED).map((text) => `“${text}”`);
    const heading = shown.length === 0 ? '' : `; dòng đầu: ${shown.join(', ')}`;
    this.reader.skip(place, `không phải bảng nhiệm vụ (${this.#rows.length} dòng)${heading}`);
  }

  #isLetterhead(): boolean {
    return this.#rows
      .slice(0, FIRST_ROWS)
      .some(({ cells }) => cells.some(({ text }) => text.split('\n').some((line) => STATE_HEAD.test(line))));
  }

  #place(row: number): Place {
    return { table: this.table.name, row };
  }
}

function cleanRow({ row, cells }: SourceRow): Row {
  return {
    row,
    cells: cells.map(({ text, covered, formula }) => ({
      text: cleanCell(text),
      covered,
      ...(formula === undefined ? {} : { formula }),
    })),
  };
}

/** What stands behind a label, on its line or, where nothing does, on the next. */
function saidBehind(pattern: RegExp, lines: readonly string[], index: number): string | undefined {
  const said = pattern.exec(lines[index] ?? '')?.[1];
  return said === undefined ? undefined : oneLine(said === '' ? (lines[index + 1] ?? '') : said);
}

function appendixTitle(line: string): string {
  return oneLine(line).replace(/^ph[uụ]\s*l[uụ]c\s*(?:s[oố]\s*)?[0-9ivxl]+\s*[.:–-]?\s*/iu, '');
}

function sameHeading(left: Layout, right: Layout): boolean {
  if (left.columns.size !== right.columns.size || left.width !== right.width) return false;
  return [...left.columns].every(([field, column]) => right.columns.get(field) === column);
}

function isSignature(text: string): boolean {
  return text.split('\n').some((line) => SIGNATURE.test(line.trim()) || SIGNATURE_SMALL.test(line.trim()));
}

function refusal(code: string, detail: string, flaws: readonly Flaw[] = []): Refusal {
  return new Refusal('unprocessable', code, detail, flaws);
}

function refuseSecret(): never {
  throw refusal(CLASSIFIED_MATTER, CLASSIFIED_DETAIL);
}
