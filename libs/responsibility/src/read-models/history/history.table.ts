import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { HistoryEventType } from '../../domain/sentences.js';

/**
 * One row an event: what a line of history is told from. The parts of a closed period's list stand in reporting's tables,
 * the close tells of them.
 */
export const history = sqliteTable(
  'responsibility_history',
  {
    /** Position in the log: the order of the lines. */
    position: text('position').primaryKey(),
    eventId: text('event_id').notNull(),
    stream: text('stream').notNull(),
    revision: integer('revision').notNull(),
    type: text('type').$type<HistoryEventType>().notNull(),
    /** Null for units and groups of units; so are the next four wherever the event speaks of none. */
    programme: text('programme'),
    task: text('task'),
    unit: text('unit'),
    assignment: text('assignment'),
    /** Code of an indicator. */
    indicator: text('indicator'),
    /** Null for what is no warning. */
    warningRule: text('warning_rule'),
    /** Instant. */
    recordedAt: text('recorded_at').notNull(),
    /** `YYYY-MM-DD` */
    effectiveOn: text('effective_on').notNull(),
    actorId: text('actor_id').notNull(),
    actorRole: text('actor_role').notNull(),
    actorUnit: text('actor_unit'),
    /** JSON `{id, version}` of the rule that acted; null where a person did. */
    rule: text('rule'),
    simulated: integer('simulated', { mode: 'boolean' }).notNull(),
    /** The event's body as it was stored. */
    data: text('data').notNull(),
  },
  (table) => [
    index('responsibility_history_by_assignment').on(table.assignment),
    index('responsibility_history_by_stream').on(table.stream, table.revision),
    index('responsibility_history_by_unit').on(table.unit),
    index('responsibility_history_by_task').on(table.programme, table.task),
    index('responsibility_history_by_time').on(table.programme, table.recordedAt),
    index('responsibility_history_by_event').on(table.eventId),
    index('responsibility_history_by_actor').on(table.actorId, table.position),
  ],
);

/** Where the events lie that no line tells of, so that they too are found by their ids. */
export const untoldEvents = sqliteTable('responsibility_untold_events', {
  eventId: text('event_id').primaryKey(),
  position: text('position').notNull(),
  stream: text('stream').notNull(),
  revision: integer('revision').notNull(),
});

/** Every document that an event names, under the event. */
export const documentReferences = sqliteTable(
  'responsibility_document_references',
  {
    position: text('position').notNull(),
    /** Place among those of the event. */
    ordinal: integer('ordinal').notNull(),
    number: text('number').notNull(),
    /** `YYYY-MM-DD` */
    date: text('date'),
    issuer: text('issuer'),
    eventId: text('event_id').notNull(),
    /** The thing that the event is of. */
    stream: text('stream').notNull(),
    programme: text('programme'),
    /** Unit that the event speaks of. */
    unit: text('unit'),
    /** Folded: number, issuer. */
    search: text('search').notNull(),
  },
  (table) => [primaryKey({ columns: [table.position, table.ordinal] })],
);

export type HistoryRow = typeof history.$inferSelect;
