import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { invalidCursor } from '#kernel';
import { ReadModels } from '#projections';
import { matches } from '../../read-models/search.js';
import { catalogueTasks } from '../../read-models/tasks/tasks.table.js';
import { catalogueGroupMembers as members } from '../../read-models/units/units.table.js';
import { ProgrammeDirectory } from '../programme-directory.js';
import { linksOf, type TaskView, taskView } from '../task-view.js';
import { UnitDirectory } from '../unit-directory.js';

export interface TaskFilter {
  /** Words of the title, of a deliverable or of a directing leader's position, with or without marks. */
  readonly q?: string | null | undefined;
  /** Code of the section. */
  readonly section?: string | null | undefined;
  /** Id of a unit that leads the task, itself or as a member of a group. */
  readonly unit?: string | null | undefined;
  /** Position of a directing leader, whole. */
  readonly leader?: string | null | undefined;
  /** Code of the task after which to go on. */
  readonly after?: string | null | undefined;
  /** At most this many; default: all. */
  readonly limit?: number | null | undefined;
}

/** The tasks of a programme in the document's order. Answers a refusal `not-found` `programme-not-found`. */
export class ListTasksQuery extends Query<TaskView[]> {
  constructor(
    readonly programme: string,
    readonly filter: TaskFilter = {},
  ) {
    super();
  }
}

/** What SQLite takes for "no limit". */
const ALL = -1;

@QueryHandler(ListTasksQuery)
export class ListTasksHandler implements IQueryHandler<ListTasksQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly programmes: ProgrammeDirectory,
    private readonly units: UnitDirectory,
  ) {}

  async execute({ programme, filter }: ListTasksQuery): Promise<TaskView[]> {
    this.programmes.get(programme);
    const names = this.units.names();
    const links = linksOf(this.readModels, programme);
    const { q, section, unit, leader, after, limit } = filter;
    const { code, ordinal, leadUnits, directingLeaders } = catalogueTasks;
    const own = eq(catalogueTasks.programme, programme);
    const start = after
      ? this.readModels.db
          .select({ ordinal })
          .from(catalogueTasks)
          .where(and(own, eq(code, after)))
          .get()?.ordinal
      : undefined;
    if (after && start === undefined) throw invalidCursor();
    return this.readModels.db
      .select()
      .from(catalogueTasks)
      .where(
        and(
          own,
          matches(catalogueTasks.search, q),
          section ? eq(catalogueTasks.section, section) : undefined,
          leader ? sql`${leader} IN (SELECT value FROM json_each(${directingLeaders}))` : undefined,
          unit
            ? sql`EXISTS (SELECT 1 FROM json_each(${leadUnits}) AS lead WHERE lead.value = ${unit} OR lead.value IN (
                SELECT ${members.group} FROM ${members} WHERE ${members.unit} = ${unit}))`
            : undefined,
          start === undefined ? undefined : gt(ordinal, start),
        ),
      )
      .orderBy(asc(ordinal), asc(code))
      .limit(limit ?? ALL)
      .all()
      .map((row) => taskView(row, names, links));
  }
}
