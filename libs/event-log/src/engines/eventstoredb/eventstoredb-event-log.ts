import { setTimeout as pause } from 'node:timers/promises';
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
  EventLogCorruptError,
  type EventLogError,
  EventLogMisconfiguredError,
  EventLogUnavailableError,
  InvalidAppendError,
  InvalidPositionError,
  RevisionConflictError,
  UnknownOutcomeError,
} from '../../errors.js';
import { GuardedEventLog } from '../../guard.js';
import type { AppendResult, EventLog, ExpectedRevision, Position } from '../../port.js';
import { readConnectionString } from './connection.js';
import {
  type Appended,
  type Driver,
  DriverError,
  type Failure,
  type LogPosition,
  openDriver,
  type ServerEvent,
} from './driver.js';
import { type DriverKeeper, sharedKeeper } from './driver-keeper.js';
import { Hints } from './hints.js';
import { KnownEvents } from './known-events.js';
import { PageAhead } from './page-ahead.js';
import { parsePosition, positionOf } from './positions.js';
import { checkServer } from './server-check.js';
import { Turns } from './turns.js';

export interface EventStoreDbEventLogOptions {
  /** Marks our streams on the server, where their names are `<prefix>.<stream>`. Default `nq57`. */
  readonly streamPrefix?: string;
  /** Refuses to append. Default false. */
  readonly readOnly?: boolean;
  /** How far `recordedAt` may lie before the newest that is known of the log, in milliseconds. Default 5,000. */
  readonly clockToleranceMs?: number;
  /** For how long an append is begun anew, its waiting included, in milliseconds. Default 5,500. */
  readonly appendLimitMs?: number;
  /** How long one try of an append may take, in milliseconds. Default 2,500. */
  readonly tryLimitMs?: number;
  /** How long a read may wait for its next event, in milliseconds. Default 5,000. */
  readonly readLimitMs?: number;
}

const DEFAULT_STREAM_PREFIX = 'nq57';
const STREAM_PREFIX = /^[a-z][a-z0-9]{0,19}$/;
/** A stream of ours behind the prefix: a prefix has no dot or hyphen, a category no dot, so no two can be confused. */
const OUR_STREAM = /^[a-z]+-/;
const DEFAULT_APPEND_LIMIT_MS = 5_500;
const DEFAULT_TRY_LIMIT_MS = 2_500;
const DEFAULT_READ_LIMIT_MS = 5_000;
/** How long a call may look for what stands in the way, while the server is not yet known to be fit. */
const CHECK_LIMIT_MS = 3_000;
const APPENDS_AT_ONCE = 64;
const PAUSE_MS = { first: 50, longest: 500 };
/** A read is tried once more when the connection was lost: the client has another by then. */
const READ_TRIES = 2;
/** Events asked for where ours are sought among those of others: so many first, then ever more. */
const SOUGHT = { first: 32, most: 1_000 };
/** What each of our events has in its metadata: one without it was written by another program. */
const OUR_METADATA = '"recordedAt"';
const MAY_BE_STORED: readonly Failure[] = ['timed-out', 'lost'];
const WORTH_ANOTHER_TRY: readonly Failure[] = ['timed-out', 'lost', 'not-sent'];

/** An append on its way. */
interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly PreparedEvent[];
  /** Set when no further try is to begin. */
  overdue: boolean;
}

/** The engine on an EventStoreDB server or cluster. See the README beside this file for the life of an append. */
export class EventStoreDbEngine implements EventLogEngine {
  readonly #prefix: string;
  readonly #readOnly: boolean;
  readonly #clockToleranceMs: number;
  readonly #appendLimitMs: number;
  readonly #tryLimitMs: number;
  readonly #readLimitMs: number;
  readonly #keeper: DriverKeeper;
  readonly #hints: Hints;
  readonly #turns = new Turns(APPENDS_AT_ONCE);
  readonly #known = new KnownEvents();
  readonly #pageAhead = new PageAhead();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #onReplaced = () => this.#hints.renew();
  readonly #check: () => Promise<void>;
  #checking: Promise<void> | undefined;
  /** Whether the server was found fit once. */
  #fit = false;
  #oriented: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /**
   * @param keep gives the keeper of the client, which other logs may share
   * @param check looks for what stands in the way; asked before the first call, until it has found nothing once
   */
  constructor(
    keep: () => DriverKeeper,
    options: EventStoreDbEventLogOptions = {},
    check: () => Promise<void> = async () => {},
  ) {
    this.#check = check;
    const { streamPrefix = DEFAULT_STREAM_PREFIX, readOnly = false } = options;
    if (!STREAM_PREFIX.test(streamPrefix)) {
      const wanted = 'up to 20 small letters and digits, a letter first';
      throw new EventLogMisconfiguredError(`stream prefix ${JSON.stringify(streamPrefix)} is not ${wanted}`);
    }
    this.#prefix = `${streamPrefix}.`;
    this.#readOnly = readOnly;
    this.#clockToleranceMs = options.clockToleranceMs ?? DEFAULT_CLOCK_TOLERANCE_MS;
    this.#appendLimitMs = options.appendLimitMs ?? DEFAULT_APPEND_LIMIT_MS;
    this.#tryLimitMs = options.tryLimitMs ?? DEFAULT_TRY_LIMIT_MS;
    this.#readLimitMs = options.readLimitMs ?? DEFAULT_READ_LIMIT_MS;
    this.#keeper = keep();
    this.#keeper.join(this.#onReplaced);
    this.#hints = new Hints(() => this.#keeper.driver, this.#prefix);
  }

  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly PreparedEvent[],
  ): Promise<AppendResult> {
    return this.#track(async () => {
      if (this.#readOnly) throw new EventLogUnavailableError('the log was opened for reading only');
      const append = { stream, expected, events, overdue: false };
      const timer = setTimeout(() => {
        append.overdue = true;
      }, this.#appendLimitMs);
      try {
        const result = await this.#turns.take(stream, () => this.#write(append));
        this.#hints.wake();
        return result;
      } finally {
        clearTimeout(timer);
      }
    });
  }

  readStream(stream: string, page: StreamPage): Promise<readonly StoredEvent[]> {
    return this.#read(async () => {
      const events = await this.#pageOf(stream, page, this.#readLimitMs);
      this.#known.addPage(events);
      return events;
    });
  }

  readAll(after: Position | null, limit: number): Promise<readonly StoredEvent[]> {
    return this.#read(async () => {
      const page = (await this.#pageAhead.take(after, limit)) ?? (await this.#pageAfter(after, limit));
      this.#known.addPage(page);
      const last = page.at(-1);
      if (last) this.#known.addInstant(recordedAtOf(last));
      if (last && page.length === limit && !this.#closing) {
        const { position } = last;
        this.#pageAhead.begin(position, limit, () => this.#pageAfter(position, limit));
      }
      return page;
    });
  }

  async head(): Promise<Position | null> {
    return (await this.latest())?.position ?? null;
  }

  latest(): Promise<StoredEvent | null> {
    return this.#read(async () => (await this.#newestEvents(1, this.#readLimitMs)).at(0) ?? null);
  }

  /** A subscription hints of what others append; one that the server forgot is made up for. */
  readonly pollMs = 2_000;

  onAppended(listener: () => void): () => void {
    return this.#closing ? () => {} : this.#hints.listen(listener);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    this.#hints.close();
    this.#pageAhead.drop();
    await Promise.allSettled(this.#underWay);
    await this.#keeper.leave(this.#onReplaced);
  }

  /** Decides what to answer at once, or sends, and settles what became of it. */
  async #write(append: Append): Promise<AppendResult> {
    const { stream, expected } = append;
    let mayBeStored = false;
    let restMs = PAUSE_MS.first;
    let problem: DriverError | undefined;
    while (!append.overdue) {
      try {
        return await this.#attempt(append, mayBeStored);
      } catch (error) {
        if (!(error instanceof DriverError)) throw error;
        problem = error;
        const { failure } = error;
        if (failure === 'conflict') throw new RevisionConflictError(stream, expected, error.actual);
        mayBeStored ||= MAY_BE_STORED.includes(failure);
        if (!mayBeStored && !WORTH_ANOTHER_TRY.includes(failure)) throw meaningOf(error);
      }
      await pause(restMs);
      restMs = Math.min(restMs * 2, PAUSE_MS.longest);
    }
    if (!mayBeStored) throw problem ? meaningOf(problem) : new EventLogUnavailableError(OVERRUN);
    throw new UnknownOutcomeError(
      `the server did not tell whether the append to ${stream} was stored: repeat the same append`,
      { cause: problem },
    );
  }

  /** One try. @throws {DriverError} no answer, or a conflict that is no repeat */
  async #attempt({ stream, expected, events }: Append, mayBeStored: boolean): Promise<AppendResult> {
    await this.#orient();
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const last = first + events.length - 1;
    const refusal = mayBeStored ? undefined : this.#foresee(events);
    if (refusal) {
      const standing = await unsent(this.#standing(stream, expected, first, events));
      if (standing) return standing;
      throw refusal;
    }
    const { end } = this.#known;
    let told: Appended;
    try {
      const name = this.#prefix + stream;
      told = await this.#keeper.use((driver) => driver.append(name, expected, events, this.#tryLimitMs));
    } catch (error) {
      if (!(error instanceof DriverError) || error.failure !== 'conflict') throw error;
      const standing = await unsent(this.#standing(stream, expected, first, events));
      if (standing) return standing;
      throw error;
    }
    if (told.revision !== last) throw new DriverError('deleted', `stream ${stream} began anew`);
    const place = told.position && positionOf(told.position);
    if (place === undefined || (end !== undefined && place <= end)) {
      // The server takes the same ids for the same append, whatever they hold: it stood there before.
      const standing = await this.#standing(stream, expected, first, events);
      if (!standing) throw new DriverError('lost', `stream ${stream} was read as it stood before the append`);
      return standing;
    }
    for (const { id, recordedAt } of events) {
      this.#known.addId(id);
      this.#known.addInstant(recordedAt);
    }
    this.#known.addPosition(place);
    return { revision: last, position: place };
  }

  /** The refusal that an append gets if its stream stands where it expects. */
  #foresee(events: readonly PreparedEvent[]): EventLogError | undefined {
    let { newest } = this.#known;
    for (const { id, recordedAt } of events) {
      if (this.#known.has(id)) return new EventIdConflictError(id);
      if (this.#wentBack(recordedAt, newest)) return new ClockWentBackError(recordedAt, newest);
      if (recordedAt > newest) newest = recordedAt;
    }
    return undefined;
  }

  #wentBack(recordedAt: string, newest: string): boolean {
    return recordedAt < newest && Date.parse(newest) - Date.parse(recordedAt) > this.#clockToleranceMs;
  }

  /**
   * What stands where the append would go.
   * @returns the first answer when it is this very append; undefined when the stream stands where the append expects
   * @throws {RevisionConflictError} something else stands there
   */
  async #standing(
    stream: string,
    expected: ExpectedRevision,
    first: number,
    events: readonly PreparedEvent[],
  ): Promise<AppendResult | undefined> {
    const newest = { direction: 'backwards', from: undefined, limit: 1 } as const;
    const [last] = await this.#pageOf(stream, newest, this.#tryLimitMs);
    const actual = last?.revision ?? 'no-stream';
    if (actual === expected) return undefined;
    const page = { direction: 'forwards', from: first, limit: events.length } as const;
    const rows = await this.#pageOf(stream, page, this.#tryLimitMs);
    const stood = rows.at(-1);
    if (!stood || !events.every((event, index) => isSame(event, rows[index]))) {
      throw new RevisionConflictError(stream, expected, actual);
    }
    this.#known.addPage(rows);
    return { revision: stood.revision, position: stood.position };
  }

  /** Before the first append: where the log ends and how late it is there. */
  #orient(): Promise<void> {
    this.#oriented ??= unsent(this.#newestEvents(SOUGHT.first, this.#tryLimitMs)).then(
      (events) => {
        this.#known.addPage(events);
        for (const event of events) this.#known.addInstant(recordedAtOf(event));
      },
      (error) => {
        this.#oriented = undefined;
        throw error;
      },
    );
    return this.#oriented;
  }

  /** Events after a position, filled over any stretch of those of others: fewer only where the log ends. */
  async #pageAfter(after: Position | null, limit: number): Promise<StoredEvent[]> {
    const page: StoredEvent[] = [];
    let asked = limit;
    let from = after === null ? undefined : parsePosition(after);
    for (;;) {
      // The server gives the event at `from` once more.
      const again = from ? 1 : 0;
      const [start, count] = [from, asked + again];
      const events = await this.#readFrom(start, count);
      const ours = this.#ours(events.slice(again));
      page.push(...ours.slice(0, limit - page.length));
      if (page.length === limit || events.length < count) return page;
      asked = ours.length > 0 ? limit - page.length : Math.min(asked * 2, Math.max(limit, SOUGHT.most));
      from = events.at(-1)!;
    }
  }

  /** The newest events of ours, the newest first: `wanted` at least where there are so many. */
  async #newestEvents(wanted: number, limitMs: number): Promise<StoredEvent[]> {
    const found: StoredEvent[] = [];
    let asked = wanted;
    let from: ServerEvent | undefined;
    for (;;) {
      const [start, count] = [from, asked];
      const page = { direction: 'backwards', from: start, limit: count } as const;
      const events = await this.#ask((driver) => driver.readAll(page, limitMs));
      found.push(...this.#ours(events));
      if (found.length >= wanted || events.length < count) return found;
      from = events.at(-1)!;
      asked = Math.min(Math.max(asked * 2, SOUGHT.first), SOUGHT.most);
    }
  }

  /** Events of the whole server, that at `from` first. @throws {InvalidPositionError} none stands there */
  async #readFrom(from: LogPosition | undefined, limit: number): Promise<ServerEvent[]> {
    const page = { direction: 'forwards', from, limit } as const;
    try {
      const events = await this.#ask((driver) => driver.readAll(page, this.#readLimitMs));
      const [first] = events;
      if (!from || (first && positionOf(first) === positionOf(from))) return events;
    } catch (error) {
      if (!from || !(error instanceof DriverError) || error.failure !== 'bad-position') throw error;
    }
    throw new InvalidPositionError(
      positionOf(from),
      'is that of no event here: it is of another or restored log, so rebuild what was read up to it',
    );
  }

  async #pageOf(stream: string, page: StreamPage, limitMs: number): Promise<StoredEvent[]> {
    const name = this.#prefix + stream;
    return this.#ours(await this.#ask((driver) => driver.readStream(name, page, limitMs)));
  }

  /** A call that reads; tried again where the connection was only just lost. @throws {DriverError} */
  async #ask<Result>(call: (driver: Driver) => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#keeper.use(call);
      } catch (error) {
        const lost = error instanceof DriverError && ['lost', 'not-sent'].includes(error.failure);
        if (!lost || tries === READ_TRIES || this.#closing) throw error;
        await pause(PAUSE_MS.first);
      }
    }
  }

  /** The events of this log among those of the server, under their own names. */
  #ours(events: readonly ServerEvent[]): StoredEvent[] {
    const ours: StoredEvent[] = [];
    for (const event of events) {
      if (!event.stream.startsWith(this.#prefix)) continue;
      const stream = event.stream.slice(this.#prefix.length);
      if (!OUR_STREAM.test(stream)) continue;
      const { revision, id, type, rawData, rawMetadata } = event;
      if (!rawMetadata.includes(OUR_METADATA)) {
        throw new EventLogCorruptError(
          `event ${revision} (${type}) of stream ${event.stream} was written by another program: ` +
            'let no other write to streams of this prefix, and restore the log from a backup',
        );
      }
      ours.push({ position: positionOf(event), stream, revision, id, type, rawData, rawMetadata });
    }
    return ours;
  }

  #read<Result>(read: () => Promise<Result>): Promise<Result> {
    return this.#track(async () => {
      try {
        return await read();
      } catch (error) {
        throw error instanceof DriverError ? meaningOf(error) : error;
      }
    });
  }

  /** Calls at the same moment share one answer. @throws {EventLogUnavailableError} what stands in the way */
  #becomeFit(): Promise<void> {
    this.#checking ??= this.#check()
      .then(() => {
        this.#fit = true;
      })
      .finally(() => {
        this.#checking = undefined;
      });
    return this.#checking;
  }

  /** What is under way is waited for at the end. */
  async #track<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.#closing) throw closedError();
    const running = this.#fit ? act() : this.#becomeFit().then(act);
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }
}

/** A reading on the way to an append: when it fails, nothing was sent. @throws {DriverError} */
async function unsent<Result>(reading: Promise<Result>): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof DriverError) || !MAY_BE_STORED.includes(error.failure)) throw error;
    throw new DriverError('not-sent', error.message, undefined, { cause: error });
  }
}

const OVERRUN = 'the append waited for others for as long as it may take';

const closedError = () => new EventLogClosedError('the log is closed');

/** What a failed call means to the port's callers, where nothing was written. */
function meaningOf(cause: DriverError): EventLogError {
  const { failure, message } = cause;
  switch (failure) {
    case 'too-large':
      return new InvalidAppendError(
        `events hold more bytes than the server accepts: set its MaxAppendSize to 1 MiB at least (${message})`,
        { cause },
      );
    case 'deleted':
      return new EventLogCorruptError(
        `a stream of the log was deleted on the server: restore it from a backup (${message})`,
        { cause },
      );
    case 'denied':
      return new EventLogMisconfiguredError(
        'the server refuses the login: correct user and password in the connection string, both percent-encoded, ' +
          `and the rights of the user (${message})`,
        { cause },
      );
    default:
      return new EventLogUnavailableError(`the server cannot be used now: ${message}`, { cause });
  }
}

function isSame(event: PreparedEvent, row: StoredEvent | undefined): boolean {
  return row?.id === event.id && row.type === event.type && row.rawData === event.rawData;
}

/** '' where the metadata can't be read: the port tells of that when the event itself is read. */
function recordedAtOf({ rawMetadata }: StoredEvent): string {
  try {
    const { recordedAt } = JSON.parse(rawMetadata) as { recordedAt?: unknown };
    return typeof recordedAt === 'string' ? recordedAt : '';
  } catch {
    return '';
  }
}

/**
 * Opens the log on a server or cluster. It connects at the first call, so that a program can start while the server is
 * away; what then can't be done is refused by {@link EventLogUnavailableError}.
 * @throws {EventLogMisconfiguredError} the connection string or the prefix can't be used, and how it is written
 */
export function openEventStoreDbEventLog(
  connectionString: string,
  options: EventStoreDbEventLogOptions = {},
): EventLog {
  const connection = readConnectionString(connectionString);
  const keep = () => sharedKeeper(connection.connectionString, () => openDriver(connection));
  const check = () => checkServer(connection, CHECK_LIMIT_MS);
  return new GuardedEventLog(new EventStoreDbEngine(keep, options, check));
}
