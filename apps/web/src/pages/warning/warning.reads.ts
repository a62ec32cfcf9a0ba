import type { PagedRead, Read } from '../../api/reads.js';
import {
  policiesControllerList,
  warningHistoryControllerHistory,
  warningsControllerGet,
} from '../../client/sdk.gen.js';
import type { AdoptedPolicyDto, HistoryPageDto, WarningDto } from '../../client/types.gen.js';

/** One warning, each time that it was raised, the newest first. */
export const warningOf = (id: string): Read<WarningDto[]> => ({
  key: ['warning', id],
  madeOf: ['warning', 'programme', 'task', 'unit', 'indicator'],
  call: (options) => warningsControllerGet({ ...options, path: { warning: id } }),
});

const HISTORY_PAGE = 100;

/** Everything that happened to it, oldest first, a sentence each. */
export const historyOf = (id: string): PagedRead<HistoryPageDto> => ({
  key: ['warning-history', id],
  madeOf: ['warning'],
  call: (options, cursor) =>
    warningHistoryControllerHistory({
      ...options,
      path: { warning: id },
      query: { limit: HISTORY_PAGE, cursor: cursor ?? undefined },
    }),
});

/** The reporting policies, in the order of their adoption. */
export const policies = (programme: string): Read<AdoptedPolicyDto[]> => ({
  key: ['policies', programme],
  madeOf: ['programme'],
  call: (options) => policiesControllerList({ ...options, path: { programme } }),
});
