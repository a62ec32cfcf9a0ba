import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { DocumentRef } from '#tasks';

/** How figures came to stand no more. */
export type MeasurementEnd = 'corrected' | 'withdrawn';

/** Every version of what was measured, of indicators and of units on them, with what became of it. */
export const indicatorMeasurements = sqliteTable(
  'indicators_measurements',
  {
    /** The event that states the figures. */
    eventId: text('event_id').primaryKey(),
    programme: text('programme').notNull(),
    code: text('code').notNull(),
    /** Whose figure it is; null: the indicator's own. */
    unit: text('unit'),
    period: text('period').notNull(),
    value: real('value').notNull(),
    numerator: real('numerator'),
    denominator: real('denominator'),
    measuredOn: text('measured_on').notNull(),
    /** Of the first figures; null for a correction. */
    source: text('source'),
    documents: text('documents', { mode: 'json' }).$type<readonly DocumentRef[]>().notNull(),
    /** The event whose figures these replaced; null for the first ones. */
    corrects: text('corrects'),
    /** Why they were corrected, or recorded after the reporting period was closed. */
    reason: text('reason'),
    recordedBy: text('recorded_by').notNull(),
    recordedAt: text('recorded_at').notNull(),
    /** The local day of recording: the policy in force on it says whether a second person is needed. */
    recordedOn: text('recorded_on').notNull(),
    /** 0 or 1: recorded by a rule, which no second person stands by. */
    byRule: integer('by_rule').notNull(),
    /** The other person who stands by them; null: none yet. */
    confirmedBy: text('confirmed_by'),
    confirmedAt: text('confirmed_at'),
    /** The correction or withdrawal (event id) since which they stand no more; null while they stand. */
    endedBy: text('ended_by'),
    endedAs: text('ended_as').$type<MeasurementEnd>(),
    endedAt: text('ended_at'),
    /** The account that withdrew them, and why; null where they stand or were corrected. */
    withdrawnBy: text('withdrawn_by'),
    withdrawnReason: text('withdrawn_reason'),
    /** Revision of its stream. */
    revision: integer('revision').notNull(),
    /** 0 or 1. */
    simulated: integer('simulated').notNull(),
  },
  (table) => [index('indicators_measurements_by_indicator').on(table.programme, table.code, table.unit)],
);

/** Every version of a year's target, the definition's own first. */
export const indicatorTargets = sqliteTable(
  'indicators_targets',
  {
    /** The event that sets it, and the year: a definition may set several. */
    eventId: text('event_id').notNull(),
    year: integer('year').notNull(),
    programme: text('programme').notNull(),
    code: text('code').notNull(),
    /** Whose target it is; null: the indicator's own. */
    unit: text('unit'),
    target: real('target').notNull(),
    targetMax: real('target_max'),
    stretchTarget: real('stretch_target'),
    /** Null for the definition's own: the programme's document. */
    document: text('document', { mode: 'json' }).$type<DocumentRef>(),
    /** Day of the document, from which it holds; null for the definition's own, which holds until then. */
    effectiveOn: text('effective_on'),
    setBy: text('set_by').notNull(),
    setAt: text('set_at').notNull(),
    /** Revision of its stream: a later one takes the place of an earlier one. */
    revision: integer('revision').notNull(),
    /** 0 or 1. */
    simulated: integer('simulated').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.year] }),
    index('indicators_targets_by_indicator').on(table.programme, table.code, table.unit),
  ],
);

/** Where the streams stand that figures are on. */
export const indicatorStreams = sqliteTable(
  'indicators_streams',
  {
    programme: text('programme').notNull(),
    code: text('code').notNull(),
    /** Empty for the indicator's own. */
    unit: text('unit').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [primaryKey({ columns: [table.programme, table.code, table.unit] })],
);
