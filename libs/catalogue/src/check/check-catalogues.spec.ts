import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCatalogues } from './check-catalogues.js';
import type { Finding } from './findings.js';
import { type GivenProgramme, type GivenTask, madeUp } from './testing/made-up.js';

type Given = Readonly<Record<string, GivenProgramme>>;

const check = (given: Given, known: readonly string[] = []) =>
  checkCatalogues(
    Object.entries(given).map(([id, programme]) => madeUp(id, programme)),
    new Set(known),
  );

/** `kind/case severity: programme#code + programme#code`; links that no basis names are another rule's matter. */
function told(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ kind }) => kind !== 'link-without-basis')
    .map(
      ({ kind, case: which, severity, sides }) =>
        `${kind}${which === undefined ? '' : `/${which}`} ${severity}: ${sides
          .map(({ programme, code }) => (code === null ? programme : `${programme}#${code}`))
          .join(' + ')}`,
    );
}

const RESOLUTION = 'Trình dự thảo nghị quyết chuyển đổi số giai đoạn 2026 - 2030';
const PORTAL = 'Vận hành cổng thông tin khởi nghiệp đổi mới sáng tạo';
const ZONE = 'Vận hành khu hỗ trợ khởi nghiệp đổi mới sáng tạo';
const STORE = 'Cơ sở dữ liệu nguồn gen quý hiếm của thành phố';

const task = (title: string, rest: Omit<GivenTask, 'title'> = {}): GivenTask => ({ title, ...rest });

/** The origin, and what carries it out in another programme. */
const linked = (origin: string, derived: string, until?: string): Given => ({
  'goc-2026': { tasks: { '1': task('Công bố kho học liệu mở', { schedule: origin }) } },
  'thuc-2026': {
    ...(until === undefined ? {} : { until }),
    tasks: { A: task('Số hóa giáo trình của trường', { schedule: derived, from: ['goc-2026#1'] }) },
  },
});

const twoUnits = (first: string, second: string, title = STORE): Given => ({
  'mau-2026': {
    tasks: {
      '1': task(title, { schedule: first, leads: ['phong-a'], budget: 5 }),
      '2': task(title, { schedule: second, leads: ['phong-b'], budget: 5 }),
    },
  },
});

const twoDocuments = (first: string, second: string): Given => ({
  'mot-2026': { tasks: { '1': task(RESOLUTION, { schedule: first }) } },
  'hai-2026': { tasks: { '1': task(RESOLUTION, { schedule: second }) } },
});

const CASES: readonly (readonly [string, Given, readonly string[]])[] = [
  // Along the links.
  ['a month within the year of the origin nests', linked('Năm 2026', 'Tháng 3/2026'), []],
  ['a quarter within the origin’s period nests', linked('Giai đoạn 2026 - 2030', 'Quý II/2026'), []],
  ['the same month in other words is the same', linked('Tháng 3/2026', 'Trong tháng 3 năm 2026'), []],
  [
    'a deadline before the end of the origin’s programme is early, not wrong',
    linked('12/2026', 'Quý I/2026'),
    [],
  ],
  [
    'ongoing until the programme ends, within the origin’s year, nests',
    linked('Năm 2026', 'Thường xuyên'),
    [],
  ],
  ['a day within what is done every year nests', linked('Hằng năm', 'Tháng 8/2026'), []],
  [
    'one clause within the origin is enough',
    linked('12/2026', 'Trình trong năm 2026; triển khai trong giai đoạn 2026 - 2030'),
    [],
  ],
  [
    'an origin that waits for a condition binds nobody',
    linked('Sau khi có hướng dẫn của Bộ', 'Tháng 8/2026'),
    [],
  ],
  [
    'a derived task due after its origin contradicts it',
    linked('Tháng 3/2026', 'Tháng 11/2026'),
    ['two-deadlines/different high: goc-2026#1 + thuc-2026#A'],
  ],
  [
    'a derived task that is over before its origin begins contradicts it',
    linked('Tháng 11/2026', 'Tháng 3/2026'),
    ['two-deadlines/different high: goc-2026#1 + thuc-2026#A'],
  ],
  [
    'a derived task that goes on after the origin’s deadline contradicts it',
    linked('12/2026', 'Thường xuyên', '2030-12-31'),
    ['two-deadlines/no-end medium: goc-2026#1 + thuc-2026#A'],
  ],
  [
    'what is done every year beyond the origin’s deadline contradicts it',
    linked('12/2026', 'Hằng năm', '2030-12-31'),
    ['two-deadlines/no-end medium: goc-2026#1 + thuc-2026#A'],
  ],
  [
    'a condition against a deadline has to be cleared up',
    linked('Năm 2026', 'Sau khi có hướng dẫn của Bộ'),
    ['two-deadlines/conditional medium: goc-2026#1 + thuc-2026#A'],
  ],
  [
    'a deadline that the derived task doesn’t repeat is missing there',
    linked('Quý II/2026', '-'),
    ['two-deadlines/missing medium: goc-2026#1 + thuc-2026#A', 'no-time medium: thuc-2026#A'],
  ],
  [
    'no time in a programme that ends by the origin’s deadline is its own lack only',
    linked('12/2026', '-'),
    ['no-time medium: thuc-2026#A'],
  ],
  // Within a document.
  [
    'two units of one document with two last days contradict',
    twoUnits('Quý IV/2026', 'Tháng 11/2026'),
    ['two-deadlines/different high: mau-2026#1 + mau-2026#2', 'counted-twice high: mau-2026#1 + mau-2026#2'],
  ],
  [
    'another start with the same end is no contradiction',
    twoUnits('Quý II - III/2026', 'Quý III/2026'),
    ['counted-twice high: mau-2026#1 + mau-2026#2'],
  ],
  [
    'a deadline against no end, in one document, contradicts',
    twoUnits('Tháng 11/2026', 'Thường xuyên'),
    ['counted-twice high: mau-2026#1 + mau-2026#2', 'two-deadlines/no-end medium: mau-2026#1 + mau-2026#2'],
  ],
  // Between documents without a link.
  [
    'the same title with days apart in two documents contradicts',
    twoDocuments('Tháng 3/2026', 'Tháng 11/2026'),
    ['two-deadlines/different high: hai-2026#1 + mot-2026#1'],
  ],
  [
    'the same title with nested spans in two documents is well',
    twoDocuments('Quý I/2026', 'Tháng 3/2026'),
    [],
  ],
  [
    'the same title, one dated and one without an end, contradicts',
    twoDocuments('Tháng 3/2026', 'Thường xuyên'),
    ['two-deadlines/no-end medium: hai-2026#1 + mot-2026#1'],
  ],
  [
    'documents of other years have nothing to do with one another',
    {
      'cu-2022': { year: 2022, tasks: { '1': task(PORTAL, { schedule: 'Tháng 3' }) } },
      'moi-2026': { tasks: { '1': task(PORTAL, { schedule: 'Tháng 11' }) } },
    },
    [],
  ],
  // The same job or not.
  [
    'a heading before a colon doesn’t hide the same job',
    {
      'mau-2026': {
        tasks: {
          '1': task(STORE, { leads: ['phong-a'], budget: 5 }),
          '2': task(`Chuyển đổi số: ${STORE.toLowerCase()}`, { leads: ['phong-b'], budget: 5 }),
        },
      },
    },
    ['counted-twice high: mau-2026#1 + mau-2026#2'],
  ],
  [
    'marks, capitals and leading zeros make no difference',
    {
      'mau-2026': {
        tasks: {
          '1': task('Mở 02 lớp tập huấn kỹ năng số', { leads: ['phong-a'], budget: 5 }),
          '2': task('MỞ 2 LỚP TẬP HUẤN KỸ NĂNG SỐ', { leads: ['phong-b'], budget: 5 }),
        },
      },
    },
    ['counted-twice high: mau-2026#1 + mau-2026#2'],
  ],
  [
    'the same words with other figures are another job, perhaps a part',
    {
      'mau-2026': {
        tasks: {
          '1': task('Giúp thành lập 15 doanh nghiệp công nghệ', { leads: ['phong-a'], budget: 15 }),
          '2': task('Giúp thành lập 10 doanh nghiệp công nghệ', { leads: ['phong-b'], budget: 10 }),
        },
      },
    },
    ['overlapping-jobs low: mau-2026#1 + mau-2026#2'],
  ],
  [
    'the same words about another document are another job',
    {
      'mau-2026': {
        tasks: {
          '1': task('Sơ kết Nghị quyết 05-NQ/TU của Thành ủy', { leads: ['phong-a'], budget: 5 }),
          '2': task('Sơ kết Nghị quyết 17-NQ/TU của Thành ủy', { leads: ['phong-b'], budget: 5 }),
        },
      },
    },
    [],
  ],
  [
    'the same words about another year are another job',
    {
      'mau-2026': {
        tasks: {
          '1': task('Tổng kết chương trình phát triển tài sản trí tuệ năm 2025', {
            leads: ['phong-a'],
            budget: 5,
          }),
          '2': task('Tổng kết chương trình phát triển tài sản trí tuệ năm 2026', {
            leads: ['phong-b'],
            budget: 5,
          }),
        },
      },
    },
    [],
  ],
  [
    'yearly reports on different programmes are different jobs',
    {
      'mau-2026': {
        tasks: {
          '1': task('Tổng kết Chương trình đổi mới công nghệ năm 2025 và lập kế hoạch năm 2026', {
            leads: ['phong-a'],
          }),
          '2': task('Tổng kết Chương trình tài sản trí tuệ năm 2025 và lập kế hoạch năm 2026', {
            leads: ['phong-b'],
          }),
        },
      },
    },
    [],
  ],
  [
    'a title that says too little is like no other',
    {
      'mau-2026': {
        tasks: {
          '1': task('Tập huấn nghiệp vụ', { leads: ['phong-a'], budget: 5 }),
          '2': task('Tập huấn', { leads: ['phong-b'], budget: 5 }),
          '3': task('Tập huấn', { leads: ['phong-a'], budget: 5 }),
        },
      },
    },
    [],
  ],
  [
    'of several that are alike each finds its nearest, and no row two',
    {
      'mau-2026': {
        tasks: {
          '1': task('Thí điểm ươm tạo 02 dự án khởi nghiệp đổi mới sáng tạo', {
            leads: ['phong-a'],
            budget: 9,
          }),
          '2': task('Hỗ trợ 02 dự án khởi nghiệp đổi mới sáng tạo', { leads: ['phong-a'], budget: 3 }),
          '3': task('Hỗ trợ 02 dự án khởi nghiệp đổi mới sáng tạo', { leads: ['phong-b'], budget: 3 }),
          '4': task('Thí điểm ươm tạo 02 dự án khởi nghiệp đổi mới sáng tạo', {
            leads: ['phong-b'],
            budget: 9,
          }),
        },
      },
    },
    ['counted-twice high: mau-2026#1 + mau-2026#4', 'counted-twice high: mau-2026#2 + mau-2026#3'],
  ],
  // Budgets.
  [
    'a job in three units is one finding with three places',
    {
      'mau-2026': {
        tasks: {
          '1': task(STORE, { leads: ['phong-a'], budget: 5 }),
          '2': task(STORE, { leads: ['phong-b'], budget: 5 }),
          '3': task(STORE, { leads: ['so-a'], budget: 5 }),
        },
      },
    },
    ['counted-twice high: mau-2026#1 + mau-2026#2 + mau-2026#3'],
  ],
  [
    'a budget in one of two units is counted once, but two lead',
    {
      'mau-2026': {
        tasks: {
          '1': task(STORE, { leads: ['phong-a'], budget: 5 }),
          '2': task(STORE, { leads: ['phong-b'], budget: 0 }),
        },
      },
    },
    ['two-leads medium: mau-2026#1 + mau-2026#2'],
  ],
  [
    'two budgets for one job may be shares: to be cleared up, not counted twice',
    {
      'mau-2026': {
        tasks: {
          '1': task(STORE, { leads: ['phong-a'], budget: 5 }),
          '2': task(STORE, { leads: ['phong-b'], budget: 7 }),
        },
      },
    },
    ['two-budgets medium: mau-2026#1 + mau-2026#2'],
  ],
  [
    'two pairs with exchanged budgets are swapped, and counted twice all the same',
    {
      'mau-2026': {
        tasks: {
          '1': task(PORTAL, { leads: ['phong-a'], budget: 530 }),
          '2': task(ZONE, { leads: ['phong-a'], budget: 230 }),
          '3': task(ZONE, { leads: ['phong-b'], budget: 530 }),
          '4': task(PORTAL, { leads: ['phong-b'], budget: 230 }),
        },
      },
    },
    [
      'counted-twice high: mau-2026#1 + mau-2026#4',
      'counted-twice high: mau-2026#2 + mau-2026#3',
      'swapped-budgets high: mau-2026#1 + mau-2026#4 + mau-2026#2 + mau-2026#3',
    ],
  ],
  [
    'two pairs that differ the same way round are not swapped',
    {
      'mau-2026': {
        tasks: {
          '1': task(PORTAL, { leads: ['phong-a'], budget: 530 }),
          '2': task(STORE, { leads: ['phong-a'], budget: 530 }),
          '3': task(PORTAL, { leads: ['phong-b'], budget: 230 }),
          '4': task(STORE, { leads: ['phong-b'], budget: 230 }),
        },
      },
    },
    ['two-budgets medium: mau-2026#1 + mau-2026#3', 'two-budgets medium: mau-2026#2 + mau-2026#4'],
  ],
  [
    'a group row that isn’t the sum of its parts',
    {
      'mau-2026': {
        tasks: {
          '1': task('Chuyển đổi số', { group: true, budget: 10 }),
          '1.1': task('Mua máy chủ', { parent: '1', budget: 4.5 }),
          '1.2': task('Thuê đường truyền', { parent: '1', budget: 4.7 }),
        },
      },
    },
    ['group-sum high: mau-2026#1 + mau-2026#1.1 + mau-2026#1.2'],
  ],
  [
    'a group row that is the sum of its parts, to the last đồng',
    {
      'mau-2026': {
        tasks: {
          '1': task('Chuyển đổi số', { group: true, budget: 0.3 }),
          '1.1': task('Mua máy chủ', { parent: '1', budget: 0.1 }),
          '1.2': task('Thuê đường truyền', { parent: '1', budget: 0.2 }),
        },
      },
    },
    [],
  ],
  [
    'what a group row has more may belong to a part without a figure',
    {
      'mau-2026': {
        tasks: {
          '1': task('Chuyển đổi số', { group: true, budget: 10 }),
          '1.1': task('Mua máy chủ', { parent: '1', budget: 4 }),
          '1.2': task('Thuê đường truyền', { parent: '1' }),
        },
      },
    },
    [],
  ],
  // The document's day.
  [
    'a deadline before the day of the document',
    {
      'mau-2026': {
        issuedOn: '2026-02-28',
        tasks: {
          '1': task('Rà soát quy chế', { schedule: 'Tháng 1/2026' }),
          '2': task('Sửa quy chế', { schedule: 'Tháng 2/2026' }),
        },
      },
    },
    ['before-issue high: mau-2026#1'],
  ],
  [
    'of a document without a day, a deadline before its year',
    {
      'mau-2026': {
        tasks: {
          '1': task('Rà soát quy chế', { schedule: 'Tháng 12/2025' }),
          '2': task('Sửa quy chế', { schedule: 'Tháng 1/2026' }),
        },
      },
    },
    ['before-issue high: mau-2026#1'],
  ],
  [
    'the first round of what comes every month is no deadline',
    {
      'mau-2026': {
        issuedOn: '2026-02-28',
        tasks: { '1': task('Báo cáo', { schedule: 'Trước ngày 12 hằng tháng' }) },
      },
    },
    [],
  ],
  // Who leads.
  [
    'two departments for one job in two documents of the city',
    {
      'mot-2026': { tasks: { '1': task(RESOLUTION, { leads: ['so-a'] }) } },
      'hai-2026': { tasks: { '1': task(RESOLUTION, { leads: ['so-b'] }) } },
    },
    ['two-leads high: hai-2026#1 + mot-2026#1'],
  ],
  [
    'one of the two departments of the origin alone',
    {
      'goc-2026': { tasks: { '1': task('Cân đối ngân sách', { leads: ['so-a', 'so-b'] }) } },
      'thuc-2026': { tasks: { '1': task('Bố trí chi', { leads: ['so-b'], from: ['goc-2026#1'] }) } },
    },
    ['two-leads medium: goc-2026#1 + thuc-2026#1', 'shared-lead low: goc-2026#1'],
  ],
  [
    'of an origin carried out in parts each part has its own lead',
    {
      'goc-2026': { tasks: { '1': task('Cân đối ngân sách', { leads: ['so-a', 'so-b'] }) } },
      'thuc-2026': {
        tasks: {
          '1': task('Bố trí chi', { leads: ['so-b'], from: ['goc-2026#1'] }),
          '2': task('Gỡ vướng quỹ', { leads: ['so-a'], from: ['goc-2026#1'] }),
        },
      },
    },
    ['shared-lead low: goc-2026#1'],
  ],
  [
    'a commune, or a room, that leads at its level what a department leads above contradicts nobody',
    {
      'goc-2026': { tasks: { '1': task('Cân đối ngân sách', { leads: ['so-a'] }) } },
      'xa-2026': {
        issuer: 'UBND xã A',
        tasks: { '1': task('Bố trí chi', { leads: ['xa-a'], from: ['goc-2026#1'] }) },
      },
      'so-2026': {
        issuer: 'Sở A',
        tasks: { '1': task('Tham mưu chi', { leads: ['phong-a'], from: ['goc-2026#1'] }) },
      },
    },
    [],
  ],
  [
    'two communes with the same job are no rivals',
    {
      'xa-a-2026': { issuer: 'UBND xã A', tasks: { '1': task(PORTAL, { leads: ['xa-a'] }) } },
      'xa-b-2026': { issuer: 'UBND xã B', tasks: { '1': task(PORTAL, { leads: ['xa-b'] }) } },
    },
    [],
  ],
  [
    'a department out of the group that the origin names is well',
    {
      'goc-2026': { tasks: { '1': task('Mở rộng hợp tác', { leads: ['tat-ca'] }) } },
      'thuc-2026': { tasks: { '1': task('Hợp tác với đối tác', { leads: ['so-a'], from: ['goc-2026#1'] }) } },
    },
    [],
  ],
  // The "6 rõ".
  [
    'a task without lead, product and time lacks three, a group row nothing',
    {
      'mau-2026': {
        tasks: {
          '1': task('Chuyển đổi số', { group: true, leads: [] }),
          '1.1': task('Mua máy chủ', { parent: '1', leads: [], products: [], schedule: '' }),
        },
      },
    },
    ['no-lead medium: mau-2026#1.1', 'no-product medium: mau-2026#1.1', 'no-time medium: mau-2026#1.1'],
  ],
  [
    'a lead unit that nobody has registered is a lead all the same',
    { 'mau-2026': { tasks: { '1': task('Mua máy chủ', { leads: [], unknownLeads: ['Ban Chuyển đổi'] }) } } },
    [],
  ],
  [
    'two named units share the lead, a unit and a group don’t',
    {
      'mau-2026': {
        tasks: {
          '1': task('Mua máy chủ', { leads: ['so-a', 'so-b'] }),
          '2': task('Thuê máy', { leads: ['so-a', 'cac-xa'] }),
        },
      },
    },
    ['shared-lead low: mau-2026#1'],
  ],
  // Names.
  [
    'two rows of one unit with one name',
    { 'mau-2026': { tasks: { '1': task('Mua máy chủ'), '2': task('Mua  máy chủ.') } } },
    ['doubled-title low: mau-2026#1 + mau-2026#2'],
  ],
  [
    'one name under two group rows, or with another figure, is no doubling',
    {
      'mau-2026': {
        tasks: {
          '1': task('Chuyển đổi số', { group: true }),
          '2': task('Đổi mới sáng tạo', { group: true }),
          '1.1': task('Tổng kết', { parent: '1' }),
          '2.1': task('Tổng kết', { parent: '2' }),
          '3': task('Kiểm tra 10 cơ sở'),
          '4': task('Kiểm tra 12 cơ sở'),
        },
      },
    },
    [],
  ],
  // Links.
  [
    'a link to a task that isn’t there is broken',
    {
      'goc-2026': { tasks: { '1': task('Cân đối ngân sách') } },
      'thuc-2026': { tasks: { '1': task('Bố trí chi', { from: ['goc-2026#9'] }) } },
    },
    ['broken-link high: thuc-2026#1'],
  ],
  [
    'a link to a programme that nobody knows is broken',
    { 'thuc-2026': { tasks: { '1': task('Bố trí chi', { from: ['la-2026#1'] }) } } },
    ['broken-link high: thuc-2026#1'],
  ],
  [
    'two tasks that carry out one another go in a circle, told once',
    {
      'mot-2026': { tasks: { '1': task('Bố trí chi', { from: ['hai-2026#1'] }) } },
      'hai-2026': { tasks: { '1': task('Cân đối ngân sách', { from: ['mot-2026#1'] }) } },
    },
    ['circular-link high: hai-2026#1 + mot-2026#1'],
  ],
  [
    'a link to a group row should name a part',
    {
      'goc-2026': { tasks: { '1': task('Chuyển đổi số', { group: true }) } },
      'thuc-2026': { tasks: { '1': task('Bố trí chi', { from: ['goc-2026#1'] }) } },
    },
    ['link-to-group low: goc-2026#1 + thuc-2026#1'],
  ],
  [
    'a basis that nobody knows, and one that no task leads to',
    { 'goc-2026': {}, 'thuc-2026': { basis: ['la-2026', 'goc-2026'], tasks: { '1': task('Bố trí chi') } } },
    ['unknown-basis high: thuc-2026', 'basis-without-link low: goc-2026 + thuc-2026'],
  ],
  // Indicators.
  [
    'a document below that asks for less than the one above',
    {
      'goc-2026': {
        tasks: { '1': task('Cân đối ngân sách') },
        indicators: {
          a: { name: 'Hồ sơ thủ tục xử lý hoàn toàn trực tuyến, nhập dữ liệu một lần', target: 90 },
        },
      },
      'xa-2026': {
        tasks: { '1': task('Bố trí chi', { from: ['goc-2026#1'] }) },
        indicators: { b: { name: 'Hồ sơ thủ tục hành chính xử lý trực tuyến toàn trình', target: 80 } },
      },
    },
    ['two-targets medium: goc-2026#a + xa-2026#b'],
  ],
  [
    'a document below that asks for more is worth knowing',
    {
      'goc-2026': {
        tasks: { '1': task('Cân đối ngân sách') },
        indicators: { a: { name: 'Kết quả thủ tục hành chính đã số hóa', target: 95 } },
      },
      'xa-2026': {
        tasks: { '1': task('Bố trí chi', { from: ['goc-2026#1'] }) },
        indicators: { b: { name: 'Kết quả thủ tục hành chính đã số hóa', target: 100 } },
      },
    },
    ['two-targets low: goc-2026#a + xa-2026#b'],
  ],
  [
    'two targets under one heading of one document contradict',
    {
      'mau-2026': {
        indicators: {
          a: { name: 'Dân số phủ sóng 5G', target: 80 },
          b: { name: 'Dân số phủ sóng 5G', target: 95 },
        },
      },
    },
    ['two-targets high: mau-2026#a + mau-2026#b'],
  ],
  [
    'a target of a further year that differs contradicts',
    {
      'mau-2026': {
        indicators: {
          a: { name: 'Dân số phủ sóng 5G', target: 80, later: [[2030, 95]] },
          b: { name: 'Dân số phủ sóng 5G (cả vùng nông thôn)', target: 99, year: 2030 },
        },
      },
    },
    ['two-targets high: mau-2026#a + mau-2026#b'],
  ],
  [
    '"over" a figure asks for more than "at least"',
    {
      'goc-2026': {
        tasks: { '1': task('Cân đối ngân sách') },
        indicators: { a: { name: 'Kết quả thủ tục hành chính đã số hóa', target: 95 } },
      },
      'xa-2026': {
        tasks: { '1': task('Bố trí chi', { from: ['goc-2026#1'] }) },
        indicators: { b: { name: 'Kết quả thủ tục hành chính đã số hóa', target: 95, strict: true } },
      },
    },
    ['two-targets low: goc-2026#a + xa-2026#b'],
  ],
  [
    'one line twice under one heading is doubled',
    {
      'mau-2026': {
        indicators: {
          a: { name: 'Dân số phủ sóng 5G', target: 80 },
          b: { name: 'Dân số phủ sóng 5G (lặp)', target: 80 },
        },
      },
    },
    ['doubled-title low: mau-2026#a + mau-2026#b'],
  ],
  [
    'each unit’s own figure under its own heading is no contradiction',
    {
      'mau-2026': {
        indicators: {
          a: { name: 'Chi thường xuyên', target: 80, group: 'Phòng A', unit: 'triệu đồng' },
          b: { name: 'Chi thường xuyên', target: 95, group: 'Phòng B', unit: 'triệu đồng' },
        },
      },
    },
    [],
  ],
  [
    'a commune’s number of things is its part of the city’s',
    {
      'goc-2026': {
        indicators: { a: { name: 'Sáng kiến được công nhận trong năm', target: 190, unit: 'sáng kiến' } },
      },
      'xa-2026': {
        issuer: 'UBND xã A',
        indicators: { b: { name: 'Sáng kiến được công nhận trong năm', target: 2, unit: 'sáng kiến' } },
      },
    },
    [],
  ],
  [
    'another year, another level and a part of a whole are other indicators',
    {
      'mot-2026': {
        indicators: {
          a: { name: 'Chi nghiên cứu so với GRDP', target: 2, year: 2030 },
          b: { name: 'Sáng kiến có hiệu quả cấp thành phố', target: 70 },
          c: { name: 'Sáng kiến của khu vực công được công nhận', target: 50 },
        },
      },
      'hai-2026': {
        indicators: {
          a: { name: 'Chi nghiên cứu so với GRDP', target: 1, year: 2026 },
          b: { name: 'Sáng kiến có hiệu quả cấp cơ sở', target: 60 },
          c: { name: 'Sáng kiến của khu vực công được công nhận', target: 40, parent: 'b' },
        },
      },
    },
    [],
  ],
];

describe('what the check finds', () => {
  it.each(CASES)('%s', (_, given, expected) => {
    expect(told(check(given).findings)).toEqual(expected);
  });

  it('takes programmes that are only known for no broken links and no unknown basis', () => {
    const given: Given = {
      'thuc-2026': { basis: ['goc-2026'], tasks: { '1': task('Bố trí chi', { from: ['goc-2026#1'] }) } },
    };
    expect(told(check(given, ['goc-2026']).findings)).toEqual([]);
    expect(told(check(given).findings)).toEqual([
      'broken-link high: thuc-2026#1',
      'unknown-basis high: thuc-2026',
    ]);
  });

  it('tells of links to a document that the basis doesn’t name, once for each document', () => {
    const given = linked('Năm 2026', 'Tháng 3/2026');
    expect(check(given).findings).toMatchObject([
      {
        kind: 'link-without-basis',
        severity: 'low',
        sides: [
          { programme: 'goc-2026', code: null, says: '1 nhiệm vụ của thuc-2026 thực hiện văn bản này' },
          { programme: 'thuc-2026', code: null, at: 'thuc-2026.yaml:1' },
        ],
      },
    ]);
  });
});

describe('a finding', () => {
  it('has both places with file and line, units, and what each says', () => {
    const [finding] = check(linked('Tháng 3/2026', 'Tháng 11/2026')).findings;
    expect(finding).toEqual({
      kind: 'two-deadlines',
      severity: 'high',
      case: 'different',
      similarity: expect.any(Number),
      sides: [
        {
          programme: 'goc-2026',
          code: '1',
          at: 'goc-2026.yaml:10',
          title: 'Công bố kho học liệu mở',
          units: ['Sở A'],
          says: '“Tháng 3/2026” (hạn 31/03/2026)',
        },
        {
          programme: 'thuc-2026',
          code: 'A',
          at: 'thuc-2026.yaml:10',
          title: 'Số hóa giáo trình của trường',
          units: ['Sở A'],
          says: '“Tháng 11/2026” (hạn 30/11/2026)',
        },
      ],
      detail: 'Hai thời hạn lệch nhau 244 ngày.',
    });
  });

  it('says by how much the budget is counted too often, and how else the rows differ', () => {
    const [finding] = check(twoUnits('Quý II - III/2026', 'Quý III/2026')).findings;
    expect(finding).toMatchObject({
      kind: 'counted-twice',
      similarity: 1,
      amountMillionVnd: 5,
      sides: [{ budgetMillionVnd: 5, says: '5,00 triệu đồng; “Quý II - III/2026” (hạn 30/09/2026)' }, {}],
      remark: 'thời gian ghi khác nhau: “Quý II - III/2026” và “Quý III/2026”',
    });
  });
});

describe('the sums of a programme', () => {
  it('count group rows apart, leave their budgets out, and count a job of three units once', () => {
    const { programmes } = check({
      'mau-2026': {
        tasks: {
          '1': task('Chuyển đổi số', { group: true, budget: 1000 }),
          '1.1': task(STORE, { parent: '1', leads: ['phong-a'], budget: 1000 }),
          '2': task(STORE, { leads: ['phong-b'], budget: 1000 }),
          '3': task(STORE, { leads: ['so-a'], budget: 1000 }),
          '4': task('Mua máy chủ', { budget: 0.1 }),
          '5': task('Thuê đường truyền', { budget: 0.2 }),
          '6': task('Sửa mạng nội bộ'),
        },
        indicators: { a: { name: 'Dân số phủ sóng 5G', target: 80 } },
      },
    });
    expect(programmes).toMatchObject([
      {
        id: 'mau-2026',
        tasks: 7,
        groups: 1,
        indicators: 1,
        budgetMillionVnd: 3000.3,
        countedTwice: { jobs: 1, amountMillionVnd: 2000 },
        netBudgetMillionVnd: 1000.3,
        findings: { 'counted-twice': 1 },
      },
    ]);
  });

  it('are null where a document gives no budgets', () => {
    const { programmes } = check({ 'mau-2026': { tasks: { '1': task('Mua máy chủ') } } });
    expect(programmes[0]).toMatchObject({ budgetMillionVnd: null, netBudgetMillionVnd: null });
  });

  it('count a finding between two programmes for both', () => {
    const { programmes } = check(linked('Tháng 3/2026', 'Tháng 11/2026'));
    expect(programmes.map(({ findings }) => findings['two-deadlines'])).toEqual([1, 1]);
  });
});

describe('the six clear things', () => {
  it('are all named, and what can’t be checked is said to be so', () => {
    const { clarity } = check({});
    expect(clarity.map(({ name }) => name)).toEqual([
      'rõ người',
      'rõ việc',
      'rõ thời gian',
      'rõ trách nhiệm',
      'rõ sản phẩm',
      'rõ thẩm quyền',
    ]);
    expect(clarity.filter(({ kinds }) => kinds.length === 0).map(({ name }) => name)).toEqual([
      'rõ thẩm quyền',
    ]);
  });
});

describe('the order of the files', () => {
  const TITLES = [PORTAL, ZONE, STORE, RESOLUTION, `Chuyển đổi số: ${STORE}`, 'Tập huấn'];
  const SCHEDULES = ['Tháng 3/2026', 'Quý IV/2026', 'Thường xuyên', '-', 'Sau khi có hướng dẫn của Bộ'];
  const IDS = ['a-2026', 'b-2026', 'c-2026', 'd-2026'];
  const row = fc.record({
    title: fc.constantFrom(...TITLES),
    schedule: fc.constantFrom(...SCHEDULES),
    leads: fc.constantFrom(['so-a'], ['so-b'], ['phong-a'], ['phong-b'], ['cac-so'], []),
    budget: fc.constantFrom(0, 5, 7),
    from: fc.constantFrom([], ['a-2026#1'], ['b-2026#2'], ['la-2026#1']),
  });
  const documents = fc.array(fc.array(row, { minLength: 1, maxLength: 6 }), {
    minLength: 2,
    maxLength: IDS.length,
  });

  it('changes nothing in what is found', () => {
    fc.assert(
      fc.property(documents, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (given, keys) => {
        const files = given.map((rows, index) =>
          madeUp(IDS[index] as string, {
            tasks: Object.fromEntries(rows.map((one, place) => [String(place + 1), one])),
            indicators: { i: { name: 'Dân số phủ sóng 5G', target: rows.length } },
          }),
        );
        const shuffled = files
          .map((file, index) => ({ file, key: keys[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ file }) => file);
        expect(checkCatalogues(shuffled)).toEqual(checkCatalogues(files));
        expect(checkCatalogues([...files].reverse())).toEqual(checkCatalogues(files));
      }),
      { numRuns: 150 },
    );
  });
});

describe('many tasks', () => {
  const SYLLABLES =
    'bao can dao dien gia hai khai lam minh nang phat quan rung song tao uom van xuan bien cang'.split(' ');

  it('are checked without comparing each with each: the pairs among 20,000 are found', () => {
    const COUNT = 20_000;
    const titleOf = (number: number) =>
      Array.from({ length: 7 }, (_, place) => {
        const digit = Math.floor(number / SYLLABLES.length ** (place % 4)) + place * number;
        return `${SYLLABLES[digit % SYLLABLES.length]}${place === 6 ? number : ''}`;
      }).join(' ');
    const tasks = Object.fromEntries(
      Array.from({ length: COUNT }, (_, index) => [
        String(index),
        task(titleOf(index % (COUNT - 10)), {
          leads: [index < COUNT - 10 ? 'phong-a' : 'phong-b'],
          budget: 1,
        }),
      ]),
    );
    const { programmes } = check({ 'lon-2026': { tasks } });
    expect(programmes[0]).toMatchObject({ tasks: COUNT, countedTwice: { jobs: 10, amountMillionVnd: 10 } });
  });

  it('of one and the same title in many units are one job', () => {
    const COUNT = 5000;
    const files = Array.from({ length: 10 }, (_, file) =>
      madeUp(`x${file}-2026`, {
        tasks: Object.fromEntries(
          Array.from({ length: COUNT / 10 }, (_, index) => [
            String(index),
            task(PORTAL, { leads: [], unknownLeads: [`Đơn vị ${index}`], budget: 1 }),
          ]),
        ),
      }),
    );
    expect(checkCatalogues(files).programmes.map(({ countedTwice }) => countedTwice)).toEqual(
      Array.from({ length: 10 }, () => ({ jobs: 1, amountMillionVnd: COUNT / 10 - 1 })),
    );
  });
});
