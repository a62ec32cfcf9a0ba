import { describe, expect, it } from '@jest/globals';
import { readLeaders } from './leaders.js';

const CELLS: readonly [string, string, readonly string[]][] = [
  [
    'drops the name and the seat beside the post',
    'Đồng chí Trần Văn Nam, \nỦy viên Thành ủy, Phó Chủ tịch \n\nỦy ban nhân dân thành phố',
    ['Phó Chủ tịch Ủy ban nhân dân thành phố'],
  ],
  [
    'parts leaders by bullets, whatever the lines between them',
    '- Đồng chí  Lê Thị Hoa, Ủy viên Ban Thường vụ \nThành ủy, Trưởng Ban Tuyên \n\ngiáo và Dân vận Thành ủy\n- Đồng chí Trần Văn Nam, \nỦy viên Thành ủy, Phó Chủ tịch UBND thành phố',
    ['Trưởng Ban Tuyên giáo và Dân vận Thành ủy', 'Phó Chủ tịch UBND thành phố'],
  ],
  [
    'takes a post after an honorific for a post',
    'Đồng chí Giám đốc Sở KHCN, \nỦy viên Ban Chỉ đạo',
    ['Giám đốc Sở KHCN'],
  ],
  [
    'keeps two posts of one person together',
    'Đồng chí Phạm Minh Đức, Phó Bí thư Thành ủy, Chủ tịch Ủy ban Mặt trận Tổ quốc',
    ['Phó Bí thư Thành ủy, Chủ tịch Ủy ban Mặt trận Tổ quốc'],
  ],
  [
    'parts posts by commas where no person is named',
    'Giám đốc Sở Tài chính, Giám đốc Sở Nội vụ',
    ['Giám đốc Sở Tài chính', 'Giám đốc Sở Nội vụ'],
  ],
  [
    'parts posts by lines and semicolons',
    'Chủ tịch UBND thành phố\nPhó Chủ tịch UBND thành phố; Chánh Văn phòng Thành ủy',
    ['Chủ tịch UBND thành phố', 'Phó Chủ tịch UBND thành phố', 'Chánh Văn phòng Thành ủy'],
  ],
  [
    'keeps a comma that is part of a name',
    'Giám đốc Sở Văn hóa, Thể thao và Du lịch',
    ['Giám đốc Sở Văn hóa, Thể thao và Du lịch'],
  ],
  [
    'drops a name behind the post',
    'Phó Chủ tịch UBND thành phố Trần Văn Nam',
    ['Phó Chủ tịch UBND thành phố'],
  ],
  [
    'drops a name in brackets and before a dash',
    'Phó Giám đốc Sở (Trần Văn Nam)\nLê Thị Hoa - Chánh Văn phòng Sở',
    ['Phó Giám đốc Sở', 'Chánh Văn phòng Sở'],
  ],
  ['drops a name that stands alone', 'Trần Văn Nam', []],
  [
    'keeps places named after persons',
    'Chủ tịch UBND phường Trần Hưng Đạo',
    ['Chủ tịch UBND phường Trần Hưng Đạo'],
  ],
  ['keeps a body that directs', 'Ban Thường vụ Thành ủy', ['Ban Thường vụ Thành ủy']],
  [
    'keeps a seat where it is all that is said',
    'Đồng chí Trần Văn Nam, Ủy viên Ban Chỉ đạo',
    ['Ủy viên Ban Chỉ đạo'],
  ],
  ['is empty for a dash', '-', []],
];

describe('A cell of leaders', () => {
  it.each(CELLS)('%s', (_name, cell, positions) => {
    expect(readLeaders(cell).positions).toEqual(positions);
  });

  it('says when names were left out', () => {
    expect(readLeaders('Đồng chí Trần Văn Nam, Phó Giám đốc').namesLeftOut).toBe(true);
    expect(readLeaders('Phó Giám đốc').namesLeftOut).toBe(false);
  });
});
