import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import { bodyOf } from '../../domain/difference.js';
import type { TaskRegistered } from '../../domain/task.events.js';
import { searchText } from '../search.js';
import { catalogueTasks } from './tasks.table.js';

/** Tasks as their programmes state them; who they are assigned to is another lib's read model. */
export const tasksReadModel: ReadModel = {
  name: 'catalogue-tasks',
  version: 1,
  tables: [catalogueTasks],
  handlers(db: ReadModelDb) {
    const insertTask = inserter(db, catalogueTasks);
    return {
      TaskRegistered(event) {
        const task = bodyOf<TaskRegistered>(event);
        const { programme, code, section, title, directingLeaders, leadUnits, coordinatingUnits } = task;
        const { deliverables, schedule, ordinal } = task;
        insertTask({
          programme,
          code,
          section,
          title,
          directingLeaders,
          leadUnits,
          coordinatingUnits,
          deliverables,
          schedule,
          ordinal,
          search: searchText(title, ...deliverables, ...directingLeaders),
        });
      },
    };
  },
};
