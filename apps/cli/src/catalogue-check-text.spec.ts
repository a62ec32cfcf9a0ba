import { describe, expect, it } from '@jest/globals';
import type { CheckedProgramme, CheckResult, Finding, Side } from '#catalogue';
import { catalogueCheckText } from './catalogue-check-text.js';

const WIDTH = 100;

const programme = (id: string, rest: Partial<CheckedProgramme> = {}): CheckedProgramme => ({
  id,
  title: `Chương trình ${id}`,
  tasks: 20,
  groups: 0,
  indicators: 0,
  budgetMillionVnd: null,
  countedTwice: { jobs: 0, amountMillionVnd: 0 },
  netBudgetMillionVnd: null,
  findings: {},
  ...rest,
});

const side = (code: string | null, rest: Partial<Side> = {}): Side => ({
  programme: 'mau-2026',
  code,
  at: 'mau-2026.yaml:7',
  title: `Việc ${code}`,
  units: [`Đơn vị ${code}`],
  says: 'nói thế này',
  ...rest,
});

const finding = (rest: Partial<Finding>): Finding => ({
  kind: 'two-budgets',
  severity: 'medium',
  sides: [],
  detail: 'Điều phát hiện.',
  ...rest,
});

const textOf = (
  findings: readonly Finding[],
  programmes: CheckResult['programmes'] = [programme('mau-2026')],
): string =>
  catalogueCheckText({
    programmes,
    clarity: [{ name: 'rõ sản phẩm', kinds: ['no-product'], checked: 'Phải ghi sản phẩm.' }],
    findings,
  });

describe('the report of a check', () => {
  it('says so when nothing was found', () => {
    const text = textOf([]);
    expect(text).toContain('Phát hiện: 0 mâu thuẫn, 0 cần làm rõ, 0 lưu ý; 0 chỗ chưa đạt “6 rõ”.');
    expect(text).toContain('Không phát hiện điều gì.');
    expect(text).toContain('2. “6 RÕ”');
    expect(text).not.toContain('MÂU THUẪN, PHẢI XỬ LÝ');
  });

  it('numbers findings through, the gravest sections first', () => {
    const text = textOf([
      finding({ kind: 'group-sum', severity: 'high', sides: [side('1'), side('2')] }),
      finding({ sides: [side('3'), side('4')] }),
      finding({ kind: 'link-to-group', severity: 'low', sides: [side('5'), side('6')] }),
    ]);
    const heads = text.split('\n').filter((line) => /^(\d\. |\[\d\] {3}Điều)/.test(line));
    expect(heads).toEqual([
      '1. TỔNG HỢP',
      '2. MÂU THUẪN, PHẢI XỬ LÝ',
      '[1]   Điều phát hiện.',
      '3. CẦN LÀM RÕ',
      '[2]   Điều phát hiện.',
      '4. LƯU Ý',
      '[3]   Điều phát hiện.',
      '5. “6 RÕ”',
    ]);
  });

  it('tells many of one kind in one document in one paragraph with all codes', () => {
    const early = Array.from({ length: 30 }, (_, index) =>
      finding({ kind: 'before-issue', severity: 'high', sides: [side(`PL1/${index}`)] }),
    );
    const text = textOf(early);
    expect(text).toContain('[1]–[30] mau-2026, 30 chỗ: PL1/0, PL1/1,');
    expect(text).toContain('PL1/29');
    expect(text).not.toContain('Điều phát hiện.');
  });

  it('lists what tasks lack by programme and kind, as a share of its tasks without group rows', () => {
    const text = textOf(
      [
        finding({ kind: 'no-product', sides: [side('1.1')] }),
        finding({ kind: 'no-product', sides: [side('1.2')] }),
      ],
      [programme('mau-2026', { groups: 5 })],
    );
    expect(text).toContain(
      'mau-2026: 15 nhiệm vụ (không kể 5 dòng nhóm)\n- không có sản phẩm, 2/15: 1.1, 1.2',
    );
  });

  it('shows a job of three units with its places, not in the table of pairs', () => {
    const sides = ['1', '2', '3'].map((code) => side(code, { budgetMillionVnd: 5 }));
    const text = textOf(
      [
        finding({ kind: 'counted-twice', severity: 'high', amountMillionVnd: 5, sides: sides.slice(0, 2) }),
        finding({ kind: 'counted-twice', severity: 'high', amountMillionVnd: 10, sides }),
      ],
      [programme('mau-2026', { countedTwice: { jobs: 2, amountMillionVnd: 15 } })],
    );
    expect(text).toContain('mau-2026: 2 việc, tính thừa 15,00 triệu đồng.');
    expect(text).toContain('[1]   1 (7)                 5,00  2 (7)                 5,00       5,00  Việc 1');
    expect(text).toMatch(
      /\[2\] {3}Điều phát hiện\.\n {6}mau-2026 · 1 +│ mau-2026 · 2\n(?:.*\n)+ {6}mau-2026 · 3\n/,
    );
  });

  it('shows twelve places of a finding that has more, and says how many are left', () => {
    const text = textOf([finding({ sides: Array.from({ length: 20 }, (_, index) => side(String(index))) })]);
    expect(text).toContain('mau-2026 · 11');
    expect(text).not.toContain('mau-2026 · 12');
    expect(text).toContain('… và 8 nơi khác (xem --json)');
  });

  it('leaves the columns of programmes out where they wouldn’t fit', () => {
    const programmes = Array.from({ length: 9 }, (_, index) => programme(`p${index}-2026`));
    const text = textOf([finding({ sides: [side('1'), side('2')] })], programmes);
    expect(text).toMatch(/Phát hiện +Cộng\n/);
  });

  it('breaks long names between words and stays within 100 columns', () => {
    const long = 'Tham mưu, tổ chức thực hiện và báo cáo kết quả '.repeat(8).trim();
    const text = textOf([
      finding({
        detail: long,
        remark: long,
        sides: [side('1', { title: long, says: long }), side('2', { units: [long] })],
      }),
      finding({
        kind: 'counted-twice',
        severity: 'high',
        sides: [side('1', { units: [long], title: long }), side('2')],
      }),
      finding({ kind: 'unknown-basis', severity: 'high', sides: [side(null, { says: long })] }),
    ]);
    expect(text.split('\n').filter((line) => [...line].length > WIDTH)).toEqual([]);
  });
});
