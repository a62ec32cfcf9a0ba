import type { Recurrence } from './schedule.js';

/** Words of scanned and old texts, by what they stand for. */
export const MISSPELT_WORDS: ReadonlyMap<string, string> = new Map([
  ['đoan', 'đoạn'],
  ['đọan', 'đoạn'],
  ['hăng', 'hằng'],
  ['thuờng', 'thường'],
  ['truớc', 'trước'],
  ['hòan', 'hoàn'],
  ['tuỳ', 'tùy'],
]);

/** Both spellings in use, and the frequent misplaced tone mark. */
export const QUARTER_WORDS: ReadonlySet<string> = new Set(['quý', 'quí', 'qúy', 'q']);
export const MONTH_WORDS: ReadonlySet<string> = new Set(['tháng', 't']);
export const WITHIN_WORDS: ReadonlySet<string> = new Set(['trong', 'vào']);
export const UNTIL_WORDS: ReadonlySet<string> = new Set(['đến', 'tới']);
export const LATEST_PHRASES = [
  'chậm nhất',
  'muộn nhất',
  'không muộn hơn',
  'không chậm hơn',
  'không quá',
  'hạn chót',
  'hạn cuối cùng',
  'hạn cuối',
] as const;

/** What may stand before a time with a colon, and adds nothing; longer ones first. */
export const TIME_LABELS = [
  'thời gian thực hiện',
  'thời gian hoàn thành',
  'thời gian',
  'tiến độ thực hiện',
  'tiến độ hoàn thành',
  'tiến độ',
  'mốc hoàn thành',
  'thời hạn hoàn thành',
  'thời hạn thực hiện',
  'thời hạn',
  'hạn hoàn thành',
  'hạn thực hiện',
  'hạn',
] as const;

export const ONGOING_PHRASES = ['thường xuyên', 'liên tục'] as const;
/** What may be added to "thường xuyên" and says the same. */
export const ONGOING_ADDITIONS = ['liên tục', 'thường xuyên', 'lâu dài'] as const;
export const WHOLE_YEAR_PHRASES = ['cả năm', 'suốt năm', 'suốt cả năm', 'quanh năm'] as const;
export const PERIOD_PHRASES = ['giai đoạn', 'gđ', 'nhiệm kỳ'] as const;
export const SOME_YEARS_PHRASES = ['các năm', 'những năm'] as const;
/** After a span of years, or its beginning: there is no end. */
export const ONWARD_PHRASES = [
  'và các năm tiếp theo',
  'và những năm tiếp theo',
  'và các năm kế tiếp',
  'và các năm sau',
  'và những năm sau',
  'và các năm tiếp sau',
  'và hằng năm tiếp theo',
  'trở đi',
  'trở về sau',
] as const;
export const STARTING_PHRASES = ['bắt đầu từ', 'bắt đầu', 'kể từ', 'từ'] as const;
/** Tenths of a month: its days 1 to 10, 11 to 20, and the rest. */
export const TEN_DAYS: readonly string[] = ['thượng tuần', 'trung tuần', 'hạ tuần'];
/** Parts of a span that nobody has fixed to a day. */
export const VAGUE_PARTS: ReadonlySet<string> = new Set(['đầu', 'giữa']);
export const SPAN_WORDS: ReadonlySet<string> = new Set(['năm', 'quý', 'quí', 'tháng', 't', 'q']);
export const COUNT_WORDS: ReadonlyMap<string, number> = new Map([
  ['một', 1],
  ['hai', 2],
  ['ba', 3],
  ['bốn', 4],
  ['sáu', 6],
  ['chín', 9],
]);

/** "2 lần/năm": how many times in what is which cadence. */
export const TIMES_PER: ReadonlyMap<string, Recurrence> = new Map([
  ['1 năm', 'annual'],
  ['2 năm', 'semiannual'],
  ['4 năm', 'quarterly'],
  ['12 năm', 'monthly'],
  ['1 quý', 'quarterly'],
  ['1 tháng', 'monthly'],
  ['1 tuần', 'weekly'],
  ['1 ngày', 'daily'],
]);
/** "6 tháng/lần": once in how many of what is which cadence. */
export const ONCE_IN: ReadonlyMap<string, Recurrence> = new Map([
  ['1 năm', 'annual'],
  ['12 tháng', 'annual'],
  ['6 tháng', 'semiannual'],
  ['3 tháng', 'quarterly'],
  ['1 quý', 'quarterly'],
  ['1 tháng', 'monthly'],
  ['1 tuần', 'weekly'],
  ['1 ngày', 'daily'],
]);

/** "Trong 30 ngày kể từ …": units of a term, and what joins it to its beginning. */
export const TERM_UNITS: ReadonlySet<string> = new Set(['ngày', 'tuần', 'tháng', 'năm']);
export const TERM_JOINTS = ['kể từ', 'tính từ', 'từ', 'sau'] as const;
export const TERM_OPENERS = ['trong vòng', 'trong thời hạn', 'trong thời gian', 'trong', 'thời hạn'] as const;
/** Kinds of documents that may be named as the one that sets the term. */
export const DOCUMENT_KINDS =
  'kế hoạch|quyết định|chương trình|văn bản|công văn|chỉ thị|nghị quyết|thông báo|đề án|quy chế|hướng dẫn';
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

export const EVERY_WORDS: ReadonlySet<string> = new Set(['hằng', 'hàng', 'mỗi', 'từng']);
export const CADENCE_UNITS: ReadonlyMap<string, Recurrence> = new Map([
  ['ngày', 'daily'],
  ['tuần', 'weekly'],
  ['tháng', 'monthly'],
  ['quý', 'quarterly'],
  ['quí', 'quarterly'],
  ['năm', 'annual'],
]);

/** The quarters in Roman numerals, by place: I is 1. */
export const ROMAN_QUARTERS: readonly string[] = ['i', 'ii', 'iii', 'iv'];

/** An opener that may be the whole condition. */
export const UNPLANNED = 'đột xuất';
/** A condition only where no cadence follows. */
export const AT_INTERVALS = 'định kỳ';

/** What opens a condition; longer ones first. */
export const CONDITION_OPENERS = [
  'trong suốt quá trình',
  'trong quá trình',
  'cho đến khi',
  'bảo đảm tiến độ',
  'đảm bảo tiến độ',
  'đúng tiến độ',
  'đồng thời với',
  'ngay sau khi',
  'ngay khi',
  'ngay sau',
  'đến khi',
  'cùng với',
  'sau khi',
  'trước khi',
  'khi',
  'tùy theo',
  'tùy thuộc',
  'tùy',
  'phụ thuộc',
  'căn cứ',
  'theo',
  'sau',
  UNPLANNED,
  AT_INTERVALS,
] as const;

/** Openers after which a time would say when, not on what condition. */
export const AFTER_EVENT: ReadonlySet<string> = new Set(['sau', 'ngay sau']);
/** "khi …" that binds nobody to anything: whenever one is free, likes to, has time. */
export const LOOSE_CONDITIONS = [
  'khi nào',
  'khi rảnh',
  'khi rỗi',
  'khi tiện',
  'khi thuận tiện',
  'khi thích',
  'khi muốn',
  'khi có thể',
  'khi có thời gian',
  'khi sắp xếp được',
] as const;
/** The one "khi nào" that names an event: "khi nào có hướng dẫn". */
export const WHENEVER_THERE_IS = 'khi nào có';
export const WHENEVER_THERE_IS_TIME = 'khi nào có thời gian';

/** "theo dõi" is an action, not a condition. */
export const MONITORING = 'theo dõi';

/** What may open the naming of a thing to be done. A clause that opens with anything else is refused. */
export const ACTIONS = [
  'cơ bản hoàn thành',
  'phải hoàn thành',
  'phấn đấu hoàn thành',
  'chuẩn bị',
  'dự thảo',
  'đăng ký',
  'kết thúc',
  'lấy ý kiến',
  'nghiên cứu',
  'phải xong',
  'số hóa',
  'tham gia',
  'thông qua',
  'tuyên truyền',
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
export const MERE_COMPLETION: ReadonlySet<string> = new Set([
  'hoàn thành',
  'hoàn tất',
  'kết thúc',
  'phải hoàn thành',
  'phải xong',
  'thực hiện',
  'xong',
]);

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
