import { eq } from 'drizzle-orm';
import type { ReadModels } from '#projections';
import type { ScheduleBody } from '../domain/task.events.js';
import type { TaskRef } from '../domain/task.state.js';
import { catalogueTaskLinks, type catalogueTasks } from '../read-models/tasks/tasks.table.js';
import type { NamedRef } from './unit-directory.js';

export interface TaskView {
  readonly code: string;
  /** Code of the section. */
  readonly section: string;
  readonly title: string;
  /** By position. */
  readonly directingLeaders: readonly string[];
  /** Units and groups as the document names them. */
  readonly leadUnits: readonly NamedRef[];
  readonly coordinatingUnits: readonly NamedRef[];
  readonly deliverables: readonly string[];
  readonly schedule: ScheduleBody;
  /** In million đồng. */
  readonly budgetMillionVnd?: number;
  /** True for a heading row with sub-numbers, which nobody is assigned to. */
  readonly isGroup?: true;
  /** Code of the group row that it stands under. */
  readonly parentCode?: string;
  /** Lead units as the document words them, where nobody of that name is registered. */
  readonly unknownLeadUnits?: readonly string[];
  readonly unknownCoordinatingUnits?: readonly string[];
  readonly note?: string;
  /** The tasks of other programmes that it carries out. */
  readonly derivedFrom?: readonly TaskRef[];
  /** The tasks of other programmes that carry it out. */
  readonly carriedOutBy?: readonly TaskRef[];
}

/** Which tasks a task is linked with. */
export type TaskLinks = (code: string) => {
  readonly derivedFrom: readonly TaskRef[];
  readonly carriedOutBy: readonly TaskRef[];
};

/** The links of a programme's tasks, read at once. */
export function linksOf({ db }: ReadModels, programme: string): TaskLinks {
  const links = catalogueTaskLinks;
  const from = db.select().from(links).where(eq(links.programme, programme)).all();
  const to = db.select().from(links).where(eq(links.toProgramme, programme)).all();
  const origins = Map.groupBy(from, ({ task }) => task);
  const executions = Map.groupBy(to, ({ toTask }) => toTask);
  return (code) => ({
    derivedFrom: (origins.get(code) ?? []).map((link) => ({
      programme: link.toProgramme,
      task: link.toTask,
    })),
    carriedOutBy: (executions.get(code) ?? []).map(({ programme: by, task }) => ({ programme: by, task })),
  });
}

/**
 * What the document doesn't give is left out.
 * @param names of units and groups by id; an id without a name stands for itself
 */
export function taskView(
  row: typeof catalogueTasks.$inferSelect,
  names: ReadonlyMap<string, string>,
  links: TaskLinks,
): TaskView {
  const { derivedFrom, carriedOutBy } = links(row.code);
  const { budgetMillionVnd, isGroup, parentCode, unknownLeadUnits, unknownCoordinatingUnits, note } = row;
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: names.get(id) ?? id }));
  return {
    code: row.code,
    section: row.section,
    title: row.title,
    directingLeaders: row.directingLeaders,
    leadUnits: named(row.leadUnits),
    coordinatingUnits: named(row.coordinatingUnits),
    deliverables: row.deliverables,
    schedule: row.schedule,
    ...(budgetMillionVnd === null ? {} : { budgetMillionVnd }),
    ...(isGroup ? { isGroup } : {}),
    ...(parentCode === null ? {} : { parentCode }),
    ...(unknownLeadUnits.length === 0 ? {} : { unknownLeadUnits }),
    ...(unknownCoordinatingUnits.length === 0 ? {} : { unknownCoordinatingUnits }),
    ...(note === null ? {} : { note }),
    ...(derivedFrom.length === 0 ? {} : { derivedFrom }),
    ...(carriedOutBy.length === 0 ? {} : { carriedOutBy }),
  };
}
