import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  MAX_PHRASE_LENGTH,
  parseSchedule,
  renderSchedule,
  type Schedule,
  UnknownSchedulePhraseError,
} from './index.js';
import {
  dateParts,
  daysInMonth,
  isLeapYear,
  isoDate,
  monthsSpan,
  quarterSpan,
  yearSpan,
} from './schedule-calendar.js';

type Row = [phrase: string, schedule: Schedule];

const month = (start: string, due: string): Schedule => ({ kind: 'month', start, due });
const quarter = (start: string, due: string): Schedule => ({ kind: 'quarter', start, due });
const range = (start: string, due: string): Schedule => ({ kind: 'range', start, due });
const deadline = (due: string): Schedule => ({ kind: 'range', due });
const period = (start: string, due: string): Schedule => ({ kind: 'period', start, due });
const YEAR_2026: Schedule = { kind: 'year', start: '2026-01-01', due: '2026-12-31' };
const ONGOING: Schedule = { kind: 'ongoing', recurrence: 'ongoing' };
const ANNUAL: Schedule = { kind: 'annual', recurrence: 'annual' };
const MONTHLY: Schedule = { kind: 'monthly', recurrence: 'monthly' };
const PERIOD_2026_2030 = { start: '2026-01-01', due: '2030-12-31' };

const CITY_PROGRAMME_2026: Row[] = [
  ['Tháng \n01/2026', month('2026-01-01', '2026-01-31')],
  ['Tháng \n3/2026', month('2026-03-01', '2026-03-31')],
  ['12/2026', month('2026-12-01', '2026-12-31')],
  ['Quý \nI/2026', quarter('2026-01-01', '2026-03-31')],
  ['Quý \nII/2026', quarter('2026-04-01', '2026-06-30')],
  ['Thường \nxuyên', ONGOING],
];

const GUIDANCE = 'sau khi có hướng dẫn của Bộ Khoa học và Công nghệ';

const CITY_PLAN_2026: Row[] = [
  ['Thường xuyên', ONGOING],
  ['Hằng năm', ANNUAL],
  ['Hàng năm', ANNUAL],
  ['Năm 2026', YEAR_2026],
  ['Trong năm 2026', YEAR_2026],
  ['Tháng 11/2026', month('2026-11-01', '2026-11-30')],
  ['Trong quý I năm 2026', quarter('2026-01-01', '2026-03-31')],
  ['Trong quý I năm 2026.', quarter('2026-01-01', '2026-03-31')],
  ['Giai đoạn 2026 - 2030', period('2026-01-01', '2030-12-31')],
  ['Giai đoạn 2026 – 2030', period('2026-01-01', '2030-12-31')],
  ['2026 – 2030', period('2026-01-01', '2030-12-31')],
  ['2026-2030', period('2026-01-01', '2030-12-31')],
  ['2026 - 2035', period('2026-01-01', '2035-12-31')],
  [
    'Sau khi có hướng dẫn của Bộ Khoa học và Công nghệ.',
    { kind: 'conditional', condition: 'Sau khi có hướng dẫn của Bộ Khoa học và Công nghệ' },
  ],
  [
    'Sau khi có ý kiến đồng ý của cấp có thẩm quyền',
    { kind: 'conditional', condition: 'Sau khi có ý kiến đồng ý của cấp có thẩm quyền' },
  ],
  [
    'Trình Quyết định trong tháng 4 năm 2026; triển khai trong giai đoạn 2026 - 2030',
    {
      kind: 'compound',
      start: '2026-01-01',
      due: '2030-12-31',
      milestones: [
        { what: 'Trình Quyết định', start: '2026-04-01', due: '2026-04-30' },
        { what: 'triển khai', ...PERIOD_2026_2030 },
      ],
    },
  ],
  [
    'Trình Quyết định trong tháng 6 năm 2026; triển khai trong giai đoạn 2026 - 2030',
    {
      kind: 'compound',
      start: '2026-01-01',
      due: '2030-12-31',
      milestones: [
        { what: 'Trình Quyết định', start: '2026-06-01', due: '2026-06-30' },
        { what: 'triển khai', ...PERIOD_2026_2030 },
      ],
    },
  ],
  [
    'Trình Quyết định trong quý III năm 2026; triển khai trong giai đoạn 2026 - 2030',
    {
      kind: 'compound',
      start: '2026-01-01',
      due: '2030-12-31',
      milestones: [
        { what: 'Trình Quyết định', start: '2026-07-01', due: '2026-09-30' },
        { what: 'triển khai', ...PERIOD_2026_2030 },
      ],
    },
  ],
  [
    `Trình Chương trình ${GUIDANCE}; triển khai trong giai đoạn 2026 - 2030`,
    {
      kind: 'compound',
      ...PERIOD_2026_2030,
      milestones: [
        { what: 'Trình Chương trình', condition: GUIDANCE },
        { what: 'triển khai', ...PERIOD_2026_2030 },
      ],
    },
  ],
  [
    `Trình Kế hoạch ${GUIDANCE}; triển khai trong giai đoạn 2026 - 2030`,
    {
      kind: 'compound',
      ...PERIOD_2026_2030,
      milestones: [
        { what: 'Trình Kế hoạch', condition: GUIDANCE },
        { what: 'triển khai', ...PERIOD_2026_2030 },
      ],
    },
  ],
  [
    'Báo cáo xin chủ trương đầu tư trong năm 2026; triển khai trong giai đoạn 2026-2030.',
    {
      kind: 'compound',
      ...PERIOD_2026_2030,
      milestones: [
        { what: 'Báo cáo xin chủ trương đầu tư', start: '2026-01-01', due: '2026-12-31' },
        { what: 'triển khai', ...PERIOD_2026_2030 },
      ],
    },
  ],
  [
    'Ban hành Kế hoạch trong năm 2026. Triển khai thường xuyên hằng năm.',
    {
      kind: 'compound',
      start: '2026-01-01',
      due: '2026-12-31',
      milestones: [
        { what: 'Ban hành Kế hoạch', start: '2026-01-01', due: '2026-12-31' },
        { what: 'Triển khai', recurrence: 'annual' },
      ],
    },
  ],
  [
    'Ban hành Kế hoạch triển khai trong năm 2026 và triển khai hằng năm',
    {
      kind: 'compound',
      start: '2026-01-01',
      due: '2026-12-31',
      milestones: [
        { what: 'Ban hành Kế hoạch triển khai', start: '2026-01-01', due: '2026-12-31' },
        { what: 'triển khai', recurrence: 'annual' },
      ],
    },
  ],
  [
    'Trình trong năm 2026; Báo cáo trong tháng 12 hàng năm',
    {
      kind: 'compound',
      start: '2026-01-01',
      due: '2026-12-31',
      milestones: [
        { what: 'Trình', start: '2026-01-01', due: '2026-12-31' },
        { what: 'Báo cáo', start: '2026-12-01', due: '2026-12-31', recurrence: 'annual' },
      ],
    },
  ],
  [
    'Trình trong tháng 01 hàng năm; Báo cáo trong tháng 12 hàng năm',
    {
      kind: 'compound',
      start: '2026-01-01',
      due: '2026-12-31',
      recurrence: 'annual',
      milestones: [
        { what: 'Trình', start: '2026-01-01', due: '2026-01-31', recurrence: 'annual' },
        { what: 'Báo cáo', start: '2026-12-01', due: '2026-12-31', recurrence: 'annual' },
      ],
    },
  ],
  [
    'Báo cáo trong tháng 12 hàng năm',
    {
      kind: 'annual',
      start: '2026-12-01',
      due: '2026-12-31',
      recurrence: 'annual',
      milestones: [{ what: 'Báo cáo', start: '2026-12-01', due: '2026-12-31', recurrence: 'annual' }],
    },
  ],
  ['Định kỳ hằng năm trước ngày 15/12', { kind: 'annual', due: '2026-12-15', recurrence: 'annual' }],
];

const DEPARTMENT_PROGRAMME_2026: Row[] = [
  ['tháng 01 năm 2026.', month('2026-01-01', '2026-01-31')],
  ['tháng 3 năm 2026.', month('2026-03-01', '2026-03-31')],
  ['Trong tháng 4 năm 2026.', month('2026-04-01', '2026-04-30')],
  ['Trong tháng 5 năm 2026.', month('2026-05-01', '2026-05-31')],
  ['Tháng 8 năm 2026.', month('2026-08-01', '2026-08-31')],
  ['Tháng 10 năm 2026.', month('2026-10-01', '2026-10-31')],
  ['tháng 12 năm 2026.', month('2026-12-01', '2026-12-31')],
  ['Trong Quý I năm 2026.', quarter('2026-01-01', '2026-03-31')],
  ['Trong quý I năm 2026.', quarter('2026-01-01', '2026-03-31')],
  ['Trong cả năm.', YEAR_2026],
  ['Hằng tháng', MONTHLY],
  [
    'sau khi Bộ Khoa học và Công nghệ ban hành hướng dẫn.',
    { kind: 'conditional', condition: 'sau khi Bộ Khoa học và Công nghệ ban hành hướng dẫn' },
  ],
  [
    'Theo Kế hoạch của Ủy ban nhân dân thành phố.',
    { kind: 'conditional', condition: 'Theo Kế hoạch của Ủy ban nhân dân thành phố' },
  ],
];

const DEPARTMENT_DECISION_2022: Row[] = [
  ['Quý I \n\nđến \n\ntháng \n\n11/2022', range('2022-01-01', '2022-11-30')],
  ['Từ quý I \n\nđến tháng \n\n10/2022', range('2022-01-01', '2022-10-31')],
  ['Từ tháng 2 \n\nđến tháng \n\n4/2022', range('2022-02-01', '2022-04-30')],
  ['Từ quý I đến quý II', range('2022-01-01', '2022-06-30')],
  ['Từ quý I  \n\nđến quý \n\nIII', range('2022-01-01', '2022-09-30')],
  ['Từ quý I  \n\nđến quý \n\nIV', range('2022-01-01', '2022-12-31')],
  ['Từ quý II đến quý III', range('2022-04-01', '2022-09-30')],
  ['Từ quý II đến quý  IV', range('2022-04-01', '2022-12-31')],
  ['Từ quý III đến quý IV', range('2022-07-01', '2022-12-31')],
  ['Từ quý I \n\nđến III', range('2022-01-01', '2022-09-30')],
  ['Từ Quý I đến II', range('2022-01-01', '2022-06-30')],
  ['Từ Quý I đến IV', range('2022-01-01', '2022-12-31')],
  ['Từ Quý \n\nII đến III', range('2022-04-01', '2022-09-30')],
  ['Từ tháng 1 đến tháng 4', range('2022-01-01', '2022-04-30')],
  ['Từ tháng 1 đến tháng 11', range('2022-01-01', '2022-11-30')],
  ['Từ tháng 1 đến tháng 12', range('2022-01-01', '2022-12-31')],
  ['Từ tháng 2 đến tháng 11', range('2022-02-01', '2022-11-30')],
  ['Từ tháng 3 đến tháng 10', range('2022-03-01', '2022-10-31')],
  ['Từ tháng 3 đến tháng 11', range('2022-03-01', '2022-11-30')],
  ['Từ \n\nTháng 3 \n\nđến 11', range('2022-03-01', '2022-11-30')],
  ['Tháng 1-\n\nTháng 12', range('2022-01-01', '2022-12-31')],
  ['Tháng 1 - \n\nTháng 11', range('2022-01-01', '2022-11-30')],
  ['Tháng 2-\n\nTháng 11', range('2022-02-01', '2022-11-30')],
  ['Quý II – \n\nIII/2022', range('2022-04-01', '2022-09-30')],
  ['Quý II -  \n\nIV/2022', range('2022-04-01', '2022-12-31')],
  ['Quý I-\n\nQuý II', range('2022-01-01', '2022-06-30')],
  ['Quý I-\n\nQuý III', range('2022-01-01', '2022-09-30')],
  ['Quý I - \n\nQuý III', range('2022-01-01', '2022-09-30')],
  ['Quý I-\n\nQuý IV', range('2022-01-01', '2022-12-31')],
  ['Quý I – \n\nquý IV', range('2022-01-01', '2022-12-31')],
  ['Quý II-\n\nQuý III', range('2022-04-01', '2022-09-30')],
  ['Quý II-\n\nQuý IV', range('2022-04-01', '2022-12-31')],
  ['Quý I-II', range('2022-01-01', '2022-06-30')],
  ['Quý II-III', range('2022-04-01', '2022-09-30')],
  ['Quý I', quarter('2022-01-01', '2022-03-31')],
  ['Quý II', quarter('2022-04-01', '2022-06-30')],
  ['Quý III', quarter('2022-07-01', '2022-09-30')],
  ['trong quý \n\nI', quarter('2022-01-01', '2022-03-31')],
  ['Trong quý \n\nII ', quarter('2022-04-01', '2022-06-30')],
  ['Trong quý III', quarter('2022-07-01', '2022-09-30')],
  ['Hoàn thành trong quý II/2022', quarter('2022-04-01', '2022-06-30')],
  ['Tháng 10', month('2022-10-01', '2022-10-31')],
  ['Tháng 11', month('2022-11-01', '2022-11-30')],
  ['Cả năm', { kind: 'year', start: '2022-01-01', due: '2022-12-31' }],
  ['Hằng \n\ntháng', MONTHLY],
  ['Thƣờng \n\nxuyên', ONGOING],
  ['Thường \n\nxuyên (theo \n\nyêu cầu)', { ...ONGOING, condition: 'theo yêu cầu' }],
  ['trước ngày 12 hàng tháng', { kind: 'monthly', due: '2022-01-12', recurrence: 'monthly' }],
  ['-', { kind: 'none' }],
];

const DESIGN_TABLE: Row[] = [
  ['Tháng 3/2026', month('2026-03-01', '2026-03-31')],
  ['Cả năm', YEAR_2026],
  ['Từ quý I đến tháng 11/2022', range('2022-01-01', '2022-11-30')],
  ['Quý II – III/2022', range('2022-04-01', '2022-09-30')],
  ['Từ Tháng 3 đến 11', range('2026-03-01', '2026-11-30')],
  ['Sau khi có hướng dẫn của Bộ …', { kind: 'conditional', condition: 'Sau khi có hướng dẫn của Bộ …' }],
  [
    'Theo Kế hoạch của UBND thành phố',
    { kind: 'conditional', condition: 'Theo Kế hoạch của UBND thành phố' },
  ],
  [
    'Trình … trong tháng 6 năm 2026; triển khai trong giai đoạn 2026 - 2030',
    {
      kind: 'compound',
      ...PERIOD_2026_2030,
      milestones: [
        { what: 'Trình …', start: '2026-06-01', due: '2026-06-30' },
        { what: 'triển khai', ...PERIOD_2026_2030 },
      ],
    },
  ],
  ['', { kind: 'none' }],
];

const DEADLINES_AND_DAYS: Row[] = [
  ['Xong trước 30/6/2026', deadline('2026-06-30')],
  ['Trước ngày 15/12/2026', deadline('2026-12-15')],
  ['Trước ngày 15 tháng 12 năm 2026', deadline('2026-12-15')],
  ['Hoàn thành trước ngày 05/6', deadline('2026-06-05')],
  ['Chậm nhất ngày 20/10/2026', deadline('2026-10-20')],
  ['Chậm nhất là trong quý II/2026', deadline('2026-06-30')],
  ['Đến hết tháng 2/2028', deadline('2028-02-29')],
  ['Đến năm 2030', deadline('2030-12-31')],
  ['Hết quý III', deadline('2026-09-30')],
  ['Từ quý II/2026', { kind: 'range', start: '2026-04-01' }],
  ['Từ năm 2027 trở đi', { kind: 'range', start: '2027-01-01' }],
  ['Ngày 10/10/2026', range('2026-10-10', '2026-10-10')],
  ['10/10/2026', range('2026-10-10', '2026-10-10')],
  ['Từ ngày 01/3/2026 đến ngày 30/6/2026', range('2026-03-01', '2026-06-30')],
  ['Từ 1/3 đến 30/6/2027', range('2027-03-01', '2027-06-30')],
  ['Từ quý I đến hết tháng 5', range('2026-01-01', '2026-05-31')],
  ['Từ tháng 9/2026 đến năm 2027', range('2026-09-01', '2027-12-31')],
  ['Tháng 11/2026 - 02/2027', range('2026-11-01', '2027-02-28')],
  ['Quý IV/2026 - Quý I/2027', range('2026-10-01', '2027-03-31')],
  ['Từ năm 2026 đến năm 2030', period('2026-01-01', '2030-12-31')],
  ['Giai đoạn từ năm 2026 đến 2030', period('2026-01-01', '2030-12-31')],
];

const REPEATED: Row[] = [
  ['Trước ngày 15/12 hằng năm', { kind: 'annual', due: '2026-12-15', recurrence: 'annual' }],
  ['Hằng năm, trước ngày 15/12', { kind: 'annual', due: '2026-12-15', recurrence: 'annual' }],
  ['Quý I hằng năm', { kind: 'annual', start: '2026-01-01', due: '2026-03-31', recurrence: 'annual' }],
  ['Tháng 1 - 3 mỗi năm', { kind: 'annual', start: '2026-01-01', due: '2026-03-31', recurrence: 'annual' }],
  ['Ngày 31 hằng tháng', { kind: 'monthly', start: '2026-01-31', due: '2026-01-31', recurrence: 'monthly' }],
  ['Định kỳ hằng tháng', MONTHLY],
  ['Hằng quý', { kind: 'ongoing', recurrence: 'quarterly' }],
  ['Hàng tuần', { kind: 'ongoing', recurrence: 'weekly' }],
  ['Thường xuyên, hằng năm', ANNUAL],
  [
    'Thường xuyên trong năm 2026',
    { kind: 'ongoing', start: '2026-01-01', due: '2026-12-31', recurrence: 'ongoing' },
  ],
  [
    'Thường xuyên, giai đoạn 2026 - 2030',
    { kind: 'ongoing', start: '2026-01-01', due: '2030-12-31', recurrence: 'ongoing' },
  ],
  ['Thực hiện thường xuyên', ONGOING],
];

const WITH_CONDITIONS_AND_ACTIONS: Row[] = [
  [
    'Trong năm 2026, sau khi có ý kiến của cấp có thẩm quyền',
    { ...YEAR_2026, condition: 'sau khi có ý kiến của cấp có thẩm quyền' },
  ],
  [
    'Quý II/2026 (sau khi có hướng dẫn (nếu có) của Bộ)',
    { ...quarter('2026-04-01', '2026-06-30'), condition: 'sau khi có hướng dẫn (nếu có) của Bộ' },
  ],
  [
    'Theo Chương trình công tác năm 2026 của UBND TP. Hải Phòng',
    { kind: 'conditional', condition: 'Theo Chương trình công tác năm 2026 của UBND TP. Hải Phòng' },
  ],
  [
    'Theo Kế hoạch số 16/KH-UBND ngày 15/01/2026 và Quyết định ngày 3 tháng 2 năm 2026',
    {
      kind: 'conditional',
      condition: 'Theo Kế hoạch số 16/KH-UBND ngày 15/01/2026 và Quyết định ngày 3 tháng 2 năm 2026',
    },
  ],
  [
    'Theo Kế hoạch hằng năm của thành phố',
    { kind: 'conditional', condition: 'Theo Kế hoạch hằng năm của thành phố' },
  ],
  [
    'Theo dõi trong năm 2026',
    { ...YEAR_2026, milestones: [{ what: 'Theo dõi', start: '2026-01-01', due: '2026-12-31' }] },
  ],
  [
    'Trình Kế hoạch: Quý I/2026; tổ chức 02 hội thảo, tháng 9/2026; nghiệm thu trong quý IV/2026',
    {
      kind: 'compound',
      start: '2026-01-01',
      due: '2026-12-31',
      milestones: [
        { what: 'Trình Kế hoạch', start: '2026-01-01', due: '2026-03-31' },
        { what: 'tổ chức 02 hội thảo', start: '2026-09-01', due: '2026-09-30' },
        { what: 'nghiệm thu', start: '2026-10-01', due: '2026-12-31' },
      ],
    },
  ],
  [
    'Thường xuyên; báo cáo trước ngày 15/12 hằng năm',
    {
      kind: 'compound',
      milestones: [{ recurrence: 'ongoing' }, { what: 'báo cáo', due: '2026-12-15', recurrence: 'annual' }],
    },
  ],
  [
    'Xong trước 30/6/2026; theo dõi trong năm 2027',
    {
      kind: 'compound',
      start: '2027-01-01',
      due: '2027-12-31',
      milestones: [
        { what: 'Xong', due: '2026-06-30' },
        { what: 'theo dõi', start: '2027-01-01', due: '2027-12-31' },
      ],
    },
  ],
];

const WAYS_OF_WRITING: Row[] = [
  ['Quý 1', quarter('2026-01-01', '2026-03-31')],
  ['Q.IV', quarter('2026-10-01', '2026-12-31')],
  ['Q1/2026', quarter('2026-01-01', '2026-03-31')],
  ['QUÝ II NĂM 2026', quarter('2026-04-01', '2026-06-30')],
  ['quí iii/2026', quarter('2026-07-01', '2026-09-30')],
  ['Quý Ⅱ/2026', quarter('2026-04-01', '2026-06-30')],
  ['Quý I, năm 2026', quarter('2026-01-01', '2026-03-31')],
  ['Quý I / năm 2026', quarter('2026-01-01', '2026-03-31')],
  ['Quý 1-3/2026', range('2026-01-01', '2026-09-30')],
  ['T3/2026', month('2026-03-01', '2026-03-31')],
  ['Tháng 02/2028', month('2028-02-01', '2028-02-29')],
  ['Tháng 3 2026', month('2026-03-01', '2026-03-31')],
  ['  vào\ttháng\u00A06 ', month('2026-06-01', '2026-06-30')],
  ['Tháng\u200B 6;', month('2026-06-01', '2026-06-30')],
  ['2026', YEAR_2026],
  ['Cả năm 2027', { kind: 'year', start: '2027-01-01', due: '2027-12-31' }],
  ['Trong năm', YEAR_2026],
  ['THƢỜNG XUYÊN', ONGOING],
  ['Giai đoạn 2026—2030', period('2026-01-01', '2030-12-31')],
  ['Giai ðoạn 2026−2030', period('2026-01-01', '2030-12-31')],
  [' \n ', { kind: 'none' }],
  ['–', { kind: 'none' }],
  ['—', { kind: 'none' }],
];

const deadlineRow = (phrase: string, due: string): Row => [phrase, deadline(due)];
const conditional = (condition: string): Row => [condition, { kind: 'conditional', condition }];
const starting = (start: string): Schedule => ({ kind: 'range', start });
const cadence = (recurrence: NonNullable<Schedule['recurrence']>): Schedule => ({
  kind: 'ongoing',
  recurrence,
});
const cadences = (...recurrences: NonNullable<Schedule['recurrence']>[]): Schedule => ({
  kind: 'compound',
  milestones: recurrences.map((recurrence) => ({ recurrence })),
});
const annual = (dates: { start?: string; due: string }): Schedule => ({ ...ANNUAL, ...dates });
const monthly = (dates: { start?: string; due: string }): Schedule => ({ ...MONTHLY, ...dates });

/** How offices elsewhere word their deadlines, read in a document of 2026. */
const ELSEWHERE: Row[] = [
  deadlineRow('Xong trước 30/6/2026', '2026-06-30'),
  deadlineRow('Phải xong trước 30/6/2026', '2026-06-30'),
  deadlineRow('Trước 31/12/2026', '2026-12-31'),
  deadlineRow('Trước 30.6.2026', '2026-06-30'),
  deadlineRow('Trước 30-6-2026', '2026-06-30'),
  deadlineRow('Trước 30 tháng 6 năm 2026', '2026-06-30'),
  deadlineRow('Trước 17 giờ ngày 15/12/2026', '2026-12-15'),
  deadlineRow('Trước 17h00 ngày 15/12/2026', '2026-12-15'),
  deadlineRow('Chậm nhất 30/6', '2026-06-30'),
  deadlineRow('Chậm nhất đến 30/6/2026', '2026-06-30'),
  deadlineRow('Chậm nhất vào ngày 30/6', '2026-06-30'),
  deadlineRow('Chậm nhất trong tháng 6', '2026-06-30'),
  deadlineRow('Chậm nhất trước ngày 30/6/2026', '2026-06-30'),
  deadlineRow('Không muộn hơn 30/6/2026', '2026-06-30'),
  deadlineRow('Không quá ngày 30/6/2026', '2026-06-30'),
  deadlineRow('Hạn cuối 30/6/2026', '2026-06-30'),
  deadlineRow('Hạn chót: 30/6/2026', '2026-06-30'),
  deadlineRow('Hạn: 30/6/2026', '2026-06-30'),
  deadlineRow('Thời hạn: 30/6/2026', '2026-06-30'),
  deadlineRow('Đến 30/6/2026', '2026-06-30'),
  deadlineRow('Hết 30/6', '2026-06-30'),
  deadlineRow('Đến hết năm 2027', '2027-12-31'),
  deadlineRow('Đến cuối năm 2026', '2026-12-31'),
  deadlineRow('Đến cuối tháng 6/2026', '2026-06-30'),
  deadlineRow('Cuối năm', '2026-12-31'),
  deadlineRow('Cuối năm 2026', '2026-12-31'),
  deadlineRow('Cuối quý II/2026', '2026-06-30'),
  deadlineRow('Cuối tháng 6', '2026-06-30'),
  deadlineRow('Từ nay đến 30/6/2026', '2026-06-30'),
  deadlineRow('Từ nay đến cuối năm', '2026-12-31'),
  ['Thời gian hoàn thành: Quý II/2026', quarter('2026-04-01', '2026-06-30')],
  ['Quý 3/2026', quarter('2026-07-01', '2026-09-30')],
  ['Quý II-2026', quarter('2026-04-01', '2026-06-30')],
  ['Tháng 6-2026', month('2026-06-01', '2026-06-30')],
  ['30.6.2026', range('2026-06-30', '2026-06-30')],
  ['<p>2026-2030</p>', period('2026-01-01', '2030-12-31')],
  ['Tháng 6 – 9/2026', range('2026-06-01', '2026-09-30')],
  ['T6-T9/2026', range('2026-06-01', '2026-09-30')],
  ['Tháng 6, 7/2026', range('2026-06-01', '2026-07-31')],
  ['Tháng 12/2026 và tháng 1/2027', range('2026-12-01', '2027-01-31')],
  ['Quý I, II/2026', range('2026-01-01', '2026-06-30')],
  ['Quý II, III và IV/2026', range('2026-04-01', '2026-12-31')],
  ['Quý II và Quý III/2026', range('2026-04-01', '2026-09-30')],
  ['6 tháng đầu năm', range('2026-01-01', '2026-06-30')],
  ['06 tháng cuối năm', range('2026-07-01', '2026-12-31')],
  ['Hoàn thành 6 tháng đầu năm 2027', range('2027-01-01', '2027-06-30')],
  ['Trong 9 tháng đầu năm 2026', range('2026-01-01', '2026-09-30')],
  ['Nửa đầu năm 2026', range('2026-01-01', '2026-06-30')],
  ['Nửa cuối tháng 9', range('2026-09-16', '2026-09-30')],
  ['Nửa đầu tháng 9/2026', range('2026-09-01', '2026-09-15')],
  ['Thượng tuần tháng 9', range('2026-09-01', '2026-09-10')],
  ['Hạ tuần tháng 2/2026', range('2026-02-21', '2026-02-28')],
  ['Từ ngày 1 đến ngày 15/3/2026', range('2026-03-01', '2026-03-15')],
  ['Ngày 19 - 25/5/2026', range('2026-05-19', '2026-05-25')],
  ['Từ tháng 6 đến hết năm 2026', range('2026-06-01', '2026-12-31')],
  ['Từ quý II đến cuối năm', range('2026-04-01', '2026-12-31')],
  ['Hoàn thành trong 2026', YEAR_2026],
  ['Suốt năm 2026', YEAR_2026],
  ['Quanh năm', YEAR_2026],
  ['Các năm 2026 - 2030', period('2026-01-01', '2030-12-31')],
  ['Các năm 2026, 2027 và 2028', period('2026-01-01', '2028-12-31')],
  ['GĐ 2026-2030', period('2026-01-01', '2030-12-31')],
  ['Nhiệm kỳ 2025 - 2030', period('2025-01-01', '2030-12-31')],
  ['2026 và các năm tiếp theo', starting('2026-01-01')],
  ['Giai đoạn 2026 - 2030 và những năm tiếp theo', starting('2026-01-01')],
  ['Quý III/2026 và các năm tiếp theo', starting('2026-07-01')],
  ['Bắt đầu từ quý II/2026', starting('2026-04-01')],
  ['Kể từ ngày 01/7/2026', starting('2026-07-01')],
  ['Thường xuyên, liên tục', ONGOING],
  ['Thường xuyên liên tục', ONGOING],
  ['Liên tục', ONGOING],
  ['Thường xuyên, đột xuất', { ...ONGOING, condition: 'đột xuất' }],
  ['Định kỳ hằng tháng và đột xuất', { ...MONTHLY, condition: 'đột xuất' }],
  ['Hàng tuần', cadence('weekly')],
  ['Hằng ngày', cadence('daily')],
  ['Định kỳ hằng quý', cadence('quarterly')],
  ['01 lần/quý', cadence('quarterly')],
  ['2 lần/năm', cadence('semiannual')],
  ['Mỗi năm 02 lần', cadence('semiannual')],
  ['Định kỳ 6 tháng', cadence('semiannual')],
  ['6 tháng/lần', cadence('semiannual')],
  ['1 lần/tháng', MONTHLY],
  ['Định kỳ 6 tháng, năm', cadences('semiannual', 'annual')],
  ['Hằng tháng, quý, năm', cadences('monthly', 'quarterly', 'annual')],
  ['Định kỳ hằng quý, 6 tháng và cả năm', cadences('quarterly', 'semiannual', 'annual')],
  ['ngày 5 hằng tháng', monthly({ start: '2026-01-05', due: '2026-01-05' })],
  ['Trước ngày mùng 5 hằng tháng', monthly({ due: '2026-01-05' })],
  ['Từ ngày 20 đến 25 hằng tháng', monthly({ start: '2026-01-20', due: '2026-01-25' })],
  ['15/12 hằng năm', annual({ start: '2026-12-15', due: '2026-12-15' })],
  ['Trước 30/11 hàng năm', annual({ due: '2026-11-30' })],
  ['Hằng năm (trước ngày 15/12)', annual({ due: '2026-12-15' })],
  ['Cuối năm hằng năm', annual({ due: '2026-12-31' })],
  [
    'Trước ngày 15/6 và 15/12 hằng năm',
    {
      kind: 'compound',
      due: '2026-12-15',
      recurrence: 'annual',
      milestones: [
        { due: '2026-06-15', recurrence: 'annual' },
        { due: '2026-12-15', recurrence: 'annual' },
      ],
    },
  ],
  [
    'Bắt đầu quý II/2026, hoàn thành quý IV/2027',
    {
      kind: 'compound',
      start: '2026-04-01',
      due: '2027-12-31',
      milestones: [{ start: '2026-04-01' }, { what: 'hoàn thành', start: '2027-10-01', due: '2027-12-31' }],
    },
  ],
  conditional('Theo tiến độ được giao'),
  conditional('Đột xuất'),
  conditional('Đột xuất theo yêu cầu'),
  conditional('Định kỳ, đột xuất'),
  conditional('Định kỳ theo quy định'),
  conditional('Khi có yêu cầu'),
  conditional('Khi nào có hướng dẫn của Bộ'),
  conditional('Ngay sau khi Nghị quyết được ban hành'),
  conditional('Ngay khi được giao'),
  conditional('Sau Hội nghị tổng kết'),
  conditional('Đến khi hoàn thành'),
  conditional('Trong quá trình triển khai'),
  conditional('Tùy tình hình thực tế'),
  conditional('Phụ thuộc vào nguồn vốn'),
  conditional('Đúng tiến độ được giao'),
  conditional('Trong 30 ngày kể từ ngày nhận được hướng dẫn'),
  conditional('Trong 30 ngày kể từ ngày Nghị quyết có hiệu lực'),
];

const SCANNED: Row[] = [
  ['Hăng năm', ANNUAL],
  ['Thuờng xuyên', ONGOING],
  ['Giai đoan 2026 — 2030', period('2026-01-01', '2030-12-31')],
  deadlineRow('Truớc ngày 15/12/2026', '2026-12-15'),
  deadlineRow('Trƣớc  ngày\u00A015 / 12 / 2026', '2026-12-15'),
];

/** Counted from the issue of a document of 31/1/2026. */
const ISSUED_ON = '2026-01-31';
const TERMS: Row[] = [
  ['Trong 30 ngày kể từ ngày ban hành', range(ISSUED_ON, '2026-03-02')],
  ['Trong vòng 30 ngày kể từ ngày ký', range(ISSUED_ON, '2026-03-02')],
  ['30 ngày kể từ ngày ban hành Kế hoạch', range(ISSUED_ON, '2026-03-02')],
  ['Trong thời hạn 15 ngày kể từ ngày ban hành Quyết định này', range(ISSUED_ON, '2026-02-15')],
  ['Trong 15 ngày kể từ khi Kế hoạch này được ban hành', range(ISSUED_ON, '2026-02-15')],
  ['Trong 02 tuần kể từ ngày ký', range(ISSUED_ON, '2026-02-14')],
  ['Trong 01 tháng kể từ ngày ban hành', range(ISSUED_ON, '2026-02-28')],
  ['Trong 02 năm kể từ ngày ban hành', range(ISSUED_ON, '2028-01-31')],
  deadlineRow('Chậm nhất 15 ngày sau khi ban hành', '2026-02-15'),
  deadlineRow('Chậm nhất sau 365 ngày kể từ ngày ban hành', '2027-01-31'),
];

const TOO_LOOSE = [
  'khi nào rảnh',
  'Khi nào có thời gian',
  'Khi có thể',
  'Khi thuận tiện',
  'Ngay',
  'Sớm',
  'Lâu dài',
  'Định kỳ',
  'Chưa xác định',
  'Đã hoàn thành',
  'Đầu quý II',
  'Đầu năm 2027',
  'Giữa năm 2026',
  'Chậm nhất giữa tháng 6',
  'Trước cuối năm',
  '5 lần/năm',
  '24 tháng',
  'Tuần 2 tháng 6/2026',
  'Quý I, III/2026',
  'Sau năm 2026',
  'Sau 30 ngày kể từ ngày ban hành',
  '15 ngày làm việc kể từ ngày ký',
  '12 tháng đầu năm',
  'Trước ngày 15/6 và 15/12',
];

const IMPOSSIBLE = [
  'Tháng 13/2026',
  'Tháng 0/2026',
  '13/2026',
  '31/02/2026',
  'Trước ngày 29/2/2026',
  'Trước ngày 31/4',
  'Ngày 32/1/2026',
  'Ngày 0/1/2026',
  'Ngày 32 hằng tháng',
  'Quý V/2026',
  'Quý 5',
  'Quý IIII',
  'Quý I - V',
  'Tháng 3/1999',
  'Năm 2126',
  'Giai đoạn 2030 - 2026',
  '2030-2026',
  'Quý III - I/2026',
  'Từ tháng 11 đến tháng 2/2026',
  'Từ ngày 30/6 đến ngày 1/3/2026',
];

const UNCLEAR = [
  'Trước tháng 6/2026',
  'Từ tháng 9 đến năm 2027',
  'Từ quý I đến 11/2022',
  'Từ quý 1 đến 3/2022',
  'Quý 1/2026 - 3/2026',
  '12/2026 - 2030',
  '3 - 11/2026',
  '15/12',
  'Ngày 12',
  'Quý I; quý III/2026',
  'Quý I và quý III/2026',
  'Quý I, quý III',
  'Tháng 3/2026 hằng năm',
  'Cả năm hằng năm',
  'Hằng năm, giai đoạn 2026 - 2030',
  'Hằng tháng trước ngày 15/12',
  'Hằng quý trong tháng 3',
  'Ngày 12 hằng năm',
];

const MODIFIED = [
  'Đầu quý II/2026',
  'Sau quý I/2026',
  'Khoảng tháng 6',
  'Dự kiến quý I/2026',
  'Không trình trong quý I/2026',
  'Trình sau tháng 6',
  'Trình Quyết định đầu tháng 6',
  'Trình Quyết định dự kiến trong quý I',
  'Trình vào giữa năm 2026',
  'Trình trong khoảng tháng 6',
  'Trình 3 tháng 6',
  'Trình nội dung liên quan đến dữ liệu trong quý I',
];

const BROKEN = [
  'abc',
  '.',
  ';',
  '--',
  '()',
  'Tháng',
  'Quý',
  'Năm',
  'Từ',
  'Từ quý I đến',
  'Quý I -',
  'Giai đoạn 2026',
  'Trước',
  'Hằng',
  'Theo',
  'Theo.',
  'Sau khi có hướng dẫn (của Bộ',
  'Theo kế hoạch)',
  'Quý I (',
  'Quý I (theo kế hoạch',
  'Quý I (gấp)',
  'Tháng 3/2026 tại Hải Phòng',
  'Tháng 3/2026 Quý I/2026',
  'Tháng 3/26',
  'Tháng 3/',
  'Tháng 003/2026',
  'Quý I/2026/3',
  'Quý I/2026;;',
  'Quý I/2026...',
  'Trình Kế hoạch',
  'Trình Kế hoạch; triển khai trong năm 2026',
  'Trình trong năm 2026, và',
  'Quý I\u0000/2026',
  'Quý \uD800I',
];

const TIME_INSIDE_A_CONDITION = [
  'Sau khi có hướng dẫn của Bộ, trong quý II/2026',
  'Sau khi có hướng dẫn và triển khai trong giai đoạn 2026 - 2030',
  'Sau khi có hướng dẫn và triển khai thường xuyên',
  'Sau khi có hướng dẫn, báo cáo hằng năm',
  'Theo kế hoạch, xong 6/2026',
  'Theo kế hoạch quý II',
  'Theo kế hoạch tháng 6',
  'Theo kế hoạch 2026 - 2030',
  'Theo kế hoạch trước ngày 15/12',
  'Quý I (theo kế hoạch, chậm nhất 20/3/2026 và trong năm)',
];

function reading(phrase: string, documentYear: number): () => Schedule {
  return () => parseSchedule(phrase, documentYear);
}

describe('parseSchedule', () => {
  describe('reads every phrase of the source documents', () => {
    it.each(CITY_PROGRAMME_2026)('reads %j of the city programme of 2026', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each(CITY_PLAN_2026)('reads %j of the city plan of 2026', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each(DEPARTMENT_PROGRAMME_2026)('reads %j of the department programme of 2026', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each(DEPARTMENT_DECISION_2022)('reads %j of the department decision of 2022', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2022)).toEqual(schedule);
    });
  });

  describe('reads what is akin to them', () => {
    it.each(DESIGN_TABLE)('reads %j of the table of kinds', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each(DEADLINES_AND_DAYS)('reads %j as days', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each(REPEATED)('reads %j as what comes again', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each(WITH_CONDITIONS_AND_ACTIONS)('keeps the words of %j', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each(WAYS_OF_WRITING)('does not mind the writing of %j', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each(ELSEWHERE)('reads %j as other offices write it', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each(SCANNED)('reads the scanned %j', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026)).toEqual(schedule);
    });
    it.each([...CITY_PLAN_2026, ...WITH_CONDITIONS_AND_ACTIONS, ...ELSEWHERE, ...SCANNED])(
      'reads %j in NFD as in NFC and keeps its words in NFC',
      (phrase, schedule) => {
        expect(parseSchedule(phrase.normalize('NFD'), 2026)).toEqual(schedule);
      },
    );
  });

  describe('counts a term from the day of issue', () => {
    it.each(TERMS)('reads %j', (phrase, schedule) => {
      expect(parseSchedule(phrase, 2026, ISSUED_ON)).toEqual(schedule);
    });
    it.each(TERMS)('refuses %j without that day and says that it is needed', (phrase) => {
      expect(reading(phrase, 2026)).toThrow('cần biết ngày ban hành');
    });
    it('needs no day of issue for a term from a day that the phrase names', () => {
      expect(parseSchedule('Trong 30 ngày kể từ ngày 01/7/2026', 2026)).toEqual(
        range('2026-07-01', '2026-07-31'),
      );
    });
    it('refuses working days, for which it has no calendar', () => {
      const phrase = '15 ngày làm việc kể từ ngày ký';
      expect(() => parseSchedule(phrase, 2026, ISSUED_ON)).toThrow('ngày làm việc');
    });
    it.each(['2026-02-30', '30/1/2026', ''])('refuses %j as a day of issue', (day) => {
      expect(() => parseSchedule('Thường xuyên', 2026, day)).toThrow(RangeError);
    });
  });

  describe('refuses what it does not understand', () => {
    it.each(TOO_LOOSE)('refuses %j, which binds nobody to a day or an event', (phrase) => {
      expect(reading(phrase, 2026)).toThrow(UnknownSchedulePhraseError);
    });
    it.each(IMPOSSIBLE)('refuses the impossible date of %j', (phrase) => {
      expect(reading(phrase, 2026)).toThrow(UnknownSchedulePhraseError);
    });
    it.each(UNCLEAR)('refuses %j, which can be read in more than one way', (phrase) => {
      expect(reading(phrase, 2026)).toThrow(UnknownSchedulePhraseError);
    });
    it.each(MODIFIED)('refuses %j instead of dropping the word that turns it', (phrase) => {
      expect(reading(phrase, 2026)).toThrow(UnknownSchedulePhraseError);
    });
    it.each(BROKEN)('refuses the broken phrase %j', (phrase) => {
      expect(reading(phrase, 2026)).toThrow(UnknownSchedulePhraseError);
    });
    it.each(TIME_INSIDE_A_CONDITION)('refuses %j, whose condition would hide a time', (phrase) => {
      expect(reading(phrase, 2026)).toThrow(UnknownSchedulePhraseError);
    });

    it('names the phrase as given and the reason in the error', () => {
      const phrase = ' Tháng \n13/2026';
      let caught: unknown;
      try {
        parseSchedule(phrase, 2026);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(UnknownSchedulePhraseError);
      expect(caught).toMatchObject({
        name: 'UnknownSchedulePhraseError',
        phrase,
        message: `Không hiểu thời gian thực hiện "${phrase}": không có tháng 13.`,
      });
    });

    it('reads a phrase of 500 characters and refuses one of 501', () => {
      const longest = `Theo ${'a'.repeat(MAX_PHRASE_LENGTH - 'Theo '.length)}`;
      expect(parseSchedule(longest, 2026).kind).toBe('conditional');
      expect(reading(`${longest}a`, 2026)).toThrow(UnknownSchedulePhraseError);
      expect(reading(' '.repeat(MAX_PHRASE_LENGTH + 1), 2026)).toThrow(UnknownSchedulePhraseError);
    });

    it('shows only the beginning of an endless phrase in the message and keeps it whole beside', () => {
      const phrase = 'a'.repeat(100_000);
      expect(reading(phrase, 2026)).toThrow(expect.objectContaining({ phrase }));
      expect(reading(phrase, 2026)).toThrow(/"a{120}…"/);
    });

    it.each([Number.NaN, 1999, 2101, 2026.5, Number.POSITIVE_INFINITY])(
      'refuses %d as the year of a document',
      (year) => {
        expect(reading('Thường xuyên', year)).toThrow(RangeError);
      },
    );

    it.each([2000, 2100])('takes %d as the year of a document', (year) => {
      expect(parseSchedule('Cả năm', year)).toEqual({
        kind: 'year',
        start: `${year}-01-01`,
        due: `${year}-12-31`,
      });
    });
  });

  describe('takes the document year only where the phrase says none', () => {
    it('lets a bare month, quarter and day follow the document', () => {
      expect(parseSchedule('Tháng 2', 2024).due).toBe('2024-02-29');
      expect(parseSchedule('Quý IV', 2024).due).toBe('2024-12-31');
      expect(parseSchedule('Trước ngày 29/2', 2024).due).toBe('2024-02-29');
      expect(reading('Trước ngày 29/2', 2025)).toThrow(UnknownSchedulePhraseError);
    });

    it('lets the year of one end of a range hold for the other', () => {
      const expected = range('2022-01-01', '2022-11-30');
      expect(parseSchedule('Từ quý I đến tháng 11/2022', 2026)).toEqual(expected);
      expect(parseSchedule('Từ quý I/2022 đến tháng 11', 2026)).toEqual(expected);
    });
  });
});

const years = fc.integer({ min: 2000, max: 2100 });
const months = fc.integer({ min: 1, max: 12 });
const days = fc
  .record({ year: years, month: months, day: fc.integer({ min: 1, max: 31 }) })
  .filter(({ year, month, day }) => day <= daysInMonth(year, month))
  .map(({ year, month, day }) => isoDate(year, month, day));

const daySpans = fc.oneof(
  fc.tuple(days, days).map((pair) => {
    const [start, due] = pair.sort() as [string, string];
    return { start, due };
  }),
  days.map((due) => ({ due })),
);
const openDaySpans = fc.oneof(
  daySpans,
  days.map((start) => ({ start })),
);
const yearlessSpans = daySpans.filter(
  (dates) => !('start' in dates) || dates.start.slice(0, 4) === dates.due.slice(0, 4),
);
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const daysOfMonth = fc
  .record({ year: years, days: fc.tuple(dayOfMonth, dayOfMonth), open: fc.boolean() })
  .map(({ year, days: [one, other], open }) => {
    const due = isoDate(year, 1, Math.max(one, other));
    return open ? { due } : { start: isoDate(year, 1, Math.min(one, other)), due };
  });

const simpleSchedules: fc.Arbitrary<Schedule> = fc.oneof(
  fc.tuple(years, months).map(([year, m]): Schedule => ({ kind: 'month', ...monthsSpan(year, m, m) })),
  fc
    .tuple(years, fc.integer({ min: 1, max: 4 }))
    .map(([year, q]): Schedule => ({ kind: 'quarter', ...quarterSpan(year, q) })),
  years.map((year): Schedule => ({ kind: 'year', ...yearSpan(year) })),
  fc
    .tuple(years, years)
    .map(([a, b]): Schedule => period(yearSpan(Math.min(a, b)).start, yearSpan(Math.max(a, b)).due)),
  openDaySpans.map((dates): Schedule => ({ kind: 'range', ...dates })),
  fc.constantFrom(ONGOING, ANNUAL, MONTHLY),
  fc
    .constantFrom('semiannual' as const, 'quarterly' as const, 'weekly' as const, 'daily' as const)
    .map((recurrence): Schedule => ({ kind: 'ongoing', recurrence })),
  openDaySpans.map((dates): Schedule => ({ ...ONGOING, ...dates })),
  yearlessSpans.map((dates): Schedule => ({ ...ANNUAL, ...dates })),
  daysOfMonth.map((dates): Schedule => ({ ...MONTHLY, ...dates })),
);

function yearOf({ start, due }: Schedule): number {
  const date = due ?? start;
  return date ? dateParts(date).year : 2026;
}

describe('renderSchedule', () => {
  it.each<Row>([
    ['Tháng 3/2026', month('2026-03-01', '2026-03-31')],
    ['Quý IV/2026', quarter('2026-10-01', '2026-12-31')],
    ['Năm 2026', YEAR_2026],
    ['Giai đoạn 2026 - 2030', period('2026-01-01', '2030-12-31')],
    ['Từ ngày 1/1/2022 đến ngày 30/11/2022', range('2022-01-01', '2022-11-30')],
    ['Ngày 10/10/2026', range('2026-10-10', '2026-10-10')],
    ['Chậm nhất ngày 15/12/2026', deadline('2026-12-15')],
    ['Từ ngày 1/4/2026', { kind: 'range', start: '2026-04-01' }],
    ['Thường xuyên', ONGOING],
    ['Thường xuyên (theo yêu cầu)', { ...ONGOING, condition: 'theo yêu cầu' }],
    ['Hằng năm', ANNUAL],
    ['Chậm nhất ngày 15/12 hằng năm', { ...ANNUAL, due: '2026-12-15' }],
    ['Hằng tháng', MONTHLY],
    ['Chậm nhất ngày 12 hằng tháng', { ...MONTHLY, due: '2026-01-12' }],
    ['Hằng quý', { kind: 'ongoing', recurrence: 'quarterly' }],
    ['6 tháng một lần', { kind: 'ongoing', recurrence: 'semiannual' }],
    ['Hằng ngày', { kind: 'ongoing', recurrence: 'daily' }],
    ['Từ ngày 20 đến ngày 25 hằng tháng', { ...MONTHLY, start: '2026-01-20', due: '2026-01-25' }],
    ['Sau khi có hướng dẫn', { kind: 'conditional', condition: 'Sau khi có hướng dẫn' }],
    ['-', { kind: 'none' }],
  ])('says %j, and that is read back', (phrase, schedule) => {
    expect(renderSchedule(schedule)).toBe(phrase);
    expect(parseSchedule(phrase, 2026)).toEqual(schedule);
  });

  it('renders any simple schedule to a phrase that is read back to the same schedule', () => {
    fc.assert(
      fc.property(simpleSchedules, (schedule) => {
        expect(parseSchedule(renderSchedule(schedule), yearOf(schedule))).toEqual(schedule);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has no phrase for milestones or for a kind whose date is missing', () => {
    expect(() => renderSchedule({ kind: 'compound', milestones: [] })).toThrow(TypeError);
    expect(() => renderSchedule({ kind: 'month' })).toThrow(TypeError);
    expect(() => renderSchedule({ kind: 'range' })).toThrow(TypeError);
    expect(() => renderSchedule({ kind: 'conditional' })).toThrow(TypeError);
  });
});

const VOCABULARY =
  'Tháng tháng quý Quý năm ngày I II IV V 1 3 12 15 31 2026 2030 3/2026 15/12 15/12/2026 / - – . , ; ( ) : … ' +
  'từ đến hết trước trong vào cả giai đoạn hằng hàng định kỳ thường xuyên chậm nhất là trở đi sau khi theo ' +
  'trình triển khai báo cáo và Bộ kế hoạch đầu cuối số tuần lần nửa từ kể ngày ban hành ký khi đột xuất 6 giữa';
const likelyPhrases = fc
  .array(fc.constantFrom(...VOCABULARY.split(' ')), { maxLength: 10 })
  .map((words) => words.join(' '));
const unlikelyPhrases = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** The schedule, or nothing if the phrase is refused as the one error allowed; any other error passes through. */
function readOrRefuse(phrase: string, year: number): Schedule | undefined {
  try {
    return parseSchedule(phrase, year);
  } catch (error) {
    if (error instanceof UnknownSchedulePhraseError) return undefined;
    throw error;
  }
}

function expectPossible(dates: { start?: string; due?: string }): void {
  for (const date of [dates.start, dates.due]) {
    if (date === undefined) continue;
    const { year, month, day } = dateParts(date);
    expect(isoDate(year, month, day)).toBe(date);
    expect(day).toBeGreaterThanOrEqual(1);
    expect(day).toBeLessThanOrEqual(daysInMonth(year, month));
  }
}

describe('any phrase whatever', () => {
  it('is either refused by name or read to dates that exist', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(likelyPhrases, unlikelyPhrases), years, (phrase, year) => {
        const schedule = readOrRefuse(phrase, year);
        if (!schedule) return;
        read += 1;
        expectPossible(schedule);
        schedule.milestones?.forEach(expectPossible);
        if (schedule.kind !== 'compound' && schedule.start && schedule.due) {
          expect(schedule.start <= schedule.due).toBe(true);
        }
      }),
      { numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(0);
  });

  it('is read in NFD as in NFC, or refused as there', () => {
    fc.assert(
      fc.property(likelyPhrases, years, (phrase, year) => {
        expect(readOrRefuse(phrase.normalize('NFD'), year)).toEqual(readOrRefuse(phrase, year));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused once a word is added that belongs to no rule', () => {
    const complete = [
      ...CITY_PROGRAMME_2026,
      ...DEPARTMENT_DECISION_2022,
      ...DEADLINES_AND_DAYS,
      ...REPEATED,
    ];
    const phrases = complete.map(([phrase]) => phrase);
    fc.assert(
      fc.property(
        fc.constantFrom(...phrases),
        fc.constantFrom('xyz', '7', '2', 'không', '&', ')', 'quý', '/'),
        fc.boolean(),
        (phrase, stray, before) => {
          const spoilt = before ? `${stray} ${phrase}` : `${phrase} ${stray}`;
          expect(reading(spoilt, 2026)).toThrow(UnknownSchedulePhraseError);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('the calendar beneath', () => {
  it.each([
    [2000, true],
    [2024, true],
    [2026, false],
    [2100, false],
  ])('knows whether %d is a leap year', (year, leap) => {
    expect(isLeapYear(year)).toBe(leap);
    expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28);
  });

  it('has 365 days in the months of a common year', () => {
    const lengths = Array.from({ length: 12 }, (_, index) => daysInMonth(2026, index + 1));
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(365);
    expect(daysInMonth(2026, 13)).toBe(0);
  });
});
