/** How long to go on trying. */
export interface RetrySettings {
  /** Seconds before the second try; each later one waits twice as long as the one before. */
  readonly firstSeconds: number;
  readonly longestSeconds: number;
  /** Hours of trying after which what is put off by the other side is dead. */
  readonly giveUpHours: number;
  /** Refusals for good after which it is dead. */
  readonly refusals: number;
}

/**
 * How sending went. `delayed`: this one can't be taken now. `unreachable`: nothing can be sent there now, the others
 * wait too. `refused`: the other side says that it will not take it.
 */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'delayed' | 'unreachable' | 'refused'; readonly error: string };

export interface Tried {
  /** Tries so far, this one included. */
  readonly attempts: number;
  /** Refusals before this try. */
  readonly refusals: number;
  /** Instant from which it has been tried. */
  readonly since: string;
}

export type Verdict =
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly nextAt: string; readonly error: string; readonly refusals: number }
  | { readonly state: 'dead'; readonly error: string; readonly refusals: number };

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Seconds to wait after the nth failure (from 1). */
export function pauseSeconds(failures: number, { firstSeconds, longestSeconds }: RetrySettings): number {
  return Math.min(firstSeconds * 2 ** Math.max(0, failures - 1), longestSeconds);
}

/** @param now instant of the try */
export function judge(outcome: Outcome, tried: Tried, retry: RetrySettings, now: string): Verdict {
  if (outcome.kind === 'sent') return { state: 'sent' };
  const { error } = outcome;
  const refusals = tried.refusals + (outcome.kind === 'refused' ? 1 : 0);
  const tooOften = outcome.kind === 'refused' && refusals >= retry.refusals;
  const tooLong = Date.parse(now) - Date.parse(tried.since) >= retry.giveUpHours * HOUR_MS;
  if (tooOften || tooLong) return { state: 'dead', error, refusals };
  const wait = pauseSeconds(tried.attempts, retry) * SECOND_MS;
  return { state: 'failed', nextAt: new Date(Date.parse(now) + wait).toISOString(), error, refusals };
}
