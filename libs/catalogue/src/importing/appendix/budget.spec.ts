import { describe, expect, it } from '@jest/globals';
import { moneyUnit, readBudget } from './budget.js';

describe('The unit of money that a heading names', () => {
  it.each([
    ['Kinh phí (triệu đồng)', 'triệu đồng'],
    ['KP đề\nnghị giao chi NS (Tr. Đ)', 'triệu đồng'],
    ['Kinh phí (trđ)', 'triệu đồng'],
    ['Kinh phí (đồng)', 'đồng'],
    ['Dự toán (VNĐ)', 'đồng'],
    ['Kinh phí (nghìn đồng)', 'nghìn đồng'],
    ['Kinh phí (1.000 đồng)', 'nghìn đồng'],
    ['Tổng mức (tỷ đồng)', 'tỷ đồng'],
    ['Kinh phí', undefined],
  ])('“%s” is %s', (heading, unit) => {
    expect(moneyUnit(heading)).toBe(unit);
  });
});

describe('A sum of money in Vietnamese format', () => {
  it.each([
    ['4.718,51', 'triệu đồng', 4718.51],
    ['1034,105', 'triệu đồng', 1034.105],
    ['1.200', 'triệu đồng', 1200],
    ['90,895', 'triệu đồng', 90.895],
    ['0', 'triệu đồng', 0],
    ['1.034.105.000', 'đồng', 1034.105],
    ['253.800', 'nghìn đồng', 253.8],
    ['1,5', 'tỷ đồng', 1500],
    ['500 triệu đồng', 'đồng', 500],
    ['1,2 tỷ', undefined, 1200],
    ['2.000 (trđ)', undefined, 2000],
  ] as const)('“%s” in %s is %d triệu đồng', (text, unit, millionVnd) => {
    expect(readBudget(text, unit)).toEqual({ kind: 'amount', millionVnd });
  });

  it.each(['1,234.5', '12.34', '1.2345', '1,234,567', 'khoảng 500', '-500', '500-700', '10%'])(
    '“%s” is broken and not guessed at',
    (text) => {
      expect(readBudget(text, 'triệu đồng').kind).toBe('broken');
    },
  );

  it('is broken without any unit, and says which heading is needed', () => {
    expect(readBudget('500', undefined)).toEqual({
      kind: 'broken',
      why: '“500” không rõ đơn vị tiền; tiêu đề cột cần ghi, ví dụ “Kinh phí (triệu đồng)”',
    });
  });

  it.each([
    'Theo TP giao',
    'Một phần từ ngân sách thành phố, phần còn lại xã hội hóa',
    'Sau khi được giao dự toán ngân sách',
    'Hai nguồn: ngân sách và xã hội hóa',
    'Tạm ứng từ ngân sách',
    'Ba công ty đóng góp',
    'Một tỷ lệ phần trăm của dự toán',
    'Năm nguồn vốn, trong đó có công ty',
  ])('“%s” is words: no figure stands there, and no sum', (text) => {
    expect(readBudget(text, 'triệu đồng')).toEqual({ kind: 'words' });
    expect(readBudget(text.normalize('NFD'), 'triệu đồng')).toEqual({ kind: 'words' });
  });

  it.each(['Một tỷ', 'Khoảng hai trăm triệu đồng', 'ba tỉ rưỡi', 'NĂM TRĂM NGHÌN ĐỒNG', 'tám ngàn'])(
    '“%s” is broken: a sum that nobody adds up',
    (text) => {
      const why = `“${text}” là số tiền viết bằng chữ: hãy ghi bằng số`;
      expect(readBudget(text, 'triệu đồng')).toEqual({ kind: 'broken', why });
      expect(readBudget(text.normalize('NFD'), 'triệu đồng').kind).toBe('broken');
    },
  );
});
