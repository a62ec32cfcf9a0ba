import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { type EventLog, openEventLog, type RecordedEvent } from '#event-log';
import { someEvent } from '#event-log/testing';
import type { ReadModel } from './read-model.js';
import { ForeignRowsError, ReadModels, type ReadModelsOptions } from './read-models.js';
import { inserter } from './table-sql.js';

const seen = sqliteTable('test_seen', {
  id: text('id').primaryKey(),
  stream: text('stream').notNull(),
  revision: integer('revision').notNull(),
});

/** Writes a row for each event, and throws where it is told to. */
const seenReadModel = (version = 1, failsOn: () => string | null = () => null): ReadModel => ({
  name: 'seen',
  version,
  tables: [seen],
  handlers: (db) => {
    const insert = inserter(db, seen);
    return {
      SomethingHappened: ({ id, stream, revision }: RecordedEvent) => {
        insert({ id, stream, revision });
        if (stream === failsOn()) throw new Error(`no row for ${stream}`);
      },
    };
  },
});

let folder: string;
let log: EventLog;
const opened: ReadModels[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-projections-'));
  log = openEventLog({ engine: 'sqlite', path: join(folder, 'events.db') });
});

afterEach(async () => {
  for (const one of opened.splice(0)) one.close();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(model: ReadModel = seenReadModel(), options: Partial<ReadModelsOptions> = {}): ReadModels {
  const readModels = new ReadModels({ folder, log, models: [model], ...options });
  readModels.open();
  opened.push(readModels);
  return readModels;
}

const PATIENCE_MS = 5_000;
const RETRY_MS = 5_000;
const TURNS = 50;
let streams = 0;

/** Appends events, each to a stream of its own. @returns the names of the streams */
async function append(count: number): Promise<string[]> {
  const names: string[] = [];
  for (let left = count; left > 0; left -= 1) {
    streams += 1;
    const stream = `thing-${streams}`;
    await log.append(stream, 'no-stream', [someEvent({ type: 'SomethingHappened' })]);
    names.push(stream);
  }
  return names;
}

const rowsOf = (readModels: ReadModels): string[] =>
  readModels.db.$client.prepare<[], string>('SELECT stream FROM test_seen').pluck().all();

const sorted = (names: readonly string[]) => [...names].sort();

describe('The read models', () => {
  it('hold a row for every event of the log, once, however often they catch up', async () => {
    const readModels = open();
    const names = await append(5);
    await readModels.catchUp();
    await readModels.catchUp();
    expect(sorted(rowsOf(readModels))).toEqual(sorted(names));
    expect(readModels.checkpoint()).toBe(await log.head());
  });

  it('keep neither rows nor checkpoint of a page whose handler throws', async () => {
    let bad: string | null = null;
    const readModels = open(seenReadModel(1, () => bad));
    const before = await append(2);
    await readModels.catchUp();
    const checkpoint = readModels.checkpoint();
    const after = await append(3);
    bad = after[1] ?? null;
    await expect(readModels.catchUp()).rejects.toThrow('no row for');
    expect(sorted(rowsOf(readModels))).toEqual(sorted(before));
    expect(readModels.checkpoint()).toBe(checkpoint);
    bad = null;
    await readModels.catchUp();
    expect(sorted(rowsOf(readModels))).toEqual(sorted([...before, ...after]));
  });

  it('stand still and say so when a handler throws while they follow; the process goes on', async () => {
    let bad: string | null = null;
    const failures: unknown[] = [];
    const readModels = open(
      seenReadModel(1, () => bad),
      { onFailure: (error) => failures.push(error) },
    );
    const [first] = await append(1);
    readModels.start();
    expect(await readModels.waitFor((await log.head())!, PATIENCE_MS)).toBe(true);
    const told = async () => {
      while (failures.length === 0) await new Promise(setImmediate);
    };
    bad = `thing-${streams + 1}`;
    await append(1);
    await told();
    expect(String(failures[0])).toContain(`no row for thing-${streams}`);
    expect(readModels.failure).toBe(failures[0]);
    expect(rowsOf(readModels)).toContain(first);
    expect(rowsOf(readModels)).not.toContain(`thing-${streams}`);
  });

  it('try again a little later when their file is busy or its disk full', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      let full = true;
      const readModels = open({
        ...seenReadModel(),
        handlers: (db) => ({
          SomethingHappened: (event: RecordedEvent) => {
            if (full) throw Object.assign(new Error('disk is full'), { code: 'SQLITE_FULL' });
            seenReadModel().handlers(db).SomethingHappened?.(event);
          },
        }),
      });
      const names = await append(1);
      readModels.start();
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise(setImmediate);
      expect([rowsOf(readModels), readModels.failure]).toEqual([[], undefined]);
      full = false;
      jest.advanceTimersByTime(RETRY_MS);
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise(setImmediate);
      expect(rowsOf(readModels)).toEqual(names);
    } finally {
      jest.useRealTimers();
    }
  });

  it('are refused where the log does not know their position: it was restored, or is another', async () => {
    const readModels = open();
    await append(3);
    await readModels.catchUp();
    await readModels.checkLog();
    const other = openEventLog({ engine: 'sqlite', path: join(folder, 'other.db') });
    const foreign = new ReadModels({ folder, log: other, models: [seenReadModel()] });
    foreign.open();
    opened.push(foreign);
    await expect(foreign.checkLog()).rejects.toThrow(ForeignRowsError);
    await expect(foreign.checkLog()).rejects.toThrow('delete read-models*');
    await other.close();
  });

  it('are fed once by two runners on one file, and each publishes every event', async () => {
    const [one, two] = [open(), open()];
    const published: string[][] = [[], []];
    for (const [index, readModels] of [one, two].entries()) {
      readModels.applied$.subscribe((events) => {
        for (const { stream } of events) published[index]?.push(stream);
      });
      readModels.start();
    }
    const names = await append(20);
    const head = await log.head();
    for (const readModels of [one, two]) {
      expect(head && (await readModels.waitFor(head, 5_000))).toBe(true);
    }
    const deadline = performance.now() + 5_000;
    while (published.some(({ length }) => length < names.length) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(published).toEqual([names, names]);
    expect(sorted(rowsOf(one))).toEqual(sorted(names));
  });

  it('are the same when rebuilt', async () => {
    const readModels = open();
    await append(30);
    await readModels.catchUp();
    const live = readModels.hashes();
    await readModels.rebuild();
    expect(readModels.hashes()).toEqual(live);
    expect(readdirSync(folder).filter((name) => /^read-models-.*\.db$/.test(name))).toHaveLength(1);
  });

  it('publish what came while they were rebuilt, once and in order', async () => {
    const readModels = open();
    readModels.start();
    const published: string[] = [];
    readModels.applied$.subscribe((events) => published.push(...events.map(({ stream }) => stream)));
    const before = await append(3);
    const rebuilt = readModels.rebuild();
    const during = await append(3);
    await rebuilt;
    const after = await append(3);
    const wanted = [...before, ...during, ...after];
    const deadline = performance.now() + 5_000;
    while (published.length < wanted.length && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(published).toEqual(wanted);
    expect(sorted(rowsOf(readModels))).toEqual(sorted(wanted));
  });

  it('of a changed version are built anew, and the old file serves until then', async () => {
    const old = open(seenReadModel(1));
    const names = await append(4);
    await old.catchUp();
    old.close();
    opened.splice(0);
    const upgraded = open(seenReadModel(2));
    expect(upgraded.outdated).toBe(true);
    expect(sorted(rowsOf(upgraded))).toEqual(sorted(names));
    const more = await append(1);
    await upgraded.catchUp();
    expect(upgraded.outdated).toBe(false);
    expect(sorted(rowsOf(upgraded))).toEqual(sorted([...names, ...more]));
  });

  it('are built from the log again when their files are deleted or damaged', async () => {
    const names = await append(4);
    for (const harm of ['deleted', 'damaged'] as const) {
      const readModels = open();
      await readModels.catchUp();
      readModels.close();
      opened.splice(0);
      for (const name of readdirSync(folder).filter((one) => one.startsWith('read-models'))) {
        if (harm === 'deleted') rmSync(join(folder, name));
        else if (name.endsWith('.db')) writeFileSync(join(folder, name), 'no database at all'.repeat(100));
      }
      const again = open();
      await again.catchUp();
      expect(sorted(rowsOf(again))).toEqual(sorted(names));
      again.close();
      opened.splice(0);
    }
    expect(existsSync(join(folder, 'read-models.json'))).toBe(true);
  });

  it('are waited for: true once the rows are there, false when they do not come in time', async () => {
    const readModels = open();
    await append(1);
    const head = await log.head();
    expect(head && (await readModels.waitFor(head, 60))).toBe(false);
    const waiting = head ? readModels.waitFor(head, 5_000) : Promise.resolve(false);
    await readModels.catchUp();
    expect(await waiting).toBe(true);
  });

  it('hash equally whatever order their rows were written in', async () => {
    const readModels = open();
    const insert = inserter(readModels.db, seen);
    const rows = ['a', 'b', 'c'].map((id, revision) => ({ id, stream: `thing-${id}`, revision }));
    for (const row of rows) insert(row);
    const { test_seen: forwards } = readModels.hashes();
    readModels.db.$client.exec('DELETE FROM test_seen');
    for (const row of rows.toReversed()) insert(row);
    expect(readModels.hashes().test_seen).toBe(forwards);
    readModels.db.$client.exec("UPDATE test_seen SET revision = 9 WHERE id = 'b'");
    expect(readModels.hashes().test_seen).not.toBe(forwards);
  });
});
