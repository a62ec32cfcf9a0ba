import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { comparePositions, type Position, type RecordedEvent } from '#event-log';
import { Refusal } from '#kernel';
import { type EventHandlers, isAppendOnlyIn, type ReadModel, type ReadModelDb } from './read-model.js';
import { asKnownAtSql, createVersionedTableSql, KNOWN_AT_FUNCTION, keepPastSql } from './table-sql.js';

const CHECKPOINT_SQL = `CREATE TABLE IF NOT EXISTS "projection_checkpoint" (
  "id" INTEGER PRIMARY KEY CHECK ("id" = 1), "position" TEXT, "known_at" INTEGER NOT NULL) STRICT`;

const CACHE_KIB = 32_000;
const SORTING_CACHE_KIB = 8_000;
/** Pages (4 KiB) of the write-ahead log between two of SQLite's own checkpoints: few pages are written only once. */
const CHECKPOINT_PAGES = 32_000;

/** Cache of a connection that reads the past. */
const PAST_CACHE_KIB = 16_000;
/** Instants whose connections are kept: two of a comparison, for some readers at once. */
const MOST_PASTS = 6;

/** One database file with all read models and the one checkpoint that they share. */
export class ReadModelFile {
  readonly db: ReadModelDb;
  readonly #handlers: ReadonlyMap<string, readonly ((event: RecordedEvent) => void)[]>;
  readonly #apply: (events: readonly RecordedEvent[]) => readonly RecordedEvent[];
  readonly #applyInTransaction: (events: readonly RecordedEvent[]) => readonly RecordedEvent[];
  readonly #readCheckpoint: () => Position | null;
  readonly #models: readonly ReadModel[];
  readonly #isOutdated: boolean;
  readonly #readKnownAt: () => number;
  /** Connections that read the past, by their instant, the least recently asked for first. */
  readonly #pasts = new Map<number, ReadModelDb>();
  /**
   * When what has been applied came to be known, in milliseconds since 1970: the latest instant of recording up to there.
   * Processes' clocks differ by seconds; what counts as known at an instant is always the log up to one place.
   */
  #knownAt = 0;

  /**
   * Opens the file, makes what tables are missing, prepares the handlers.
   * @param isOutdated the file is of other versions: it is only read, the handlers don't fit its tables
   */
  constructor(
    readonly path: string,
    models: readonly ReadModel[],
    isOutdated = false,
  ) {
    this.#models = models;
    this.#isOutdated = isOutdated;
    const client = new Database(path);
    client.pragma('journal_mode = WAL');
    // What is lost with the machine's power is read from the log again.
    client.pragma('synchronous = NORMAL');
    client.pragma('busy_timeout = 5000');
    // The tables' own default asks a function of this connection.
    client.pragma('trusted_schema = ON');
    client.pragma(`cache_size = -${CACHE_KIB}`);
    client.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    client.exec(CHECKPOINT_SQL);
    const fed = isOutdated ? [] : models;
    client.function(KNOWN_AT_FUNCTION, () => this.#knownAt);
    for (const model of fed) {
      for (const table of model.tables) {
        const isAppendOnly = isAppendOnlyIn(model, table);
        for (const sql of createVersionedTableSql(table, isAppendOnly)) client.exec(sql);
        for (const sql of keepPastSql(table, isAppendOnly)) client.exec(sql);
      }
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
    const knownAt = client.prepare('SELECT "known_at" FROM "projection_checkpoint" WHERE "id" = 1').pluck();
    this.#readKnownAt = () => (knownAt.get() as number | undefined) ?? 0;
    const save = client.prepare(
      `INSERT INTO "projection_checkpoint" ("id", "position", "known_at") VALUES (1, ?, ?)
       ON CONFLICT ("id") DO UPDATE SET "position" = excluded."position", "known_at" = excluded."known_at"`,
    );
    this.#readCheckpoint = () => (select.get() as Position | undefined) ?? null;
    this.#apply = (events: readonly RecordedEvent[]) => {
      // Another process may have applied some of this page to the same file in the meantime.
      const checkpoint = this.#readCheckpoint();
      const fresh = checkpoint
        ? events.filter((event) => comparePositions(event.position, checkpoint) > 0)
        : events;
      this.#knownAt = this.#readKnownAt();
      for (const event of fresh) {
        this.#knownAt = Math.max(this.#knownAt, Date.parse(event.metadata.recordedAt));
        for (const handle of this.#handlers.get(event.type) ?? []) handle(event);
      }
      const last = fresh.at(-1);
      if (last) save.run(last.position, this.#knownAt);
      return fresh;
    };
    this.#applyInTransaction = client.transaction(this.#apply).immediate;
  }

  /** Position of the last event whose rows are in the file. */
  checkpoint(): Position | null {
    return this.#readCheckpoint();
  }

  /**
   * The rows as they were known at an instant: for reading, behind the same names of tables and columns.
   * @param instant ISO 8601
   * @throws {Refusal} unavailable (`read-models-rebuilding`): the file is of an older version, without a past
   */
  asKnownAt(instant: string): ReadModelDb {
    if (this.#isOutdated) {
      throw new Refusal(
        'unavailable',
        'read-models-rebuilding',
        'Số liệu đang được dựng lại sau khi nâng cấp; hãy hỏi về thời điểm đã qua sau ít phút.',
      );
    }
    const time = Date.parse(instant);
    const db = this.#pasts.get(time) ?? this.#openPast(time);
    this.#pasts.delete(time);
    this.#pasts.set(time, db);
    return db;
  }

  /**
   * What the rows as known at an instant depend on, beside it: nothing once the log has gone beyond it.
   * @param instant ISO 8601
   */
  stampAsKnownAt(instant: string): string {
    return this.#readKnownAt() > Date.parse(instant) ? instant : `${instant} ${this.#readCheckpoint()}`;
  }

  #openPast(time: number): ReadModelDb {
    for (const [oldest, { $client }] of this.#pasts) {
      if (this.#pasts.size < MOST_PASTS) break;
      this.#pasts.delete(oldest);
      $client.close();
    }
    const client = new Database(this.path, { readonly: true });
    client.pragma('busy_timeout = 5000');
    client.pragma(`cache_size = -${PAST_CACHE_KIB}`);
    for (const model of this.#models) {
      for (const table of model.tables) client.exec(asKnownAtSql(table, time, isAppendOnlyIn(model, table)));
    }
    const db = drizzle({ client }) as ReadModelDb;
    for (const model of this.#models) model.functions?.(db);
    return db;
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
    for (const { $client } of this.#pasts.values()) $client.close();
    this.#pasts.clear();
    this.db.$client.close();
  }
}
