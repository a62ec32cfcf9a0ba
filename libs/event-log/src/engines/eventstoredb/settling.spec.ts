import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PreparedEvent } from '../../engine.js';
import {
  EventIdConflictError,
  EventLogCorruptError,
  EventLogMisconfiguredError,
  EventLogUnavailableError,
  InvalidAppendError,
  InvalidPositionError,
  RevisionConflictError,
  UnknownOutcomeError,
} from '../../errors.js';
import { SOME_INSTANT, someStream, someUuid } from '../../testing/fixtures.js';
import { type Driver, DriverError, type Failure, type ServerEvent } from './driver.js';
import { DriverKeeper } from './driver-keeper.js';
import { EventStoreDbEngine } from './eventstoredb-event-log.js';

const PREFIX = 'nq57.';
const LIMITS = { appendLimitMs: 400, tryLimitMs: 50, readLimitMs: 50 };

/** What the server does with an append: stores it or not, and answers or fails so. */
interface Fate {
  readonly stores: boolean;
  readonly failure: Failure;
}

/** A test double of one server behind any number of clients, as far as appends and reads go. */
class ScriptedServer {
  readonly events: ServerEvent[] = [];
  /** Fates of the next appends, then of the ones after. */
  readonly fates: Fate[] = [];
  afterwards: Fate | undefined;
  readFailure: Failure | undefined;
  appends = 0;
  reads = 0;
  clients = 0;
  ends: (() => void)[] = [];

  add(stream: string, event: Partial<ServerEvent> = {}): void {
    const revision = this.events.filter((other) => other.stream === stream).length;
    const place = String((this.events.length + 1) * 100);
    const body = { id: someUuid(`${stream} ${revision}`), type: 'Told', rawData: '{}' };
    const rawMetadata = JSON.stringify({ recordedAt: SOME_INSTANT });
    this.events.push({ stream, revision, commit: place, prepare: place, ...body, rawMetadata, ...event });
  }

  open = (): Driver => {
    this.clients += 1;
    return {
      append: async (stream, expected, events) => {
        this.appends += 1;
        const fate = this.fates.shift() ?? this.afterwards;
        if (!fate || fate.stores) this.#store(stream, expected, events);
        if (fate) throw new DriverError(fate.failure, `scripted: ${fate.failure}`);
        const last = this.events.findLast(({ id }) => id === events.at(-1)!.id)!;
        const { revision, commit, prepare } = last;
        return { revision, position: { commit, prepare } };
      },
      readStream: async (stream, { direction, from, limit }) => {
        this.#failRead();
        const all = this.events.filter((event) => event.stream === stream);
        const page =
          direction === 'forwards'
            ? all.slice(from ?? 0)
            : all.filter(({ revision }) => revision <= (from ?? all.length)).reverse();
        return page.slice(0, limit);
      },
      readAll: async ({ direction, from, limit }) => {
        this.#failRead();
        const start = this.events.findIndex(({ commit }) => commit === from?.commit);
        const page =
          direction === 'forwards'
            ? this.events.slice(from ? start : 0)
            : this.events.slice(0, from ? start : undefined).reverse();
        return from && start < 0 ? [] : page.slice(0, limit);
      },
      subscribe: (_prefix, _onHint, onEnd) => {
        this.ends.push(onEnd);
        return { end: () => {} };
      },
      dispose: async () => {},
    };
  };

  /** As the measured server: the same ids at the same place are the same append, whatever they hold. */
  #store(stream: string, expected: number | 'no-stream', events: readonly PreparedEvent[]): void {
    const all = this.events.filter((event) => event.stream === stream);
    const first = expected === 'no-stream' ? 0 : expected + 1;
    if (events.every(({ id }, index) => all[first + index]?.id === id)) return;
    if (all.length !== first) {
      throw new DriverError('conflict', 'scripted: conflict', all.at(-1)?.revision ?? 'no-stream');
    }
    for (const { id, type, rawData, rawMetadata } of events) {
      this.add(stream, { id, type, rawData, rawMetadata });
    }
  }

  #failRead(): void {
    this.reads += 1;
    if (this.readFailure) throw new DriverError(this.readFailure, `scripted: ${this.readFailure}`);
  }
}

const prepared = (name: string, rawData = '{"percent":40}'): PreparedEvent => ({
  id: someUuid(name),
  type: 'ProgressReported',
  rawData,
  rawMetadata: JSON.stringify({ recordedAt: SOME_INSTANT }),
  recordedAt: SOME_INSTANT,
});

describe('The EventStoreDB engine, on a scripted client,', () => {
  let server: ScriptedServer;
  let engine: EventStoreDbEngine;
  let stream: string;
  const keep = () => new DriverKeeper(server.open);

  beforeEach(() => {
    server = new ScriptedServer();
    engine = new EventStoreDbEngine(keep, LIMITS);
    stream = someStream();
  });

  afterEach(() => engine.close());

  it.each<Failure>(['lost', 'timed-out'])(
    'answers an append that was stored though its answer was %s, once',
    async (failure) => {
      server.fates.push({ stores: true, failure });
      const { revision, position } = await engine.append(stream, 'no-stream', [prepared('a')]);
      expect(revision).toBe(0);
      expect((await engine.readAll(null, 10)).map((event) => event.position)).toEqual([position]);
      expect(server.appends).toBe(2);
    },
  );

  it.each<Failure>(['lost', 'timed-out', 'not-sent'])(
    'sends an append again that was %s and not stored',
    async (failure) => {
      server.fates.push({ stores: false, failure }, { stores: false, failure });
      expect(await engine.append(stream, 'no-stream', [prepared('a')])).toMatchObject({ revision: 0 });
      expect(server.events).toHaveLength(1);
    },
  );

  it('knows its own append when another writer has gone on after it before it could be settled', async () => {
    server.fates.push({ stores: true, failure: 'lost' });
    const answer = engine.append(stream, 'no-stream', [prepared('a')]);
    await new Promise(setImmediate);
    server.add(PREFIX + stream);
    expect(await answer).toMatchObject({ revision: 0 });
    expect(server.events).toHaveLength(2);
  });

  it('answers a conflict where another has taken the place of an append that was lost', async () => {
    server.fates.push({ stores: false, failure: 'lost' });
    const answer = engine.append(stream, 'no-stream', [prepared('a')]);
    await new Promise(setImmediate);
    server.add(PREFIX + stream);
    await expect(answer).rejects.toBeInstanceOf(RevisionConflictError);
    await expect(answer).rejects.toMatchObject({ expected: 'no-stream', actual: 0 });
  });

  it('says that it does not know, where the server never tells', async () => {
    server.afterwards = { stores: false, failure: 'lost' };
    const append = () => engine.append(stream, 'no-stream', [prepared('a')]);
    await expect(append()).rejects.toBeInstanceOf(UnknownOutcomeError);
    server.afterwards = undefined;
    expect(await append()).toMatchObject({ revision: 0 });
  });

  it('says that nothing was written, where no server was ever reached', async () => {
    server.afterwards = { stores: false, failure: 'not-sent' };
    const append = engine.append(stream, 'no-stream', [prepared('a')]);
    await expect(append).rejects.toBeInstanceOf(EventLogUnavailableError);
  });

  it('says that nothing was written, where it could not even learn how the log stands', async () => {
    server.readFailure = 'timed-out';
    const append = engine.append(stream, 'no-stream', [prepared('a')]);
    await expect(append).rejects.toBeInstanceOf(EventLogUnavailableError);
    expect(server.appends).toBe(0);
  });

  it('never sends what it would refuse, though it could not read how the stream stands', async () => {
    await engine.append(stream, 'no-stream', [prepared('a')]);
    server.readFailure = 'timed-out';
    const again = engine.append(someStream(), 'no-stream', [prepared('a')]);
    while (server.reads < 2) await new Promise(setImmediate);
    server.readFailure = undefined;
    await expect(again).rejects.toBeInstanceOf(EventIdConflictError);
    expect(server.appends).toBe(1);
  });

  it('says that nothing was written where it can only read that it need not send, and cannot', async () => {
    await engine.append(stream, 'no-stream', [prepared('a')]);
    server.readFailure = 'lost';
    const again = engine.append(someStream(), 'no-stream', [prepared('a')]);
    await expect(again).rejects.toBeInstanceOf(EventLogUnavailableError);
  });

  it.each<[Failure, abstract new (...args: never[]) => Error, string]>([
    ['denied', EventLogMisconfiguredError, 'correct user and password'],
    ['too-large', InvalidAppendError, 'MaxAppendSize'],
    ['deleted', EventLogCorruptError, 'restore it from a backup'],
  ])(
    'does not try again what the server refuses as %s, and says what to do',
    async (failure, type, advice) => {
      server.fates.push({ stores: false, failure });
      const append = engine.append(stream, 'no-stream', [prepared('a')]);
      await expect(append).rejects.toBeInstanceOf(type);
      await expect(append).rejects.toThrow(advice);
      expect(server.appends).toBe(1);
    },
  );

  it('refuses other data under ids that stood there before the process began', async () => {
    await engine.append(stream, 'no-stream', [prepared('a')]);
    const restarted = new EventStoreDbEngine(keep, LIMITS);
    const other = [prepared('a', '{"percent":50}')];
    await expect(restarted.append(stream, 'no-stream', other)).rejects.toBeInstanceOf(RevisionConflictError);
    expect(await restarted.append(stream, 'no-stream', [prepared('a')])).toMatchObject({ revision: 0 });
    await restarted.close();
  });

  it('takes another client after three time-outs in a row, and not for errors that were answered', async () => {
    const failed = (failure: Failure) => ({ stores: false, failure });
    const patient = new EventStoreDbEngine(keep, { ...LIMITS, appendLimitMs: 5_000 });
    server.clients = 1;
    server.fates.push(failed('timed-out'), failed('timed-out'), failed('lost'), failed('timed-out'));
    await patient.append(stream, 'no-stream', [prepared('a')]);
    expect(server.clients).toBe(1);
    server.fates.push(failed('timed-out'), failed('timed-out'), failed('timed-out'));
    await patient.append(stream, 0, [prepared('b')]);
    expect(server.clients).toBe(2);
    await patient.close();
  });

  it('subscribes anew when its subscription ends, and hints to what may have come meanwhile', async () => {
    const stop = engine.onAppended(() => {});
    expect(server.ends).toHaveLength(1);
    server.ends[0]!();
    while (server.ends.length < 2) await new Promise(setImmediate);
    stop();
    expect(server.ends).toHaveLength(2);
  });

  it('fills its pages over any stretch of events of others, and does not end in one', async () => {
    for (let other = 0; other < 500; other += 1) server.add(other % 2 === 0 ? 'orders-1' : 'nq57x.task-1');
    server.add('nq57.x.task-1');
    server.add(PREFIX + stream);
    for (let other = 0; other < 50; other += 1) server.add('$stats-1');
    server.add(PREFIX + stream);
    server.add('$stats-1');
    const [first] = await engine.readAll(null, 1);
    expect(first).toMatchObject({ stream, revision: 0 });
    const [second, ...more] = await engine.readAll(first!.position, 1);
    expect(second).toMatchObject({ stream, revision: 1 });
    expect(more).toEqual([]);
    expect(await engine.readAll(second!.position, 1)).toEqual([]);
    expect(await engine.head()).toBe(second!.position);
  });

  it('finds no head among events of others alone', async () => {
    for (let other = 0; other < 100; other += 1) server.add('orders-1');
    expect(await engine.head()).toBeNull();
    expect(await engine.readAll(null, 10)).toEqual([]);
  });

  it('tells of an event of another program in a stream of ours, and what to do', async () => {
    server.add(PREFIX + stream, { rawMetadata: '' });
    await expect(engine.readAll(null, 10)).rejects.toBeInstanceOf(EventLogCorruptError);
    await expect(engine.readStream(stream, { direction: 'forwards', from: 0, limit: 1 })).rejects.toThrow(
      'written by another program',
    );
  });

  it('refuses a position at which no event of the server stands', async () => {
    const { position } = await engine.append(stream, 'no-stream', [prepared('a')]);
    server.events.length = 0;
    await expect(engine.readAll(position, 10)).rejects.toBeInstanceOf(InvalidPositionError);
    server.add(PREFIX + stream, { commit: '100', prepare: '99' });
    await expect(engine.readAll(position, 10)).rejects.toThrow('another or restored log');
  });

  it('answers a read with unavailable while the server is away', async () => {
    server.readFailure = 'not-sent';
    await expect(engine.readAll(null, 1)).rejects.toBeInstanceOf(EventLogUnavailableError);
    await expect(engine.latest()).rejects.toBeInstanceOf(EventLogUnavailableError);
  });

  it('reads but appends nothing where it was opened for reading', async () => {
    server.add(PREFIX + stream);
    const reader = new EventStoreDbEngine(keep, { ...LIMITS, readOnly: true });
    expect(await reader.readAll(null, 10)).toHaveLength(1);
    const append = reader.append(stream, 0, [prepared('a')]);
    await expect(append).rejects.toBeInstanceOf(EventLogUnavailableError);
    await reader.close();
  });

  it('refuses a prefix with which streams of two logs could be confused', () => {
    const open = () => new EventStoreDbEngine(keep, { streamPrefix: 'nq57.x' });
    expect(open).toThrow(EventLogUnavailableError);
  });
});
