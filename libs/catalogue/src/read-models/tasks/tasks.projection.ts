import { and, eq } from 'drizzle-orm';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import { bodyOf } from '../../domain/difference.js';
import type { TaskAmended, TaskContent, TaskLinked, TaskRegistered } from '../../domain/task.events.js';
import { amended, type TaskDefinition, taskDefinition } from '../../domain/task.state.js';
import { searchText } from '../search.js';
import { catalogueTaskLinks, catalogueTasks } from './tasks.table.js';

const rowOf = (task: TaskDefinition) => ({
  ...task,
  search: searchText(task.title, ...task.deliverables, ...task.directingLeaders),
});

/** Tasks as their programmes state them; who they are assigned to is another lib's read model. */
export const tasksReadModel: ReadModel = {
  name: 'catalogue-tasks',
  version: 2,
  tables: [catalogueTasks, catalogueTaskLinks],
  handlers(db: ReadModelDb) {
    const insertTask = inserter(db, catalogueTasks);
    const insertLink = inserter(db, catalogueTaskLinks, 'ON CONFLICT DO NOTHING');
    return {
      TaskRegistered(event) {
        const { programme, code, ordinal, corrections: _said, ...content } = bodyOf<TaskRegistered>(event);
        insertTask({ programme, code, ordinal, ...rowOf(taskDefinition(content as TaskContent)) });
      },
      TaskAmended(event) {
        const { programme, code, changes } = bodyOf<TaskAmended>(event);
        const own = and(eq(catalogueTasks.programme, programme), eq(catalogueTasks.code, code));
        const row = db.select().from(catalogueTasks).where(own).get();
        if (row)
          db.update(catalogueTasks)
            .set(rowOf(amended(row, { changes })))
            .where(own)
            .run();
      },
      TaskLinked(event) {
        const { programme, code, to } = bodyOf<TaskLinked>(event);
        insertLink({ programme, task: code, toProgramme: to.programme, toTask: to.task });
      },
    };
  },
};
