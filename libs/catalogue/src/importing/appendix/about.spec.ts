import { describe, expect, it } from '@jest/globals';
import { aboutOf, appendixOf } from './about.js';

describe('What a document says of itself', () => {
  it('stands in its letterhead and title', () => {
    expect(
      aboutOf([
        'ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG\n-------\nSố: 123 /KH-UBND',
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc',
        'Hải Phòng, ngày 05 tháng 3 năm 2026',
        'KẾ HOẠCH',
        'Triển khai chuyển đổi số giai đoạn 2026 – 2030',
        'Căn cứ Luật Tổ chức chính quyền địa phương;',
      ]),
    ).toEqual({
      title: 'Kế hoạch triển khai chuyển đổi số giai đoạn 2026 – 2030',
      number: '123/KH-UBND',
      issuer: 'ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG',
      issuedOn: '2026-03-05',
      year: 2026,
      period: { from: '2026-01-01', until: '2030-12-31' },
    });
  });

  it('is its own year, not those of the documents that its title names', () => {
    expect(
      aboutOf([
        'CHƯƠNG TRÌNH',
        'thực hiện Nghị quyết số 57 ngày 22 tháng 12 năm 2024',
        'Công tác năm 2026 của Ban Chỉ đạo',
      ]),
    ).toMatchObject({ year: 2026, period: { from: '2026-01-01', until: '2026-12-31' } });
  });

  it('may be a year before the day is filled in', () => {
    expect(
      aboutOf(['Số: /KH-UBND', 'Hải Phòng, ngày tháng năm 2026', 'KẾ HOẠCH', 'Thực hiện Quyết định 709']),
    ).toEqual({
      title: 'Kế hoạch thực hiện Quyết định 709',
      year: 2026,
    });
  });

  it('may stand in the line under the appendix only', () => {
    expect(
      aboutOf([
        'PHỤ LỤC',
        'NHIỆM VỤ NĂM 2026',
        '(Kèm theo Quyết định số 32/QĐ-SKHCN ngày 28/02/2026 của Giám đốc Sở)',
      ]),
    ).toEqual({
      title: 'NHIỆM VỤ NĂM 2026',
      number: '32/QĐ-SKHCN',
      issuer: 'Giám đốc Sở',
      issuedOn: '2026-02-28',
      year: 2026,
      period: { from: '2026-01-01', until: '2026-12-31' },
    });
  });

  it('is not read in running text that names other documents', () => {
    expect(
      aboutOf([
        'Sửa đổi quy định ban hành kèm theo Quyết định số 35/2023/QĐ-UBND ngày 04/10/2023 của Ủy ban nhân dân thành phố.',
        'Kế hoạch này thay thế Kế hoạch số 110/KH-UBND.',
      ]),
    ).toEqual({});
  });

  it('is no day that the calendar doesn’t have', () => {
    expect(aboutOf(['Số: 1/KH-UBND', 'Hải Phòng, ngày 31 tháng 02 năm 2026'])).toEqual({
      number: '1/KH-UBND',
      year: 2026,
    });
  });

  it('is never what the signature block holds', () => {
    const about = aboutOf([
      'KẾ HOẠCH',
      'Công tác năm 2026',
      'Nơi nhận:',
      'KT. CHỦ TỊCH',
      'QUYẾT ĐỊNH',
      'Trần Văn Nam',
    ]);
    expect(about.title).toBe('Kế hoạch công tác năm 2026');
    expect(JSON.stringify(about)).not.toContain('Trần Văn Nam');
  });
});

describe('A line that announces an appendix', () => {
  it.each([
    ['PHỤ LỤC 4', 'PL4'],
    ['PHỤ LUC 11', 'PL11'],
    ['Phụ lục số 2: Danh mục', 'PL2'],
    ['PHỤ LỤC IV', 'PLIV'],
    ['PHỤ LỤC', undefined],
    ['Phụ lục kèm theo', undefined],
  ])('“%s”', (line, code) => {
    expect(appendixOf(line)).toBe(code);
  });
});
