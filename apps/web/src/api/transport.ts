import { ProblemError, problemOf } from './problem.js';
import { accountId, csrfToken, loadSession, loggedInAgain, sessionEnded } from './session.js';
import { plainFetch } from './transport-core.js';

/** As a window asks: the day that is spoken of, and what was known by when. Null: now. */
export interface Clocks {
  /** Day, `YYYY-MM-DD`. */
  readonly asOf: string | null;
  /** Day or instant. */
  readonly asKnownAt: string | null;
}

export const NOW: Clocks = { asOf: null, asKnownAt: null };

/** For how long after a command of this window its reads ask for rows that have passed it. */
const READ_AFTER_MS = 15_000;

let written: { readonly position: string; readonly at: number } | null = null;

/** Remembers what a command of this window wrote: reads of the next seconds wait for it. */
export function rememberPosition(position: string | null): void {
  if (position !== null) written = { position, at: Date.now() };
}

/** The `fetch` of a read at two clocks. @throws {ProblemError} @throws {OfflineError} */
export function readFetch({ asOf, asKnownAt }: Clocks): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (asOf !== null) url.searchParams.set('asOf', asOf);
    if (asKnownAt !== null) url.searchParams.set('asKnownAt', asKnownAt);
    const headers = new Headers(request.headers);
    if (written && Date.now() - written.at < READ_AFTER_MS) headers.set('Read-After', written.position);
    const ask = () => plainFetch(new Request(url, { headers, signal: request.signal }));
    const asker = csrfToken();
    const response = await ask();
    // Another session has begun meanwhile: it was the old one that was refused.
    const now = csrfToken();
    if (response.status === 401 && now !== null && now !== asker) return answered(await ask());
    return answered(response);
  };
}

/**
 * The `fetch` of a command. A session that has ended is waited for: once the same person has logged in again, the very
 * same is sent again, with its key; never in the name of somebody else, who may have logged in in another window.
 * @throws {ProblemError} @throws {OfflineError}
 */
export function commandFetch(): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const [account, asker] = [accountId(), csrfToken()];
    const response = await plainFetch(withCsrf(request.clone()));
    if (response.ok) return response;
    const problem = await problemOf(response);
    if (problem.status === 401) {
      sessionEnded(asker);
      if (!(await loggedInAgain(account))) throw problem;
    } else if (problem.code.includes('csrf')) {
      await loadSession();
      if (accountId() !== account) throw problem;
    } else throw problem;
    return answered(await plainFetch(withCsrf(request)));
  };
}

function withCsrf(request: Request): Request {
  const token = csrfToken();
  if (token !== null) request.headers.set('X-CSRF-Token', token);
  return request;
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  const asker = csrfToken();
  const problem = await problemOf(response);
  if (problem.status === 401) sessionEnded(asker);
  throw problem;
}

/** Whether trying again can help, and nobody has to do anything before. */
export function isPassing(error: unknown): boolean {
  return error instanceof ProblemError && (error.code === 'read-model-behind' || error.status === 503);
}
