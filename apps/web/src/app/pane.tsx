import {
  type AnyRouter,
  createMemoryHistory,
  createRouter,
  RouterProvider,
  useRouter,
} from '@tanstack/react-router';
import { createContext, useContext, useEffect, useState } from 'react';

const PaneContext = createContext(false);

/** Whether this is a page within a page: no header, no navigation around it. */
export const useInPane = (): boolean => useContext(PaneContext);

interface PaneProps {
  /** Path and filter of the page that is shown. */
  readonly href: string;
  /** Somebody followed a link within it. */
  readonly onGo: (href: string) => void;
}

/** Any page of this app within another page, on an address of its own. */
export function Pane({ href, onGo }: PaneProps) {
  const outer = useRouter();
  const [router] = useState<AnyRouter>(() =>
    createRouter({
      ...outer.options,
      history: createMemoryHistory({ initialEntries: [href] }),
      scrollRestoration: false,
    }),
  );
  useEffect(() => {
    if (router.state.location.href !== href) router.history.push(href);
  }, [router, href]);
  useEffect(
    () =>
      router.subscribe('onResolved', ({ toLocation, hrefChanged }) => {
        if (hrefChanged && toLocation.href !== href) onGo(toLocation.href);
      }),
    [router, href, onGo],
  );
  return (
    <PaneContext value={true}>
      <RouterProvider router={router} />
    </PaneContext>
  );
}
