import type { Target } from './target.js';

/** What a word before a figure says of it. */
export interface Modifier {
  readonly direction?: 'at_least' | 'at_most' | 'exactly';
  readonly strict?: true;
  readonly approximate?: true;
  /** The figure after it is the target, whatever other figures the words around hold: "đạt", "tối thiểu". */
  readonly strong?: true;
  /** It leads up to the figure as to a level: "đạt", "còn", ":". */
  readonly level?: true;
  /** The figure measures a change: "giảm", "tăng". */
  readonly change?: string;
  /** The figure is a multiple: "gấp". */
  readonly ratio?: true;
  readonly rank?: true;
  readonly striven?: true;
  /** "từ", which may also open a range. */
  readonly from?: true;
  /** "có": what has so many of something may itself be counted by another figure. */
  readonly owned?: true;
}

/** Words of scanned and old texts, by what they stand for. */
export const MISSPELT_WORDS: ReadonlyMap<string, string> = new Map([
  ['hăng', 'hằng'],
  ['tôi thiểu', 'tối thiểu'],
  ['thiêu', 'thiểu'],
  ['truớc', 'trước'],
  ['duới', 'dưới'],
  ['đuợc', 'được'],
  ['luợng', 'lượng'],
  ['luợt', 'lượt'],
  ['nguời', 'người'],
  ['tỉ', 'tỷ'],
  ['tốp', 'top'],
  ['tuỳ', 'tùy'],
  ['quí', 'quý'],
  ['qúy', 'quý'],
]);

const AT_LEAST: Modifier = { direction: 'at_least', strong: true };
const MORE_THAN: Modifier = { direction: 'at_least', strict: true };
const AT_MOST: Modifier = { direction: 'at_most', strong: true };
const LESS_THAN: Modifier = { direction: 'at_most', strict: true };
const EXACTLY: Modifier = { direction: 'exactly', strong: true };
const ROUGHLY: Modifier = { approximate: true };
const LEVEL: Modifier = { strong: true, level: true };
const UP_TO_LEVEL: Modifier = { direction: 'at_least', strong: true, level: true };
const DOWN_TO_LEVEL: Modifier = { direction: 'at_most', strong: true, level: true };
const FROM: Modifier = { direction: 'at_least', from: true };
const RANK: Modifier = { rank: true, strong: true };
const STRIVEN: Modifier = { striven: true };
const NEUTRAL: Modifier = {};

function each(modifier: Modifier, ...phrases: string[]): [string, Modifier][] {
  return phrases.map((phrase) => [phrase, modifier]);
}

/** Words directly before a figure, by what they say of it. */
export const MODIFIERS: ReadonlyMap<string, Modifier> = new Map([
  ...each(AT_LEAST, 'tối thiểu', 'tôi thiểu', 'ít nhất', 'it nhất', 'chí ít', 'thấp nhất', 'không dưới'),
  ...each(AT_LEAST, 'không thấp hơn', 'không ít hơn', 'không nhỏ hơn', 'không kém', 'không kém hơn'),
  ...each(
    AT_LEAST,
    'bằng hoặc cao hơn',
    'bằng hoặc lớn hơn',
    'bằng hoặc vượt',
    'đạt hoặc vượt',
    'đạt và vượt',
  ),
  ...each(MORE_THAN, 'trên', 'hơn', 'vượt', 'vượt mức', 'lớn hơn', 'cao hơn', 'nhiều hơn'),
  ...each(
    AT_MOST,
    'tối đa',
    'nhiều nhất',
    'cao nhất',
    'không quá',
    'không vượt quá',
    'không vượt',
    'không trên',
  ),
  ...each(AT_MOST, 'không hơn', 'không lớn hơn', 'không cao hơn', 'không nhiều hơn'),
  ...each(
    LESS_THAN,
    'dưới',
    'nhỏ hơn',
    'ít hơn',
    'thấp hơn',
    'chưa đến',
    'chưa tới',
    'không đến',
    'không tới',
  ),
  ...each(EXACTLY, 'đúng', 'chính xác', 'vừa đúng'),
  ...each({ ...EXACTLY, level: true }, 'bằng', 'đạt bằng'),
  ...each(ROUGHLY, 'khoảng', 'vào khoảng', 'gần', 'xấp xỉ', 'chừng', 'ước', 'ước khoảng', 'trên dưới'),
  ...each({ ...LEVEL, approximate: true }, 'ước đạt'),
  ...each(
    LEVEL,
    'đạt',
    'đạt được',
    'đạt mức',
    'đạt tỷ lệ',
    'ở mức',
    'mức',
    'tỷ lệ',
    'chiếm',
    'đóng góp',
    'là',
  ),
  ...each(UP_TO_LEVEL, 'lên', 'lên đến', 'lên tới', 'tăng lên', 'tăng lên đến', 'tăng lên tới', 'nâng lên'),
  ...each(DOWN_TO_LEVEL, 'còn', 'chỉ còn', 'xuống', 'xuống còn', 'giảm còn', 'giảm xuống', 'giảm xuống còn'),
  ...each({ change: 'giảm' }, 'giảm', 'giảm thêm', 'giảm bớt', 'kéo giảm'),
  ...each({ change: 'cắt giảm' }, 'cắt giảm'),
  ...each({ change: 'rút ngắn' }, 'rút ngắn'),
  ...each({ change: 'tiết kiệm' }, 'tiết kiệm'),
  ...each({ change: 'tăng' }, 'tăng', 'tăng thêm'),
  ...each({ ratio: true, strong: true }, 'gấp', 'tăng gấp'),
  ...each(
    RANK,
    'top',
    'thứ hạng',
    'xếp hạng',
    'xếp thứ',
    'xếp thứ hạng',
    'đứng thứ',
    'vị trí',
    'vị trí thứ',
    'hạng thứ',
  ),
  ...each(STRIVEN, 'phấn đấu', 'phân đấu', 'phân đầu', 'phấn đầu', 'phần đấu'),
  ...each({ ...STRIVEN, ...RANK }, 'phấn đấu thứ', 'phân đấu thứ', 'phân đầu thứ', 'phấn đầu thứ'),
  ...each(FROM, 'từ'),
  ...each(NEUTRAL, 'được', 'thêm', 'mới', 'bình quân', 'trung bình', 'dự kiến', 'thành công', 'lần lượt'),
  ...each({ owned: true }, 'có', 'phải có'),
]);

export const LONGEST_MODIFIER_WORDS = 4;

/** Signs directly before a figure. */
export const SIGNS: ReadonlyMap<string, Modifier> = new Map([
  ...each(AT_LEAST, '≥', '⩾', '>='),
  ...each({ ...MORE_THAN, strong: true }, '>'),
  ...each(AT_MOST, '≤', '⩽', '<='),
  ...each({ ...LESS_THAN, strong: true }, '<'),
  ...each({ ...EXACTLY, level: true }, '='),
  ...each(ROUGHLY, '~', '≈'),
  ...each(LEVEL, ':'),
]);

/** Words that turn the sense of the figure or leave it open: directly before one they make it unreadable. */
export const TURNING_WORDS: ReadonlySet<string> = new Set(['không', 'chưa', 'hoặc', 'hay', 'nếu', 'chẳng']);

/** Words that say of a figure somewhere after them that it is a change, unless it is a level. */
export const CHANGE_VERBS: ReadonlyMap<string, string> = new Map([
  ['giảm', 'giảm'],
  ['cắt giảm', 'cắt giảm'],
  ['rút ngắn', 'rút ngắn'],
  ['tiết kiệm', 'tiết kiệm'],
  ['tăng', 'tăng'],
]);

/** Where "tăng", "giảm" is no change of the figure: "tăng cường", "tốc độ tăng". */
export const NO_CHANGE_AFTER: ReadonlySet<string> = new Set(['cường', 'trưởng', 'tốc', 'nghèo', 'nhẹ']);
export const NO_CHANGE_BEFORE: ReadonlySet<string> = new Set(['độ', 'gia', 'tỷ', 'mức', 'lệ', 'suy']);

export const EVERY_WORDS: ReadonlySet<string> = new Set(['hằng', 'hàng', 'mỗi', 'từng']);
export const PERIOD_WORDS: ReadonlyMap<string, NonNullable<Target['recurrence']>> = new Map([
  ['ngày', 'daily'],
  ['tuần', 'weekly'],
  ['tháng', 'monthly'],
  ['quý', 'quarterly'],
  ['năm', 'annual'],
]);

/** Words before a year or a date that make it a time by which something is to be reached. */
export const TIME_WORDS: ReadonlySet<string> = new Set([
  'đến',
  'tới',
  'hết',
  'vào',
  'trong',
  'trước',
  'từ',
  'cuối',
  'ngày',
  'tháng',
  'quý',
  'năm',
]);

/** Before a year: it is only looked out upon. */
export const OUTLOOK_PHRASES = ['tầm nhìn', 'định hướng'] as const;

export const ROMAN_QUARTERS: ReadonlySet<string> = new Set(['i', 'ii', 'iii', 'iv']);

/** What a number directly after is the name of: "Nghị quyết 57", "ISO 9001", "mức độ 4". */
export const NAMED_BY_NUMBER: ReadonlySet<string> = new Set([
  'nghị quyết',
  'nghị định',
  'quyết định',
  'chỉ thị',
  'kế hoạch',
  'kết luận',
  'thông báo',
  'thông tư',
  'hướng dẫn',
  'công văn',
  'công điện',
  'đề án',
  'luật',
  'điều',
  'khoản',
  'mục',
  'phụ lục',
  'biểu',
  'biểu mẫu',
  'mẫu số',
  'mức độ',
  'cấp độ',
  'giai đoạn',
  'lần thứ',
  'khóa',
  'khoá',
  'phiên bản',
  'thế hệ',
  'công nghiệp',
  'web',
  'tổng đài',
  'đường dây',
  'quốc lộ',
  'iso',
  'iec',
  'tcvn',
  'qcvn',
  'vilas',
  'số',
  'thứ',
  'hạng',
]);
export const LONGEST_NAME_WORDS = 2;

/** Units of what only describes, where nothing says that the figure is the target: "từ 15 tuổi", "02 cấp". */
export const DESCRIBING_UNITS: ReadonlySet<string> = new Set([
  'tuổi',
  'tháng',
  'năm',
  'ngày',
  'giờ',
  'phút',
  'giây',
  'cấp',
  'khối',
  'nhà',
  'bên',
  'chiều',
  'chữ',
  'gbps',
  'mbps',
  'kv',
]);

export const MULTIPLIERS: ReadonlySet<string> = new Set(['trăm', 'nghìn', 'ngàn', 'vạn', 'triệu', 'tỷ']);
export const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ['đồng', 'đồng'],
  ['đ', 'đồng'],
  ['vnđ', 'đồng'],
  ['vnd', 'đồng'],
  ['usd', 'USD'],
]);
export const MONEY_WORDS: ReadonlySet<string> = new Set([
  'chi',
  'thu',
  'vốn',
  'phí',
  'kinh',
  'ngân',
  'doanh',
  'tiền',
]);

/** Nouns that are counted; the longest that fits is the unit, whatever else is said of it. */
export const COUNTED = new Set(
  (
    'bài báo|bài toán lớn|bài toán|bài viết|bài|báo cáo|bản tin|biên bản|biểu ghi|bộ|buổi|bậc|bằng sáng chế|' +
    'ca|cán bộ|câu lạc bộ|camera|chỉ tiêu|chỉ số|chính sách|chuyên gia|chuyên đề|chương trình|chuỗi|cơ quan|' +
    'cơ sở dữ liệu|cơ sở|con|công chức|công dân|công nghệ|công trình|csdl|cụm công nghiệp|cuộc|dịch vụ công|' +
    'dịch vụ|diễn đàn|doanh nghiệp|dự án|dữ liệu|dn|đảng viên|đề án|đề tài|địa phương|điểm phần trăm|điểm|đoàn|' +
    'đơn vị|đơn|đợt|đầu mối|đầu sách|giải pháp|giải thưởng|giáo viên|giao dịch|giống|giờ|gói thầu|ha|hạng mục|' +
    'hệ thống|hình ảnh|hồ sơ|học sinh|hội chợ|hội nghị|hội thảo|hội viên|hộ gia đình|hộ kinh doanh|hộ|hợp đồng|' +
    'hợp tác xã|hoạt động|huyện|kế hoạch|khách|khóa|khoá|km|khu công nghiệp|khu|kỹ sư|lao động|lần|làng nghề|lớp|' +
    'lượt người|lượt truy cập|lượt khách|lượt|mã số|mẫu|máy tính|máy|mô hình|mục tiêu|mw|nền tảng|nghị quyết|' +
    'nghiên cứu sinh|ngày công|ngày làm việc|ngày|người|nhãn hiệu|nhà cung cấp|nhà đầu tư|nhà khoa học|nhiệm vụ|' +
    'nhóm dữ liệu|nhóm nghiên cứu|nhóm|ngôi|năm|ý tưởng|phiên|phần mềm|phóng sự|phòng|phường|quy chế|quy định|' +
    'quy trình|quyết định|quỹ|sáng chế|sáng kiến|sàn|sản phẩm|sinh viên|số xã|sở|sự kiện|tài khoản|tài liệu|' +
    'tạp chí|tàu|tấn|thành viên|tháng|thí sinh|thiết bị|thông tin|thôn|thủ tục hành chính|thủ tục|thư viện|tin bài|' +
    'tin|tiêu chuẩn|tiêu chí|tỉnh|tòa nhà|tổ chức|tổ|trạm|trang|trung tâm|trường học|trường|tthc|tuần|tuổi|' +
    'ứng dụng|văn bản|vấn đề|vé|viên chức|vị trí|vụ|vườn ươm|xã|ý kiến'
  ).split('|'),
);
export const LONGEST_COUNTED_WORDS = 3;

/** Words that end the naming of what is counted. */
export const AFTER_UNIT: ReadonlySet<string> = new Set([
  'bằng',
  'bị',
  'các',
  'cấp',
  'cho',
  'có',
  'còn',
  'của',
  'cũng',
  'do',
  'đã',
  'đang',
  'đạt',
  'đến',
  'để',
  'đều',
  'được',
  'giữa',
  'gắn',
  'hằng',
  'hàng',
  'hoàn',
  'hoặc',
  'hay',
  'là',
  'lên',
  'mà',
  'mỗi',
  'mới',
  'năm',
  'nhằm',
  'ở',
  'phải',
  'phục',
  'sau',
  'so',
  'sử',
  'tại',
  'tham',
  'theo',
  'thuộc',
  'thực',
  'tới',
  'trên',
  'trong',
  'trở',
  'trước',
  'từ',
  'và',
  'vào',
  'về',
  'với',
]);
export const LONGEST_UNIT_WORDS = 12;

/** What a phrase may do with what it counts: only such words before a bare figure make it the target. */
export const DOING = new Set(
  (
    'ban hành|bảo đảm|bảo hộ|bảo trì|biên soạn|bố trí|bổ sung|bồi dưỡng|cải tạo|cải thiện|cấp|cấp mới|chế tạo|' +
    'chuẩn bị|chuẩn hóa|chuẩn hoá|chuyển đổi|chuyển giao|chủ trì|củng cố|cung cấp|cử|cập nhật|cập nhật bổ sung|' +
    'công bố|công khai|công nhận|duy trì|đảm bảo|đánh giá|đào tạo|đăng|đăng ký|đăng tải|đầu tư|đẩy mạnh|đề xuất|' +
    'đổi mới|đưa vào|đưa vào sử dụng|đưa vào vận hành|ghi nhận|giải quyết|giải ngân|giám sát|gửi|hỗ trợ|' +
    'hỗ trợ thành lập|hoàn thành|hoàn thiện|hình thành|hướng dẫn|huy động|in|kết nạp|kết nạp thêm|kết nối|khai thác|' +
    'khảo sát|khởi công|kiểm tra|kiện toàn|ký|ký kết|ký kết và triển khai|lắp đặt|lập|liên thông|lựa chọn|' +
    'mở|mở mới|mở rộng|mua sắm|nâng|nâng cao|nâng cấp|nâng chất lượng|nghiên cứu|nghiệm thu|nhân rộng|phát hành|' +
    'phát triển|phát triển mới|phê duyệt|phối hợp|phối hợp tổ chức|phối hợp tổ chức triển khai|phổ biến|phủ sóng|' +
    'phục vụ|quản lý|quản trị|rà soát|sản xuất|sắp xếp|số hóa|số hoá|sơ kết|sửa đổi|sửa chữa|sử dụng|tập huấn|' +
    'tập trung|tạo|tạo lập|tăng cường|thành lập|thành lập mới|tham dự|tham gia|tham mưu|thẩm định|theo dõi|thí điểm|' +
    'thiết lập|thu|thu hút|thúc đẩy|thực hiện|tích hợp|tích hợp mới|tiếp nhận|tiếp tục|tiến hành|tổ chức|' +
    'tổ chức thành công|tổng kết|trang bị|trao|triển khai|triển khai mới|trình|truyền thông|tuyên truyền|' +
    'tuyển dụng|tuyển chọn|ứng dụng|ươm tạo|vận động|vận hành|xây dựng|xây dựng mới|xúc tiến|xuất bản|xử lý|áp dụng|' +
    'giữ vững|giữ|nộp|nộp ngân sách|không để|không để xảy ra|không có|phấn đấu|phân đấu|phân đầu|phấn đầu|phần đấu|có|phải có|cần|được|' +
    'thành công|mới|thêm|khoảng|lần lượt|bổ sung thêm|tối thiểu|trực tiếp|trực tiếp tổ chức|số lượng|ra|vào|và|hoặc'
  ).split('|'),
);
export const LONGEST_DOING_WORDS = 5;

/** Those of {@link DOING} that do not say by themselves that something is to be done or kept up. */
export const NOT_DOING_ALONE: ReadonlySet<string> = new Set(
  (
    'bằng|cấp|cần|có|phải có|được|giữ|hoặc|in|khoảng|lần lượt|mở|mới|phấn đấu|phân đấu|phân đầu|phấn đầu|phần đấu|ra|' +
    'số lượng|tạo|thành công|thêm|thu|tối thiểu|trao|và|vào|đăng|nâng|trực tiếp|tăng cường'
  ).split('|'),
);

/** Number words, which count only after a strong word of direction: "ít nhất một". */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ['một', 1],
  ['hai', 2],
  ['ba', 3],
  ['bốn', 4],
  ['năm', 5],
  ['sáu', 6],
  ['bảy', 7],
  ['bẩy', 7],
  ['tám', 8],
  ['chín', 9],
  ['mười', 10],
]);

/** After "gấp": "gấp đôi". */
export const MULTIPLE_WORDS: ReadonlyMap<string, number> = new Map([
  ['rưỡi', 1.5],
  ['đôi', 2],
  ['hai', 2],
  ['ba', 3],
  ['bốn', 4],
  ['năm', 5],
]);

/** After a group of places: that the group leads. */
export const LEADING_PHRASES = ['dẫn đầu', 'đứng đầu', 'hàng đầu', 'tốt nhất', 'cao nhất'] as const;
/** Before the size of a group that leads: "nhóm 10 tỉnh dẫn đầu". */
export const GROUP_WORDS: ReadonlySet<string> = new Set(['nhóm', 'trong', 'thuộc', 'vào', 'số']);
