import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import {
  DEFAULT_CLOCK_TOLERANCE_MS,
  type EventLogEngine,
  type PreparedEvent,
  type StoredEvent,
  type StreamPage,
} from '../../engine.js';
import {
  ClockWentBackError,
  EventIdConflictError,
  EventLogClosedError,
  EventLogError,
  EventLogUnavailableError,
  InvalidPositionError,
  RevisionConflictError,
  UnknownOutcomeError,
} from '../../errors.js';
import { GuardedEventLog } from '../../guard.js';
import type { AppendResult, EventLog, ExpectedRevision, Position } from '../../port.js';
import { checkFormat, createSchema, isBlank } from './schema.js';
import { sqliteCode, translateSqliteError } from './sqlite-errors.js';

export interface SqliteEventLogOptions {
  /** Reads only; the file must exist. Default false. */
  readonly readOnly?: boolean;
  /** How far `recordedAt` may lie before the newest of the log, in milliseconds. Default 5,000. */
  readonly clockToleranceMs?: number;
  /** How long to wait for another process's transaction, in milliseconds; the thread stands still. Default 5,000. */
  readonly busyTimeoutMs?: number;
  /** Most pages that the file may grow to (a quota; also how the tests fill the disk). Default: no bound. */
  readonly maxPageCount?: number;
}

const DEFAULT_BUSY_TIMEOUT_MS = 5_000;
/** Appends of one transaction at most, so that a long queue doesn't keep the thread for long. */
const GROUP_LIMIT = 256;
/** Appends go all over the index of ids; who only reads, reads in order. */
const CACHE_KIB = { writing: 65_536, reading: 8_192 };
/** Pages (4 KiB) of the write-ahead log between two checkpoints. */
const CHECKPOINT_PAGES = 4_000;
const POSITION_DIGITS = 16;
const POSITION = /^\d{16}$/;

interface WaitingAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly PreparedEvent[];
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

interface Standing {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

const positionOf = (row: number | bigint) => String(row).padStart(POSITION_DIGITS, '0') as Position;

/** Every statement of the engine, prepared once. */
function prepareStatements(db: Database.Database) {
  const columns = `format('%0${POSITION_DIGITS}d', position) AS position, stream, revision, id, type,
    data AS rawData, metadata AS rawMetadata`;
  // "(SELECT ?)" keeps SQLite from planning a statement anew for every value bound, which takes longer than running it.
  return {
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    rollback: db.prepare('ROLLBACK'),
    revision: db
      .prepare<[string], number | null>('SELECT max(revision) FROM events WHERE stream = (SELECT ?)')
      .pluck(),
    standing: db.prepare<[string, number, number], Standing>(
      'SELECT position, id, type, data FROM events WHERE stream = (SELECT ?) AND revision >= (SELECT ?) ORDER BY revision LIMIT (SELECT ?)',
    ),
    idStands: db.prepare<[string], number>('SELECT 1 FROM events WHERE id = ?').pluck(),
    newest: db.prepare<[], string | null>('SELECT max(recorded_at) FROM events').pluck(),
    // OR FAIL: as the trigger, without a journal of its own; a failing insert rolls back the whole group anyway.
    insert: db.prepare<[string, number, string, string, string, string, string]>(
      'INSERT OR FAIL INTO events (stream, revision, id, type, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    forwards: db.prepare<[string, number, number], StoredEvent>(
      `SELECT ${columns} FROM events WHERE stream = (SELECT ?) AND revision >= (SELECT ?) ORDER BY revision LIMIT (SELECT ?)`,
    ),
    backwards: db.prepare<[string, number, number], StoredEvent>(
      `SELECT ${columns} FROM events WHERE stream = (SELECT ?) AND revision <= (SELECT ?) ORDER BY revision DESC LIMIT (SELECT ?)`,
    ),
    // "ORDER BY position" would sort the whole log by the formatted text that goes by this name above.
    all: db.prepare<[number, number], StoredEvent>(
      `SELECT ${columns} FROM events WHERE position > (SELECT ?) ORDER BY events.position LIMIT (SELECT ?)`,
    ),
    latest: db.prepare<[], StoredEvent>(
      `SELECT ${columns} FROM events ORDER BY events.position DESC LIMIT 1`,
    ),
    head: db.prepare<[], number | null>('SELECT max(position) FROM events').pluck(),
  };
}

/** The embedded engine: one SQLite file. See the README beside this file for the life of an append. */
export class SqliteEngine implements EventLogEngine {
  readonly #db: Database.Database;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #clockToleranceMs: number;
  readonly #listeners = new Set<() => void>();
  #waiting: WaitingAppend[] = [];
  /** The newest `recordedAt` as the transaction under way sees it. */
  #newest = '';
  #closed = false;

  /** @param db an open event log file, set up as {@link openSqliteEventLog} does; the engine closes it */
  constructor(db: Database.Database, clockToleranceMs = DEFAULT_CLOCK_TOLERANCE_MS) {
    this.#db = db;
    this.#statements = prepareStatements(db);
    this.#clockToleranceMs = clockToleranceMs;
  }

  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly PreparedEvent[],
  ): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw this.#closedError();
      this.#waiting.push({ stream, expected, events, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#flush());
    });
  }

  async readStream(stream: string, { direction, from, limit }: StreamPage): Promise<readonly StoredEvent[]> {
    return this.#read(({ forwards, backwards }) =>
      direction === 'forwards'
        ? forwards.all(stream, from ?? 0, limit)
        : backwards.all(stream, from ?? Number.MAX_SAFE_INTEGER, limit),
    );
  }

  async readAll(after: Position | null, limit: number): Promise<readonly StoredEvent[]> {
    if (after !== null && !POSITION.test(after)) throw new InvalidPositionError(after, 'is malformed');
    return this.#read(({ all, head }) => {
      const page = all.all(after === null ? 0 : Number(after), limit);
      if (page.length === 0 && after !== null && Number(after) > (head.get() ?? 0)) {
        throw new InvalidPositionError(
          after,
          'lies beyond the end of this log: it is of another or restored log',
        );
      }
      return page;
    });
  }

  async head(): Promise<Position | null> {
    const row = this.#read(({ head }) => head.get());
    return row === null || row === undefined ? null : positionOf(row);
  }

  async latest(): Promise<StoredEvent | null> {
    return this.#read(({ latest }) => latest.get() ?? null);
  }

  /** What other processes append comes without a hint. */
  readonly pollMs = 250;

  onAppended(listener: () => void): () => void {
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    while (this.#waiting.length > 0) this.#flush();
    this.#listeners.clear();
    this.#db.close();
  }

  /** One group: the appends that wait now share one transaction, in the order of their arrival. */
  #flush(): void {
    const group = this.#waiting.splice(0, GROUP_LIMIT);
    if (group.length === 0) return;
    if (this.#waiting.length > 0) setImmediate(() => this.#flush());
    const answers = this.#commit(group);
    for (const [index, { resolve, reject }] of group.entries()) {
      const answer = answers[index];
      if (answer instanceof Error) reject(answer);
      else resolve(answer!);
    }
    for (const listener of this.#listeners) queueMicrotask(listener);
  }

  /** Answers once the transaction is durable, for each append its result or its own refusal. */
  #commit(group: readonly WaitingAppend[]): readonly (AppendResult | Error)[] {
    const { begin, commit, newest } = this.#statements;
    let committing = false;
    try {
      begin.run();
      this.#newest = newest.get() ?? '';
      const answers = group.map((append) => this.#answer(append));
      committing = true;
      commit.run();
      return answers;
    } catch (error) {
      const refusal = this.#rollBack(error, committing);
      return group.map(() => refusal);
    }
  }

  #answer({ stream, expected, events }: WaitingAppend): AppendResult | EventLogError {
    try {
      return this.#write(stream, expected, events);
    } catch (error) {
      if (error instanceof EventLogError) return error;
      throw error;
    }
  }

  /** The write rule. Refusals come before the first insert: a refused append leaves nothing behind. */
  #write(stream: string, expected: ExpectedRevision, events: readonly PreparedEvent[]): AppendResult {
    const { revision, standing, idStands, insert } = this.#statements;
    const actual = revision.get(stream) ?? 'no-stream';
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const last = first + events.length - 1;
    if (actual !== expected) {
      const rows = standing.all(stream, first, events.length);
      const repeated = events.every((event, index) => isSame(event, rows[index]));
      if (repeated) return { revision: last, position: positionOf(rows.at(-1)!.position) };
      throw new RevisionConflictError(stream, expected, actual);
    }
    let newest = this.#newest;
    for (const { id, recordedAt } of events) {
      if (idStands.get(id)) throw new EventIdConflictError(id);
      if (this.#wentBack(recordedAt, newest)) throw new ClockWentBackError(recordedAt, newest);
      if (recordedAt > newest) newest = recordedAt;
    }
    let position: number | bigint = 0;
    for (const [index, { id, type, rawData, rawMetadata, recordedAt }] of events.entries()) {
      const args = [stream, first + index, id, type, rawData, rawMetadata, recordedAt] as const;
      position = insert.run(...args).lastInsertRowid;
    }
    this.#newest = newest;
    return { revision: last, position: positionOf(position) };
  }

  #wentBack(recordedAt: string, newest: string): boolean {
    return recordedAt < newest && Date.parse(newest) - Date.parse(recordedAt) > this.#clockToleranceMs;
  }

  /** @returns what every append of the group is told */
  #rollBack(error: unknown, committing: boolean): Error {
    try {
      if (this.#db.inTransaction) this.#statements.rollback.run();
    } catch (rollbackError) {
      error = rollbackError;
    }
    // A commit that fails in writing or syncing may still be found in the file after a crash.
    if (committing && sqliteCode(error).startsWith('SQLITE_IOERR')) {
      return new UnknownOutcomeError(`${this.#db.name}: the commit failed, ${(error as Error).message}`, {
        cause: error,
      });
    }
    return translateSqliteError(error, this.#db.name) as Error;
  }

  #read<Result>(read: (statements: ReturnType<typeof prepareStatements>) => Result): Result {
    if (this.#closed) throw this.#closedError();
    try {
      return read(this.#statements);
    } catch (error) {
      throw translateSqliteError(error, this.#db.name);
    }
  }

  #closedError(): EventLogClosedError {
    return new EventLogClosedError(`${this.#db.name} is closed`);
  }
}

function isSame(event: PreparedEvent, row: Standing | undefined): boolean {
  return row?.id === event.id && row.type === event.type && row.data === event.rawData;
}

/**
 * Opens an event log file, and creates it (and its folder) where there is none.
 * @throws {EventLogCorruptError} not an event log, of a newer format, or damaged; the message says what to do
 * @throws {EventLogUnavailableError} it can't be opened now
 */
export function openSqliteEventLog(path: string, options: SqliteEventLogOptions = {}): EventLog {
  return new GuardedEventLog(new SqliteEngine(openDatabase(path, options), options.clockToleranceMs));
}

function openDatabase(path: string, options: SqliteEventLogOptions): Database.Database {
  const { readOnly = false, busyTimeoutMs = DEFAULT_BUSY_TIMEOUT_MS, maxPageCount } = options;
  if (readOnly && !existsSync(path)) throw new EventLogUnavailableError(`there is no event log at ${path}`);
  let db: Database.Database | undefined;
  try {
    if (!readOnly) mkdirSync(dirname(path), { recursive: true });
    db = new Database(path, { readonly: readOnly, timeout: busyTimeoutMs });
    const blank = !readOnly && isBlank(db);
    if (!blank) checkFormat(db);
    if (!readOnly) {
      useWriteAheadLog(db, path, busyTimeoutMs);
      db.pragma('synchronous = FULL');
      db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      if (blank) {
        createSchema(db);
        checkFormat(db);
      }
      if (maxPageCount !== undefined) db.pragma(`max_page_count = ${maxPageCount}`);
    }
    db.pragma(`cache_size = -${readOnly ? CACHE_KIB.reading : CACHE_KIB.writing}`);
    return db;
  } catch (error) {
    db?.close();
    throw translateSqliteError(error, path);
  }
}

/** Two processes that make the file at once may find it locked at this very step, where SQLite does not wait. */
function useWriteAheadLog(db: Database.Database, path: string, patienceMs: number): void {
  const pauseMs = 20;
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      if (db.pragma('journal_mode = WAL', { simple: true }) === 'wal') return;
      throw new EventLogUnavailableError(`${path} lies where SQLite can keep no write-ahead log`);
    } catch (error) {
      if (!sqliteCode(error).startsWith('SQLITE_BUSY') || waitedMs >= patienceMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}
