import type { RollUp } from '#catalogue';
import { firstDay, lastDay, type Period } from '#kernel';

/** A figure of one of the parts that an indicator is made of: a unit, or another indicator. */
export interface PartFigure {
  readonly period: Period;
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** `YYYY-MM-DD` */
  readonly measuredOn: string;
  /** The events that it rests on. */
  readonly events: readonly string[];
}

export interface RollUpPart {
  /** Unit id, or indicator code. */
  readonly id: string;
  /** Those that count, one a period. */
  readonly figures: readonly PartFigure[];
  /** Periods whose figure waits for a second person. */
  readonly waiting: readonly Period[];
}

export interface RollUpFacts {
  readonly kind: RollUp;
  readonly of: 'units' | 'codes';
  /** Whether the figures are shares of a whole, in %. */
  readonly isShare: boolean;
  /** All that should report, in order. */
  readonly parts: readonly RollUpPart[];
}

/** How the parts weigh: by their denominators, or, where one has none, all alike. */
export type Weighting = 'denominators' | 'equal';

/** What the parts come to for a period, and how many of them there are. A missing part is missing, not zero. */
export interface RolledFigure extends PartFigure {
  readonly expected: number;
  readonly reported: number;
  /** Share of the parts that reported, 0–1. */
  readonly coverage: number;
  /** Share of the weight that reported, 0–1, by each part's last known denominator; null where one is not known. */
  readonly weightCoverage: number | null;
  readonly missing: readonly string[];
  /** Those of the missing whose figure waits for a second person. */
  readonly waiting: readonly string[];
  /** Null where nothing is averaged. */
  readonly weighting: Weighting | null;
}

const WHOLE = 100;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Later periods after earlier ones; of those that end on one day, the longer after the shorter. */
export function byTime(a: Period, b: Period): number {
  const [endA, endB] = [lastDay(a), lastDay(b)];
  if (endA !== endB) return endA < endB ? -1 : 1;
  const [startA, startB] = [firstDay(a), firstDay(b)];
  return startA > startB ? -1 : startA < startB ? 1 : 0;
}

/** The figures of the periods for which any part reported, in the order of time. */
export function rollUp(facts: RollUpFacts): readonly RolledFigure[] {
  const periods = new Set(facts.parts.flatMap(({ figures }) => figures.map(({ period }) => period)));
  const weights = facts.parts.map(weightsOf);
  return [...periods].sort(byTime).map((period) => rolledFigure(facts, weights, period));
}

type WeightOn = (period: Period) => number | null;

/** A part's denominator of a period; where it has none, the last one before, else the first one after. */
function weightsOf({ figures }: RollUpPart): WeightOn {
  const known = figures
    .filter(({ denominator }) => denominator !== null)
    .toSorted((a, b) => byTime(a.period, b.period));
  return (period) =>
    (known.findLast((figure) => byTime(figure.period, period) <= 0) ?? known[0])?.denominator ?? null;
}

function rolledFigure(facts: RollUpFacts, weights: readonly WeightOn[], period: Period): RolledFigure {
  const { parts } = facts;
  const found = parts.map(({ figures }) => figures.find((figure) => figure.period === period));
  const reported = found.filter((figure) => figure !== undefined);
  const absent = parts.filter((_, index) => found[index] === undefined);
  const all = weights.map((weightOn) => weightOn(period));
  const weighed = all.every((weight) => weight !== null);
  const weightOfAll = sum(all.map((weight) => weight ?? 0));
  const weightOfReported = sum(found.map((figure, index) => (figure ? (all[index] ?? 0) : 0)));
  return {
    period,
    ...totalOf(facts, reported),
    measuredOn: reported.reduce((latest, { measuredOn }) => (measuredOn > latest ? measuredOn : latest), ''),
    events: reported.flatMap(({ events }) => events),
    expected: parts.length,
    reported: reported.length,
    coverage: reported.length / parts.length,
    weightCoverage: weighed && weightOfAll > 0 ? weightOfReported / weightOfAll : null,
    missing: absent.map(({ id }) => id),
    waiting: absent.filter(({ waiting }) => waiting.includes(period)).map(({ id }) => id),
  };
}

/**
 * What figures come to. Shares of units make one share of all of them: numerators over denominators. Averages weigh by
 * denominators; where one has none, all alike.
 */
function totalOf(
  { kind, of, isShare }: RollUpFacts,
  figures: readonly PartFigure[],
): Pick<RolledFigure, 'value' | 'numerator' | 'denominator' | 'weighting'> {
  const values = figures.map(({ value }) => value);
  const isAverage = kind === 'weighted-average' || (kind === 'sum' && isShare && of === 'units');
  if (isAverage || kind === 'sum') {
    const fraction = fractionOf(figures);
    if (!isAverage) return { value: sum(values), ...(fraction ?? NO_FRACTION), weighting: null };
    return fraction
      ? { value: (fraction.numerator / fraction.denominator) * WHOLE, ...fraction, weighting: 'denominators' }
      : { value: sum(values) / values.length, ...NO_FRACTION, weighting: 'equal' };
  }
  const chosen = figures.reduce((best, figure) => (isBetter(kind, figure, best) ? figure : best));
  const { value, numerator, denominator } = chosen;
  return { value, numerator, denominator, weighting: null };
}

const NO_FRACTION = { numerator: null, denominator: null };

function isBetter(kind: RollUp, figure: PartFigure, best: PartFigure): boolean {
  if (kind === 'min') return figure.value < best.value;
  if (kind === 'max') return figure.value > best.value;
  return figure.measuredOn >= best.measuredOn;
}

/** Numerators and denominators added up; null where a figure has none. */
function fractionOf(
  figures: readonly PartFigure[],
): { readonly numerator: number; readonly denominator: number } | null {
  let numerator = 0;
  let denominator = 0;
  for (const figure of figures) {
    if (figure.numerator === null || figure.denominator === null) return null;
    numerator += figure.numerator;
    denominator += figure.denominator;
  }
  return { numerator, denominator };
}
