import type { Recurrence } from './schedule.js';

/** Both spellings in use, and the frequent misplaced tone mark. */
export const QUARTER_WORDS: ReadonlySet<string> = new Set(['quý', 'quí', 'qúy', 'q']);
export const MONTH_WORDS: ReadonlySet<string> = new Set(['tháng', 't']);
export const WITHIN_WORDS: ReadonlySet<string> = new Set(['trong', 'vào']);
export const UNTIL_WORDS: ReadonlySet<string> = new Set(['đến', 'tới']);
export const LATEST_PHRASES = ['chậm nhất', 'muộn nhất'] as const;
export const PERIODICALLY_PHRASES = ['định kỳ', 'định kì'] as const;

/** Words that can only open a time; elsewhere in a clause they are refused. */
export const TIME_PREPOSITIONS: ReadonlySet<string> = new Set([
  'trong',
  'vào',
  'từ',
  'đến',
  'tới',
  'hết',
  'trước',
]);

export const EVERY_WORDS: ReadonlySet<string> = new Set(['hằng', 'hàng', 'mỗi']);
export const CADENCE_UNITS: ReadonlyMap<string, Recurrence> = new Map([
  ['tuần', 'weekly'],
  ['tháng', 'monthly'],
  ['quý', 'quarterly'],
  ['quí', 'quarterly'],
  ['năm', 'annual'],
]);

/** The quarters in Roman numerals, by place: I is 1. */
export const ROMAN_QUARTERS: readonly string[] = ['i', 'ii', 'iii', 'iv'];

/** What opens a condition; longer ones first. */
export const CONDITION_OPENERS = [
  'ngay sau khi',
  'sau khi',
  'trước khi',
  'khi',
  'tùy theo',
  'tuỳ theo',
  'căn cứ',
  'theo',
] as const;

/** "theo dõi" is an action, not a condition. */
export const MONITORING = 'theo dõi';

/** What may open the naming of a thing to be done. A clause that opens with anything else is refused. */
export const ACTIONS = [
  'ban hành',
  'báo cáo',
  'bàn giao',
  'cập nhật',
  'công bố',
  'công nhận',
  'duy trì',
  'đánh giá',
  'đào tạo',
  'đề xuất',
  'đưa vào',
  'gửi',
  'hoàn tất',
  'hoàn thành',
  'hoàn thiện',
  'kết nối',
  'khảo sát',
  'khởi công',
  'kiểm tra',
  'ký',
  'lập',
  'lựa chọn',
  'nâng cấp',
  'nghiệm thu',
  'nộp',
  'phê duyệt',
  'phối hợp',
  'rà soát',
  'sơ kết',
  'tập huấn',
  'thành lập',
  'tham mưu',
  'thẩm định',
  MONITORING,
  'thực hiện',
  'tiếp nhận',
  'tiếp tục',
  'tổ chức',
  'tổng kết',
  'triển khai',
  'trình',
  'vận hành',
  'xây dựng',
  'xong',
] as const;

/** Actions that say no more than that the task is to be done. */
export const MERE_COMPLETION: ReadonlySet<string> = new Set(['hoàn thành', 'hoàn tất', 'thực hiện', 'xong']);

/** Words that turn the sense of a time: in the naming of an action they make the clause unreadable. */
export const TURNING_WORDS: ReadonlySet<string> = new Set([
  'sau',
  'trừ',
  'không',
  'chưa',
  'nếu',
  'hoặc',
  'hay',
  'khoảng',
]);

/** Words that do so only directly before a time ("đầu tháng 6"), and are harmless elsewhere ("đầu tư"). */
export const SHIFTING_PHRASES = [
  'các',
  'cuối',
  'dự kiến',
  'đầu',
  'gần',
  'giữa',
  'hơn',
  'mấy',
  'muộn',
  'những',
  'quá',
  'sớm',
  'sớm nhất',
] as const;
