import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventLogConfig } from '#event-log';
import { eventStoreDbServer } from '#event-log/testing';
import type { Settings } from '../../apps/api/src/index.js';
import { settingsFor } from '../support/system.js';
import { type Layout, type Outcome, play } from './scenario.js';
import { countOf, differing, raisedTwice } from './warnings-in-log.js';

const SCENARIO_MS = 240_000;

function replicaOn(dataDir: string, sharedDir: string, log?: EventLogConfig): Settings {
  const settings = settingsFor(dataDir, ['http', 'projections', 'scheduler']);
  return { ...settings, sharedDir, eventLog: log ?? settings.eventLog };
}

function replicaCases(layoutIn: (root: string) => Layout): void {
  let root: string;
  let outcome: Outcome;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'nq57-replicas-'));
    outcome = await play(layoutIn(root), join(root, 'fresh'));
  }, SCENARIO_MS);

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** What was written since the preparation by others than the schedulers. */
  const commanded = ({ events, preparation: { head } }: Outcome) =>
    events
      .slice(events.findIndex(({ position }) => position === head) + 1)
      .filter(({ stream }) => !stream.startsWith('warning-'));

  it('lose no command: each one that was acknowledged stands once, with the very events that were told', () => {
    const { acknowledged, refused } = outcome.callers;
    const byCommand = Map.groupBy(commanded(outcome), ({ metadata }) => metadata.commandId);
    const standing = acknowledged.map(({ commandId }) => {
      const found = byCommand.get(commandId) ?? [];
      const { stream, revision, position } = found.at(-1) ?? {};
      return { commandId, stream, events: found.map(({ id }) => id), revision, position };
    });
    expect(standing).toEqual(acknowledged);
    expect(refused.filter((commandId) => byCommand.has(commandId))).toEqual([]);
  });

  it('write nothing that nobody was told of', () => {
    const { callers, preparation } = outcome;
    const told = new Set(callers.acknowledged.map(({ commandId }) => commandId));
    const beside = [preparation.office.account, preparation.callers[0]?.account];
    const untold = commanded(outcome).filter(
      ({ metadata: { commandId, actor } }) => !told.has(commandId) && !beside.includes(actor.id),
    );
    expect(untold).toEqual([]);
  });

  it('answer the same command alike, both of two commands, and one of two that demand the same revision', () => {
    const { flaws, pairs, refused } = outcome.callers;
    expect(flaws).toEqual([]);
    expect(Math.min(...Object.values(pairs))).toBeGreaterThan(0);
    expect(refused.length).toBe(pairs['one-revision']);
  });

  it('raise no warning twice', () => {
    expect(raisedTwice(outcome.written)).toEqual([]);
  });

  it('write, of warnings, what one scheduler alone would have written', () => {
    const { written, wanted, atKill } = outcome;
    expect(differing(written, wanted)).toEqual([]);
    expect(countOf(written)).toBe(countOf(wanted));
    expect(countOf(written)).toBeGreaterThan(atKill.wanted);
  });

  it('were under way, with requests unanswered and warnings unwritten, when one of them was killed', () => {
    const { callers, atKill, ends } = outcome;
    expect(atKill.written).toBeLessThan(atKill.wanted);
    expect(callers.unanswered).toBeGreaterThan(0);
    expect(ends).toEqual(['SIGTERM', 'SIGTERM', 'SIGTERM']);
  });

  it('leave a log that is whole, and read models that hash the same at its head and when they are rebuilt', () => {
    const { events, verified, rebuilt } = outcome;
    const wanted = {
      whole: true,
      problems: [],
      events: events.length,
      head: events.at(-1)?.position,
      tables: rebuilt,
    };
    expect(verified).toMatchObject([wanted, wanted]);
  });
}

describe('Two replicas on one SQLite log, with read models of its own each,', () => {
  replicaCases((root) => {
    const shared = join(root, 'shared');
    const preparation = replicaOn(join(root, 'prepared'), shared);
    const replicas = [
      replicaOn(join(root, 'first'), shared),
      replicaOn(join(root, 'second'), shared),
    ] as const;
    // The settings place the log in the data folder: there each has a link to the one log.
    const prepared = () => {
      for (const { dataDir } of replicas) {
        mkdirSync(dataDir);
        symlinkSync(join(preparation.dataDir, 'events.db'), join(dataDir, 'events.db'));
      }
    };
    return { preparation, replicas, prepared };
  });
});

describe('Two replicas in one data folder, on one SQLite log,', () => {
  replicaCases((root) => {
    const settings = replicaOn(join(root, 'data'), join(root, 'data'));
    return { preparation: settings, replicas: [settings, settings] };
  });
});

const { url, absent, newPrefix } = eventStoreDbServer;

eventStoreDbServer.describe(`Two replicas on one log of EventStoreDB${absent}`, () => {
  replicaCases((root) => {
    const log = { engine: 'eventstoredb', connectionString: url, streamPrefix: newPrefix() } as const;
    const on = (name: string) => replicaOn(join(root, name), join(root, 'shared'), log);
    return { preparation: on('prepared'), replicas: [on('first'), on('second')] };
  });
});
