/** One parameter of an address: reads its text; undefined when the text can't be meant. */
export type Field<Value> = (text: string) => Value | undefined;

type Values<Fields extends Record<string, Field<unknown>>> = {
  [Name in keyof Fields]?: Exclude<ReturnType<Fields[Name]>, undefined>;
};

/** An address whose filter can't be read: the page says which part, and offers itself without it. */
export class InvalidSearchError extends Error {
  override readonly name = 'InvalidSearchError';

  constructor(readonly flaws: readonly { readonly name: string; readonly text: string }[]) {
    super(`address: ${flaws.map(({ name }) => name).join(', ')}`);
  }
}

/**
 * The search parameters of a page, for its route's `validateSearch`. What it doesn't name is left alone.
 * @throws {InvalidSearchError} from the function it makes
 */
export function searchOf<Fields extends Record<string, Field<unknown>>>(fields: Fields) {
  return (raw: Record<string, unknown>): Values<Fields> => {
    const values: Record<string, unknown> = {};
    const flaws: { name: string; text: string }[] = [];
    for (const [name, field] of Object.entries(fields)) {
      if (raw[name] === undefined || raw[name] === '') continue;
      const text = String(raw[name]);
      const value = field(text);
      if (value === undefined) flaws.push({ name, text });
      else values[name] = value;
    }
    if (flaws.length > 0) throw new InvalidSearchError(flaws);
    return values as Values<Fields>;
  };
}

/** How many characters a text of an address may have. */
export const MAX_TEXT = 200;
const ID = /^[A-Za-z0-9À-ỹ._/()-]{1,240}$/u;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])(-d15)?|-W\d{2})?$/;
const SPAN = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/;

/** Any text, in NFC, without what can't be seen at its ends. */
export const text: Field<string> = (raw) => {
  const value = raw.normalize('NFC').trim();
  return [...value].length <= MAX_TEXT ? value : undefined;
};

/** An id or a code. */
export const id: Field<string> = (raw) => (ID.test(raw) ? raw : undefined);

/** A day, `2026-06-30`. */
export const day: Field<string> = (raw) =>
  DAY.test(raw) && new Date(`${raw}T00:00:00Z`).toISOString().startsWith(raw) ? raw : undefined;

/** A day, or an instant with its zone. */
export const dayOrInstant: Field<string> = (raw) => {
  if (day(raw) !== undefined) return raw;
  return /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(raw) && !Number.isNaN(Date.parse(raw))
    ? raw
    : undefined;
};

/** A page of this app with its filter: `/nhiem-vu?muc=3`. */
export const pagePath: Field<string> = (raw) => (/^\/(?!\/)[^\s\\]{0,1000}$/.test(raw) ? raw : undefined);

/** A reporting period: `2026-03`, `2026-03-d15`, `2026-W07`, `2026`. */
export const period: Field<string> = (raw) => (PERIOD.test(raw) ? raw : undefined);

/** The span of a scorecard: `2026-03`, `2026-Q1`, `2026`. */
export const span: Field<string> = (raw) => (SPAN.test(raw) ? raw : undefined);

/** One of some words. */
export const oneOf =
  <const Word extends string>(...words: readonly Word[]): Field<Word> =>
  (raw) =>
    words.find((word) => word === raw);

/** A whole number of a range. */
export const whole =
  (min: number, max: number): Field<number> =>
  (raw) => {
    const value = Number(raw);
    return /^\d{1,9}$/.test(raw) && value >= min && value <= max ? value : undefined;
  };

/** Addresses hold plain text: `?nhom=ongoing&thang=2026-10`. */
export function parseAddress(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The other way round; what is undefined, null or empty is left out. */
export function writeAddress(values: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const written = parameters.toString();
  return written === '' ? '' : `?${written}`;
}
