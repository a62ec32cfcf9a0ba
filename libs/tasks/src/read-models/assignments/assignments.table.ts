import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row an assignment: what never changes, and how it stands now. */
export const assignments = sqliteTable(
  'tasks_assignments',
  {
    id: text('id').primaryKey(),
    programme: text('programme').notNull(),
    task: text('task').notNull(),
    unit: text('unit').notNull(),
    viaGroup: text('via_group'),
    transferredFrom: text('transferred_from'),
    transferredTo: text('transferred_to'),
    scheduleKind: text('schedule_kind').notNull(),
    /** In triệu đồng. */
    budgetMillionVnd: real('budget_million_vnd'),
    originalDue: text('original_due'),
    assignedAt: text('assigned_at').notNull(),
    assignedOn: text('assigned_on').notNull(),
    status: text('status').notNull(),
    percent: integer('percent'),
    /** The month that `percent` speaks of. */
    percentPeriod: text('percent_period'),
    currentDue: text('current_due'),
    completedOn: text('completed_on'),
    proposedOn: text('proposed_on'),
    /** Date asked for by an extension request that waits for its decision. */
    extensionAsked: text('extension_asked'),
    lastReportAt: text('last_report_at'),
    lastReportPeriod: text('last_report_period'),
    revision: integer('revision').notNull(),
    simulated: integer('simulated').notNull(),
  },
  (table) => [
    index('tasks_assignments_by_task').on(table.programme, table.task),
    index('tasks_assignments_by_unit').on(table.unit),
  ],
);

/**
 * How an assignment stood from an instant on, until the next of its versions: what a question "as of" is answered from.
 */
export const assignmentVersions = sqliteTable(
  'tasks_assignment_versions',
  {
    assignment: text('assignment').notNull(),
    revision: integer('revision').notNull(),
    fromAt: text('from_at').notNull(),
    status: text('status').notNull(),
    percent: integer('percent'),
    currentDue: text('current_due'),
    completedOn: text('completed_on'),
    proposedOn: text('proposed_on'),
    eventId: text('event_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.assignment, table.revision] })],
);

/** One row a progress report, as sent; returned ones say when. */
export const reports = sqliteTable(
  'tasks_reports',
  {
    assignment: text('assignment').notNull(),
    /** Revision of the event: the order in which the assignment's reports came. */
    revision: integer('revision').notNull(),
    eventId: text('event_id').notNull(),
    programme: text('programme').notNull(),
    unit: text('unit').notNull(),
    period: text('period').notNull(),
    kind: text('kind').notNull(),
    percent: integer('percent'),
    summary: text('summary').notNull(),
    deliverables: integer('deliverables').notNull(),
    documents: integer('documents').notNull(),
    /** Whether difficulties were stated: 0 or 1. */
    difficulties: integer('difficulties').notNull(),
    disbursedVnd: integer('disbursed_vnd'),
    scheduleKind: text('schedule_kind').notNull(),
    /** Whether the task has a budget: 0 or 1. */
    hasBudget: integer('has_budget').notNull(),
    /** The due date in force when it was sent. */
    due: text('due'),
    recordedAt: text('recorded_at').notNull(),
    returnedAt: text('returned_at'),
    returnReason: text('return_reason'),
    returnEvent: text('return_event'),
  },
  // Reports of one assignment lie together: one page to write for each report, one to read for all of them.
  (table) => [primaryKey({ columns: [table.assignment, table.revision] })],
);
