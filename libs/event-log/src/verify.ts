import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { DEFAULT_CLOCK_TOLERANCE_MS, type StoredEvent } from './engine.js';
import { EventLogCorruptError } from './errors.js';
import { isInstant, isUuid } from './guard.js';
import type { EventLog, Position } from './port.js';

export interface LogProblem {
  readonly position?: Position;
  readonly stream?: string;
  readonly revision?: number;
  readonly problem: string;
}

export interface LogReport {
  /** True when there is no problem. */
  readonly whole: boolean;
  readonly events: number;
  readonly streams: number;
  /** Position of the newest event, or null when the log is empty. */
  readonly head: Position | null;
  /**
   * SHA-256 (hex) over every event in order: for each the JSON array of stream, revision, id, type, stored text of
   * the body and of the metadata, and a line feed. Positions stay out: two logs with equal digests hold the same.
   */
  readonly digest: string;
  /** The first 1,000, and how many more there are. */
  readonly problems: readonly LogProblem[];
}

/** Gets the number of events checked so far, once a page. */
export type VerifyProgress = (checked: number) => void;

/** An event as verification looks at it; `recordedAt` where the engine also keeps it beside the metadata. */
export type EventToCheck = StoredEvent & { readonly recordedAt?: string };

const PAGE_SIZE = 1_000;
const MAX_PROBLEMS = 1_000;
const MEMORY_KIB = 16_384;

/** Which ids and revisions have been seen: in a temporary file, so that memory stays bounded however long the log. */
class Seen {
  readonly #db = new Database('');
  readonly #addId;
  readonly #revisionOf;
  readonly #setRevision;
  readonly #countStreams;

  constructor() {
    this.#db.pragma('journal_mode = OFF');
    this.#db.pragma('synchronous = OFF');
    this.#db.pragma(`cache_size = -${MEMORY_KIB}`);
    this.#db.exec(`BEGIN;
      CREATE TABLE ids (id TEXT PRIMARY KEY) WITHOUT ROWID;
      CREATE TABLE streams (stream TEXT PRIMARY KEY, revision INTEGER) WITHOUT ROWID`);
    this.#addId = this.#db.prepare<[string]>('INSERT OR IGNORE INTO ids VALUES (?)');
    this.#revisionOf = this.#db
      .prepare<[string], number>('SELECT revision FROM streams WHERE stream = ?')
      .pluck();
    this.#setRevision = this.#db.prepare<[string, number]>('INSERT OR REPLACE INTO streams VALUES (?, ?)');
    this.#countStreams = this.#db.prepare<[], number>('SELECT count(*) FROM streams').pluck();
  }

  get streams(): number {
    return this.#countStreams.get() ?? 0;
  }

  /** @returns false when the id was there before */
  addId(id: string): boolean {
    return this.#addId.run(id).changes === 1;
  }

  /** @returns the revision that should have come */
  addRevision(stream: string, revision: number): number {
    const before = this.#revisionOf.get(stream) ?? -1;
    this.#setRevision.run(stream, revision);
    return before + 1;
  }

  close(): void {
    this.#db.close();
  }
}

/** One verification under way: takes the events in order, then tells what it found. */
export class LogCheck {
  readonly #seen = new Seen();
  readonly #digest = createHash('sha256');
  readonly #problems: LogProblem[] = [];
  readonly #toleranceMs: number;
  #unlisted = 0;
  #events = 0;
  #head: Position | null = null;
  #newest = '';

  constructor(toleranceMs = DEFAULT_CLOCK_TOLERANCE_MS) {
    this.#toleranceMs = toleranceMs;
  }

  get events(): number {
    return this.#events;
  }

  get head(): Position | null {
    return this.#head;
  }

  addProblem(problem: string, event?: EventToCheck): void {
    if (this.#problems.length === MAX_PROBLEMS) {
      this.#unlisted += 1;
      return;
    }
    const place = event && { position: event.position, stream: event.stream, revision: event.revision };
    this.#problems.push({ ...place, problem });
  }

  /** What can't be read as an event log is a problem of the report; any other error is thrown on. */
  addError(error: unknown): void {
    if (!(error instanceof EventLogCorruptError)) throw error;
    this.addProblem(error.message);
  }

  add(event: EventToCheck): void {
    const { position, stream, revision, id, type, rawData, rawMetadata } = event;
    this.#digest.update(`${JSON.stringify([stream, revision, id, type, rawData, rawMetadata])}\n`);
    if (this.#head !== null && position <= this.#head) this.addProblem('stands out of order', event);
    if (!isUuid(id)) this.addProblem(`id ${id} is not a UUID`, event);
    if (!this.#seen.addId(id)) this.addProblem(`id ${id} stands twice`, event);
    const expected = this.#seen.addRevision(stream, revision);
    if (revision !== expected) this.addProblem(`revision ${expected} should stand here`, event);
    this.#checkBodies(event);
    this.#events += 1;
    this.#head = position;
  }

  #checkBodies(event: EventToCheck): void {
    let recordedAt: unknown;
    try {
      JSON.parse(event.rawData);
      recordedAt = JSON.parse(event.rawMetadata)?.recordedAt;
    } catch (error) {
      this.addProblem(`body or metadata is not JSON: ${(error as Error).message}`, event);
      return;
    }
    if (!isInstant(recordedAt)) {
      this.addProblem('metadata.recordedAt is not an instant', event);
      return;
    }
    if (event.recordedAt !== undefined && event.recordedAt !== recordedAt) {
      this.addProblem(`recorded_at ${event.recordedAt} is not metadata.recordedAt ${recordedAt}`, event);
    }
    if (recordedAt < this.#newest && Date.parse(this.#newest) - Date.parse(recordedAt) > this.#toleranceMs) {
      this.addProblem(`recordedAt ${recordedAt} lies before ${this.#newest}`, event);
    }
    if (recordedAt > this.#newest) this.#newest = recordedAt;
  }

  /** Ends the verification. */
  report(): LogReport {
    const streams = this.#seen.streams;
    this.#seen.close();
    const more = this.#unlisted > 0 ? [{ problem: `and ${this.#unlisted} more` }] : [];
    return {
      whole: this.#problems.length === 0,
      events: this.#events,
      streams,
      head: this.#head,
      digest: this.#digest.digest('hex'),
      problems: [...this.#problems, ...more],
    };
  }
}

/** Walks pages until an empty one, adding every event to the check; lets the event loop turn between two pages. */
export async function checkPages(
  check: LogCheck,
  readPage: (after: Position | null, limit: number) => Promise<readonly EventToCheck[]>,
  onProgress?: VerifyProgress,
): Promise<void> {
  for (;;) {
    const page = await readPage(check.head, PAGE_SIZE);
    if (page.length === 0) return;
    for (const event of page) check.add(event);
    onProgress?.(check.events);
    await nextTurn();
  }
}

/**
 * Verifies a log of any engine through the port: order, revisions without gaps, ids, JSON, the clock.
 * Memory is bounded; a million events take some 12 seconds.
 * @param clockToleranceMs how far `recordedAt` may go back, in milliseconds
 */
export async function verifyEventLog(
  log: EventLog,
  onProgress?: VerifyProgress,
  clockToleranceMs?: number,
): Promise<LogReport> {
  const check = new LogCheck(clockToleranceMs);
  try {
    await checkPages(check, (after, limit) => log.readAll(after, limit), onProgress);
  } catch (error) {
    check.addError(error);
  }
  return check.report();
}
