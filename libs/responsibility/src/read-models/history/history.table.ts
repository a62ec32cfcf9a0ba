import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { HistoryEventType } from '../../domain/sentences.js';

/** One row an event of an assignment or of one of its warnings: what a line of history is told from. */
export const history = sqliteTable(
  'responsibility_history',
  {
    /** Position in the log: the order of the lines. */
    position: text('position').primaryKey(),
    eventId: text('event_id').notNull(),
    stream: text('stream').notNull(),
    revision: integer('revision').notNull(),
    type: text('type').$type<HistoryEventType>().notNull(),
    programme: text('programme').notNull(),
    task: text('task').notNull(),
    unit: text('unit').notNull(),
    assignment: text('assignment').notNull(),
    /** Null for events of the assignment itself. */
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
  ],
);

export type HistoryRow = typeof history.$inferSelect;
