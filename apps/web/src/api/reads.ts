import {
  hashKey,
  type InfiniteData,
  keepPreviousData,
  type Query,
  QueryClient,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClocks } from './clocks.js';
import {
  type Asked,
  listChanges,
  listGone,
  listsChanged,
  nextTurn,
  type Pages,
  pagesInView,
  placePage,
  type RowsInView,
} from './paged.js';
import { ProblemError } from './problem.js';
import { accountId, serverDate, session } from './session.js';
import { useStore } from './store.js';
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
  /** Tells it from all other reads; the two clocks are added. Another account begins with an empty cache. */
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
/** How long after a failure a page of a list is asked again. */
const AGAIN_MS = 5_000;

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

queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (type === 'removed') listGone(query);
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

/** Whether nothing can be added any more to what was known by then; today's end is still to come. */
const isFrozen = ({ asKnownAt }: Clocks): boolean =>
  asKnownAt !== null && asKnownAt.slice(0, 'YYYY-MM-DD'.length) < (serverDate() ?? '');

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
    meta: { madeOf: read.madeOf, frozen: isFrozen(at) },
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** What `useReadPages` answers: the pages, and how they are kept as they are on the server. */
export type PagesQuery<Page> = UseInfiniteQueryResult<InfiniteData<Page, string | null>> & {
  /** To be told which rows are seen; never told: all. Pages out of sight are asked again when they come into sight. */
  readonly onView: (rows: RowsInView) => void;
  /** Something has changed since rows that are read were asked: of those that are seen, or of others. */
  readonly behind: 'seen' | 'unseen' | null;
  /** Why the next page couldn't be read; null: it could. Until it is asked for again, nothing asks by itself. */
  readonly moreError: Error | null;
};

/**
 * Asks page by page. `data.pages` are those read so far; `fetchNextPage()` reads the next. A change asks again the first
 * page, which tells the total, and those in sight; the others as they come into sight.
 */
export function useReadPages<Page extends { readonly next: string | null }>(
  read: PagedRead<Page>,
  { enabled = true, keepPrevious = true, clocks }: ReadOptions = {},
): PagesQuery<Page> {
  const ofAddress = useClocks();
  const at = read.nowOnly ? NOW : (clocks ?? ofAddress);
  const queryKey = keyOf(read, at);
  const hash = hashKey(queryKey);
  const ask = async (signal: AbortSignal, cursor: string | null): Promise<Page & Asked> => {
    const askedIn = nextTurn();
    const { data } = await read.call({ signal, fetch: readFetch(at), throwOnError: true }, cursor);
    return { ...data, askedIn };
  };
  const query = useInfiniteQuery<Page & Asked, Error, Pages<Page>, unknown[], string | null>({
    queryKey,
    queryFn: ({ signal, pageParam }) => ask(signal, pageParam),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    meta: { madeOf: read.madeOf, frozen: isFrozen(at), paged: true },
    enabled,
    // By themselves all pages would be asked again, one after the other.
    staleTime: Number.POSITIVE_INFINITY,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  const [view, setView] = useState<RowsInView | null>(null);
  const changedIn = useStore(listChanges).get(hash) ?? 0;
  const pages = query.isPlaceholderData ? [] : (query.data?.pages ?? []);
  const behind = pages.flatMap(({ askedIn }, place) => (askedIn < changedIn ? [place] : []));
  const seen = pagesInView(pages, view);
  const place = behind.find((one) => seen.includes(one));
  useAgain({
    queryKey,
    hash,
    place,
    changedIn,
    ask: async (signal, next) => {
      const known = queryClient.getQueryData<Pages<Page>>(queryKey)?.pages[next - 1];
      const cursor = next === 0 ? null : (known?.next ?? null);
      const page = await ask(signal, cursor);
      if (signal.aborted) return;
      queryClient.setQueryData<Pages<Page>>(
        queryKey,
        (before) => before && placePage(before, next, cursor, page),
      );
    },
  });
  const onView = useCallback(
    (rows: RowsInView) =>
      setView((before) => (before?.first === rows.first && before.last === rows.last ? before : rows)),
    [],
  );
  useMoreAgain(query);
  return {
    ...query,
    onView,
    behind: behind.length === 0 ? null : place === undefined ? 'unseen' : 'seen',
    moreError: query.isFetchNextPageError ? query.error : null,
  } as PagesQuery<Page>;
}

/** Whether somebody has to do something else before it helps to ask again: not so after a login, or a while later. */
const isRefused = (error: unknown): boolean =>
  error instanceof ProblemError && error.status < 500 && error.status !== 401 && error.status !== 429;

/** Asks for a next page that couldn't be read again, a while later. */
function useMoreAgain(query: UseInfiniteQueryResult): void {
  const { isFetchNextPageError, error, errorUpdatedAt, fetchNextPage } = query;
  const failedAt = isFetchNextPageError && !isRefused(error) ? errorUpdatedAt : null;
  useEffect(() => {
    if (failedAt === null) return;
    const timer = window.setTimeout(() => void fetchNextPage({ cancelRefetch: false }), AGAIN_MS);
    return () => window.clearTimeout(timer);
  }, [failedAt, fetchNextPage]);
}

interface AgainOptions {
  readonly queryKey: readonly unknown[];
  readonly hash: string;
  /** The page that is to be asked again next; undefined: none. */
  readonly place: number | undefined;
  /** The turn of the last change. */
  readonly changedIn: number;
  readonly ask: (signal: AbortSignal, place: number) => Promise<void>;
}

/** Asks pages again, one after the other; after a failure at the next change, or a while later. */
function useAgain({ queryKey, hash, place, changedIn, ask }: AgainOptions): void {
  const [running, setRunning] = useState(false);
  const [failedIn, setFailedIn] = useState<number | null>(null);
  const stop = useRef(new AbortController());
  const latest = useRef(ask);
  latest.current = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hash stands for the key
  useEffect(() => {
    const controller = new AbortController();
    stop.current = controller;
    setRunning(false);
    setFailedIn(null);
    // What was read and left is old when one comes back to it.
    const state = queryClient.getQueryState(queryKey);
    if (state?.data !== undefined && state.dataUpdatedAt < Date.now() - FRESH_MS) listsChanged([hash]);
    return () => controller.abort();
  }, [hash]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hash stands for the key
  useEffect(() => {
    if (place === undefined || running || failedIn === changedIn) return;
    const { signal } = stop.current;
    setRunning(true);
    latest
      .current(signal, place)
      .catch((error: unknown) => {
        if (signal.aborted) return;
        // What may not be seen any more isn't left standing; where the session has ended, it is asked for again.
        const refused = error instanceof ProblemError && !isPassing(error) && error.status !== 401;
        if (refused) void queryClient.resetQueries({ queryKey });
        else setFailedIn(changedIn);
      })
      .finally(() => {
        if (!signal.aborted) setRunning(false);
      });
  }, [hash, place, changedIn, running, failedIn]);
  useEffect(() => {
    if (failedIn === null) return;
    const timer = window.setTimeout(() => setFailedIn(null), AGAIN_MS);
    return () => window.clearTimeout(timer);
  }, [failedIn]);
}

interface Meta {
  readonly madeOf?: readonly string[];
  readonly frozen?: boolean;
  readonly paged?: boolean;
}

/** Asks again, in the background, what is made of one of these streams. `all`: everything that is on a page. */
export function askAgain(categories: ReadonlySet<string> | 'all'): Promise<void> {
  const isConcerned = ({ madeOf, frozen }: Meta) =>
    categories === 'all' || (frozen !== true && (madeOf ?? []).some((category) => categories.has(category)));
  const metaOf = ({ meta }: Query): Meta => meta ?? {};
  const isList = (query: Query) => metaOf(query).paged === true && query.state.data !== undefined;
  listsChanged(
    queryClient
      .getQueryCache()
      .findAll({ predicate: (query) => isList(query) && isConcerned(metaOf(query)) })
      .map(({ queryHash }) => queryHash),
  );
  return queryClient.invalidateQueries({
    predicate: (query) => !isList(query) && isConcerned(metaOf(query)),
  });
}

/** True where the thing that an address names isn't there, or not for this account. */
export const isNotFound = (error: unknown): boolean => error instanceof ProblemError && error.status === 404;
