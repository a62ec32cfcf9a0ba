const WORK = ['leaders', 'lead', 'coordinating', 'product', 'schedule', 'start', 'finish'] as const;

/** What a column of an imported appendix can hold. */
export const FIELDS = ['number', 'title', ...WORK, 'budget', 'note'] as const;

export type Field = (typeof FIELDS)[number];

/** Fields besides number and title that make a row one of work to be done; money and notes don't. */
export const WORK_FIELDS: readonly Field[] = WORK;

/** How a field is called in messages to people. */
export const FIELD_NAMES: Readonly<Record<Field, string>> = {
  number: 'số thứ tự',
  title: 'tên nhiệm vụ',
  leaders: 'lãnh đạo chỉ đạo',
  lead: 'đơn vị chủ trì',
  coordinating: 'đơn vị phối hợp',
  product: 'sản phẩm',
  schedule: 'thời gian thực hiện',
  start: 'bắt đầu',
  finish: 'kết thúc',
  budget: 'kinh phí',
  note: 'ghi chú',
};
