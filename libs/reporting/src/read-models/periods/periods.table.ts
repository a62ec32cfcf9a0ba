import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { PeriodClosed } from '../../domain/period.events.js';
import type { SlotOutcome } from '../../domain/slot.js';

/** What is under way; one row a period whose closing was begun or proposed at least once. */
export const periods = sqliteTable(
  'reporting_periods',
  {
    programme: text('programme').notNull(),
    period: text('period').notNull(),
    /** The list that is being frozen (event id of its first part); null when none is. */
    listing: text('listing'),
    closeProposedAt: text('close_proposed_at'),
    closeProposedBy: text('close_proposed_by'),
    reopenRequestedAt: text('reopen_requested_at'),
    reopenRequestedBy: text('reopen_requested_by'),
    reopenReason: text('reopen_reason'),
  },
  (table) => [primaryKey({ columns: [table.programme, table.period] })],
);

/** One row a close, the reopened ones too. */
export const periodCloses = sqliteTable(
  'reporting_period_closes',
  {
    programme: text('programme').notNull(),
    period: text('period').notNull(),
    eventId: text('event_id').notNull(),
    /** Its list (event id of the first part). */
    listing: text('listing').notNull(),
    /** The instant as of which its slots were judged. */
    at: text('at').notNull(),
    closedAt: text('closed_at').notNull(),
    closedBy: text('closed_by').notNull(),
    /** The account that had proposed it, where a second person was asked for. */
    proposedBy: text('proposed_by'),
    closed: text('closed', { mode: 'json' }).$type<PeriodClosed>().notNull(),
    reopenedAt: text('reopened_at'),
    reopenedBy: text('reopened_by'),
    /** The account that had asked for it, where a second person was asked for. */
    reopeningRequestedBy: text('reopening_requested_by'),
    reopenReason: text('reopen_reason'),
  },
  (table) => [primaryKey({ columns: [table.programme, table.period, table.eventId] })],
);

/** The lists that closes have frozen, line by line in their order; one under way has no close yet. */
export const periodSlots = sqliteTable(
  'reporting_period_slots',
  {
    programme: text('programme').notNull(),
    period: text('period').notNull(),
    listing: text('listing').notNull(),
    /** Place in the list, from 0. */
    line: integer('line').notNull(),
    task: text('task').notNull(),
    unit: text('unit').notNull(),
    outcome: text('outcome').$type<SlotOutcome>().notNull(),
    report: text('report'),
  },
  (table) => [primaryKey({ columns: [table.programme, table.period, table.listing, table.line] })],
);

/** Reminders sent, by hand and by rule. */
export const periodReminders = sqliteTable(
  'reporting_period_reminders',
  {
    eventId: text('event_id').primaryKey(),
    programme: text('programme').notNull(),
    period: text('period').notNull(),
    recordedAt: text('recorded_at').notNull(),
    /** The account, or the rule's name. */
    by: text('by').notNull(),
    workingDaysBefore: integer('working_days_before'),
    /** The instant at which it should have gone out. */
    at: text('at').notNull(),
    units: integer('units').notNull(),
    assignments: integer('assignments').notNull(),
  },
  (table) => [index('reporting_period_reminders_by_period').on(table.programme, table.period)],
);
