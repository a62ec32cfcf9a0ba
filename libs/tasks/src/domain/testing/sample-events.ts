import type { ReportProgress } from '../assignment.decisions.js';
import type {
  AssignmentStatus,
  DocumentRef,
  NewAssignmentEvent,
  ProgressReported,
  TaskAssigned,
} from '../assignment.events.js';
import { type GivenEvent, idOf } from './given.js';

/** An authority's document with every field filled. */
export const DOCUMENT: DocumentRef = {
  number: '12/QĐ-BCĐ',
  date: '2026-03-02',
  issuer: 'Ban Chỉ đạo thành phố',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

/** A task given to a commune through its group, due on 30 June 2026. */
export function taskAssigned(fields: Partial<TaskAssigned> = {}): NewAssignmentEvent {
  return { type: 'TaskAssigned', data: assignmentContent(fields) };
}

/** What {@link taskAssigned} holds. */
export function assignmentContent(fields: Partial<TaskAssigned> = {}): TaskAssigned {
  return {
    programme: 'ctr-bcd-2026',
    task: '7',
    unit: 'phuong-hai-duong',
    viaGroup: 'cac-xa-phuong-dac-khu',
    transferredFrom: null,
    scheduleKind: 'month',
    due: '2026-06-30',
    ...fields,
  };
}

/** What a unit sends for March 2026: 40 %. */
export function reportContent(fields: Partial<ReportProgress> = {}): ReportProgress {
  return {
    period: '2026-03',
    kind: 'progress',
    percent: 40,
    percentDownReason: null,
    summary: 'Đã khảo sát xong',
    difficulties: '',
    proposals: '',
    documents: [],
    disbursedVnd: null,
    deliverables: [],
    ...fields,
  };
}

/** The event that {@link reportContent} leads to, after no other percent unless said. */
export function progressReported(fields: Partial<ProgressReported> = {}): NewAssignmentEvent {
  return { type: 'ProgressReported', data: { ...reportContent(), percentBefore: null, ...fields } };
}

export const accepted: NewAssignmentEvent = { type: 'AssignmentAccepted', data: { byReporting: false } };

/** The plain forward step that a first progress report makes. */
export const started: NewAssignmentEvent = {
  type: 'AssignmentStatusChanged',
  data: { from: 'accepted', to: 'in-progress', reason: null, document: null },
};

/** A change of status by hand. */
export function statusChanged(
  from: AssignmentStatus,
  to: AssignmentStatus,
  document: DocumentRef | null = null,
): NewAssignmentEvent {
  return { type: 'AssignmentStatusChanged', data: { from, to, reason: 'Theo chỉ đạo', document } };
}

/** A unit's request to move the due date from 30 June to 30 September 2026. */
export const extensionRequested: NewAssignmentEvent = {
  type: 'ExtensionRequested',
  data: { from: '2026-06-30', to: '2026-09-30', reason: 'Chờ kinh phí' },
};

/**
 * A granted extension of the task's original 30 June 2026.
 * @param request index of the request among the given events
 */
export function extensionGranted(request: number, from: string, to: string): NewAssignmentEvent {
  return {
    type: 'ExtensionGranted',
    data: {
      request: idOf(request),
      originalDue: '2026-06-30',
      from,
      to,
      reason: 'Có lý do',
      document: DOCUMENT,
    },
  };
}

export const completionProposed: NewAssignmentEvent = {
  type: 'CompletionProposed',
  data: { from: 'in-progress', summary: 'Đã xong', deliverables: ['Kế hoạch'], documents: [] },
};

/**
 * The shortest plain history that ends in a status.
 * @param extra events right after the assignment, for example a pending request; they must not change the status
 */
export function historyTo(
  status: AssignmentStatus,
  ...extra: readonly NewAssignmentEvent[]
): readonly GivenEvent[] {
  const begun = [taskAssigned(), ...extra];
  const working = [...begun, accepted, started];
  const histories: Readonly<Record<AssignmentStatus, readonly NewAssignmentEvent[]>> = {
    assigned: begun,
    accepted: [...begun, accepted],
    'in-progress': working,
    'completion-proposed': [...working, completionProposed],
    completed: [
      ...working,
      completionProposed,
      {
        type: 'CompletionConfirmed',
        data: { proposal: idOf(working.length), completedOn: '2026-01-05', due: '2026-06-30', note: '' },
      },
    ],
    suspended: [...working, statusChanged('in-progress', 'suspended')],
    'awaiting-condition': [...working, statusChanged('in-progress', 'awaiting-condition')],
    cancelled: [...working, statusChanged('in-progress', 'cancelled')],
    released: [
      ...begun,
      {
        type: 'AssignmentReleased',
        data: { from: 'assigned', viaGroup: 'cac-xa-phuong-dac-khu', reason: 'Không thuộc địa bàn' },
      },
    ],
    transferred: [
      ...begun,
      {
        type: 'AssignmentTransferred',
        data: {
          from: 'phuong-hai-duong',
          to: 'so-noi-vu',
          statusBefore: 'assigned',
          reason: 'Đổi chức năng',
          document: null,
        },
      },
    ],
  };
  return histories[status];
}
