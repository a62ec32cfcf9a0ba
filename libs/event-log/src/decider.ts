import { createHash } from 'node:crypto';
import { type Clock, eventId, localDate } from '#kernel';
import { EventIdConflictError, EventLogError, RevisionConflictError } from './errors.js';
import type { Actor, EventLog, EventMetadata, JsonObject, Position, RecordedEvent } from './port.js';
import { keepBeginning, knownBeginning } from './stream-cache.js';

/** An event as a decision states it: no id, no metadata. */
export interface NewEvent {
  readonly type: string;
  readonly data: JsonObject;
  /** The date that the fact speaks of; default: the local day of recording. */
  readonly effectiveOn?: string;
}

/** State from events, and nothing else. `evolve` is total: an event type that it doesn't know changes nothing. */
export interface StreamState<State> {
  readonly initial: State;
  evolve(state: State, event: RecordedEvent): State;
}

/** Everything about a command but its content. */
export interface CommandEnvelope {
  /** Two commands with one id are one command, sent again. */
  readonly commandId: string;
  readonly correlationId: string;
  readonly actor: Actor;
  /** SHA-256 over what was asked; the same command id with another digest is refused. */
  readonly digest: string;
  /** Id and version of the rule, on automatic acts. */
  readonly rule?: JsonObject;
  /** The seed, on simulated acts. */
  readonly simulated?: JsonObject;
}

export interface CommandResult {
  /** Revision of the stream after the command; -1 when it still does not exist. */
  readonly revision: number;
  /** Position of the command's last event; of the stream's last event when nothing had to be written. */
  readonly position: Position | null;
  /** Ids of the events that the command wrote (now or the first time). */
  readonly eventIds: readonly string[];
  /** True when the command had been carried out before. */
  readonly repeated: boolean;
}

/** The stream does not stand at the revision that the caller demanded (If-Match). Nothing was written. */
export class PreconditionFailedError extends EventLogError {
  readonly code = 'precondition-failed';
  constructor(
    readonly stream: string,
    readonly demanded: number,
    readonly actual: number,
  ) {
    super(`stream ${stream} stands at revision ${actual}, not at the demanded ${demanded}`);
  }
}

/** The command id was used before, for something else. Nothing was written. */
export class CommandIdReusedError extends EventLogError {
  readonly code = 'command-id-reused';
  constructor(readonly commandId: string) {
    super(`command id ${commandId} was used before, for something else`);
  }
}

/** A stream's whole content, oldest first. What was read of it lately is not read again. */
export async function readWholeStream(log: EventLog, stream: string): Promise<readonly RecordedEvent[]> {
  const pageSize = 1000;
  let events = knownBeginning(log, stream);
  for (;;) {
    const page = await log.readStream(stream, { from: events.length, limit: pageSize });
    if (page.length > 0) events = [...events, ...page];
    if (page.length < pageSize) break;
  }
  keepBeginning(log, stream, events);
  return events;
}

/** Folds a stream. @returns the state and the revision (-1: no such stream) */
export async function foldStream<State>(
  log: EventLog,
  stream: string,
  { initial, evolve }: StreamState<State>,
): Promise<{ state: State; revision: number }> {
  const events = await readWholeStream(log, stream);
  return { state: events.reduce(evolve, initial), revision: events.length - 1 };
}

/** SHA-256 (hex) over a command's content; equal content gives an equal digest whatever the order of its keys. */
export function digestOf(content: unknown): string {
  const canonical = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(canonical);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, entry]) => [key, canonical(entry)]),
    );
  };
  return createHash('sha256')
    .update(JSON.stringify(canonical(content)) ?? '')
    .digest('hex');
}

const MAX_ATTEMPTS = 8;

/**
 * Carries one command out on one stream: read, know a repeated command, decide, append; on a conflict once more.
 *
 * @param options.decide pure; gets the folded state and the instant of recording, answers events (none: nothing to do)
 *   or throws a typed refusal. It may be called more than once.
 * @param options.demandedRevision If-Match: any other revision is refused, and a conflict is not tried again
 * @throws {PreconditionFailedError} @throws {CommandIdReusedError} and what `decide` and the log throw
 */
export async function executeCommand<State>(options: {
  log: EventLog;
  clock: Clock;
  stream: string;
  envelope: CommandEnvelope;
  state: StreamState<State>;
  decide: (state: State, recordedAt: string) => readonly NewEvent[] | Promise<readonly NewEvent[]>;
  demandedRevision?: number | undefined;
}): Promise<CommandResult> {
  const { log, clock, stream, envelope, state, decide, demandedRevision } = options;
  for (let attempt = 1; ; attempt += 1) {
    const events = await readWholeStream(log, stream);
    const revision = events.length - 1;
    const before = events.filter((event) => event.metadata.commandId === envelope.commandId);
    const last = before.at(-1);
    if (last) {
      if (last.metadata.commandDigest !== envelope.digest) throw new CommandIdReusedError(envelope.commandId);
      return {
        revision: last.revision,
        position: last.position,
        eventIds: before.map((event) => event.id),
        repeated: true,
      };
    }
    if (demandedRevision !== undefined && demandedRevision !== revision) {
      throw new PreconditionFailedError(stream, demandedRevision, revision);
    }
    const recordedAt = clock.now();
    const decided = await decide(events.reduce(state.evolve, state.initial), recordedAt);
    if (decided.length === 0) {
      return { revision, position: events.at(-1)?.position ?? null, eventIds: [], repeated: false };
    }
    const toAppend = decided.map((event, index) => ({
      id: eventId(envelope.commandId, index),
      type: event.type,
      data: event.data,
      metadata: metadataOf(envelope, recordedAt, event.effectiveOn),
    }));
    try {
      const result = await log.append(stream, revision < 0 ? 'no-stream' : revision, toAppend);
      return { ...result, eventIds: toAppend.map(({ id }) => id), repeated: false };
    } catch (error) {
      if (error instanceof EventIdConflictError) throw new CommandIdReusedError(envelope.commandId);
      if (!(error instanceof RevisionConflictError)) throw error;
      // With If-Match the next round answers 412, or finds that this very command has been carried out.
      if (attempt >= MAX_ATTEMPTS) throw error;
    }
  }
}

function metadataOf(envelope: CommandEnvelope, recordedAt: string, effectiveOn?: string): EventMetadata {
  return {
    actor: envelope.actor,
    commandId: envelope.commandId,
    commandDigest: envelope.digest,
    correlationId: envelope.correlationId,
    recordedAt,
    effectiveOn: effectiveOn ?? localDate(recordedAt),
    schemaVersion: 1,
    ...(envelope.rule ? { rule: envelope.rule } : {}),
    ...(envelope.simulated ? { simulated: envelope.simulated } : {}),
  };
}
