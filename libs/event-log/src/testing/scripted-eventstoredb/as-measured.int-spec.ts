import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type {
  AllStreamResolvedEvent,
  EventData,
  EventStoreDBClient,
  Position,
  ResolvedEvent,
} from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConnectionString } from '../../engines/eventstoredb/connection.js';
import { eventStoreDbServer } from '../eventstoredb-server.js';
import { ScriptedEventStoreDb } from './index.js';

// Loaded as the engine loads it, from the copies that the double uses.
const require = createRequire(import.meta.url);
const {
  EventStoreDBClient: Client,
  jsonEvent,
  streamNameFilter,
} = require('@eventstore/db-client') as typeof import('@eventstore/db-client');

const MAX_APPEND_BYTES = 1_048_576;
const TOMBSTONE_REVISION = 2n ** 63n - 1n;
const CHECKPOINT_AFTER = 32;
const UNIMPLEMENTED = 12;
const FAR_BEYOND = 10n ** 12n;

/** Body of so many bytes, in JSON. */
const bodyOf = (length: number) => 'x'.repeat(length - '""'.length);
const told = (event: Partial<EventData> = {}): EventData =>
  jsonEvent({ id: randomUUID(), type: 'Told', data: 'first', ...event } as Parameters<typeof jsonEvent>[0]);

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    ({ type, code, message, actualVersion }) => ({ type, code, message, actualVersion }),
  );

/** What the client keeps to itself. */
interface AskedForVersion {
  readonly capabilities: Promise<{ readonly serverVersion: string }>;
}

interface Subject {
  readonly url: string;
  dispose(): Promise<void>;
}

/** What the double is modelled on, by the bare client: the same cases hold on a real server, where there is one. */
function asMeasured(open: () => Promise<Subject>): void {
  const prefix = eventStoreDbServer.newPrefix();
  let subject: Subject;
  let client: EventStoreDBClient;
  let base: { credentials: { username: string; password: string }; requiresLeader: boolean };
  let streams = 0;

  const newStream = () => {
    streams += 1;
    return `${prefix}.task-${streams}`;
  };
  const append = (stream: string, expected: bigint | 'no_stream', ...events: EventData[]) =>
    client.appendToStream(stream, events, { ...base, expectedRevision: expected });
  const read = (stream: string, options: object = {}): Promise<ResolvedEvent[]> =>
    all(client.readStream(stream, { ...base, ...options }));
  const readAll = (fromPosition: Position | 'start' | 'end', options: object = {}) =>
    all<AllStreamResolvedEvent>(client.readAll({ ...base, fromPosition, maxCount: 3, ...options }));
  const idsOf = (events: readonly ResolvedEvent[]) => events.map(({ event }) => event?.id);
  const shifted = ({ commit, prepare }: Position, by: bigint) => ({
    commit: commit + by,
    prepare: prepare + by,
  });

  beforeAll(async () => {
    subject = await open();
    // Without TLS no login is sent, but the call that carries one takes the classic path in the client.
    const { connectionString, credentials = { username: 'unsent', password: 'unsent' } } =
      readConnectionString(subject.url);
    client = Client.connectionString(connectionString);
    base = { credentials, requiresLeader: true };
  });

  afterAll(async () => {
    await client.dispose();
    await subject.dispose();
  });

  it('answers a repeat under the same revision as the first time, other data or not, and keeps the first', async () => {
    const stream = newStream();
    const [first, ...more] = [told(), told(), told()];
    const answer = await append(stream, 'no_stream', first!);
    const later = await append(stream, 0n, ...more);
    expect(await append(stream, 'no_stream', first!)).toEqual(answer);
    expect(await append(stream, 'no_stream', told({ id: first!.id, data: 'other' }))).toEqual(answer);
    expect(await append(stream, 0n, ...more)).toEqual(later);
    expect(await append(stream, 0n, more[0]!)).toMatchObject({ nextExpectedRevision: 1n });
    const kept = await read(stream);
    expect(kept.map(({ event }) => event?.data)).toEqual(['first', 'first', 'first']);
  });

  it('writes again what is repeated under the current revision, or in another stream', async () => {
    const [stream, other] = [newStream(), newStream()];
    const event = told();
    await append(stream, 'no_stream', event);
    await append(stream, 0n, event);
    await append(other, 'no_stream', event);
    expect(idsOf(await read(stream))).toEqual([event.id, event.id]);
    expect(idsOf(await read(other))).toEqual([event.id]);
  });

  it('takes some old and some new ids for a conflict, as any other revision than the last', async () => {
    const stream = newStream();
    const [first, second] = [told(), told()];
    await append(stream, 'no_stream', first!, second!);
    const conflict = { type: 'wrong-expected-version', actualVersion: 1n };
    expect(await failureOf(append(stream, 'no_stream', first!, second!, told()))).toMatchObject(conflict);
    expect(await failureOf(append(stream, 'no_stream', told(), second!))).toMatchObject(conflict);
    expect(await failureOf(append(stream, 0n, told()))).toMatchObject(conflict);
    expect(await failureOf(append(stream, 7n, told()))).toMatchObject(conflict);
    expect(await failureOf(append(newStream(), 0n, told()))).toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 'no_stream',
    });
  });

  it('takes bodies of 1,048,576 bytes in sum, metadata beside them, and not one byte more', async () => {
    const stream = newStream();
    const half = told({ data: bodyOf(MAX_APPEND_BYTES / 2), metadata: { note: bodyOf(1_000) } });
    await append(stream, 'no_stream', half, { ...half, id: randomUUID() });
    const large = told({ data: bodyOf(MAX_APPEND_BYTES + 1) });
    expect(await failureOf(append(stream, 1n, large))).toMatchObject({
      type: 'maximum-append-size-exceeded',
      code: 3,
    });
    expect(await read(stream)).toHaveLength(2);
  });

  it('reads a stream inclusive both ways, nothing beyond its end, and not one that is missing', async () => {
    const stream = newStream();
    const events = [told(), told(), told()];
    const ids = events.map(({ id }) => id);
    await append(stream, 'no_stream', ...events);
    expect(idsOf(await read(stream, { fromRevision: 1n }))).toEqual(ids.slice(1));
    expect(idsOf(await read(stream, { fromRevision: 1n, direction: 'backwards' }))).toEqual([ids[1], ids[0]]);
    expect(idsOf(await read(stream, { fromRevision: 'end', direction: 'backwards', maxCount: 1 }))).toEqual([
      ids[2],
    ]);
    expect(idsOf(await read(stream, { fromRevision: 30n, direction: 'backwards' }))).toHaveLength(3);
    expect(await read(stream, { fromRevision: 3n })).toEqual([]);
    expect(await failureOf(read(newStream()))).toMatchObject({ type: 'stream-not-found' });
    expect(await failureOf(read(stream, { maxCount: 0 }))).toMatchObject({ type: 'unknown', code: 2 });
  });

  it('reads everything forwards from a position inclusive, backwards exclusive', async () => {
    const stream = newStream();
    const events = [told(), told(), told()];
    await append(stream, 'no_stream', events[0]!);
    const { position } = await append(stream, 0n, events[1]!);
    await append(stream, 1n, events[2]!);
    const [, second, third] = events.map(({ id }) => id);
    expect(idsOf(await readAll(position!)).slice(0, 2)).toEqual([second, third]);
    const [before] = await readAll(position!, { direction: 'backwards', maxCount: 1 });
    expect(before?.event?.id).toBe(events[0]!.id);
    expect(await readAll('end')).toEqual([]);
  });

  it('fails at a position between events; beyond the last it reads nothing forwards and fails backwards', async () => {
    const { position } = await append(newStream(), 'no_stream', told());
    const unknown = { type: 'unknown', code: 2, message: expect.stringContaining('ReadAllResult') };
    expect(await failureOf(readAll(shifted(position!, -1n)))).toMatchObject(unknown);
    expect(await readAll(shifted(position!, FAR_BEYOND))).toEqual([]);
    expect(
      await failureOf(readAll(shifted(position!, FAR_BEYOND), { direction: 'backwards' })),
    ).toMatchObject(unknown);
  });

  it('shows streams of the server among all others', async () => {
    const [first] = await readAll('start');
    expect(first?.event?.streamId).toMatch(/^\$/);
  });

  it('tells a filtered subscription of what comes after its position, and of checkpoints for nothing', async () => {
    const [ours, others] = [`${prefix}.sub-1`, newStream()];
    const { position } = await append(ours, 'no_stream', told());
    const later = [told(), told()];
    await append(ours, 0n, later[0]!);
    let checkpoints = 0;
    const filter = streamNameFilter({
      prefixes: [`${prefix}.sub-`],
      checkpointReached: async () => {
        checkpoints += 1;
      },
    });
    const subscription = client.subscribeToAll({ ...base, fromPosition: position!, filter });
    const came: (string | undefined)[] = [];
    const confirmed = new Promise<void>((resolve) => subscription.on('confirmation', resolve));
    const done = new Promise<void>((resolve, reject) => {
      subscription.on('error', reject);
      subscription.on('data', ({ event }) => {
        came.push(event?.id);
        if (event?.id === later[1]!.id) resolve();
      });
    });
    await confirmed;
    await append(others, 'no_stream', ...Array.from({ length: CHECKPOINT_AFTER * 2 }, () => told()));
    await append(ours, 1n, later[1]!);
    await done;
    expect(came).toEqual(later.map(({ id }) => id));
    expect(checkpoints).toBeGreaterThan(0);
    await subscription.unsubscribe();
  });

  it('keeps a deleted stream closed for ever, with a last event of its own', async () => {
    const stream = newStream();
    const { position } = await append(stream, 'no_stream', told());
    await client.tombstoneStream(stream, base);
    const deleted = { type: 'stream-deleted', code: 9 };
    expect(await failureOf(append(stream, 0n, told()))).toMatchObject(deleted);
    expect(await failureOf(read(stream))).toMatchObject(deleted);
    const shown = (await readAll(position!)).map(({ event }) => [
      event?.streamId,
      event?.type,
      event?.revision,
    ]);
    expect(shown).toContainEqual([stream, '$streamDeleted', TOMBSTONE_REVISION]);
  });

  it('lets a softly deleted stream begin anew, its revisions going on', async () => {
    const stream = newStream();
    const first = [told(), told()];
    await append(stream, 'no_stream', ...first);
    await client.deleteStream(stream, base);
    expect(await failureOf(read(stream))).toMatchObject({ type: 'stream-not-found' });
    expect(await append(stream, 'no_stream', ...first)).toMatchObject({
      nextExpectedRevision: 1n,
      position: undefined,
    });
    expect(await append(stream, 'no_stream', told())).toMatchObject({ nextExpectedRevision: 2n });
    expect((await read(stream)).map(({ event }) => event?.revision)).toEqual([2n]);
  });
}

describe('a scripted server behaves as was measured', () => {
  asMeasured(async () => {
    const server = await ScriptedEventStoreDb.start();
    return { url: server.url, dispose: () => server.dispose() };
  });

  it('tells the version that the script gives it, or that it knows none', async () => {
    const server = await ScriptedEventStoreDb.start();
    const versionOf = async () => {
      const client: unknown = Client.connectionString(server.url);
      const { serverVersion } = await (client as AskedForVersion).capabilities;
      return serverVersion;
    };
    server.version = '22.6.0';
    expect(await versionOf()).toBe('22.6.0');
    server.version = null;
    expect(await versionOf()).toBe('unknown');
    await server.dispose();
  });

  it('has no batch append, so that who takes that path by mistake fails', async () => {
    const server = await ScriptedEventStoreDb.start();
    const client = Client.connectionString(server.url);
    const { code } = (await client
      .appendToStream('task-1', told(), { expectedRevision: 'no_stream' })
      .catch((error) => error)) as { code: number };
    expect(code).toBe(UNIMPLEMENTED);
    expect(server.log.eventsOf('task-1')).toEqual([]);
    await client.dispose();
    await server.dispose();
  });
});

eventStoreDbServer.describe(`a real server behaves as was measured${eventStoreDbServer.absent}`, () => {
  asMeasured(async () => ({ url: eventStoreDbServer.url, dispose: async () => {} }));
});
