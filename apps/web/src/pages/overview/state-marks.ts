import type { MonthFigures } from './overview.reads.js';

/** How far a month is, by sign and in words. */
export const STATE_MARKS: Readonly<
  Record<MonthFigures['state'], { readonly sign: string; readonly text: string }>
> = {
  closed: { sign: '■', text: 'đã chốt' },
  'past-cut-off': { sign: '◩', text: 'quá hạn chốt, chưa chốt' },
  open: { sign: '□', text: 'đang mở' },
};
