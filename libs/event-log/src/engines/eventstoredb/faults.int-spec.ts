import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  EventLogCorruptError,
  EventLogUnavailableError,
  InvalidAppendError,
  InvalidPositionError,
  UnknownOutcomeError,
} from '../../errors.js';
import type { EventLog } from '../../port.js';
import { someEvent, someEvents, someStream } from '../../testing/fixtures.js';
import {
  type LiveSubscription,
  type Refusal,
  ScriptedCluster,
  ScriptedEventStoreDb,
} from '../../testing/scripted-eventstoredb/index.js';
import { type EventStoreDbEventLogOptions, openEventStoreDbEventLog } from './eventstoredb-event-log.js';

const PREFIX = 'nq57.';
/** Long enough to settle whatever the script does, with tries short enough to be many. */
const PATIENT = { appendLimitMs: 15_000, tryLimitMs: 150, readLimitMs: 2_000 };
/** Soon at its end, where the script lets nothing succeed. */
const HASTY = { appendLimitMs: 400, tryLimitMs: 100, readLimitMs: 200 };
const LOOK_MS = 5;
const HANG_MS = 400;

const BUILT = new URL('../../../../../dist/libs/event-log/src/index.js', import.meta.url);

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(LOOK_MS);
}

const refusalOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(() => undefined).catch((error) => error);

// Everything here is played by a test double, a server in this process that follows a script.
describe('the EventStoreDB engine on a scripted server', () => {
  let server: ScriptedEventStoreDb;
  let stream: string;
  const opened: EventLog[] = [];

  const open = (options: EventStoreDbEventLogOptions = PATIENT, url = server.url): EventLog => {
    const log = openEventStoreDbEventLog(url, options);
    opened.push(log);
    return log;
  };

  /** A log that has read where it stands, so that its next call to the server is the append itself. */
  const openForAppends = async (options: EventStoreDbEventLogOptions = PATIENT): Promise<EventLog> => {
    const log = open(options);
    await log.append(someStream(), 'no-stream', [someEvent()]);
    server.calls.length = 0;
    return log;
  };

  const appends = () => server.calls.filter(({ kind }) => kind === 'append');
  const stored = (name = stream) => server.log.eventsOf(PREFIX + name);

  beforeEach(async () => {
    server = await ScriptedEventStoreDb.start();
    stream = someStream();
  });

  afterEach(async () => {
    server.behave();
    server.resume();
    await Promise.all(opened.splice(0).map((log) => log.close()));
    await server.dispose();
  });

  describe('when the answer of an append stays away', () => {
    it('gives the first answer for an append that was stored and whose answer was lost', async () => {
      const log = await openForAppends();
      server.next('append').losesItsAnswer();
      const { revision, position } = await log.append(stream, 'no-stream', someEvents(2));
      expect(revision).toBe(1);
      expect((await log.readStream(stream)).at(-1)).toMatchObject({ revision: 1, position });
      expect(stored()).toHaveLength(2);
      expect(appends()).toHaveLength(2);
    });

    it('gives the first answer for an append that was stored and never answered', async () => {
      const log = await openForAppends();
      server.next('append').staysUnanswered();
      const { position } = await log.append(stream, 'no-stream', [someEvent()]);
      expect(await log.head()).toBe(position);
      expect(stored()).toHaveLength(1);
    });

    it('sends an append again that the server swallowed, and stores it once', async () => {
      const log = await openForAppends();
      server.next('append', 2).isSwallowed();
      expect(await log.append(stream, 'no-stream', [someEvent()])).toMatchObject({ revision: 0 });
      expect(stored()).toHaveLength(1);
      expect(appends()).toHaveLength(3);
    });

    it('settles the appends of a server that hung and went on, each stored once', async () => {
      const log = await openForAppends();
      const streams = Array.from({ length: 8 }, () => someStream());
      server.hang();
      const answers = streams.map((name) => log.append(name, 'no-stream', [someEvent()]));
      await pause(HANG_MS);
      server.resume();
      for (const answer of answers) expect(await answer).toMatchObject({ revision: 0 });
      for (const name of streams) expect(stored(name)).toHaveLength(1);
    });

    it('stores once what the server does only after the try was given up, its repeat dropped meanwhile', async () => {
      const log = await openForAppends();
      let doIt = () => {};
      server.next('append').isDoneOnlyAfter(
        new Promise<void>((resolve) => {
          doIt = resolve;
        }),
      );
      const answer = log.append(stream, 'no-stream', [someEvent()]);
      await until(() => appends().length >= 2);
      expect(stored()).toHaveLength(0);
      doIt();
      expect(await answer).toMatchObject({ revision: 0 });
      expect(stored()).toHaveLength(1);
    });

    it('waits for an answer that is late, and asks once', async () => {
      const log = await openForAppends({ ...PATIENT, tryLimitMs: 10_000 });
      let answerIt = () => {};
      server.next('append').isAnsweredOnlyAfter(
        new Promise<void>((resolve) => {
          answerIt = resolve;
        }),
      );
      const answer = log.append(stream, 'no-stream', [someEvent()]);
      await until(() => stored().length === 1);
      answerIt();
      expect(await answer).toMatchObject({ revision: 0 });
      expect(appends()).toHaveLength(1);
    });

    it('says that it does not know, where the server never tells, and answers as the first time later', async () => {
      const log = await openForAppends(HASTY);
      server.every('append').staysUnanswered();
      const event = someEvent();
      await expect(log.append(stream, 'no-stream', [event])).rejects.toBeInstanceOf(UnknownOutcomeError);
      server.behave();
      expect(await log.append(stream, 'no-stream', [event])).toMatchObject({ revision: 0 });
      expect(stored()).toHaveLength(1);
    });

    it.each<Refusal>(['not-ready', 'shutting-down', 'commit-timed-out', 'deadline-exceeded'])(
      'sends an append again that was refused as %s',
      async (refusal) => {
        const log = await openForAppends();
        server.next('append', 2).isRefusedAs(refusal);
        expect(await log.append(stream, 'no-stream', [someEvent()])).toMatchObject({ revision: 0 });
        expect(stored()).toHaveLength(1);
      },
    );
  });

  describe('when connections break', () => {
    it('acknowledges each append of sixteen callers once and in order, though connections break', async () => {
      const log = await openForAppends();
      const [callers, rounds] = [16, 8];
      const streams = Array.from({ length: callers }, () => someStream());
      const sent = new Map<string, string[]>();
      let acknowledged = 0;
      const call = async (name: string) => {
        for (let round = 0; round < rounds; round += 1) {
          const event = someEvent();
          const expected = round === 0 ? 'no-stream' : round - 1;
          expect(await log.append(name, expected, [event])).toMatchObject({ revision: round });
          sent.set(name, [...(sent.get(name) ?? []), event.id]);
          acknowledged += 1;
          if (acknowledged % callers === 0) server.drop();
        }
      };
      await Promise.all(streams.map(call));
      expect(server.connections).toBeGreaterThan(2);
      for (const name of streams) expect(stored(name).map(({ id }) => id)).toEqual(sent.get(name));
    });

    it('takes another client after three time-outs in a row, and no other after two', async () => {
      const log = await openForAppends();
      const clients = () => new Set(appends().map(({ client }) => client)).size;
      server.next('append', 2).isSwallowed();
      await log.append(stream, 'no-stream', [someEvent()]);
      expect(clients()).toBe(1);
      server.next('append', 3).isSwallowed();
      await log.append(stream, 0, [someEvent()]);
      expect(clients()).toBe(2);
      expect(stored()).toHaveLength(2);
    });

    it('refuses as unavailable while the server is away at the first call, and works when it has come', async () => {
      await server.stop();
      const log = open(HASTY);
      const append = () => log.append(stream, 'no-stream', [someEvent()]);
      expect(await refusalOf(append())).toBeInstanceOf(EventLogUnavailableError);
      expect(await refusalOf(log.readAll(null, 1))).toBeInstanceOf(EventLogUnavailableError);
      expect(await refusalOf(log.head())).toBeInstanceOf(EventLogUnavailableError);
      await server.comeBack();
      expect(await append()).toMatchObject({ revision: 0 });
      expect(await log.readAll(null, 10)).toHaveLength(1);
    });

    it('carries an append through an outage that is shorter than its limit', async () => {
      const log = await openForAppends();
      await server.stop();
      const answer = log.append(stream, 'no-stream', [someEvent()]);
      await pause(HANG_MS);
      await server.comeBack();
      expect(await answer).toMatchObject({ revision: 0 });
      expect(stored()).toHaveLength(1);
    });

    it('reads once more where the connection broke in the middle of it', async () => {
      const log = await openForAppends();
      server.next('read').breaksOff();
      expect(await log.readAll(null, 10)).toHaveLength(1);
    });

    it('gives a read up that hangs, and cancels it at the server', async () => {
      const log = await openForAppends(HASTY);
      server.next('read').isSwallowed();
      expect(await refusalOf(log.readAll(null, 10))).toBeInstanceOf(EventLogUnavailableError);
      await until(() => server.calls.some(({ outcome }) => outcome === 'cancelled'));
      expect(server.calls).toMatchObject([{ kind: 'read', outcome: 'cancelled' }]);
      expect(await log.readAll(null, 10)).toHaveLength(1);
    });
  });

  describe('when another node leads', () => {
    let cluster: ScriptedCluster;

    beforeEach(async () => {
      cluster = await ScriptedCluster.start();
    });

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((log) => log.close()));
      await cluster.dispose();
    });

    it('goes to the leader that it is told of, where a node answers that it does not lead', async () => {
      const log = await openForAppends();
      server.next('append').isRefusedAs('not-leader');
      expect(await log.append(stream, 'no-stream', [someEvent()])).toMatchObject({ revision: 0 });
      expect(appends().map(({ outcome }) => outcome)).toEqual(['refused', 'answered']);
    });

    it('follows the leader to another node, writing and reading', async () => {
      const log = open(PATIENT, cluster.url);
      await log.append(stream, 'no-stream', [someEvent()]);
      for (let revision = 1; revision <= 3; revision += 1) {
        cluster.moveLeader();
        expect(await log.append(stream, revision - 1, [someEvent()])).toMatchObject({ revision });
        const ofLeader = cluster.leader.calls.filter(({ kind }) => kind === 'append');
        expect(ofLeader.at(-1)).toMatchObject({ outcome: 'answered' });
        expect(await log.readStream(stream)).toHaveLength(revision + 1);
      }
    });

    it('leaves a leader that hangs for the one that took over', async () => {
      const log = open({ ...PATIENT, tryLimitMs: 300 }, cluster.url);
      await log.append(stream, 'no-stream', [someEvent()]);
      const hung = cluster.leader;
      hung.hang();
      cluster.moveLeader();
      expect(await log.append(stream, 0, [someEvent()])).toMatchObject({ revision: 1 });
      expect(cluster.log.eventsOf(PREFIX + stream)).toHaveLength(2);
      hung.resume();
    });

    it('leaves a leader that died for the one that took over', async () => {
      const log = open(PATIENT, cluster.url);
      await log.append(stream, 'no-stream', [someEvent()]);
      await cluster.leader.stop();
      cluster.moveLeader();
      expect(await log.append(stream, 0, [someEvent()])).toMatchObject({ revision: 1 });
      expect(cluster.log.eventsOf(PREFIX + stream)).toHaveLength(2);
    });

    it('refuses as unavailable where no node can be found, and works when they have come', async () => {
      const log = open(HASTY, `${cluster.url}&maxDiscoverAttempts=2`);
      await Promise.all(cluster.nodes.map((node) => node.stop()));
      const append = () => log.append(stream, 'no-stream', [someEvent()]);
      expect(await refusalOf(append())).toBeInstanceOf(EventLogUnavailableError);
      await Promise.all(cluster.nodes.map((node) => node.comeBack()));
      expect(await append()).toMatchObject({ revision: 0 });
    });
  });

  describe('when a subscription goes', () => {
    const endings: [string, (subscription: LiveSubscription) => unknown][] = [
      ['ends', (subscription) => subscription.end()],
      ['is dropped for a slow consumer', (subscription) => subscription.fail('consumer-too-slow')],
      ['fails as the server goes down', (subscription) => subscription.fail('shutting-down')],
      ['fails as its node leads no more', (subscription) => subscription.fail('not-leader')],
      ['loses its connection', () => server.drop()],
    ];

    it.each(endings)('renews one that %s, and hints again to what others append', async (_, end) => {
      const [log, other] = [open(), await openForAppends()];
      let hints = 0;
      const stop = log.onAppended(() => {
        hints += 1;
      });
      await until(() => server.subscriptions.length === 1 && hints > 0);
      const [first] = server.subscriptions;
      hints = 0;
      end(first!);
      // A new one hints once at once: nobody told of what came between.
      await until(() => server.subscriptions.length === 1 && server.subscriptions[0] !== first && hints > 0);
      hints = 0;
      await other.append(stream, 'no-stream', [someEvent()]);
      await until(() => hints > 0);
      stop();
      expect(server.calls.filter(({ kind }) => kind === 'subscription').length).toBeGreaterThanOrEqual(2);
    });

    it('tries again and again while subscriptions are refused', async () => {
      const log = open();
      server.next('subscription', 3).isRefusedAs('access-denied');
      let hints = 0;
      const stop = log.onAppended(() => {
        hints += 1;
      });
      await until(() => server.subscriptions.length === 1 && hints > 0);
      stop();
      expect(server.calls.filter(({ outcome }) => outcome === 'refused')).toHaveLength(3);
    });

    it('lets the server filter its hints by the prefix, and ends them with the listening', async () => {
      const log = open();
      const stop = log.onAppended(() => {});
      await until(() => server.subscriptions.length === 1);
      expect(server.subscriptions[0]!.prefixes).toEqual([PREFIX]);
      stop();
      await until(() => server.subscriptions.length === 0);
    });
  });

  describe('when the server refuses', () => {
    it.each<Refusal>(['wrong-credentials', 'access-denied'])(
      'refuses as unavailable what the server refuses as %s, without the password',
      async (refusal) => {
        const password = 'bi-mat-57';
        const log = open(HASTY, server.url.replace('//', `//reporter:${password}@`));
        for (const kind of ['append', 'read', 'features'] as const) server.every(kind).isRefusedAs(refusal);
        for (const call of [
          () => log.append(stream, 'no-stream', [someEvent()]),
          () => log.readAll(null, 1),
          () => log.readStream(stream),
        ]) {
          const error = await refusalOf(call());
          expect(error).toBeInstanceOf(EventLogUnavailableError);
          expect(String(error)).not.toContain(password);
        }
        expect(stored()).toHaveLength(0);
      },
    );

    it('asks once where the login is refused at the first append, and not until its limit', async () => {
      const log = open(HASTY);
      server.every('read').isRefusedAs('wrong-credentials');
      const append = log.append(stream, 'no-stream', [someEvent()]);
      expect(await refusalOf(append)).toBeInstanceOf(EventLogUnavailableError);
      expect(server.calls.filter(({ kind }) => kind === 'read')).toHaveLength(1);
    });

    it('refuses an append alone that the server is refused the right to', async () => {
      const log = await openForAppends();
      server.next('append').isRefusedAs('access-denied');
      const append = log.append(stream, 'no-stream', [someEvent()]);
      expect(await refusalOf(append)).toBeInstanceOf(EventLogUnavailableError);
      expect(appends()).toHaveLength(1);
      expect(await log.readAll(null, 10)).toHaveLength(1);
    });

    it('refuses an append that is larger than the server takes, and takes the next one', async () => {
      const log = await openForAppends();
      server.log.maxAppendBytes = 1_000;
      const large = someEvent({ data: { summary: 'đ'.repeat(600) } });
      expect(await refusalOf(log.append(stream, 'no-stream', [large]))).toBeInstanceOf(InvalidAppendError);
      expect(appends()).toHaveLength(1);
      expect(await log.append(stream, 'no-stream', [someEvent()])).toMatchObject({ revision: 0 });
    });
  });

  describe('when others have been at the log', () => {
    it('tells of a stream that was deleted for ever, whatever is asked of it', async () => {
      const log = await openForAppends();
      await log.append(stream, 'no-stream', [someEvent()]);
      server.log.tombstone(PREFIX + stream);
      for (const call of [
        () => log.append(stream, 0, [someEvent()]),
        () => log.readStream(stream),
        () => log.readAll(null, 10),
      ]) {
        expect(await refusalOf(call())).toBeInstanceOf(EventLogCorruptError);
      }
      expect(stored()).toHaveLength(1);
    });

    it('acknowledges nothing in a stream that was deleted and began anew', async () => {
      const log = await openForAppends();
      await log.append(stream, 'no-stream', someEvents(2));
      server.log.deleteSoftly(PREFIX + stream);
      const append = log.append(stream, 'no-stream', [someEvent()]);
      expect(await refusalOf(append)).toBeInstanceOf(EventLogCorruptError);
    });

    it('tells of an event of another program in a stream of ours', async () => {
      const log = open();
      server.log.add(PREFIX + stream);
      for (const call of [
        () => log.readStream(stream),
        () => log.readAll(null, 10),
        () => log.latest(),
        () => log.append(stream, 0, [someEvent()]),
      ]) {
        expect(await refusalOf(call())).toBeInstanceOf(EventLogCorruptError);
      }
    });

    it('reads over events of others and of the server, as many as there are', async () => {
      const log = open();
      const others = ['orders-1', '$stats-1', '$$nq57.task-1', 'nq57x.task-1', 'nq57.x.task-1'];
      const fill = () => {
        for (let count = 0; count < 200; count += 1) server.log.add(others[count % others.length]!);
      };
      fill();
      expect(await log.head()).toBeNull();
      await log.append(stream, 'no-stream', [someEvent()]);
      fill();
      const { position } = await log.append(stream, 0, [someEvent()]);
      fill();
      const [first] = await log.readAll(null, 1);
      expect(first).toMatchObject({ stream, revision: 0 });
      expect(await log.readAll(first!.position, 10)).toMatchObject([{ stream, revision: 1, position }]);
      expect(await log.readAll(position, 10)).toEqual([]);
      expect(await log.head()).toBe(position);
    });

    it('refuses a position beyond the end of a log that was restored, and one that others overwrote', async () => {
      const log = await openForAppends();
      const kept = await log.append(stream, 'no-stream', [someEvent()]);
      const count = server.log.events.length;
      await log.append(stream, 0, [someEvent()]);
      const { position } = await log.append(stream, 1, [someEvent()]);
      server.log.restoreTo(count);
      expect(await refusalOf(log.readAll(position, 10))).toBeInstanceOf(InvalidPositionError);
      for (let written = 0; written < 20; written += 1) server.log.add('orders-1');
      expect(await refusalOf(log.readAll(position, 10))).toBeInstanceOf(InvalidPositionError);
      expect(await log.readAll(kept.position, 10)).toEqual([]);
    });
  });

  describe('at the end', () => {
    it.each<[string, () => unknown]>([
      ['hangs', () => server.hang()],
      ['is away', () => server.stop()],
    ])('closes while the server %s, with an append under way and a listener', async (_, begin) => {
      const log = await openForAppends(HASTY);
      log.onAppended(() => {});
      await until(() => server.subscriptions.length === 1);
      await begin();
      const underWay = refusalOf(log.append(stream, 'no-stream', [someEvent()]));
      await log.close();
      expect(await underWay).toBeInstanceOf(Error);
      expect(await refusalOf(log.head())).toBeInstanceOf(EventLogUnavailableError);
    });

    it.each<[string, boolean]>([
      ['while the server was there', false],
      ['while the server was away', true],
    ])('lets a process end by itself that closed the log %s', async (_, away) => {
      if (!existsSync(BUILT))
        throw new Error(`${fileURLToPath(BUILT)} is missing: build first (npm run build)`);
      const program = `
        import { openEventLog } from ${JSON.stringify(BUILT.href)};
        const options = ${JSON.stringify(HASTY)};
        const log = openEventLog({ engine: 'eventstoredb', connectionString: process.argv[1], ...options });
        log.onAppended(() => {});
        await log.append('task-1', 'no-stream', ${JSON.stringify([someEvent()])});
        await log.readAll(null, 10);
        const say = (text) => new Promise((told) => process.stdout.write(text, told));
        await say('ready');
        for await (const _ of process.stdin);
        await log.head().catch(() => {});
        await log.close();
        await say('closed');
      `;
      const child = spawn(process.execPath, ['--input-type=module', '--eval', program, server.url], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.on('data', (text) => {
        said += String(text);
      });
      const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
      await until(() => said === 'ready' || child.exitCode !== null);
      if (away) await server.stop();
      child.stdin.end();
      expect(await ended).toBe(0);
      expect(said).toMatch(/closed$/);
      expect(stored('task-1')).toHaveLength(1);
    });
  });
});
