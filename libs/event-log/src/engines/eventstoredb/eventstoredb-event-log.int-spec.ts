import { expect, it } from '@jest/globals';
import type { PreparedEvent } from '../../engine.js';
import { InvalidPositionError, RevisionConflictError } from '../../errors.js';
import type { EventLog } from '../../port.js';
import { eventLogContract } from '../../testing/event-log-contract.js';
import { eventStoreDbServer } from '../../testing/eventstoredb-server.js';
import { SOME_INSTANT, someEvent, someStream, someUuid } from '../../testing/fixtures.js';
import { readConnectionString } from './connection.js';
import { openDriver } from './driver.js';
import { DriverKeeper } from './driver-keeper.js';
import { EventStoreDbEngine, openEventStoreDbEventLog } from './eventstoredb-event-log.js';
import { parsePosition, positionOf } from './positions.js';

const { url, absent, newPrefix, describe } = eventStoreDbServer;

describe(`against a server${absent}`, () => {
  eventLogContract('the EventStoreDB engine', async () => {
    const streamPrefix = newPrefix();
    const opened: EventLog[] = [];
    const open = () => {
      const log = openEventStoreDbEventLog(url, { streamPrefix });
      opened.push(log);
      return log;
    };
    const log = open();
    return {
      log,
      reopen: async () => {
        await log.close();
        return open();
      },
      second: async () => open(),
      dispose: async () => {
        for (const each of opened) await each.close();
      },
    };
  });

  it('keeps the very bytes of a text that serialising anew would change', async () => {
    const engine = new EventStoreDbEngine(
      () => new DriverKeeper(() => openDriver(readConnectionString(url))),
      {
        streamPrefix: newPrefix(),
      },
    );
    const stream = someStream();
    const texts = ['{ "b": 1.0, "a": "\\u0111" }', '{"b":1,"a":"đ"}', 'no JSON'];
    const events = texts.map((rawData, index): PreparedEvent => {
      const rawMetadata = `{ "recordedAt":"${SOME_INSTANT}", "n": ${index}.0 }`;
      return { id: someUuid(stream + index), type: 'Told', rawData, rawMetadata, recordedAt: SOME_INSTANT };
    });
    await engine.append(stream, 'no-stream', events);
    const stored = await engine.readAll(null, 10);
    expect(stored.map(({ rawData }) => rawData)).toEqual(texts);
    expect(stored.map(({ rawMetadata }) => rawMetadata)).toEqual(
      events.map(({ rawMetadata }) => rawMetadata),
    );
    await engine.close();
  });

  it('sees nothing of a log with another prefix, and refuses other data under ids after a restart', async () => {
    const streamPrefix = newPrefix();
    const [log, other] = [
      openEventStoreDbEventLog(url, { streamPrefix }),
      openEventStoreDbEventLog(url, { streamPrefix: newPrefix() }),
    ];
    const stream = someStream();
    const event = someEvent();
    await log.append(stream, 'no-stream', [event]);
    expect(await other.readAll(null, 10)).toEqual([]);
    expect(await other.head()).toBeNull();
    await log.close();
    const restarted = openEventStoreDbEventLog(url, { streamPrefix });
    const changed = { ...event, data: { percent: 99 } };
    await expect(restarted.append(stream, 'no-stream', [changed])).rejects.toBeInstanceOf(
      RevisionConflictError,
    );
    expect(await restarted.append(stream, 'no-stream', [event])).toMatchObject({ revision: 0 });
    await Promise.all([restarted.close(), other.close()]);
  });

  it('refuses a position between two events, or beyond the end', async () => {
    const log = openEventStoreDbEventLog(url, { streamPrefix: newPrefix() });
    const { position } = await log.append(someStream(), 'no-stream', [someEvent()]);
    const { commit } = parsePosition(position);
    for (const shift of [-1n, 1n, 1_000_000_000n]) {
      const place = String(BigInt(commit) + shift);
      const off = positionOf({ commit: place, prepare: place });
      await expect(log.readAll(off, 10)).rejects.toBeInstanceOf(InvalidPositionError);
    }
    await log.close();
  });
});
