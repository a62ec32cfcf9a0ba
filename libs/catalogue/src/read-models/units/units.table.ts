import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { UnitKind } from '../../domain/unit.events.js';

export const catalogueUnits = sqliteTable('catalogue_units', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind').$type<UnitKind>().notNull(),
  code: text('code'),
  aliases: text('aliases', { mode: 'json' }).$type<readonly string[]>().notNull(),
  ordinal: integer('ordinal').notNull(),
  /** Folded: name, aliases, code. */
  search: text('search').notNull(),
});

export const catalogueGroups = sqliteTable('catalogue_groups', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  aliases: text('aliases', { mode: 'json' }).$type<readonly string[]>().notNull(),
  kinds: text('kinds', { mode: 'json' }).$type<readonly UnitKind[]>().notNull(),
  units: text('units', { mode: 'json' }).$type<readonly string[]>().notNull(),
  exclude: text('exclude', { mode: 'json' }).$type<readonly string[]>().notNull(),
  descriptive: integer('descriptive', { mode: 'boolean' }).notNull(),
  ordinal: integer('ordinal').notNull(),
});

export const catalogueGroupMembers = sqliteTable(
  'catalogue_group_members',
  {
    group: text('group').notNull(),
    unit: text('unit').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.group, table.unit] }),
    index('catalogue_group_members_by_unit').on(table.unit),
  ],
);
