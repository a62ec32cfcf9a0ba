import type { Read } from '../api/reads.js';
import { complianceControllerCompliance, periodsControllerList } from '../client/sdk.gen.js';
import type { PeriodComplianceDto, PeriodDto } from '../client/types.gen.js';

/** The reporting periods that have begun, oldest first: status, reminders, closes. */
export const periods = (programme: string): Read<PeriodDto[]> => ({
  key: ['periods', programme],
  madeOf: ['period', 'programme'],
  call: (options) => periodsControllerList({ ...options, path: { programme } }),
});

/** How a unit stands in each period. */
export const complianceOf = (programme: string, unit: string): Read<PeriodComplianceDto[]> => ({
  key: ['compliance', programme, unit],
  madeOf: ['assignment', 'period', 'programme'],
  call: (options) => complianceControllerCompliance({ ...options, path: { programme }, query: { unit } }),
});
