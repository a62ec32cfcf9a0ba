import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TaskReconciliation } from '#responsibility';
import { cli } from '../support/processes.js';

const PROGRAMME = 'ctr-bcd-2026';
const UNIVERSITY = 'truong-dai-hoc-hai-phong';
/** Led by the five universities. */
const TASK = '28';

let folder: string;

const run = (...args: readonly string[]) => cli(args, { env: { NQ57_DATA_DIR: folder } });
const reconcile = (...more: readonly string[]) =>
  run('reconcile', '--programme', PROGRAMME, '--task', TASK, ...more);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-reconcile-'));
  const simulated = await run(
    ...['simulate', '--programme', PROGRAMME, '--from', '2026-01-05', '--until', '2026-02-06'],
  );
  expect(simulated.code).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('nq57 reconcile', () => {
  it('prints the task and each of its assignments, a line a month, and says that it is simulated', async () => {
    const { code, stdout } = await reconcile();
    expect(code).toBe(0);
    const [banner, head] = stdout.split('\n');
    expect(banner).toBe('DỮ LIỆU MÔ PHỎNG');
    expect(head).toMatch(/^Đối chiếu nhiệm vụ 28, tính đến 06\/02\/2026 /);
    expect(stdout).toContain('Cả nhiệm vụ (tiến độ là trung bình các đơn vị đã nêu)');
    expect(stdout.match(/^Kỳ .*Giải ngân \(đồng\).*Công nhận$/gm)).toHaveLength(6);
    expect(stdout.match(/^01\/2026 /gm)).toHaveLength(6);
  });

  it('prints one unit’s part alone, also as JSON, as of a day', async () => {
    const { stdout } = await reconcile('--unit', UNIVERSITY, '--as-of', '2026-01-06', '--json');
    const { assignments, months } = JSON.parse(stdout) as TaskReconciliation;
    expect(months).toStrictEqual([]);
    expect(assignments.map(({ unit }) => unit)).toStrictEqual([UNIVERSITY]);
    expect(assignments[0]?.months.map(({ period, progress }) => [period, progress.outcome])).toStrictEqual([
      ['2026-01', 'not-yet-due'],
    ]);
  });

  it('names what it doesn’t know, and a day that is none', async () => {
    const unknown = await reconcile('--unit', 'so-tai-chinh');
    expect([unknown.code, unknown.stderr]).toStrictEqual([
      1,
      expect.stringContaining('assignment-not-found'),
    ]);
    const noDay = await reconcile('--as-of', '31/01/2026');
    expect([noDay.code, noDay.stderr]).toStrictEqual([1, expect.stringContaining('invalid-date')]);
  });
});
