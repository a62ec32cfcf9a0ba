import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cli } from '../support/processes.js';

const PROGRAMME = ['--programme', 'ctr-bcd-2026'];
const SETUP_MS = 120_000;

let folder: string;

const run = (...args: readonly string[]) => cli(args, { env: { NQ57_DATA_DIR: folder } });

interface Overview {
  readonly asOf: string;
  readonly buckets: Readonly<Record<string, number>>;
}

const overview = async (...clocks: readonly string[]): Promise<Overview> =>
  JSON.parse((await run('overview', ...PROGRAMME, '--json', ...clocks)).stdout) as Overview;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-two-clocks-'));
  const { code } = await run('simulate', ...PROGRAMME, '--from', '2026-01-05', '--until', '2026-02-06');
  expect(code).toBe(0);
}, SETUP_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('nq57 at two clocks', () => {
  it('answers as it would have then: an overview of a day, known on that day, knows no later report', async () => {
    const [then, now] = [await overview('--as-known-at', '2026-01-15'), await overview()];
    expect([then.asOf, now.asOf]).toEqual(['2026-01-15', '2026-02-06']);
    expect(then.buckets).not.toEqual(now.buckets);
    expect(await overview('--as-of', '2026-01-15', '--as-known-at', '2026-01-15')).toEqual(then);
  });

  it('has both for a list that tells what is', async () => {
    const trail = async (...clocks: readonly string[]) =>
      (await run('trail', ...PROGRAMME, '--task', '28', '--json', ...clocks)).stdout;
    const [early, known, late] = [
      await trail('--as-of', '2026-01-10'),
      await trail('--as-known-at', '2026-01-10'),
      await trail(),
    ];
    expect(early).toBe(known);
    expect(early).not.toBe(late);
  });

  it.each([
    ['--as-known-at', '2026-02-07', 'as-of-in-future'],
    ['--as-known-at', '10/01/2026', 'invalid-instant'],
    ['--as-of', '10/01/2026', 'invalid-date'],
  ])('refuses %s %s (%s)', async (option, value, code) => {
    const answer = await run('trail', ...PROGRAMME, '--task', '28', option, value);
    expect([answer.code, answer.stderr]).toEqual([1, expect.stringContaining(code)]);
  });
});
