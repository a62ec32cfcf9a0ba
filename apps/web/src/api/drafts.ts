import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from './commands.js';
import { accountId } from './session.js';

/** What is kept of a form that was begun: no secrets, no files. */
interface Stored<Value> {
  readonly value: Value;
  /** Idempotency-Key of the command that it will become: the same for every try. */
  readonly key: string;
  /** When it was last typed in, ISO. */
  readonly at: string;
  /** Which window typed. */
  readonly window: string;
}

/** A form's content that survives a reload, a lost connection and the end of a session. */
export interface Draft<Value> {
  readonly value: Value;
  readonly set: (next: Value | ((before: Value) => Value)) => void;
  /** Forgets it: sent, or thrown away. */
  readonly clear: () => void;
  /** Makes it a command of its own, with another key: what was sent with the one before has arrived with other words. */
  readonly renew: () => void;
  /** For `useCommand({ idempotencyKey })`. */
  readonly key: string;
  /** When it was last saved; null: nothing was typed. */
  readonly savedAt: string | null;
  /** True when it was begun before this page was opened. */
  readonly restored: boolean;
  /** Another window of this browser typed in the same form since; null: none did. */
  readonly elsewhere: { readonly value: Value; readonly at: string } | null;
  /** Goes on with what the other window has. */
  readonly takeElsewhere: () => void;
  /** Goes on with what this window has. */
  readonly keepMine: () => void;
}

const PREFIX = 'nq57-draft:';
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const THIS_WINDOW = newKey();

const placeOf = (id: string) => `${PREFIX}${accountId() ?? '-'}:${id}`;

function read<Value>(place: string): Stored<Value> | null {
  try {
    const text = localStorage.getItem(place);
    return text === null ? null : (JSON.parse(text) as Stored<Value>);
  } catch {
    return null;
  }
}

function write<Value>(place: string, stored: Stored<Value>): void {
  try {
    localStorage.setItem(place, JSON.stringify(stored));
  } catch {
    // A full or forbidden storage: the form works on without being kept.
  }
}

/** When a form's draft was last typed in; null: it has none. */
export const draftSavedAt = (id: string): string | null => read(placeOf(id))?.at ?? null;

/** Throws away what nobody has touched for a month. */
export function forgetOldDrafts(): void {
  for (const place of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const at = read(place)?.at;
    const age = Date.now() - Date.parse(at ?? '');
    if (Number.isNaN(age) || age > KEPT_DAYS * DAY_MS) localStorage.removeItem(place);
  }
}

interface Begun<Value> {
  readonly place: string;
  readonly value: Value;
  readonly key: string;
  readonly savedAt: string | null;
  readonly restored: boolean;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function begin<Value>(place: string, empty: Value): Begun<Value> {
  const found = read<Value>(place);
  if (found === null) return { place, value: empty, key: newKey(), savedAt: null, restored: false };
  // What an earlier version of the form kept may lack a part that it has now.
  const value = isObject(found.value) && isObject(empty) ? { ...empty, ...found.value } : found.value;
  return { place, value: value ?? empty, key: found.key, savedAt: found.at, restored: true };
}

/**
 * The draft of one form.
 * @param id tells the form and its subject, as `bao-cao:ctr-bcd-2026.20.so-y-te:2026-10`
 * @param empty what an untouched form holds; the same object at each rendering, or a primitive
 */
export function useDraft<Value>(id: string, empty: Value): Draft<Value> {
  const place = placeOf(id);
  const [kept, setState] = useState(() => begin(place, empty));
  const [elsewhere, setElsewhere] = useState<Stored<Value> | null>(null);
  let state = kept;
  if (state.place !== place) {
    // The page went to another subject under the open form: each has what was typed for it.
    state = begin(place, empty);
    setState(state);
    setElsewhere(null);
  }
  const latest = useRef(state);
  latest.current = state;

  useEffect(() => {
    const onStorage = ({ key, newValue }: StorageEvent) => {
      if (key !== place) return;
      const other = newValue === null ? null : read<Value>(place);
      setElsewhere(other !== null && other.window !== THIS_WINDOW ? other : null);
    };
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  }, [place]);

  const keep = useCallback(
    (value: Value, key: string) => {
      const at = new Date().toISOString();
      latest.current = { ...latest.current, value, key, savedAt: at };
      setState(latest.current);
      write(place, { value, key, at, window: THIS_WINDOW });
    },
    [place],
  );
  const set = useCallback<Draft<Value>['set']>(
    (next) => {
      const before = latest.current;
      keep(typeof next === 'function' ? (next as (value: Value) => Value)(before.value) : next, before.key);
    },
    [keep],
  );
  const clear = useCallback(() => {
    localStorage.removeItem(place);
    latest.current = { place, value: empty, key: newKey(), savedAt: null, restored: false };
    setState(latest.current);
    setElsewhere(null);
  }, [place, empty]);
  const renew = useCallback(() => {
    keep(latest.current.value, newKey());
    setElsewhere(null);
  }, [keep]);
  const takeElsewhere = useCallback(() => {
    if (elsewhere === null) return;
    keep(elsewhere.value, elsewhere.key);
    setElsewhere(null);
  }, [elsewhere, keep]);
  const keepMine = useCallback(() => {
    keep(latest.current.value, latest.current.key);
    setElsewhere(null);
  }, [keep]);

  const { value, key, savedAt, restored } = state;
  return {
    value,
    key,
    savedAt,
    restored,
    set,
    clear,
    renew,
    elsewhere,
    takeElsewhere,
    keepMine,
  };
}
