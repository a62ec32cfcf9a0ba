import type { BrowserSessionDto } from '../client/types.gen.js';
import { ProblemError, problemOf } from './problem.js';
import { createStore, useStore } from './store.js';
import { plainFetch } from './transport-core.js';

/**
 * A live session of this browser: who, what they may do, the server's day. The session itself is a cookie that no script
 * can read; `csrfToken` goes with every command and is kept in memory only.
 */
export type LiveSession = BrowserSessionDto;
export type Principal = LiveSession['principal'];
export type Role = Principal['grants'][number]['role'];
export type Permission = LiveSession['permissions'][number]['permission'];

/**
 * - `loading`: nobody knows yet;
 * - `out`: nobody is logged in;
 * - `in`: as in `live`;
 * - `ended`: was logged in as `live` says, and the server no longer knows it: a dialog asks to log in again.
 */
export type SessionState =
  | { readonly state: 'loading' }
  | { readonly state: 'unreachable'; readonly error: unknown }
  | { readonly state: 'out' }
  | { readonly state: 'in'; readonly live: LiveSession }
  | { readonly state: 'ended'; readonly live: LiveSession };

export const session = createStore<SessionState>({ state: 'loading' });

const PATH = '/browser-session';
/** Tells the other windows of this browser that somebody logged in or out. */
const windows = new BroadcastChannel('nq57-session');

/** Counts the questions, logins and logouts: an answer that another one has overtaken says nothing any more. */
let turn = 0;

windows.onmessage = ({ data }: MessageEvent<'in' | 'out'>) => {
  if (data === 'out') become({ state: 'out' });
  else void loadSession();
};

function become(next: SessionState): void {
  turn += 1;
  session.set(next);
}

/** Asks the server who is logged in, by the cookie. */
export async function loadSession(): Promise<void> {
  turn += 1;
  const mine = turn;
  try {
    const response = await plainFetch(new Request(PATH));
    if (!response.ok && response.status !== 401) throw await problemOf(response);
    const live = response.ok ? ((await response.json()) as LiveSession) : null;
    if (mine !== turn) return;
    session.set((before) => {
      if (live !== null) return { state: 'in', live };
      return before.state === 'in' || before.state === 'ended'
        ? { state: 'ended', live: before.live }
        : { state: 'out' };
    });
  } catch (error) {
    if (mine === turn && session.get().state === 'loading') session.set({ state: 'unreachable', error });
  }
}

/** @throws {ProblemError} `bad-credentials`, `too-many-attempts` … @throws {OfflineError} */
export async function logIn(account: string, password: string): Promise<LiveSession> {
  const response = await plainFetch(
    new Request(PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ account, password }),
    }),
  );
  if (!response.ok) throw await problemOf(response);
  const live = (await response.json()) as LiveSession;
  become({ state: 'in', live });
  windows.postMessage('in');
  return live;
}

/** Ends the session. Drafts stay on this machine, under their account. */
export async function logOut(): Promise<void> {
  const response = await plainFetch(
    new Request(PATH, { method: 'DELETE', headers: { 'X-CSRF-Token': csrfToken() ?? '' } }),
  );
  if (!response.ok && response.status !== 401) throw await problemOf(response);
  become({ state: 'out' });
  windows.postMessage('out');
}

/**
 * The server no longer knows the session: what is on the screen stays, a dialog asks to log in again.
 * @param asker CSRF token of the session that was refused: one that began since goes on; left out: the one there is
 */
export function sessionEnded(asker = csrfToken()): void {
  session.set((before) =>
    before.state === 'in' && before.live.csrfToken === asker ? { state: 'ended', live: before.live } : before,
  );
}

/** Waits until somebody has logged in again. @returns whether it is that account */
export function loggedInAgain(account: string | null): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const now = session.get();
      if (now.state !== 'in' && now.state !== 'out') return;
      stop();
      resolve(now.state === 'in' && now.live.principal.id === account);
    };
    const stop = session.subscribe(look);
    look();
  });
}

function live(): LiveSession | null {
  const now = session.get();
  return now.state === 'in' || now.state === 'ended' ? now.live : null;
}

export const csrfToken = (): string | null => live()?.csrfToken ?? null;

/** Id of the account that is logged in; drafts are kept under it. */
export const accountId = (): string | null => live()?.principal.id ?? null;

/** The server's day, `YYYY-MM-DD`, outside of components; null: nobody is logged in. */
export const serverDate = (): string | null => live()?.serverDate ?? null;

/** The session of the page. Pages are shown to those who are logged in, so that there is one. */
export function useSession(): LiveSession {
  const now = useStore(session);
  if (now.state === 'in' || now.state === 'ended') return now.live;
  throw new ProblemError(401, 'unauthenticated', 'Chưa đăng nhập', 'Hãy đăng nhập trước.');
}

/** Whether the account holds one of the roles. */
export function hasRole(principal: Principal, ...roles: readonly Role[]): boolean {
  return principal.grants.some(({ role }) => roles.includes(role));
}

/** Ids of the units that the account reports for. */
export function unitsOf(principal: Principal): readonly string[] {
  return principal.grants.flatMap(({ role, unit }) => (role === 'lead-unit' && unit !== null ? [unit] : []));
}

/**
 * Whether the account may do something, so that no button is shown in vain; the server decides all the same.
 * @param unit whose matter it is; left out: anybody's
 */
export function useMay(permission: Permission, unit?: string): boolean {
  const held = useSession().permissions.find((one) => one.permission === permission);
  if (held === undefined) return false;
  return held.units === null || (unit === undefined ? held.units.length > 0 : held.units.includes(unit));
}

/** The server's day, `YYYY-MM-DD`. */
export const useToday = (): string => useSession().serverDate;
