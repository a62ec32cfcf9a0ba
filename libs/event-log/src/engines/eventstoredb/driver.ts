/*
 * With messages.ts, the only file that knows the client package. The engine knows no more of it than what is exported
 * here, so that another client can take its place.
 */
import { createRequire } from 'node:module';
import type { BaseOptions, EventStoreDBClient } from '@eventstore/db-client';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { PreparedEvent } from '../../engine.js';
import type { ExpectedRevision } from '../../port.js';
import { type Connection, unusable } from './connection.js';
import {
  eventIn,
  type LogPosition,
  loadMessages,
  type PageOfAll,
  type PageOfStream,
  type ServerEvent,
} from './messages.js';

export type { LogPosition, ServerEvent } from './messages.js';

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

/** Where the last event of an append stands. */
export interface Appended {
  readonly revision: number;
  /** Where the server tells it. */
  readonly position: LogPosition | undefined;
}

export interface Subscription {
  end(): void;
}

/** What the engine needs of a client. */
export interface Driver {
  /**
   * @param limitMs time for the call; when it is over the call may still be under way
   * @throws {DriverError}
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly PreparedEvent[],
    limitMs: number,
  ): Promise<Appended>;
  /** Empty where there is no such stream. `limitMs` is the longest wait for the next event. @throws {DriverError} */
  readStream(stream: string, page: PageOfStream, limitMs: number): Promise<ServerEvent[]>;
  /** Every event of the server. `limitMs` as for a stream. @throws {DriverError} */
  readAll(page: PageOfAll, limitMs: number): Promise<ServerEvent[]>;
  /** Tells of new events in streams with the prefix; `onEnd` comes once, whatever ended it but `end()`. */
  subscribe(prefix: string, onHint: () => void, onEnd: () => void): Subscription;
  /** Ends what reads; appends under way finish. */
  dispose(): Promise<void>;
}

type ClientPackage = typeof import('@eventstore/db-client');
type ServicePackage = typeof import('@eventstore/db-client/generated/streams_grpc_pb.js');
type Service = ServicePackage['StreamsClient'];
type Reading = ReturnType<StreamsClient['read']>;
type CallArguments = readonly [NonNullable<Parameters<StreamsClient['read']>[1]>, object];

/**
 * What the client's own methods are made of, `protected` there: calls that find a node, and find another when it is
 * lost or not the leader.
 */
interface ClientParts {
  execute<Result>(
    service: Service,
    name: string,
    call: (service: StreamsClient) => Promise<Result>,
  ): Promise<Result>;
  GRPCStreamCreator(
    service: Service,
    name: string,
    call: (service: StreamsClient) => Reading,
  ): () => Promise<Reading>;
  callArguments(options: BaseOptions, more?: object): CallArguments;
  handleError(service: Service, error: Error): Promise<void>;
}

const require = createRequire(import.meta.url);
const CONNECTION_GRACE_MS = 500;
/** Filtered windows between two checkpoints that the server sends for nothing. */
const CHECKPOINT_INTERVAL = 100;
/** The client's own wording where a call found no connection to go out on, or no node to go to. */
const NEVER_SENT = /No connection established|Failed to discover|Name resolution failed/;
const BAD_POSITION = /ReadAllResult/;

const nothing = () => {};

/** Opens a client; it connects at its first call. @throws {EventLogMisconfiguredError} it refuses the connection string */
export function openDriver({ connectionString }: Connection): Driver {
  // Loaded only where they are used: with SQLite nobody waits for them.
  const { EventStoreDBClient, convertToCommandError, streamNameFilter } =
    require('@eventstore/db-client') as ClientPackage;
  const { StreamsClient } = require('@eventstore/db-client/generated/streams_grpc_pb.js') as ServicePackage;
  const messages = loadMessages();
  const client = openClient(EventStoreDBClient, connectionString);
  const parts = client as unknown as ClientParts;
  const { handleError } = parts;
  // Nobody there awaits it: where no node is discovered meanwhile, its rejection would end the process.
  parts.handleError = (service, error) => handleError(service, error).catch(nothing);
  const base = { requiresLeader: true };
  const errorOf = (error: unknown) => translate(convertToCommandError(error as Error));

  const send = (requests: readonly AppendReq[], deadline: number) =>
    parts.execute(
      StreamsClient,
      'append',
      (service) =>
        new Promise<AppendResp>((resolve, reject) => {
          const call = service.append(...parts.callArguments({ ...base, deadline }), (error, response) =>
            error ? reject(error) : resolve(response),
          );
          call.on('error', reject);
          for (const request of requests) call.write(request);
          call.end();
        }),
    );

  /** Reads to the end and lets go of the call, whatever happens. */
  const collect = async (request: ReadReq, limitMs: number): Promise<ServerEvent[]> => {
    const events: ServerEvent[] = [];
    const { promise: end, resolve, reject } = Promise.withResolvers<void>();
    const overdue = () => reject(new DriverError('timed-out', `no answer within ${limitMs} ms`));
    const timer = setTimeout(overdue, limitMs);
    const opening = parts.GRPCStreamCreator(StreamsClient, 'read', (service) =>
      service.read(request, ...parts.callArguments(base, { deadline: Infinity })),
    )();
    const reading = opening.then((call) =>
      call
        .on('data', (response) => {
          timer.refresh();
          const event = eventIn(response);
          if (event) events.push(event);
        })
        .on('end', resolve)
        // An error after the reading has ended would end the process.
        .on('error', reject),
    );
    reading.catch(reject);
    try {
      await end;
      return events;
    } catch (error) {
      throw errorOf(error);
    } finally {
      clearTimeout(timer);
      reading.then((call) => call.cancel(), nothing);
    }
  };

  return {
    async append(stream, expected, events, limitMs) {
      const call = send(messages.append(stream, expected, events), limitMs);
      try {
        // The deadline begins with the call, which discovery may hold back.
        const response = await within(call, limitMs + CONNECTION_GRACE_MS);
        const conflict = response.getWrongExpectedVersion();
        if (conflict) {
          const actual = conflict.hasCurrentRevision() ? Number(conflict.getCurrentRevision()) : 'no-stream';
          throw new DriverError('conflict', 'the stream stands elsewhere', actual);
        }
        const success = response.getSuccess();
        const at = success?.getPosition();
        return {
          revision: Number(success?.getCurrentRevision()),
          position: at && { commit: at.getCommitPosition(), prepare: at.getPreparePosition() },
        };
      } catch (error) {
        throw errorOf(error);
      }
    },

    readStream: (stream, page, limitMs) => collect(messages.readStream(stream, page), limitMs),

    readAll: (page, limitMs) => collect(messages.readAll(page), limitMs),

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
  'not-leader': 'not-sent',
  'access-denied': 'denied',
  'maximum-append-size-exceeded': 'too-large',
  'stream-deleted': 'deleted',
  'deadline-exceeded': 'timed-out',
};

/** Not by class: each module registry has classes of its own. */
function translate(error: unknown): DriverError {
  if (error instanceof DriverError) return error;
  const { type, message } = error as Error & { type?: string };
  let failure = FAILURES[type ?? ''] ?? 'lost';
  if (NEVER_SENT.test(message)) failure = 'not-sent';
  if (BAD_POSITION.test(message)) failure = 'bad-position';
  return new DriverError(failure, message || failure, undefined, { cause: error });
}
