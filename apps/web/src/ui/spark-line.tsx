import { day, number } from './format.js';
import css from './spark-line.module.css';

interface Dated {
  readonly on: string;
  readonly value: number;
}

interface SparkLineProps {
  readonly figures: readonly Dated[];
  /** What was expected, as the points of its path. */
  readonly path: readonly Dated[];
  readonly unit: string | null;
}

const WIDTH = 120;
const HEIGHT = 32;
const EDGE = 4;

/** A small drawing of the figures and their expected path; what it shows is told to screen readers in words. */
export function SparkLine({ figures, path, unit }: SparkLineProps) {
  const first = figures[0];
  const last = figures.at(-1);
  if (!first || !last) return <span className={css.none}>chưa có số liệu</span>;
  const all = [...figures, ...path];
  const place = placing(all);
  const points = (dated: readonly Dated[]) => dated.map((one) => place(one).join(',')).join(' ');
  const [x, y] = place(last);
  const told = (value: number) => `${number(value)}${unit === null ? '' : ` ${unit}`}`;
  return (
    <>
      <svg
        className={css.line}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
        aria-hidden="true"
        focusable="false"
      >
        {path.length > 1 ? <polyline className={css.path} points={points(path)} /> : null}
        <polyline className={css.figures} points={points(figures)} />
        <circle className={css.dot} cx={x} cy={y} r={3} />
      </svg>
      <span className="sr-only">
        {figures.length === 1
          ? `Một số liệu: ${told(last.value)} ngày ${day(last.on)}`
          : `${figures.length} số liệu: từ ${told(first.value)} ngày ${day(first.on)} đến ${told(last.value)} ngày ${day(last.on)}`}
      </span>
    </>
  );
}

/** Where a figure lies in the drawing. */
function placing(all: readonly Dated[]): (one: Dated) => readonly [number, number] {
  const days = all.map(({ on }) => Date.parse(on));
  const values = all.map(({ value }) => value);
  const scale = (from: number, until: number, length: number) => (value: number) =>
    until === from ? length / 2 : EDGE + ((value - from) / (until - from)) * (length - 2 * EDGE);
  const x = scale(Math.min(...days), Math.max(...days), WIDTH);
  const y = scale(Math.min(...values), Math.max(...values), HEIGHT);
  const short = (value: number) => Math.round(value * 10) / 10;
  return ({ on, value }) => [short(x(Date.parse(on))), short(HEIGHT - y(value))];
}
