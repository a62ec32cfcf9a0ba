import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type {
  AppendReq,
  AppendResp,
  DeleteReq,
  DeleteResp,
  ReadReq,
  ReadResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { ServiceError, status } from '@grpc/grpc-js';
import type { Definitions } from './definitions.js';
import type { Refusal } from './script.js';
import type { Appended, KeptEvent, ProposedEvent } from './scripted-log.js';

/** Where a node is reached. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface AppendWanted {
  readonly stream: string;
  /** -1 for no stream. */
  readonly expected: bigint;
  readonly proposed: readonly ProposedEvent[];
}

/** What a read asks for: a page of one stream or of everything (`stream` undefined), or a subscription to everything. */
export interface ReadWanted {
  readonly stream: string | undefined;
  readonly from: bigint | 'start' | 'end';
  readonly backwards: boolean;
  readonly count: number;
  readonly isSubscription: boolean;
  /** Prefixes of streams' names that a subscription is filtered by. */
  readonly prefixes: readonly string[];
  /** Events looked at between two checkpoints. */
  readonly checkpointEvery: number;
}

/** As long as the server's text of an instant, in ticks of 100 ns. */
const CREATED = '17724150000000000';
/** The two halves of a UUID of version 4, signed as the definitions have them; a node adds its port. */
const UUID_HIGH = 0x57a0_0000_0000_4000n;
const UUID_LOW = -(2n ** 63n);
/** Events that a filter looks at in one go, where the client names no window (measured: a checkpoint each 32). */
const FILTER_WINDOW = 32;

type StatusName = Exclude<keyof typeof status, number>;

/** gRPC status, wording and `exception` trailer of each refusal. */
const REFUSALS: Readonly<
  Record<Refusal, { readonly code: StatusName; readonly details: string; readonly exception?: string }>
> = {
  'not-leader': { code: 'NOT_FOUND', details: 'Leader info available', exception: 'not-leader' },
  'access-denied': { code: 'PERMISSION_DENIED', details: 'Access Denied', exception: 'access-denied' },
  'wrong-credentials': { code: 'UNAUTHENTICATED', details: 'Authentication Failed' },
  'not-ready': { code: 'UNAVAILABLE', details: 'Server Is Not Ready' },
  'shutting-down': { code: 'INTERNAL', details: 'Server Is Shutting Down' },
  'commit-timed-out': { code: 'ABORTED', details: 'Operation timed out: Commit timeout' },
  'deadline-exceeded': { code: 'DEADLINE_EXCEEDED', details: 'Deadline Exceeded' },
  'consumer-too-slow': { code: 'ABORTED', details: 'Operation timed out: Consumer too slow to handle event' },
};

/** Bytes as they came: the definitions' own decoding would make them text. */
const textOf = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** A call is refused by what this throws. */
export type CallRefused = Pick<ServiceError, 'code' | 'details' | 'metadata'>;

/** Between gRPC messages and what a {@link ScriptedLog} takes and gives. */
export class Messages {
  readonly #definitions: Definitions;

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** @throws {CallRefused} for what no test may lean on, as `any` */
  appendOf(requests: readonly AppendReq[]): AppendWanted {
    const options = requests[0]?.getOptions();
    const proposed = requests
      .map((request) => request.getProposedMessage())
      .filter((message) => message !== undefined)
      .map((message) => ({
        id: message.getId()!.getString(),
        type: message.getMetadataMap().get('type') ?? '',
        contentType: message.getMetadataMap().get('content-type') ?? '',
        data: message.getData_asU8(),
        metadata: message.getCustomMetadata_asU8(),
      }));
    const hasRevision = options?.hasRevision() || options?.hasNoStream();
    if (!hasRevision || proposed.length === 0)
      throw this.unimplemented('appends one event at least, never "any"');
    return {
      stream: textOf(options!.getStreamIdentifier()!.getStreamName_asU8()),
      expected: options!.hasNoStream() ? -1n : BigInt(options!.getRevision()),
      proposed,
    };
  }

  /** @throws {CallRefused} for what no test may lean on, as a filter by event types */
  readOf(request: ReadReq): ReadWanted {
    const options = request.getOptions()!;
    const { ReadDirection } = this.#definitions.streams.ReadReq.Options;
    const stream = options.getStream();
    const all = options.getAll();
    const filter = options.getFilter();
    const isSubscription = options.hasSubscription();
    if (isSubscription && (stream || !filter?.hasStreamIdentifier())) {
      throw this.unimplemented('subscribes to everything, filtered by prefixes of streams');
    }
    const place = stream ?? all;
    const exact = stream?.hasRevision()
      ? stream.getRevision()
      : all?.hasPosition()
        ? all.getPosition()!.getCommitPosition()
        : undefined;
    return {
      stream: stream && textOf(stream.getStreamIdentifier()!.getStreamName_asU8()),
      from: exact === undefined ? (place?.hasEnd() ? 'end' : 'start') : BigInt(exact),
      backwards: options.getReadDirection() === ReadDirection.BACKWARDS,
      count: Number(options.getCount()),
      isSubscription,
      prefixes: filter?.getStreamIdentifier()?.getPrefixList() ?? [],
      checkpointEvery: FILTER_WINDOW * (filter?.getCheckpointintervalmultiplier() ?? 1),
    };
  }

  event(kept: KeptEvent): ReadResp {
    const { ReadResp } = this.#definitions.streams;
    const { UUID } = this.#definitions.shared;
    const position = String(kept.position);
    const record = new ReadResp.ReadEvent.RecordedEvent()
      .setId(new UUID().setString(kept.id))
      .setStreamIdentifier(this.#stream(kept.stream))
      .setStreamRevision(String(kept.revision))
      .setCommitPosition(position)
      .setPreparePosition(position)
      .setData(kept.data)
      .setCustomMetadata(kept.metadata);
    record
      .getMetadataMap()
      .set('type', kept.type)
      .set('content-type', kept.contentType)
      .set('created', CREATED);
    return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(record).setCommitPosition(position));
  }

  streamNotFound(stream: string): ReadResp {
    const { ReadResp } = this.#definitions.streams;
    return new ReadResp().setStreamNotFound(
      new ReadResp.StreamNotFound().setStreamIdentifier(this.#stream(stream)),
    );
  }

  confirmation(id: string): ReadResp {
    const { ReadResp } = this.#definitions.streams;
    return new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id));
  }

  caughtUp(): ReadResp {
    const { ReadResp } = this.#definitions.streams;
    return new ReadResp().setCaughtUp(new ReadResp.CaughtUp());
  }

  checkpoint({ position }: KeptEvent): ReadResp {
    const { ReadResp } = this.#definitions.streams;
    const checkpoint = new ReadResp.Checkpoint()
      .setCommitPosition(String(position))
      .setPreparePosition(String(position));
    return new ReadResp().setCheckpoint(checkpoint);
  }

  /** @throws {CallRefused} the append was refused by an error, not by an answer */
  appended({ stream, expected }: AppendWanted, result: Appended, maxAppendBytes: number): AppendResp {
    const { AppendResp } = this.#definitions.streams;
    const { Empty } = this.#definitions.shared;
    switch (result.outcome) {
      case 'stored': {
        const success = new AppendResp.Success().setCurrentRevision(String(result.revision));
        const position = String(result.position);
        return new AppendResp().setSuccess(
          result.position === undefined
            ? success.setNoPosition(new Empty())
            : success.setPosition(
                new AppendResp.Position().setCommitPosition(position).setPreparePosition(position),
              ),
        );
      }
      case 'conflict': {
        const conflict = new AppendResp.WrongExpectedVersion();
        if (result.actual === undefined) conflict.setCurrentNoStream(new Empty());
        else conflict.setCurrentRevision(String(result.actual));
        if (expected < 0n) conflict.setExpectedNoStream(new Empty());
        else conflict.setExpectedRevision(String(expected));
        return new AppendResp().setWrongExpectedVersion(conflict);
      }
      case 'deleted':
        throw this.deleted(stream);
      case 'too-large':
        throw this.#error('INVALID_ARGUMENT', `Maximum Append Size of ${maxAppendBytes} Exceeded.`, {
          exception: 'maximum-append-size-exceeded',
          'maximum-append-size': String(maxAppendBytes),
        });
    }
  }

  /** Of a deletion of either kind; whatever revision it expects. */
  streamOf(request: DeleteReq | TombstoneReq): string {
    return textOf(request.getOptions()!.getStreamIdentifier()!.getStreamName_asU8());
  }

  deletion(): DeleteResp {
    const { DeleteResp } = this.#definitions.streams;
    return new DeleteResp().setNoPosition(new this.#definitions.shared.Empty());
  }

  burial(): TombstoneResp {
    const { TombstoneResp } = this.#definitions.streams;
    return new TombstoneResp().setNoPosition(new this.#definitions.shared.Empty());
  }

  cluster(members: readonly (Endpoint & { readonly leads: boolean })[]): ClusterInfo {
    const { ClusterInfo, EndPoint, MemberInfo } = this.#definitions.gossip;
    const { UUID } = this.#definitions.shared;
    const infos = members.map(({ host, port, leads }) => {
      const structured = new UUID.Structured()
        .setMostSignificantBits(String(UUID_HIGH))
        .setLeastSignificantBits(String(UUID_LOW + BigInt(port)));
      return new MemberInfo()
        .setInstanceId(new UUID().setStructured(structured))
        .setTimeStamp(CREATED)
        .setState(leads ? MemberInfo.VNodeState.LEADER : MemberInfo.VNodeState.FOLLOWER)
        .setIsAlive(true)
        .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port));
    });
    return new ClusterInfo().setMembersList(infos);
  }

  /** The methods that a server of this version tells of; the batch append too, so that who takes it fails here. */
  supported(version: string): SupportedMethods {
    const { SupportedMethod, SupportedMethods } = this.#definitions.features;
    const { StreamsService, GossipService, ServerFeaturesService } = this.#definitions.services;
    const features = new Map([
      [StreamsService.read.path, ['position', 'events']],
      [StreamsService.batchAppend.path, ['deadline_duration']],
    ] as [string, string[]][]);
    const methods = [StreamsService, GossipService, ServerFeaturesService]
      .flatMap((service) => Object.values(service))
      .map(({ path }) => {
        const [, service = '', method = ''] = path.toLowerCase().split('/');
        return new SupportedMethod()
          .setServiceName(service)
          .setMethodName(method)
          .setFeaturesList(features.get(path) ?? []);
      });
    return new SupportedMethods().setEventStoreServerVersion(version).setMethodsList(methods);
  }

  refusal(refusal: Refusal, leader: Endpoint): CallRefused {
    const { code, details, exception } = REFUSALS[refusal];
    const trailers: Record<string, string> = exception === undefined ? {} : { exception };
    if (refusal === 'not-leader') {
      trailers['leader-endpoint-host'] = leader.host;
      trailers['leader-endpoint-port'] = String(leader.port);
    }
    return this.#error(code, details, trailers);
  }

  deleted(stream: string): CallRefused {
    const trailers = { exception: 'stream-deleted', 'stream-name': stream };
    return this.#error('FAILED_PRECONDITION', `Event stream '${stream}' is deleted.`, trailers);
  }

  /** A place in a stream or in everything that the server can't read from. */
  unreadable(what: 'ReadStreamResult' | 'ReadAllResult'): CallRefused {
    return this.#error('UNKNOWN', `Unexpected ${what}: Error`);
  }

  /** What no test may lean on. */
  unimplemented(what: string): CallRefused {
    return this.#error('UNIMPLEMENTED', `this test double ${what}`);
  }

  #stream(name: string) {
    return new this.#definitions.shared.StreamIdentifier().setStreamName(new Uint8Array(Buffer.from(name)));
  }

  #error(name: StatusName, details: string, trailers: Readonly<Record<string, string>> = {}): CallRefused {
    const { Metadata, status } = this.#definitions.grpc;
    const metadata = new Metadata();
    for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
    return { code: status[name], details, metadata };
  }
}
