import type { Finding, Severity } from './findings.js';
import { areLinked, jobsOf, type Level, leadsOf, originOf, type Row, type Sources, sideOf } from './rows.js';
import type { SameJobs } from './same-jobs.js';
import { highest, likeness, rounded } from './similarity.js';

/**
 * The same job led by different units: between documents of the same level only, for a unit that leads at its level what
 * another leads above it contradicts nobody; and within a document, where no budget has already said so.
 */
export function twoLeads(sources: Sources, { clusters, across }: SameJobs): Finding[] {
  const parts = partsOf(sources);
  const linked = sources.list.flatMap(jobsOf).flatMap((derived) =>
    derived.task.derivedFrom.flatMap((ref) => {
      const origin = originOf(sources, ref);
      if (!origin || origin.task.isGroup) return [];
      const isBundle = (parts.get(origin)?.get(derived.task.programme) ?? 0) > 1;
      const value = highest(derived.readings, origin.readings, likeness);
      return compare(origin, derived, value, isBundle);
    }),
  );
  return [
    ...linked,
    ...across.flatMap(({ a, b, likeness: value }) => (areLinked(a, b) ? [] : compare(a, b, value, false))),
    ...clusters.flatMap(({ rows, likeness: value }) => withinDocument(rows, value)),
  ];
}

/** How many tasks of a programme carry out one task: of several, each may have its own lead. */
function partsOf(sources: Sources): Map<Row, Map<string, number>> {
  const parts = new Map<Row, Map<string, number>>();
  for (const { task } of sources.list.flatMap(jobsOf)) {
    for (const ref of task.derivedFrom) {
      const origin = originOf(sources, ref);
      if (!origin) continue;
      const ofOrigin = parts.get(origin) ?? new Map<string, number>();
      parts.set(origin, ofOrigin.set(task.programme, (ofOrigin.get(task.programme) ?? 0) + 1));
    }
  }
  return parts;
}

/** @param isBundle whether the first is carried out in parts, so that fewer units are no contradiction */
function compare(a: Row, b: Row, value: number, isBundle: boolean): Finding[] {
  const [one, other] = [leadsOf(a), leadsOf(b)];
  if (one.units.size === 0 || other.units.size === 0 || !areOfOneLevel(a, b)) return [];
  const common = [...one.units].filter((unit) => other.units.has(unit)).length;
  if (common === 0) return [finding([a, b], value, 'high', 'Hai văn bản giao cho hai đơn vị khác nhau.')];
  const isWithin = common === Math.min(one.units.size, other.units.size);
  const isEqual = isWithin && one.units.size === other.units.size;
  const byGroup = one.groups.length > 0 || other.groups.length > 0;
  if (isEqual || (isWithin && (byGroup || isBundle))) return [];
  return [finding([a, b], value, 'medium', 'Hai văn bản không giao cho cùng các đơn vị chủ trì.')];
}

/** Rooms of two houses, and two communes, are nobody's rivals: below the city one issuer must have written both. */
function areOfOneLevel(a: Row, b: Row): boolean {
  const [level, other] = [levelOf(a), levelOf(b)];
  if (level === undefined || level !== other) return false;
  return level === 'city' || a.source.programme.issuer === b.source.programme.issuer;
}

/** A group of all agencies and localities leads at the city's level; rooms beside whole units lead at none. */
function levelOf(row: Row): Level | undefined {
  const { levels } = leadsOf(row);
  if (levels.has('room')) return levels.size === 1 ? 'room' : undefined;
  return levels.has('city') ? 'city' : 'commune';
}

function withinDocument(rows: readonly Row[], value: number): Finding[] {
  const paid = rows.filter(({ task }) => (task.budgetMillionVnd ?? 0) > 0);
  if (paid.length > 1) return [];
  const led = rows.filter((row) => leadsOf(row).units.size > 0);
  return led.length < 2
    ? []
    : [finding(led, value, 'medium', `Một việc được giao cho ${led.length} đơn vị trong cùng văn bản.`)];
}

function finding(rows: readonly Row[], value: number, severity: Severity, detail: string): Finding {
  return {
    kind: 'two-leads',
    severity,
    similarity: rounded(value),
    sides: rows.map((row) => {
      const side = sideOf(row, '');
      return { ...side, says: `chủ trì: ${side.units.join('; ')}` };
    }),
    detail,
  };
}
