import { type Flaw, Refusal } from '#kernel';
import { LIST_FIELDS, type RawSection, type RawTask, type ReadRow } from './assembly.js';
import type { Layout } from './columns.js';
import {
  type CellCorrection,
  type CorrectedCell,
  cellText,
  FIELDS,
  type Field,
  placeText,
  type RowPlace,
  rowKey,
} from './draft.js';
import { readLeaders } from './leaders.js';
import { withoutTitledNames } from './persons.js';
import { labelAndTitle, labelOf } from './row-number.js';
import { cleanCell, isNothing, oneLine } from './text.js';

const LONGEST_CELL = 20_000;

/**
 * What is said in the place of single cells. Numbers count where the rows are put together, all else for the whole task
 * that begins on the row, whatever page breaks have parted of it.
 */
export class CellCorrections {
  readonly #byRow = new Map<string, Map<Field, string>>();
  /** Rows whose number was asked for. */
  readonly #numberedRows = new Set<string>();

  /** @throws {Refusal} `unprocessable`: `unknown-field`, `cell-too-long`, `cell-corrected-twice` */
  constructor(private readonly cells: readonly CellCorrection[]) {
    const strange = cells
      .filter(({ field }) => !FIELDS.includes(field))
      .map((cell) => ({ at: cellText(cell), detail: `không có trường “${cell.field}”` }));
    if (strange.length > 0) {
      const detail = `Không có trường được sửa (các trường: ${FIELDS.join(', ')})${named(strange)}`;
      throw new Refusal('unprocessable', 'unknown-field', detail, strange);
    }
    const long = cells
      .filter(({ value }) => value.length > LONGEST_CELL)
      .map((cell) => ({ at: cellText(cell), detail: `dài ${cell.value.length} ký tự` }));
    if (long.length > 0) {
      const detail = `Một ô nhiều nhất ${LONGEST_CELL} ký tự; dài hơn${named(long)}`;
      throw new Refusal('unprocessable', 'cell-too-long', detail, long);
    }
    const twice: Flaw[] = [];
    for (const cell of cells) {
      const row = this.#byRow.get(rowKey(cell.place)) ?? new Map<Field, string>();
      if (row.has(cell.field)) twice.push({ at: cellText(cell), detail: 'được sửa hai lần' });
      row.set(cell.field, cleanCell(cell.value));
      this.#byRow.set(rowKey(cell.place), row);
    }
    if (twice.length > 0) {
      const detail = `Mỗi ô chỉ được sửa một lần; sửa nhiều lần${named(twice)}`;
      throw new Refusal('unprocessable', 'cell-corrected-twice', detail, twice);
    }
  }

  /** The row with the number that is said of it; a title that stands in one cell with the number stays without it. */
  numbered(read: ReadRow, { table, row }: RowPlace, layout: Layout): ReadRow {
    const key = rowKey({ table, row });
    this.#numberedRows.add(key);
    const to = this.#byRow.get(key)?.get('number');
    if (to === undefined) return read;
    const { number: from, opening } = numberOf(read, layout);
    if (oneLine(from) === oneLine(to)) return read;
    const column = layout.columns.get('number');
    const { number: _number, ...texts } = read.texts;
    const fromAbove = new Set(read.fromAbove);
    fromAbove.delete('number');
    const others = read.distinct.flatMap((cell) => {
      if (opening && cell.column === opening.column) return [{ ...cell, text: opening.title }];
      return cell.column === column ? [] : [cell];
    });
    return {
      ...read,
      texts: {
        ...texts,
        ...(opening ? { title: opening.title } : {}),
        ...(to === '' ? {} : { number: to }),
      },
      distinct: to === '' ? others : [{ text: to, column: column ?? 0, wide: false }, ...others],
      fromAbove,
      correctedNumber: { place: { table, row }, field: 'number', from, to },
    };
  }

  /** Puts all that is said of a task but its number in the place of what the file says. */
  apply(task: RawTask): void {
    const said = this.#byRow.get(rowKey(task.place));
    if (!said) return;
    const { table, row } = task.place;
    for (const [field, to] of said) {
      const from = task.texts[field] ?? '';
      if (field === 'number' || shownCell(field, from) === shownCell(field, to)) continue;
      task.corrected.push({ place: { table, row }, field, from, to });
      if (to === '') delete task.texts[field];
      else task.texts[field] = to;
      Object.assign(task, {
        formulas: task.formulas.filter((one) => one !== field),
        sharesBudget: task.sharesBudget && field !== 'budget',
      });
    }
  }

  /** Puts the title that is said of a heading in the place of what the file says. */
  applyToHeading(section: RawSection): void {
    const { table, row } = section.place;
    const to = this.#byRow.get(rowKey({ table, row }))?.get('title');
    if (to === undefined || shownCell('title', section.title) === shownCell('title', to)) return;
    section.corrected.push({ place: { table, row }, field: 'title', from: section.title, to });
    section.title = oneLine(to);
  }

  /**
   * @param tasks that came of the rows
   * @param headings rows that became headings, of which only number and title are read
   * @throws {Refusal} `unprocessable` `unknown-cell`, naming each cell that is none of a task or a heading
   */
  refuseUnknown(tasks: readonly RawTask[], headings: readonly Pick<RawTask, 'place' | 'joinedRows'>[]): void {
    const begun = new Set(tasks.map(({ place }) => rowKey(place)));
    const headed = new Set(headings.map(({ place }) => rowKey(place)));
    const above = new Map(
      [...tasks, ...headings].flatMap(({ place, joinedRows }) =>
        joinedRows.map((row) => [rowKey(row), place] as const),
      ),
    );
    const whyNot = ({ place, field }: CellCorrection): string | undefined => {
      const key = rowKey(place);
      const joined = above.get(key);
      if (begun.has(key) || (joined && field === 'number')) return undefined;
      if (headed.has(key)) {
        const isRead = field === 'title' || (field === 'number' && this.#numberedRows.has(key));
        return isRead ? undefined : 'dòng này là đề mục: chỉ sửa được số và tên';
      }
      return joined
        ? `dòng này là phần tiếp của ${placeText(joined)}: hãy sửa ở dòng đó`
        : 'không phải dòng của một nhiệm vụ hay đề mục trong tệp';
    };
    const flaws = this.cells.flatMap((cell): Flaw[] => {
      const detail = whyNot(cell);
      return detail === undefined ? [] : [{ at: cellText(cell), detail }];
    });
    if (flaws.length > 0) {
      throw new Refusal('unprocessable', 'unknown-cell', `Tệp không có ô được sửa${named(flaws)}`, flaws);
    }
  }
}

/** Numbers that count before a title of its column, in a row that says nothing else. */
const HEADING_KINDS: readonly string[] = ['appendix', 'roman', 'letter'];

/** The number that counts in a row; `opening`: the title behind it, and its column, where both stand in one cell. */
function numberOf(
  { texts, distinct, isWide }: ReadRow,
  layout: Layout,
): { readonly number: string; readonly opening?: { readonly title: string; readonly column: number } } {
  const numbers = layout.columns.get('number');
  const titles = layout.columns.get('title');
  const both = (text: string, column: number) => {
    const labelled = labelAndTitle(text);
    return labelled && { number: labelled.label.code, opening: { title: labelled.title, column } };
  };
  if (numbers === undefined) return both(texts.title ?? '', titles ?? 0) ?? { number: '' };
  const number = texts.number ?? '';
  const [only, ...others] = distinct;
  if (!only || others.length > 0 || labelOf(only.text) || isNothing(only.text)) return { number };
  const { text, column, wide } = only;
  if (column === numbers || wide || isWide) {
    if (column !== numbers && column !== titles) return { number };
    return both(text, column) ?? { number: '', opening: { title: text, column } };
  }
  const kind = labelAndTitle(text)?.label.kind ?? '';
  return (column === titles && HEADING_KINDS.includes(kind) && both(text, column)) || { number };
}

/** A cell's text as it is shown: without names of persons, on one line where its lines say nothing. */
export const shownCell = (field: Field, text: string): string =>
  field === 'leaders'
    ? readLeaders(text).positions.join('; ')
    : withoutTitledNames(LIST_FIELDS.includes(field) ? text : oneLine(text));

/** What was said of a cell, without names of persons. */
export const shownCorrection = ({ place, field, from, to }: CorrectedCell): CorrectedCell => ({
  place,
  field,
  from: shownCell(field, from),
  to: shownCell(field, to),
});

const MOST_NAMED = 5;

/** “: Bảng 1, dòng 2, kinh phí.” */
function named(flaws: readonly Flaw[]): string {
  const places = flaws.slice(0, MOST_NAMED).map(({ at }) => at);
  return `: ${places.join('; ')}${flaws.length > MOST_NAMED ? '…' : '.'}`;
}
