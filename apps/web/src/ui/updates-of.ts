import type { UnitScorecardDto } from '../client/types.gen.js';

/** Which list of updates the figures of a month are of: a closed month's are those of its close. */
export const listOf = (
  period: string,
  isClosed: boolean,
): { readonly thang: string; readonly so?: 'chot' } =>
  isClosed ? { thang: period, so: 'chot' } : { thang: period };

/**
 * Which list of updates the figures of a span are of: where it has one period alone, that period's, and of a closed one
 * the list of its close.
 */
export function updatesOf(
  { first, last }: UnitScorecardDto['span'],
  periods: UnitScorecardDto['periods'],
): ReturnType<typeof listOf> | { readonly tu: string; readonly den: string } {
  const [only, ...more] = periods;
  if (only === undefined || more.length > 0) return { tu: first, den: last };
  return listOf(only.period, only.state === 'closed');
}
