import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AdoptedPolicy } from '../../domain/policy.js';

/** The policies that a programme has adopted, in order. */
export const policies = sqliteTable(
  'reporting_policies',
  {
    programme: text('programme').notNull(),
    position: text('position').notNull(),
    from: text('from_date').notNull(),
    adopted: text('adopted', { mode: 'json' }).$type<AdoptedPolicy>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.programme, table.position] })],
);
