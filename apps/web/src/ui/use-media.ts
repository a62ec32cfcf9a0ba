import { useSyncExternalStore } from 'react';

/** Whether a media query holds; the component renders again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Too narrow for a table: rows are shown as cards. */
export const useNarrow = (): boolean => useMedia('(max-width: 47.99rem)');

/** The page is being printed: what is virtual shows all of its rows. */
export const usePrinting = (): boolean => useMedia('print');
