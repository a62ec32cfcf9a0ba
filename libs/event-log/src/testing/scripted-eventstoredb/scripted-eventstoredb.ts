import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  ReadReq,
  ReadResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type {
  Metadata,
  Server,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  sendUnaryData,
} from '@grpc/grpc-js';
import { type Definitions, loadDefinitions } from './definitions.js';
import { Line } from './line.js';
import { type AppendWanted, type CallRefused, type Endpoint, Messages, type ReadWanted } from './messages.js';
import { type CallKind, type Fate, type Refusal, Script, type Sentence } from './script.js';
import { type KeptEvent, ScriptedLog } from './scripted-log.js';

const HOST = '127.0.0.1';
/** The version that was measured. */
const VERSION = '23.10.6';

/** One call as the server has seen it. */
export interface SeenCall {
  readonly kind: CallKind;
  /** The name that each client gives itself; clients may share a connection. */
  readonly client: string;
  /** The stream of an append or read; undefined for what concerns everything. */
  readonly stream: string | undefined;
  /** `cancelled`: the client has let go of it, or its connection broke, before it was answered. */
  outcome: 'under way' | 'answered' | 'refused' | 'cancelled';
}

/** A subscription that stands. */
export interface LiveSubscription {
  readonly prefixes: readonly string[];
  /** Ends it without an error. */
  end(): void;
  fail(refusal: Refusal): void;
}

/** The nodes of a cluster, and which of them leads. */
export interface Membership {
  readonly nodes: readonly ScriptedEventStoreDb[];
  readonly leader: ScriptedEventStoreDb;
}

/** What every kind of call has. */
interface Call {
  readonly metadata: Metadata;
  getPeer(): string;
  on(event: 'cancelled', listener: () => void): unknown;
}

/**
 * A test double of one EventStoreDB node: a gRPC server in this process, on the client package's own service
 * definitions, that does what a script says. It is no server: it keeps everything in memory, replicates nothing, knows
 * no users, and does only what the engine's client uses. What it answers was measured on a server of the 23.10 line;
 * README.md beside this file says which measurement each oddity comes from.
 */
export class ScriptedEventStoreDb {
  readonly log: ScriptedLog;
  /** What it says of itself; null: it can't tell, as servers before 21.10. */
  version: string | null = VERSION;
  /** Every call that reached it, the oldest first. */
  readonly calls: SeenCall[] = [];
  readonly #server: Server;
  readonly #line: Line;
  readonly #messages: Messages;
  readonly #membership: () => Membership;
  readonly #script = new Script();
  readonly #subscriptions = new Set<LiveSubscription>();
  /** First ids of appends that wait to be done: a repeat meanwhile is never answered. */
  readonly #inFlight = new Set<string>();

  private constructor(server: Server, line: Line, definitions: Definitions, options: StartOptions) {
    this.log = options.log ?? new ScriptedLog();
    this.#membership = options.membership ?? (() => ({ nodes: [this], leader: this }));
    this.#server = server;
    this.#line = line;
    this.#messages = new Messages(definitions);
    const { StreamsService, GossipService, ServerFeaturesService } = definitions.services;
    server.addService(StreamsService, {
      append: this.#append,
      read: this.#read,
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
        call.emit('error', this.#messages.unimplemented('has the classic append only'));
      },
      delete: this.#delete,
      tombstone: this.#tombstone,
    });
    server.addService(GossipService, { read: this.#gossip });
    server.addService(ServerFeaturesService, { getSupportedMethods: this.#features });
  }

  /** Starts a node on a port of its own. */
  static async start(options: StartOptions = {}): Promise<ScriptedEventStoreDb> {
    const definitions = loadDefinitions();
    const server = new definitions.grpc.Server();
    const port = await new Promise<number>((resolve, reject) => {
      const insecure = definitions.grpc.ServerCredentials.createInsecure();
      server.bindAsync(`${HOST}:0`, insecure, (error, bound) => (error ? reject(error) : resolve(bound)));
    });
    const line = new Line(port);
    await line.open();
    return new ScriptedEventStoreDb(server, line, definitions, options);
  }

  get endpoint(): Endpoint {
    return { host: HOST, port: this.#line.port };
  }

  /** The connection string of this node alone. */
  get url(): string {
    return `esdb://${HOST}:${this.#line.port}?tls=false`;
  }

  /** Connections accepted so far. */
  get connections(): number {
    return this.#line.accepted;
  }

  /** Subscriptions that stand, the oldest first. */
  get subscriptions(): readonly LiveSubscription[] {
    return [...this.#subscriptions];
  }

  /** What happens to the next call of a kind, or to so many of them: `server.next('append').losesItsAnswer()`. */
  next(kind: CallKind, count = 1): Sentence {
    return this.#script.next(kind, count);
  }

  /** What happens to every call of a kind after those that {@link next} speaks of, until {@link behave}. */
  every(kind: CallKind): Sentence {
    return this.#script.every(kind);
  }

  /** Forgets the script: from now on every call is done and answered. */
  behave(): void {
    this.#script.clear();
  }

  /** Accepts connections and calls and answers nothing, like a process that was stopped. */
  hang(): void {
    this.#line.hang();
  }

  /** Goes on, first of all with what came while it hung. */
  resume(): void {
    this.#line.resume();
  }

  /** Breaks every connection; new ones are accepted. */
  drop(): void {
    this.#line.cut();
  }

  /** Is away: breaks every connection and refuses new ones. What it keeps stays. */
  stop(): Promise<void> {
    return this.#line.close();
  }

  /** Comes back on the same port. */
  comeBack(): Promise<void> {
    return this.#line.open();
  }

  /** Ends it for good. */
  async dispose(): Promise<void> {
    await this.#line.close();
    this.#server.forceShutdown();
  }

  readonly #append = (
    call: ServerReadableStream<AppendReq, AppendResp>,
    callback: sendUnaryData<AppendResp>,
  ): void => {
    const requests: AppendReq[] = [];
    call.on('data', (request: AppendReq) => requests.push(request));
    call.on('end', () => {
      const answer = (response: AppendResp) => callback(null, response);
      void this.#attend(call, 'append', () => this.#messages.appendOf(requests), {
        act: (wanted) => this.#appended(wanted),
        answer,
        refuse: callback,
      });
    });
  };

  readonly #read = (call: ServerWritableStream<ReadReq, ReadResp>): void => {
    const wanted = () => this.#messages.readOf(call.request);
    const refuse = (refused: CallRefused) => call.emit('error', refused);
    const answer = (responses: readonly ReadResp[] | undefined) => {
      // Measured: a page of no event at all of everything is never answered.
      if (!responses) return;
      for (const response of responses) call.write(response);
      call.end();
    };
    if (call.request.getOptions()?.hasSubscription()) {
      void this.#attend(call, 'subscription', wanted, {
        act: (wish) => wish,
        answer: (wish) => this.#subscribe(call, wish),
        refuse,
      });
    } else {
      void this.#attend(call, 'read', wanted, { act: (wish) => this.#page(wish), answer, refuse });
    }
  };

  readonly #delete = (
    call: ServerUnaryCall<DeleteReq, DeleteResp>,
    callback: sendUnaryData<DeleteResp>,
  ): void => {
    this.log.deleteSoftly(this.#messages.streamOf(call.request));
    callback(null, this.#messages.deletion());
  };

  readonly #tombstone = (
    call: ServerUnaryCall<TombstoneReq, TombstoneResp>,
    callback: sendUnaryData<TombstoneResp>,
  ): void => {
    this.log.tombstone(this.#messages.streamOf(call.request));
    callback(null, this.#messages.burial());
  };

  readonly #features = (
    call: ServerUnaryCall<Empty, SupportedMethods>,
    callback: sendUnaryData<SupportedMethods>,
  ): void => {
    void this.#attend(call, 'features', () => ({ stream: undefined }), {
      act: () => {
        if (this.version === null) throw this.#messages.unimplemented('is of a version without this call');
        return this.#messages.supported(this.version);
      },
      answer: (supported) => callback(null, supported),
      refuse: callback,
    });
  };

  readonly #gossip = (
    call: ServerUnaryCall<Empty, ClusterInfo>,
    callback: sendUnaryData<ClusterInfo>,
  ): void => {
    const { nodes, leader } = this.#membership();
    void this.#attend(call, 'gossip', () => ({ stream: undefined }), {
      act: () => this.#messages.cluster(nodes.map((node) => ({ ...node.endpoint, leads: node === leader }))),
      answer: (cluster) => callback(null, cluster),
      refuse: callback,
    });
  };

  /** Carries a call out as the script has it. */
  async #attend<Wanted extends { readonly stream: string | undefined }, Done>(
    call: Call,
    kind: CallKind,
    read: () => Wanted,
    { act, answer, refuse }: Handling<Wanted, Done>,
  ): Promise<void> {
    const fate = this.#script.take(kind);
    const [client = ''] = call.metadata.get('connection-name').map(String);
    const seen: SeenCall = { kind, client, stream: undefined, outcome: 'under way' };
    this.calls.push(seen);
    call.on('cancelled', () => {
      if (seen.outcome === 'under way') seen.outcome = 'cancelled';
    });
    try {
      const wanted = read();
      Object.assign(seen, { stream: wanted.stream });
      if (typeof fate.ends === 'object') throw this.#refusal(fate.ends.refused);
      const [demand] = call.metadata.get('requires-leader');
      if (demand === 'true' && this.#membership().leader !== this) throw this.#refusal('not-leader');
      const done = await this.#do(fate, wanted, act);
      if (fate.ends === 'cut') this.#line.cut(portOf(call));
      if (fate.ends !== 'answered' || done === undefined || seen.outcome !== 'under way') return;
      seen.outcome = 'answered';
      answer(done.value);
    } catch (error) {
      if (error instanceof Error) throw error;
      seen.outcome = 'refused';
      refuse(error as CallRefused);
    }
  }

  /** @returns undefined where it was not done, or is a repeat of what still waits to be done */
  async #do<Wanted, Done>(
    { acts, before, held }: Fate,
    wanted: Wanted,
    act: (wanted: Wanted) => Done,
  ): Promise<{ readonly value: Done } | undefined> {
    const firstId = (wanted as Partial<AppendWanted>).proposed?.[0]?.id ?? '';
    if (!acts || this.#inFlight.has(firstId)) return undefined;
    if (before) {
      this.#inFlight.add(firstId);
      await before;
      this.#inFlight.delete(firstId);
    }
    const value = act(wanted);
    await held;
    return { value };
  }

  #refusal(refusal: Refusal): CallRefused {
    return this.#messages.refusal(refusal, this.#membership().leader.endpoint);
  }

  #appended(wanted: AppendWanted): AppendResp {
    const { stream, expected, proposed } = wanted;
    return this.#messages.appended(
      wanted,
      this.log.append(stream, expected, proposed),
      this.log.maxAppendBytes,
    );
  }

  #page(wanted: ReadWanted): ReadResp[] | undefined {
    const { stream, count } = wanted;
    if (stream === undefined && count === 0) return undefined;
    const page = stream === undefined ? this.log.readAll(wanted) : this.log.readStream(stream, wanted);
    if (page === 'error') {
      throw this.#messages.unreadable(stream === undefined ? 'ReadAllResult' : 'ReadStreamResult');
    }
    if (page === 'deleted') throw this.#messages.deleted(stream!);
    if (page === 'no-such-stream') return [this.#messages.streamNotFound(stream!)];
    return page.map((event) => this.#messages.event(event));
  }

  #subscribe(
    call: ServerWritableStream<ReadReq, ReadResp>,
    { from, prefixes, checkpointEvery }: ReadWanted,
  ): void {
    let lookedAt = 0;
    const tell = (events: readonly KeptEvent[]) => {
      for (const event of events) {
        lookedAt += 1;
        if (prefixes.some((prefix) => event.stream.startsWith(prefix))) {
          call.write(this.#messages.event(event));
        }
        if (lookedAt % checkpointEvery === 0) call.write(this.#messages.checkpoint(event));
      }
    };
    const stopListening = this.log.listen(tell);
    const over = () => {
      stopListening();
      this.#subscriptions.delete(subscription);
    };
    const subscription: LiveSubscription = {
      prefixes,
      end: () => {
        over();
        call.end();
      },
      fail: (refusal) => {
        over();
        call.emit('error', this.#refusal(refusal));
      },
    };
    call.on('cancelled', over);
    this.#subscriptions.add(subscription);
    call.write(this.#messages.confirmation(crypto.randomUUID()));
    if (from !== 'end') {
      tell(this.log.events.filter(({ position }) => from === 'start' || position > from));
    }
    call.write(this.#messages.caughtUp());
  }
}

export interface StartOptions {
  /** What it keeps; default: a log of its own. */
  readonly log?: ScriptedLog;
  /** Default: it leads a cluster of itself alone. */
  readonly membership?: () => Membership;
}

interface Handling<Wanted, Done> {
  readonly act: (wanted: Wanted) => Done;
  readonly answer: (done: Done) => void;
  readonly refuse: (refused: CallRefused) => void;
}

/** The port from which a call came: it tells the connections apart. */
function portOf(call: Call): number {
  return Number(call.getPeer().split(':').at(-1));
}
