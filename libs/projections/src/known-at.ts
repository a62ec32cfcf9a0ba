import { AsyncLocalStorage } from 'node:async_hooks';
import { type EventLog, type RecordedEvent, readWholeStream } from '#event-log';
import { asOfInstant, type Clock, isIsoDate, localDateTimeText, Refusal } from '#kernel';

const scope = new AsyncLocalStorage<string>();

/**
 * Runs reading work as it would have run at an instant: rows, checkpoint and clock answer as they stood then, in
 * everything that the work calls, however deep. Queries need not know of it, so that none can forget it.
 * @param instant ISO 8601, UTC, milliseconds; not in the future
 */
export function asKnownAt<Result>(instant: string, work: () => Result): Result {
  return scope.run(instant, work);
}

/** The instant whose knowledge the running work asks for; null: now. */
export function knownAt(): string | null {
  return scope.getStore() ?? null;
}

/** Within {@link asKnownAt} the clock stands at that instant; elsewhere it is the one given. */
export class KnownAtClock implements Clock {
  constructor(private readonly clock: Clock) {}

  now(): string {
    return knownAt() ?? this.clock.now();
  }
}

/** The whole stream of one thing, or, within {@link asKnownAt}, what of it had been recorded by then. */
export async function readKnownStream(log: EventLog, stream: string): Promise<readonly RecordedEvent[]> {
  const events = await readWholeStream(log, stream);
  const instant = knownAt();
  if (instant === null) return events;
  const later = events.findIndex(({ metadata }) => metadata.recordedAt > instant);
  return later < 0 ? events : events.slice(0, later);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads what people give as an instant: a day (`2026-07-05`) means its end in local time, or now for today; else ISO 8601
 * with an offset (`2026-07-05T08:00:00+07:00`).
 * @param name of the parameter, for the message
 * @returns ISO 8601, UTC, milliseconds
 * @throws {Refusal} invalid (`invalid-instant`); unprocessable (`as-of-in-future`: a day, `instant-in-future`: an instant)
 */
export function readInstant(text: string, name: string, now: string): string {
  if (isIsoDate(text)) return asOfInstant(text, now);
  const time = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new Refusal(
      'invalid',
      'invalid-instant',
      `“${name}” phải là một ngày (như 2026-07-05: đến hết ngày ấy) hoặc một thời điểm có múi giờ (như 2026-07-05T08:00:00+07:00).`,
    );
  }
  const instant = new Date(time).toISOString();
  if (instant > now) {
    throw new Refusal(
      'unprocessable',
      'instant-in-future',
      `“${name}”: chưa đến ${localDateTimeText(instant)}; bây giờ là ${localDateTimeText(now)}.`,
    );
  }
  return instant;
}
