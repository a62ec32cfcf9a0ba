/**
 * The event log port: what every engine does, and what nobody above may ask for more than.
 *
 * Revisions are 0-based and count within one stream. A position is opaque, totally ordered within one engine
 * and has gaps: no one computes position + 1.
 */

/** Anything that survives JSON unchanged: ISO strings in place of dates, no bigint, no undefined. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Opaque; compare with {@link comparePositions}. Sent to clients as it is. */
export type Position = string & { readonly __brand: 'Position' };

/** The revision of the last event that the caller has seen, or `no-stream`. There is no "any". */
export type ExpectedRevision = number | 'no-stream';

/** Who did it: always a person with a role; an automatic act names the rule in {@link EventMetadata.rule}. */
export interface Actor extends JsonObject {
  /** The account's id, or the process manager's name on automatic acts. */
  readonly id: string;
  readonly role: string;
  /** The unit that the actor speaks for, or null. */
  readonly unit: string | null;
}

export interface EventMetadata extends JsonObject {
  readonly actor: Actor;
  readonly commandId: string;
  readonly correlationId: string;
  /** Instant (ISO 8601, UTC, milliseconds) at which the fact was recorded. */
  readonly recordedAt: string;
  /** ISO date that the fact speaks of. */
  readonly effectiveOn: string;
  /** Version of the event body; upcasters lead from older ones. */
  readonly schemaVersion: number;
  /** Id and version of the rule, on automatic acts. */
  readonly rule?: JsonObject;
  /** The seed, on simulated acts. */
  readonly simulated?: JsonObject;
}

export interface EventToAppend {
  /** UUIDv5 of the command id and the event's index in it. */
  readonly id: string;
  /** Past tense, PascalCase. */
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
}

export interface RecordedEvent extends EventToAppend {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  /** The stored text of the body, never serialised anew. */
  readonly rawData: string;
  /** The stored text of the metadata, never serialised anew. */
  readonly rawMetadata: string;
}

export interface AppendResult {
  /** Revision of the last event of this append. */
  readonly revision: number;
  /** Position of the last event of this append. */
  readonly position: Position;
}

export interface ReadStreamOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** Revision to start from, inclusive both ways; default: the first (forwards) or the last (backwards). */
  readonly from?: number;
  /** At most this many events; default 1,000. */
  readonly limit?: number;
}

export interface EventLog {
  /**
   * Appends at least one event atomically and answers when it is durable.
   * An identical append repeated (same stream, expected revision, ids, types and bodies) answers as the first did.
   * @throws {RevisionConflictError} the stream stands at another revision
   * @throws {EventIdConflictError} an id is already in the log, with another content or at another place
   * @throws {InvalidAppendError} refused by the port before the engine saw it
   * @throws {ClockWentBackError} `recordedAt` lies before what the log holds already
   * @throws {EventLogUnavailableError} nothing was written
   * @throws {UnknownOutcomeError} it may or may not have been written
   */
  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult>;
  /** One page of a stream; empty when the stream does not exist or has no more. */
  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly RecordedEvent[]>;
  /** One page of the whole log, oldest first, of the events after `after` (null: from the start). */
  readAll(after: Position | null, limit: number): Promise<readonly RecordedEvent[]>;
  /** The position of the newest event, or null when the log is empty. */
  head(): Promise<Position | null>;
  /** The newest event itself, or null when the log is empty. */
  latest(): Promise<RecordedEvent | null>;
  /**
   * Only a hint that there may be more: it may come late, twice or for nothing.
   * @returns a function that ends the listening
   */
  onAppended(listener: () => void): () => void;
  /** How long a follower may trust that no hint was lost, in milliseconds. */
  readonly pollMs: number;
  /** Lets what is under way finish, then releases the engine. */
  close(): Promise<void>;
}

/** Negative when `a` comes before `b`, 0 when equal. Only for positions of one engine. */
export function comparePositions(a: Position, b: Position): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Injection token of the {@link EventLog}. */
export const EVENT_LOG = Symbol('EventLog');
