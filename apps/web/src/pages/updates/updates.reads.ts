import type { PagedRead, Read } from '../../api/reads.js';
import {
  complianceControllerBy,
  complianceControllerSlots,
  periodsControllerSlots,
} from '../../client/sdk.gen.js';
import type {
  ComplianceByResultDto,
  ComplianceControllerSlotsData,
  PeriodSlotsPageDto,
  PeriodsControllerSlotsData,
  SlotPageDto,
} from '../../client/types.gen.js';

export type SlotFilter = Omit<NonNullable<ComplianceControllerSlotsData['query']>, 'cursor' | 'limit'>;

export type ClosedFilter = Omit<NonNullable<PeriodsControllerSlotsData['query']>, 'cursor' | 'limit'>;

const PAGE = 200;

/** The expected updates of a month as its close froze them, one row each. */
export const closedSlots = (
  programme: string,
  period: string,
  filter: ClosedFilter,
): PagedRead<PeriodSlotsPageDto> => ({
  key: ['closed-slots', programme, period, filter],
  madeOf: ['period'],
  call: (options, cursor) =>
    periodsControllerSlots({
      ...options,
      path: { programme, period },
      query: { ...filter, limit: PAGE, cursor: cursor ?? undefined },
    }),
});

/** The expected updates behind a figure, one row each. */
export const slots = (programme: string, filter: SlotFilter): PagedRead<SlotPageDto> => ({
  key: ['slots', programme, filter],
  madeOf: ['assignment', 'period', 'programme', 'task', 'unit'],
  call: (options, cursor) =>
    complianceControllerSlots({
      ...options,
      path: { programme },
      query: { ...filter, limit: PAGE, cursor: cursor ?? undefined },
    }),
});

/** A month's figures in parts; of a closed month the frozen ones. */
export const complianceBy = (
  programme: string,
  period: string,
  by: ComplianceByResultDto['by'],
): Read<ComplianceByResultDto> => ({
  key: ['compliance-by', programme, period, by],
  madeOf: ['assignment', 'period', 'programme', 'task', 'unit', 'unitgroup'],
  call: (options) => complianceControllerBy({ ...options, path: { programme, period }, query: { by } }),
});
