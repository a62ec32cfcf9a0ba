import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Direction } from '../../domain/indicator.events.js';

export const catalogueIndicators = sqliteTable(
  'catalogue_indicators',
  {
    programme: text('programme').notNull(),
    code: text('code').notNull(),
    group: text('group').notNull(),
    name: text('name').notNull(),
    unit: text('unit'),
    direction: text('direction').$type<Direction>().notNull(),
    target: real('target'),
    targetMax: real('target_max'),
    stretchTarget: real('stretch_target'),
    targetYear: integer('target_year').notNull(),
    parentCode: text('parent_code'),
    /** Place in the document. */
    ordinal: integer('ordinal').notNull(),
  },
  (table) => [primaryKey({ columns: [table.programme, table.code] })],
);
