import type { RecordedEvent } from '#event-log';
import { periodOf } from '#kernel';
import type {
  AssignmentEvents,
  AssignmentEventType,
  AssignmentStatus,
  ProgressReported,
} from './assignment.events.js';

/** The id of an assignment: `<programme>.<task>.<unit>`. */
export function assignmentId(programme: string, task: string, unit: string): string {
  return `${programme}.${task}.${unit}`;
}

export function assignmentStream(id: string): string {
  return `assignment-${id}`;
}

/** One report as it stands. Reports are never taken away; a returned one says so. */
export interface Report extends ProgressReported {
  readonly eventId: string;
  readonly recordedAt: string;
  /** The due date in force when it was sent (ISO), or null for none. */
  readonly due: string | null;
  readonly returned: {
    readonly recordedAt: string;
    readonly reason: string;
    readonly eventId: string;
  } | null;
}

/** A status and the instant from which it held. */
export interface StatusStep {
  readonly at: string;
  readonly status: AssignmentStatus;
  /** Id of the event that made it so. */
  readonly eventId: string;
}

/** A due date and the instant from which it held. */
export interface DueStep {
  readonly at: string;
  readonly due: string | null;
  readonly eventId: string;
}

export interface PendingExtension {
  readonly eventId: string;
  readonly to: string;
}

export interface PendingCompletion {
  readonly eventId: string;
  readonly on: string;
  readonly statusBefore: AssignmentStatus;
}

export interface Assignment {
  readonly programme: string;
  readonly task: string;
  readonly unit: string;
  readonly viaGroup: string | null;
  readonly transferredFrom: string | null;
  /** The unit that took the duty over, or null. */
  readonly transferredTo: string | null;
  readonly scheduleKind: string;
  /** In triệu đồng, or null for a task without a budget. */
  readonly budgetMillionVnd: number | null;
  readonly assignedAt: string;
  readonly status: AssignmentStatus;
  readonly percent: number | null;
  /** The month (`YYYY-MM`) that `percent` speaks of. */
  readonly percentPeriod: string | null;
  readonly originalDue: string | null;
  readonly currentDue: string | null;
  readonly completedOn: string | null;
  readonly pendingExtension: PendingExtension | null;
  readonly pendingCompletion: PendingCompletion | null;
  readonly statuses: readonly StatusStep[];
  readonly dues: readonly DueStep[];
  readonly reports: readonly Report[];
}

/** Null before the assignment. */
export type AssignmentState = Assignment | null;

/** Statuses in which nothing is expected of the unit any more, or for the time being. */
export const RESTING: ReadonlySet<AssignmentStatus> = new Set([
  'completed',
  'suspended',
  'awaiting-condition',
  'cancelled',
  'released',
  'transferred',
]);

/** Statuses from which nothing leads on, but for a reopening of what was completed. */
export const ENDED: ReadonlySet<AssignmentStatus> = new Set([
  'completed',
  'cancelled',
  'released',
  'transferred',
]);

type Evolve = {
  [Type in AssignmentEventType]: (
    state: Assignment,
    data: AssignmentEvents[Type],
    event: RecordedEvent,
  ) => Assignment;
};

/** A new status; with an assignment that has ended, what waited for an answer has ended too. */
const withStatus = (state: Assignment, status: AssignmentStatus, event: RecordedEvent): Assignment => ({
  ...state,
  status,
  pendingCompletion: null,
  pendingExtension: ENDED.has(status) ? null : state.pendingExtension,
  statuses: [...state.statuses, { at: event.metadata.recordedAt, status, eventId: event.id }],
});

const steps: Omit<Evolve, 'TaskAssigned'> = {
  AssignmentAccepted: (state, _data, event) => withStatus(state, 'accepted', event),
  AssignmentStatusChanged: (state, data, event) => ({
    ...withStatus(state, data.to, event),
    completedOn: null,
  }),
  ProgressReported: (state, data, event) => ({
    ...state,
    ...(data.percent !== null && data.period >= (state.percentPeriod ?? '')
      ? { percent: data.percent, percentPeriod: data.period }
      : {}),
    reports: [
      ...state.reports,
      {
        ...data,
        eventId: event.id,
        recordedAt: event.metadata.recordedAt,
        due: state.currentDue,
        returned: null,
      },
    ],
  }),
  ProgressReportReturned: (state, data, event) => ({
    ...state,
    reports: state.reports.map((report) =>
      report.eventId === data.report
        ? {
            ...report,
            returned: { recordedAt: event.metadata.recordedAt, reason: data.reason, eventId: event.id },
          }
        : report,
    ),
  }),
  ExtensionRequested: (state, data, event) => ({
    ...state,
    pendingExtension: { eventId: event.id, to: data.to },
  }),
  ExtensionGranted: (state, data, event) => ({
    ...state,
    pendingExtension: null,
    currentDue: data.to,
    dues: [...state.dues, { at: event.metadata.recordedAt, due: data.to, eventId: event.id }],
  }),
  ExtensionRefused: (state) => ({ ...state, pendingExtension: null }),
  CompletionProposed: (state, data, event) => ({
    ...withStatus(state, 'completion-proposed', event),
    pendingCompletion: {
      eventId: event.id,
      on: event.metadata.effectiveOn,
      statusBefore: data.from,
    },
  }),
  CompletionConfirmed: (state, data, event) => ({
    ...withStatus(state, 'completed', event),
    percent: 100,
    percentPeriod: periodOf(data.completedOn),
    completedOn: data.completedOn,
  }),
  CompletionReturned: (state, data, event) => withStatus(state, data.to, event),
  AssignmentReleased: (state, _data, event) => withStatus(state, 'released', event),
  AssignmentTransferred: (state, data, event) => ({
    ...withStatus(state, 'transferred', event),
    transferredTo: data.to,
  }),
};

function assigned(data: AssignmentEvents['TaskAssigned'], event: RecordedEvent): Assignment {
  const at = event.metadata.recordedAt;
  return {
    programme: data.programme,
    task: data.task,
    unit: data.unit,
    viaGroup: data.viaGroup,
    transferredFrom: data.transferredFrom,
    transferredTo: null,
    scheduleKind: data.scheduleKind,
    budgetMillionVnd: data.budgetMillionVnd ?? null,
    assignedAt: at,
    status: 'assigned',
    percent: null,
    percentPeriod: null,
    originalDue: data.due,
    currentDue: data.due,
    completedOn: null,
    pendingExtension: null,
    pendingCompletion: null,
    statuses: [{ at, status: 'assigned', eventId: event.id }],
    dues: [{ at, due: data.due, eventId: event.id }],
    reports: [],
  };
}

/** Folds one event into an assignment. Types it doesn't know change nothing. */
export function evolve(state: AssignmentState, event: RecordedEvent): AssignmentState {
  if (event.type === 'TaskAssigned') {
    return state ?? assigned(event.data as unknown as AssignmentEvents['TaskAssigned'], event);
  }
  const step = steps[event.type as keyof typeof steps] as
    | ((state: Assignment, data: unknown, event: RecordedEvent) => Assignment)
    | undefined;
  return state && step && Object.hasOwn(steps, event.type) ? step(state, event.data, event) : state;
}

export const assignmentState = { initial: null as AssignmentState, evolve };

/** The status that held at an instant (null: not yet assigned). */
export function statusAt(assignment: Pick<Assignment, 'statuses'>, instant: string): AssignmentStatus | null {
  let status: AssignmentStatus | null = null;
  for (const step of assignment.statuses) if (step.at <= instant) status = step.status;
  return status;
}
