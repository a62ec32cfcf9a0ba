import { v5 as uuidv5 } from 'uuid';
import type { Actor, EventLog, EventMetadata, EventToAppend, Position, RecordedEvent } from '../port.js';

const NAMESPACE = '5c5e57a0-57a0-5757-8057-0123456789ab';
const PAGE_SIZE = 1_000;

/** The instant at which every event of the fixtures was recorded, where nothing else is said. */
export const SOME_INSTANT = '2026-03-02T01:30:00.000Z';

/** The actor of every event of the fixtures, where nothing else is said. */
export const SOME_ACTOR: Actor = { id: 'account-1', role: 'reporter', unit: 'so-khcn' };

let count = 0;

/** A UUIDv5 that is the same for the same name. */
export function someUuid(name: string): string {
  return uuidv5(name, NAMESPACE);
}

/** An instant `milliseconds` after {@link SOME_INSTANT} (before it when negative). */
export function someInstant(milliseconds: number): string {
  return new Date(Date.parse(SOME_INSTANT) + milliseconds).toISOString();
}

export type EventOverrides = Partial<Omit<EventToAppend, 'metadata'>> & {
  readonly metadata?: Partial<EventMetadata>;
};

/** An event that every log accepts. Its id counts up within the process; what it says can be overridden. */
export function someEvent({ metadata, ...event }: EventOverrides = {}): EventToAppend {
  count += 1;
  return {
    id: someUuid(`event ${count}`),
    type: 'ProgressReported',
    data: { percent: 40, summary: 'Đã trình dự thảo kế hoạch' },
    ...event,
    metadata: {
      actor: SOME_ACTOR,
      commandId: someUuid(`command ${count}`),
      correlationId: someUuid(`correlation ${count}`),
      recordedAt: SOME_INSTANT,
      effectiveOn: '2026-03-02',
      schemaVersion: 1,
      ...metadata,
    },
  };
}

/** So many events that every log accepts. */
export function someEvents(howMany: number, overrides: EventOverrides = {}): EventToAppend[] {
  return Array.from({ length: howMany }, () => someEvent(overrides));
}

/** A stream name that no other call in this process gets. */
export function someStream(category = 'assignment'): string {
  count += 1;
  return `${category}-p57.${count}`;
}

/** Every event after a position, read in pages. */
export async function readEverything(log: EventLog, after: Position | null = null): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await log.readAll(events.at(-1)?.position ?? after, PAGE_SIZE);
    if (page.length === 0) return events;
    events.push(...page);
  }
}
