import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, eq } from 'drizzle-orm';
import { Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { catalogueTasks } from '../../read-models/tasks/tasks.table.js';
import { linksOf, type TaskView, taskView } from '../task-view.js';
import { UnitDirectory } from '../unit-directory.js';

/** One task. Answers a refusal `not-found` `task-not-found` for one that isn't registered. */
export class GetTaskQuery extends Query<TaskView> {
  constructor(
    readonly programme: string,
    readonly code: string,
  ) {
    super();
  }
}

@QueryHandler(GetTaskQuery)
export class GetTaskHandler implements IQueryHandler<GetTaskQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly units: UnitDirectory,
  ) {}

  async execute({ programme, code }: GetTaskQuery): Promise<TaskView> {
    const row = this.readModels.db
      .select()
      .from(catalogueTasks)
      .where(and(eq(catalogueTasks.programme, programme), eq(catalogueTasks.code, code)))
      .get();
    if (row) return taskView(row, this.units.names(), linksOf(this.readModels, programme));
    throw new Refusal(
      'not-found',
      'task-not-found',
      `Không có nhiệm vụ ${code} trong chương trình “${programme}”.`,
    );
  }
}
