import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row each request for more time, with its decision. */
export const extensions = sqliteTable(
  'scorecards_extensions',
  {
    /** Event id of the request. */
    request: text('request').primaryKey(),
    programme: text('programme').notNull(),
    task: text('task').notNull(),
    unit: text('unit').notNull(),
    assignment: text('assignment').notNull(),
    /** The due date then, and the one asked for, `YYYY-MM-DD`. */
    from: text('from_date').notNull(),
    to: text('to_date').notNull(),
    /** Instant. */
    requestedAt: text('requested_at').notNull(),
    requestedOn: text('requested_on').notNull(),
    granted: integer('granted', { mode: 'boolean' }),
    /** Instant of the decision, its day and its event; null while it waits. */
    decidedAt: text('decided_at'),
    decidedOn: text('decided_on'),
    decidedEvent: text('decided_event'),
  },
  (table) => [index('scorecards_extensions_by_unit').on(table.programme, table.unit, table.requestedOn)],
);
