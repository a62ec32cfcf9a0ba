import { addDays, instantAt, lastDay, localDate, nextPeriod, periodOf } from '#kernel';
import { type AdoptedPolicy, policyOn } from '#reporting';
import type { IndicatorCourse } from '../indicator-course.js';
import { type Finding, found, type Moment, turnsOf } from './rule.js';

/**
 * indicator-off-track: the judgement of an indicator, as of an instant and by what was known at it, is off-track. It is
 * looked at whenever something is recorded of it, when a month has ended (with it every quarter and year), and when a
 * policy comes into force. Each year that has a target has a warning of its own, which outlives the year: only a fact
 * clears it. A policy that doesn't hold the rule raises nothing; what stands is cleared whatever the policy.
 */
export function indicatorOffTrack(
  course: IndicatorCourse,
  policies: readonly AdoptedPolicy[],
  asOf: string,
): Finding[] {
  const first = course.moments[0]?.at;
  if (first === undefined || first > asOf || !policies.some(judgesIndicators)) return [];
  const moments = [
    ...course.moments,
    ...[...endsOfMonths(first, asOf), ...policies.map(({ from }) => instantAt(from))].map(
      (at): Moment => ({ at, cause: 'period-passed', event: null }),
    ),
  ];
  return course.years.flatMap((year) => {
    let stands = false;
    const turns = turnsOf(first, moments, asOf, (at) => {
      const inputs = course.offTrackAt(at, year);
      stands = inputs !== null && (stands || judgesIndicators(policyOn(policies, localDate(at))));
      return stands ? inputs : null;
    });
    return found('indicator-off-track', String(year), turns);
  });
}

/** Whether a policy warns of indicators. */
export function judgesIndicators(adopted: AdoptedPolicy | null): boolean {
  return adopted?.policy.warnings?.indicatorOffTrack === true;
}

/** The instants at which months have ended, after one instant and until another. */
function* endsOfMonths(after: string, until: string): Generator<string> {
  for (let month = periodOf(localDate(after)); ; month = nextPeriod(month)) {
    const at = instantAt(addDays(lastDay(month), 1));
    if (at > until) return;
    yield at;
  }
}
