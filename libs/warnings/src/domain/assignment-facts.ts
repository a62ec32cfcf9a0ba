import type { Assignment, Report } from '#tasks';

/** What the rules look at in a progress report. */
export interface ReportFacts
  extends Pick<
    Report,
    'eventId' | 'recordedAt' | 'period' | 'kind' | 'percent' | 'summary' | 'disbursedVnd' | 'due' | 'returned'
  > {
  /** How many were handed over. */
  readonly deliverables: number;
  readonly documents: number;
  /** Whether difficulties were stated. */
  readonly difficulties: boolean;
}

/** What the rules look at in an assignment: no more than the rows of the read models tell. */
export interface AssignmentFacts
  extends Pick<
    Assignment,
    | 'programme'
    | 'task'
    | 'unit'
    | 'scheduleKind'
    | 'budgetMillionVnd'
    | 'assignedAt'
    | 'originalDue'
    | 'statuses'
    | 'dues'
  > {
  /** Oldest first. */
  readonly reports: readonly ReportFacts[];
}

/** The facts of an assignment that was folded from its events. */
export function assignmentFacts(assignment: Assignment): AssignmentFacts {
  return { ...assignment, reports: assignment.reports.map(reportFacts) };
}

function reportFacts(report: Report): ReportFacts {
  return {
    ...report,
    deliverables: report.deliverables.length,
    documents: report.documents.length,
    difficulties: report.difficulties.trim() !== '',
  };
}
