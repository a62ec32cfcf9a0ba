import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
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
    budgetMillionVnd: real('budget_million_vnd'),
    isGroup: integer('is_group', { mode: 'boolean' }).notNull(),
    parentCode: text('parent_code'),
    unknownLeadUnits: text('unknown_lead_units', { mode: 'json' }).$type<readonly string[]>().notNull(),
    unknownCoordinatingUnits: text('unknown_coordinating_units', { mode: 'json' })
      .$type<readonly string[]>()
      .notNull(),
    note: text('note'),
    /** Place in the document. */
    ordinal: integer('ordinal').notNull(),
    /** Folded: title, deliverables, directing leaders. */
    search: text('search').notNull(),
  },
  (table) => [primaryKey({ columns: [table.programme, table.code] })],
);

/** Which task carries out which of another programme. */
export const catalogueTaskLinks = sqliteTable(
  'catalogue_task_links',
  {
    programme: text('programme').notNull(),
    task: text('task').notNull(),
    toProgramme: text('to_programme').notNull(),
    toTask: text('to_task').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.programme, table.task, table.toProgramme, table.toTask] }),
    index('catalogue_task_links_to').on(table.toProgramme, table.toTask),
  ],
);
