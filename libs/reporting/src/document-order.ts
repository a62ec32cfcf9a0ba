import type { ReadModels } from '#projections';

interface Placed {
  readonly task: string;
  readonly unit: string;
}

/**
 * Compares what belongs to a programme's tasks and units: as the document has the tasks, then as the catalogue has the
 * units. What neither of them knows comes last. Codes say nothing of it: as texts, 10 would stand before 2.
 */
export function documentOrder(
  readModels: ReadModels,
  programme: string,
): (one: Placed, other: Placed) => number {
  const client = readModels.db.$client;
  const ordinals = (sql: string, ...values: string[]) =>
    new Map(
      client
        .prepare<string[], [string, number]>(sql)
        .raw()
        .all(...values),
    );
  const tasks = ordinals('SELECT code, ordinal FROM catalogue_tasks WHERE programme = ?', programme);
  const units = ordinals('SELECT id, ordinal FROM catalogue_units');
  const compare = (places: ReadonlyMap<string, number>, one: string, other: string) =>
    (places.get(one) ?? Number.MAX_SAFE_INTEGER) - (places.get(other) ?? Number.MAX_SAFE_INTEGER);
  return (one, other) => compare(tasks, one.task, other.task) || compare(units, one.unit, other.unit);
}
