import { expect } from '@jest/globals';
import { EventLogUnavailableError, InvalidPositionError, InvalidReadError } from '../../errors.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../guard.js';
import { comparePositions, type JsonObject, type Position } from '../../port.js';
import { readEverything, someEvent, someEvents, someStream } from '../fixtures.js';
import type { ContractCase } from './harness.js';

const badLimits = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_PAGE_SIZE + 1];

export const readCases = {
  'reads a stream forwards and backwards, from any revision, in pages': async ({ log }) => {
    const stream = someStream();
    await log.append(stream, 'no-stream', someEvents(3));
    await log.append(someStream(), 'no-stream', [someEvent()]);
    await log.append(stream, 2, someEvents(4));
    const revisions = async (...[options]: [Parameters<typeof log.readStream>[1]?]) =>
      (await log.readStream(stream, options)).map(({ revision }) => revision);
    expect(await revisions()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(await revisions({ limit: 3 })).toEqual([0, 1, 2]);
    expect(await revisions({ from: 3, limit: 3 })).toEqual([3, 4, 5]);
    expect(await revisions({ from: 7 })).toEqual([]);
    expect(await revisions({ direction: 'backwards' })).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(await revisions({ direction: 'backwards', limit: 1 })).toEqual([6]);
    expect(await revisions({ direction: 'backwards', from: 3, limit: 2 })).toEqual([3, 2]);
    expect(await revisions({ direction: 'backwards', from: 0 })).toEqual([0]);
  },

  'reads nothing of a stream that does not exist': async ({ log }) => {
    expect(await log.readStream(someStream())).toEqual([]);
    expect(await log.readStream(someStream(), { direction: 'backwards' })).toEqual([]);
  },

  'reads a thousand events of a stream where no limit is named': async ({ log }) => {
    const stream = someStream();
    await log.append(stream, 'no-stream', someEvents(DEFAULT_PAGE_SIZE + 1));
    expect(await log.readStream(stream)).toHaveLength(DEFAULT_PAGE_SIZE);
    expect(await log.readStream(stream, { limit: MAX_PAGE_SIZE })).toHaveLength(DEFAULT_PAGE_SIZE + 1);
  },

  'refuses limits and starts that no page can have': async ({ log }) => {
    for (const limit of badLimits) {
      await expect(log.readStream(someStream(), { limit })).rejects.toBeInstanceOf(InvalidReadError);
      await expect(log.readAll(null, limit)).rejects.toBeInstanceOf(InvalidReadError);
    }
    await expect(log.readStream(someStream(), { from: -1 })).rejects.toBeInstanceOf(InvalidReadError);
  },

  'reads the whole log in the order of the appends, in pages, each event once': async ({ log }) => {
    const start = await log.head();
    const [first, second] = [someStream(), someStream()];
    const sent = [someEvents(3), someEvents(1), someEvents(3)] as const;
    await log.append(first, 'no-stream', sent[0]);
    await log.append(second, 'no-stream', sent[1]);
    const { position } = await log.append(first, 2, sent[2]);
    const ids: string[] = [];
    let after = start;
    for (;;) {
      const page = await log.readAll(after, 2);
      if (page.length === 0) break;
      expect(page.length).toBeLessThanOrEqual(2);
      ids.push(...page.map(({ id }) => id));
      after = page.at(-1)!.position;
    }
    expect(ids).toEqual(sent.flat().map(({ id }) => id));
    expect(after).toBe(position);
  },

  'gives positions that rise along the log, the last one being its head': async ({ log }) => {
    const start = await log.head();
    await log.append(someStream(), 'no-stream', someEvents(12));
    const positions = (await readEverything(log, start)).map(({ position }) => position);
    expect([...positions].sort(comparePositions)).toEqual(positions);
    expect(new Set(positions).size).toBe(12);
    expect(await log.head()).toBe(positions.at(-1));
    expect(await log.readAll(positions.at(-1)!, 1)).toEqual([]);
  },

  'gives the newest event of the whole log, whatever its stream': async ({ log }) => {
    const stream = someStream();
    await log.append(stream, 'no-stream', someEvents(11));
    expect(await log.latest()).toEqual((await log.readStream(stream)).at(-1));
    await log.append(someStream('task'), 'no-stream', [someEvent()]);
    const newest = (await readEverything(log)).at(-1)!;
    expect(await log.latest()).toEqual(newest);
    expect(await log.head()).toBe(newest.position);
  },

  'refuses a position that it never gave': async ({ log }) => {
    await log.append(someStream(), 'no-stream', [someEvent()]);
    for (const position of ['', 'somewhere', '-1', '1.5'] as Position[]) {
      await expect(log.readAll(position, 1)).rejects.toBeInstanceOf(InvalidPositionError);
    }
  },

  'returns Vietnamese text as it was sent, composed and decomposed': async ({ log }) => {
    const stream = someStream();
    const composed = 'Chuyển đổi số, Nghị quyết 57: “kịp thời” — đặc khu Bạch Long Vĩ'.normalize('NFC');
    const decomposed = composed.normalize('NFD');
    const data = { composed, decomposed, [composed]: 1, [decomposed]: 2 };
    await log.append(stream, 'no-stream', [someEvent({ data })]);
    const [event] = await log.readStream(stream);
    expect(event!.data).toEqual(data);
    expect(event!.data.composed).not.toBe(event!.data.decomposed);
    expect(Object.keys(event!.data)).toHaveLength(4);
  },

  'returns every kind of JSON value as it was sent': async ({ log }) => {
    const stream = someStream();
    const text =
      '{"b":1,"a":[],"__proto__":{"x":null},"n":[0.1,-1e-7,9007199254740991,1e300,true,{}],"s":"😀\\u0000\\u2028\\"\\\\/"}';
    const data = JSON.parse(text) as JsonObject;
    await log.append(stream, 'no-stream', [someEvent({ data: { ...data, zero: -0 } }), someEvent({ data })]);
    const [first, second] = await log.readStream(stream);
    expect(first!.data.zero).toBe(0);
    expect(second!.rawData).toBe(JSON.stringify(data));
    expect(JSON.stringify(second!.data)).toBe(JSON.stringify(data));
  },

  'returns ids, types and metadata as they were sent, fields of no standard included': async ({ log }) => {
    const stream = someStream();
    const extra = { rule: { id: 'task-overdue', version: 3 }, simulated: { seed: '57' } };
    const events = [someEvent(), someEvent({ type: 'WarningRaised', metadata: extra })];
    await log.append(stream, 'no-stream', events);
    const stored = await log.readStream(stream);
    expect(stored.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }))).toEqual(events);
    expect(stored.every((event) => event.stream === stream)).toBe(true);
  },

  'keeps the very text of a body over every way of reading it': async ({ log, reopen }) => {
    const start = await log.head();
    const stream = someStream();
    const events = [someEvent({ data: { z: 1, a: { y: 'ế'.normalize('NFD'), b: 2 } } }), someEvent()];
    await log.append(stream, 'no-stream', events);
    const sent = events.map(({ data, metadata }) => [JSON.stringify(data), JSON.stringify(metadata)]);
    const textsOf = (read: readonly { rawData: string; rawMetadata: string }[]) =>
      read.map(({ rawData, rawMetadata }) => [rawData, rawMetadata]);
    expect(textsOf(await log.readStream(stream))).toEqual(sent);
    expect(textsOf(await log.readStream(stream, { direction: 'backwards' })).reverse()).toEqual(sent);
    expect(textsOf(await log.readAll(start, 10))).toEqual(sent);
    expect(textsOf(await (await reopen()).readStream(stream))).toEqual(sent);
  },

  'keeps every event over close and reopen, and goes on from there': async ({ log, reopen }) => {
    const start = await log.head();
    const stream = someStream();
    await log.append(stream, 'no-stream', someEvents(5));
    const before = await readEverything(log, start);
    const again = await reopen();
    expect(await readEverything(again, start)).toEqual(before);
    expect(await again.head()).toBe(before.at(-1)!.position);
    expect((await again.append(stream, 4, [someEvent()])).revision).toBe(5);
  },

  'lets the appends under way finish before it closes, and refuses what comes after': async (harness) => {
    const stream = someStream();
    const underWay = harness.log.append(stream, 'no-stream', someEvents(2));
    const again = await harness.reopen();
    expect((await underWay).revision).toBe(1);
    expect(await again.readStream(stream)).toHaveLength(2);
    const { log } = harness;
    await expect(log.append(stream, 1, [someEvent()])).rejects.toBeInstanceOf(EventLogUnavailableError);
    await expect(log.readStream(stream)).rejects.toBeInstanceOf(EventLogUnavailableError);
    await expect(log.readAll(null, 1)).rejects.toBeInstanceOf(EventLogUnavailableError);
    await expect(log.head()).rejects.toBeInstanceOf(EventLogUnavailableError);
    await expect(log.latest()).rejects.toBeInstanceOf(EventLogUnavailableError);
  },
} satisfies Record<string, ContractCase>;
