import { Observable } from 'rxjs';
import type { EventLog, Position, RecordedEvent } from './port.js';

export interface FollowOptions {
  /** Events of one page at most. Default 500. */
  readonly pageSize?: number;
  /** How long to trust that no hint was lost, in milliseconds. Default 250. */
  readonly pollMs?: number;
  /**
   * How long to rest, in milliseconds, after a page of many events that was not full: where appends come thick, those
   * of this while make one page. Default 20.
   */
  readonly restMs?: number;
}

const DEFAULT_PAGE_SIZE = 500;
const DEFAULT_POLL_MS = 250;
const DEFAULT_REST_MS = 20;
/** Events of a page that tell of many writers at once. */
const MANY = 8;

/**
 * Everything that the log holds after `after` (null: from the start), in its order, then whatever comes, without
 * end. Pages are never empty; no event is missed or repeated, whatever becomes of the hints. The next page is read
 * only when the subscriber's `next` has returned. Ends only with the error of a read. Keeps no process alive.
 */
export function follow(
  log: EventLog,
  after: Position | null,
  { pageSize = DEFAULT_PAGE_SIZE, pollMs = DEFAULT_POLL_MS, restMs = DEFAULT_REST_MS }: FollowOptions = {},
): Observable<readonly RecordedEvent[]> {
  return new Observable((subscriber) => {
    let position = after;
    let reading = false;
    let hinted = false;
    let poll: NodeJS.Timeout | undefined;

    const readOn = async () => {
      hinted = true;
      if (reading) return;
      reading = true;
      clearTimeout(poll);
      try {
        while (hinted && !subscriber.closed) {
          hinted = false;
          const page = await log.readAll(position, pageSize);
          const last = page.at(-1);
          if (!last || subscriber.closed) continue;
          position = last.position;
          const isFull = page.length === pageSize;
          hinted ||= isFull;
          subscriber.next(page);
          // A log read from its start must not keep the event loop from everything else.
          await (isFull || page.length < MANY ? new Promise(setImmediate) : rest(restMs));
        }
      } catch (error) {
        subscriber.error(error);
      } finally {
        reading = false;
      }
      if (!subscriber.closed) poll = setTimeout(readOn, pollMs).unref();
    };

    const stopListening = log.onAppended(readOn);
    subscriber.add(() => {
      stopListening();
      clearTimeout(poll);
    });
    void readOn();
  });
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());
