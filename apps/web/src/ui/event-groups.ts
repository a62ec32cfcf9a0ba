import type { AccountTrailDto } from '../client/types.gen.js';

export type EventGroup = AccountTrailDto['groups'][number]['group'];

interface GroupWord {
  readonly text: string;
  readonly sign: string;
}

/** The kinds of events, with the sign that stands for each on a time line. */
export const EVENT_GROUP_WORDS: Readonly<Record<EventGroup, GroupWord>> = {
  assignments: { text: 'Giao và thực hiện nhiệm vụ', sign: '▶' },
  updates: { text: 'Cập nhật tiến độ', sign: '✎' },
  corrections: { text: 'Đính chính, sửa đổi, trả lại', sign: '↩' },
  warnings: { text: 'Cảnh báo và giải trình', sign: '!' },
  figures: { text: 'Số liệu và mục tiêu của chỉ tiêu', sign: '#' },
  periods: { text: 'Kỳ báo cáo', sign: '▣' },
  programme: { text: 'Chương trình, nhiệm vụ, chỉ tiêu, quy định', sign: '§' },
  accounts: { text: 'Tài khoản, vai trò, lượt xem của kiểm tra', sign: '◉' },
};

export const EVENT_GROUPS = Object.keys(EVENT_GROUP_WORDS) as EventGroup[];
