import type { UnitScorecardDto } from '../client/types.gen.js';

/**
 * Which list of updates the figures of a span are of: where it has one period alone, that period's, and of a closed one
 * the list of its close.
 */
export function updatesOf(
  { first, last }: UnitScorecardDto['span'],
  periods: UnitScorecardDto['periods'],
): { readonly thang: string; readonly so?: 'chot' } | { readonly tu: string; readonly den: string } {
  const [only, ...more] = periods;
  if (only === undefined || more.length > 0) return { tu: first, den: last };
  return only.state === 'closed' ? { thang: only.period, so: 'chot' } : { thang: only.period };
}
