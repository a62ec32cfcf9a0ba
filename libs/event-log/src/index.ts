export { type CopyResult, copyLog, LogsDifferError, SourceWentOnError } from './copy.js';
export * from './decider.js';
export * from './engine.js';
export {
  type EventStoreDbEventLogOptions,
  openEventStoreDbEventLog,
} from './engines/eventstoredb/eventstoredb-event-log.js';
export { openSqliteEventLog, type SqliteEventLogOptions } from './engines/sqlite/sqlite-event-log.js';
export * from './engines/sqlite/verify-sqlite-log.js';
export * from './errors.js';
export * from './follow.js';
export { DEFAULT_PAGE_SIZE, GuardedEventLog, MAX_APPEND_BYTES, MAX_PAGE_SIZE } from './guard.js';
export * from './open.js';
export * from './port.js';
export {
  type LogProblem,
  type LogReport,
  type VerifyProgress,
  verifyEventLog,
} from './verify.js';
