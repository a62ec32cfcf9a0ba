import type { InfiniteData } from '@tanstack/react-query';
import { createStore } from './store.js';

/** The pages of a list read so far, each with the turn in which it was asked. */
export type Pages<Page> = InfiniteData<Page & Asked, string | null>;

export interface Asked {
  /** Counts on with every question and every change: what was asked before a change is from before it. */
  readonly askedIn: number;
}

let turn = 0;

/** The turn of a question that is asked now. */
export function nextTurn(): number {
  turn += 1;
  return turn;
}

/** The turn of the last change that concerns a list, by the hash of its key. */
export const listChanges = createStore<ReadonlyMap<string, number>>(new Map());

/** Something changed that these lists are made of. */
export function listsChanged(hashes: readonly string[]): void {
  if (hashes.length === 0) return;
  const now = nextTurn();
  listChanges.set((before) => new Map([...before, ...hashes.map((hash) => [hash, now] as const)]));
}

/** Forgets a list that is in the cache no more. */
export function listGone({ queryHash }: { readonly queryHash: string }): void {
  if (!listChanges.get().has(queryHash)) return;
  listChanges.set((before) => new Map([...before].filter(([hash]) => hash !== queryHash)));
}

/** The first and the last of the rows that are seen, counted from 0. */
export interface RowsInView {
  readonly first: number;
  readonly last: number;
}

/** The first page, and those that hold these rows; of null all. In order. */
export function pagesInView(pages: readonly object[], rows: RowsInView | null): readonly number[] {
  let first = 0;
  return pages.flatMap((page, place) => {
    const items: unknown = 'items' in page ? page.items : null;
    const start = first;
    first += Array.isArray(items) ? items.length : 0;
    const holds = rows === null || !Array.isArray(items) || (start <= rows.last && first > rows.first);
    return place === 0 || holds ? [place] : [];
  });
}

/**
 * Puts a page that was asked anew in its place. Where the next one begins elsewhere now, it and those after it are as if
 * they had been asked before every change; where there is none any more, they go.
 */
export function placePage<Page extends { readonly next: string | null }>(
  { pages, pageParams }: Pages<Page>,
  place: number,
  cursor: string | null,
  page: Page & Asked,
): Pages<Page> {
  const goesOn = page.next !== null;
  const shifted = goesOn && place + 1 < pageParams.length && pageParams[place + 1] !== page.next;
  const after = goesOn ? pages.slice(place + 1) : [];
  return {
    pages: [
      ...pages.slice(0, place),
      page,
      ...(shifted ? after.map((one) => ({ ...one, askedIn: 0 })) : after),
    ],
    pageParams: [...pageParams.slice(0, place), cursor, ...(goesOn ? pageParams.slice(place + 1) : [])],
  };
}
