import {
  type InfiniteData,
  keepPreviousData,
  QueryClient,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useClocks } from './clocks.js';
import { ProblemError } from './problem.js';
import { accountId, session } from './session.js';
import { type Clocks, isPassing, NOW, readFetch } from './transport.js';

/** What a stream's name begins with. A read says of which it is made, so that a change finds whom it concerns. */
export type StreamCategory =
  | 'account'
  | 'assignment'
  | 'indicator'
  | 'period'
  | 'programme'
  | 'task'
  | 'unit'
  | 'unitgroup'
  | 'warning';

/** To be spread into the generated function's options. */
export interface ReadCall {
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
  readonly throwOnError: true;
}

/** A question to the server, made by a function of its parameters: `overview(programme)`. */
export interface Read<Data> {
  /** Tells it from all other reads; the two clocks and the account are added. */
  readonly key: readonly unknown[];
  readonly madeOf: readonly StreamCategory[];
  /** The server answers about now alone: the two clocks are not sent. */
  readonly nowOnly?: boolean;
  readonly call: (options: ReadCall) => Promise<{ readonly data: Data }>;
}

/** The same, in pages. */
export interface PagedRead<Page extends { readonly next: string | null }> {
  readonly key: readonly unknown[];
  readonly madeOf: readonly StreamCategory[];
  readonly nowOnly?: boolean;
  /** @param cursor null: the first page */
  readonly call: (options: ReadCall, cursor: string | null) => Promise<{ readonly data: Page }>;
}

const FRESH_MS = 60_000;
const TRIES = 3;

/** The one cache of the window. What concerns a change is asked again when it is told (changes.ts). */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < TRIES && isPassing(error),
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 5_000),
      // The connection store asks again when the server answers again.
      networkMode: 'always',
      refetchOnReconnect: false,
    },
    mutations: { networkMode: 'always' },
  },
});

let asker = accountId();
session.subscribe(() => {
  const now = accountId();
  // What one account was shown is not shown to the next.
  if (asker !== null && now !== asker) queryClient.clear();
  asker = now;
});

interface ReadOptions {
  /** False: not asked yet. */
  readonly enabled?: boolean;
  /** While another question is being answered, show the answer of the one before. */
  readonly keepPrevious?: boolean;
  /** Other clocks than the address's, as for "then and now". */
  readonly clocks?: Clocks;
}

const keyOf = ({ key }: { key: readonly unknown[] }, clocks: Clocks) => [...key, clocks];

/** Asks, at the two clocks of the address, and again when something changes that concerns it. */
export function useRead<Data>(
  read: Read<Data>,
  { enabled = true, keepPrevious = false, clocks }: ReadOptions = {},
): UseQueryResult<Data> {
  const ofAddress = useClocks();
  const at = read.nowOnly ? NOW : (clocks ?? ofAddress);
  return useQuery<Data>({
    queryKey: keyOf(read, at),
    queryFn: async ({ signal }) =>
      (await read.call({ signal, fetch: readFetch(at), throwOnError: true })).data,
    meta: { madeOf: read.madeOf, frozen: at.asKnownAt !== null },
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Asks page by page. `data.pages` are those read so far; `fetchNextPage()` reads the next. */
export function useReadPages<Page extends { readonly next: string | null }>(
  read: PagedRead<Page>,
  { enabled = true, keepPrevious = true, clocks }: ReadOptions = {},
): UseInfiniteQueryResult<InfiniteData<Page, string | null>> {
  const ofAddress = useClocks();
  const at = read.nowOnly ? NOW : (clocks ?? ofAddress);
  return useInfiniteQuery<Page, Error, InfiniteData<Page, string | null>, unknown[], string | null>({
    queryKey: keyOf(read, at),
    queryFn: async ({ signal, pageParam }) =>
      (await read.call({ signal, fetch: readFetch(at), throwOnError: true }, pageParam)).data,
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    meta: { madeOf: read.madeOf, frozen: at.asKnownAt !== null },
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Asks again, in the background, what is made of one of these streams. `all`: everything that is on a page. */
export function askAgain(categories: ReadonlySet<string> | 'all'): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ meta }) => {
      if (categories === 'all') return true;
      const { madeOf, frozen } = (meta ?? {}) as { madeOf?: readonly string[]; frozen?: boolean };
      return frozen !== true && (madeOf ?? []).some((category) => categories.has(category));
    },
  });
}

/** True where the thing that an address names isn't there, or not for this account. */
export const isNotFound = (error: unknown): boolean => error instanceof ProblemError && error.status === 404;
