import type { EventLog, RecordedEvent } from './port.js';

/** Streams kept at once; the one unused for longest goes first. */
const KEPT_STREAMS = 2_000;
/** A longer stream is not kept: few are, and one would take the place of hundreds. */
const KEPT_EVENTS = 200;

const caches = new WeakMap<EventLog, Map<string, readonly RecordedEvent[]>>();

/**
 * Beginnings of streams that were read lately. Streams only grow, so what is kept is always true, and never more than
 * a beginning: the reader still asks the log for the rest.
 */
export function knownBeginning(log: EventLog, stream: string): readonly RecordedEvent[] {
  return caches.get(log)?.get(stream) ?? [];
}

/** Keeps what a whole stream held just now. */
export function keepBeginning(log: EventLog, stream: string, events: readonly RecordedEvent[]): void {
  let cache = caches.get(log);
  if (!cache) {
    cache = new Map();
    caches.set(log, cache);
  }
  cache.delete(stream);
  if (events.length === 0 || events.length > KEPT_EVENTS) return;
  cache.set(stream, events);
  const [oldest] = cache.keys();
  if (cache.size > KEPT_STREAMS && oldest !== undefined) cache.delete(oldest);
}
