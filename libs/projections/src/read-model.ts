import type { Database } from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { RecordedEvent } from '#event-log';

/** The read models' database: Drizzle for queries, `$client` for hand-written prepared statements. */
export type ReadModelDb = BetterSQLite3Database & { $client: Database };

/** What a read model does with each event type that concerns it. Synchronous; never reads the clock. */
export type EventHandlers = Readonly<Record<string, (event: RecordedEvent) => void>>;

/** What becomes of the events of each type, told from their bodies. */
export type BodyHandlers = Readonly<Record<string, (data: never, event: RecordedEvent) => unknown>>;

/** Handlers that take each event's body, as its type has it, before the event itself. */
export function byBody(on: BodyHandlers): EventHandlers {
  return Object.fromEntries(
    Object.entries(on).map(([type, handle]) => [
      type,
      (event: RecordedEvent) => void handle(event.data as never, event),
    ]),
  );
}

/** One read model: its tables and how events become rows. A changed `version` has it rebuilt from the log. */
export interface ReadModel {
  /** Unique among all read models. */
  readonly name: string;
  /** Raise it when a table or a handler changes. */
  readonly version: number;
  /** Created by the runner; nobody but this read model writes to them. */
  readonly tables: readonly SQLiteTable[];
  /** Those of the tables whose rows never change once they are written: nothing of them is past. */
  readonly appendOnly?: readonly SQLiteTable[];
  /** Makes SQL functions that its queries ask. Called for each connection, also for a file of an older version. */
  functions?(db: ReadModelDb): void;
  /** Prepares its statements on a connection. Called once for each connection, after the tables were created. */
  handlers(db: ReadModelDb): EventHandlers;
}

/** Whether a read model's table only ever gains rows. */
export const isAppendOnlyIn = ({ appendOnly = [] }: ReadModel, table: SQLiteTable): boolean =>
  appendOnly.includes(table);

/**
 * A query that is asked often, prepared once for each connection: the read models swap theirs, and open others for the
 * past.
 * @param prepare called once a connection
 */
export function preparedOnce<Query>(prepare: (db: ReadModelDb) => Query): (db: ReadModelDb) => Query {
  const prepared = new WeakMap<ReadModelDb, Query>();
  return (db) => {
    const query = prepared.get(db) ?? prepare(db);
    prepared.set(db, query);
    return query;
  };
}
