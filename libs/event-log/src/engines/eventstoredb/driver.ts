/*
 * The only file that knows the client package. The engine knows no more of it than what is exported here, so that
 * another client can take its place.
 */
import { createRequire } from 'node:module';
import type { Transform, TransformCallback } from 'node:stream';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { PreparedEvent } from '../../engine.js';
import type { ExpectedRevision } from '../../port.js';
import { type Connection, unusable } from './connection.js';

/** Commit and prepare position, each a decimal text. */
export interface LogPosition {
  readonly commit: string;
  readonly prepare: string;
}

/** An event as the server has it: the name of its stream there, its bytes as text, nothing parsed. */
export interface ServerEvent extends LogPosition {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly rawData: string;
  readonly rawMetadata: string;
}

/**
 * How a call failed. `conflict`: the stream stands elsewhere. `not-sent`: no server has got it. `denied`, `too-large`,
 * `deleted` (the stream), `bad-position`: the server refused. `timed-out`, `lost`: the server may have done it.
 */
export type Failure =
  | 'conflict'
  | 'not-sent'
  | 'denied'
  | 'too-large'
  | 'deleted'
  | 'bad-position'
  | 'timed-out'
  | 'lost';

export class DriverError extends Error {
  constructor(
    readonly failure: Failure,
    message: string,
    /** On a conflict: where the stream stands. */
    readonly actual: ExpectedRevision = 'no-stream',
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DriverError';
  }
}

export interface Page {
  readonly direction: 'forwards' | 'backwards';
  readonly limit: number;
}

export interface Subscription {
  end(): void;
}

/** What the engine needs of a client. */
export interface Driver {
  /**
   * @param limitMs time for the call; when it is over the call may still be under way
   * @returns position of the last event, where the server tells it
   * @throws {DriverError}
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly PreparedEvent[],
    limitMs: number,
  ): Promise<LogPosition | undefined>;
  /** Empty where there is no such stream. `limitMs` is the longest wait for the next event. @throws {DriverError} */
  readStream(
    stream: string,
    page: Page & { readonly from: number | undefined },
    limitMs: number,
  ): Promise<ServerEvent[]>;
  /** Forwards from a position inclusive, backwards exclusive; every event of the server. @throws {DriverError} */
  readAll(page: Page & { readonly from: LogPosition | undefined }, limitMs: number): Promise<ServerEvent[]>;
  /** Tells of new events in streams with the prefix; `onEnd` comes once, whatever ended it but `end()`. */
  subscribe(prefix: string, onHint: () => void, onEnd: () => void): Subscription;
  /** Ends what reads; appends under way finish. */
  dispose(): Promise<void>;
}

type ClientPackage = typeof import('@eventstore/db-client');

const require = createRequire(import.meta.url);
const CONNECTION_GRACE_MS = 500;
/** Filtered windows between two checkpoints that the server sends for nothing. */
const CHECKPOINT_INTERVAL = 100;
/** The client's own wording where a call found no connection to go out on, or no node to go to. */
const NEVER_SENT = /No connection established|Failed to discover|Name resolution failed/;
const BAD_POSITION = /ReadAllResult/;

const nothing = () => {};

/** Opens a client; it connects at its first call. @throws {EventLogUnavailableError} it refuses the connection string */
export function openDriver({ connectionString, credentials }: Connection): Driver {
  // Loaded only where it is used: with SQLite nobody waits for it.
  const { EventStoreDBClient, jsonEvent, binaryEvent, streamNameFilter } =
    require('@eventstore/db-client') as ClientPackage;
  const client = openClient(EventStoreDBClient, connectionString);
  const base = { credentials, requiresLeader: true };

  /** JSON for the server's own tools where its bytes come out the same, else octets: the text stays as it is. */
  const toEvent = ({ id, type, rawData, rawMetadata }: PreparedEvent) => {
    const metadata = bytesOf(rawMetadata);
    const data = parsed(rawData);
    return data !== undefined && JSON.stringify(data) === rawData
      ? jsonEvent({ id, type, data: data as Record<string, unknown>, metadata })
      : binaryEvent({ id, type, data: bytesOf(rawData), metadata });
  };

  return {
    async append(stream, expected, events, limitMs) {
      const expectedRevision = expected === 'no-stream' ? 'no_stream' : BigInt(expected);
      const call = client.appendToStream(stream, events.map(toEvent), {
        ...base,
        expectedRevision,
        deadline: limitMs,
      });
      try {
        // The deadline begins with the call, which discovery may hold back.
        const { position } = await within(call, limitMs + CONNECTION_GRACE_MS);
        return position && { commit: String(position.commit), prepare: String(position.prepare) };
      } catch (error) {
        throw translate(error);
      }
    },

    readStream(stream, { direction, from, limit }, limitMs) {
      const edge = direction === 'forwards' ? 'start' : 'end';
      const fromRevision = from === undefined ? edge : BigInt(from);
      return collect(
        client.readStream(stream, { ...base, direction, fromRevision, maxCount: limit }),
        limitMs,
      );
    },

    readAll({ direction, from, limit }, limitMs) {
      const edge = direction === 'forwards' ? 'start' : 'end';
      const fromPosition = from ? { commit: BigInt(from.commit), prepare: BigInt(from.prepare) } : edge;
      return collect(client.readAll({ ...base, direction, fromPosition, maxCount: limit }), limitMs);
    },

    subscribe(prefix, onHint, onEnd) {
      const filter = streamNameFilter({ prefixes: [prefix], checkpointInterval: CHECKPOINT_INTERVAL });
      const subscription = client.subscribeToAll({ ...base, fromPosition: 'end', filter });
      let over = false;
      const finish = () => {
        if (!over) onEnd();
        over = true;
      };
      // Without an error listener a lost server would end the process.
      subscription.on('error', finish).on('end', finish).on('close', finish);
      // What came between the last subscription and this one has had no hint.
      subscription.on('confirmation', onHint).on('data', onHint);
      return {
        end: () => {
          over = true;
          subscription.unsubscribe().catch(nothing);
        },
      };
    },

    dispose: () => client.dispose(),
  };
}

function openClient(type: typeof EventStoreDBClient, connectionString: string): EventStoreDBClient {
  try {
    return type.connectionString(connectionString);
  } catch (error) {
    // The client's message quotes the string; what it expected does not.
    const { expected, message } = error as Error & { expected?: string };
    throw unusable(expected === undefined ? message : `${expected} is expected in it`);
  }
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const textOf = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads to the end and lets go of the call, whatever happens. */
async function collect(reading: AsyncIterable<unknown>, limitMs: number): Promise<ServerEvent[]> {
  const stream = reading as Transform & { cancel(): Promise<void> };
  const convert = stream._transform;
  // The client would parse the bodies and forget their texts: its own response is taken before it does.
  stream._transform = function (response: ReadResp, encoding: BufferEncoding, next: TransformCallback) {
    if (response.hasEvent()) next(null, serverEventOf(response));
    else convert.call(this, response, encoding, next);
  };
  // An error after the reading has ended would end the process.
  stream.on('error', nothing);
  const overdue = () => stream.destroy(new DriverError('timed-out', `no answer within ${limitMs} ms`));
  const timer = setTimeout(overdue, limitMs);
  const events: ServerEvent[] = [];
  try {
    for await (const event of stream) {
      timer.refresh();
      events.push(event as ServerEvent);
    }
    return events;
  } catch (error) {
    if ((error as { type?: unknown }).type === 'stream-not-found') return [];
    throw translate(error);
  } finally {
    clearTimeout(timer);
    stream.cancel().catch(nothing);
  }
}

function serverEventOf(response: ReadResp): ServerEvent {
  const record = response.getEvent()!.getEvent()!;
  return {
    stream: textOf(record.getStreamIdentifier()!.getStreamName_asU8()),
    revision: Number(record.getStreamRevision()),
    id: record.getId()!.getString(),
    type: record.getMetadataMap().get('type') ?? '',
    commit: record.getCommitPosition(),
    prepare: record.getPreparePosition(),
    rawData: textOf(record.getData_asU8()),
    rawMetadata: textOf(record.getCustomMetadata_asU8()),
  };
}

async function within<Result>(call: Promise<Result>, limitMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DriverError('timed-out', `no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([call, overdue]);
  } finally {
    clearTimeout(timer);
  }
}

const FAILURES: Readonly<Record<string, Failure>> = {
  'wrong-expected-version': 'conflict',
  'not-leader': 'not-sent',
  'access-denied': 'denied',
  'maximum-append-size-exceeded': 'too-large',
  'stream-deleted': 'deleted',
  'deadline-exceeded': 'timed-out',
};

/** Not by class: each module registry has classes of its own. */
function translate(error: unknown): DriverError {
  if (error instanceof DriverError) return error;
  const { type, message, actualVersion } = error as Error & {
    type?: string;
    actualVersion?: bigint | string;
  };
  const actual = typeof actualVersion === 'bigint' ? Number(actualVersion) : 'no-stream';
  let failure = FAILURES[type ?? ''] ?? 'lost';
  if (NEVER_SENT.test(message)) failure = 'not-sent';
  if (BAD_POSITION.test(message)) failure = 'bad-position';
  return new DriverError(failure, message || failure, actual, { cause: error });
}
