import type { JsonObject } from '#event-log';
import { endOfDay, localDate, type Period } from '#kernel';
import {
  type AdoptedPolicy,
  cutOffOf,
  isPastCutOff,
  judgeSlot,
  lacksOf,
  reportingPeriods,
  type SlotFacts,
} from '#reporting';
import { type Assignment, type AssignmentStatus, assignmentId, ENDED, statusAt } from '#tasks';
import type { NewWarningEvent, WarningCleared, WarningRule, WarningSubject } from './warning.events.js';

/** What should stand in one warning's stream by now: raised, cleared, raised again… oldest first. */
export interface WarningTimeline {
  /** `<rule>.<assignment>.<period>` */
  readonly id: string;
  readonly events: readonly NewWarningEvent[];
}

export function warningStream(id: string): string {
  return `warning-${id}`;
}

/** One change of whether a warning stands. */
interface Turn {
  readonly at: string;
  readonly raise: JsonObject | null;
  readonly clear: Pick<WarningCleared, 'cause' | 'event'> | null;
}

/** Facts that change a slot or a due date, in order. */
interface Moment {
  readonly at: string;
  readonly cause: WarningCleared['cause'];
  readonly event: string;
}

/**
 * Every warning that an assignment has had until `asOf`, with the instants at which each was raised and cleared:
 * a pure function of what was recorded, so that a scheduler that was away writes, on its return, exactly what it
 * would have written.
 */
export function evaluate(
  assignment: Assignment,
  policies: readonly AdoptedPolicy[],
  asOf: string,
): WarningTimeline[] {
  return [...slotTimelines(assignment, policies, asOf), ...overdueTimelines(assignment, asOf)];
}

/** update-missing and update-insufficient. Source: programme of 2026, 1.2.2.(4). */
function slotTimelines(
  assignment: Assignment,
  policies: readonly AdoptedPolicy[],
  asOf: string,
): WarningTimeline[] {
  return reportingPeriods(policies, localDate(assignment.assignedAt), localDate(asOf))
    .filter(({ period, adopted }) => isPastCutOff(adopted, period, asOf))
    .flatMap(({ period, adopted }) =>
      slotTimelinesOf(assignment, adopted, period, cutOffOf(adopted, period), asOf),
    );
}

function slotTimelinesOf(
  assignment: Assignment,
  adopted: AdoptedPolicy,
  period: Period,
  cutOff: string,
  asOf: string,
): WarningTimeline[] {
  const own = assignment.reports.filter((report) => report.period === period);
  const lacks = new Map(
    own.map((report) => [
      report.eventId,
      lacksOf(
        {
          kind: report.kind,
          percent: report.percent,
          summary: report.summary,
          deliverables: report.deliverables.length,
          documents: report.documents.length,
          difficulties: report.difficulties.trim() !== '',
          disbursedVnd: report.disbursedVnd,
          scheduleKind: assignment.scheduleKind,
          hasBudget: assignment.budgetMillionVnd !== null,
          due: report.due,
          period,
        },
        adopted.policy,
      ),
    ]),
  );
  const facts: SlotFacts = {
    assignedAt: assignment.assignedAt,
    statuses: assignment.statuses,
    reports: own.map((report) => ({
      eventId: report.eventId,
      kind: report.kind,
      recordedAt: report.recordedAt,
      sufficient: lacks.get(report.eventId)?.length === 0,
      returnedAt: report.returned?.recordedAt ?? null,
    })),
  };
  const moments: Moment[] = [
    ...own.map(({ recordedAt, eventId }): Moment => ({ at: recordedAt, cause: 'report', event: eventId })),
    ...own.flatMap(({ returned }): Moment[] =>
      returned ? [{ at: returned.recordedAt, cause: 'return', event: returned.eventId }] : [],
    ),
    ...assignment.statuses.map(({ at, eventId }): Moment => ({ at, cause: 'status', event: eventId })),
  ];

  /** Which of the two rules stands at the cut-off or an instant after it, and by what. */
  const standing = (at: string): { rule: WarningRule; inputs: JsonObject } | null => {
    const status = statusAt(assignment, at);
    if (status === null || ENDED.has(status)) return null;
    const slot = judgeSlot(facts, period, cutOff, at);
    // At the cut-off itself a slot is not due for one more instant; what it lacks then it lacks for good.
    if (slot?.outcome === 'missing' || slot?.outcome === 'not-yet-due') {
      return { rule: 'update-missing', inputs: { cutOff } };
    }
    if (slot?.outcome !== 'insufficient' || slot.report === null) return null;
    const report = own.find(({ eventId }) => eventId === slot.report);
    const returned = report?.returned && report.returned.recordedAt <= at ? report.returned : null;
    return {
      rule: 'update-insufficient',
      inputs: {
        cutOff,
        report: slot.report,
        lacks: lacks.get(slot.report) ?? [],
        returnReason: returned?.reason ?? null,
      },
    };
  };
  return (['update-missing', 'update-insufficient'] as const).flatMap((rule) => {
    const turns = turnsOf(cutOff, moments, asOf, (at) => {
      const now = standing(at);
      return now?.rule === rule ? now.inputs : null;
    });
    return timelineOf(assignment, rule, period, turns);
  });
}

/**
 * task-overdue: the current due date passed without completion. A completion proposed in time holds it off until the
 * authority has answered; a suspension or a wait for a condition clears it for as long as it lasts.
 */
function overdueTimelines(assignment: Assignment, asOf: string): WarningTimeline[] {
  const moments: Moment[] = [
    ...assignment.statuses.map(({ at, eventId }): Moment => ({ at, cause: 'status', event: eventId })),
    ...assignment.dues.map(({ at, eventId }): Moment => ({ at, cause: 'extension', event: eventId })),
  ];
  const dues = [...new Set(assignment.dues.flatMap(({ due }) => (due === null ? [] : [due])))];
  return dues.flatMap((due) => {
    const passed = endOfDay(due);
    if (passed > asOf) return [];
    const turns = turnsOf(passed, moments, asOf, (at) => {
      if (dueAt(assignment, at) !== due || !runsAgainst(assignment, at, passed)) return null;
      return { due, originalDue: assignment.originalDue, status: statusAt(assignment, at) };
    });
    return timelineOf(assignment, 'task-overdue', due, turns);
  });
}

const RUNNING: ReadonlySet<AssignmentStatus> = new Set(['assigned', 'accepted', 'in-progress']);

function runsAgainst(assignment: Assignment, at: string, passed: string): boolean {
  let proposedAt: string | null = null;
  let status: AssignmentStatus | null = null;
  for (const step of assignment.statuses) {
    if (step.at > at) break;
    status = step.status;
    proposedAt = status === 'completion-proposed' ? step.at : null;
  }
  if (status === null) return false;
  return proposedAt === null ? RUNNING.has(status) : proposedAt >= passed;
}

function dueAt(assignment: Assignment, at: string): string | null {
  let due: string | null = null;
  for (const step of assignment.dues) if (step.at <= at) due = step.due;
  return due;
}

/** The turns of one warning: at its first instant, then at each moment that changes whether it stands. */
function turnsOf(
  first: string,
  moments: readonly Moment[],
  asOf: string,
  inputsAt: (at: string) => JsonObject | null,
): Turn[] {
  const turns: Turn[] = [];
  let stands = inputsAt(first);
  if (stands) turns.push({ at: first, raise: stands, clear: null });
  const later = moments
    .filter(({ at }) => at > first && at <= asOf)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const { at, cause, event } of later) {
    const now = inputsAt(at);
    if (now && !stands) turns.push({ at, raise: now, clear: null });
    if (!now && stands) turns.push({ at, raise: null, clear: { cause, event } });
    stands = now;
  }
  return turns;
}

function timelineOf(
  { programme, task, unit }: Assignment,
  rule: WarningRule,
  period: string,
  turns: readonly Turn[],
): WarningTimeline[] {
  if (turns.length === 0) return [];
  const assignment = assignmentId(programme, task, unit);
  const subject: WarningSubject = { rule, programme, task, unit, assignment, period };
  const events = turns.map(({ at, raise, clear }): NewWarningEvent => {
    const effectiveOn = localDate(at);
    return clear
      ? { type: 'WarningCleared', data: { ...subject, at, ...clear }, effectiveOn }
      : { type: 'WarningRaised', data: { ...subject, at, level: 1, inputs: raise ?? {} }, effectiveOn };
  });
  return [{ id: `${rule}.${assignment}.${period}`, events }];
}
