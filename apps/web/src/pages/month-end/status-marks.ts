import type { PeriodDto } from '../../client/types.gen.js';
import type { Word } from '../../ui/words.js';

/** How far a period is. */
export const STATUS_MARKS: Readonly<Record<PeriodDto['status'], Word>> = {
  open: { text: 'đang mở', tone: 'info', sign: '□' },
  'past-cut-off': { text: 'quá hạn nộp, chưa chốt', tone: 'watch', sign: '◩' },
  closed: { text: 'đã chốt', tone: 'good', sign: '■' },
  reopened: { text: 'mở lại, chưa chốt lại', tone: 'watch', sign: '◪' },
};
