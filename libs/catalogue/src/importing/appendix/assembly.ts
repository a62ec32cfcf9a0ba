import { WORK_FIELDS } from '../../domain/import-fields.js';
import type { MoneyUnit } from './budget.js';
import { headingOf, type Layout, type Row } from './columns.js';
import {
  type CorrectedCell,
  type DraftFlaw,
  type DraftNote,
  type Field,
  type Place,
  placeText,
} from './draft.js';
import { endsClosed, endsOpen, joinBroken, startsInside } from './joining.js';
import { type Label, labelAndTitle, labelOf } from './row-number.js';
import { isNothing, oneLine, squeezed } from './text.js';

/** `plain` has no number of its own. */
export type SectionKind = 'appendix' | 'roman' | 'letter' | 'number' | 'plain';

export interface RawSection {
  readonly kind: SectionKind;
  /** As written; undefined where it has none. */
  readonly label: string | undefined;
  title: string;
  readonly place: Place;
  parent: RawSection | undefined;
  /** Rows on which its title goes on. */
  readonly joinedRows: Place[];
  /** What was said in the place of its cells; the number is in force already. */
  readonly corrected: CorrectedCell[];
}

/** Units that a line above the rows gives to all of them. */
export interface RowDefaults {
  readonly lead: string;
  readonly coordinating: string;
}

export interface RawTask {
  readonly place: Place;
  /** Undefined where the row has no number. */
  readonly label: Label | undefined;
  /** The number as it counts within its section: `7.10`, `3.a`. */
  readonly number: string;
  /** Cleaned, lines kept. */
  readonly texts: Partial<Record<Field, string>>;
  /** Formulas of cells from which a date is read. */
  readonly formulas: readonly Field[];
  readonly layout: Layout;
  /** True where a merged cell gives the row the same money as the row above. */
  readonly sharesBudget: boolean;
  readonly defaults: RowDefaults;
  readonly money: MoneyUnit | undefined;
  section: RawSection | undefined;
  /** Rows joined to it. */
  readonly joinedRows: Place[];
  /** What was said in the place of its cells; the number is in force already. */
  readonly corrected: CorrectedCell[];
}

/** Rows under one heading. */
export interface Part {
  readonly place: Place;
  readonly sections: RawSection[];
  readonly tasks: RawTask[];
}

/** More rows than that no page break makes of one. */
const MOST_JOINED = 100;
const LONGEST_SECTION_TITLE = 1_000;
const TEXT_FIELDS: readonly Field[] = ['title', ...WORK_FIELDS, 'budget', 'note'];
/** Fields whose cell may hold several things. */
export const LIST_FIELDS: readonly Field[] = ['leaders', 'lead', 'coordinating', 'product'];
const DATE_FIELDS: readonly Field[] = ['schedule', 'start', 'finish'];

/** “7 (tiếp theo)”. */
const LONGEST_CARRIED = 40;
const CARRIED_ON = /^(.+?)[\s(]*ti[eế]p(?:\s+theo)?\)?$/iu;

/** Whether a row says nothing of work: a number and a title, perhaps a sum of money. */
export function isBare(texts: Partial<Record<Field, string>>): boolean {
  return WORK_FIELDS.every((field) => isNothing(texts[field] ?? ''));
}

/** What a row of a table holds once its merged cells are told apart. */
export interface ReadRow {
  readonly row: Row;
  /** The different texts of the row, each once, by the first column that holds it. */
  readonly distinct: readonly { readonly text: string; readonly column: number; readonly wide: boolean }[];
  readonly texts: Partial<Record<Field, string>>;
  /** Fields whose cell belongs to a merged one that began in a row above. */
  readonly fromAbove: ReadonlySet<Field>;
  /** Whether the title's cell reaches over cells of other fields. */
  readonly isWide: boolean;
  readonly formulas: readonly Field[];
  /** Where somebody says another number than the file. */
  readonly correctedNumber?: CorrectedCell;
}

/** @param above the row before, by which cells merged downwards are told from those merged sideways */
export function readRow(row: Row, above: Row | undefined, layout: Layout): ReadRow {
  const { cells } = row;
  const isSideways = (column: number) => {
    const cell = cells[column]!;
    const isFromAbove = above?.cells[column]?.text === cell.text;
    return cell.covered && column > 0 && cells[column - 1]!.text === cell.text && !isFromAbove;
  };
  const distinct: { text: string; column: number; wide: boolean }[] = [];
  cells.forEach(({ text }, column) => {
    if (text === '') return;
    if (isSideways(column)) {
      const left = distinct.at(-1);
      if (left) left.wide = true;
    } else distinct.push({ text, column, wide: false });
  });

  const texts: Partial<Record<Field, string>> = {};
  const fromAbove = new Set<Field>();
  const formulas: Field[] = [];
  let isWide = false;
  for (const [field, column] of layout.columns) {
    const cell = cells[column];
    if (!cell || cell.text === '') continue;
    if (isSideways(column)) {
      isWide ||= column > (layout.columns.get('title') ?? column);
      continue;
    }
    let text = cell.text;
    for (let more = 1; more <= (layout.spans.get(field) ?? 0); more += 1) {
      const beside = cells[column + more];
      if (beside && beside.text !== '' && !beside.covered) text += ` ${beside.text}`;
    }
    texts[field] = text;
    if (cell.covered) fromAbove.add(field);
    if (cell.formula !== undefined && DATE_FIELDS.includes(field)) formulas.push(field);
  }
  return { row, distinct, texts, fromAbove, isWide, formulas };
}

/**
 * Puts rows together to sections and tasks, in the order of the document. What a page break parted is joined; a row of
 * which it isn't plain whether it goes on with the one above is joined and a flaw says so.
 */
export class Assembly {
  readonly parts: Part[] = [];
  readonly healed: DraftNote[] = [];
  readonly flaws: DraftFlaw[] = [];
  #sections: RawSection[] = [];
  #task: RawTask | undefined;
  #lastNumber: string | undefined;
  #titled: RawSection | undefined;
  readonly #appendices = new Map<string, RawSection>();
  defaults: RowDefaults = { lead: '', coordinating: '' };
  money: MoneyUnit | undefined;
  /** The appendix announced last. */
  appendix:
    | {
        readonly code: string;
        readonly title: string;
        readonly place: Place;
        readonly correctedNumber?: CorrectedCell | undefined;
      }
    | undefined;

  /** Rows that follow stand under a heading of their own. */
  beginPart(place: Place): void {
    this.parts.push({ place, sections: [], tasks: [] });
    this.#sections = [];
    this.#task = undefined;
    this.#titled = undefined;
    this.#lastNumber = undefined;
    if (this.appendix) this.beginAppendix();
  }

  /** Rows that follow stand in the appendix announced. */
  beginAppendix(): void {
    const { code, title, place, correctedNumber } = this.appendix!;
    const known = this.#appendices.get(code);
    if (known && this.#part.sections.length === 0) {
      this.#sections = [known];
      return;
    }
    const lead = this.defaults.lead;
    this.section('appendix', code, title === '' ? oneLine(lead) : title, place, correctedNumber);
    this.#appendices.set(code, this.#sections[0]!);
  }

  section(
    kind: SectionKind,
    label: string | undefined,
    title: string,
    place: Place,
    correctedNumber?: CorrectedCell,
  ): void {
    const depth = this.#sections.findIndex((section) => section.kind === kind);
    if (depth >= 0) this.#sections.length = depth;
    if (kind === 'appendix') this.#sections.length = 0;
    const section: RawSection = {
      kind,
      label,
      title: oneLine(title),
      place,
      parent: this.#sections.at(-1),
      joinedRows: [],
      corrected: correctedNumber ? [correctedNumber] : [],
    };
    this.#sections.push(section);
    this.#part.sections.push(section);
    this.#task = undefined;
    this.#lastNumber = undefined;
    this.#titled = section;
  }

  /** Takes a row that isn't a heading, a total or a signature. */
  take(read: ReadRow, layout: Layout, place: Place): void {
    const { texts, distinct } = read;
    if (distinct.length === 1 && this.#takeSingle(read, layout, place)) return;
    const numbered = this.#numbered(texts, layout);
    if (!numbered) {
      this.#unnumbered(read, layout, place);
      return;
    }
    const { label, title } = numbered;
    const ownTexts = title === undefined ? texts : { ...texts, title };
    if (read.fromAbove.has('number') && this.#task?.label?.code === label.code) {
      this.#join(read, place, '\n');
      return;
    }
    const isSection = label.kind === 'roman' || label.kind === 'letter' || label.kind === 'appendix';
    const isWideTitle = label.kind === 'number' && read.isWide;
    if (
      label.kind !== 'item' &&
      (isSection || isWideTitle) &&
      isBare(texts) &&
      !isNothing(ownTexts.title ?? '')
    ) {
      this.section(label.kind, label.code, ownTexts.title ?? '', place, read.correctedNumber);
      const rest = [texts.budget ?? '', texts.note ?? ''].filter((text) => !isNothing(text)).map(oneLine);
      if (rest.length > 0)
        this.healed.push({ place, detail: `không giữ của dòng đề mục: “${rest.join('”, “')}”` });
      return;
    }
    this.#add(label, ownTexts, read, layout, place);
  }

  /** A row with one text only; false where it may be a row of a task. */
  #takeSingle(read: ReadRow, layout: Layout, place: Place): boolean {
    const { distinct, texts, isWide, correctedNumber } = read;
    const { text, column, wide } = distinct[0]!;
    const isTitle = column === layout.columns.get('title');
    const isFirst = column === (layout.columns.get('number') ?? 0) && !isTitle;
    const labelled = labelAndTitle(text);
    if (wide || isWide || isFirst) {
      const label = labelled?.label;
      if (label && label.kind !== 'item' && labelled.title !== '') {
        this.section(label.kind, label.code, labelled.title, place, correctedNumber);
        return true;
      }
      const alone = labelOf(text);
      if (alone?.kind === 'appendix') {
        this.section('appendix', alone.code, '', place, correctedNumber);
        return true;
      }
      if (alone || (isFirst && isNothing(text))) return false;
      if (this.#titled && this.#titled.place.table === place.table && startsInside(text)) {
        this.#carryTitle(text, place, correctedNumber);
        return true;
      }
      this.section('plain', undefined, text, place, correctedNumber);
      return true;
    }
    if (!isTitle || texts.title === undefined) return false;
    if (this.#titled && (startsInside(text) || endsOpen(this.#titled.title))) {
      this.#carryTitle(text, place, correctedNumber);
      return true;
    }
    const kind = labelled?.label.kind;
    if (
      labelled &&
      (kind === 'roman' || kind === 'letter' || kind === 'appendix') &&
      layout.columns.has('number')
    ) {
      this.section(kind, labelled.label.code, labelled.title, place, correctedNumber);
      return true;
    }
    if (this.#titled || !this.#task || isCapitals(text)) {
      this.section('plain', undefined, text, place, correctedNumber);
      return true;
    }
    return false;
  }

  /** A heading that a page break parted. */
  #carryTitle(text: string, place: Place, correctedNumber: CorrectedCell | undefined): void {
    const section = this.#titled!;
    if (section.title.length > LONGEST_SECTION_TITLE) {
      this.section('plain', undefined, text, place, correctedNumber);
      return;
    }
    section.title = joinBroken(section.title, oneLine(text));
    section.joinedRows.push(place);
    if (correctedNumber) section.corrected.push(correctedNumber);
    this.healed.push({ place, detail: `nối vào đề mục ở ${placeText(section.place)}` });
  }

  /** The number of a row; in a table without such a column the one that is said of it, or that opens the title. */
  #numbered(
    texts: Partial<Record<Field, string>>,
    layout: Layout,
  ): { readonly label: Label; readonly title?: string } | undefined {
    if (layout.columns.has('number') || texts.number !== undefined) {
      const label = labelOf(texts.number ?? '');
      return label && { label };
    }
    return labelAndTitle(texts.title ?? '');
  }

  #unnumbered(read: ReadRow, layout: Layout, place: Place): void {
    const number = read.texts.number ?? '';
    const carried = number.length > LONGEST_CARRIED ? undefined : CARRIED_ON.exec(number)?.[1];
    const code = carried === undefined ? undefined : labelOf(carried)?.code;
    if (code !== undefined && this.#task?.label?.code === code) {
      this.#join(read, place, ' ');
      return;
    }
    if (number !== '' && !isNothing(number) && carried === undefined && !read.fromAbove.has('number')) {
      const at = placeText({ ...place, column: headingOf(layout, 'number') ?? '' });
      this.flaws.push({
        at,
        detail: `số thứ tự “${oneLine(number.slice(0, LONGEST_CARRIED))}” không đọc được`,
        cell: { place, field: 'number' },
      });
      this.#add(undefined, read.texts, read, layout, place);
      return;
    }
    switch (this.#relation(read)) {
      case 'goes on':
        this.#join(read, place, ' ');
        return;
      case 'unclear':
        this.flaws.push({
          at: placeText(place),
          detail: `không rõ dòng này là phần tiếp của ${this.#named()} hay là đề mục, nhiệm vụ chưa có số`,
          cell: { place, field: 'number' },
        });
        this.#join(read, place, ' ');
        return;
      case 'section':
        this.section('plain', undefined, read.texts.title ?? '', place, read.correctedNumber);
        return;
      case 'begins':
        this.#add(undefined, read.texts, read, layout, place);
        return;
    }
  }

  /** What a row without a number is to the task above it. */
  #relation({ texts, fromAbove }: ReadRow): 'goes on' | 'unclear' | 'section' | 'begins' {
    const task = this.#task;
    if (!task || task.joinedRows.length >= MOST_JOINED) return 'begins';
    const own = TEXT_FIELDS.filter((field) => texts[field] !== undefined && !fromAbove.has(field));
    const title = own.includes('title') ? oneLine(texts.title ?? '') : '';
    if (title === '') return 'goes on';
    const titleAbove = oneLine(task.texts.title ?? '');
    if (titleAbove === '' || startsInside(title) || endsOpen(titleAbove) || /^[“"(\d]/.test(title))
      return 'goes on';
    const others = own.filter((field) => field !== 'title' && !isNothing(texts[field] ?? ''));
    const parted = others.filter((field) => !isNothing(task.texts[field] ?? ''));
    const goesOn = parted.some((field) => {
      const [above, below] = [oneLine(task.texts[field] ?? ''), oneLine(texts[field] ?? '')];
      return startsInside(below) || endsOpen(above);
    });
    if (goesOn) return 'goes on';
    const isOpening = titleAbove.endsWith(':');
    if (others.length === 0) {
      if (isOpening) return 'goes on';
      return endsClosed(titleAbove) ? 'section' : 'unclear';
    }
    if (isOpening || parted.some((field) => WORK_FIELDS.includes(field))) return 'begins';
    return 'unclear';
  }

  #join(read: ReadRow, place: Place, between: ' ' | '\n'): void {
    const task = this.#task!;
    for (const field of TEXT_FIELDS) {
      const rest = read.texts[field];
      if (rest === undefined || read.fromAbove.has(field)) continue;
      const first = task.texts[field] ?? '';
      const isSaid = between === '\n' && squeezed(first) === squeezed(rest);
      if (isSaid) continue;
      if (isNothing(first)) task.texts[field] = rest;
      else if (between === ' ') task.texts[field] = joinBroken(first, rest);
      else task.texts[field] = `${first}${LIST_FIELDS.includes(field) ? ';' : ''}\n${rest}`;
    }
    task.joinedRows.push(place);
    if (read.correctedNumber) task.corrected.push(read.correctedNumber);
    this.healed.push({ place, detail: `nối vào ${this.#named()}` });
  }

  #named(): string {
    const { label, place } = this.#task!;
    return label ? `nhiệm vụ ${label.code} (${placeText(place)})` : placeText(place);
  }

  #add(
    label: Label | undefined,
    texts: Partial<Record<Field, string>>,
    { fromAbove, formulas, correctedNumber }: ReadRow,
    layout: Layout,
    place: Place,
  ): void {
    const isItem = label?.kind === 'item' && this.#lastNumber !== undefined;
    const number = isItem ? `${this.#lastNumber}.${label.code}` : (label?.code ?? '');
    if (label && !isItem) this.#lastNumber = number;
    const task: RawTask = {
      place,
      label,
      number,
      texts: { ...texts },
      formulas,
      layout,
      sharesBudget: fromAbove.has('budget'),
      defaults: this.defaults,
      money: this.money,
      section: this.#sections.at(-1),
      joinedRows: [],
      corrected: correctedNumber ? [correctedNumber] : [],
    };
    this.#part.tasks.push(task);
    this.#task = task;
    this.#titled = undefined;
  }

  get #part(): Part {
    return this.parts.at(-1)!;
  }
}

function isCapitals(text: string): boolean {
  const LEAST = 6;
  return text.length >= LEAST && text === text.toUpperCase() && text !== text.toLowerCase();
}
