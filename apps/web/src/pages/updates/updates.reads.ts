import type { PagedRead } from '../../api/reads.js';
import { complianceControllerSlots } from '../../client/sdk.gen.js';
import type { ComplianceControllerSlotsData, SlotPageDto } from '../../client/types.gen.js';

export type SlotFilter = Omit<NonNullable<ComplianceControllerSlotsData['query']>, 'cursor' | 'limit'>;

const PAGE = 200;

/** The expected updates behind a figure, one row each. */
export const slots = (programme: string, filter: SlotFilter): PagedRead<SlotPageDto> => ({
  key: ['slots', programme, filter],
  madeOf: ['assignment', 'period', 'programme'],
  call: (options, cursor) =>
    complianceControllerSlots({
      ...options,
      path: { programme },
      query: { ...filter, limit: PAGE, cursor: cursor ?? undefined },
    }),
});
