import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Field } from './draft.js';
import { recognise } from './headings.js';

const HEADINGS: readonly [Field, readonly string[]][] = [
  ['number', ['STT', 'TT', 'Số TT', 'S TT', 'Số thứ tự', 'Stt.']],
  [
    'title',
    [
      'Tên nhiệm vụ',
      'Nội dung công việc',
      'Nhiệm vụ',
      'Nội dung',
      'Nội dung, nhiệm vụ',
      'NỘI DUNG CÔNG\nVIỆC',
      'Nhiệm vụ, giải pháp',
      'Nhiệm vụ chuyển đổi số năm 2026',
      'Têm nhiệm vụ',
    ],
  ],
  ['leaders', ['Chủ trì chỉ đạo', 'Lãnh đạo phụ trách', 'Lãnh đạo chỉ đạo', 'Lãnh đạo UBND phụ trách']],
  [
    'lead',
    [
      'Đơn vị',
      'Cơ quan chủ trì',
      'Đơn vị \nchủ trì',
      'Đơn vị thực hiện',
      'Đơn vị phụ trách',
      'Đon vị chủ trí',
      'Đơn vị chủ trì, phối hợp',
    ],
  ],
  ['coordinating', ['Phối hợp', 'Đơn vị phối \nhợp', 'Cơ quan phối hợp', 'Đơn vị, cá nhân phối hợp']],
  [
    'product',
    [
      'Sản phẩm',
      'Kết quả',
      'Sản phẩm đầu ra',
      'Kết quả, sản phẩm',
      'Kết \nquả/Sản \nphẩm',
      'Kết quả/sản phẩm dự kiến',
      'Sản phẩm của nhiệm vụ',
    ],
  ],
  [
    'schedule',
    [
      'Thời gian',
      'Tiến độ',
      'Thời hạn',
      'Thời gian hoàn thành',
      'Thời gian thực hiện/hoàn thành',
      'Thời gian bắt đầu và hoàn thành',
      'Thời gian thực hiện nhiệm vụ',
      'Th ời  gian',
    ],
  ],
  ['start', ['Bắt đầu', 'Thời gian bắt đầu']],
  ['finish', ['Kết thúc', 'Ngày kết thúc']],
  ['budget', ['Kinh phí', 'Kinh phí (triệu đồng)', 'KP đề nghị giao chi NS (Tr. Đ))', 'Dự toán kinh phí']],
  ['note', ['Ghi chú', 'GHI CHÚ', 'Ghi ch ú']],
];

describe('A heading', () => {
  it.each(HEADINGS.flatMap(([field, headings]) => headings.map((heading) => [heading, field] as const)))(
    '“%s” is that of %s',
    (heading, field) => {
      expect(recognise(heading)?.field).toBe(field);
    },
  );

  it.each([
    'Đơn vị tính',
    'ĐVT',
    'Chỉ tiêu',
    'Nguồn kinh phí',
    'Căn cứ',
    'Kế hoạch năm 2026',
    '',
    '12',
    'Tỷ lệ',
  ])('“%s” is none that is known', (heading) => {
    expect(recognise(heading)).toBeNull();
  });

  it('is the same in NFD, in capitals and with blanks and line breaks between its words', () => {
    const wordings = HEADINGS.flatMap(([, headings]) => headings);
    fc.assert(
      fc.property(
        fc.constantFrom(...wordings),
        fc.constantFrom(' ', '\n', '  ', '\u00a0'),
        (heading, blank) => {
          const changed = heading.toUpperCase().replaceAll(' ', blank).normalize('NFD');
          expect(recognise(changed)?.field).toBe(recognise(heading)?.field);
        },
      ),
    );
  });
});
