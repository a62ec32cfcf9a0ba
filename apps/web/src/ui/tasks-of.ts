import type { Read } from '../api/reads.js';
import { programmesControllerTasks } from '../client/sdk.gen.js';
import type { TaskDto } from '../client/types.gen.js';

const PAGE = 200;

/** All tasks of a programme, in the order of the document. */
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
