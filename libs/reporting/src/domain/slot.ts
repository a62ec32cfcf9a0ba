import type { Period } from '#kernel';
import { type AssignmentStatus, RESTING } from '#tasks';
import { endOfAssigning } from './policy.js';

/**
 * The outcome of one assignment's slot in one period. `on-time` to `not-yet-due` are what is expected of the unit;
 * `exempt` stands apart.
 */
export type SlotOutcome =
  | 'on-time'
  | 'nothing-to-report'
  | 'late'
  | 'insufficient'
  | 'missing'
  | 'not-yet-due'
  | 'exempt';

export const SLOT_OUTCOMES: readonly SlotOutcome[] = [
  'on-time',
  'nothing-to-report',
  'late',
  'insufficient',
  'missing',
  'not-yet-due',
  'exempt',
];

/** What a figure counts together: a name for several outcomes. */
export type SlotGroup = 'expected' | 'received' | 'counted';

/**
 * The outcomes of each group: `expected` is what the unit owes, `received` what it has sent, `counted` what counts for
 * the goal.
 */
export const SLOT_GROUPS: Readonly<Record<SlotGroup, readonly SlotOutcome[]>> = {
  expected: SLOT_OUTCOMES.filter((outcome) => outcome !== 'exempt'),
  received: ['on-time', 'nothing-to-report', 'late', 'insufficient'],
  counted: ['on-time', 'nothing-to-report'],
};

/** Keeps slots of one outcome, of a group of outcomes, or of both; what is left out keeps all. */
export function withOutcome({
  outcome,
  among,
}: {
  readonly outcome?: SlotOutcome | undefined;
  readonly among?: SlotGroup | undefined;
}): (slot: { readonly outcome: SlotOutcome }) => boolean {
  const group = among && SLOT_GROUPS[among];
  return (slot) =>
    (outcome === undefined || slot.outcome === outcome) &&
    (group === undefined || group.includes(slot.outcome));
}

/** A report in its slot. Instants throughout. */
export interface SlotReport {
  readonly eventId: string;
  readonly kind: 'progress' | 'nothing-to-report';
  readonly recordedAt: string;
  /** Whether it holds what the policy demands. */
  readonly sufficient: boolean;
  /** When it was returned as insufficient, or null. */
  readonly returnedAt: string | null;
}

export interface SlotFacts {
  readonly assignedAt: string;
  /** Oldest first. */
  readonly statuses: readonly { readonly at: string; readonly status: AssignmentStatus }[];
  /** The period's reports, oldest first. */
  readonly reports: readonly SlotReport[];
}

export interface SlotJudgement {
  readonly outcome: SlotOutcome;
  /** Event id of the report that decided it, or null. */
  readonly report: string | null;
}

function statusAt(facts: SlotFacts, instant: string): AssignmentStatus | null {
  let status: AssignmentStatus | null = null;
  for (const step of facts.statuses) {
    if (step.at > instant) break;
    status = step.status;
  }
  return status;
}

/**
 * Judges one slot by what had been recorded by `asOf`. Null: the assignment has no slot in that period.
 *
 * Expected is every assignment that was made by the period's last day (by the cut-off, where that comes first) and is
 * live at the cut-off (programme of 2026, 1.2.2.(4)). Of a month's reports the last sufficient one before the cut-off counts; late stays late for ever; a
 * returned report is not sufficient, from its return on.
 */
export function judgeSlot(
  facts: SlotFacts,
  period: Period,
  cutOff: string,
  asOf: string,
): SlotJudgement | null {
  if (facts.assignedAt > asOf || facts.assignedAt >= endOfAssigning(period, cutOff)) return null;
  const status = statusAt(facts, cutOff < asOf ? cutOff : asOf);
  if (status === null) return null;
  if (RESTING.has(status)) return { outcome: 'exempt', report: null };

  let inTime: SlotReport | undefined;
  let late: SlotReport | undefined;
  let thin: SlotReport | undefined;
  for (const report of facts.reports) {
    if (report.recordedAt > asOf) break;
    const good = report.sufficient && (report.returnedAt === null || report.returnedAt > asOf);
    if (!good) thin = report;
    else if (report.recordedAt <= cutOff) inTime = report;
    else late ??= report;
  }
  if (inTime) {
    return { outcome: inTime.kind === 'progress' ? 'on-time' : 'nothing-to-report', report: inTime.eventId };
  }
  if (late) return { outcome: 'late', report: late.eventId };
  if (thin) return { outcome: 'insufficient', report: thin.eventId };
  return { outcome: asOf <= cutOff ? 'not-yet-due' : 'missing', report: null };
}
