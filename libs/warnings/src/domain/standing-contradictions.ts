import type { Period } from '#kernel';
import { type AdoptedPolicy, cutOffOf, type ReportingPeriod } from '#reporting';
import type { AssignmentFacts } from './assignment-facts.js';
import { type Contradiction, standingContradictions } from './rules/contradiction.js';
import { slotCourses } from './rules/slot-course.js';

/**
 * What the reports of an assignment contradict at an instant, by the rule `contradiction` and the policy of each
 * period: by period, those without any left out.
 * @param periods in order, without a gap: the same text is looked for in periods in a row
 * @throws {CalendarYearMissingError}
 */
export function contradictionsByPeriod(
  assignment: AssignmentFacts,
  periods: readonly ReportingPeriod[],
  policies: readonly AdoptedPolicy[],
  asOf: string,
): ReadonlyMap<Period, readonly Contradiction[]> {
  const courses = slotCourses({
    assignment,
    policies,
    asOf,
    periods: periods.map(({ period, adopted }) => ({ period, adopted, cutOff: cutOffOf(adopted, period) })),
  });
  return new Map(
    courses.flatMap(({ period }, index) => {
      const found = standingContradictions(courses, index, assignment.budgetMillionVnd, asOf);
      return found.length === 0 ? [] : [[period, found] as const];
    }),
  );
}
