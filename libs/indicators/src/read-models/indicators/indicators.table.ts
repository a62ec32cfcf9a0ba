import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { DocumentRef } from '#tasks';

/**
 * Every version of what was measured: figures stand from the instant at which they were recorded until they were
 * corrected. A question "as known at" an instant is answered from those that stood then.
 */
export const indicatorMeasurements = sqliteTable(
  'indicators_measurements',
  {
    /** The event that states the figures. */
    eventId: text('event_id').primaryKey(),
    programme: text('programme').notNull(),
    code: text('code').notNull(),
    period: text('period').notNull(),
    value: real('value').notNull(),
    numerator: real('numerator'),
    denominator: real('denominator'),
    measuredOn: text('measured_on').notNull(),
    /** Of the first figures; null for a correction. */
    source: text('source'),
    documents: text('documents', { mode: 'json' }).$type<readonly DocumentRef[]>().notNull(),
    /** The event whose figures these replaced, and why; null for the first ones. */
    corrects: text('corrects'),
    reason: text('reason'),
    recordedBy: text('recorded_by').notNull(),
    validFrom: text('valid_from').notNull(),
    /** Null while they stand. */
    validUntil: text('valid_until'),
    /** 0 or 1. */
    simulated: integer('simulated').notNull(),
  },
  (table) => [index('indicators_measurements_by_indicator').on(table.programme, table.code)],
);

/** Every version of a year's target, the definition's own first. */
export const indicatorTargets = sqliteTable(
  'indicators_targets',
  {
    eventId: text('event_id').primaryKey(),
    programme: text('programme').notNull(),
    code: text('code').notNull(),
    year: integer('year').notNull(),
    target: real('target').notNull(),
    targetMax: real('target_max'),
    stretchTarget: real('stretch_target'),
    /** Null for the definition's own: the programme's document. */
    document: text('document', { mode: 'json' }).$type<DocumentRef>(),
    setBy: text('set_by').notNull(),
    validFrom: text('valid_from').notNull(),
    validUntil: text('valid_until'),
    /** 0 or 1. */
    simulated: integer('simulated').notNull(),
  },
  (table) => [index('indicators_targets_by_indicator').on(table.programme, table.code, table.year)],
);
