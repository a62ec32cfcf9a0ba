import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { eq } from 'drizzle-orm';
import type { Principal } from '#access';
import { EVENT_LOG, type EventLog } from '#event-log';
import { Refusal } from '#kernel';
import { ReadModels } from '#projections';
import type { HistoryLine } from '../../domain/trail.js';
import { type HistoryRow, history, untoldEvents } from '../../read-models/history/history.table.js';
import { HistoryLines } from '../history-lines.js';
import { checkReadable } from '../readable.js';

/** An event as the log holds it. */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  /** The body, text for text as it was stored. */
  readonly data: string;
  /** The metadata, text for text as they were stored. */
  readonly metadata: string;
  /** The event told; null for the parts of a closed period's list. */
  readonly line: HistoryLine | null;
}

/**
 * One event as it was stored. Read from the log itself, after the rows have said where it lies.
 * @throws {Refusal} forbidden; not-found `event-not-found`
 * @throws {EventLogError} the log can't be read
 */
export class StoredEventQuery extends Query<StoredEvent> {
  constructor(
    readonly principal: Principal,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(StoredEventQuery)
export class StoredEventHandler implements IQueryHandler<StoredEventQuery> {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly readModels: ReadModels,
    private readonly lines: HistoryLines,
  ) {}

  async execute({ principal, id }: StoredEventQuery): Promise<StoredEvent> {
    const row = this.#row(id);
    const place = row ?? this.#untold(id);
    if (!place) {
      throw new Refusal('not-found', 'event-not-found', 'Không có sự kiện nào mang mã này.');
    }
    checkReadable(principal, { stream: place.stream, unit: row?.unit ?? null });
    const line = row ? (this.lines.tell([row])[0] ?? null) : null;
    const { stream, revision } = place;
    const [event] = await this.log.readStream(stream, { from: revision, limit: 1 });
    if (event?.id !== id) throw new Error(`${stream} holds at ${revision} another event than its row says`);
    const { type, position, rawData: data, rawMetadata: metadata } = event;
    return { id, stream, revision, position, type, data, metadata, line };
  }

  #row(id: string): HistoryRow | undefined {
    return this.readModels.db.select().from(history).where(eq(history.eventId, id)).get();
  }

  #untold(id: string) {
    return this.readModels.db.select().from(untoldEvents).where(eq(untoldEvents.eventId, id)).get();
  }
}
