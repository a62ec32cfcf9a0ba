import { useRouter, useSearch } from '@tanstack/react-router';
import { type MouseEvent, useCallback } from 'react';
import { writeAddress } from './search.js';
import type { CommonSearch } from './searches.js';

/**
 * Addresses of this app as text, with programme and clocks of the page. For what has hundreds of links, where a `<Link>`
 * each would be slow; elsewhere use `<Link>`, whose address is checked.
 */
export function useHref(): (path: string, search: Record<string, unknown>) => string {
  const { ct, ngay, biet } = useSearch({ strict: false }) as CommonSearch;
  return useCallback(
    (path, search) => `${path}${writeAddress({ ct, ngay, biet, ...search })}`,
    [ct, ngay, biet],
  );
}

/** Follows the links inside an element without loading the page anew. */
export function useFollowLinks(): (event: MouseEvent<HTMLElement>) => void {
  const router = useRouter();
  return useCallback(
    (event) => {
      const { target, button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented } = event;
      if (defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
      const href = target instanceof Element ? target.closest('a')?.getAttribute('href') : null;
      if (!href?.startsWith('/')) return;
      event.preventDefault();
      router.history.push(href);
    },
    [router],
  );
}
