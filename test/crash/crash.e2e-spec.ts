import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteEventLog, verifyLog } from '#event-log';

const CHILD = fileURLToPath(new URL('../../dist/test/crash/append-child.js', import.meta.url));
const LONG = process.env.NQ57_LONG === '1';
const ROUNDS = LONG ? 200 : 20;
const VERIFY_EVERY = 10;
const WRITERS = '6';
const LATEST_KILL_MS = 250;
const ROUND_LIMIT_MS = 10_000;
const SEED = Number(process.env.NQ57_SEED ?? Date.now() % 1_000_000);

/** Numbers in [0, 1) that a seed settles (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Acknowledgement {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}

describe('an event log whose writer is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nq57-crash-'));
  const path = join(folder, 'events.sqlite');
  const random = seededRandom(SEED);
  let acknowledged = 0;

  beforeAll(() => {
    if (!existsSync(CHILD)) throw new Error(`${CHILD} is missing: build first (npm run build)`);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** Lets a child append, kills it after a while. Its words go to a file: what it wrote there outlives it. */
  async function appendAndKill(round: number): Promise<Acknowledgement[]> {
    const output = join(folder, `acknowledged.${round}`);
    const file = openSync(output, 'w');
    const child = spawn(process.execPath, [CHILD, path, String(round), WRITERS], {
      stdio: ['ignore', file, 'inherit'],
    });
    const ended = new Promise<string | null>((resolve, reject) => {
      child.on('exit', (_, signal) => resolve(signal));
      child.on('error', reject);
    });
    closeSync(file);
    // Some are killed while they open the log, the most while they append.
    if (random() < 0.9) await Promise.race([ended, firstWords(output)]);
    await pause(random() * LATEST_KILL_MS);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    const wholeLines = readFileSync(output, 'utf8').split('\n').slice(0, -1);
    return wholeLines.map((line) => {
      const [stream, revision, id] = line.split(' ');
      return { stream: stream!, revision: Number(revision), id: id! };
    });
  }

  async function firstWords(output: string): Promise<void> {
    while (readFileSync(output).length === 0) await pause(5);
  }

  /** Every acknowledged append stands where it was said to stand. */
  async function findAll(acknowledgements: readonly Acknowledgement[]): Promise<void> {
    const log = openSqliteEventLog(path);
    try {
      for (const { stream, revision, id } of acknowledgements) {
        const [event] = await log.readStream(stream, { from: revision, limit: 1 });
        expect(event).toMatchObject({ stream, revision, id });
      }
    } finally {
      await log.close();
    }
  }

  it(
    `holds every acknowledged event once and in order through ${ROUNDS} kills (seed ${SEED})`,
    async () => {
      for (let round = 1; round <= ROUNDS; round += 1) {
        const acknowledgements = await appendAndKill(round);
        await findAll(acknowledgements);
        acknowledged += acknowledgements.length;
        if (round % VERIFY_EVERY === 0) {
          const report = await verifyLog(path);
          expect(report).toMatchObject({ whole: true, problems: [] });
          expect(report.events).toBeGreaterThanOrEqual(acknowledged);
        }
      }
      // A child killed too early acknowledges nothing; a test in which all were would prove nothing.
      expect(acknowledged).toBeGreaterThan(ROUNDS);
    },
    ROUNDS * ROUND_LIMIT_MS,
  );
});
