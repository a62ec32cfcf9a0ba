import { describe, expect, it } from '@jest/globals';
import { following, labelAndTitle, labelOf } from './row-number.js';

describe('The number of a row', () => {
  it.each([
    ['7.10', 'number', '7.10'],
    ['1.', 'number', '1'],
    ['1.1.', 'number', '1.1'],
    ['(3)', 'number', '3'],
    [' 12 ', 'number', '12'],
    ['II.1', 'number', 'II.1'],
    ['IV', 'roman', 'IV'],
    ['IV.', 'roman', 'IV'],
    ['A', 'letter', 'A'],
    ['C', 'letter', 'C'],
    ['Đ', 'letter', 'D'],
    ['a)', 'item', 'a'],
    ['PHỤ LỤC 4', 'appendix', 'PL4'],
    ['Phụ lục IV', 'appendix', 'PLIV'],
  ])('“%s” is a %s: %s', (cell, kind, code) => {
    expect(labelOf(cell)).toEqual({ kind, code, fromNumber: false });
  });

  it('“7,1” is what a spreadsheet makes of 7.1 and 7.10 alike, and says so', () => {
    expect(labelOf('7,1')).toEqual({ kind: 'number', code: '7.1', fromNumber: true });
  });

  it.each(['', '-', 'STT', 'Tổng', '1 000 000', '2026-2030 và sau đó', '*', '1..2'])(
    '“%s” is none',
    (cell) => {
      expect(labelOf(cell)).toBeUndefined();
    },
  );

  it.each([
    ['I. TĂNG CƯỜNG LÃNH ĐẠO', 'I', 'TĂNG CƯỜNG LÃNH ĐẠO'],
    ['II.THỂ CHẾ', 'II', 'THỂ CHẾ'],
    ['1) Thể chế', '1', 'Thể chế'],
    ['2.1 Nhóm chỉ tiêu', '2.1', 'Nhóm chỉ tiêu'],
    ['PHỤ LỤC 4: NHIỆM VỤ', 'PL4', 'NHIỆM VỤ'],
    ['A. Nhiệm vụ chung', 'A', 'Nhiệm vụ chung'],
  ])('and a title in one cell: “%s”', (cell, code, title) => {
    expect(labelAndTitle(cell)).toMatchObject({ label: { code }, title });
  });

  it.each(['VI PHẠM HÀNH CHÍNH', '5 năm phát triển', 'Rà soát', 'A Lưới', 'Phụ lục kèm theo'])(
    'is none in “%s”',
    (cell) => {
      expect(labelAndTitle(cell)).toBeUndefined();
    },
  );

  it('is followed by the next at its depth, which is no decimal', () => {
    expect(['7.9', '7.10', '3', 'PL4/7.9', '3.a'].map(following)).toEqual([
      '7.10',
      '7.11',
      '4',
      'PL4/7.10',
      undefined,
    ]);
  });
});
