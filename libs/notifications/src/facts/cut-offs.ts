import { CalendarYearMissingError, type Period } from '#kernel';
import { type AdoptedPolicy, cutOffOf } from '#reporting';

/**
 * The instant until which reports of a period are on time; null where the calendar that the policy was adopted with
 * doesn't reach so far: nothing is said of it rather than something wrong.
 */
export function knownCutOff(adopted: AdoptedPolicy, period: Period): string | null {
  try {
    return cutOffOf(adopted, period);
  } catch (error) {
    if (error instanceof CalendarYearMissingError) return null;
    throw error;
  }
}
