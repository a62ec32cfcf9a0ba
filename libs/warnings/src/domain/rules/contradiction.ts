import type { JsonObject } from '#event-log';
import { statusAt } from '#tasks';
import type { ReportFacts } from '../assignment-facts.js';
import { type Finding, hasEnded, type Moment, type RuleFacts, statusMoments, turnsOf } from './rule.js';
import { reportMoments, type SlotCourse } from './slot-course.js';

/** What a report contradicts, with the figures. Stored in the inputs of WarningRaised. */
export type Contradiction = JsonObject &
  (
    | { readonly kind: 'full-without-deliverable'; readonly percent: number }
    | {
        readonly kind: 'disbursement-far';
        readonly disbursedVnd: number;
        readonly budgetMillionVnd: number;
        /** Share of the budget that was paid out, in whole percent. */
        readonly disbursedPercent: number;
        readonly percent: number;
        /** Percentage points from which on the policy warns. */
        readonly limit: number;
      }
    | {
        readonly kind: 'same-text';
        /** Periods in a row, oldest first, and the report of each. */
        readonly periods: readonly string[];
        readonly reports: readonly string[];
      }
  );

/**
 * contradiction: a period's report contradicts itself or what was reported before. Judged, like the update itself, from
 * the cut-off on: until then a report may still be put right. What counts is the period's newest report that was not
 * returned; "nothing to report" contradicts nothing.
 *
 * 100 % without any proof is not told twice: where the policy's sufficiency asks for the proof, the update is
 * insufficient for that very lack, and only that is raised.
 */
export function contradiction({ assignment, asOf }: RuleFacts, courses: readonly SlotCourse[]): Finding[] {
  return courses.flatMap((course, index) => {
    const limits = course.adopted.policy.warnings?.contradiction;
    const expected = course.steps[0]?.judged;
    if (!limits || !expected || expected.outcome === 'exempt') return [];
    const row = rowUntil(courses, index, limits.sameTextPeriods);
    if (!course.reports.some((report) => mayContradict(report, course, row, assignment.budgetMillionVnd))) {
      return [];
    }
    const moments: Moment[] = [
      ...row.flatMap(({ reports }) => reportMoments(reports)),
      ...statusMoments(assignment),
    ];
    const turns = turnsOf(course.cutOff, moments, asOf, (at) => {
      const report = standingReport(course, at);
      if (!report || hasEnded(statusAt(assignment, at))) return null;
      const found = contradictionsOf(report, course, row, assignment.budgetMillionVnd, at);
      return found.length === 0
        ? null
        : { cutOff: course.cutOff, report: report.eventId, contradictions: found };
    });
    return turns.length === 0 ? [] : [{ rule: 'contradiction', period: course.period, turns }];
  });
}

/**
 * What the report that a period stands by at an instant contradicts, whether or not the rule warns of it: also before
 * the cut-off, and 100 % without any proof also where that makes the update insufficient.
 */
export function standingContradictions(
  courses: readonly SlotCourse[],
  index: number,
  budgetMillionVnd: number | null,
  at: string,
): readonly Contradiction[] {
  const course = courses[index];
  const report = course && standingReport(course, at);
  if (!report) return [];
  const row = rowUntil(courses, index, course.adopted.policy.warnings?.contradiction?.sameTextPeriods);
  return contradictionsOf(report, course, row, budgetMillionVnd, at, 'all');
}

/** The periods that the same text is looked for in, the last one included; only that one where it isn't looked for. */
function rowUntil(courses: readonly SlotCourse[], index: number, length = 1): readonly SlotCourse[] {
  return courses.slice(Math.max(0, index + 1 - length), index + 1);
}

/** The progress report that a period stands by at an instant; null: none, or nothing to report. */
export function standingReport({ reports }: Pick<SlotCourse, 'reports'>, at: string): ReportFacts | null {
  const report = reports.findLast(
    ({ recordedAt, returned }) => recordedAt <= at && !(returned && returned.recordedAt <= at),
  );
  return report?.kind === 'progress' ? report : null;
}

const FULL = 100;
const MILLION = 1_000_000;

/** Whether a report contradicts anything at any time: most don't, and need not be followed from fact to fact. */
function mayContradict(
  report: ReportFacts,
  course: SlotCourse,
  row: readonly SlotCourse[],
  budgetMillionVnd: number | null,
): boolean {
  if (report.kind !== 'progress') return false;
  if (withItself(report, course, budgetMillionVnd).length > 0) return true;
  return (
    isFull(row, course) &&
    row.every(({ reports }) => reports.some((one) => plain(one.summary) === plain(report.summary)))
  );
}

function contradictionsOf(
  report: ReportFacts,
  course: SlotCourse,
  row: readonly SlotCourse[],
  budgetMillionVnd: number | null,
  at: string,
  named: Named = 'untold',
): Contradiction[] {
  const found = withItself(report, course, budgetMillionVnd, named);
  const text = plain(report.summary);
  if (text === '' || !isFull(row, course)) return found;
  const reports = row.map((one) => standingReport(one, at));
  if (reports.every((one) => one && plain(one.summary) === text)) {
    found.push({
      kind: 'same-text',
      periods: row.map(({ period }) => period),
      reports: reports.flatMap((one) => one?.eventId ?? []),
    });
  }
  return found;
}

/** Whether there are as many periods as the same text is looked for in. */
const isFull = (row: readonly SlotCourse[], { adopted }: SlotCourse) =>
  row.length === adopted.policy.warnings?.contradiction?.sameTextPeriods;

/** Which contradictions are named: all, or those that the update's insufficiency doesn't tell already. */
type Named = 'untold' | 'all';

/** What a report's own figures contradict. */
function withItself(
  report: ReportFacts,
  { adopted, lacks }: SlotCourse,
  budgetMillionVnd: number | null,
  named: Named = 'untold',
): Contradiction[] {
  const { fullWithoutDeliverable, disbursementGap } = adopted.policy.warnings?.contradiction ?? {};
  const found: Contradiction[] = [];
  const { percent, disbursedVnd } = report;
  const proofs = report.deliverables + report.documents;
  const toldAsLack = named === 'untold' && lacks.get(report.eventId)?.includes('proof-missing');
  if (fullWithoutDeliverable && percent === FULL && proofs === 0 && !toldAsLack) {
    found.push({ kind: 'full-without-deliverable', percent });
  }
  if (disbursementGap !== undefined && percent !== null && disbursedVnd !== null && budgetMillionVnd) {
    const disbursedPercent = Math.round((disbursedVnd / (budgetMillionVnd * MILLION)) * 100);
    if (Math.abs(disbursedPercent - percent) >= disbursementGap) {
      found.push({
        kind: 'disbursement-far',
        disbursedVnd,
        budgetMillionVnd,
        disbursedPercent,
        percent,
        limit: disbursementGap,
      });
    }
  }
  return found;
}

/** A text without what the eye passes over: spaces, lines, capitals. */
const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
