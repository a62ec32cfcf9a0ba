import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endsOpen, joinBroken, startsInside } from './joining.js';

describe('A cell that a page break parted', () => {
  it.each([
    ['Sở Khoa học và', 'Công nghệ', 'Sở Khoa học và Công nghệ'],
    ['Sở Khoa học và Công nghệ', 'Công nghệ', 'Sở Khoa học và Công nghệ'],
    [
      'sau khi có hướng dẫn của Bộ Khoa học và Công nghệ',
      'nghệ; triển khai trong giai đoạn 2026 - 2030',
      'sau khi có hướng dẫn của Bộ Khoa học và Công nghệ; triển khai trong giai đoạn 2026 - 2030',
    ],
    ['các đơn vị, địa phương liên quan', 'địa phương liên quan', 'các đơn vị, địa phương liên quan'],
    ['Nghị quyết số 57-', 'NQ/TW về đột phá', 'Nghị quyết số 57-NQ/TW về đột phá'],
    ['phục vụ sự nghi', 'ệp công nghiệp', 'phục vụ sự nghi ệp công nghiệp'],
    ['phục vụ sự ngh', 'iệp công nghiệp', 'phục vụ sự nghiệp công nghiệp'],
    ['dự báo dữ', 'liệu', 'dự báo dữ liệu'],
    ['Giai đoạn', '2026 - 2030', 'Giai đoạn 2026 - 2030'],
    ['tối thiểu 02', '02 phiên', 'tối thiểu 02 02 phiên'],
    ['', 'Sở Nội vụ', 'Sở Nội vụ'],
    ['Sở Nội vụ', '', 'Sở Nội vụ'],
  ])('“%s” + “%s” is “%s”', (first, rest, whole) => {
    expect(joinBroken(first, rest)).toBe(whole);
  });

  it('loses no word: each stands in the whole as often as in one part at least', () => {
    const word = fc.constantFrom('kế', 'hoạch', 'số', '57', 'và', 'triển', 'khai', 'Sở', 'công');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.array(word, { minLength: 1 }), (first, rest) => {
        const whole = joinBroken(first.join(' '), rest.join(' ')).split(' ');
        expect(whole.slice(0, first.length)).toEqual(first);
        expect(whole.slice(whole.length - rest.length)).toEqual(rest);
      }),
    );
  });
});

describe('A text', () => {
  it.each(['số 57-', 'Sở Khoa học và', 'Đề án “Xây dựng', 'các nội dung (gồm', 'trình,'])(
    '“%s” is not at its end',
    (text) => {
      expect(endsOpen(text)).toBe(true);
    },
  );

  it.each(['Báo cáo kết quả', 'Đề án “Cảng xanh”', 'Ban hành Kế hoạch.'])(
    '“%s” may be at its end',
    (text) => {
      expect(endsOpen(text)).toBe(false);
    },
  );

  it.each(['tầm nhìn đến năm 2050', ', các sở', 'độ 4'])('“%s” is no beginning', (text) => {
    expect(startsInside(text)).toBe(true);
  });

  it.each(['Ban hành', 'a) Rà soát', '02 hội nghị'])('“%s” may be a beginning', (text) => {
    expect(startsInside(text)).toBe(false);
  });
});
