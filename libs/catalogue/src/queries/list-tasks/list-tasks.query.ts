import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq } from 'drizzle-orm';
import { ReadModels } from '#projections';
import { matches } from '../../read-models/search.js';
import { catalogueTasks } from '../../read-models/tasks/tasks.table.js';
import { ProgrammeDirectory } from '../programme-directory.js';
import { type TaskView, taskView } from '../task-view.js';
import { UnitDirectory } from '../unit-directory.js';

export interface TaskFilter {
  /** Words of the title, of a deliverable or of a directing leader's position, with or without marks. */
  readonly q?: string | null | undefined;
}

/** The tasks of a programme in the document's order. Answers a refusal `not-found` `programme-missing`. */
export class ListTasksQuery extends Query<TaskView[]> {
  constructor(
    readonly programme: string,
    readonly filter: TaskFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ListTasksQuery)
export class ListTasksHandler implements IQueryHandler<ListTasksQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly programmes: ProgrammeDirectory,
    private readonly units: UnitDirectory,
  ) {}

  async execute({ programme, filter: { q } }: ListTasksQuery): Promise<TaskView[]> {
    this.programmes.get(programme);
    const names = this.units.names();
    return this.readModels.db
      .select()
      .from(catalogueTasks)
      .where(and(eq(catalogueTasks.programme, programme), matches(catalogueTasks.search, q)))
      .orderBy(asc(catalogueTasks.ordinal), asc(catalogueTasks.code))
      .all()
      .map((row) => taskView(row, names));
  }
}
