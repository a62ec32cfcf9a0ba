import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { JsonObject } from '#event-log';
import type { ExplanationStanding } from '../../domain/explanation.state.js';
import type { ClearingCause } from '../../domain/warning.events.js';

/** One row each time that a warning was raised. */
export const warnings = sqliteTable(
  'warnings_warnings',
  {
    /** `<rule>.<assignment or indicator>.<period>` */
    id: text('id').notNull(),
    /** Revision of the event that raised it: a warning may be raised again. */
    raisedRevision: integer('raised_revision').notNull(),
    /** Revision of the newest event in its stream. */
    revision: integer('revision').notNull(),
    rule: text('rule').notNull(),
    programme: text('programme').notNull(),
    /** Null of an indicator, as `assignment`. */
    task: text('task'),
    /** Null of an indicator without an owner. */
    unit: text('unit'),
    assignment: text('assignment'),
    /** Code of the indicator; null of an assignment. */
    indicator: text('indicator'),
    /** The unit that was last asked to explain it, where none answers for it; the same in all rows of one warning. */
    askedUnit: text('asked_unit'),
    period: text('period').notNull(),
    /** The level that it has climbed to, the highest it ever had: 1 to 4. */
    level: integer('level').notNull(),
    /** The level with which it was raised. */
    raisedLevel: integer('raised_level').notNull(),
    inputs: text('inputs', { mode: 'json' }).$type<JsonObject>().notNull(),
    /** Instant at which it fell due, and its local day. */
    raisedAt: text('raised_at').notNull(),
    raisedOn: text('raised_on').notNull(),
    /** Instant at which that was written. */
    raisedRecordedAt: text('raised_recorded_at').notNull(),
    raisedEvent: text('raised_event').notNull(),
    clearedAt: text('cleared_at'),
    clearedOn: text('cleared_on'),
    clearedCause: text('cleared_cause'),
    clearedEvent: text('cleared_event'),
    /** Event id of the fact that cleared it; null: a day passed. */
    clearedBy: text('cleared_by'),
    /** Where its explanation stands; the same in all rows of one warning, as the two that follow. */
    explanation: text('explanation').$type<ExplanationStanding>().notNull(),
    /** ISO day until which the unit has to answer; null: nothing is asked of it. */
    explanationDueOn: text('explanation_due_on'),
    /** Whether an objective cause was confirmed (1) or not (0); null: nothing was accepted. */
    objective: integer('objective'),
    simulated: integer('simulated').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.raisedRevision] }),
    index('warnings_warnings_by_assignment').on(table.assignment),
    index('warnings_warnings_by_programme').on(table.programme, table.raisedOn),
  ],
);

/** One row each step that a warning climbed. */
export const escalations = sqliteTable(
  'warnings_escalations',
  {
    warning: text('warning').notNull(),
    revision: integer('revision').notNull(),
    /** The row of {@link warnings} that it belongs to. */
    raisedRevision: integer('raised_revision').notNull(),
    programme: text('programme').notNull(),
    /** Null of an indicator without an owner. */
    unit: text('unit'),
    fromLevel: integer('from_level').notNull(),
    toLevel: integer('to_level').notNull(),
    because: text('because').notNull(),
    workingDays: integer('working_days').notNull(),
    periods: integer('periods'),
    /** Instant at which it fell due, and its local day. */
    climbedAt: text('climbed_at').notNull(),
    climbedOn: text('climbed_on').notNull(),
    recordedAt: text('recorded_at').notNull(),
    eventId: text('event_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.warning, table.revision] }),
    index('warnings_escalations_by_unit').on(table.programme, table.unit, table.climbedOn),
  ],
);

/** One row each event of a warning's explanation. */
export const explanations = sqliteTable(
  'warnings_explanations',
  {
    warning: text('warning').notNull(),
    revision: integer('revision').notNull(),
    /** The row of {@link warnings} that it belongs to. */
    raisedRevision: integer('raised_revision').notNull(),
    /** ExplanationRequested, ExplanationSubmitted, ExplanationReturned or CauseConfirmed. */
    type: text('type').notNull(),
    rule: text('rule').notNull(),
    programme: text('programme').notNull(),
    /** Null of an indicator, as `assignment`. */
    task: text('task'),
    /** The unit that answers for it, or the one that was asked; null before one was. */
    unit: text('unit'),
    assignment: text('assignment'),
    /** Of CauseConfirmed: 1 for an objective cause, 0 for none. */
    objective: integer('objective'),
    data: text('data', { mode: 'json' }).$type<JsonObject>().notNull(),
    recordedAt: text('recorded_at').notNull(),
    recordedOn: text('recorded_on').notNull(),
    actorId: text('actor_id').notNull(),
    actorRole: text('actor_role').notNull(),
    eventId: text('event_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.warning, table.revision] }),
    index('warnings_explanations_by_unit').on(table.programme, table.unit, table.recordedOn),
  ],
);

/**
 * One row each event that may change how indicators are judged: the instants at which they have to be looked at. What the
 * events say is in the tables of `#catalogue` and `#indicators`.
 */
export const indicatorMoments = sqliteTable(
  'warnings_indicator_moments',
  {
    eventId: text('event_id').primaryKey(),
    /** Null, with `code`, of units and their groups, which indicators of any programme may be made of. */
    programme: text('programme'),
    code: text('code'),
    cause: text('cause').$type<ClearingCause>().notNull(),
    /** Instant of recording. */
    at: text('at').notNull(),
    /** 0 or 1. */
    simulated: integer('simulated').notNull(),
  },
  (table) => [index('warnings_indicator_moments_by_programme').on(table.programme, table.at)],
);
