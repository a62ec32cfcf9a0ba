import { type Flaw, Refusal } from '#kernel';
import { LIST_FIELDS, type RawTask, type ReadRow } from './assembly.js';
import type { Layout } from './columns.js';
import {
  type CellCorrection,
  cellText,
  FIELDS,
  type Field,
  placeText,
  type RowPlace,
  rowKey,
} from './draft.js';
import { labelAndTitle } from './row-number.js';
import { cleanCell, oneLine } from './text.js';

const LONGEST_CELL = 20_000;

/**
 * What is said in the place of single cells. Numbers count where the rows are put together, all else for the whole task
 * that begins on the row, whatever page breaks have parted of it.
 */
export class CellCorrections {
  readonly #byRow = new Map<string, Map<Field, string>>();

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

  /** The row with the number that is said of it. */
  numbered(read: ReadRow, { table, row }: RowPlace, layout: Layout): ReadRow {
    const to = this.#byRow.get(rowKey({ table, row }))?.get('number');
    if (to === undefined) return read;
    const column = layout.columns.get('number');
    const from =
      (column === undefined ? labelAndTitle(read.texts.title ?? '')?.label.code : read.texts.number) ?? '';
    if (oneLine(from) === oneLine(to)) return read;
    const { number: _number, ...texts } = read.texts;
    const fromAbove = new Set(read.fromAbove);
    fromAbove.delete('number');
    const others = read.distinct.filter((cell) => cell.column !== column);
    return {
      ...read,
      texts: to === '' ? texts : { ...texts, number: to },
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
      if (field === 'number' || cellValue(field, from) === cellValue(field, to)) continue;
      task.corrected.push({ place: { table, row }, field, from, to });
      if (to === '') delete task.texts[field];
      else task.texts[field] = to;
      Object.assign(task, {
        formulas: task.formulas.filter((one) => one !== field),
        sharesBudget: task.sharesBudget && field !== 'budget',
      });
    }
  }

  /**
   * @param tasks that came of the rows
   * @throws {Refusal} `unprocessable` `unknown-cell`, naming each cell that is none of a task
   */
  refuseUnknown(tasks: readonly RawTask[]): void {
    const begun = new Set(tasks.map(({ place }) => rowKey(place)));
    const above = new Map(
      tasks.flatMap((task) => task.joinedRows.map((row) => [rowKey(row), task.place] as const)),
    );
    const flaws = this.cells.flatMap((cell): Flaw[] => {
      const key = rowKey(cell.place);
      const joined = above.get(key);
      if (begun.has(key) || (joined && cell.field === 'number')) return [];
      const detail = joined
        ? `dòng này là phần tiếp của ${placeText(joined)}: hãy sửa ở dòng đó`
        : 'không phải dòng của một nhiệm vụ trong tệp';
      return [{ at: cellText(cell), detail }];
    });
    if (flaws.length > 0) {
      throw new Refusal('unprocessable', 'unknown-cell', `Tệp không có ô được sửa${named(flaws)}`, flaws);
    }
  }
}

/** A cell's text as it is shown and corrected: on one line where its lines say nothing. */
export const cellValue = (field: Field, text: string): string =>
  LIST_FIELDS.includes(field) ? text : oneLine(text);

const MOST_NAMED = 5;

/** “: Bảng 1, dòng 2, kinh phí.” */
function named(flaws: readonly Flaw[]): string {
  const places = flaws.slice(0, MOST_NAMED).map(({ at }) => at);
  return `: ${places.join('; ')}${flaws.length > MOST_NAMED ? '…' : '.'}`;
}
