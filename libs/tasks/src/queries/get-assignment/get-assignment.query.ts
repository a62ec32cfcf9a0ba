import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import { EVENT_LOG, type EventLog } from '#event-log';
import { CLOCK, type Clock, localDate } from '#kernel';
import { ReadModels, readKnownStream } from '#projections';
import { unitOfAssignment } from '../../assignment.repository.js';
import { refusals, STATUS_TEXT } from '../../domain/assignment.errors.js';
import type { AssignmentStatus, DocumentRef, ProgressReported } from '../../domain/assignment.events.js';
import { assignmentStream } from '../../domain/assignment.state.js';
import { BUCKET_TEXT, type Bucket } from '../../domain/bucket.js';

export interface ReportView {
  readonly eventId: string;
  readonly period: string;
  readonly kind: string;
  readonly percent: number | null;
  readonly summary: string;
  readonly difficulties: string;
  readonly proposals: string;
  /** Handed over, by name. */
  readonly deliverables: readonly string[];
  readonly documents: readonly DocumentRef[];
  readonly disbursedVnd: number | null;
  readonly recordedAt: string;
  readonly returnedAt: string | null;
  readonly returnReason: string | null;
}

export interface AssignmentView {
  readonly id: string;
  readonly programme: string;
  readonly task: string;
  readonly title: string;
  readonly unit: string;
  readonly unitName: string;
  readonly viaGroup: string | null;
  readonly transferredFrom: string | null;
  readonly transferredTo: string | null;
  readonly status: AssignmentStatus;
  readonly statusText: string;
  readonly bucket: Bucket;
  readonly bucketText: string;
  readonly percent: number | null;
  readonly assignedAt: string;
  readonly originalDue: string | null;
  readonly currentDue: string | null;
  readonly extensionAsked: string | null;
  readonly proposedOn: string | null;
  readonly completedOn: string | null;
  readonly simulated: boolean;
  /** Revision of its stream: the ETag. */
  readonly revision: number;
  readonly reports: readonly ReportView[];
}

/** One assignment as it stands, with its reports. */
export class GetAssignmentQuery extends Query<AssignmentView> {
  constructor(
    readonly principal: Principal,
    readonly assignment: string,
  ) {
    super();
  }
}

/** What a report says at length: told by its event, not by a table. */
type ReportTexts = Pick<ReportView, 'difficulties' | 'proposals' | 'deliverables' | 'documents'>;

const NO_TEXTS: ReportTexts = { difficulties: '', proposals: '', deliverables: [], documents: [] };

type Raw = Omit<AssignmentView, 'reports' | 'simulated' | 'statusText' | 'bucketText'> & {
  simulated: number;
};

@QueryHandler(GetAssignmentQuery)
export class GetAssignmentHandler implements IQueryHandler<GetAssignmentQuery, AssignmentView> {
  constructor(
    private readonly readModels: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, assignment }: GetAssignmentQuery): Promise<AssignmentView> {
    actorFor(principal, 'assignment.read', unitOfAssignment(assignment));
    const client = this.readModels.db.$client;
    const row = client
      .prepare<[string, string], Raw>(
        `SELECT a.id, a.programme, a.task, t.title, a.unit, u.name AS unitName, a.via_group AS viaGroup,
           a.transferred_from AS transferredFrom, a.transferred_to AS transferredTo, a.status, a.percent,
           assignment_bucket(a.status, a.current_due, a.completed_on, a.proposed_on, ?) AS bucket,
           a.assigned_at AS assignedAt, a.original_due AS originalDue, a.current_due AS currentDue,
           a.extension_asked AS extensionAsked, a.proposed_on AS proposedOn, a.completed_on AS completedOn,
           a.simulated, a.revision
         FROM tasks_assignments a
         JOIN catalogue_tasks t ON t.programme = a.programme AND t.code = a.task
         JOIN catalogue_units u ON u.id = a.unit WHERE a.id = ?`,
      )
      .get(localDate(this.clock.now()), assignment);
    if (!row) throw refusals.notAssigned();
    const reports = client
      .prepare<[string], Omit<ReportView, keyof ReportTexts>>(
        `SELECT event_id AS eventId, period, kind, percent, summary, disbursed_vnd AS disbursedVnd,
           recorded_at AS recordedAt, returned_at AS returnedAt, return_reason AS returnReason
         FROM tasks_reports WHERE assignment = ? ORDER BY recorded_at, event_id`,
      )
      .all(assignment);
    return {
      ...row,
      statusText: STATUS_TEXT[row.status],
      bucketText: BUCKET_TEXT[row.bucket],
      simulated: row.simulated === 1,
      reports: await this.#withTexts(assignment, reports),
    };
  }

  async #withTexts(
    assignment: string,
    reports: readonly Omit<ReportView, keyof ReportTexts>[],
  ): Promise<ReportView[]> {
    if (reports.length === 0) return [];
    const events = await readKnownStream(this.log, assignmentStream(assignment));
    const told = new Map(events.map(({ id, data }) => [id, data as Partial<ProgressReported>]));
    return reports.map((report) => {
      const { difficulties, proposals, deliverables, documents } = {
        ...NO_TEXTS,
        ...told.get(report.eventId),
      };
      return { ...report, difficulties, proposals, deliverables, documents };
    });
  }
}
