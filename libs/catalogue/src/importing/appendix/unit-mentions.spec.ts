import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UNITS } from './testing/source.js';
import { UnitIndex } from './unit-index.js';
import { readUnits, splitRoles } from './unit-mentions.js';

const index = new UnitIndex(UNITS);
const read = (cell: string) => readUnits(cell, index).map(({ id, text }) => id ?? `? ${text}`);

const CELLS: readonly [string, readonly string[]][] = [
  ['Sở Văn hóa, Thể thao và Du lịch', ['so-van-hoa']],
  ['Sở Văn hóa, Thể thao và Du lịch và Sở Nội vụ', ['so-van-hoa', 'so-noi-vu']],
  ['Sở Khoa học và Công nghệ và Sở Tài chính', ['so-khcn', 'so-tai-chinh']],
  [
    'Sở Tài chính, \nSở Nội vụ, Sở \nKhoa học và \n\nCông nghệ và \ncác đơn vị liên \n\nquan',
    ['so-tai-chinh', 'so-noi-vu', 'so-khcn', 'cac-don-vi-lien-quan'],
  ],
  ['Sở Khoa \nhọc và \nCông \n\nnghệ/Công \nan thành \n\nphố', ['so-khcn', 'cong-an']],
  ['Văn phòng \nThành ủy \nvà các ban \ncủa Thành \n\nủy.', ['vptu', 'cac-ban-thanh-uy']],
  ['Sở Tài chính\nSở Nội vụ', ['so-tai-chinh', 'so-noi-vu']],
  ['- Sở Tài chính\n- Công an thành phố', ['so-tai-chinh', 'cong-an']],
  ['Đảng ủy\nCông an thành phố', ['dang-uy-cong-an']],
  ['Sở KH&CN; UBND các xã, phường, đặc khu', ['so-khcn', 'cac-xa-phuong']],
  ['SỞ KHCN', ['so-khcn']],
  ['Ủy ban MTTQ Việt nam TP', ['mttq']],
  ['các sở ban, ngành, UBND các xã, phường, đặc khu', ['cac-so-nganh', 'cac-xa-phuong']],
  ['Các Sở: Tài chính, Nội vụ', ['so-tai-chinh', 'so-noi-vu']],
  ['Sở Tài chính, Nội vụ', ['so-tai-chinh', 'so-noi-vu']],
  ['UBND phường Lê Chân', ['phuong-le-chan']],
  ['Xã Cẩm Giàng', ['xa-cam-giang-2']],
  ['Xã Cẩm Giang', ['xa-cam-giang-1']],
  ['XA CAM GIANG', ['? XA CAM GIANG']],
  ['Sở Du lịch, Thể thao và Văn hóa', ['? Sở Du lịch, Thể thao và Văn hóa']],
  ['Các Sở, ban, ngành, đơn vị, lực lượng', ['? Các Sở, ban, ngành, đơn vị, lực lượng']],
  ['Viện Nghiên cứu A, Sở Nội vụ', ['? Viện Nghiên cứu A', 'so-noi-vu']],
  ['Sở Nội vụ (đầu mối), Sở Tài chính', ['so-noi-vu', 'so-tai-chinh']],
  ['Sở Nội vụ; Sở Nội vụ', ['so-noi-vu']],
  ['các tổ chức chính trị-xã hội', ['? các tổ chức chính trị-xã hội']],
  ['đ/c Trần Văn Nam, Phòng Quản lý công nghệ', ['phong-qlcn']],
  ['Phòng Kế hoạch - Tài chính', ['phong-khtc']],
  ['Trung tâm thuộc\nSở Nội vụ', ['? Trung tâm thuộc Sở Nội vụ']],
  ['-', []],
  ['', []],
];

describe('A cell of units', () => {
  it.each(CELLS)('“%s”', (cell, expected) => {
    expect(read(cell)).toEqual(expected);
  });

  it('is read alike in NFD, in capitals and with its words over several lines', () => {
    const clear = CELLS.filter(([cell]) => !/Cẩm|CAM|\n|đ\/c|[a-z]\/[A-Z]/.test(cell));
    for (const [cell, expected] of clear) {
      const known = expected.filter((id) => !id.startsWith('?'));
      const changed = cell.normalize('NFD').replaceAll(' ', '  ').normalize('NFC');
      expect(read(changed)).toEqual(expect.arrayContaining(known));
    }
  });

  it('gives an unknown unit the nearest known ones, best first, at most three', () => {
    const [mention] = readUnits('Sở Khoa hoc Công nge', index);
    expect(mention).toMatchObject({ text: 'Sở Khoa hoc Công nge', id: null });
    expect(mention!.nearest[0]).toEqual({ id: 'so-khcn', name: 'Sở Khoa học và Công nghệ' });
    expect(mention!.nearest.length).toBeLessThanOrEqual(3);
    expect(new Set(mention!.nearest.map(({ id }) => id)).size).toBe(mention!.nearest.length);
  });

  it('gives nothing near to what is like no unit', () => {
    expect(readUnits('Zzz qqq', index)).toEqual([{ text: 'Zzz qqq', id: null, nearest: [] }]);
  });

  it('names both units that one text without marks may mean', () => {
    const [mention] = readUnits('XA CAM GIANG', index);
    expect(mention!.nearest.slice(0, 2).map(({ id }) => id)).toEqual(['xa-cam-giang-1', 'xa-cam-giang-2']);
  });

  it('of known names in any order gives each once', () => {
    const names = UNITS.units.filter(({ name }) => !name.includes('Cẩm'));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, selector: ({ id }) => id }),
        fc.constantFrom(', ', '; ', '\n', ' và ', '\n- ', '/'),
        (units, separator) => {
          expect(read(units.map(({ name }) => name).join(separator))).toEqual(units.map(({ id }) => id));
        },
      ),
    );
  });

  it('of any text loses no word', () => {
    const piece = fc.constantFrom(
      'Sở',
      'Nội vụ',
      'Tài chính',
      ',',
      ';',
      'và',
      'Các',
      'đơn vị',
      '\n',
      '(',
      ')',
      'xã',
      '/',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const mentions = readUnits(pieces.join(' '), new UnitIndex({ units: [], groups: [] }));
        const words = (text: string) => new Set(text.match(/[\p{L}]+/gu) ?? []);
        const kept = words(mentions.map(({ text }) => text).join(' '));
        for (const word of words(pieces.join(' '))) if (word !== 'và') expect(kept).toContain(word);
      }),
    );
  });
});

describe('A cell that gives both roles', () => {
  it('is parted at “phối hợp:”', () => {
    expect(splitRoles('Chủ trì: Sở Tài chính; phối hợp: Sở Nội vụ')).toEqual({
      lead: 'Sở Tài chính',
      coordinating: 'Sở Nội vụ',
    });
  });

  it('is left whole without the label', () => {
    expect(splitRoles('Sở Tài chính')).toEqual({ lead: 'Sở Tài chính', coordinating: '' });
  });
});
