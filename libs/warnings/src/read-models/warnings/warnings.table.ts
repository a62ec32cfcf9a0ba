import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { JsonObject } from '#event-log';

/** One row each time that a warning was raised. */
export const warnings = sqliteTable(
  'warnings_warnings',
  {
    /** `<rule>.<assignment>.<period>` */
    id: text('id').notNull(),
    /** Revision of the event that raised it: a warning may be raised again. */
    raisedRevision: integer('raised_revision').notNull(),
    rule: text('rule').notNull(),
    programme: text('programme').notNull(),
    task: text('task').notNull(),
    unit: text('unit').notNull(),
    assignment: text('assignment').notNull(),
    period: text('period').notNull(),
    level: integer('level').notNull(),
    inputs: text('inputs', { mode: 'json' }).$type<JsonObject>().notNull(),
    /** Instant at which it fell due, and its local day. */
    raisedAt: text('raised_at').notNull(),
    raisedOn: text('raised_on').notNull(),
    /** Instant at which that was written. */
    raisedRecordedAt: text('raised_recorded_at').notNull(),
    raisedEvent: text('raised_event').notNull(),
    clearedAt: text('cleared_at'),
    clearedOn: text('cleared_on'),
    clearedCause: text('cleared_cause'),
    clearedEvent: text('cleared_event'),
    /** Event id of the fact that cleared it. */
    clearedBy: text('cleared_by'),
    simulated: integer('simulated').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.raisedRevision] }),
    index('warnings_warnings_by_assignment').on(table.assignment),
    index('warnings_warnings_by_programme').on(table.programme, table.raisedOn),
  ],
);
