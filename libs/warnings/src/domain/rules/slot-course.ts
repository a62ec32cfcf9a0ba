import type { Period } from '#kernel';
import {
  type AdoptedPolicy,
  judgeSlot,
  type Lack,
  lacksOf,
  type SlotFacts,
  type SlotJudgement,
} from '#reporting';
import { statusAt } from '#tasks';
import type { AssignmentFacts, ReportFacts } from '../assignment-facts.js';
import { hasEnded, type Moment, momentsAfter, type RuleFacts, statusMoments } from './rule.js';

/** How one period's slot stood at its cut-off and at each fact after it. */
export interface SlotCourse {
  readonly period: Period;
  readonly adopted: AdoptedPolicy;
  readonly cutOff: string;
  /** The period's reports, oldest first. */
  readonly reports: readonly ReportFacts[];
  /** What each report lacks, by event id. */
  readonly lacks: ReadonlyMap<string, readonly Lack[]>;
  /** The first one is the cut-off itself. Judged null: the assignment had no slot, or had ended by then. */
  readonly steps: readonly (Moment & { readonly judged: SlotJudgement | null })[];
}

/** What happened to some reports. */
export function reportMoments(reports: readonly ReportFacts[]): Moment[] {
  return [
    ...reports.map(
      ({ recordedAt, eventId }): Moment => ({ at: recordedAt, cause: 'report', event: eventId }),
    ),
    ...reports.flatMap(({ returned }): Moment[] =>
      returned ? [{ at: returned.recordedAt, cause: 'return', event: returned.eventId }] : [],
    ),
  ];
}

const NO_REPORTS: readonly ReportFacts[] = [];

/** The slots of an assignment, one for each period whose cut-off has passed. */
export function slotCourses({ assignment, periods, asOf }: RuleFacts): SlotCourse[] {
  const byPeriod = Map.groupBy(assignment.reports, ({ period }) => period);
  return periods.map(({ period, adopted, cutOff }) => {
    const reports = byPeriod.get(period) ?? NO_REPORTS;
    const lacks = new Map(
      reports.map((report) => [
        report.eventId,
        lacksOf(sufficiencyFacts(report, assignment), adopted.policy),
      ]),
    );
    const facts: SlotFacts = {
      assignedAt: assignment.assignedAt,
      statuses: assignment.statuses,
      reports: reports.map((report) => ({
        eventId: report.eventId,
        kind: report.kind,
        recordedAt: report.recordedAt,
        sufficient: lacks.get(report.eventId)?.length === 0,
        returnedAt: report.returned?.recordedAt ?? null,
      })),
    };
    const moments: Moment[] = [...reportMoments(reports), ...statusMoments(assignment)];
    const judged = (at: string) =>
      hasEnded(statusAt(assignment, at)) ? null : judgeSlot(facts, period, cutOff, at);
    const atCutOff: Moment = { at: cutOff, cause: 'status', event: null };
    const steps = [atCutOff, ...momentsAfter(cutOff, moments, asOf)].map((moment) => ({
      ...moment,
      judged: judged(moment.at),
    }));
    return { period, adopted, cutOff, reports, lacks, steps };
  });
}

/** What the rule of sufficiency looks at. */
function sufficiencyFacts(report: ReportFacts, { scheduleKind, budgetMillionVnd }: AssignmentFacts) {
  return { ...report, scheduleKind, hasBudget: budgetMillionVnd !== null };
}
