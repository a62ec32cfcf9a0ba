import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cli } from '../support/processes.js';

const PROGRAMME = 'ctr-bcd-2026';
const CODE = '1.2.1.(1)/1';
const PERIOD = '2026-03';

let folder: string;
let csv: string;

const nq57 = (...args: string[]) => cli(args, { env: { NQ57_DATA_DIR: folder } });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-sheet-'));
  csv = join(folder, 'so-lieu.csv');
  expect(await nq57('load', PROGRAMME)).toMatchObject({ code: 0 });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Fills one row of the sheet in, as a person does. */
function fill(value: string): void {
  const lines = readFileSync(csv, 'utf8').split('\r\n');
  const at = lines.findIndex((line) => line.startsWith(`${CODE};`));
  const cells = (lines[at] ?? '').split(';');
  lines[at] = [...cells.slice(0, -7), value, '', '', '31/03/2026', 'Báo cáo quý I', '', ''].join(';');
  writeFileSync(csv, lines.join('\r\n'));
}

describe('nq57 sheet', () => {
  it('gives out an empty sheet that can be read, in both kinds of file', async () => {
    for (const name of ['so-lieu.csv', 'so-lieu.xlsx']) {
      const out = join(folder, name);
      expect(
        await nq57('sheet', 'template', '--programme', PROGRAMME, '--period', PERIOD, '--out', out),
      ).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Đã ghi \d+ dòng vào /), stderr: '' });
      expect(await nq57('sheet', 'check', out)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^\d+ dòng, 0 dòng có số liệu, 0 lỗi\./),
      });
    }
    const { code, stderr } = await nq57(
      ...['sheet', 'template', '--programme', PROGRAMME, '--period', PERIOD, '--out', join(folder, 'a.pdf')],
    );
    expect([code, stderr]).toEqual([1, expect.stringContaining('.xlsx hoặc .csv')]);
  });

  it('names what is wrong by its cell, without any data, and ends with 1', async () => {
    fill('80.5');
    const checked = await nq57('sheet', 'check', csv);
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(/\n {2}I\d+ \(Giá trị\): Giá trị “80\.5” có thể hiểu nhiều cách/);
    const entered = await nq57('sheet', 'enter', csv, '--programme', PROGRAMME, '--confirm');
    expect([entered.code, entered.stdout]).toEqual([1, expect.stringContaining('1 dòng có lỗi')]);
  });

  it('shows what it would write, and writes it when it is confirmed', async () => {
    fill('40,5');
    const enter = (...more: string[]) => nq57('sheet', 'enter', csv, '--programme', PROGRAMME, ...more);
    expect(await enter()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/1 số liệu mới, 0 đính chính.*Chưa ghi gì/s),
    });
    expect(await enter('--confirm')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Đã ghi 1 số liệu mới, 0 đính chính.'),
    });
    const again = await enter('--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ counts: { new: 0, unchanged: 1 }, errors: [] });
  });
});
