import { Refusal } from '#kernel';
import { WORK_FIELDS } from '../../domain/import-fields.js';
import { type MoneyUnit, moneyUnit } from './budget.js';
import { FIELD_NAMES, FIELDS, type Field } from './draft.js';
import { isSumHeading, LONGEST_HEADING, type Recognised, recognise } from './headings.js';
import { labelOf } from './row-number.js';
import { columnIndex, columnLetter, isNothing, oneLine, squeezed, wordsOf } from './text.js';

/** A cell as the reader of rows sees it. */
export interface Cell {
  /** Cleaned; lines parted by `\n`. */
  readonly text: string;
  readonly covered: boolean;
  readonly formula?: string;
}

export interface Row {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** Two columns for one field. */
export interface Ambiguity {
  readonly field: Field;
  /** Headings as written, with the columns' letters. */
  readonly headings: readonly string[];
}

/** Which column holds what, as a heading of one to three rows says. */
export interface Layout {
  /** Row number of the first heading row. */
  readonly row: number;
  /** How many rows the heading takes. */
  readonly height: number;
  readonly width: number;
  readonly columns: ReadonlyMap<Field, number>;
  /** How many columns to the right a field's merged heading reaches. */
  readonly spans: ReadonlyMap<Field, number>;
  /** By column; “” where there is none. */
  readonly headings: readonly string[];
  readonly unused: readonly string[];
  readonly ambiguities: readonly Ambiguity[];
  readonly money: MoneyUnit | undefined;
  /** By heading row, the cells' texts folded: by these a heading is known again at the top of another page. */
  readonly keys: readonly (readonly string[])[];
}

const MOST_HEADING_ROWS = 3;
const LEAST_SUBHEADINGS = 2;
const MOST_NAMED = 5;
/** A table is one of tasks if it has a title and one of these. */
const MARKS_OF_TASKS: readonly Field[] = [...WORK_FIELDS, 'budget'];

/** The caller's `map`, by which columns are found before their headings are looked at. */
export class ColumnMap {
  readonly #byHeading = new Map<string, Field>();
  readonly #byColumn = new Map<number, Field>();
  readonly #wanted = new Map<string, Field>();

  /**
   * @param map heading as written or letter of the column, by field
   * @throws {Refusal} `unprocessable`: `unknown-field`; `column-mapped-twice`
   */
  constructor(map: Readonly<Partial<Record<Field, string>>>) {
    for (const [field, value] of Object.entries(map) as [Field, string][]) {
      if (!FIELDS.includes(field)) {
        throw new Refusal(
          'unprocessable',
          'unknown-field',
          `Không có trường “${field}”; các trường: ${FIELDS.join(', ')}.`,
        );
      }
      const key = squeezed(value);
      if (key === '') continue;
      const other = this.#byHeading.get(key);
      if (other !== undefined) {
        const detail = `Cột “${value}” được gán cho cả “${other}” và “${field}”.`;
        throw new Refusal('unprocessable', 'column-mapped-twice', detail);
      }
      this.#byHeading.set(key, field);
      this.#wanted.set(value, field);
      const column = columnIndex(value.trim());
      if (column !== undefined) this.#byColumn.set(column, field);
    }
  }

  get isEmpty(): boolean {
    return this.#wanted.size === 0;
  }

  /** Whether the columns can be told without any heading: a title and one more, by letters. */
  get needsNoHeading(): boolean {
    const fields = [...this.#byColumn.values()];
    return fields.length === this.#wanted.size && isOfTasks(new Set(fields));
  }

  has(field: Field): boolean {
    return [...this.#wanted.values()].includes(field);
  }

  /** The field of a heading that the map names. */
  ofHeading(heading: string): Field | undefined {
    return this.#byHeading.get(squeezed(heading));
  }

  /** Fields by column, of those given by letter within the width. */
  ofColumns(width: number): [number, Field][] {
    return [...this.#byColumn].filter(([column]) => column < width);
  }

  /** What the map names and no layout has. */
  missing(layouts: readonly Layout[]): string[] {
    return [...this.#wanted].flatMap(([value, field]) =>
      layouts.some(({ columns }) => columns.has(field)) ? [] : [`${field}=${value}`],
    );
  }
}

function isOfTasks(fields: ReadonlySet<Field>): boolean {
  return fields.has('title') && MARKS_OF_TASKS.some((field) => fields.has(field));
}

/**
 * The layout that a heading at `start` gives; undefined where none stands there. A heading of tasks has a column of
 * titles and one at least of leaders, units, products, time or money.
 */
export function layoutAt(rows: readonly Row[], start: number, map: ColumnMap): Layout | undefined {
  const first = rows[start];
  if (!first || !mayBeHeading(first, map)) return undefined;
  let height = 1;
  while (height < MOST_HEADING_ROWS && isSubheading(rows, start, start + height)) height += 1;
  const layout = layoutOf(rows.slice(start, start + height), map);
  const fields = new Set([...layout.columns.keys(), ...layout.ambiguities.map(({ field }) => field)]);
  return isOfTasks(fields) ? layout : undefined;
}

/** The layout of columns told by letters alone. */
export function layoutOfLetters(width: number, map: ColumnMap): Layout {
  return {
    row: 1,
    height: 0,
    width,
    columns: new Map(map.ofColumns(width).map(([column, field]) => [field, column])),
    spans: new Map(),
    headings: [],
    unused: [],
    ambiguities: [],
    money: undefined,
    keys: [],
  };
}

/** Whether every cell of the row says what the same column's heading says: the heading, at the top of another page. */
export function repeatsHeading({ keys }: Layout, { cells }: Row): boolean {
  const said = cells.filter(({ text }) => text !== '').length;
  if (said < 2 || cells.some(({ text }) => text.length > LONGEST_HEADING)) return false;
  return keys.some((row) => cells.every(({ text }, column) => text === '' || squeezed(text) === row[column]));
}

/** Whether the row numbers the columns: (1) (2) (3), or A B 1 2 3. */
export function numbersColumns({ cells }: Row): boolean {
  const labels = cells.filter(({ text }) => text !== '').map(({ text }) => wordsOf(text));
  const LEAST = 3;
  if (labels.length < LEAST || labels.some((label) => !/^(?:\d{1,2}|[a-z])$/.test(label))) return false;
  const numbers = labels.filter((label) => /^\d/.test(label)).map(Number);
  const letters = labels.filter((label) => /^[a-z]/.test(label));
  const isRun = numbers.every((number, index) => number === (numbers[0] ?? 0) + index);
  return (
    isRun && letters.join('') === 'abcdefghijklmnopqrstuvwxyz'.slice(0, letters.length) && numbers.length > 1
  );
}

/** The words of a row's short cells, for a message about the headings that were found. */
export function headingTexts({ cells }: Row): string[] {
  return cells
    .filter(({ text, covered }) => text !== '' && !covered && text.length <= LONGEST_HEADING)
    .map(({ text }) => oneLine(text));
}

/**
 * Whether a row reads as headings, not as a row of work that happens to hold their words: two usual wordings, or one
 * among three headings that all begin as such. A number rules it out.
 */
function mayBeHeading({ cells }: Row, map: ColumnMap): boolean {
  const LEAST_WHOLE = 2;
  const LEAST_KNOWN = 3;
  const known = new Set<Field>();
  let whole = 0;
  let isWellBegun = true;
  for (const { text, covered } of cells) {
    if (text === '' || covered) continue;
    if (/^\d/.test(text) && labelOf(text)?.kind === 'number') return false;
    const recognised = recognise(text);
    const mapped = map.ofHeading(text);
    if (mapped || recognised?.whole) whole += 1;
    if (mapped) known.add(mapped);
    else if (recognised) known.add(recognised.field);
    isWellBegun &&= !/^\p{Ll}/u.test(text) && text.length <= LONGEST_HEADING;
  }
  return whole >= LEAST_WHOLE || (whole > 0 && known.size >= LEAST_KNOWN && isWellBegun);
}

/**
 * Whether a row stands in the heading under the first one: its own cells are short and stand below headings that reach
 * over several columns or below nothing, and most of them say how one heading is parted.
 */
function isSubheading(rows: readonly Row[], start: number, at: number): boolean {
  const row = rows[at];
  if (!row || numbersColumns(row)) return false;
  const above = rows[start]!.cells;
  const own = row.cells.flatMap(({ text, covered }, column) =>
    text === '' || (covered && text === above[column]?.text) ? [] : [{ text, covered, column }],
  );
  const texts = own.filter(({ covered }) => !covered);
  if (texts.length < LEAST_SUBHEADINGS || own.some(({ text }) => text.length > LONGEST_HEADING)) return false;
  const isBelow = own.every(({ column }) => isWide(above, column));
  const isNumbered = own[0]!.column === 0 || own.some(({ text }) => labelOf(text)?.kind === 'number');
  const parts = texts.filter(({ text }) => recognise(text) !== null || isSumHeading(text));
  return isBelow && !isNumbered && parts.length > 0;
}

/** Whether the heading over a column is empty or that of the column beside it too. */
function isWide(above: readonly Cell[], column: number): boolean {
  const { text = '', covered = false } = above[column] ?? {};
  if (text === '') return true;
  const next = above[column + 1];
  const goesOn = next !== undefined && (next.text === '' || (next.covered && next.text === text));
  return goesOn || (covered && above[column - 1]?.text === text);
}

interface HeadedColumn {
  readonly column: number;
  readonly heading: string;
  readonly last: string;
  readonly recognised: Recognised;
}

function layoutOf(rows: readonly Row[], map: ColumnMap): Layout {
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const above = rows.map((row) => carried(row, width));
  const stacks = Array.from({ length: width }, (_, column) => headingStack(rows, above, column));
  const headings = stacks.map((stack) => oneLine(stack.join(' – ')));
  const mapped = new Map(map.ofColumns(width));
  stacks.forEach((stack, column) => {
    const field = [headings[column]!, ...stack].map((text) => map.ofHeading(text)).find(Boolean);
    const isLetter = field !== undefined && [...mapped.values()].includes(field);
    if (field !== undefined && !isLetter) mapped.set(column, field);
  });
  const found = stacks.flatMap((stack, column): HeadedColumn[] => {
    const recognised = mapped.has(column) ? null : recogniseStack(stack);
    if (!recognised || map.has(recognised.field)) return [];
    if (column > 0 && isSpread(rows, column)) return [];
    return [{ column, heading: headings[column]!, last: stack.at(-1) ?? '', recognised }];
  });
  const byField = new Map<Field, HeadedColumn[]>();
  for (const headed of withPairs(found)) {
    const { field } = headed.recognised;
    byField.set(field, [...(byField.get(field) ?? []), headed]);
  }
  const columns = new Map<Field, number>([...mapped].map(([column, field]) => [field, column]));
  const ambiguities: Ambiguity[] = [];
  for (const [field, candidates] of byField) {
    const only = theOne(candidates);
    if (only) columns.set(field, only.column);
    else ambiguities.push({ field, headings: candidates.slice(0, MOST_NAMED).map(named) });
  }
  const used = new Set(columns.values());
  const budget = columns.get('budget');
  return {
    row: rows[0]!.row,
    height: rows.length,
    width,
    columns,
    spans: new Map([...columns].map(([field, column]) => [field, spread(rows, column, used)])),
    headings,
    unused: headings.filter(
      (heading, column) => heading !== '' && !used.has(column) && !isSpread(rows, column),
    ),
    ambiguities,
    money: budget === undefined ? undefined : moneyUnit(headings[budget]!),
    keys: rows.map(({ cells }) => cells.map(({ text }) => squeezed(text))),
  };
}

/** By column the last text at or to the left of it. */
function carried({ cells }: Row, width: number): string[] {
  let last = '';
  return Array.from({ length: width }, (_, column) => {
    last = cells[column]?.text || last;
    return last;
  });
}

/** What stands over a column from top to bottom, each text once; an empty top takes the wide heading to its left. */
function headingStack(rows: readonly Row[], above: readonly (readonly string[])[], column: number): string[] {
  const stack: string[] = [];
  rows.forEach(({ cells }, depth) => {
    let text = cells[column]?.text ?? '';
    const isParted = rows.slice(depth + 1).some((below) => (below.cells[column]?.text ?? '') !== '');
    if (text === '' && isParted) text = above[depth]![column]!;
    if (text !== '' && stack.at(-1) !== text) stack.push(text);
  });
  return stack;
}

/** Whether the column only carries on the merged heading to its left. */
function isSpread(rows: readonly Row[], column: number): boolean {
  if (column === 0) return false;
  return rows.every(({ cells }) => {
    const cell = cells[column];
    if (!cell) return false;
    return cell.text !== '' && cell.covered && cell.text === cells[column - 1]?.text;
  });
}

function spread(rows: readonly Row[], column: number, used: ReadonlySet<number>): number {
  let count = 0;
  while (isSpread(rows, column + count + 1) && !used.has(column + count + 1)) count += 1;
  return rows.some(({ cells }) => column + count >= cells.length) ? 0 : count;
}

function recogniseStack(stack: readonly string[]): Recognised | null {
  const last = stack.at(-1);
  if (last === undefined) return null;
  if (stack.length === 1) return recognise(last);
  return recognise(last) ?? recognise(stack.join(' ')) ?? recognise(stack[0]!);
}

/** “Hoàn thành” beside “Bắt đầu” is the end of a pair. */
function withPairs(found: readonly HeadedColumn[]): HeadedColumn[] {
  const hasStart = found.some(({ recognised }) => recognised.field === 'start');
  const hasFinish = found.some(({ recognised }) => recognised.field === 'finish');
  const schedules = found.filter(({ recognised }) => recognised.field === 'schedule');
  return found.map((headed) => {
    const { field } = headed.recognised;
    const isFinish =
      field === 'schedule' && hasStart && !hasFinish && /hoan thanh/.test(wordsOf(headed.last));
    if (isFinish) return { ...headed, recognised: { ...headed.recognised, field: 'finish' } };
    const isAlone = field === 'finish' && !hasStart && schedules.length === 0;
    return isAlone ? { ...headed, recognised: { ...headed.recognised, field: 'schedule' } } : headed;
  });
}

/** The only column of a field; of several, the only one with a usual wording, or that of the sum of money. */
function theOne(candidates: readonly HeadedColumn[]): HeadedColumn | undefined {
  if (candidates.length === 1) return candidates[0];
  const exact = candidates.filter(({ recognised }) => recognised.exact);
  if (exact.length === 1) return exact[0];
  const sums = candidates.filter(
    ({ recognised, last }) => recognised.field === 'budget' && isSumHeading(last),
  );
  return sums.length === 1 ? sums[0] : undefined;
}

function named({ column, heading }: HeadedColumn): string {
  return `“${heading}” (cột ${columnLetter(column)})`;
}

/** What the caller is told of two columns for one field. */
export function ambiguityText({ field, headings }: Ambiguity): string {
  return `có ${headings.length} cột có thể là ${FIELD_NAMES[field]}: ${headings.join(', ')}; hãy chọn một, theo tiêu đề hoặc chữ cái của cột`;
}

/** Heading of a field's column as written, or the column's letter. */
export function headingOf({ columns, headings }: Layout, field: Field): string | undefined {
  const column = columns.get(field);
  if (column === undefined) return undefined;
  const heading = headings[column] ?? '';
  return isNothing(heading) ? columnLetter(column) : heading;
}
