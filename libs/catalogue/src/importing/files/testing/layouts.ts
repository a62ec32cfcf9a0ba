/* Appendices in the layouts that offices use, with invented contents. */
import type { DocxTable } from './make-docx.js';
import type { XlsxSheet } from './make-xlsx.js';

const HEADINGS = [
  'STT',
  'Nội dung công việc',
  'Sản phẩm',
  'Cơ quan chủ trì',
  'Thời gian',
  'Kinh phí',
] as const;

/** A Word appendix: a section row over all columns, a group with sub-numbers, one unit for several rows. */
export const WORD_APPENDIX: DocxTable = {
  rows: [
    [...HEADINGS],
    [{ text: 'I. NHÓM NHIỆM VỤ THỨ NHẤT', span: 6 }],
    ['1', 'Xây dựng kế hoạch mẫu', 'Kế hoạch', { text: 'Sở A', merge: 'restart' }, 'Quý I/2026', '1.250,5'],
    ['2', 'Tổ chức hội nghị mẫu', 'Hội nghị', { merge: 'continue' }, 'Tháng 6/2026', '-'],
    ['7', { text: 'Nhiệm vụ nhóm', span: 5 }],
    ['7.1', 'Việc con thứ nhất', 'Báo cáo\nDanh mục', 'Xã B', 'Thường xuyên', ''],
    ['7.10', 'Việc con thứ mười', 'Báo cáo', 'Xã B', 'Xong trước 30/6/2026', '20'],
  ],
};

/** The same as a sheet, with a title above, dates as dates and a sum as a formula. */
export const EXCEL_APPENDIX: XlsxSheet = {
  name: 'Phụ lục 1',
  rows: [
    ['PHỤ LỤC NHIỆM VỤ NĂM 2026'],
    [...HEADINGS],
    ['I', 'NHÓM NHIỆM VỤ THỨ NHẤT'],
    [
      1,
      'Xây dựng kế hoạch mẫu',
      'Kế hoạch',
      'Sở A',
      { date: '2026-03-31' },
      { number: 1250.5, format: '#,##0.00' },
    ],
    [
      2,
      { rich: ['Tổ chức ', 'hội nghị mẫu'] },
      'Hội nghị',
      null,
      { date: '2026-06-01', format: 'mm/yyyy' },
      20,
    ],
    [null, 'Tổng', null, null, null, { formula: 'SUM(F4:F5)', value: 1270.5 }],
  ],
  merges: ['A1:F1', 'B3:F3', 'D4:D5'],
};

/** The same as tab-separated text, with free text around and a row that goes on over a page. */
export const TAB_APPENDIX = [
  'KẾ HOẠCH MẪU',
  '',
  'Thực hiện Chương trình "mẫu" năm 2026;',
  HEADINGS.join('\t'),
  'I. NHÓM NHIỆM VỤ THỨ NHẤT\t\t\t\t\t',
  '1\tXây dựng kế hoạch mẫu\tKế hoạch\tSở A, Sở\tQuý I/2026\t1.250,5',
  '',
  '\t\t\tB và các xã\t\t',
  '2\tTổ chức "hội nghị" mẫu\tHội nghị\tSở A\tTháng 6/2026\t-',
  'Nơi nhận: như trên.',
].join('\n');
