import type { PagedRead } from '../../api/reads.js';
import { assignmentsControllerList } from '../../client/sdk.gen.js';
import type { AssignmentPageDto, AssignmentsControllerListData } from '../../client/types.gen.js';

/** What the list is narrowed to, and its order. */
export type TaskFilter = Omit<
  NonNullable<AssignmentsControllerListData['query']>,
  'programme' | 'cursor' | 'limit'
>;

const PAGE = 200;
/** Of what follows the first page: who scrolls on wants many. */
const NEXT_PAGE = 1000;

/** The assignments of a programme, by filter and order. */
export const assignments = (programme: string, filter: TaskFilter): PagedRead<AssignmentPageDto> => ({
  key: ['assignments', programme, filter],
  madeOf: ['assignment', 'task', 'unit', 'warning'],
  call: (options, cursor) =>
    assignmentsControllerList({
      ...options,
      query: {
        ...filter,
        programme,
        limit: cursor === null ? PAGE : NEXT_PAGE,
        cursor: cursor ?? undefined,
      },
    }),
});
