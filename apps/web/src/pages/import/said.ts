import type { CorrectedCellDto, ImportRowDto } from '../../client/types.gen.js';
import { COLUMN_FIELDS, type ColumnField } from './words.js';

/** What is said in the place of one cell of the file. */
export type CellSaid = CorrectedCellDto;

/** Corrections of cells by {@link cellKey}. */
export type CellsSaid = Readonly<Record<string, CellSaid>>;

/** Tells a cell from all others of the file. */
export const cellKey = ({ table, row }: ImportRowDto, field: ColumnField): string =>
  `${table} ${row} ${field}`;

/** “Bảng 1, dòng 2”. */
export const rowText = ({ table, row }: ImportRowDto): string =>
  `${table === '' ? '' : `${table}, `}dòng ${row}`;

const keyed = (cells: readonly CellSaid[]): CellsSaid =>
  Object.fromEntries(cells.map((cell) => [cellKey(cell.place, cell.field), cell]));

/** The corrections in force: those said here, else those that the preview was made with. */
export const cellsSaid = ({ cells }: Said, made: readonly CellSaid[] = []): CellsSaid => cells ?? keyed(made);

/** How many cells are said otherwise than the preview was made with. */
export function unreadCells(said: Said, made: readonly CellSaid[]): number {
  const [now, before] = [cellsSaid(said, made), keyed(made)];
  const keys = new Set([...Object.keys(now), ...Object.keys(before)]);
  return [...keys].filter((key) => now[key]?.to.trim() !== before[key]?.to.trim()).length;
}

/** As the server takes them, a field of the form. */
export const formOf = (cells: CellsSaid): { readonly cells?: string } => {
  const list = Object.values(cells).map(({ place, field, to }) => ({ place, field, value: to.trim() }));
  return list.length === 0 ? {} : { cells: JSON.stringify(list) };
};

/** What somebody says of a file where the file doesn't say it, or says it otherwise. Empty texts: nothing. */
export interface Said {
  readonly title: string;
  readonly issuer: string;
  readonly year: string;
  /** Day of issue, `YYYY-MM-DD`. */
  readonly issued: string;
  /** Number of the document by which registered tasks are amended. */
  readonly document: string;
  /** Heading or letter of the column of a field. */
  readonly map: Readonly<Partial<Record<ColumnField, string>>>;
  /** Ids of units, by the file's wording. */
  readonly unit: Readonly<Record<string, string>>;
  /** Null: nothing was touched since the preview. */
  readonly cells: CellsSaid | null;
}

export const NOTHING_SAID: Said = {
  title: '',
  issuer: '',
  year: '',
  issued: '',
  document: '',
  map: {},
  unit: {},
  cells: null,
};

/** Whether a heading can be said as one side of `a=b; c=d`. */
export const canBeMapped = (heading: string): boolean => !heading.includes(';');
/** The same of a unit's wording, which stands before the sign. */
export const canBePaired = (wording: string): boolean => !/[;=]/.test(wording);

const pairs = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([name, value]) => `${name}=${value}`).join('; ');

/** As the server takes it, with the file, in its query. */
export function queryOf({ map, unit, year, cells: _cells, ...texts }: Said) {
  const columns = COLUMN_FIELDS.flatMap((field) => {
    const heading = map[field]?.trim() ?? '';
    return heading === '' ? [] : [[field, heading] as const];
  });
  const given = Object.fromEntries(
    Object.entries(texts)
      .map(([name, text]) => [name, text.trim()] as const)
      .filter(([, text]) => text !== ''),
  );
  const units = Object.entries(unit);
  return {
    ...given,
    ...(year.trim() === '' ? {} : { year: Number(year) }),
    ...(columns.length === 0 ? {} : { map: pairs(columns) }),
    ...(units.length === 0 ? {} : { unit: pairs(units) }),
  };
}
