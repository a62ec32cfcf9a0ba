import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const CLI = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));
const OF_PROGRAMME = ['--programme', 'ctr-bcd-2026'];
const SETUP_MS = 180_000;
/** The cut-off of August is past by then, and nobody has closed August yet. */
const UNTIL = '2026-09-08';

interface Period {
  readonly period: string;
  readonly status: string;
  readonly policy: string;
  readonly closes: readonly { readonly sha256: string }[];
}

interface Warning {
  readonly rule: string;
  readonly period: string;
  readonly course: readonly { readonly type: string; readonly at: string; readonly level?: number }[];
}

let folder: string;
let simulation: { readonly policyChangedOn: string; readonly outage: { readonly from: string } };

function nq57(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NQ57_DATA_DIR: folder },
    maxBuffer: 64 * 1024 * 1024,
  });
}

function json<Value>(...args: string[]): Value {
  const { status, stdout, stderr } = nq57(...args, '--json');
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as Value;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-month-end-'));
  simulation = json('simulate', ...OF_PROGRAMME, '--from', '2026-01-05', '--until', UNTIL);
}, SETUP_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('Eight simulated months', () => {
  it('had an outage and a change of policy, and each month its own policy', () => {
    expect([simulation.policyChangedOn, simulation.outage.from]).toEqual(['2026-06-15', expect.any(String)]);
    const policies = json<Period[]>('period', 'list', ...OF_PROGRAMME).map(({ period, policy }) => [
      period,
      policy,
    ]);
    expect(policies).toContainEqual(['2026-06', 'city-monthly']);
    expect(policies).toContainEqual(['2026-07', 'city-monthly-2']);
  });

  it('counted the working days of a warning over the days off of Tết', () => {
    const raised = json<Warning[]>(
      'warnings',
      ...OF_PROGRAMME,
      '--as-of',
      '2026-03-04',
      '--limit',
      '5000',
    ).filter(({ rule, period }) => rule === 'update-missing' && period === '2026-01');
    const climbs = raised.flatMap(({ course }) => course.filter(({ type }) => type === 'WarningEscalated'));
    expect(climbs.length).toBeGreaterThan(10);
    // Raised on Thursday 05/02 at 17:00: five worked days later is 12/02, ten are 26/02, as 14 to 22/02 are off.
    expect(new Set(climbs.map(({ at }) => at))).toEqual(
      new Set(['2026-02-12T10:00:00.000Z', '2026-02-26T10:00:00.000Z']),
    );
  });

  it('end with a close from the command line, whose list gives its hash and which is carried out once', () => {
    const august = () =>
      json<Period[]>('period', 'list', ...OF_PROGRAMME).find(({ period }) => period === '2026-08');
    expect(august()?.status).toBe('past-cut-off');
    const close = ['period', 'close', ...OF_PROGRAMME, '--period', '2026-08'];
    expect(nq57(...close).status).toBe(0);
    expect(nq57(...close).status).toBe(0);
    const closed = august();
    expect([closed?.status, closed?.closes.length]).toEqual(['closed', 1]);
    const list = nq57('period', 'show', ...OF_PROGRAMME, '--period', '2026-08', '--list').stdout;
    expect(createHash('sha256').update(list).digest('hex')).toBe(closed?.closes[0]?.sha256);
    expect(nq57('period', 'close', ...OF_PROGRAMME, '--period', '2026-09').status).not.toBe(0);
  });
});
