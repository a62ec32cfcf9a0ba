import type { JudgementDto } from '../../client/types.gen.js';

type Path = NonNullable<JudgementDto['path']>;

/** What a path expects on a day: straight between its points; by quarters the height of the point before. */
export function expectedOn({ kind, points }: Path, day: string): number | null {
  const index = points.findLastIndex(({ on }) => on <= day);
  const before = points[index];
  const after = points[index + 1];
  if (!before) return null;
  if (!after || kind === 'quarterly') return before.value;
  const from = Date.parse(before.on);
  const passed = (Date.parse(day) - from) / (Date.parse(after.on) - from);
  return before.value + (after.value - before.value) * passed;
}

/** One day of the course: what was measured, expected, or is projected. */
export interface CourseLine {
  readonly on: string;
  readonly period: string | null;
  readonly value: number | null;
  readonly expected: number | null;
  readonly projection: JudgementDto['projection'];
}

/** The same figures as the drawing's, by day. */
export function courseLines({ series, path, projection }: JudgementDto): readonly CourseLine[] {
  const expected = (on: string) => (path === null ? null : expectedOn(path, on));
  const measured = series.map(({ period, measuredOn, value }) => ({
    on: measuredOn,
    period,
    value,
    expected: expected(measuredOn),
    projection: null,
  }));
  const bare = (path?.points ?? [])
    .filter(({ on }) => on !== projection?.on && !series.some(({ measuredOn }) => measuredOn === on))
    .map(({ on, value }) => ({ on, period: null, value: null, expected: value, projection: null }));
  const last =
    projection === null
      ? []
      : [{ on: projection.on, period: null, value: null, expected: expected(projection.on), projection }];
  return [...measured, ...bare, ...last].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
