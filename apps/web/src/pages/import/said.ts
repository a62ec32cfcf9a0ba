import { COLUMN_FIELDS, type ColumnField } from './words.js';

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
}

export const NOTHING_SAID: Said = {
  title: '',
  issuer: '',
  year: '',
  issued: '',
  document: '',
  map: {},
  unit: {},
};

/** Whether a heading can be said as one side of `a=b; c=d`. */
export const canBeMapped = (heading: string): boolean => !heading.includes(';');
/** The same of a unit's wording, which stands before the sign. */
export const canBePaired = (wording: string): boolean => !/[;=]/.test(wording);

const pairs = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([name, value]) => `${name}=${value}`).join('; ');

/** As the server takes it, with the file, in its query. */
export function queryOf({ map, unit, year, ...texts }: Said) {
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
