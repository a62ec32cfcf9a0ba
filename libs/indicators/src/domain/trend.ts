/** A figure on a day. */
export interface DatedFigure {
  readonly value: number;
  /** `YYYY-MM-DD`. */
  readonly measuredOn: string;
}

/** Where a straight line leads, and between what. */
export interface Trend {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const DAY_MS = 86_400_000;
/** Fewer points than this leave no noise to tell a range by. */
export const FEWEST_POINTS = 3;
/** A line takes two of the points' degrees of freedom: its height and its slope. */
const LINE_PARAMETERS = 2;
/** Standard errors to each side. */
const RANGE_ERRORS = 2;

/** Days since 1970. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/**
 * The straight line by least squares through figures, followed to a day; the range is two standard errors of the
 * prediction to each side. Null with fewer than three figures, or where all are of one day.
 */
export function trendTo(figures: readonly DatedFigure[], day: string): Trend | null {
  const count = figures.length;
  if (count < FEWEST_POINTS) return null;
  const points = figures.map(({ value, measuredOn }) => ({ x: dayNumber(measuredOn), y: value }));
  const mean = (of: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / count;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (spread === 0) return null;
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const at = (x: number) => meanY + slope * (x - meanX);
  const noise = points.reduce((sum, { x, y }) => sum + (y - at(x)) ** 2, 0) / (count - LINE_PARAMETERS);
  const target = dayNumber(day);
  const error = Math.sqrt(noise * (1 + 1 / count + (target - meanX) ** 2 / spread));
  const value = at(target);
  return { value, low: value - RANGE_ERRORS * error, high: value + RANGE_ERRORS * error };
}
