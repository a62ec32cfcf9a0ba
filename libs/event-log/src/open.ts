import { openEventStoreDbEventLog } from './engines/eventstoredb/eventstoredb-event-log.js';
import { openSqliteEventLog } from './engines/sqlite/sqlite-event-log.js';
import type { EventLog } from './port.js';

/** The embedded engine: one file on one machine. */
export interface SqliteEventLogConfig {
  readonly engine: 'sqlite';
  /** The database file. */
  readonly path: string;
  readonly readOnly?: boolean;
}

/** A server or cluster of its own. */
export interface EventStoreDbEventLogConfig {
  readonly engine: 'eventstoredb';
  /** `esdb://user:password@host1:2113,host2:2113?tls=true`, or with `?tls=false` and no login. */
  readonly connectionString: string;
  /** Marks our streams, so that the cluster can be shared: small letters and digits. Default `nq57`. */
  readonly streamPrefix?: string;
  readonly readOnly?: boolean;
}

/** Which engine holds the log, and where. Plain data, so that it can be handed to a worker thread. */
export type EventLogConfig = SqliteEventLogConfig | EventStoreDbEventLogConfig;

/** Opens the log that the configuration names. @throws {EventLogError} it can't be opened, and what to do */
export function openEventLog(config: EventLogConfig): EventLog {
  if (config.engine === 'sqlite') {
    const { path, readOnly = false } = config;
    return openSqliteEventLog(path, { readOnly });
  }
  const { connectionString, engine: _, ...options } = config;
  return openEventStoreDbEventLog(connectionString, options);
}
