import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Subject, type Subscription } from 'rxjs';
import {
  comparePositions,
  type EventLog,
  EventLogUnavailableError,
  follow,
  InvalidPositionError,
  type Position,
  type RecordedEvent,
} from '#event-log';
import { knownAt } from './known-at.js';
import { isAppendOnlyIn, type ReadModel, type ReadModelDb } from './read-model.js';
import { ReadModelFile } from './read-model-file.js';
import { tableHash, tableName } from './table-sql.js';

/** Which file holds the read models, and the versions that it was built with. */
interface Pointer {
  readonly file: string;
  readonly generation: number;
  readonly versions: Readonly<Record<string, number>>;
}

/** The rows stand at a position that the log doesn't know. */
export class ForeignRowsError extends Error {
  constructor(folder: string, cause: InvalidPositionError) {
    super(
      `the read models in ${folder} were built from another event log, or this one was restored from a backup ` +
        `(${cause.message}): check which log the settings name; if it is the right one, delete read-models* there, ` +
        'they are built anew from the log',
      { cause },
    );
    this.name = 'ForeignRowsError';
  }
}

/** Builds a read-model file from the whole log; runs in a worker thread where one is at hand. */
export type Rebuild = (target: string, onProgress: (events: number) => void) => Promise<void>;

export interface ReadModelsOptions {
  /** The data folder. */
  readonly folder: string;
  readonly log: EventLog;
  readonly models: readonly ReadModel[];
  /** How a rebuild is done; default: in this thread. */
  readonly rebuild?: Rebuild;
  /** Told when following ends with an error; the read models stand still from then on. */
  readonly onFailure?: (error: unknown) => void;
  /** Told when the log can't be read for now, and, with null, when it is read again; nothing is missed. */
  readonly onOutage?: (error: Error | null) => void;
}

const POINTER = 'read-models.json';
/** Raised when what this lib itself keeps of every row changes. */
const ROWS_VERSION = 2;
const PAGE = 2000;
const HASHING_CACHE_KIB = 2_048;
const POLL_MS = 50;
/** How long to wait before what the log's absence or a full disk ended is tried again, in milliseconds. */
const RETRY_MS = 5_000;

/**
 * All read models of this process: the current file, kept up with the log. Local to each replica;
 * delete the files and they are built anew from the log, with the same rows.
 */
export class ReadModels {
  readonly #options: ReadModelsOptions;
  readonly #applied = new Subject<readonly RecordedEvent[]>();
  readonly #waiters = new Set<() => void>();
  #file: ReadModelFile | undefined;
  #generation = 0;
  #following: Subscription | undefined;
  /** Position of the last event that {@link applied$} gave out. */
  #published: Position | null = null;
  #rebuilding: Promise<void> | undefined;
  #outdated = false;
  #failure: unknown;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ReadModelsOptions) {
    this.#options = options;
  }

  /** Events after their rows were committed, in order; only while {@link start}ed. */
  readonly applied$ = this.#applied.asObservable();

  /**
   * The current database, or, within {@link asKnownAt}, its rows as they were known then. Ask for it at each use: a
   * rebuild swaps it.
   * @throws {Refusal} unavailable (`read-models-rebuilding`): the past can't be read while an older version serves
   */
  get db(): ReadModelDb {
    const instant = knownAt();
    return instant === null ? this.#current.db : this.#current.asKnownAt(instant);
  }

  /** Changes whenever {@link db} may answer otherwise: what is remembered of its answers is remembered under it. */
  stamp(): string {
    const instant = knownAt();
    return instant === null ? String(this.checkpoint()) : this.#current.stampAsKnownAt(instant);
  }

  get #current(): ReadModelFile {
    if (!this.#file) throw new Error('the read models are not open');
    return this.#file;
  }

  /** What ended the following of the log, if anything did. */
  get failure(): unknown {
    return this.#failure;
  }

  /** True while an older version serves and the new one is being built. */
  get outdated(): boolean {
    return this.#outdated;
  }

  /** Opens the current file, or makes an empty one. A file of other versions serves until {@link start} or {@link catchUp} has rebuilt it. */
  open(): void {
    mkdirSync(this.#options.folder, { recursive: true });
    const pointer = this.#readPointer();
    if (pointer && existsSync(join(this.#options.folder, pointer.file))) {
      this.#generation = pointer.generation;
      this.#outdated = JSON.stringify(pointer.versions) !== JSON.stringify(this.#versions());
      try {
        const path = join(this.#options.folder, pointer.file);
        this.#file = new ReadModelFile(path, this.#options.models, this.#outdated);
        return;
      } catch (error) {
        // Nothing is lost with a damaged file: what it held is read from the log again.
        if (!isDamaged(error)) throw error;
        removeDatabase(join(this.#options.folder, pointer.file));
        this.#outdated = false;
      }
    }
    this.#generation = (pointer?.generation ?? 0) + 1;
    const file = this.#fileName(this.#generation);
    removeDatabase(join(this.#options.folder, file));
    this.#file = new ReadModelFile(join(this.#options.folder, file), this.#options.models);
    this.#writePointer(file);
  }

  /**
   * Looks whether the log knows the position that the rows stand at.
   * @throws {ForeignRowsError} they were built from another log, or this one was restored
   */
  async checkLog(): Promise<void> {
    const checkpoint = this.checkpoint();
    if (checkpoint === null) return;
    try {
      await this.#options.log.readAll(checkpoint, 1);
    } catch (cause) {
      if (!(cause instanceof InvalidPositionError)) throw cause;
      throw new ForeignRowsError(this.#options.folder, cause);
    }
  }

  /** Applies everything that the log holds now. @returns the checkpoint reached */
  async catchUp(onProgress?: (events: number) => void): Promise<Position | null> {
    if (this.#outdated) await this.rebuild(onProgress);
    const file = this.#current;
    let applied = 0;
    for (;;) {
      const checkpoint = file.checkpoint();
      const page = await this.#options.log.readAll(checkpoint, PAGE);
      if (page.length === 0) return checkpoint;
      // From nothing to a long log, building beside is several times as quick.
      if (checkpoint === null && page.length === PAGE) {
        await this.rebuild(onProgress);
        return this.checkpoint();
      }
      this.#take(page);
      applied += page.length;
      onProgress?.(applied);
    }
  }

  /** Follows the log from now on, rebuilding first if the versions changed; the old file serves meanwhile. */
  start(): void {
    if (this.#outdated) void this.#rebuildThenFollow();
    else this.#follow();
  }

  async #rebuildThenFollow(): Promise<void> {
    try {
      await this.rebuild();
    } catch (error) {
      // A worker's error has lost its class: whether the log is away, the log itself tells.
      const answers = await this.#logAnswers();
      if (this.#closed) return;
      if (answers) this.#fail(error);
      else this.#retry = setTimeout(() => this.#rebuildThenFollow(), RETRY_MS).unref();
      return;
    }
    this.#follow();
  }

  async #logAnswers(): Promise<boolean> {
    try {
      await this.#options.log.head();
      return true;
    } catch (error) {
      return !(error instanceof EventLogUnavailableError);
    }
  }

  #follow(): void {
    // A rebuild that was under way at the closing ends after it.
    if (this.#closed) return;
    this.#following?.unsubscribe();
    // Goes on from what was published last: a rebuild, or another process, may have applied more than that.
    this.#published ??= this.#current.checkpoint();
    const { log, onOutage = () => {} } = this.#options;
    const following = follow(log, this.#published, { pageSize: PAGE, onOutage }).subscribe({
      next: (page) => {
        try {
          this.#take(page);
        } catch (error) {
          // Thrown on, it would end the process.
          following.unsubscribe();
          if (!isPassing(error)) return this.#fail(error);
          this.#retry = setTimeout(() => this.#follow(), RETRY_MS).unref();
          return;
        }
        this.#published = page.at(-1)?.position ?? this.#published;
        this.#applied.next(page);
      },
      error: (error) => this.#fail(error),
    });
    this.#following = following;
  }

  #fail(error: unknown): void {
    this.#failure = error;
    this.#options.onFailure?.(error);
  }

  #take(page: readonly RecordedEvent[]): void {
    this.#current.apply(page);
    for (const wake of [...this.#waiters]) wake();
  }

  /** The position that the rows stand at, whatever instant is asked about. */
  checkpoint(): Position | null {
    return this.#current.checkpoint();
  }

  /** Waits until the rows have passed a position. @returns false when `timeoutMs` ran out first */
  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const passed = () => {
      const checkpoint = this.checkpoint();
      return checkpoint !== null && comparePositions(checkpoint, position) >= 0;
    };
    if (passed()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (answer: boolean) => {
        clearTimeout(timer);
        clearInterval(poll);
        this.#waiters.delete(look);
        resolve(answer);
      };
      const look = () => {
        if (passed()) finish(true);
      };
      const timer = setTimeout(() => finish(passed()), timeoutMs);
      // Another process may be the one that keeps the file up.
      const poll = setInterval(look, POLL_MS);
      this.#waiters.add(look);
    });
  }

  /** Builds all read models anew from the log beside the current ones, then swaps them in. */
  rebuild(onProgress: (events: number) => void = () => {}): Promise<void> {
    this.#rebuilding ??= this.#rebuild(onProgress).finally(() => {
      this.#rebuilding = undefined;
    });
    return this.#rebuilding;
  }

  async #rebuild(onProgress: (events: number) => void): Promise<void> {
    const { folder, log, models } = this.#options;
    const generation = Math.max(this.#generation, this.#readPointer()?.generation ?? 0) + 1;
    const name = this.#fileName(generation);
    const target = join(folder, name);
    removeDatabase(target);
    if (this.#options.rebuild) await this.#options.rebuild(target, onProgress);
    else await buildReadModelFile(target, log, models, onProgress);

    const wasFollowing = this.#following !== undefined;
    const next = new ReadModelFile(target, models);
    await applyRest(next, log, (page) => next.apply(page));
    this.#following?.unsubscribe();
    const old = this.#current;
    this.#file = next;
    this.#generation = generation;
    this.#outdated = false;
    this.#writePointer(name);
    old.close();
    removeDatabase(old.path);
    if (wasFollowing) this.#follow();
  }

  /** A hash of each table's content: live and rebuilt read models must agree. */
  hashes(): Record<string, string> {
    const { $client: client } = this.#current.db;
    const cacheSize = client.pragma('cache_size', { simple: true });
    // Every page is read once: a cache that holds them all would only take memory.
    client.pragma(`cache_size = -${HASHING_CACHE_KIB}`);
    try {
      const entries = this.#options.models.flatMap((model) =>
        model.tables.map(
          (table) => [tableName(table), tableHash(client, table, isAppendOnlyIn(model, table))] as const,
        ),
      );
      return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    } finally {
      client.pragma(`cache_size = ${cacheSize}`);
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#following?.unsubscribe();
    this.#following = undefined;
    this.#applied.complete();
    this.#file?.close();
    this.#file = undefined;
  }

  #versions(): Record<string, number> {
    return Object.fromEntries([
      ['projections', ROWS_VERSION],
      ...this.#options.models.map(({ name, version }) => [name, version] as const),
    ]);
  }

  #fileName(generation: number): string {
    // Two processes may rebuild at once: neither may build into the other's file.
    return `read-models-${generation}-${process.pid}.db`;
  }

  #readPointer(): Pointer | undefined {
    const path = join(this.#options.folder, POINTER);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Pointer) : undefined;
  }

  #writePointer(file: string): void {
    const pointer: Pointer = { file, generation: this.#generation, versions: this.#versions() };
    const path = join(this.#options.folder, POINTER);
    writeFileSync(`${path}.new`, `${JSON.stringify(pointer, null, 2)}\n`);
    renameSync(`${path}.new`, path);
  }
}

/** Applies what the log holds after the file's checkpoint, page by page. */
async function applyRest(
  file: ReadModelFile,
  log: EventLog,
  apply: (page: readonly RecordedEvent[]) => unknown,
  onProgress: (events: number) => void = () => {},
): Promise<void> {
  let applied = 0;
  for (;;) {
    const page = await log.readAll(file.checkpoint(), PAGE);
    if (page.length === 0) return;
    apply(page);
    applied += page.length;
    onProgress(applied);
  }
}

/** Builds a read-model file from the start of the log to its head. A target that a failure leaves behind is useless. */
export async function buildReadModelFile(
  target: string,
  log: EventLog,
  models: readonly ReadModel[],
  onProgress?: (events: number) => void,
): Promise<void> {
  const file = new ReadModelFile(target, models);
  try {
    await file.fill((apply) => applyRest(file, log, apply, onProgress));
  } finally {
    file.close();
  }
}

/** Whether the file may take the same rows a little later: busy with another process, or its disk full. */
function isPassing(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(BUSY|FULL|IOERR)/.test(code);
}

function isDamaged(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'SQLITE_NOTADB' || (typeof code === 'string' && code.startsWith('SQLITE_CORRUPT'));
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}
