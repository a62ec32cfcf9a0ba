import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configFolder } from '#catalogue';
import { cli } from '../support/processes.js';

const WIDTH = 100;
const DECISION = 'qd-32-skhcn-2022';

/** What stands in the report of the five, in this order. */
const REPORT = [
  'KIỂM TRA DANH MỤC NHIỆM VỤ, CHỈ TIÊU',
  '5 chương trình, 333 nhiệm vụ (trong đó 11 dòng nhóm), 184 chỉ tiêu.',
  '1. TỔNG HỢP',
  '[5] qd-32-skhcn-2022          142    11        83  56.972,91  16.149,00     40.823,91',
  '2. MÂU THUẪN, PHẢI XỬ LÝ',
  'Một việc, hai thời hạn (1)',
  '[1]   Hai thời hạn lệch nhau 244 ngày. Tên giống nhau 79 %.',
  '      kh-709-2026 · 10.2                            │ ctr-skhcn-2026 · II.2',
  '      → “Tháng 11/2026” (hạn 30/11/2026)            │',
  '│ → “tháng 3 năm 2026” (hạn 31/03/2026)',
  'Một việc ở hai đơn vị, kinh phí tính hai lần (18)',
  'qd-32-skhcn-2022: 18 việc, tính thừa 16.149,00 triệu đồng.',
  'Kinh phí của hai việc bị đổi chỗ (1)',
  '      → 530,00 triệu đồng; “Thường xuyên”           │ → 230,00 triệu đồng; “Thường xuyên”',
  '3. CẦN LÀM RÕ',
  '4. LƯU Ý',
  '5. “6 RÕ”',
  '- rõ thẩm quyền: Không kiểm tra được',
  '- không có đơn vị chủ trì, 1/30: III.14',
  'qd-32-skhcn-2022: 131 nhiệm vụ (không kể 11 dòng nhóm)',
  '- không có sản phẩm, 32/131: PL1/8, PL4/7.1',
  '- không có thời gian, 3/131: PL4/8.6, PL7/2, PL10/7.6',
];

describe('nq57 catalogue check', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nq57-check-'));
    cpSync(configFolder(), folder, { recursive: true });
    const path = join(folder, 'catalogues', 'ctr-bcd-2026.yaml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('schedule: 12/2026', 'schedule: lúc nào cũng được'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('prints the report, at most 100 columns wide and in NFC, and ends with 0', async () => {
    const { code, stdout, stderr } = await cli(['catalogue', 'check']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    let rest = stdout;
    for (const expected of REPORT) {
      expect(rest).toContain(expected);
      rest = rest.slice(rest.indexOf(expected) + expected.length);
    }
    expect(stdout.split('\n').filter((line) => [...line].length > WIDTH)).toEqual([]);
    expect(stdout.normalize('NFC')).toBe(stdout);
  });

  it('prints with --json only JSON: programmes with their sums, findings with both places', async () => {
    const { code, stdout } = await cli(['catalogue', 'check', '--json', DECISION]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      programmes: [
        {
          id: DECISION,
          tasks: 142,
          groups: 11,
          indicators: 83,
          budgetMillionVnd: 56_972.91,
          countedTwice: { jobs: 18, amountMillionVnd: 16_149 },
          netBudgetMillionVnd: 40_823.91,
        },
      ],
      clarity: expect.arrayContaining([expect.objectContaining({ name: 'rõ thẩm quyền', kinds: [] })]),
      findings: expect.arrayContaining([
        expect.objectContaining({
          kind: 'swapped-budgets',
          severity: 'high',
          sides: [
            expect.objectContaining({
              code: 'PL4/8.1',
              at: expect.stringMatching(/^qd-32-skhcn-2022\.yaml:\d+$/),
            }),
            expect.objectContaining({ code: 'PL10/7.2' }),
            expect.objectContaining({ code: 'PL4/8.2' }),
            expect.objectContaining({ code: 'PL10/7.1' }),
          ],
        }),
      ]),
    });
  });

  it('compares those named with one another and with no others', async () => {
    const { stdout } = await cli(['catalogue', 'check', '--json', 'ctr-skhcn-2026', 'kh-709-2026']);
    const { programmes, findings } = JSON.parse(stdout) as {
      programmes: { id: string }[];
      findings: { kind: string; sides: { programme: string; code: string }[] }[];
    };
    expect(programmes.map(({ id }) => id)).toEqual(['ctr-skhcn-2026', 'kh-709-2026']);
    expect(findings[0]).toMatchObject({ kind: 'two-deadlines', sides: [{ code: '10.2' }, { code: 'II.2' }] });
    expect(new Set(findings.flatMap(({ sides }) => sides.map(({ programme }) => programme)))).toEqual(
      new Set(['ctr-skhcn-2026', 'kh-709-2026']),
    );
  });

  it('takes a file by its path', async () => {
    const path = join(folder, 'catalogues', `${DECISION}.yaml`);
    const { code, stdout } = await cli(['catalogue', 'check', path]);
    expect(code).toBe(0);
    expect(stdout).toContain('1 chương trình, 142 nhiệm vụ');
  });

  it('ends with 1 and lists what is wrong when a file has flaws', async () => {
    const { code, stdout, stderr } = await cli(['catalogue', 'check'], { env: { NQ57_CONFIG_DIR: folder } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/invalid-catalogue.*1 lỗi/);
    expect(stderr).toMatch(/ctr-bcd-2026\.yaml:\d+: .*lúc nào cũng được/);
  });

  it('ends with 1 for a programme that has no catalogue', async () => {
    const { code, stderr } = await cli(['catalogue', 'check', 'la-2026']);
    expect(code).toBe(1);
    expect(stderr).toContain('Không có danh mục “la-2026”');
  });
});
