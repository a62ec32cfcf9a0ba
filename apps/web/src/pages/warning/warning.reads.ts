import type { PagedRead, Read } from '../../api/reads.js';
import { warningHistoryControllerHistory, warningsControllerGet } from '../../client/sdk.gen.js';
import type { HistoryPageDto, WarningDto } from '../../client/types.gen.js';

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
