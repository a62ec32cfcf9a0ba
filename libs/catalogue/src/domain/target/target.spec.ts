import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  MAX_TARGET_PHRASE_LENGTH,
  parseTarget,
  renderTarget,
  type Target,
  UnknownTargetPhraseError,
} from './index.js';
import { renderNumber, vietnameseNumber } from './target-number.js';

type Row = [phrase: string, target: Target | Target[]];

const atLeast = (target: number, unit?: string, more: Partial<Target> = {}): Target => ({
  direction: 'at_least',
  target,
  ...(unit === undefined ? {} : { unit }),
  ...more,
});
const atMost = (target: number, unit?: string, more: Partial<Target> = {}): Target => ({
  ...atLeast(target, unit, more),
  direction: 'at_most',
});
const range = (target: number, targetMax: number, unit?: string, more: Partial<Target> = {}): Target => ({
  ...atLeast(target, unit, { targetMax, ...more }),
  direction: 'range',
});
const exactly = (target: number, unit?: string): Target => ({
  ...atLeast(target, unit),
  direction: 'exactly',
});
const rank = (target: number, more: Partial<Target> = {}): Target => ({
  direction: 'rank_at_most',
  target,
  ...more,
});
const QUALITATIVE: Target = { direction: 'qualitative' };

const DIRECTIONS: Row[] = [
  ['100%', atLeast(100, '%')],
  ['0,786', atLeast(0.786)],
  ['4.718,51 tỷ đồng', atLeast(4718.51, 'tỷ đồng')],
  ['1.000', atLeast(1000)],
  ['không dưới 80%', atLeast(80, '%')],
  ['tối thiểu 80%', atLeast(80, '%')],
  ['Ít nhất 60 nhiệm vụ', atLeast(60, 'nhiệm vụ')],
  ['từ 95% trở lên', atLeast(95, '%')],
  ['80% trở lên', atLeast(80, '%')],
  ['Tối thiểu đạt 60%', atLeast(60, '%')],
  ['≥ 65%', atLeast(65, '%')],
  ['>= 65%', atLeast(65, '%')],
  ['$\\geq 65\\%$', atLeast(65, '%')],
  ['trên 50 nhiệm vụ', atLeast(50, 'nhiệm vụ', { strict: true })],
  ['hơn 60%', atLeast(60, '%', { strict: true })],
  ['> 80%', atLeast(80, '%', { strict: true })],
  ['không quá 5%', atMost(5, '%')],
  ['tối đa 3 ngày', atMost(3, 'ngày')],
  ['5% trở xuống', atMost(5, '%')],
  ['≤ 3%', atMost(3, '%')],
  ['dưới 5%', atMost(5, '%', { strict: true })],
  ['< 5%', atMost(5, '%', { strict: true })],
  ['Tỷ lệ hộ nghèo còn 1%', atMost(1, '%')],
  ['0 hồ sơ quá hạn', atMost(0, 'hồ sơ')],
  ['đúng 3 hội nghị', exactly(3, 'hội nghị')],
  ['= 100%', exactly(100, '%')],
  ['khoảng 10.000 lượt', atLeast(10_000, 'lượt', { approximate: true })],
  ['trên dưới 100 doanh nghiệp', atLeast(100, 'doanh nghiệp', { approximate: true })],
  ['~ 50 dự án', atLeast(50, 'dự án', { approximate: true })],
];

const SPANS: Row[] = [
  ['3–5 nhóm', range(3, 5, 'nhóm')],
  ['3-5 nhóm', range(3, 5, 'nhóm')],
  ['3 đến 5 nhóm', range(3, 5, 'nhóm')],
  ['từ 3 nhóm đến 5 nhóm', range(3, 5, 'nhóm')],
  ['10–15 nhóm dữ liệu', range(10, 15, 'nhóm dữ liệu')],
  ['kết nạp thêm 3-5 thành viên', range(3, 5, 'thành viên')],
  ['80 - 90%', range(80, 90, '%')],
  ['từ 80% đến 90%', range(80, 90, '%')],
  ['từ 6,5 đến 7%', range(6.5, 7, '%')],
  ['1.500 - 2.000 lượt', range(1500, 2000, 'lượt')],
  ['từ 1.000 tỷ đồng đến 1.500 tỷ đồng', range(1000, 1500, 'tỷ đồng')],
  ['Khoảng 30 - 40 dự án', range(30, 40, 'dự án', { approximate: true })],
  ['giảm từ 10-15%', range(10, 15, '% giảm')],
];

const CHANGES: Row[] = [
  ['giảm 15%', atLeast(15, '% giảm')],
  ['giảm: 15%', atLeast(15, '% giảm')],
  ['tăng 20%', atLeast(20, '% tăng')],
  ['tăng bình quân 10%/năm', atLeast(10, '% tăng', { recurrence: 'annual' })],
  ['giảm ít nhất 15% so với năm 2025', atLeast(15, '% giảm so với năm 2025')],
  ['So với năm 2025, giảm 15%', atLeast(15, '% giảm so với năm 2025')],
  ['giảm tối thiểu 30% thời gian so với quy định', atLeast(30, '% giảm so với quy định')],
  ['Giảm tỷ lệ tai nạn giao thông 10%', atLeast(10, '% giảm')],
  ['Rút ngắn 30% thời gian', atLeast(30, '% rút ngắn')],
  ['Cắt giảm ít nhất 30% chi phí', atLeast(30, '% cắt giảm')],
  ['tăng thêm 10 doanh nghiệp', atLeast(10, 'doanh nghiệp tăng')],
  ['tăng từ 3 đến 5 bậc so với năm 2025', range(3, 5, 'bậc tăng so với năm 2025')],
  ['gấp 1,5 lần so với 2025', atLeast(1.5, 'lần so với 2025')],
  ['gấp hơn 2 lần năm 2025', atLeast(2, 'lần so với năm 2025', { strict: true })],
  ['bằng 1,5 lần so với năm 2025', atLeast(1.5, 'lần so với năm 2025')],
  ['tăng gấp đôi so với năm 2025', atLeast(2, 'lần so với năm 2025')],
  ['giảm xuống 5%', atMost(5, '%')],
  ['giảm tỷ lệ hộ nghèo xuống dưới 1%', atMost(1, '%', { strict: true })],
  ['giảm từ 10% xuống còn 5%', atMost(5, '%')],
  ['tăng lên 80%', atLeast(80, '%')],
  ['nâng tỷ lệ từ 40% lên 60%', atLeast(60, '%')],
  ['tốc độ tăng trưởng 10,5%', atLeast(10.5, '%')],
  ['Tốc độ tăng TFP: 5,8%', atLeast(5.8, '%')],
];

const RANKS: Row[] = [
  ['top 5', rank(5)],
  ['Tốp 5', rank(5)],
  ['Top-5', rank(5)],
  ['top 5, phấn đấu top 3', rank(5, { stretchTarget: 3 })],
  ['trong top 10 cả nước, phấn đấu vào top 5', rank(10, { stretchTarget: 5 })],
  ['nhóm 10 tỉnh dẫn đầu', rank(10)],
  ['thuộc nhóm 10 tỉnh, thành phố dẫn đầu cả nước', rank(10)],
  ['Xếp thứ hạng 10/34, phấn đấu thứ 8', rank(10, { stretchTarget: 8 })],
  ['thứ hạng: 5', rank(5)],
  ['thứ hạng 8 trở lên', rank(8)],
];

const STRETCHES: Row[] = [
  ['tối thiểu 80%, phấn đấu 90%', atLeast(80, '%', { stretchTarget: 90 })],
  ['80% trở lên (phấn đấu 90%)', atLeast(80, '%', { stretchTarget: 90 })],
  ['không quá 5%, phấn đấu dưới 3%', atMost(5, '%', { stretchTarget: 3 })],
  ['3-5 nhóm, phấn đấu 6 nhóm', range(3, 5, 'nhóm', { stretchTarget: 6 })],
  ['phấn đấu 90%', atLeast(90, '%')],
  [
    'năm 2026 đạt 80%, phấn đấu đến năm 2030 đạt 100%',
    [atLeast(80, '%', { targetYear: 2026 }), atLeast(100, '%', { targetYear: 2030 })],
  ],
];

const SHARES_AND_MONEY: Row[] = [
  ['ít nhất 1/3 số xã', atLeast(1 / 3, 'số xã')],
  ['ít nhất hai phần ba số xã', atLeast(2 / 3, 'số xã')],
  ['một nửa số xã', atLeast(0.5, 'số xã')],
  ['19/19 tiêu chí', atLeast(19, 'tiêu chí')],
  ['ít nhất 50% số xã', atLeast(50, '%')],
  ['5.587 triệu đồng', atLeast(5587, 'triệu đồng')],
  ['15.000 triệu đồng đồng', atLeast(15_000, 'triệu đồng')],
  ['Nộp ngân sách: 26 triệu', atLeast(26, 'triệu đồng')],
  ['500 tr.đ', atLeast(500, 'triệu đồng')],
  ['30 tỉ đồng', atLeast(30, 'tỷ đồng')],
  ['9.000 USD', atLeast(9000, 'USD')],
  ['1 triệu lượt truy cập', atLeast(1, 'triệu lượt truy cập')],
  ['100 triệu đồng/người/năm', atLeast(100, 'triệu đồng/người', { recurrence: 'annual' })],
  ['1,5 doanh nghiệp/1.000 dân', atLeast(1.5, 'doanh nghiệp/1.000 dân')],
  ['không quá 15 phút/lượt', atMost(15, 'phút/lượt')],
  ['ít nhất một mô hình', atLeast(1, 'mô hình')],
  ['02 (hai) mô hình', atLeast(2, 'mô hình')],
];

const TIMES: Row[] = [
  ['đến năm 2030 đạt 80%', atLeast(80, '%', { targetYear: 2030 })],
  ['Đến 2030 đạt 80%', atLeast(80, '%', { targetYear: 2030 })],
  ['trên 150 bài báo vào năm 2030', atLeast(150, 'bài báo', { strict: true, targetYear: 2030 })],
  ['100% trước ngày 30/6/2026', atLeast(100, '%', { targetYear: 2026 })],
  ['giai đoạn 2026-2030 đạt 50 nhiệm vụ', atLeast(50, 'nhiệm vụ', { targetYear: 2030 })],
  ['02 phiên/năm', atLeast(2, 'phiên', { recurrence: 'annual' })],
  ['mỗi năm 02 phiên', atLeast(2, 'phiên', { recurrence: 'annual' })],
  ['Hằng năm tổ chức 02 phiên', atLeast(2, 'phiên', { recurrence: 'annual' })],
  ['tối thiểu 2 cuộc mỗi quý', atLeast(2, 'cuộc', { recurrence: 'quarterly' })],
  ['01 cuộc/tháng', atLeast(1, 'cuộc', { recurrence: 'monthly' })],
  [
    'Số đề tài được giao hằng năm. Đạt trên 50',
    atLeast(50, undefined, { strict: true, recurrence: 'annual' }),
  ],
  ['Số đơn (sáng chế)/năm đạt tối thiểu 40 đơn', atLeast(40, 'đơn', { recurrence: 'annual' })],
];

const SEVERAL: Row[] = [
  ['2.500 thông tin, 200 nhà cung cấp', [atLeast(2500, 'thông tin'), atLeast(200, 'nhà cung cấp')]],
  ['đạt 100% và 70% (lần lượt)', [atLeast(100, '%'), atLeast(70, '%')]],
  ['lần lượt đạt tối thiểu 100% và 70%', [atLeast(100, '%'), atLeast(70, '%')]],
  ['không quá 5% và 3%', [atMost(5, '%'), atMost(3, '%')]],
  ['≥ 65%; ≤ 3%', [atLeast(65, '%'), atMost(3, '%')]],
  [
    'Duy trì 2500 tin, 200 mẫu; trên 4.000 lượt/tháng',
    [
      atLeast(2500, 'tin'),
      atLeast(200, 'mẫu'),
      atLeast(4000, 'lượt', { strict: true, recurrence: 'monthly' }),
    ],
  ],
  [
    'Tối thiểu 02 phiên/năm, trong đó có tối thiểu 01 phiên quốc tế',
    [atLeast(2, 'phiên', { recurrence: 'annual' }), atLeast(1, 'phiên', { recurrence: 'annual' })],
  ],
  ['cấp cơ sở từ 06, cấp tỉnh từ 02 sáng kiến trở lên', [atLeast(6, 'sáng kiến'), atLeast(2, 'sáng kiến')]],
  [
    'Đến năm 2030 chi đạt 2% GRDP, trong đó xã hội chiếm hơn 60%',
    [atLeast(2, '%', { targetYear: 2030 }), atLeast(60, '%', { strict: true, targetYear: 2030 })],
  ],
  [
    '80% (năm 2026), 90% (năm 2027)',
    [atLeast(80, '%', { targetYear: 2026 }), atLeast(90, '%', { targetYear: 2027 })],
  ],
  ['Giảm 10% chi phí. Số hóa hồ sơ: 100%', [atLeast(10, '% giảm'), atLeast(100, '%')]],
];

/** What stands around the figure and is no target itself. */
const AMONG_OTHER_NUMBERS: Row[] = [
  ['Phủ sóng 5G đạt 95% dân số', atLeast(95, '%')],
  ['Truy cập với tốc độ trên 01Gbps/s đạt tối thiểu 80%', atLeast(80, '%')],
  ['Truy cập với tốc độ trên 100 Mbps đạt tối thiểu 80%', atLeast(80, '%')],
  ['100% quy trình trong 4 khối được số hóa', atLeast(100, '%')],
  ['100% cán bộ đáp ứng chính quyền 02 cấp', atLeast(100, '%')],
  ['100% xã có tối thiểu 02 cán bộ chuyên trách', atLeast(100, '%')],
  ['Được ứng dụng sau 12 tháng nghiệm thu: tối thiểu 60%', atLeast(60, '%')],
  ['Dân số từ 15 tuổi trở lên có tài khoản đạt trên 95%', atLeast(95, '%', { strict: true })],
  ['Trẻ em dưới 5 tuổi thiếu cân dưới 10%', atMost(10, '%', { strict: true })],
  ['Số lớp về TCVN ISO 9001:2015: 06', atLeast(6)],
  ['Theo Nghị quyết số 57-NQ/TW ngày 22/12/2024: 03 đề án', atLeast(3, 'đề án')],
  ['Theo Nghị định 106, 107 và 120/2020/NĐ-CP: 100%', atLeast(100, '%')],
  ['Thực hiện Nghị quyết 57: 100% nhiệm vụ', atLeast(100, '%')],
  ['Đề án 06/CP đạt 90%', atLeast(90, '%')],
  ['Cách mạng công nghiệp 4.0: 10 dự án', atLeast(10, 'dự án')],
  ['Dịch vụ công mức độ 4 đạt 100%', atLeast(100, '%')],
  ['(02) Hỗ trợ 10 dự án', atLeast(10, 'dự án')],
  ['- Tối thiểu 80% hồ sơ', atLeast(80, '%')],
  ['1. Số hóa: 100%', atLeast(100, '%')],
  ['Số sản phẩm được truy xuất nguồn gốc 100 sản phẩm', atLeast(100, 'sản phẩm')],
  ['Kế hoạch 05 năm: 01 kế hoạch', atLeast(1, 'kế hoạch')],
  ['Mỗi xã ít nhất 01 mô hình', atLeast(1, 'mô hình')],
];

const WITHOUT_FIGURE: Row[] = [
  ['Thực hiện các chỉ số khác được giao (nếu có)', QUALITATIVE],
  ['Củng cố bộ phận một cửa', QUALITATIVE],
  ['Không để xảy ra mất an toàn thông tin', QUALITATIVE],
  ['Triển khai Kế hoạch số 16/KH-UBND ngày 15/01/2026', QUALITATIVE],
  ['Tiếp nhận ứng dụng được giao trong năm 2026', { ...QUALITATIVE, targetYear: 2026 }],
  ['Tổ chức thành công ngày hội hằng năm', { ...QUALITATIVE, recurrence: 'annual' }],
];

const SCANNED: Row[] = [
  ['top 5, phân đầu top 3', rank(5, { stretchTarget: 3 })],
  ['top 5, phân đấu top 3', rank(5, { stretchTarget: 3 })],
  ['Trên  80\u00A0%', atLeast(80, '%', { strict: true })],
  ['tối thiểu 80 % ;', atLeast(80, '%')],
  ['TỐI THIỂU 80%', atLeast(80, '%')],
  ['Dƣới 5%', atMost(5, '%', { strict: true })],
  ['hăng năm 02 phiên', atLeast(2, 'phiên', { recurrence: 'annual' })],
  ['3 — 5 nhóm', range(3, 5, 'nhóm')],
  ['3−5 nhóm', range(3, 5, 'nhóm')],
  ['trên50%', atLeast(50, '%', { strict: true })],
  ['05doanh nghiệp', atLeast(5, 'doanh nghiệp')],
  ['<p>≥ 85%</p>', atLeast(85, '%')],
];

const BROKEN_NUMBERS = [
  '1,234.5',
  '1.23',
  '80.5%',
  '1.2.3',
  '1,234',
  '1,234,567 xã',
  '10 000 lượt',
  '0.786',
  '-5%',
];

const UNCLEAR = [
  '50 hoặc 60 doanh nghiệp',
  'không đạt 80%',
  'chưa đạt 80%',
  'tối thiểu không quá 5%',
  'tối thiểu 3-5 nhóm',
  'hơn 1.500 - 2.000 lượt',
  '5-3 nhóm',
  'từ 3 nhóm đến 5 xã',
  'từ 60% lên 40%',
  '2/3 xã',
  'Tỷ lệ 1/1.000',
  'Top 5-10',
  'nâng 2 bậc',
  'giảm tỷ lệ thất nghiệp đến 3%',
  'tối thiểu 80%, phấn đấu 70%',
  'top 5, phấn đấu top 5',
  'đúng 3 hội nghị, phấn đấu 4 hội nghị',
  '02 (ba) mô hình',
  'đạt 80% đạt 90%',
  '02 lớp đạt 100%',
  'gấp 5 xã',
  '2030',
  '5%%',
];

const NO_TARGET = [
  '',
  ' \n ',
  '-',
  '%',
  'abc',
  'năm 2030',
  'Tỷ lệ',
  'Tối thiểu',
  'Duy trì',
  'Báo cáo',
  'Cố gắng hết sức',
  'Số lượng dự án đầu tư',
  'Nghị quyết số 57-NQ/TW',
  'Quyết định 709/QĐ-TTg ngày 23/7/2024',
  'thuộc nhóm dẫn đầu cả nước',
  'Tối thiểu\u0000 80%',
];

const reading = (phrase: string) => () => parseTarget(phrase);

describe('parseTarget', () => {
  it.each(DIRECTIONS)('reads the direction of %j', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });
  it.each(SPANS)('reads %j as a range', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });
  it.each(CHANGES)('tells a change from a level in %j', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });
  it.each(RANKS)('reads %j as a rank', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });
  it.each(STRETCHES)('reads what %j strives for', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });
  it.each(SHARES_AND_MONEY)('reads the unit of %j', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });
  it.each(TIMES)('reads when %j is to be reached, or how often', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });
  it.each(SEVERAL)('reads every target of %j in its order', (phrase, targets) => {
    expect(parseTarget(phrase)).toEqual(targets);
  });
  it.each(AMONG_OTHER_NUMBERS)('takes only the target of %j', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });
  it.each(WITHOUT_FIGURE)('reads %j as something to be done', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });
  it.each(SCANNED)('does not mind the writing of %j', (phrase, target) => {
    expect(parseTarget(phrase)).toEqual(target);
  });

  it.each(BROKEN_NUMBERS)('refuses the number %j instead of guessing it', (phrase) => {
    expect(reading(phrase)).toThrow(UnknownTargetPhraseError);
  });
  it.each(UNCLEAR)('refuses %j, which can be read in more than one way', (phrase) => {
    expect(reading(phrase)).toThrow(UnknownTargetPhraseError);
  });
  it.each(NO_TARGET)('refuses %j, which sets no target', (phrase) => {
    expect(reading(phrase)).toThrow(UnknownTargetPhraseError);
  });

  it('names the phrase as given and the reason in the error', () => {
    const phrase = ' tối thiểu 80.5%';
    expect(reading(phrase)).toThrow(
      expect.objectContaining({
        name: 'UnknownTargetPhraseError',
        phrase,
        message: `Không hiểu chỉ tiêu "${phrase}": số "80.5" viết không rõ.`,
      }),
    );
  });

  it('reads a phrase of 1,000 characters and refuses a longer one', () => {
    const figure = 'tối thiểu 80%';
    const longest = `${'a '.repeat(MAX_TARGET_PHRASE_LENGTH)}`.slice(figure.length) + figure;
    expect(parseTarget(longest.slice(-MAX_TARGET_PHRASE_LENGTH))).toEqual(atLeast(80, '%'));
    expect(reading('1'.repeat(MAX_TARGET_PHRASE_LENGTH + 1))).toThrow('dài quá');
  });

  it.each(['a', '1', '1,', '(', '- ', 'trên ', '1 và ', '50% '])(
    'refuses %j repeated to 100,000 characters, and shows only its beginning',
    (part) => {
      const phrase = part.repeat(100_000 / part.length);
      expect(reading(phrase)).toThrow('dài quá');
      expect(reading(phrase)).toThrow(expect.objectContaining({ phrase }));
      expect(reading(phrase)).toThrow(/".{120}…"/);
    },
  );
});

const ALL: Row[] = [
  ...[DIRECTIONS, SPANS, CHANGES, RANKS, STRETCHES, SHARES_AND_MONEY],
  ...[TIMES, SEVERAL, AMONG_OTHER_NUMBERS, WITHOUT_FIGURE, SCANNED],
].flat();

/** What the phrase is read as, or nothing if it is refused as the one error allowed. */
function readOrRefuse(phrase: string): Target | Target[] | undefined {
  try {
    return parseTarget(phrase);
  } catch (error) {
    if (error instanceof UnknownTargetPhraseError) return undefined;
    throw error;
  }
}

const VOCABULARY =
  'tối thiểu không quá dưới trên từ đến trở lên xuống khoảng đúng giảm tăng gấp lần top nhóm dẫn đầu phấn đấu đạt ' +
  'mỗi năm hằng tháng /năm 1 3 5 02 2026 2030 80% 95 % 1,5 4.718,51 1.2 1/3 số xã nhiệm vụ tuổi triệu đồng và hoặc ' +
  'trong đó , ; . : ( ) - – ≥ < = so với lần lượt Nghị quyết 57-NQ/TW ngày 22/12/2024 ISO 9001:2015 Thực hiện có';
const likelyPhrases = fc
  .array(fc.constantFrom(...VOCABULARY.split(' ')), { maxLength: 12 })
  .map((words) => words.join(' '));
const unlikelyPhrases = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('any phrase whatever', () => {
  it('is refused by name or read to targets that make sense', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(likelyPhrases, unlikelyPhrases), (phrase) => {
        for (const target of [readOrRefuse(phrase) ?? []].flat()) {
          read += 1;
          expect(target.target === undefined).toBe(target.direction === 'qualitative');
          expect(target.targetMax !== undefined).toBe(target.direction === 'range');
          if (target.target !== undefined) expect(target.target).toBeGreaterThanOrEqual(0);
          if (target.targetMax !== undefined) expect(target.targetMax).toBeGreaterThan(target.target!);
          if (target.direction === 'rank_at_most') expect(target.target).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(0);
  });

  it('is read in NFD as in NFC, or refused as there', () => {
    fc.assert(
      fc.property(fc.oneof(likelyPhrases, fc.constantFrom(...ALL.map(([phrase]) => phrase))), (phrase) => {
        expect(readOrRefuse(phrase.normalize('NFD'))).toEqual(readOrRefuse(phrase.normalize('NFC')));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(ALL)('reads %j in NFD to the same', (phrase, target) => {
    expect(parseTarget(phrase.normalize('NFD'))).toEqual(target);
  });
});

const figures = fc.oneof(
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.integer({ min: 1, max: 999_999 }).map((hundredths) => hundredths / 100),
);
const counted = fc.constantFrom(
  undefined,
  '%',
  'nhiệm vụ',
  'dự án',
  'tỷ đồng',
  'lượt truy cập',
  'triệu đồng/người',
);
const changed = fc.constantFrom(
  '% giảm',
  '% tăng so với năm 2025',
  'doanh nghiệp tăng',
  'lần so với 2025',
  '% cắt giảm',
);
const times = fc.record(
  {
    targetYear: fc.integer({ min: 2000, max: 2100 }),
    recurrence: fc.constantFrom(
      'annual' as const,
      'quarterly' as const,
      'monthly' as const,
      'weekly' as const,
    ),
  },
  { requiredKeys: [] },
);
const manners = fc.record(
  { strict: fc.constant(true as const), approximate: fc.constant(true as const) },
  { requiredKeys: [] },
);
const isYearLike = (value: number) => Number.isInteger(value) && value >= 1900 && value < 2200;

const rendered: fc.Arbitrary<Target> = fc
  .oneof(
    fc
      .tuple(
        fc.constantFrom('at_least' as const, 'at_most' as const),
        figures,
        fc.oneof(counted, changed),
        manners,
        times,
      )
      .map(
        ([direction, target, unit, manner, when]): Target => ({
          direction,
          target,
          ...(unit === undefined ? {} : { unit }),
          ...manner,
          ...when,
        }),
      ),
    fc
      .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 }), counted, times)
      .map(([hundredths, more, unit, when]): Target => {
        return range(hundredths / 100, (hundredths + more) / 100, unit, when);
      }),
    fc
      .tuple(figures, counted, times)
      .map(([target, unit, when]): Target => ({ ...exactly(target, unit), ...when })),
    fc
      .tuple(fc.integer({ min: 2, max: 63 }), fc.boolean(), times)
      .map(
        ([target, strives, when]): Target =>
          rank(target, { ...(strives ? { stretchTarget: target - 1 } : {}), ...when }),
      ),
    fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), counted)
      .map(([target, more, unit]): Target => atLeast(target, unit, { stretchTarget: target + more })),
    fc.constantFrom(...[1 / 3, 0.5, 2 / 3, 0.7].map((share) => atLeast(share, 'số xã'))),
  )
  .filter(({ target, targetMax }) => !isYearLike(target!) && !isYearLike(targetMax ?? 0));

describe('renderTarget', () => {
  it.each<[string, Target]>([
    ['Tối thiểu 80%', atLeast(80, '%')],
    ['Không quá 5%', atMost(5, '%')],
    ['Đúng 3 hội nghị', exactly(3, 'hội nghị')],
    ['Từ 3 đến 5 nhóm', range(3, 5, 'nhóm')],
    ['Top 5, phấn đấu top 3', rank(5, { stretchTarget: 3 })],
    ['Giảm tối thiểu 15% so với năm 2025', atLeast(15, '% giảm so với năm 2025')],
    ['Gấp tối thiểu 1,5 lần so với 2025', atLeast(1.5, 'lần so với 2025')],
    ['Tối thiểu 1/3 số xã', atLeast(1 / 3, 'số xã')],
    [
      'Đến năm 2030: khoảng 4.718,51 tỷ đồng/năm',
      atLeast(4718.51, 'tỷ đồng', { approximate: true, targetYear: 2030, recurrence: 'annual' }),
    ],
  ])('says %j, and that is read back', (phrase, target) => {
    expect(renderTarget(target)).toBe(phrase);
    expect(parseTarget(phrase)).toEqual(target);
  });

  it('renders any target with a figure to a phrase that is read back to the same target', () => {
    fc.assert(
      fc.property(rendered, (target) => {
        expect(parseTarget(renderTarget(target))).toEqual(target);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has no phrase for a target without a figure', () => {
    expect(() => renderTarget(QUALITATIVE)).toThrow(TypeError);
    expect(() => renderTarget({ direction: 'at_least' })).toThrow(TypeError);
  });
});

describe('numbers in Vietnamese writing', () => {
  it.each([
    ['0', 0],
    ['007', 7],
    ['2500', 2500],
    ['2.500', 2500],
    ['1.234.567', 1_234_567],
    ['0,5', 0.5],
    ['56.972,91', 56_972.91],
  ])('reads %s as %d', (text, value) => {
    expect(vietnameseNumber(text)).toBe(value);
  });

  it.each(['', ',5', '5,', '1.5', '12.34', '1234.567', '0.786', '1,2,3', '1.2345', '1234567890123456'])(
    'reads %j as no number',
    (text) => {
      expect(vietnameseNumber(text)).toBeUndefined();
    },
  );

  it('takes three decimals only where they can be nothing else', () => {
    expect(vietnameseNumber('1,234')).toBeUndefined();
    expect(vietnameseNumber('68,125', true)).toBe(68.125);
  });

  it('reads back every number that it writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc.integer({ min: 0, max: 3 }),
        (digits, decimals) => {
          const value = digits / 10 ** decimals;
          expect(vietnameseNumber(renderNumber(value))).toBe(value);
        },
      ),
    );
    expect(vietnameseNumber(renderNumber(1.5e-7))).toBe(1.5e-7);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e21])('has no writing for %d', (value) => {
    expect(() => renderNumber(value)).toThrow(RangeError);
  });
});
