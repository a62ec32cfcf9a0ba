import { addDays, type Period } from '#kernel';
import { type AdoptedPolicy, cutOffOf, isPastCutOff, policyOn, reportingPeriods } from '#reporting';

/** A span of days over which one policy is in force. */
export interface InForce {
  readonly adopted: AdoptedPolicy;
  /** First day; null: from the beginning. */
  readonly from: string | null;
  /** The first day of the next one; null: none follows. */
  readonly until: string | null;
}

const spans = new WeakMap<readonly AdoptedPolicy[], readonly InForce[]>();

/** Which policy is in force when, in order of time. */
export function inForce(policies: readonly AdoptedPolicy[]): readonly InForce[] {
  const known = spans.get(policies);
  if (known) return known;
  const days = [...new Set(policies.map(({ from }) => from))].sort();
  const made = days.flatMap((day, index): InForce[] => {
    const adopted = policyOn(policies, day);
    return adopted ? [{ adopted, from: index === 0 ? null : day, until: days[index + 1] ?? null }] : [];
  });
  spans.set(policies, made);
  return made;
}

/** The first day on which a policy in force judges something, and that policy. */
export interface Opening {
  readonly day: string;
  readonly adopted: AdoptedPolicy;
}

/**
 * The first day on which some policy, in force then, judges a thing.
 * @param asOf the local day until which it is asked
 * @param dayOf the day from which a policy would, or null for never; `until`: the last day on which it may have done so
 */
export function openingOf(
  policies: readonly AdoptedPolicy[],
  asOf: string,
  dayOf: (adopted: AdoptedPolicy, until: string) => string | null,
): Opening | null {
  for (const { adopted, from, until } of inForce(policies)) {
    const wanted = dayOf(adopted, until === null || asOf < until ? asOf : addDays(until, -1));
    if (wanted === null) continue;
    const day = from !== null && from > wanted ? from : wanted;
    if (until === null || day < until) return { day, adopted };
  }
  return null;
}

/** A reporting period whose cut-off has passed. */
export interface PastPeriod {
  readonly period: Period;
  readonly adopted: AdoptedPolicy;
  readonly cutOff: string;
}

const REMEMBERED_SPANS = 1_000;
const pastPeriodsOf = new WeakMap<readonly AdoptedPolicy[], Map<string, readonly PastPeriod[]>>();

/**
 * The periods from the one that a day lies in, whose cut-offs lie before an instant.
 * @param until the local day of that instant
 * @throws {CalendarYearMissingError}
 */
export function pastPeriods(
  policies: readonly AdoptedPolicy[],
  from: string,
  until: string,
  instant: string,
): readonly PastPeriod[] {
  const known = pastPeriodsOf.get(policies) ?? new Map<string, readonly PastPeriod[]>();
  pastPeriodsOf.set(policies, known);
  const key = `${from} ${instant}`;
  const before = known.get(key);
  if (before) return before;
  const found = reportingPeriods(policies, from, until)
    .filter(({ period, adopted }) => isPastCutOff(adopted, period, instant))
    .map(({ period, adopted }) => ({ period, adopted, cutOff: cutOffOf(adopted, period) }));
  if (known.size >= REMEMBERED_SPANS) known.clear();
  known.set(key, found);
  return found;
}
