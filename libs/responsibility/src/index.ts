export type { AccountTrail, AccountTrailLine } from './domain/account-trail.js';
export {
  DIFF_GROUPS,
  type Diff,
  type DiffGroup,
  type DiffGroupCounts,
  type DiffLine,
} from './domain/diff.js';
export { diffText } from './domain/diff-text.js';
export { FIELD_KIND_NAMES, type FieldKindName } from './domain/field-kinds.js';
export { fieldHistoryText } from './domain/field-text.js';
export { historyText } from './domain/history-text.js';
export type {
  HandedOver,
  NamedContradiction,
  ReconciledMonth,
  TaskContradiction,
  TaskMonth,
} from './domain/reconciliation.js';
export { roleText } from './domain/role-text.js';
export {
  type Change,
  type Description,
  describeEvent,
  type HistoryEvents,
  type HistoryEventType,
  type NameOf,
} from './domain/sentences.js';
export type {
  Duty,
  HistoryLine,
  LineActor,
  Shortfall,
  Trail,
  TrailActor,
  TrailSlot,
  TrailTotals,
} from './domain/trail.js';
export { trailText } from './domain/trail-text.js';
export { AccountTrailQuery } from './queries/account-trail/account-trail.query.js';
export {
  AssignmentHistoryQuery,
  type HistoryPage,
  type HistoryPaging,
} from './queries/assignment-history/assignment-history.query.js';
export { type DiffFilter, DiffQuery } from './queries/diff/diff.query.js';
export { FieldHistoryQuery, type FieldLine } from './queries/field-history/field-history.query.js';
export { type SearchAnswer, type SearchHit, SearchQuery } from './queries/search/search.query.js';
export { type StoredEvent, StoredEventQuery } from './queries/stored-event/stored-event.query.js';
export {
  type AssignmentReconciliation,
  type TaskReconciliation,
  TaskReconciliationQuery,
} from './queries/task-reconciliation/task-reconciliation.query.js';
export { TaskTrailQuery } from './queries/task-trail/task-trail.query.js';
export { ThingHistoryQuery } from './queries/thing-history/thing-history.query.js';
export type { TrailDays } from './queries/trail-reader.js';
export { type UnitTrailFilter, UnitTrailQuery } from './queries/unit-trail/unit-trail.query.js';
export { WarningHistoryQuery } from './queries/warning-history/warning-history.query.js';
export { historyReadModel } from './read-models/history/history.projection.js';
export { responsibilityReadModels } from './read-models/read-models.js';
export { rightsReadModel } from './read-models/rights/rights.projection.js';
export { ResponsibilityModule } from './responsibility.module.js';
