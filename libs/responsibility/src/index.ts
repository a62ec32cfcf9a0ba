export { historyText } from './domain/history-text.js';
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
export {
  AssignmentHistoryQuery,
  type HistoryPage,
  type HistoryPaging,
} from './queries/assignment-history/assignment-history.query.js';
export { TaskTrailQuery } from './queries/task-trail/task-trail.query.js';
export type { TrailDays } from './queries/trail-reader.js';
export { type UnitTrailFilter, UnitTrailQuery } from './queries/unit-trail/unit-trail.query.js';
export { WarningHistoryQuery } from './queries/warning-history/warning-history.query.js';
export { historyReadModel } from './read-models/history/history.projection.js';
export { responsibilityReadModels } from './read-models/read-models.js';
export { rightsReadModel } from './read-models/rights/rights.projection.js';
export { ResponsibilityModule } from './responsibility.module.js';
