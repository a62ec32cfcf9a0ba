import { describe, expect, it } from '@jest/globals';
import { readDeliverables } from './deliverables.js';

describe('A cell of products', () => {
  it.each([
    ['Kế hoạch', ['Kế hoạch']],
    [
      'Tờ trình kèm dự thảo Chương trình; Báo cáo kết quả hằng năm',
      ['Tờ trình kèm dự thảo Chương trình', 'Báo cáo kết quả hằng năm'],
    ],
    ['Kế \nhoạch/ \n\nVăn bản/ \nBáo cáo', ['Kế hoạch', 'Văn bản', 'Báo cáo']],
    ['Tối thiểu 02 phiên/năm', ['Tối thiểu 02 phiên/năm']],
    ['Hỗ trợ 05 dự án/ý tưởng', ['Hỗ trợ 05 dự án/ý tưởng']],
    ['Bài báo (Scopus/ISI)', ['Bài báo (Scopus/ISI)']],
    ['- Hệ thống thông tin\n- Báo cáo', ['Hệ thống thông tin', 'Báo cáo']],
    [
      '- Trung tâm dữ liệu. - Trung tâm tính toán phục vụ phân tích – dự báo.',
      ['Trung tâm dữ liệu', 'Trung tâm tính toán phục vụ phân tích – dự báo'],
    ],
    ['Quyết định của\nUBND thành phố', ['Quyết định của UBND thành phố']],
    ['Báo cáo kết quả.\nTờ trình', ['Báo cáo kết quả', 'Tờ trình']],
    ['Danh mục (mới; sửa đổi)', ['Danh mục (mới; sửa đổi)']],
    ['Báo cáo; Báo cáo', ['Báo cáo']],
    ['-', []],
    ['', []],
  ])('“%s”', (cell, products) => {
    expect(readDeliverables(cell)).toEqual(products);
  });
});
