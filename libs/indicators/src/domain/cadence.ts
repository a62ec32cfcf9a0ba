import type { Cadence } from '#catalogue';
import { firstDay, lastDay, nextPeriod, type Period, periodOf } from '#kernel';
import { PERIOD_OF_CADENCE } from './indicator-measurement.decisions.js';

/**
 * The periods that an indicator should have figures for, in order: those that have ended before a day, from the one that
 * the first day lies in.
 * @param from first day of the programme
 * @param until last day of the programme
 * @param asOf the day that is spoken of
 */
export function expectedPeriods(cadence: Cadence, from: string, until: string, asOf: string): Period[] {
  const expected: Period[] = [];
  let period = periodOf(from, PERIOD_OF_CADENCE[cadence]);
  while (lastDay(period) < asOf && firstDay(period) <= until) {
    expected.push(period);
    period = nextPeriod(period);
  }
  return expected;
}
