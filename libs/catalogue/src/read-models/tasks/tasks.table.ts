import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ScheduleBody } from '../../domain/task.events.js';

export const catalogueTasks = sqliteTable(
  'catalogue_tasks',
  {
    programme: text('programme').notNull(),
    code: text('code').notNull(),
    section: text('section').notNull(),
    title: text('title').notNull(),
    directingLeaders: text('directing_leaders', { mode: 'json' }).$type<readonly string[]>().notNull(),
    /** Ids of units and groups. */
    leadUnits: text('lead_units', { mode: 'json' }).$type<readonly string[]>().notNull(),
    /** Ids of units and groups. */
    coordinatingUnits: text('coordinating_units', { mode: 'json' }).$type<readonly string[]>().notNull(),
    deliverables: text('deliverables', { mode: 'json' }).$type<readonly string[]>().notNull(),
    schedule: text('schedule', { mode: 'json' }).$type<ScheduleBody>().notNull(),
    /** Place in the document. */
    ordinal: integer('ordinal').notNull(),
    /** Folded: title, deliverables, directing leaders. */
    search: text('search').notNull(),
  },
  (table) => [primaryKey({ columns: [table.programme, table.code] })],
);
