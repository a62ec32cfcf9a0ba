import type { EventLogEngine, PreparedEvent, StoredEvent } from './engine.js';
import { EventLogCorruptError, InvalidAppendError, InvalidReadError } from './errors.js';
import { findJsonFlaw, findLoneSurrogate } from './json-safety.js';
import type {
  AppendResult,
  EventLog,
  EventToAppend,
  ExpectedRevision,
  JsonObject,
  Position,
  ReadStreamOptions,
  RecordedEvent,
} from './port.js';

/** Bytes (UTF-8) of all bodies and metadata of one append. */
export const MAX_APPEND_BYTES = 900_000;
/** Events of one page where the caller names no limit. */
export const DEFAULT_PAGE_SIZE = 1_000;
/** Most events that one page may hold. */
export const MAX_PAGE_SIZE = 10_000;

const STREAM_NAME = /^[a-z]+-[A-Za-z0-9][A-Za-z0-9._/-]{0,240}$/;
const EVENT_TYPE = /^[A-Z][A-Za-z0-9]{1,99}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const TIME = /^T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const DATE_LENGTH = 10;
/** The last day of the month that every month has. */
const SAFE_DAY = '28';

/** Whether a text is a UUID in canonical form (lower case, with hyphens). */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}

/** Whether a text is a date of the calendar, written `2026-01-31`. */
export function isDate(text: unknown): text is string {
  if (typeof text !== 'string' || !DATE.test(text)) return false;
  return text.slice(-2) <= SAFE_DAY || new Date(text).toISOString().startsWith(text);
}

/** Whether a text is an existing instant, written `2026-01-31T08:00:00.000Z`. */
export function isInstant(text: unknown): text is string {
  return typeof text === 'string' && TIME.test(text.slice(DATE_LENGTH)) && isDate(text.slice(0, DATE_LENGTH));
}

const isName = (text: unknown) => typeof text === 'string' && text.length > 0;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuse(place: string, what: string): never {
  throw new InvalidAppendError(`${place} ${what}`);
}

/** Checks a body and serialises it, this once. */
function textOf(body: unknown, place: string): string {
  if (!isObject(body)) refuse(place, 'is not an object');
  const flaw = findJsonFlaw(body);
  if (flaw) refuse(place + flaw.path, `${flaw.what}, which JSON cannot hold`);
  const text = JSON.stringify(body);
  const surrogate = findLoneSurrogate(body, text);
  if (surrogate) refuse(place + surrogate.path, surrogate.what);
  return text;
}

function checkMetadata(metadata: Record<string, unknown>, place: string): void {
  const { actor, commandId, correlationId, recordedAt, effectiveOn, schemaVersion } = metadata;
  if (!isObject(actor)) refuse(`${place}.actor`, 'is not an object');
  if (!isName(actor.id)) refuse(`${place}.actor.id`, 'is not a text');
  if (!isName(actor.role)) refuse(`${place}.actor.role`, 'is not a text');
  if (actor.unit !== null && !isName(actor.unit)) refuse(`${place}.actor.unit`, 'is neither a text nor null');
  if (!isName(commandId)) refuse(`${place}.commandId`, 'is not a text');
  if (!isName(correlationId)) refuse(`${place}.correlationId`, 'is not a text');
  if (!isInstant(recordedAt)) refuse(`${place}.recordedAt`, 'is not an ISO instant with milliseconds and Z');
  if (!isDate(effectiveOn)) refuse(`${place}.effectiveOn`, 'is not an ISO date');
  if (!Number.isSafeInteger(schemaVersion) || Number(schemaVersion) < 1) {
    refuse(`${place}.schemaVersion`, 'is not an integer of at least 1');
  }
}

function prepare(event: EventToAppend, place: string): PreparedEvent {
  if (!isObject(event)) refuse(place, 'is not an object');
  const { id, type, data, metadata } = event;
  if (!isUuid(id)) refuse(`${place}.id`, 'is not a UUID in lower case');
  if (typeof type !== 'string' || !EVENT_TYPE.test(type)) refuse(`${place}.type`, 'is not in PascalCase');
  const rawData = textOf(data, `${place}.data`);
  const rawMetadata = textOf(metadata, `${place}.metadata`);
  checkMetadata(metadata, `${place}.metadata`);
  return { id, type, rawData, rawMetadata, recordedAt: metadata.recordedAt };
}

function prepareAll(
  stream: string,
  expected: ExpectedRevision,
  events: readonly EventToAppend[],
): PreparedEvent[] {
  if (typeof stream !== 'string' || !STREAM_NAME.test(stream)) {
    refuse('stream', `${JSON.stringify(stream)} is not <category>-<name> in letters, digits and . _ / -`);
  }
  if (expected !== 'no-stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    refuse('expected', `revision ${String(expected)} is neither "no-stream" nor an integer of at least 0`);
  }
  if (!Array.isArray(events) || events.length === 0) refuse('events', 'holds no event');
  const prepared = events.map((event, index) => prepare(event, `events[${index}]`));
  const ids = new Set<string>();
  let bytes = 0;
  for (const [index, { id, rawData, rawMetadata }] of prepared.entries()) {
    if (ids.has(id)) refuse(`events[${index}].id`, 'is doubled within the append');
    ids.add(id);
    bytes += Buffer.byteLength(rawData) + Buffer.byteLength(rawMetadata);
  }
  if (bytes > MAX_APPEND_BYTES) refuse('events', `hold ${bytes} bytes, more than ${MAX_APPEND_BYTES}`);
  return prepared;
}

function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE_SIZE) {
    throw new InvalidReadError(`limit ${String(limit)} is not an integer from 1 to ${MAX_PAGE_SIZE}`);
  }
}

function parse(stored: StoredEvent): RecordedEvent {
  const { position, stream, revision, id, type, rawData, rawMetadata } = stored;
  try {
    const data = JSON.parse(rawData);
    const metadata = JSON.parse(rawMetadata);
    return { position, stream, revision, id, type, data, metadata, rawData, rawMetadata };
  } catch (cause) {
    const problem = `the body stored at position ${position} is not JSON: run the verification`;
    throw new EventLogCorruptError(problem, { cause });
  }
}

/**
 * The port's door, the same before every engine: refuses what no engine may see, serialises each body once and
 * hands the engine texts; gives back events parsed from the very texts that are stored.
 */
export class GuardedEventLog implements EventLog {
  readonly #engine: EventLogEngine;

  constructor(engine: EventLogEngine) {
    this.#engine = engine;
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<AppendResult> {
    return this.#engine.append(stream, expected, prepareAll(stream, expected, events));
  }

  async readStream(
    stream: string,
    { direction = 'forwards', from, limit = DEFAULT_PAGE_SIZE }: ReadStreamOptions = {},
  ): Promise<readonly RecordedEvent[]> {
    checkLimit(limit);
    if (from !== undefined && !(Number.isSafeInteger(from) && from >= 0)) {
      throw new InvalidReadError(`from ${String(from)} is not an integer of at least 0`);
    }
    return (await this.#engine.readStream(stream, { direction, from, limit })).map(parse);
  }

  async readAll(after: Position | null, limit: number): Promise<readonly RecordedEvent[]> {
    checkLimit(limit);
    return (await this.#engine.readAll(after, limit)).map(parse);
  }

  head(): Promise<Position | null> {
    return this.#engine.head();
  }

  async latest(): Promise<RecordedEvent | null> {
    const stored = await this.#engine.latest();
    return stored && parse(stored);
  }

  onAppended(listener: () => void): () => void {
    return this.#engine.onAppended(listener);
  }

  get pollMs(): number {
    return this.#engine.pollMs;
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}
