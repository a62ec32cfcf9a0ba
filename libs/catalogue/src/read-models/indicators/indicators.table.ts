import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type {
  Baseline,
  Cadence,
  Direction,
  Formula,
  Path,
  Timing,
  YearTarget,
} from '../../domain/indicator.events.js';

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
    strict: integer('strict', { mode: 'boolean' }).notNull(),
    approximate: integer('approximate', { mode: 'boolean' }).notNull(),
    baseline: text('baseline', { mode: 'json' }).$type<Baseline>(),
    cadence: text('cadence').$type<Cadence>(),
    timing: text('timing').$type<Timing>(),
    /** Unit id. */
    owner: text('owner'),
    formula: text('formula', { mode: 'json' }).$type<Formula>(),
    dataSource: text('data_source'),
    verification: text('verification'),
    path: text('path', { mode: 'json' }).$type<Path>(),
    targets: text('targets', { mode: 'json' }).$type<readonly YearTarget[]>().notNull(),
    /** Place in the document. */
    ordinal: integer('ordinal').notNull(),
  },
  (table) => [primaryKey({ columns: [table.programme, table.code] })],
);
