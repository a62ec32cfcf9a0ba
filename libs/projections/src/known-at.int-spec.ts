import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { type EventLog, openEventLog, type RecordedEvent } from '#event-log';
import { someEvent } from '#event-log/testing';
import { SettableClock } from '#kernel';
import { asKnownAt, KnownAtClock, knownAt, readInstant } from './known-at.js';
import type { ReadModel } from './read-model.js';
import { ReadModels } from './read-models.js';
import { inserter } from './table-sql.js';

const things = sqliteTable('test_things', {
  id: text('id').primaryKey(),
  state: text('state').notNull(),
});

const lines = sqliteTable('test_lines', {
  id: text('id').primaryKey(),
  revision: integer('revision').notNull(),
});

/** A row that changes with each event and goes with the last, and a line for each event. */
const model = (change = 'UPDATE test_things SET state = ? WHERE id = ?'): ReadModel => ({
  name: 'things',
  version: 1,
  tables: [things, lines],
  appendOnly: [lines],
  handlers: (db) => {
    const insertThing = inserter(db, things);
    const insertLine = inserter(db, lines);
    const update = db.$client.prepare(change);
    const remove = db.$client.prepare('DELETE FROM test_things WHERE id = ?');
    return {
      SomethingHappened: ({ id, stream, revision, data }: RecordedEvent) => {
        const state = String(data.state);
        insertLine({ id, revision });
        if (revision === 0) insertThing({ id: stream, state });
        else if (state === 'gone') remove.run(stream);
        else update.run(state, stream);
      },
    };
  },
});

let folder: string;
let log: EventLog;
const opened: ReadModels[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-known-at-'));
  log = openEventLog({ engine: 'sqlite', path: join(folder, 'events.db') });
});

afterEach(async () => {
  for (const one of opened.splice(0)) one.close();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(one: ReadModel = model()): ReadModels {
  const readModels = new ReadModels({ folder, log, models: [one] });
  readModels.open();
  opened.push(readModels);
  return readModels;
}

const at = (second: number) => `2026-07-05T08:00:${String(second).padStart(2, '0')}.000Z`;

async function happens(stream: string, revision: number, state: string, second: number): Promise<void> {
  const event = someEvent({ type: 'SomethingHappened', data: { state } });
  await log.append(stream, revision === 0 ? 'no-stream' : revision - 1, [
    { ...event, metadata: { ...event.metadata, recordedAt: at(second) } },
  ]);
}

const statesOf = ({ db }: ReadModels): string[] =>
  db.$client.prepare<[], string>('SELECT state FROM test_things ORDER BY id').pluck().all();
const statesAt = (readModels: ReadModels, second: number) =>
  asKnownAt(at(second), () => statesOf(readModels));
const linesAt = (readModels: ReadModels, second: number) =>
  asKnownAt(at(second), () => readModels.db.select().from(lines).all().length);

describe('The rows as known at an instant', () => {
  it('are those that stood then: before the first, between changes, after a deletion', async () => {
    const readModels = open();
    await happens('thing-a', 0, 'begun', 10);
    await happens('thing-a', 1, 'half', 20);
    await happens('thing-b', 0, 'begun', 25);
    await happens('thing-a', 2, 'gone', 30);
    await readModels.catchUp();
    const seen = [9, 10, 19, 20, 25, 29, 30, 59].map((second) => [second, ...statesAt(readModels, second)]);
    expect(seen).toEqual([
      [9],
      [10, 'begun'],
      [19, 'begun'],
      [20, 'half'],
      [25, 'half', 'begun'],
      [29, 'half', 'begun'],
      [30, 'begun'],
      [59, 'begun'],
    ]);
    expect(statesOf(readModels)).toEqual(['begun']);
  });

  it('never show what stood for no time at all', async () => {
    const readModels = open();
    await happens('thing-a', 0, 'begun', 10);
    await happens('thing-a', 1, 'half', 10);
    await happens('thing-a', 2, 'whole', 20);
    await readModels.catchUp();
    expect([9, 10, 20].map((second) => statesAt(readModels, second))).toEqual([[], ['half'], ['whole']]);
  });

  it('are always the log up to one place, where a writer with a slow clock comes after a quick one', async () => {
    const readModels = open();
    await happens('thing-a', 0, 'quick', 14);
    await happens('thing-b', 0, 'slow', 11);
    await readModels.catchUp();
    expect([11, 13, 14].map((second) => statesAt(readModels, second))).toEqual([[], [], ['quick', 'slow']]);
  });

  it('are the same whether pages came one by one, at once, or from a rebuild', async () => {
    const live = open();
    for (let revision = 0; revision < 5; revision += 1) {
      await happens('thing-a', revision, `state ${revision}`, 10 + revision);
      await live.catchUp();
    }
    const hashes = live.hashes();
    const seen = [10, 12, 14].map((second) => statesAt(live, second));
    await live.rebuild();
    expect(live.hashes()).toEqual(hashes);
    expect([10, 12, 14].map((second) => statesAt(live, second))).toEqual(seen);
    expect(seen).toEqual([['state 0'], ['state 2'], ['state 4']]);
  });

  it('hash otherwise where only the past differs', async () => {
    const readModels = open();
    await happens('thing-a', 0, 'begun', 10);
    await happens('thing-a', 1, 'half', 20);
    await happens('thing-a', 2, 'whole', 30);
    await readModels.catchUp();
    const { test_things: before } = readModels.hashes();
    readModels.db.$client.exec(`UPDATE test_things__past SET state = 'never' WHERE state = 'half'`);
    expect(readModels.hashes().test_things).not.toBe(before);
  });

  it('can be asked at more instants than connections are kept, in any order', async () => {
    const readModels = open();
    for (let revision = 0; revision < 20; revision += 1) {
      await happens('thing-a', revision, `state ${revision}`, 10 + revision);
    }
    await readModels.catchUp();
    for (const second of [10, 29, 11, 28, 12, 27, 13, 26, 14, 25, 10, 29]) {
      expect(statesAt(readModels, second)).toEqual([`state ${second - 10}`]);
    }
  });

  it('take in what is applied later, until the log has gone beyond the instant', async () => {
    const readModels = open();
    await happens('thing-a', 0, 'begun', 10);
    await readModels.catchUp();
    const stamps = [asKnownAt(at(20), () => readModels.stamp())];
    expect(linesAt(readModels, 20)).toBe(1);
    await happens('thing-a', 1, 'half', 20);
    await readModels.catchUp();
    stamps.push(asKnownAt(at(20), () => readModels.stamp()));
    expect([linesAt(readModels, 20), statesAt(readModels, 20)]).toEqual([2, ['half']]);
    await happens('thing-a', 2, 'whole', 21);
    await readModels.catchUp();
    stamps.push(asKnownAt(at(20), () => readModels.stamp()));
    await happens('thing-a', 3, 'gone', 22);
    await readModels.catchUp();
    stamps.push(asKnownAt(at(20), () => readModels.stamp()));
    expect([linesAt(readModels, 20), statesAt(readModels, 20)]).toEqual([2, ['half']]);
    expect(new Set(stamps.slice(0, 3)).size).toBe(3);
    expect(stamps[3]).toBe(stamps[2]);
  });

  it('can only be read', async () => {
    const readModels = open();
    await happens('thing-a', 0, 'begun', 10);
    await readModels.catchUp();
    const write = () => asKnownAt(at(20), () => readModels.db.$client.exec('DELETE FROM main.test_things'));
    expect(write).toThrow('readonly');
    expect(statesOf(readModels)).toEqual(['begun']);
  });
});

describe('A table that is declared append-only', () => {
  it.each([
    ['changes', 'UPDATE test_lines SET revision = ? WHERE id = ?'],
    ['loses', 'DELETE FROM test_lines WHERE revision = ? OR 1 = 1 OR id = ?'],
  ])('refuses a projection that %s a row', async (_what, sql) => {
    const readModels = open(model(sql));
    await happens('thing-a', 0, 'begun', 10);
    await readModels.catchUp();
    await happens('thing-a', 1, '7', 20);
    const line = readModels.db.select().from(lines).get();
    const broken = () => readModels.db.$client.prepare(sql).run(7, line?.id ?? '');
    expect(broken).toThrow('test_lines is declared append-only');
    expect(readModels.db.select().from(lines).all()).toHaveLength(1);
  });
});

describe('The scope of an instant', () => {
  it('sets the clock and holds over what is waited for, and ends with its work', async () => {
    const clock = new KnownAtClock(new SettableClock(at(50)));
    const inside = await asKnownAt(at(20), async () => {
      await new Promise(setImmediate);
      return [clock.now(), knownAt()];
    });
    expect(inside).toEqual([at(20), at(20)]);
    expect([clock.now(), knownAt()]).toEqual([at(50), null]);
  });

  it('is read from a day, to its end, and from an instant with its offset', () => {
    const now = '2026-07-06T03:00:00.000Z';
    expect(readInstant('2026-07-05', 'to', now)).toBe('2026-07-05T16:59:59.999Z');
    expect(readInstant('2026-07-06', 'to', now)).toBe(now);
    expect(readInstant('2026-07-05T08:00:00+07:00', 'to', now)).toBe('2026-07-05T01:00:00.000Z');
  });

  it.each([
    ['2026-07-07', 'as-of-in-future'],
    ['2026-07-06T10:00:01+07:00', 'instant-in-future'],
    ['2026-07-05T08:00:00', 'invalid-instant'],
    ['2026-02-30', 'invalid-instant'],
    ['05/07/2026', 'invalid-instant'],
    ['', 'invalid-instant'],
  ])('refuses “%s” (%s)', (moment, code) => {
    expect(() => readInstant(moment, 'asKnownAt', '2026-07-06T03:00:00.000Z')).toThrow(
      expect.objectContaining({ code }) as unknown as Error,
    );
  });
});
