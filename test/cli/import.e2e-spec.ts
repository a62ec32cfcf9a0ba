import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeXlsx, sourceText } from '#catalogue/testing';
import { cli } from '../support/processes.js';

const HEAD = 'STT;Nội dung nhiệm vụ;Cơ quan chủ trì;Sản phẩm;Thời gian;Kinh phí (triệu đồng)';
const FIRST = [
  HEAD,
  '1;Lập danh mục dữ liệu;Sở Tài chính;Danh mục;Quý I/2026;1.234,5',
  '2;Báo cáo;Sở Nội vục;Báo cáo;Tháng 6;',
];
const CORRECTED = [
  HEAD,
  '1;Lập danh mục dữ liệu;Sở Tài chính;Danh mục;Quý II/2026;1.234,5',
  '2;Báo cáo;Sở Nội vục;Báo cáo;Tháng 6;',
];

interface Task {
  readonly code: string;
  readonly section: string;
  readonly budgetMillionVnd?: number;
  readonly unknownLeadUnits?: readonly string[];
  readonly schedule: { readonly phrase: string; readonly due?: string };
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-import-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const run = (data: string, ...args: readonly string[]) =>
  cli(args, { env: { NQ57_DATA_DIR: join(folder, data) } });
const tasksOf = async (data: string, programme: string): Promise<readonly Task[]> =>
  JSON.parse((await run(data, 'tasks', '--programme', programme, '--json')).stdout);

describe('nq57 import', () => {
  it('looks without writing, not even an empty log', async () => {
    const path = file('a.csv', FIRST.join('\n'));
    const { code, stdout } = await run('look', 'import', path, '--year', '2026', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('2 dòng nhiệm vụ (0 dòng nhóm), 1 mục: tạo 2, sửa 0, giữ nguyên 0');
    expect(stdout).toContain('Kinh phí (không tính dòng nhóm): 1.234,5 triệu đồng.');
    expect(stdout).toMatch(/“Sở Nội vục”: chủ trì 2; gần nhất: Sở Nội vụ \(so-noi-vu\)/);
    expect(existsSync(join(folder, 'look'))).toBe(false);
  });

  it('asks before it writes, and writes nothing where nobody can answer', async () => {
    const { code, stderr } = await run('asked', 'import', file('b.csv', FIRST.join('\n')), '--year', '2026');
    expect(code).toBe(1);
    expect(stderr).toContain('--yes');
    expect(await run('asked', 'overview', '--programme', 'b')).toMatchObject({ code: 1 });
  });

  it('writes, keeps what is the same and amends what was corrected', async () => {
    const args = ['--programme', 'kh-57-2026', '--year', '2026', '--yes'];
    const first = await run('real', 'import', file('c.csv', FIRST.join('\n')), ...args, '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({ isNew: true, created: 2, changed: 0, kept: 0 });
    const told = ['--unit', 'Sở Nội vục=so-noi-vu', '--document', '60/KH-UBND'];
    const second = await run(
      'real',
      'import',
      file('c.csv', CORRECTED.join('\n')),
      ...args,
      ...told,
      '--json',
    );
    expect(JSON.parse(second.stdout)).toMatchObject({ isNew: false, created: 0, changed: 2, kept: 0 });
    expect(await tasksOf('real', 'kh-57-2026')).toMatchObject([
      { code: '1', budgetMillionVnd: 1234.5, schedule: { phrase: 'Quý II/2026', due: '2026-06-30' } },
      { code: '2', leadUnits: [{ id: 'so-noi-vu' }] },
    ]);
  });

  it('corrects single cells, as the preview names their rows', async () => {
    const path = file('o.csv', [HEAD, '1;Lập danh mục;Sở Tài chính;Danh mục;Quý V;một tỷ'].join('\n'));
    const args = ['import', path, '--programme', 'kh-o', '--year', '2026', '--yes'];
    const before = await run('cells', ...args);
    expect([before.code, before.stdout]).toEqual([1, expect.stringContaining('--cell')]);
    expect(before.stdout).toContain('tạo 0, sửa 0, giữ nguyên 0, không đọc được 1; ');
    const cells = ['schedule=Quý II/2026', 'budget=1.000', 'product=', 'note=Gấp'].flatMap((cell) => [
      '--cell',
      `dòng 2:${cell}`,
    ]);
    const { code, stdout } = await run('cells', ...args, ...cells);
    expect(code).toBe(0);
    expect(stdout).toContain('giữ nguyên 0; ');
    expect(stdout).toContain('  dòng 2, thời gian thực hiện, tệp ghi “Quý V”, sửa thành “Quý II/2026”\n');
    expect(stdout).toContain('  dòng 2, sản phẩm, tệp ghi “Danh mục”, bỏ trống\n');
    expect(stdout).toContain('  dòng 2, ghi chú, tệp không ghi, sửa thành “Gấp”\n');
    expect(await tasksOf('cells', 'kh-o')).toMatchObject([
      { code: '1', budgetMillionVnd: 1000, schedule: { due: '2026-06-30' } },
    ]);
    const wrong = await run('cells', ...args, '--cell', 'dòng hai:schedule=Quý II');
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('“Bảng 1, dòng 14:schedule=')]);
  });

  it.each([
    [
      'a formula where a date should stand',
      'd.xlsx',
      makeXlsx({
        sheets: [
          {
            name: 'PL',
            rows: [
              HEAD.split(';'),
              ['1', 'Lập kế hoạch', 'Sở Tài chính', '', { formula: 'TODAY()', value: 46000 }, ''],
            ],
          },
        ],
      }),
      /PL, dòng 2, cột “Thời gian”: ô có công thức/,
    ],
    [
      'two rows with one number',
      'e.csv',
      [HEAD, '1;Một;Sở Tài chính;;Quý I;', '1;Hai;Sở Tài chính;;Quý II;'].join('\n'),
      /dòng 3.*số “?1”?/,
    ],
    [
      'a phrase that nobody understands',
      'f.csv',
      [HEAD, '1;Một;Sở Tài chính;;Sớm nhất có thể;'].join('\n'),
      /dòng 2, cột “Thời gian”: Không hiểu/,
    ],
  ])('writes nothing of a file with %s', async (_name, name, content, said) => {
    const { code, stdout } = await run(
      `bad-${name}`,
      'import',
      file(name, content),
      '--year',
      '2026',
      '--yes',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(said);
    const programme = name.split('.')[0]!;
    expect(await run(`bad-${name}`, 'overview', '--programme', programme)).toMatchObject({ code: 1 });
  });

  it.each([
    ['a PDF by another name', 'g.docx', '%PDF-1.4\n', 'not-an-office-file'],
    ['an empty file', 'h.csv', '', 'file-empty'],
    ['a table without known headings', 'i.csv', 'a;b;c\n1;2;3', 'no-known-headings'],
  ])('refuses %s', async (_name, name, content, problem) => {
    const { code, stderr } = await run('refused', 'import', file(name, content), '--year', '2026', '--yes');
    expect([code, stderr]).toEqual([1, expect.stringContaining(`(${problem})`)]);
  });

  it('says by which options to tell what the file does not say', async () => {
    const unknown = await run('options', 'import', file('k.csv', 'a;b;c\n1;2;3'), '--year', '2026');
    expect(unknown.stderr).toContain('--map title=');
    const row = '1;Một;Sở Tài chính;;Quý I;';
    const yearless = await run('options', 'import', file('l.csv', [HEAD, row].join('\n')), '--dry-run');
    expect(yearless.stdout).toContain('hãy cho biết năm bằng --year');
  });

  it('takes the samples: a Word appendix, then the same corrected in Excel', async () => {
    const sample = (name: string) => fileURLToPath(new URL(`../../docs/samples/${name}`, import.meta.url));
    const first = await run(
      'samples',
      'import',
      sample('phu-luc-mau.docx'),
      '--programme',
      'kh-mau',
      '--yes',
    );
    expect(first.stdout).toContain('6 dòng nhiệm vụ (1 dòng nhóm), 2 mục: tạo 6');
    const second = await run(
      'samples',
      'import',
      sample('phu-luc-mau-sua.xlsx'),
      '--programme',
      'kh-mau',
      '--yes',
    );
    expect(second.stdout).toContain('tạo 1, sửa 2, giữ nguyên 4');
    const { stdout } = await run('samples', 'history', '--programme', 'kh-mau', '--task', '2');
    expect(stdout).toContain('Sửa theo văn bản 60/KH-UBND: kinh phí (triệu đồng) từ 1.450 thành 1.700.');
    const overview = JSON.parse((await run('samples', 'overview', '--programme', 'kh-mau', '--json')).stdout);
    expect(overview).toMatchObject({ tasks: 7, assignments: 0 });
  });

  it('shows a task of a catalogue with those that carry it out at other levels', async () => {
    const { stdout } = await run('nothing', 'tasks', '--programme', 'ctr-bcd-2026', '--json');
    const tasks = JSON.parse(stdout) as { code: string; carriedOutBy?: readonly object[] }[];
    expect(tasks.find(({ code }) => code === '10')?.carriedOutBy).toContainEqual({
      programme: 'kh-709-2026',
      task: '2.1',
    });
  });

  const plan = sourceText('001');
  plan.it(`takes the tab-separated plan as it is: 68 tasks in 10 sections${plan.absent}`, async () => {
    const { code } = await run('plan', 'import', plan.path, '--programme', 'kh-709', '--yes');
    expect(code).toBe(0);
    const tasks = await tasksOf('plan', 'kh-709');
    expect([tasks.length, new Set(tasks.map(({ section }) => section)).size]).toEqual([68, 10]);
    expect(JSON.stringify(tasks)).not.toMatch(/<p>|<ul/);
  });
});
