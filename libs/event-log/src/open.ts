import { openSqliteEventLog } from './engines/sqlite/sqlite-event-log.js';
import type { EventLog } from './port.js';

/** Which engine holds the log, and where. Plain data, so that it can be handed to a worker thread. */
export interface EventLogConfig {
  readonly engine: 'sqlite';
  /** The database file. */
  readonly path: string;
  readonly readOnly?: boolean;
}

/** Opens the log that the configuration names. @throws {EventLogError} it can't be opened, and what to do */
export function openEventLog({ path, readOnly = false }: EventLogConfig): EventLog {
  return openSqliteEventLog(path, { readOnly });
}
