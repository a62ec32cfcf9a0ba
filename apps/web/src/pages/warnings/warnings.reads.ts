import type { PagedRead } from '../../api/reads.js';
import { warningsControllerList } from '../../client/sdk.gen.js';
import type { WarningPageDto, WarningsControllerListData } from '../../client/types.gen.js';

export type WarningFilter = Omit<
  NonNullable<WarningsControllerListData['query']>,
  'cursor' | 'limit' | 'asOf' | 'asKnownAt'
>;

const PAGE = 100;

/** Warnings by filter, with how many there are of each level. */
export const warnings = (filter: WarningFilter): PagedRead<WarningPageDto> => ({
  key: ['warnings', filter],
  madeOf: ['warning', 'programme', 'task', 'unit'],
  call: (options, cursor) =>
    warningsControllerList({ ...options, query: { ...filter, limit: PAGE, cursor: cursor ?? undefined } }),
});
