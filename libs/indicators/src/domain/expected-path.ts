import type { Path, PathPoint } from '#catalogue';
import { addDays, lastDay, nextPeriod, type Period, periodOf } from '#kernel';
import { type DatedFigure, dayNumber } from './trend.js';

/** The way from where it starts to its goal on the last day. */
export interface PathFacts {
  readonly path: Path;
  readonly start: DatedFigure;
  readonly goal: number;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** The days on which quarters end, after one day and until another. */
function quarterEnds(after: string, until: string): string[] {
  const ends: string[] = [];
  let quarter: Period = periodOf(addDays(after, 1), 'quarter');
  for (; lastDay(quarter) <= until; quarter = nextPeriod(quarter)) ends.push(lastDay(quarter));
  return ends;
}

/**
 * The points of a path, its start first and its goal last: `linear` and `by-hand` go straight from one to the next,
 * `quarterly` keeps the height of a point until the next one.
 */
export function pathPoints({ path, start, goal, until }: PathFacts): readonly PathPoint[] {
  const first = { on: start.measuredOn, value: start.value };
  const last = { on: until, value: goal };
  if (first.on >= until) return [last];
  switch (path.kind) {
    case 'linear':
      return [first, last];
    case 'quarterly': {
      const ends = quarterEnds(first.on, until);
      const step = (goal - first.value) / ends.length;
      const steps = ends.map((on, index) => ({ on, value: first.value + step * (index + 1) }));
      return [first, ...steps.slice(0, -1), last];
    }
    case 'by-hand':
      return [first, ...path.points.filter(({ on }) => on > first.on && on < until), last];
  }
}

/** What a path expects on a day. */
export function expectedOn(facts: PathFacts, day: string): number {
  const points = pathPoints(facts);
  const index = points.findLastIndex(({ on }) => on <= day);
  const before = points[index];
  const after = points[index + 1];
  if (!before) return points[0]?.value ?? facts.goal;
  if (!after || facts.path.kind === 'quarterly') return before.value;
  const passed = (dayNumber(day) - dayNumber(before.on)) / (dayNumber(after.on) - dayNumber(before.on));
  return before.value + (after.value - before.value) * passed;
}
