import { useCallback, useSyncExternalStore } from 'react';

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
/** Told by the browser before it lays the sheets out; that the medium has changed it tells too late for their rows. */
let laysOut = false;
window.addEventListener('beforeprint', () => {
  laysOut = true;
});
window.addEventListener('afterprint', () => {
  laysOut = false;
});

function followPrinting(listener: () => void): () => void {
  window.addEventListener('beforeprint', listener);
  window.addEventListener('afterprint', listener);
  paper.addEventListener('change', listener);
  return () => {
    window.removeEventListener('beforeprint', listener);
    window.removeEventListener('afterprint', listener);
    paper.removeEventListener('change', listener);
  };
}

/** The page is being printed: what is virtual shows all of its rows. */
export const usePrinting = (): boolean =>
  useSyncExternalStore(followPrinting, () => laysOut || paper.matches);
