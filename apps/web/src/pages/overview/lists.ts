import type { MonthFigures } from './overview.reads.js';

/** Which list the figures of a month are of: a closed month's are those of its close. */
export const listOf = ({ period, state }: Pick<MonthFigures, 'period' | 'state'>) =>
  state === 'closed' ? ({ thang: period, so: 'chot' } as const) : { thang: period };
