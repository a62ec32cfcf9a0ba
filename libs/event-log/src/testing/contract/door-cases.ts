import { expect } from '@jest/globals';
import { InvalidAppendError } from '../../errors.js';
import { MAX_APPEND_BYTES } from '../../guard.js';
import type { EventMetadata, EventToAppend, ExpectedRevision, JsonObject } from '../../port.js';
import { someEvent, someStream, someUuid } from '../fixtures.js';
import { type ContractCase, expectRefused } from './harness.js';

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

class Percent {
  readonly value = 40;
}

const [highSurrogate] = '😀';
const half = highSurrogate!.charAt(0);

/** Bodies that JSON would lose or change, and the place that the refusal names. */
const badBodies: readonly (readonly [place: string, body: unknown])[] = [
  ['events[0].data is not an object', null],
  ['events[0].data is not an object', [1]],
  ['events[0].data is not an object', 'text'],
  ['events[0].data.percent is undefined', { percent: undefined }],
  ['events[0].data.percent is NaN', { percent: Number.NaN }],
  ['events[0].data.percent is -Infinity', { percent: Number.NEGATIVE_INFINITY }],
  ['events[0].data.amount is a bigint', { amount: 1n }],
  ['events[0].data.due is a Date', { due: new Date(0) }],
  ['events[0].data.percent is a Percent', { percent: new Percent() }],
  ['events[0].data.units is a Set', { units: new Set(['a']) }],
  ['events[0].data.toJSON is a function', { toJSON: () => 1 }],
  ['events[0].data.kind is a symbol', { kind: Symbol('kind') }],
  ['events[0].data has a symbol as a key', { [Symbol('kind')]: 1 }],
  ['events[0].data.list has holes', { list: new Array(2) }],
  ['events[0].data.list[1].a is undefined', { list: [1, { a: undefined }] }],
  ['events[0].data["số liệu"].n is NaN', { 'số liệu': { n: Number.NaN } }],
  ['events[0].data.self', cyclic],
  ['events[0].data.list[0] holds a lone surrogate', { list: [half] }],
  ['holds a lone surrogate in its key', { [`a${half}`]: 1 }],
];

const badMetadata: readonly (readonly [place: string, change: Record<string, unknown>])[] = [
  ['actor is not an object', { actor: 'account-1' }],
  ['actor.id', { actor: { id: '', role: 'reporter', unit: null } }],
  ['actor.role', { actor: { id: 'account-1', role: 7, unit: null } }],
  ['actor.unit', { actor: { id: 'account-1', role: 'reporter', unit: '' } }],
  ['commandId', { commandId: null }],
  ['correlationId', { correlationId: '' }],
  ['recordedAt', { recordedAt: '2026-03-02T01:30:00Z' }],
  ['recordedAt', { recordedAt: '2026-03-02T08:30:00.000+07:00' }],
  ['recordedAt', { recordedAt: '2026-02-30T01:30:00.000Z' }],
  ['effectiveOn', { effectiveOn: '2026-02-29' }],
  ['effectiveOn', { effectiveOn: '02/03/2026' }],
  ['schemaVersion', { schemaVersion: 0 }],
  ['schemaVersion', { schemaVersion: 1.5 }],
  ['rule is undefined', { rule: undefined }],
];

const badStreams = [
  '',
  'task',
  'task-',
  'Task-1',
  'task-đ',
  'task--1',
  'task-a b',
  `task-${'a'.repeat(242)}`,
];
const badRevisions: unknown[] = [-1, 1.5, '0', 'any', null, undefined, Number.NaN];
const badIds = ['', '1', someUuid('upper case').toUpperCase(), `${someUuid('long')}0`];
const badTypes = ['', 'progressReported', 'Progress-Reported', 'Progress Reported', 'Đã', 'A'.repeat(101)];

const bytesOf = (event: EventToAppend) =>
  Buffer.byteLength(JSON.stringify(event.data)) + Buffer.byteLength(JSON.stringify(event.metadata));

/** An event of exactly so many bytes, most of them in letters of three bytes each. */
function eventOf(bytes: number): EventToAppend {
  const event = someEvent({ data: { text: '' } });
  const missing = bytes - bytesOf(event);
  return { ...event, data: { text: 'ế'.repeat(Math.floor(missing / 3)) + 'e'.repeat(missing % 3) } };
}

export const doorCases = {
  'refuses an append without events': async ({ log }) => {
    await expectRefused(log, () => log.append(someStream(), 'no-stream', []), InvalidAppendError, 'events');
  },

  'refuses stream names that are not a category and a name': async ({ log }) => {
    for (const stream of badStreams) {
      const append = () => log.append(stream, 'no-stream', [someEvent()]);
      await expectRefused(log, append, InvalidAppendError, `stream "${stream}"`);
    }
  },

  'accepts the longest stream name, with every sign that a name may hold': async ({ log }) => {
    const prefix = 'warning-a.B_c/d-';
    const stream = prefix + 'x'.repeat('warning-'.length + 241 - prefix.length);
    await log.append(stream, 'no-stream', [someEvent()]);
    expect(await log.readStream(stream)).toHaveLength(1);
  },

  'refuses expected revisions that are neither no-stream nor a revision': async ({ log }) => {
    for (const expected of badRevisions) {
      const append = () => log.append(someStream(), expected as ExpectedRevision, [someEvent()]);
      await expectRefused(log, append, InvalidAppendError, 'expected');
    }
  },

  'refuses ids that are no UUIDs in canonical form': async ({ log }) => {
    for (const id of badIds) {
      const append = () => log.append(someStream(), 'no-stream', [someEvent(), someEvent({ id })]);
      await expectRefused(log, append, InvalidAppendError, 'events[1].id');
    }
  },

  'refuses an id that is doubled within the append': async ({ log }) => {
    const event = someEvent();
    const append = () => log.append(someStream(), 'no-stream', [event, someEvent(), event]);
    await expectRefused(log, append, InvalidAppendError, 'events[2].id is doubled');
  },

  'refuses types that are not in PascalCase': async ({ log }) => {
    for (const type of badTypes) {
      const append = () => log.append(someStream(), 'no-stream', [someEvent({ type })]);
      await expectRefused(log, append, InvalidAppendError, 'events[0].type');
    }
  },

  'refuses bodies that JSON would lose or change, and names the place': async ({ log }) => {
    for (const [place, body] of badBodies) {
      const append = () => log.append(someStream(), 'no-stream', [someEvent({ data: body as JsonObject })]);
      await expectRefused(log, append, InvalidAppendError, place);
    }
  },

  'refuses metadata that lacks what every event must say, and names the place': async ({ log }) => {
    for (const [place, change] of badMetadata) {
      const event = someEvent({ metadata: change as Partial<EventMetadata> });
      const append = () => log.append(someStream(), 'no-stream', [event]);
      await expectRefused(log, append, InvalidAppendError, `events[0].metadata.${place}`);
    }
  },

  'accepts an append of exactly the size limit, in one event or in several': async ({ log }) => {
    const stream = someStream();
    await log.append(stream, 'no-stream', [eventOf(MAX_APPEND_BYTES)]);
    const parts = [eventOf(MAX_APPEND_BYTES / 2), eventOf(MAX_APPEND_BYTES / 2)];
    await log.append(stream, 0, parts);
    const stored = await log.readStream(stream);
    expect(stored.slice(1).map(({ data }) => data)).toEqual(parts.map(({ data }) => data));
  },

  'refuses an append of one byte over the size limit': async ({ log }) => {
    const append = (events: EventToAppend[]) => () => log.append(someStream(), 'no-stream', events);
    const over = [eventOf(MAX_APPEND_BYTES / 2), eventOf(MAX_APPEND_BYTES / 2 + 1)];
    await expectRefused(log, append([eventOf(MAX_APPEND_BYTES + 1)]), InvalidAppendError, '900001 bytes');
    await expectRefused(log, append(over), InvalidAppendError, '900001 bytes');
  },
} satisfies Record<string, ContractCase>;
