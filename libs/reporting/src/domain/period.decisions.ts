import { localDateTimeText, type Period, periodText, Refusal } from '#kernel';
import type { AssignmentCounts, TaskCounts } from './compliance.js';
import type { ListedSlot, NewPeriodEvent, PeriodClosed, RemindedUnit } from './period.events.js';
import type { PeriodState } from './period.state.js';
import type { AdoptedPolicy } from './policy.js';

/** The log takes no event that is older than this against its newest: what was stamped before is written by then. */
export const SETTLE_MS = 5_000;

const conflict = (code: string, detail: string) => new Refusal('conflict', code, detail);

const secondPerson = (what: string) =>
  conflict('second-person-needed', `${what}: phải do người khác xác nhận.`);

interface PeriodName {
  readonly programme: string;
  readonly period: Period;
}

/** A reminder, by hand or by the policy's rule. */
export interface Reminder extends PeriodName {
  readonly workingDaysBefore: number | null;
  /** The instant at which it should go out. */
  readonly at: string;
  readonly cutOff: string;
  readonly units: readonly RemindedUnit[];
}

/**
 * Reminds those who have not reported. Nobody left to remind, or the rule's reminder of that day sent already: nothing.
 * Once the cut-off has passed, the rule sends none, and by hand it is refused: `cut-off-passed`.
 * @param now instant of recording
 */
export function remind(state: PeriodState, reminder: Reminder, now: string): readonly NewPeriodEvent[] {
  const { programme, period, workingDaysBefore, at, cutOff, units } = reminder;
  if (workingDaysBefore !== null && state.remindedByRule.includes(workingDaysBefore)) return [];
  if (now > cutOff) {
    if (workingDaysBefore !== null) return [];
    throw conflict(
      'cut-off-passed',
      `Kỳ ${periodText(period)} đã qua hạn chốt (${localDateTimeText(cutOff)}): không còn đôn đốc được.`,
    );
  }
  if (units.length === 0) return [];
  const by = workingDaysBefore === null ? 'hand' : 'rule';
  return [
    {
      type: 'PeriodReminded',
      data: { programme, period, by, workingDaysBefore, at, cutOff, units },
    },
  ];
}

/** What closing is decided by. */
export interface ClosingFacts extends PeriodName {
  readonly cutOff: string;
  /** The account that closes. */
  readonly by: string;
  /** Whether the policy asks for a second person. */
  readonly fourEyes: boolean;
  /** The first earlier period with expected slots that is not closed, or null. */
  readonly earlierOpen: Period | null;
  /** How many slots the period has, exempt ones included. */
  readonly slots: number;
  /** Instant of recording. */
  readonly now: string;
}

/**
 * What closing comes to: `nothing` where the period is closed already; `propose` where the policy asks for a second
 * person and nobody has proposed it; else `close`.
 * Refused: before the cut-off has passed and settled (`cut-off-not-passed`), a period without slots (`period-empty`), an
 * earlier period still open (`earlier-period-open`), a proposal confirmed by who made it (`second-person-needed`).
 */
export function closing(state: PeriodState, facts: ClosingFacts): 'nothing' | 'propose' | 'close' {
  if (state.closed) return 'nothing';
  const { period, cutOff, now, earlierOpen, fourEyes, by, slots } = facts;
  if (Date.parse(now) <= Date.parse(cutOff) + SETTLE_MS) {
    throw conflict(
      'cut-off-not-passed',
      `Chưa qua hạn chốt của kỳ ${periodText(period)} (${localDateTimeText(cutOff)}): chưa chốt được.`,
    );
  }
  if (slots === 0) {
    throw new Refusal(
      'unprocessable',
      'period-empty',
      `Kỳ ${periodText(period)} không có nhiệm vụ nào được giao: không có gì để chốt.`,
    );
  }
  if (earlierOpen !== null) {
    throw conflict('earlier-period-open', `Kỳ ${periodText(earlierOpen)} chưa chốt: hãy chốt kỳ đó trước.`);
  }
  if (!fourEyes) return 'close';
  if (!state.proposal) return 'propose';
  if (state.proposal.by === by) throw secondPerson(`Đã đề nghị chốt kỳ ${periodText(period)}`);
  return 'close';
}

/** Proposes the close to a second person. */
export function proposeClose({ programme, period, cutOff }: ClosingFacts): readonly NewPeriodEvent[] {
  return [{ type: 'PeriodCloseProposed', data: { programme, period, cutOff } }];
}

/** A list to be frozen, as of an instant. */
export interface FrozenList extends PeriodName {
  readonly at: string;
  readonly parts: readonly (readonly ListedSlot[])[];
}

/**
 * Lists one part of what is to be frozen (`part` from 1); one that is written already yields nothing.
 * Refused where another list has taken its place meanwhile: `closing-under-way`.
 */
export function listPart(
  state: PeriodState,
  { programme, period, at, parts }: FrozenList,
  part: number,
): readonly NewPeriodEvent[] {
  if (state.closed) return [];
  const { listing } = state;
  const isOwn = listing !== null && listing.at === at && listing.parts === parts.length;
  if (isOwn && listing.listed.length >= part) return [];
  const written = isOwn ? listing.listed.length : 0;
  if (written !== part - 1 || (listing !== null && listing.at > at)) throw underWay(period);
  const data = { programme, period, at, part, parts: parts.length, slots: parts[part - 1] ?? [] };
  return [{ type: 'PeriodSlotsListed', data }];
}

const underWay = (period: Period) =>
  conflict('closing-under-way', `Có người khác đang chốt kỳ ${periodText(period)}: hãy xem lại rồi thử lại.`);

/** The figures of the list that is frozen. */
export interface ClosedFigures {
  readonly byAssignment: AssignmentCounts;
  readonly byTask: TaskCounts;
  readonly meetsGoal: boolean | null;
  readonly sha256: string;
}

/** Closes the period on the list that stands; closed already: nothing. Refused where another list stands there. */
export function closePeriod(
  state: PeriodState,
  { programme, period, at, parts }: FrozenList,
  facts: ClosingFacts,
  { policy, from }: AdoptedPolicy,
  { byAssignment, byTask, meetsGoal, sha256 }: ClosedFigures,
): readonly NewPeriodEvent[] {
  if (closing(state, facts) === 'nothing') return [];
  const { listing } = state;
  if (listing?.at !== at || listing.listed.length !== parts.length) throw underWay(period);
  const { expected, onTime, nothingToReport, late, insufficient, missing, notYetDue, exempt } = byAssignment;
  const data: PeriodClosed = {
    programme,
    period,
    proposal: state.proposal?.eventId ?? null,
    at,
    cutOff: facts.cutOff,
    policy: { id: policy.id, from, taskCountsWhen: policy.taskCountsWhen },
    expected,
    counts: { onTime, nothingToReport, late, insufficient, missing, notYetDue },
    exempt,
    rateByAssignment: byAssignment.rate,
    tasksExpected: byTask.expected,
    shareSum: byTask.shareSum,
    tasksComplete: byTask.complete,
    rateByTask: byTask.rate,
    goal: policy.goal,
    meetsGoal,
    parts: parts.length,
    sha256,
  };
  return [{ type: 'PeriodClosed', data }];
}

/** Who asks to reopen or confirms it. */
export interface ReopeningFacts extends PeriodName {
  readonly by: string;
  /** Whether the policy asks for a second person. */
  readonly fourEyes: boolean;
}

const notClosed = (period: Period) =>
  conflict('period-not-closed', `Kỳ ${periodText(period)} chưa chốt: không có gì để mở lại.`);

/**
 * Asks to reopen a closed period; where the policy asks for no second person, reopens it. The same request by the same
 * person again yields nothing.
 * Refused: a period that is not closed, no reason, another request that waits (`reopening-pending`).
 */
export function requestReopening(
  state: PeriodState,
  { programme, period, by, fourEyes }: ReopeningFacts,
  reason: string,
): readonly NewPeriodEvent[] {
  if (!state.closed) throw notClosed(period);
  if (reason.trim() === '') {
    throw new Refusal('unprocessable', 'reason-missing', 'Mở lại kỳ đã chốt phải nêu lý do.');
  }
  const close = state.closed.eventId;
  if (!fourEyes)
    return [{ type: 'PeriodReopened', data: { programme, period, request: null, close, reason } }];
  const { reopening } = state;
  if (reopening?.by === by && reopening.reason === reason) return [];
  if (reopening) {
    throw conflict(
      'reopening-pending',
      `Đã có đề nghị mở lại kỳ ${periodText(period)} chờ xác nhận: ${reopening.reason}`,
    );
  }
  return [{ type: 'PeriodReopenRequested', data: { programme, period, close, reason } }];
}

/**
 * Confirms a request to reopen, as a second person.
 * Refused: a period that is not closed, no request that waits (`no-reopening-pending`), the person who asked.
 */
export function confirmReopening(
  state: PeriodState,
  { programme, period, by }: Omit<ReopeningFacts, 'fourEyes'>,
): readonly NewPeriodEvent[] {
  const { closed, reopening } = state;
  if (!closed) throw notClosed(period);
  if (!reopening) {
    throw conflict(
      'no-reopening-pending',
      `Không có đề nghị mở lại kỳ ${periodText(period)} nào chờ xác nhận.`,
    );
  }
  if (reopening.by === by) throw secondPerson(`Đã đề nghị mở lại kỳ ${periodText(period)}`);
  const { eventId: request, reason } = reopening;
  return [{ type: 'PeriodReopened', data: { programme, period, request, close: closed.eventId, reason } }];
}
