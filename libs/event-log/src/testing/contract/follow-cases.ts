import { expect } from '@jest/globals';
import { RevisionConflictError } from '../../errors.js';
import type { EventLog } from '../../port.js';
import { readEverything, someEvent, someEvents, someStream } from '../fixtures.js';
import { withMangledHints } from '../mangled-hints.js';
import { type ContractCase, collectUntilEnd, END_MARK, secondOf } from './harness.js';

const WRITERS = 8;
const APPENDS_PER_WRITER = 20;
const OFTEN = { pollMs: 5, pageSize: 3 };

const endFollowing = (log: EventLog) =>
  log.append(someStream(), 'no-stream', [someEvent({ type: END_MARK })]);

/** Appends at whatever revision the stream has, as often as it takes. */
async function appendSomewhere(log: EventLog, stream: string): Promise<void> {
  const [last] = await log.readStream(stream, { direction: 'backwards', limit: 1 });
  try {
    await log.append(stream, last?.revision ?? 'no-stream', [someEvent()]);
  } catch (error) {
    if (!(error instanceof RevisionConflictError)) throw error;
    await appendSomewhere(log, stream);
  }
}

/** Many writers at once: each on a stream of its own, and all on one that they share. */
async function writeConcurrently(logs: readonly EventLog[]): Promise<void> {
  const shared = someStream();
  const write = async (_: unknown, writer: number) => {
    const log = logs[writer % logs.length]!;
    const own = someStream();
    for (let append = 0; append < APPENDS_PER_WRITER; append += 1) {
      await appendSomewhere(log, append % 2 === 0 ? own : shared);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}

/** Follows from the middle of the past into what is written meanwhile; every event must come once, in order. */
async function followPastIntoLive(followed: EventLog, writer: EventLog): Promise<void> {
  await writer.append(someStream(), 'no-stream', someEvents(4));
  const start = await writer.head();
  await writer.append(someStream(), 'no-stream', someEvents(10));
  const following = collectUntilEnd(followed, start, OFTEN);
  for (let append = 0; append < 10; append += 1) {
    await writer.append(someStream(), 'no-stream', someEvents((append % 4) + 1));
    if (append % 3 === 0) await new Promise(setImmediate);
  }
  await endFollowing(writer);
  expect(await following).toEqual(await readEverything(writer, start));
}

export const followCases = {
  'follows from the past into what comes, without gap or repeat': async ({ log }) => {
    await followPastIntoLive(log, log);
  },

  'misses nothing when every hint is lost': async ({ log }) => {
    await followPastIntoLive(withMangledHints(log, 'lost'), log);
  },

  'repeats nothing when hints come twice, late and for nothing': async ({ log }) => {
    await followPastIntoLive(withMangledHints(log, 'doubled'), log);
  },

  'shows a live reader every event of eight concurrent writers once, in the order of the log': async ({
    log,
  }) => {
    const start = await log.head();
    const following = collectUntilEnd(log, start, OFTEN);
    await writeConcurrently([log]);
    await endFollowing(log);
    const delivered = await following;
    expect(delivered).toHaveLength(WRITERS * APPENDS_PER_WRITER + 1);
    expect(delivered).toEqual(await readEverything(log, start));
  },

  'hints to its listeners that there is more, until they stop listening': async ({ log }) => {
    let stop = () => {};
    const hinted = new Promise<void>((resolve) => {
      stop = log.onAppended(resolve);
    });
    await log.append(someStream(), 'no-stream', [someEvent()]);
    await hinted;
    stop();
    let hints = 0;
    log.onAppended(() => {
      hints += 1;
    })();
    await log.append(someStream(), 'no-stream', [someEvent()]);
    await new Promise(setImmediate);
    expect(hints).toBe(0);
  },

  'lets a second connection see and follow what the first one writes': async (harness) => {
    const second = await secondOf(harness)();
    await followPastIntoLive(second, harness.log);
    const stream = someStream();
    await harness.log.append(stream, 'no-stream', [someEvent()]);
    expect((await second.append(stream, 0, [someEvent()])).revision).toBe(1);
    expect(await harness.log.readStream(stream)).toEqual(await second.readStream(stream));
  },

  'shows a live reader every event of writers on two connections once, in order': async (harness) => {
    const second = await secondOf(harness)();
    const start = await harness.log.head();
    const following = [collectUntilEnd(harness.log, start, OFTEN), collectUntilEnd(second, start, OFTEN)];
    await writeConcurrently([harness.log, second]);
    await endFollowing(second);
    const written = await readEverything(harness.log, start);
    expect(written).toHaveLength(WRITERS * APPENDS_PER_WRITER + 1);
    expect(await Promise.all(following)).toEqual([written, written]);
  },
} satisfies Record<string, ContractCase>;
