import { Observable } from 'rxjs';
import { EventLogClosedError, EventLogUnavailableError } from './errors.js';
import type { EventLog, Position, RecordedEvent } from './port.js';

export interface FollowOptions {
  /** Events of one page at most. Default 500. */
  readonly pageSize?: number;
  /** How long to trust that no hint was lost, in milliseconds. Default: as long as the log says. */
  readonly pollMs?: number;
  /**
   * How long to rest, in milliseconds, after a page of many events that was not full: where appends come thick, those
   * of this while make one page. Default 50.
   */
  readonly restMs?: number;
  /** Told when the log can't be read for now, once an outage; and, with null, when it is read again. */
  readonly onOutage?: (error: EventLogUnavailableError | null) => void;
}

const DEFAULT_PAGE_SIZE = 500;
const DEFAULT_REST_MS = 50;
/** Events of a page that tell of many writers at once. */
const MANY = 8;
/** How long to wait before a log that could not be read is tried again, in milliseconds: ever longer. */
const OUTAGE_PAUSE_MS = { first: 250, longest: 5_000 };

/** Whether it may be read again later: a login or a certificate can be put right on the server, too. */
const isOutage = (error: unknown): error is EventLogUnavailableError =>
  error instanceof EventLogUnavailableError && !(error instanceof EventLogClosedError);

/**
 * Everything that the log holds after `after` (null: from the start), in its order, then whatever comes, without
 * end. Pages are never empty; no event is missed or repeated, whatever becomes of the hints. The next page is read
 * only when the subscriber's `next` has returned. While the log can't be read it waits and goes on where it stood; it
 * ends only with an error of another kind, as that of a log that was closed, or of a position that it never gave. Keeps
 * no process alive.
 */
export function follow(
  log: EventLog,
  after: Position | null,
  {
    pageSize = DEFAULT_PAGE_SIZE,
    pollMs = log.pollMs,
    restMs = DEFAULT_REST_MS,
    onOutage = () => {},
  }: FollowOptions = {},
): Observable<readonly RecordedEvent[]> {
  return new Observable((subscriber) => {
    let position = after;
    let reading = false;
    let hinted = false;
    let poll: NodeJS.Timeout | undefined;
    let pauseMs = 0;

    const readOn = async () => {
      hinted = true;
      if (reading) return;
      reading = true;
      clearTimeout(poll);
      try {
        while (hinted && !subscriber.closed) {
          hinted = false;
          const page = await log.readAll(position, pageSize);
          if (pauseMs > 0) onOutage(null);
          pauseMs = 0;
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
        if (!isOutage(error)) subscriber.error(error);
        else {
          if (pauseMs === 0) onOutage(error);
          pauseMs = Math.min(Math.max(pauseMs * 2, OUTAGE_PAUSE_MS.first), OUTAGE_PAUSE_MS.longest);
        }
      } finally {
        reading = false;
      }
      if (!subscriber.closed) poll = setTimeout(readOn, pauseMs || pollMs).unref();
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
