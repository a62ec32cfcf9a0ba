import type { ScheduleBody } from '../domain/task.events.js';
import type { catalogueTasks } from '../read-models/tasks/tasks.table.js';
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
}

/** @param names of units and groups by id; an id without a name stands for itself */
export function taskView(
  row: typeof catalogueTasks.$inferSelect,
  names: ReadonlyMap<string, string>,
): TaskView {
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
  };
}
