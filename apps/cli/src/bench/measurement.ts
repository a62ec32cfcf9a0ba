/** What a measure must reach: a ratio to its baseline of at least or at most so much, or a figure below a bound. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number } | { readonly below: number };

export type MeasureName =
  | 'append'
  | 'rebuild'
  | 'known-at'
  | 'http'
  | 'memory'
  | 'rules'
  | 'esdb-append'
  | 'esdb-follow';

/** One line of the bench. */
export interface Measurement {
  readonly name: MeasureName | 'rules-each' | 'rules-memory';
  /** What was measured, for people. */
  readonly what: string;
  readonly unit: 'events/s' | 'requests/s' | 'MB' | 's' | 'ms' | 'µs';
  /** Median of the rounds. */
  readonly ours: number;
  /** What ours is compared with, for people; null where there is none. */
  readonly against: string | null;
  /** Median of the rounds; null where there is none. */
  readonly baseline: number | null;
  /** `ours` / `baseline`. */
  readonly ratio: number | null;
  readonly goal: Goal;
  readonly met: boolean;
  /** Every round in the order of its running, and what else is worth knowing. */
  readonly details: Readonly<Record<string, number | readonly number[]>>;
}

/** Ours and its baseline, one after the other, round by round. */
export interface Rounds {
  readonly ours: readonly number[];
  readonly baseline: readonly number[];
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  if (low === undefined || high === undefined) throw new Error('there is no median of nothing');
  return (low + high) / 2;
}

/**
 * Runs ours and its baseline in turn, so that whatever else the machine does falls on both; which of them goes first
 * changes from round to round.
 * @param run gives a figure (more is better)
 */
export async function alternate(
  rounds: number,
  run: Readonly<Record<keyof Rounds, (round: number) => Promise<number>>>,
): Promise<Rounds> {
  const figures = { ours: [] as number[], baseline: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'baseline'] as const) : (['baseline', 'ours'] as const);
    for (const side of order) figures[side].push(await run[side](round));
  }
  return figures;
}

/** A measurement of a ratio. */
export function compared(
  parts: Pick<Measurement, 'name' | 'what' | 'unit'> & { readonly against: string },
  rounds: Rounds,
  atLeast: number,
  details: Measurement['details'] = {},
): Measurement {
  const [ours, baseline] = [median(rounds.ours), median(rounds.baseline)];
  const ratio = ours / baseline;
  return {
    ...parts,
    ours,
    baseline,
    ratio,
    goal: { atLeast },
    met: ratio >= atLeast,
    details: { rounds: rounds.ours, baselineRounds: rounds.baseline, ...details },
  };
}
