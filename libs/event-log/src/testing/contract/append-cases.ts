import { expect } from '@jest/globals';
import { ClockWentBackError, EventIdConflictError, RevisionConflictError } from '../../errors.js';
import { readEverything, someEvent, someEvents, someInstant, someStream, someUuid } from '../fixtures.js';
import { type ContractCase, expectRefused } from './harness.js';

const TOLERANCE_MS = 5_000;

export const appendCases = {
  'appends to a new stream and answers the place of the last event': async ({ log }) => {
    const stream = someStream();
    const result = await log.append(stream, 'no-stream', someEvents(3));
    const events = await log.readStream(stream);
    expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect(result).toEqual({ revision: 2, position: events[2]!.position });
  },

  'appends to a stream that stands at the expected revision': async ({ log }) => {
    const stream = someStream();
    await log.append(stream, 'no-stream', someEvents(2));
    expect((await log.append(stream, 1, someEvents(2))).revision).toBe(3);
    expect(await log.readStream(stream)).toHaveLength(4);
  },

  'refuses no-stream where the stream stands': async ({ log }) => {
    const stream = someStream();
    await log.append(stream, 'no-stream', [someEvent()]);
    await expectRefused(log, () => log.append(stream, 'no-stream', [someEvent()]), RevisionConflictError);
  },

  'refuses a revision that the stream has passed, and tells where it stands': async ({ log }) => {
    const stream = someStream();
    await log.append(stream, 'no-stream', someEvents(3));
    const append = () => log.append(stream, 1, [someEvent()]);
    await expectRefused(log, append, RevisionConflictError);
    await expect(append()).rejects.toMatchObject({ stream, expected: 1, actual: 2 });
  },

  'refuses a revision that the stream has not reached': async ({ log }) => {
    const stream = someStream();
    await log.append(stream, 'no-stream', [someEvent()]);
    await expectRefused(log, () => log.append(stream, 1, [someEvent()]), RevisionConflictError);
  },

  'refuses a revision where there is no stream': async ({ log }) => {
    const stream = someStream();
    const append = () => log.append(stream, 0, [someEvent()]);
    await expectRefused(log, append, RevisionConflictError);
    await expect(append()).rejects.toMatchObject({ actual: 'no-stream' });
  },

  'lets one of the concurrent appends at one revision win': async ({ log }) => {
    const stream = someStream();
    await log.append(stream, 'no-stream', [someEvent()]);
    const rivals = await Promise.allSettled(
      Array.from({ length: 8 }, () => log.append(stream, 0, [someEvent()])),
    );
    const refusals = rivals.filter((rival) => rival.status === 'rejected').map(({ reason }) => reason);
    expect(refusals).toHaveLength(7);
    for (const reason of refusals) expect(reason).toBeInstanceOf(RevisionConflictError);
    expect(await log.readStream(stream)).toHaveLength(2);
  },

  'lets a refused append disturb none of those sent with it': async ({ log }) => {
    const [first, second] = [someStream(), someStream()];
    const stood = someEvent();
    await log.append(someStream(), 'no-stream', [stood]);
    const outcomes = await Promise.allSettled([
      log.append(first, 'no-stream', [someEvent()]),
      log.append(first, 5, [someEvent()]),
      log.append(second, 'no-stream', [someEvent(), stood]),
      log.append(first, 0, [someEvent()]),
      log.append(second, 'no-stream', [someEvent()]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await log.readStream(first)).toHaveLength(2);
    expect(await log.readStream(second)).toHaveLength(1);
  },

  'answers an identical append repeated at once as the first time': async ({ log }) => {
    const stream = someStream();
    const events = someEvents(2);
    const append = () => log.append(stream, 'no-stream', events);
    const [first, together] = await Promise.all([append(), append()]);
    expect(together).toEqual(first);
    expect(await append()).toEqual(first);
    expect(await log.readStream(stream)).toHaveLength(2);
  },

  'answers an identical append repeated after later events as the first time': async ({ log }) => {
    const stream = someStream();
    const events = someEvents(2);
    await log.append(stream, 'no-stream', [someEvent()]);
    const first = await log.append(stream, 0, events);
    await log.append(stream, first.revision, someEvents(2));
    await log.append(someStream(), 'no-stream', [someEvent()]);
    const before = await readEverything(log);
    expect(await log.append(stream, 0, events)).toEqual(first);
    expect(await readEverything(log)).toEqual(before);
  },

  'knows a repeated append whose instant and correlation differ, and keeps the first': async ({ log }) => {
    const stream = someStream();
    const event = someEvent();
    const again = {
      ...event,
      metadata: { ...event.metadata, recordedAt: someInstant(-60_000), correlationId: someUuid('again') },
    };
    const first = await log.append(stream, 'no-stream', [event]);
    expect(await log.append(stream, 'no-stream', [again])).toEqual(first);
    expect((await log.readStream(stream)).map(({ metadata }) => metadata)).toEqual([event.metadata]);
  },

  'refuses the same ids with other data, at the same place and at the end': async ({ log }) => {
    const stream = someStream();
    const event = someEvent({ data: { percent: 40 } });
    const other = { ...event, data: { percent: 50 } };
    await log.append(stream, 'no-stream', [event]);
    await expectRefused(log, () => log.append(stream, 'no-stream', [other]), RevisionConflictError);
    await expectRefused(log, () => log.append(stream, 0, [other]), EventIdConflictError);
  },

  'refuses the same ids with another type': async ({ log }) => {
    const stream = someStream();
    const event = someEvent();
    await log.append(stream, 'no-stream', [event]);
    const other = { ...event, type: 'DirectiveIssued' };
    await expectRefused(log, () => log.append(stream, 'no-stream', [other]), RevisionConflictError);
  },

  'refuses a repeat that holds more than what stands': async ({ log }) => {
    const stream = someStream();
    const events = someEvents(2);
    await log.append(stream, 'no-stream', events);
    const longer = [...events, someEvent()];
    await expectRefused(log, () => log.append(stream, 'no-stream', longer), RevisionConflictError);
  },

  'refuses an id that stands in another stream, and none of that append stays': async ({ log }) => {
    const event = someEvent();
    await log.append(someStream(), 'no-stream', [event]);
    const append = () => log.append(someStream(), 'no-stream', [someEvent(), event]);
    await expectRefused(log, append, EventIdConflictError);
    await expect(append()).rejects.toMatchObject({ eventId: event.id });
  },

  'accepts recordedAt as far back as the tolerance, and refuses it further back': async ({ log }) => {
    const stream = someStream();
    const at = (milliseconds: number) => someEvent({ metadata: { recordedAt: someInstant(milliseconds) } });
    await log.append(stream, 'no-stream', [at(0)]);
    await log.append(stream, 0, [at(-TOLERANCE_MS)]);
    const append = () => log.append(stream, 1, [at(0), at(-TOLERANCE_MS - 1)]);
    await expectRefused(log, append, ClockWentBackError);
    await expect(append()).rejects.toMatchObject({ newest: someInstant(0) });
  },

  'refuses recordedAt that goes back beyond the tolerance within one append': async ({ log }) => {
    const at = (milliseconds: number) => someEvent({ metadata: { recordedAt: someInstant(milliseconds) } });
    const append = () => log.append(someStream(), 'no-stream', [at(60_000), at(0)]);
    await expectRefused(log, append, ClockWentBackError);
  },
} satisfies Record<string, ContractCase>;
