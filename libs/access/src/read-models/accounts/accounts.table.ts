import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Role } from '../../domain/roles.js';

export const accounts = sqliteTable('accounts', {
  id: text('id').primaryKey(),
  displayName: text('display_name').notNull(),
  enabled: integer('enabled', { mode: 'boolean' }).notNull(),
  /** Instant. */
  registeredAt: text('registered_at').notNull(),
  /** Revision of the account's stream. */
  revision: integer('revision').notNull(),
});

export const grants = sqliteTable(
  'grants',
  {
    account: text('account').notNull(),
    /** Revision of the event that granted it: the order in which the roles were granted. */
    revision: integer('revision').notNull(),
    role: text('role').$type<Role>().notNull(),
    unit: text('unit'),
  },
  (table) => [primaryKey({ columns: [table.account, table.revision] })],
);
