import { useCallback, useSyncExternalStore } from 'react';
import { createStore, useStore } from '../api/store.js';

/** Whether a media query holds; the component renders again when that changes. */
export function useMedia(query: string): boolean {
  const follow = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(follow, () => window.matchMedia(query).matches);
}

/** Too narrow for a table: rows are shown as cards. */
export const useNarrow = (): boolean => useMedia('(max-width: 47.99rem)');

const paper = window.matchMedia('print');
let onPaper = paper.matches;
/** Told by the browser before it lays the sheets out; that the medium has changed it tells too late for their rows. */
let laysOut = false;
/** Kept here and not asked of the list: who asks it before it has told of a change keeps it from telling the others. */
const printing = createStore(onPaper);
const tell = () => printing.set(laysOut || onPaper);
paper.addEventListener('change', ({ matches }) => {
  onPaper = matches;
  tell();
});
window.addEventListener('beforeprint', () => {
  laysOut = true;
  tell();
});
window.addEventListener('afterprint', () => {
  laysOut = false;
  tell();
});

/** The page is being printed: what is virtual shows all of its rows. */
export const usePrinting = (): boolean => useStore(printing);
