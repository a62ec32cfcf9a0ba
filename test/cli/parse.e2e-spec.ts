import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const CLI = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));
const RUN_MS = 30_000;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function parse(args: readonly string[], input = ''): Run {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [CLI, 'parse', ...args], {
    input,
    encoding: 'utf8',
    timeout: RUN_MS,
  });
  if (error) throw error;
  return { code: status, stdout, stderr };
}

const linesOf = (output: string) => output.split('\n').filter((line) => line.trim() !== '');

/** Refused with one sentence for people, nothing printed, nothing of the code shown. */
function expectRefused({ code, stdout, stderr }: Run, ...said: string[]): void {
  expect([code, stdout]).toEqual([1, '']);
  for (const words of said) expect(stderr).toContain(words);
  expect(stderr).not.toMatch(/^\s+at |^error:/m);
}

beforeAll(() => {
  if (!existsSync(CLI)) {
    throw new Error('The command line is not built: run `npm test`, or `npm run build` before Jest.');
  }
});

describe('parse target', () => {
  it('prints a target as JSON and nothing else', () => {
    const { code, stdout, stderr } = parse(['target', 'top 5, phấn đấu top 3', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ direction: 'rank_at_most', target: 5, stretchTarget: 3 });
  });

  it('prints several as an array', () => {
    const { stdout } = parse(['target', '2.500 thông tin, 200 nhà cung cấp', '--json']);
    expect(JSON.parse(stdout)).toEqual([
      { direction: 'at_least', target: 2500, unit: 'thông tin' },
      { direction: 'at_least', target: 200, unit: 'nhà cung cấp' },
    ]);
  });

  it('says it in Vietnamese without --json', () => {
    const { code, stdout } = parse(['target', 'đến năm 2030 đạt trên 4.718,51 tỷ đồng']);
    expect(code).toBe(0);
    expect(linesOf(stdout)).toEqual(['Yêu cầu: phải hơn mức này', 'Mức: 4.718,51 tỷ đồng', 'Năm: 2030']);
  });

  it('takes a row that opens with a dash as the phrase, wherever the options stand', () => {
    const expected = { direction: 'at_least', target: 80, unit: '%' };
    expect(JSON.parse(parse(['target', '- Tối thiểu 80% hồ sơ', '--json']).stdout)).toEqual(expected);
    expect(JSON.parse(parse(['target', '--json', '– Tối thiểu 80% hồ sơ']).stdout)).toEqual(expected);
  });

  it('reads one phrase a line, of any line ending, and prints one JSON value a line', () => {
    const { code, stdout } = parse(['target', '-', '--json'], '3–5 nhóm\r\nsố 1.23\n\n100%');
    expect(code).toBe(0);
    expect(linesOf(stdout).map((line) => JSON.parse(line))).toEqual([
      { direction: 'range', target: 3, targetMax: 5, unit: 'nhóm' },
      { error: expect.stringContaining('số 1.23') },
      { error: expect.stringContaining('trống') },
      { direction: 'at_least', target: 100, unit: '%' },
    ]);
  });

  it('ends with 1 on a phrase that it does not understand, as a sentence or as JSON', () => {
    expectRefused(parse(['target', 'tối thiểu 80.5%']), 'tối thiểu 80.5%', 'viết không rõ');
    const { code, stdout } = parse(['target', 'tối thiểu 80.5%', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining('80.5') });
  });
});

describe('parse schedule', () => {
  it('counts a term from the day of issue', () => {
    const term = 'Trong 30 ngày kể từ ngày ban hành';
    const { stdout } = parse(['schedule', term, '--issued', '2026-01-31', '--json']);
    expect(JSON.parse(stdout)).toEqual({ kind: 'range', start: '2026-01-31', due: '2026-03-02' });
    expectRefused(parse(['schedule', term, '--year', '2026']), '--issued');
  });

  it('takes the year of issue where --year is not given', () => {
    const { stdout } = parse(['schedule', 'Quý I', '--issued', '2022-02-28', '--json']);
    expect(JSON.parse(stdout)).toEqual({ kind: 'quarter', start: '2022-01-01', due: '2022-03-31' });
    const other = parse(['schedule', 'Quý I', '--issued', '2022-02-28', '--year', '2023', '--json']);
    expect(JSON.parse(other.stdout)).toEqual({ kind: 'quarter', start: '2023-01-01', due: '2023-03-31' });
  });

  it('says it in Vietnamese without --json', () => {
    const { stdout } = parse(['schedule', 'Trình trong quý II/2026; triển khai hằng năm']);
    expect(linesOf(stdout)).toEqual([
      'Loại: nhiều mốc',
      'Từ ngày: 1/4/2026',
      'Hạn: 30/6/2026',
      'Mốc 1: Trình',
      '  Từ ngày: 1/4/2026',
      '  Hạn: 30/6/2026',
      'Mốc 2: triển khai',
      '  Lặp lại: hằng năm',
    ]);
  });

  it.each(['2026-02-30', '28/02/2026', '1999-12-31', 'hôm nay'])('refuses %j as the day of issue', (day) => {
    expectRefused(parse(['schedule', 'Quý I', '--issued', day, '--json']), '--issued', day);
  });

  it.each(['26', '1999', '2101', '2026.5', 'nay'])('refuses %j as the year', (year) => {
    expectRefused(parse(['schedule', 'Quý I', '--year', year, '--json']), '--year', year);
  });
});

describe('a wrong command line', () => {
  it.each([
    ['an option that is not there', ['target', '80%', '--year', '2026'], '“--year”'],
    ['an option without its value', ['schedule', 'Quý I', '--year'], 'thiếu giá trị'],
    ['no phrase', ['target'], 'thiếu cụm từ'],
    ['a phrase without quotes', ['target', 'tối', 'thiểu', '80%'], 'dấu nháy'],
    ['a kind of phrase that is not there', ['targets', '80%'], '“targets”'],
  ])('with %s is refused in Vietnamese', (_, args, said) => {
    expectRefused(parse(args), said);
  });
});
