import { type Cadence, type Formula, isMember, type Timing, UnitDirectory } from '#catalogue';
import { addsUp } from '#indicators';
import { daysBetween, lastDay, type Period } from '#kernel';
import type { ReadModels } from '#projections';
import { Random } from './random.js';

/** An indicator that has a target. */
export interface Goal {
  readonly code: string;
  readonly unit: string | null;
  readonly direction: 'at_least' | 'at_most' | 'exactly' | 'range' | 'rank_at_most';
  readonly target: number;
  readonly targetMax: number | null;
  readonly cadence: Cadence | null;
  readonly timing: Timing | null;
  readonly formula: Formula | null;
}

/** A goal whose figures units report. */
export interface FedGoal {
  readonly goal: Goal;
  /** Ids, in the order of their file. */
  readonly units: readonly string[];
}

/** A share with what it was worked out from, or any other number alone. */
export interface Measured {
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

const SHARE = '%';
const MOST_PERCENT = 100;
const TENTHS = 10;
/** What is rounded to thousandths where the target is no whole number. */
const FINE = 1_000;

/** How fast goals go on their way, against a way that ends with the year. */
export const PACES = { ahead: 1.3, even: 1.05, behind: 0.94, late: 0.78 } as const;
export type Pace = keyof typeof PACES;

/** No figure goes further beyond its target. */
const FURTHEST = 1.05;
/** Ranks that lie between the start and the target. */
const RANKS_TO_GAIN = 6;
/** How much higher than a ceiling figures start, as a part of it. */
const ABOVE_CEILING = 0.6;

/** The goals of a programme in the document's order: measured by people themselves, and fed by units. */
export function goalsOf(
  readModels: ReadModels,
  programme: string,
): { readonly own: readonly Goal[]; readonly fed: readonly FedGoal[] } {
  const goals = readModels.db.$client
    .prepare<[string], Omit<Goal, 'formula'> & { readonly formula: string | null }>(
      `SELECT code, unit, direction, target, target_max AS targetMax, cadence, timing, formula
       FROM catalogue_indicators WHERE programme = ? AND target IS NOT NULL ORDER BY ordinal, code`,
    )
    .all(programme)
    .map((row): Goal => ({ ...row, formula: row.formula === null ? null : JSON.parse(row.formula) }));
  const { units, groups } = new UnitDirectory(readModels).unitsAndGroups();
  const own: Goal[] = [];
  const fed: FedGoal[] = [];
  for (const goal of goals) {
    const { formula } = goal;
    if (!formula || formula.kind === 'direct' || formula.kind === 'ratio') own.push(goal);
    else if (formula.kind !== 'system' && 'group' in formula.of) {
      const { group: id } = formula.of;
      const group = groups.find((one) => one.id === id);
      if (group)
        fed.push({ goal, units: units.filter((unit) => isMember(group, unit)).map((unit) => unit.id) });
    }
  }
  return { own, fed };
}

const twoMonthly = ['02', '04', '06', '08', '10'];
const quarterly = ['Q1', 'Q2', 'Q3', 'Q4'];
/** The quarters' ends, and the last month before the year's own last one. */
const atQuarterEnds = ['03', '06', '09', '10'];
const monthly = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];

/** The periods of a year that a goal is measured for. */
export function measuredPeriods({ cadence, ...goal }: Goal, byUnits: boolean, year: string): Period[] {
  if (cadence === 'yearly') return [year];
  const names =
    cadence === 'monthly'
      ? monthly
      : cadence === 'quarterly' || sums(goal)
        ? quarterly
        : byUnits
          ? twoMonthly
          : atQuarterEnds;
  return names.map((name) => `${year}-${name}`);
}

const sums = ({ formula, ...goal }: Pick<Goal, 'formula' | 'unit' | 'direction' | 'timing'>) =>
  addsUp({ ...goal, isRatio: formula?.kind === 'ratio' });

/** Which part of a year lies behind on a day, 0–1. */
function elapsed(day: string): number {
  const days = (until: string) => [...daysBetween(`${day.slice(0, 4)}-01-01`, until)].length;
  return days(day) / days(`${day.slice(0, 4)}-12-31`);
}

/** How far a goal has come by a day at its pace: 0 is the start, 1 the target. */
export function reachedOn(day: string, pace: number, random: Random): number {
  const wavering = 0.04 * (random.next() - 0.5);
  return Math.min(FURTHEST, Math.max(0, elapsed(day) * pace + wavering));
}

/** What is measured where so much of the way has been reached; of what adds up, what came about in the period. */
export function valueAt(goal: Goal, period: Period, reached: number): number {
  const { direction, target, targetMax } = goal;
  const aim = targetMax === null ? target : (target + targetMax) / 2;
  if (direction === 'rank_at_most') {
    return Math.max(1, Math.round(target + (1 - reached) * RANKS_TO_GAIN));
  }
  if (sums(goal)) {
    const day = lastDay(period);
    const before = measuredPeriods(goal, false, day.slice(0, 4)).filter((one) => lastDay(one) < day);
    return roundedFor(goal, (aim * reached) / (before.length + 1));
  }
  return roundedFor(
    goal,
    direction === 'at_most' ? aim * (1 + ABOVE_CEILING * (1 - reached)) : aim * reached,
  );
}

/** As exactly as a goal's figures are told. */
export function roundedFor({ unit, target }: Goal, value: number): number {
  if (unit === SHARE) return Math.min(MOST_PERCENT, Math.round(value * TENTHS) / TENTHS);
  return Number.isInteger(target) ? Math.round(value) : Math.round(value * FINE) / FINE;
}

export const isShare = ({ unit }: Goal) => unit === SHARE;

/** A share of a whole, told by its numerator and denominator. */
export function shareOf(goal: Goal, numerator: number, denominator: number): Measured {
  return { value: roundedFor(goal, (numerator / denominator) * MOST_PERCENT), numerator, denominator };
}

/** The share of a whole that comes nearest to a value in percent. */
export const nearestShare = (goal: Goal, value: number, denominator: number) =>
  shareOf(goal, Math.round((denominator * value) / MOST_PERCENT), denominator);

/** Names dealt out in turn to what was shuffled by the seed: each in its measure, which one to whom by chance. */
export function dealt<Name>(
  seed: string,
  codes: readonly string[],
  names: readonly Name[],
): Map<string, Name> {
  const shuffled = codes
    .map((code) => ({ code, place: new Random(`${seed}/deal/${code}`).next() }))
    .sort((a, b) => a.place - b.place);
  return new Map(
    shuffled.flatMap(({ code }, index) => {
      const name = names[index % names.length];
      return name === undefined ? [] : [[code, name] as const];
    }),
  );
}
