import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cli } from '../support/processes.js';

const PROGRAMME = 'ctr-bcd-2026';
const CODE = '1.2.1.(1)/1';

interface Judged {
  readonly code: string;
  readonly judgement: { readonly verdict: string; readonly why: string };
}

let folder: string;

const run = (...args: readonly string[]) => cli(args, { env: { NQ57_DATA_DIR: folder } });

/** The target is 95 %. */
const measure = (value: string, ...more: readonly string[]) =>
  run(
    ...['measure', '--programme', PROGRAMME, '--indicator', CODE, '--period', '2026-01', '--value', value],
    ...['--on', '2026-01-31', '--source', 'Báo cáo tháng 01', ...more],
  );

const judged = async (): Promise<Judged | undefined> => {
  const { stdout } = await run('judge', '--programme', PROGRAMME, '--json');
  return (JSON.parse(stdout) as readonly Judged[]).find(({ code }) => code === CODE);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-indicators-'));
  expect((await run('load', PROGRAMME)).code).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('nq57 measure and judge', () => {
  it('refuse a number that may be meant in two ways, and write nothing', async () => {
    const { code, stderr } = await measure('1,234.5');
    expect(code).toBe(1);
    expect(stderr).toContain('number-unclear');
    expect((await judged())?.judgement.verdict).toBe('cannot-be-judged');
  });

  it('record Vietnamese numbers and say how the indicator stands, and why', async () => {
    const first = await measure('96,5', '--numerator', '1.930', '--denominator', '2.000');
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toBe(
      `Đã ghi.\n${CODE}: đạt. Số liệu ngày 31/01/2026 là 96,5 %: đạt mục tiêu ít nhất 95 % của năm 2026.\n`,
    );
    const again = await measure('96,50', '--numerator', '1.930', '--denominator', '2.000');
    expect(again.stdout).toMatch(/^Số liệu này đã có: không có gì phải ghi\.\n/);
    expect((await judged())?.judgement.verdict).toBe('achieved');
  });

  it('print the list with the reasons and the rule', async () => {
    const { code, stdout } = await run('judge', '--programme', PROGRAMME);
    expect(code).toBe(0);
    expect(stdout).toContain('ít nhất 95 % (2026)');
    expect(stdout).toContain(
      '35 chỉ tiêu: đạt 1, đúng tiến độ 0, có nguy cơ 0, chậm so với lộ trình 0, chưa đánh giá được 34.',
    );
    expect(stdout).toContain('Quy tắc: Đạt khi số liệu không thấp hơn mục tiêu.');
  });

  it('print one with its path, targets, figures and the rule', async () => {
    const { code, stdout } = await run('judge', '--programme', PROGRAMME, '--indicator', CODE);
    expect(code).toBe(0);
    expect(stdout).toContain('Quy tắc: Đạt khi số liệu không thấp hơn mục tiêu.');
    expect(stdout).toMatch(/Lộ trình\n.*\n.*\n01\/01\/2026 +0\n31\/12\/2026 +95\n/);
    expect(stdout).toContain('ít nhất 95 %');
    expect(stdout).toMatch(/01\/2026 +96,5 +1\.930\/2\.000 +31\/01\/2026 +Báo cáo tháng 01 +đang dùng/);
  });

  it('take a unit’s figure, and print what all units come to with how many have reported', async () => {
    const rolledUp = '1.2.1.(4)/2';
    const measured = await run(
      ...['measure', '--programme', PROGRAMME, '--indicator', rolledUp, '--unit', 'phuong-hai-duong'],
      ...['--period', '2026-01', '--value', '80', '--numerator', '40', '--denominator', '50'],
      ...['--on', '2026-01-31', '--source', 'Báo cáo của phường', '--unit-of-measure', '%'],
    );
    expect(measured).toMatchObject({ code: 0, stderr: '' });
    expect(measured.stdout).toContain('là 80 % (114 đơn vị, 1 đã báo cáo)');
    const { stdout } = await run('judge', '--programme', PROGRAMME, '--indicator', rolledUp);
    expect(stdout).toMatch(/01\/2026 +80 % +40\/50 +1\/114 +0,8 % +–/);
    expect(stdout).toMatch(/Khuyết ở 01\/2026: .*phuong-/);
    const all = await run('judge', '--programme', PROGRAMME);
    expect(all.stdout).toMatch(/1\.2\.1\.\(4\)\/2 .* 1\/114 /);
  });

  it('refuse what is meant in another unit of measure', async () => {
    const { code, stderr } = await measure('50', '--unit-of-measure', 'người');
    expect(code).toBe(1);
    expect(stderr).toContain('unit-of-measure-differs');
  });
});
