import type { PagedRead, Read } from '../../api/reads.js';
import { assignmentsControllerList, programmesControllerTasks } from '../../client/sdk.gen.js';
import type { AssignmentPageDto, AssignmentsControllerListData, TaskDto } from '../../client/types.gen.js';

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

/** All tasks of a programme, in the order of the document: what the filters offer. */
export const tasksOf = (programme: string): Read<readonly TaskDto[]> => ({
  key: ['tasks', programme],
  madeOf: ['task', 'programme'],
  call: async (options) => {
    const tasks: TaskDto[] = [];
    let cursor: string | undefined;
    do {
      const { data } = await programmesControllerTasks({
        ...options,
        path: { programme },
        query: { limit: PAGE, cursor },
      });
      tasks.push(...data.items);
      cursor = data.next ?? undefined;
    } while (cursor !== undefined);
    return { data: tasks };
  },
});
