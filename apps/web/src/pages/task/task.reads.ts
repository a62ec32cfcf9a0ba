import type { PagedRead, Read } from '../../api/reads.js';
import {
  assignmentSlotsControllerSlots,
  assignmentsControllerGet,
  assignmentsControllerList,
  historyControllerHistory,
  programmesControllerTask,
  reconciliationControllerReconcile,
  warningsControllerList,
} from '../../client/sdk.gen.js';
import type {
  AssignmentDto,
  HistoryPageDto,
  SlotDto,
  TaskDto,
  TaskReconciliationDto,
  WarningPageDto,
} from '../../client/types.gen.js';

/** One assignment as it stands, with its reports. */
export const assignmentOf = (id: string): Read<AssignmentDto> => ({
  key: ['assignment', id],
  madeOf: ['assignment', 'task', 'unit'],
  call: (options) => assignmentsControllerGet({ ...options, path: { assignment: id } }),
});

/** The task as the document has it. */
export const taskOf = (programme: string, task: string): Read<TaskDto> => ({
  key: ['task', programme, task],
  madeOf: ['task', 'programme', 'unitgroup'],
  call: (options) => programmesControllerTask({ ...options, path: { programme, task } }),
});

/** How each month's update of the assignment was judged. */
export const slotsOf = (id: string): Read<SlotDto[]> => ({
  key: ['assignment-slots', id],
  madeOf: ['assignment', 'programme', 'period'],
  call: (options) => assignmentSlotsControllerSlots({ ...options, path: { assignment: id } }),
});

/** How many units hold the task, as far as the reader may see. */
export const holdersOf = (programme: string, task: string): Read<number> => ({
  key: ['task-holders', programme, task],
  madeOf: ['assignment'],
  call: async (options) => {
    const { data } = await assignmentsControllerList({ ...options, query: { programme, task, limit: 1 } });
    return { data: data.total ?? data.items.length };
  },
});

const HISTORY_PAGE = 200;

/** What happened, oldest first, a sentence each. */
export const historyOf = (id: string): PagedRead<HistoryPageDto> => ({
  key: ['assignment-history', id],
  madeOf: ['assignment', 'warning'],
  call: (options, cursor) =>
    historyControllerHistory({
      ...options,
      path: { assignment: id },
      query: { limit: HISTORY_PAGE, cursor: cursor ?? undefined },
    }),
});

/**
 * Progress, money and deliverables month by month.
 * @param unit its part alone; null: all units of the task
 */
export const reconciliationOf = (
  programme: string,
  task: string,
  unit: string | null,
): Read<TaskReconciliationDto> => ({
  key: ['reconciliation', programme, task, unit],
  madeOf: ['assignment', 'task', 'programme'],
  call: (options) =>
    reconciliationControllerReconcile({
      ...options,
      path: { programme, task },
      query: unit === null ? {} : { unit },
    }),
});

const MAX_WARNINGS = 50;

/** The warnings of the assignment that stand, the highest first. */
export const openWarningsOf = (assignment: string): Read<WarningPageDto> => ({
  key: ['open-warnings', assignment],
  madeOf: ['warning'],
  call: (options) =>
    warningsControllerList({
      ...options,
      query: { assignment, state: 'open', order: 'inbox', limit: MAX_WARNINGS },
    }),
});
