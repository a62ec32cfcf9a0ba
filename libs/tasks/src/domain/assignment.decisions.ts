import { firstDay, lastDay } from '#kernel';
import { refusals } from './assignment.errors.js';
import type {
  AssignmentStatus,
  DocumentRef,
  NewAssignmentEvent,
  ReportKind,
  TaskAssigned,
} from './assignment.events.js';
import { type Assignment, type AssignmentState, ENDED } from './assignment.state.js';

/*
 * The rules of an assignment. Each decision is pure: state and command in, events out (none: nothing left to do),
 * or a typed refusal. `today` is the local day on which the command is recorded.
 */

function existing(state: AssignmentState): Assignment {
  if (!state) throw refusals.notAssigned();
  return state;
}

/** What is still to be worked on: neither completed nor stopped, released or handed on. */
function open(state: AssignmentState): Assignment {
  const assignment = existing(state);
  if (ENDED.has(assignment.status)) throw refusals.ended(assignment.status);
  return assignment;
}

function reasonOf(text: string): string {
  const reason = text.trim();
  if (!reason) throw refusals.reasonMissing();
  return reason;
}

/** Gives a task to a unit. The same again yields nothing. */
export function assign(state: AssignmentState, data: TaskAssigned): readonly NewAssignmentEvent[] {
  if (!state) return [{ type: 'TaskAssigned', data }];
  const same =
    state.viaGroup === data.viaGroup &&
    state.transferredFrom === data.transferredFrom &&
    state.originalDue === data.due;
  if (same) return [];
  throw refusals.alreadyAssigned();
}

/** The unit takes note of what it was given. */
export function accept(state: AssignmentState): readonly NewAssignmentEvent[] {
  const assignment = open(state);
  if (assignment.status !== 'assigned') return [];
  return [{ type: 'AssignmentAccepted', data: { byReporting: false } }];
}

export interface ReportProgress {
  readonly period: string;
  readonly kind: ReportKind;
  readonly percent: number | null;
  readonly percentDownReason: string | null;
  readonly summary: string;
  readonly difficulties: string;
  readonly proposals: string;
  readonly documents: readonly DocumentRef[];
  readonly disbursedVnd: number | null;
  readonly deliverables: readonly string[];
}

/** The percent that a month's report goes on from: of that month or the latest before it, not of a later one. */
function percentBefore(assignment: Assignment, period: string): number | null {
  if (period >= (assignment.percentPeriod ?? '')) return assignment.percent;
  let latest: { readonly period: string; readonly percent: number } | null = null;
  for (const { period: month, percent } of assignment.reports) {
    if (percent !== null && month <= period && month >= (latest?.period ?? ''))
      latest = { period: month, percent };
  }
  return latest?.percent ?? null;
}

/**
 * A unit's monthly update. Never refused for being late, thin or a second one in its month: all of them stay, and
 * the slot is judged elsewhere. A first report also accepts the assignment and starts the work.
 * Refused: a month that has not begun or lies before the assignment, a percent outside 0–100 or going down
 * without a reason, an assignment that has ended.
 */
export function reportProgress(
  state: AssignmentState,
  report: ReportProgress,
  today: string,
  assignedOn: string,
): readonly NewAssignmentEvent[] {
  const assignment = open(state);
  if (firstDay(report.period) > today) throw refusals.periodInFuture(report.period, today);
  if (lastDay(report.period) < assignedOn) throw refusals.periodBeforeAssignment(report.period, assignedOn);
  const { percent } = report;
  const before = percentBefore(assignment, report.period);
  if (percent !== null) {
    if (!Number.isInteger(percent) || percent < 0 || percent > 100) throw refusals.percentOutOfRange(percent);
    if (before !== null && percent < before && !report.percentDownReason?.trim()) {
      throw refusals.percentWentDown(before, percent);
    }
  }
  const events: NewAssignmentEvent[] = [];
  if (assignment.status === 'assigned') {
    events.push({ type: 'AssignmentAccepted', data: { byReporting: true } });
  }
  const wentDown = percent !== null && before !== null && percent < before;
  events.push({
    type: 'ProgressReported',
    data: {
      period: report.period,
      kind: report.kind,
      percentBefore: before,
      percent,
      percentDownReason: wentDown ? (report.percentDownReason?.trim() ?? null) : null,
      summary: report.summary,
      difficulties: report.difficulties,
      proposals: report.proposals,
      documents: report.documents,
      disbursedVnd: report.disbursedVnd,
      deliverables: report.deliverables,
    },
  });
  const notStarted = assignment.status === 'assigned' || assignment.status === 'accepted';
  if (notStarted && report.kind === 'progress') {
    events.push({
      type: 'AssignmentStatusChanged',
      data: { from: 'accepted', to: 'in-progress', reason: null, document: null },
    });
  }
  return events;
}

/** The standing office sends a report back as insufficient. It stays in the record. */
export function returnReport(
  state: AssignmentState,
  report: string,
  reason: string,
): readonly NewAssignmentEvent[] {
  const found = existing(state).reports.find(({ eventId }) => eventId === report);
  if (!found) throw refusals.reportNotFound();
  if (found.returned) return [];
  return [
    {
      type: 'ProgressReportReturned',
      data: { report, period: found.period, reason: reasonOf(reason) },
    },
  ];
}

/** What the standing office may set by hand. Proposing and confirming completion have commands of their own. */
const TRANSITIONS: Readonly<Partial<Record<AssignmentStatus, readonly AssignmentStatus[]>>> = {
  assigned: ['suspended', 'awaiting-condition', 'cancelled'],
  accepted: ['in-progress', 'suspended', 'awaiting-condition', 'cancelled'],
  'in-progress': ['suspended', 'awaiting-condition', 'cancelled'],
  'completion-proposed': ['cancelled'],
  suspended: ['in-progress', 'cancelled'],
  'awaiting-condition': ['in-progress', 'cancelled'],
  completed: ['in-progress'],
};

/** Every such change needs a reason; reopening what was completed also needs the authority's document. */
export function changeStatus(
  state: AssignmentState,
  to: AssignmentStatus,
  reason: string,
  document: DocumentRef | null,
): readonly NewAssignmentEvent[] {
  const assignment = existing(state);
  const from = assignment.status;
  if (from === to) return [];
  if (!TRANSITIONS[from]?.includes(to)) throw refusals.transitionNotAllowed(from, to);
  const stated = reasonOf(reason);
  if (from === 'completed' && !document) throw refusals.documentMissing();
  return [{ type: 'AssignmentStatusChanged', data: { from, to, reason: stated, document } }];
}

/** The unit asks for a later due date. The original one is kept for ever. */
export function requestExtension(
  state: AssignmentState,
  to: string,
  reason: string,
): readonly NewAssignmentEvent[] {
  const assignment = open(state);
  const due = assignment.currentDue;
  if (due === null) throw refusals.noDueDate();
  if (assignment.pendingExtension) throw refusals.extensionPending();
  if (to <= due) throw refusals.extensionNotLater(due, to);
  return [{ type: 'ExtensionRequested', data: { from: due, to, reason: reasonOf(reason) } }];
}

/** The authority grants the asked date, or another one later than the current. */
export function grantExtension(
  state: AssignmentState,
  to: string | null,
  reason: string,
  document: DocumentRef | null,
): readonly NewAssignmentEvent[] {
  const assignment = open(state);
  const { pendingExtension, currentDue, originalDue } = assignment;
  if (!pendingExtension || currentDue === null || originalDue === null) throw refusals.noExtensionPending();
  const granted = to ?? pendingExtension.to;
  if (granted <= currentDue) throw refusals.extensionNotLater(currentDue, granted);
  return [
    {
      type: 'ExtensionGranted',
      data: {
        request: pendingExtension.eventId,
        originalDue,
        from: currentDue,
        to: granted,
        reason: reasonOf(reason),
        document,
      },
    },
  ];
}

/** The authority refuses; the current due date stands. */
export function refuseExtension(state: AssignmentState, reason: string): readonly NewAssignmentEvent[] {
  const { pendingExtension, currentDue } = open(state);
  if (!pendingExtension || currentDue === null) throw refusals.noExtensionPending();
  return [
    {
      type: 'ExtensionRefused',
      data: {
        request: pendingExtension.eventId,
        asked: pendingExtension.to,
        due: currentDue,
        reason: reasonOf(reason),
      },
    },
  ];
}

export interface ProposeCompletion {
  readonly summary: string;
  readonly deliverables: readonly string[];
  readonly documents: readonly DocumentRef[];
}

/** The unit says that it is done. Until the authority has answered, the due date does not run against it. */
export function proposeCompletion(
  state: AssignmentState,
  { summary, deliverables, documents }: ProposeCompletion,
): readonly NewAssignmentEvent[] {
  const assignment = open(state);
  const from = assignment.status;
  if (from === 'completion-proposed') return [];
  if (from !== 'accepted' && from !== 'in-progress') {
    throw refusals.wrongStatus(from, '“đã tiếp nhận” hoặc “đang thực hiện”');
  }
  return [
    { type: 'CompletionProposed', data: { from, summary: reasonOf(summary), deliverables, documents } },
  ];
}

/** The authority confirms; the day of completion is the day on which the unit proposed it. */
export function confirmCompletion(state: AssignmentState, note: string): readonly NewAssignmentEvent[] {
  const assignment = existing(state);
  if (assignment.status === 'completed') return [];
  const { pendingCompletion, currentDue } = open(state);
  if (!pendingCompletion) throw refusals.noCompletionPending();
  return [
    {
      type: 'CompletionConfirmed',
      data: {
        proposal: pendingCompletion.eventId,
        completedOn: pendingCompletion.on,
        due: currentDue,
        note: note.trim(),
      },
    },
  ];
}

/** The authority is not satisfied; the work goes on. */
export function returnCompletion(state: AssignmentState, reason: string): readonly NewAssignmentEvent[] {
  const { pendingCompletion } = open(state);
  if (!pendingCompletion) throw refusals.noCompletionPending();
  return [
    {
      type: 'CompletionReturned',
      data: {
        proposal: pendingCompletion.eventId,
        to: 'in-progress',
        reason: reasonOf(reason),
      },
    },
  ];
}

/** A group's member that the task does not concern: exempt from now on, with the reason on record. */
export function release(state: AssignmentState, reason: string): readonly NewAssignmentEvent[] {
  const assignment = existing(state);
  if (assignment.status === 'released') return [];
  const { viaGroup, status } = open(state);
  if (viaGroup === null) throw refusals.notViaGroup();
  return [{ type: 'AssignmentReleased', data: { from: status, viaGroup, reason: reasonOf(reason) } }];
}

/** Ends the assignment here; the unit that takes it over gets an assignment of its own. */
export function transfer(
  state: AssignmentState,
  to: string,
  reason: string,
  document: DocumentRef | null,
): readonly NewAssignmentEvent[] {
  const assignment = existing(state);
  if (to === assignment.unit) throw refusals.transferToSelf();
  if (assignment.status === 'transferred' && assignment.transferredTo === to) return [];
  const { unit, status } = open(state);
  return [
    {
      type: 'AssignmentTransferred',
      data: { from: unit, to, statusBefore: status, reason: reasonOf(reason), document },
    },
  ];
}
