import type { Direction, Timing } from '#catalogue';

/**
 * What figures an indicator can have. `other`: a unit that isn't known well enough to be checked: a number without
 * unit, a change ("% giảm"), a length, a time.
 */
export type MeasureKind = 'share' | 'rank' | 'count' | 'whole-money' | 'money' | 'other';

const SHARE = '%';
const WHOLE_MONEY: ReadonlySet<string> = new Set(['đồng', 'VND', 'VNĐ']);
const MONEY: ReadonlySet<string> = new Set(['nghìn đồng', 'triệu đồng', 'tỷ đồng', 'nghìn tỷ đồng']);

/** Nouns of what comes in wholes only. */
const COUNTED: ReadonlySet<string> = new Set(
  (
    'bài báo|bài viết|báo cáo|biểu ghi|cán bộ|chương trình|công chức|công dân|công trình|cơ quan|cơ sở|' +
    'cơ sở dữ liệu|cuộc|diễn đàn|dịch vụ công|doanh nghiệp|dự án|đề án|đề tài|đoàn|đơn|đơn vị|đăng ký|giải pháp|' +
    'hệ thống|hình ảnh|hoạt động|hộ|hộ gia đình|hồ sơ|hội nghị|hội thảo|hợp tác xã|khóa|kế hoạch|lớp|lượt|' +
    'lượt người|lượt truy cập|mô hình|nền tảng|người|nhà cung cấp|nhà khoa học|nhiệm vụ|nhóm dữ liệu|phiên|phường|' +
    'quy trình|sản phẩm|sáng chế|sáng kiến|sự kiện|tài liệu|thành viên|thủ tục|thủ tục hành chính|tin|tổ chức|' +
    'trung tâm|trường|văn bản|vấn đề|video|viên chức|xã|ý kiến'
  ).split('|'),
);

/** What figures a unit of measure and a direction ask for; "chương trình, kế hoạch" is a count as both its parts are. */
export function measureKind(unit: string | null, direction: Direction): MeasureKind {
  if (direction === 'rank_at_most') return 'rank';
  if (unit === null) return 'other';
  if (unit === SHARE) return 'share';
  if (WHOLE_MONEY.has(unit)) return 'whole-money';
  if (MONEY.has(unit)) return 'money';
  return unit.split(',').every((part) => COUNTED.has(part.trim().toLowerCase())) ? 'count' : 'other';
}

const MOST_PERCENT = 100;

/** Between which numbers figures of a kind lie; null: open. */
export function boundsOf(kind: MeasureKind): { readonly low: number | null; readonly high: number | null } {
  switch (kind) {
    case 'share':
      return { low: 0, high: MOST_PERCENT };
    case 'rank':
      return { low: 1, high: null };
    case 'other':
      return { low: null, high: null };
    default:
      return { low: 0, high: null };
  }
}

/** Whether figures of a kind are whole numbers. */
export function isWhole(kind: MeasureKind): boolean {
  return kind === 'rank' || kind === 'count' || kind === 'whole-money';
}

/**
 * Whether the figures of the periods add up: those of what came about within each period, unless they are shares, changes
 * in %, ranks or other quotients, of which the last one speaks for itself.
 */
export function addsUp(facts: {
  readonly unit: string | null;
  readonly direction: Direction;
  readonly timing?: Timing | null;
  readonly isRatio?: boolean;
}): boolean {
  const { unit, direction, timing, isRatio = false } = facts;
  return timing === 'within-period' && !isRatio && direction !== 'rank_at_most' && !unit?.startsWith(SHARE);
}
