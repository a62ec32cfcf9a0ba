/** Where in a body JSON would lose or change something, and what. `path` is relative: `.percent`, `[2].name`. */
export interface JsonFlaw {
  readonly path: string;
  readonly what: string;
}

const MAX_DEPTH = 100;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** JSON.stringify writes a lone surrogate, and nothing else but a backslash in front of "ud", this way. */
const ESCAPED_SURROGATE = '\\ud';

const stepInto = (key: string) => (IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

/** The object's only prototype is the root one (of any realm: tests run in their own) or none. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'hasOwnProperty');
}

function flawOfObject(value: object, depth: number): JsonFlaw | null {
  if (depth >= MAX_DEPTH) return { path: '', what: `is cyclic or nested deeper than ${MAX_DEPTH} levels` };
  if (!isPlain(value)) return { path: '', what: `is a ${value.constructor?.name || 'class instance'}` };
  if (Object.getOwnPropertySymbols(value).length > 0) return { path: '', what: 'has a symbol as a key' };
  for (const key of Object.keys(value)) {
    const flaw = findJsonFlaw((value as Record<string, unknown>)[key], depth + 1);
    if (flaw) return { path: stepInto(key) + flaw.path, what: flaw.what };
  }
  return null;
}

function flawOfArray(value: readonly unknown[], depth: number): JsonFlaw | null {
  if (depth >= MAX_DEPTH) return { path: '', what: `is cyclic or nested deeper than ${MAX_DEPTH} levels` };
  if (Object.keys(value).length !== value.length) return { path: '', what: 'has holes or named keys' };
  for (let index = 0; index < value.length; index += 1) {
    const flaw = findJsonFlaw(value[index], depth + 1);
    if (flaw) return { path: `[${index}]${flaw.path}`, what: flaw.what };
  }
  return null;
}

/**
 * The first place where a value would not survive JSON unchanged, or null. Strings are judged by
 * {@link findLoneSurrogate}, which needs the serialised text.
 */
export function findJsonFlaw(value: unknown, depth = 0): JsonFlaw | null {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return null;
    case 'number':
      return Number.isFinite(value) ? null : { path: '', what: `is ${value}` };
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? flawOfArray(value, depth) : flawOfObject(value, depth);
    case 'undefined':
      return { path: '', what: 'is undefined' };
    default:
      return { path: '', what: `is a ${typeof value}` };
  }
}

/** The first string of a JSON-safe value, keys included, that holds a lone surrogate, or null. `text` is its JSON. */
export function findLoneSurrogate(value: unknown, text: string): JsonFlaw | null {
  return text.includes(ESCAPED_SURROGATE) ? searchSurrogate(value) : null;
}

function searchSurrogate(value: unknown): JsonFlaw | null {
  if (typeof value === 'string') {
    return LONE_SURROGATE.test(value) ? { path: '', what: 'holds a lone surrogate' } : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, entry] of Object.entries(value)) {
    const step = Array.isArray(value) ? `[${key}]` : stepInto(key);
    if (LONE_SURROGATE.test(key)) return { path: step, what: 'holds a lone surrogate in its key' };
    const flaw = searchSurrogate(entry);
    if (flaw) return { path: step + flaw.path, what: flaw.what };
  }
  return null;
}
