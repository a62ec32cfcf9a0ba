import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row each time that a role was granted: who had which right from when to when. */
export const rights = sqliteTable(
  'responsibility_rights',
  {
    /** Id of the event that granted it. */
    event: text('event').primaryKey(),
    account: text('account').notNull(),
    role: text('role').notNull(),
    /** Null: a role that is not tied to a unit. */
    unit: text('unit'),
    /** Instant. */
    grantedAt: text('granted_at').notNull(),
    /** Account that granted it. */
    grantedBy: text('granted_by').notNull(),
    revokedAt: text('revoked_at'),
    revokedBy: text('revoked_by'),
    revokedEvent: text('revoked_event'),
    simulated: integer('simulated', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    index('responsibility_rights_by_unit').on(table.unit),
    index('responsibility_rights_by_account').on(table.account),
  ],
);

export type RightRow = typeof rights.$inferSelect;
