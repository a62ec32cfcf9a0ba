import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { derivedId, SettableClock } from '#kernel';
import {
  type CommandEnvelope,
  CommandIdReusedError,
  executeCommand,
  PreconditionFailedError,
  readWholeStream,
} from './decider.js';
import { openEventLog } from './open.js';
import type { EventLog, RecordedEvent } from './port.js';

const STREAM = 'thing-1';
const clock = new SettableClock('2026-01-05T01:00:00.000Z');
const count = { initial: 0, evolve: (state: number, _event: RecordedEvent) => state + 1 };

let folder: string;
let log: EventLog;
let other: EventLog;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-decider-'));
  const path = join(folder, 'events.db');
  log = openEventLog({ engine: 'sqlite', path });
  other = openEventLog({ engine: 'sqlite', path });
});

afterEach(async () => {
  await log.close();
  await other.close();
  rmSync(folder, { recursive: true, force: true });
});

const envelope = (name: string, digest = 'd'): CommandEnvelope => ({
  commandId: derivedId(name),
  correlationId: derivedId(name),
  actor: { id: 'somebody', role: 'tester', unit: null },
  digest,
});

/** Carries a command out that writes the number of events that it found. */
function note(
  on: EventLog,
  name: string,
  { digest = 'd', demandedRevision = undefined as number | undefined } = {},
) {
  return executeCommand({
    log: on,
    clock,
    stream: STREAM,
    envelope: envelope(name, digest),
    state: count,
    decide: (found) => [{ type: 'FoundNoted', data: { found } }],
    demandedRevision,
  });
}

const found = async (on: EventLog) => (await readWholeStream(on, STREAM)).map(({ data }) => data.found);

describe('Carrying out a command', () => {
  it('decides on what the stream holds, also what another connection wrote since it was read last', async () => {
    await note(log, 'a');
    await note(other, 'b');
    await note(log, 'c');
    await note(other, 'd');
    expect(await found(log)).toEqual([0, 1, 2, 3]);
    expect(await found(other)).toEqual([0, 1, 2, 3]);
  });

  it('sent again answers as the first time and writes nothing, on whichever connection', async () => {
    const first = await note(log, 'a');
    await note(log, 'b');
    expect(await note(other, 'a')).toEqual({ ...first, repeated: true });
    expect(await found(log)).toEqual([0, 1]);
  });

  it('with an id that was used for something else is refused, on this stream or another', async () => {
    await note(log, 'a');
    await expect(note(log, 'a', { digest: 'other' })).rejects.toBeInstanceOf(CommandIdReusedError);
    const elsewhere = executeCommand({
      log,
      clock,
      stream: 'thing-2',
      envelope: envelope('a'),
      state: count,
      decide: () => [{ type: 'FoundNoted', data: {} }],
    });
    await expect(elsewhere).rejects.toBeInstanceOf(CommandIdReusedError);
    expect(await found(log)).toEqual([0]);
  });

  it('that demands another revision than the stream has is refused', async () => {
    await note(log, 'a');
    await note(other, 'b');
    await expect(note(log, 'c', { demandedRevision: 0 })).rejects.toBeInstanceOf(PreconditionFailedError);
    expect(await note(log, 'd', { demandedRevision: 1 })).toMatchObject({ revision: 2, repeated: false });
  });

  it('decides again when another came first', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((name, index) => note(index % 2 ? log : other, name)));
    expect(await found(log)).toEqual([0, 1, 2, 3]);
  });

  it('that finds nothing to do writes nothing', async () => {
    const result = await executeCommand({
      log,
      clock,
      stream: STREAM,
      envelope: envelope('a'),
      state: count,
      decide: () => [],
    });
    expect(result).toEqual({ revision: -1, position: null, eventIds: [], repeated: false });
    expect(await log.head()).toBeNull();
  });
});
