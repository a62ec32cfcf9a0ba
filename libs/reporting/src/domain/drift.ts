import type { RecordedEvent } from '#event-log';
import type { Period } from '#kernel';
import { type AssignmentState, assignmentState } from '#tasks';
import type { AssignmentCounts, PeriodCompliance, Slot, TaskCounts } from './compliance.js';
import { type AdoptedPolicy, cutOffOf } from './policy.js';
import { judgeSlot, type SlotJudgement } from './slot.js';
import { lacksOf } from './sufficiency.js';

/** A slot that differs now from what was closed; null on a side where it has none. */
export interface SlotDrift {
  readonly assignment: string;
  readonly task: string;
  readonly unit: string;
  readonly from: SlotJudgement | null;
  readonly to: SlotJudgement | null;
}

const judgementOf = ({ outcome, report }: Slot): SlotJudgement => ({ outcome, report });

/** Every slot that differs between the frozen list and the one of now, in the order of the frozen one. */
export function slotDrift(frozen: readonly Slot[], current: readonly Slot[]): SlotDrift[] {
  const now = new Map(current.map((slot) => [slot.assignment, slot]));
  const drift: SlotDrift[] = [];
  const differing = ({ assignment, task, unit }: Slot, from: Slot | null, to: Slot | null) =>
    drift.push({
      assignment,
      task,
      unit,
      from: from && judgementOf(from),
      to: to && judgementOf(to),
    });
  for (const slot of frozen) {
    const other = now.get(slot.assignment) ?? null;
    now.delete(slot.assignment);
    if (other?.outcome !== slot.outcome || other.report !== slot.report) differing(slot, slot, other);
  }
  for (const slot of now.values()) differing(slot, null, slot);
  return drift;
}

/** A figure that differs: `byAssignment.late`, `byTask.rate`, `meetsGoal` … */
export interface FigureDrift {
  readonly figure: string;
  readonly from: number | boolean | null;
  readonly to: number | boolean | null;
}

type Figures = Pick<PeriodCompliance, 'byAssignment' | 'byTask' | 'meetsGoal'>;

/** Every figure that differs: what was expected, each outcome, the rates by assignment and by task, the goal. */
export function figureDrift(from: Figures, to: Figures): FigureDrift[] {
  const flat = ({ byAssignment, byTask, meetsGoal }: Figures): [string, number | boolean | null][] => [
    ...(Object.keys(byAssignment) as (keyof AssignmentCounts)[]).map((key): [string, number | null] => [
      `byAssignment.${key}`,
      byAssignment[key],
    ]),
    ...(Object.keys(byTask) as (keyof TaskCounts)[]).map((key): [string, number | null] => [
      `byTask.${key}`,
      byTask[key],
    ]),
    ['meetsGoal', meetsGoal],
  ];
  const after = new Map(flat(to));
  return flat(from).flatMap(([figure, before]) => {
    const now = after.get(figure) ?? null;
    return now === before ? [] : [{ figure, from: before, to: now }];
  });
}

/** One assignment's slot in a period, judged by its stream as of an instant. Null: it has none. */
export function judgeStream(
  assignment: AssignmentState,
  adopted: AdoptedPolicy,
  period: Period,
  asOf: string,
): SlotJudgement | null {
  if (!assignment) return null;
  const { assignedAt, statuses, scheduleKind, budgetMillionVnd } = assignment;
  const reports = assignment.reports
    .filter((report) => report.period === period)
    .map((report) => ({
      eventId: report.eventId,
      kind: report.kind,
      recordedAt: report.recordedAt,
      returnedAt: report.returned?.recordedAt ?? null,
      sufficient:
        lacksOf(
          {
            ...report,
            deliverables: report.deliverables.length,
            documents: report.documents.length,
            difficulties: report.difficulties.trim() !== '',
            hasBudget: budgetMillionVnd !== null,
            scheduleKind,
          },
          adopted.policy,
        ).length === 0,
    }));
  return judgeSlot({ assignedAt, statuses, reports }, period, cutOffOf(adopted, period), asOf);
}

const same = (a: SlotJudgement | null, b: SlotJudgement | null) =>
  a?.outcome === b?.outcome && a?.report === b?.report;

/**
 * The event since which a slot has stood as it does now: the last one of its stream that made it so. Null: no event did
 * (the stream says the same as what was closed).
 * @param events of the assignment's stream, from its start
 * @param at the instant as of which the period was closed
 */
export function driftCause(
  events: readonly RecordedEvent[],
  adopted: AdoptedPolicy,
  period: Period,
  at: string,
): RecordedEvent | null {
  let state = assignmentState.initial;
  let before: SlotJudgement | null = null;
  let cause: RecordedEvent | null = null;
  for (const event of events) {
    state = assignmentState.evolve(state, event);
    const { recordedAt } = event.metadata;
    const judged = judgeStream(state, adopted, period, recordedAt > at ? recordedAt : at);
    if (!same(judged, before)) cause = event;
    before = judged;
  }
  return cause;
}
