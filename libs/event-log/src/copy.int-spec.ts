import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyLog } from './copy.js';
import { openSqliteEventLog } from './engines/sqlite/sqlite-event-log.js';
import { verifyLog } from './engines/sqlite/verify-sqlite-log.js';
import { EventLogUnavailableError } from './errors.js';
import type { EventLog } from './port.js';
import { someEvent } from './testing/fixtures.js';

let folder: string;
const open: EventLog[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-copy-'));
});

afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, `${name}.db`);

function log(name: string): EventLog {
  const opened = openSqliteEventLog(path(name));
  open.push(opened);
  return opened;
}

/** Streams that grow in turns, with appends of one and of three events. */
async function filled(name: string, rounds: number): Promise<EventLog> {
  const made = log(name);
  for (let round = 0; round < rounds; round += 1) {
    const stream = `task-mau.${round % 7}`;
    const known = await made.readStream(stream);
    const count = round % 5 === 0 ? 3 : 1;
    await made.append(
      stream,
      known.length === 0 ? 'no-stream' : known.length - 1,
      Array.from({ length: count }, () => someEvent()),
    );
  }
  return made;
}

const digestOf = async (name: string) => (await verifyLog(path(name))).digest;

describe('copying a log', () => {
  it('copies every event to the byte, in its order', async () => {
    const source = await filled('a', 40);
    const target = log('b');
    const told: number[] = [];
    expect(await copyLog(source, target, (done) => told.push(done))).toEqual({ found: 0, copied: 56 });
    expect(told.at(-1)).toBe(56);
    expect(await digestOf('b')).toBe(await digestOf('a'));
  });

  it('goes on where it broke off', async () => {
    const source = await filled('a', 40);
    const target = log('b');
    let appends = 0;
    const failing = new Proxy(target, {
      get(log, property) {
        if (property === 'append') {
          return (...args: Parameters<EventLog['append']>) => {
            appends += 1;
            if (appends > 10) throw new EventLogUnavailableError('gone');
            return log.append(...args);
          };
        }
        const value = Reflect.get(log, property);
        return typeof value === 'function' ? value.bind(log) : value;
      },
    });
    await expect(copyLog(source, failing)).rejects.toThrow('gone');
    const { found, copied } = await copyLog(source, target);
    expect(found).toBeGreaterThan(0);
    expect(found + copied).toBe(56);
    expect(await digestOf('b')).toBe(await digestOf('a'));
    expect(await copyLog(source, target)).toEqual({ found: 56, copied: 0 });
  });

  it('copies what came since, and nothing twice', async () => {
    const source = await filled('a', 10);
    const target = log('b');
    await copyLog(source, target);
    await source.append('task-mau.moi', 'no-stream', [someEvent()]);
    expect(await copyLog(source, target)).toMatchObject({ copied: 1 });
    expect(await digestOf('b')).toBe(await digestOf('a'));
  });

  it('of nothing copies nothing', async () => {
    expect(await copyLog(log('a'), log('b'))).toEqual({ found: 0, copied: 0 });
  });

  it.each([
    [
      'holds another event',
      async (target: EventLog) => {
        await target.append('task-khac.1', 'no-stream', [someEvent()]);
      },
      /after 0 events that agree/,
    ],
    [
      'goes on where the source ends',
      async (target: EventLog, source: EventLog) => {
        await copyLog(source, target);
        await target.append('task-khac.1', 'no-stream', [someEvent()]);
      },
      /the target goes on and the source ends/,
    ],
  ])('refuses a target that %s, and writes nothing to it', async (_name, prepare, message) => {
    const source = await filled('a', 10);
    const target = log('b');
    await prepare(target, source);
    const before = await target.head();
    await expect(copyLog(source, target)).rejects.toThrow(message);
    expect(await target.head()).toBe(before);
  });
});
