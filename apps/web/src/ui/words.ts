import type { AssignmentDto, SlotDto, WarningDto } from '../client/types.gen.js';

export type Bucket = AssignmentDto['bucket'];
export type Status = AssignmentDto['status'];
export type Outcome = SlotDto['outcome'];
export type WarningRule = WarningDto['rule'];

/** How something stands, told by colour and by sign: xanh, vàng, đỏ, xám, and one that only informs. */
export type Tone = 'good' | 'watch' | 'bad' | 'unknown' | 'info';

/** A word with its colour and its sign. The sign is what a colour-blind reader and a black-and-white print see. */
export interface Word {
  readonly text: string;
  readonly tone: Tone;
  readonly sign: string;
}

/** The ten buckets; they partition the assignments. In the order in which people read them. */
export const BUCKET_WORDS: Readonly<Record<Bucket, Word>> = {
  completedOnTime: { text: 'Hoàn thành đúng hạn', tone: 'good', sign: '✓' },
  completedLate: { text: 'Hoàn thành quá hạn', tone: 'watch', sign: '✓!' },
  inProgressOnTime: { text: 'Đang thực hiện trong hạn', tone: 'good', sign: '▶' },
  inProgressLate: { text: 'Đang thực hiện quá hạn', tone: 'bad', sign: '▶!' },
  notStartedOnTime: { text: 'Chưa thực hiện trong hạn', tone: 'unknown', sign: '○' },
  notStartedLate: { text: 'Chưa thực hiện quá hạn', tone: 'bad', sign: '○!' },
  ongoing: { text: 'Thường xuyên', tone: 'info', sign: '∞' },
  awaitingCondition: { text: 'Chờ điều kiện', tone: 'unknown', sign: '…' },
  suspended: { text: 'Tạm dừng', tone: 'unknown', sign: '‖' },
  stopped: { text: 'Dừng', tone: 'unknown', sign: '■' },
};

export const BUCKETS = Object.keys(BUCKET_WORDS) as Bucket[];

export const STATUS_WORDS: Readonly<Record<Status, Word>> = {
  assigned: { text: 'Đã giao', tone: 'unknown', sign: '○' },
  accepted: { text: 'Đã tiếp nhận', tone: 'info', sign: '◔' },
  'in-progress': { text: 'Đang thực hiện', tone: 'info', sign: '▶' },
  'completion-proposed': { text: 'Đề nghị hoàn thành', tone: 'info', sign: '?' },
  completed: { text: 'Hoàn thành', tone: 'good', sign: '✓' },
  suspended: { text: 'Tạm dừng', tone: 'unknown', sign: '‖' },
  'awaiting-condition': { text: 'Chờ điều kiện', tone: 'unknown', sign: '…' },
  cancelled: { text: 'Dừng thực hiện', tone: 'unknown', sign: '■' },
  released: { text: 'Không thuộc phạm vi của đơn vị', tone: 'unknown', sign: '–' },
  transferred: { text: 'Đã chuyển đơn vị khác', tone: 'unknown', sign: '→' },
};

/** What became of an expected monthly update. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, Word>> = {
  'on-time': { text: 'Đúng hạn', tone: 'good', sign: '✓' },
  'nothing-to-report': { text: 'Không phát sinh', tone: 'good', sign: '○' },
  late: { text: 'Muộn', tone: 'watch', sign: 'M' },
  insufficient: { text: 'Thiếu dữ liệu', tone: 'watch', sign: 'T' },
  missing: { text: 'Không báo cáo', tone: 'bad', sign: '✕' },
  'not-yet-due': { text: 'Chưa đến hạn', tone: 'unknown', sign: '·' },
  exempt: { text: 'Miễn', tone: 'unknown', sign: '–' },
};

export const OUTCOMES = Object.keys(OUTCOME_WORDS) as Outcome[];

/** What a figure counts together, as addresses name it: how the server asks for it, and in words. */
export const OUTCOME_GROUP_WORDS = {
  'phai-co': { among: 'expected', text: 'Phải cập nhật (không kể miễn)' },
  'da-gui': { among: 'received', text: 'Đã cập nhật, kể cả muộn và thiếu' },
  'duoc-tinh': { among: 'counted', text: 'Đủ, đúng hạn hoặc không phát sinh' },
} as const;

export type OutcomeGroup = keyof typeof OUTCOME_GROUP_WORDS;

export const OUTCOME_GROUPS = Object.keys(OUTCOME_GROUP_WORDS) as OutcomeGroup[];

/** To whom a warning of each level goes. */
export const LEVEL_WORDS: Readonly<Record<number, Word>> = {
  1: { text: 'Mức 1 · cán bộ đầu mối', tone: 'watch', sign: '1' },
  2: { text: 'Mức 2 · lãnh đạo đơn vị', tone: 'watch', sign: '2' },
  3: { text: 'Mức 3 · lãnh đạo chỉ đạo', tone: 'bad', sign: '3' },
  4: { text: 'Mức 4 · Ủy ban Kiểm tra', tone: 'bad', sign: '4' },
};

export const RULE_TEXT: Readonly<Record<WarningRule, string>> = {
  'update-missing': 'Không cập nhật tiến độ',
  'update-insufficient': 'Cập nhật không đủ dữ liệu',
  'task-overdue': 'Quá hạn chưa hoàn thành',
  'task-due-soon': 'Sắp đến hạn',
  'not-accepted': 'Chưa tiếp nhận nhiệm vụ',
  contradiction: 'Số liệu mâu thuẫn',
  'indicator-off-track': 'Chỉ tiêu chậm so với lộ trình',
};

export const RULES = Object.keys(RULE_TEXT) as WarningRule[];

export type ExplanationState = WarningDto['explanation']['state'];

/** Where the explanation of a warning stands. */
export const EXPLANATION_WORDS: Readonly<Record<ExplanationState, Word>> = {
  none: { text: 'Chưa yêu cầu', tone: 'unknown', sign: '–' },
  asked: { text: 'Đã yêu cầu', tone: 'info', sign: '?' },
  submitted: { text: 'Chờ xem xét', tone: 'watch', sign: '!' },
  returned: { text: 'Bị trả lại', tone: 'info', sign: '↩' },
  accepted: { text: 'Đã chấp nhận', tone: 'good', sign: '✓' },
};

export const EXPLANATION_STATES = Object.keys(EXPLANATION_WORDS) as ExplanationState[];
