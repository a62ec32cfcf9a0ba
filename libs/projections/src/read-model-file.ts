import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { comparePositions, type Position, type RecordedEvent } from '#event-log';
import type { EventHandlers, ReadModel, ReadModelDb } from './read-model.js';
import { createTableSql } from './table-sql.js';

const CHECKPOINT_SQL = `CREATE TABLE IF NOT EXISTS "projection_checkpoint" (
  "id" INTEGER PRIMARY KEY CHECK ("id" = 1), "position" TEXT) STRICT`;

const CACHE_KIB = 32_000;
const SORTING_CACHE_KIB = 8_000;
/** Pages (4 KiB) of the write-ahead log between two of SQLite's own checkpoints: few pages are written only once. */
const CHECKPOINT_PAGES = 8_000;

/** One database file with all read models and the one checkpoint that they share. */
export class ReadModelFile {
  readonly db: ReadModelDb;
  readonly #handlers: ReadonlyMap<string, readonly ((event: RecordedEvent) => void)[]>;
  readonly #apply: (events: readonly RecordedEvent[]) => readonly RecordedEvent[];
  readonly #applyInTransaction: (events: readonly RecordedEvent[]) => readonly RecordedEvent[];
  readonly #readCheckpoint: () => Position | null;

  /**
   * Opens the file, makes what tables are missing, prepares the handlers.
   * @param isOutdated the file is of other versions: it is only read, the handlers don't fit its tables
   */
  constructor(
    readonly path: string,
    models: readonly ReadModel[],
    isOutdated = false,
  ) {
    const client = new Database(path);
    client.pragma('journal_mode = WAL');
    // What is lost with the machine's power is read from the log again.
    client.pragma('synchronous = NORMAL');
    client.pragma('busy_timeout = 5000');
    client.pragma(`cache_size = -${CACHE_KIB}`);
    client.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    client.exec(CHECKPOINT_SQL);
    const fed = isOutdated ? [] : models;
    for (const model of fed) {
      for (const table of model.tables) for (const sql of createTableSql(table)) client.exec(sql);
    }
    this.db = drizzle({ client }) as ReadModelDb;
    for (const model of models) model.functions?.(this.db);

    const handlers = new Map<string, ((event: RecordedEvent) => void)[]>();
    for (const model of fed) {
      const own: EventHandlers = model.handlers(this.db);
      for (const [type, handle] of Object.entries(own)) {
        handlers.set(type, [...(handlers.get(type) ?? []), handle]);
      }
    }
    this.#handlers = handlers;

    const select = client.prepare('SELECT "position" FROM "projection_checkpoint" WHERE "id" = 1').pluck();
    const save = client.prepare(
      'INSERT INTO "projection_checkpoint" ("id", "position") VALUES (1, ?) ON CONFLICT ("id") DO UPDATE SET "position" = excluded."position"',
    );
    this.#readCheckpoint = () => (select.get() as Position | undefined) ?? null;
    this.#apply = (events: readonly RecordedEvent[]) => {
      // Another process may have applied some of this page to the same file in the meantime.
      const checkpoint = this.#readCheckpoint();
      const fresh = checkpoint
        ? events.filter((event) => comparePositions(event.position, checkpoint) > 0)
        : events;
      for (const event of fresh) {
        for (const handle of this.#handlers.get(event.type) ?? []) handle(event);
      }
      const last = fresh.at(-1);
      if (last) save.run(last.position);
      return fresh;
    };
    this.#applyInTransaction = client.transaction(this.#apply).immediate;
  }

  /** Position of the last event whose rows are in the file. */
  checkpoint(): Position | null {
    return this.#readCheckpoint();
  }

  /** Applies a page: rows and checkpoint in one transaction. @returns the events that were not yet applied */
  apply(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
    return this.#applyInTransaction(events);
  }

  /**
   * Fills a file that nobody reads yet, all pages in one transaction without a journal on disk; indexes that only
   * queries need are made at the end, of all rows at once. What fails or is broken off leaves a file that can only be
   * thrown away.
   * @param work gets what applies a page
   */
  async fill(
    work: (apply: (events: readonly RecordedEvent[]) => readonly RecordedEvent[]) => Promise<void>,
  ): Promise<void> {
    const { $client: client } = this.db;
    client.pragma('journal_mode = MEMORY');
    client.pragma('synchronous = OFF');
    client.exec('BEGIN IMMEDIATE');
    const indexes = client
      .prepare<[], { name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'`,
      )
      .all();
    for (const { name } of indexes) client.exec(`DROP INDEX "${name}"`);
    await work(this.#apply);
    // Sorting takes as much memory as the cache may have, beside it.
    client.pragma(`cache_size = -${SORTING_CACHE_KIB}`);
    for (const { sql } of indexes) client.exec(sql);
    client.exec('COMMIT');
  }

  close(): void {
    this.db.$client.close();
  }
}
