import { connection, connectionBack, connectionLost } from './connection.js';
import { askAgain, queryClient } from './reads.js';
import { loadSession, session } from './session.js';

/** What is taken of a message of `/changes`. */
interface Change {
  readonly stream: string;
}

/** Changes of one moment are taken together; a flood of them asks again at most this often. */
const GATHER_MS = 150;
const AT_MOST_EVERY_MS = 1_500;
/** The server sends something every 20 s. */
const SILENCE_MS = 50_000;
const RETRY_MS = [500, 2_000, 5_000, 10_000];
/** A window that nobody looks at gives its connection back: a browser has only six for one server. */
const HIDDEN_MS = 60_000;

/**
 * Follows `/changes` while somebody is logged in: what a change concerns is asked again within a second, and everything
 * after a time without connection. @returns stops it
 */
export function followChanges(): () => void {
  let source: EventSource | null = null;
  let tries = 0;
  let silence: number | undefined;
  let again: number | undefined;
  let hidden: number | undefined;
  let gathered: number | undefined;
  let flushedAt = 0;
  let missed = false;
  /** The window has been hidden for long: nothing is followed until it is looked at again. */
  let resting = false;
  /** Counts the connections given up: what was asked for the sake of one of them opens no other. */
  let closed = 0;
  const concerned = new Set<string>();

  const flush = () => {
    gathered = undefined;
    flushedAt = Date.now();
    const now = new Set(concerned);
    concerned.clear();
    void askAgain(now);
  };
  const heard = () => {
    window.clearTimeout(silence);
    silence = window.setTimeout(reconnect, SILENCE_MS);
    if (missed) {
      missed = false;
      void askAgain('all');
    }
    tries = 0;
    connectionBack();
  };
  const close = () => {
    closed += 1;
    window.clearTimeout(silence);
    window.clearTimeout(again);
    source?.close();
    source = null;
  };
  const reconnect = () => {
    close();
    missed = true;
    const wait = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)];
    tries += 1;
    const mine = closed;
    again = window.setTimeout(() => {
      // Whether the server is away or the session has ended, the stream itself does not tell.
      void loadSession().then(() => {
        if (mine !== closed) return;
        if (session.get().state === 'in') open();
        else reconnect();
      });
    }, wait);
  };
  const open = () => {
    close();
    source = new EventSource('/changes');
    source.onopen = heard;
    source.addEventListener('heartbeat', ({ data: today }: MessageEvent<string>) => {
      heard();
      const now = session.get();
      // The server's day has become another one: what is due, late or open may be so too.
      if (now.state === 'in' && today !== now.live.serverDate) void loadSession().then(() => askAgain('all'));
    });
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      heard();
      const { stream } = JSON.parse(data) as Change;
      concerned.add(stream.split('-')[0] ?? '');
      gathered ??= window.setTimeout(flush, Math.max(GATHER_MS, flushedAt + AT_MOST_EVERY_MS - Date.now()));
    });
    source.onerror = reconnect;
  };
  const onVisibility = () => {
    window.clearTimeout(hidden);
    if (document.visibilityState === 'hidden') {
      hidden = window.setTimeout(() => {
        close();
        missed = true;
        resting = true;
      }, HIDDEN_MS);
    } else {
      resting = false;
      if (source === null) open();
    }
  };
  const onOnline = () => {
    if (!resting) reconnect();
  };

  open();
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('online', onOnline);
  window.addEventListener('offline', connectionLost);
  return () => {
    close();
    window.clearTimeout(hidden);
    window.clearTimeout(gathered);
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('online', onOnline);
    window.removeEventListener('offline', connectionLost);
  };
}

/** Asks again what failed, once the server answers again. */
connection.subscribe(() => {
  if (connection.get().state === 'up') {
    void queryClient.refetchQueries({
      type: 'active',
      // What was read of a list stands, and goes on by itself.
      predicate: ({ state, meta }) =>
        state.status === 'error' && !(meta?.paged === true && state.data !== undefined),
    });
  }
});
