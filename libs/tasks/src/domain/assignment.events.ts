/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/assignment-events.json`.
 *
 * Bodies hold both sides of what changes (`from`, `to`), so that a line of history is told from the event alone.
 */
import type { JsonObject } from '#event-log';

/** A document that something rests on. */
export interface DocumentRef extends JsonObject {
  readonly number: string;
  /** ISO date. */
  readonly date: string;
  readonly issuer: string;
  /** SHA-256 (hex) of the file, or null when none was given. */
  readonly sha256: string | null;
}

export type AssignmentStatus =
  | 'assigned'
  | 'accepted'
  | 'in-progress'
  | 'completion-proposed'
  | 'completed'
  | 'suspended'
  | 'awaiting-condition'
  | 'cancelled'
  | 'released'
  | 'transferred';

export interface TaskAssigned extends JsonObject {
  readonly programme: string;
  readonly task: string;
  readonly unit: string;
  /** The group that brought the unit in, or null when the unit itself is named. */
  readonly viaGroup: string | null;
  /** The unit that had the assignment before, when it was transferred. */
  readonly transferredFrom: string | null;
  /** The schedule's kind, see the catalogue's schedules. */
  readonly scheduleKind: string;
  /** ISO date, or null for a task without an end. */
  readonly due: string | null;
  /** The task's budget when it was assigned, in triệu đồng; absent where it had none. */
  readonly budgetMillionVnd?: number;
}

export interface AssignmentAccepted extends JsonObject {
  /** True when the unit reported without accepting first. */
  readonly byReporting: boolean;
}

export interface AssignmentStatusChanged extends JsonObject {
  readonly from: AssignmentStatus;
  readonly to: AssignmentStatus;
  /** Null on the plain forward step that a first progress report makes. */
  readonly reason: string | null;
  /** The authority's document; needed to reopen a completed assignment. */
  readonly document: DocumentRef | null;
}

export type ReportKind = 'progress' | 'nothing-to-report';

export interface ProgressReported extends JsonObject {
  /** `YYYY-MM` that the report speaks of. */
  readonly period: string;
  readonly kind: ReportKind;
  readonly percentBefore: number | null;
  /** 0–100, or null when not stated. */
  readonly percent: number | null;
  /** Why the percent went down; null when it didn't. */
  readonly percentDownReason: string | null;
  readonly summary: string;
  readonly difficulties: string;
  readonly proposals: string;
  readonly documents: readonly DocumentRef[];
  /** Whole đồng paid out since the programme's start, or null when not stated. */
  readonly disbursedVnd: number | null;
  /** Deliverables handed over, by name. */
  readonly deliverables: readonly string[];
}

export interface ProgressReportReturned extends JsonObject {
  /** Event id of the report. */
  readonly report: string;
  readonly period: string;
  readonly reason: string;
}

export interface ExtensionRequested extends JsonObject {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface ExtensionGranted extends JsonObject {
  /** Event id of the request. */
  readonly request: string;
  readonly originalDue: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly document: DocumentRef | null;
}

export interface ExtensionRefused extends JsonObject {
  readonly request: string;
  readonly asked: string;
  readonly due: string;
  readonly reason: string;
}

export interface CompletionProposed extends JsonObject {
  readonly from: AssignmentStatus;
  readonly summary: string;
  readonly deliverables: readonly string[];
  readonly documents: readonly DocumentRef[];
}

export interface CompletionConfirmed extends JsonObject {
  /** Event id of the proposal. */
  readonly proposal: string;
  /** The day on which the unit proposed the completion: what is judged against the due date. */
  readonly completedOn: string;
  readonly due: string | null;
  readonly note: string;
}

export interface CompletionReturned extends JsonObject {
  readonly proposal: string;
  readonly to: AssignmentStatus;
  readonly reason: string;
}

export interface AssignmentReleased extends JsonObject {
  readonly from: AssignmentStatus;
  readonly viaGroup: string;
  readonly reason: string;
}

export interface AssignmentTransferred extends JsonObject {
  readonly from: string;
  readonly to: string;
  readonly statusBefore: AssignmentStatus;
  readonly reason: string;
  readonly document: DocumentRef | null;
}

export interface AssignmentEvents {
  TaskAssigned: TaskAssigned;
  AssignmentAccepted: AssignmentAccepted;
  AssignmentStatusChanged: AssignmentStatusChanged;
  ProgressReported: ProgressReported;
  ProgressReportReturned: ProgressReportReturned;
  ExtensionRequested: ExtensionRequested;
  ExtensionGranted: ExtensionGranted;
  ExtensionRefused: ExtensionRefused;
  CompletionProposed: CompletionProposed;
  CompletionConfirmed: CompletionConfirmed;
  CompletionReturned: CompletionReturned;
  AssignmentReleased: AssignmentReleased;
  AssignmentTransferred: AssignmentTransferred;
}

export type AssignmentEventType = keyof AssignmentEvents;

/** An event of an assignment as decisions state it. */
export type NewAssignmentEvent = {
  [Type in AssignmentEventType]: { readonly type: Type; readonly data: AssignmentEvents[Type] };
}[AssignmentEventType];

export const ASSIGNMENT_EVENT_TYPES: readonly AssignmentEventType[] = [
  'TaskAssigned',
  'AssignmentAccepted',
  'AssignmentStatusChanged',
  'ProgressReported',
  'ProgressReportReturned',
  'ExtensionRequested',
  'ExtensionGranted',
  'ExtensionRefused',
  'CompletionProposed',
  'CompletionConfirmed',
  'CompletionReturned',
  'AssignmentReleased',
  'AssignmentTransferred',
];
