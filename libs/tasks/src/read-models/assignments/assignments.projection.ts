import type { RecordedEvent } from '#event-log';
import { periodOf } from '#kernel';
import { byBody, inserter, type ReadModel, type ReadModelDb, SETS_KNOWN_FROM } from '#projections';
import type {
  AssignmentEvents,
  AssignmentEventType,
  AssignmentStatus,
} from '../../domain/assignment.events.js';
import { ENDED } from '../../domain/assignment.state.js';
import { bucketOf } from '../../domain/bucket.js';
import { assignments, assignmentVersions, reports } from './assignments.table.js';

type Row = typeof assignments.$inferSelect;
type Current = Pick<Row, 'status' | 'percent' | 'currentDue' | 'completedOn' | 'proposedOn'>;
/** What later events change. */
type Standing = Current &
  Pick<Row, 'percentPeriod' | 'extensionAsked' | 'lastReportAt' | 'lastReportPeriod' | 'transferredTo'>;
type Known = Standing & Pick<Row, 'programme' | 'unit' | 'scheduleKind' | 'budgetMillionVnd'>;

const idOf = (event: RecordedEvent) => event.stream.slice('assignment-'.length);

/** Queries ask the rule itself, in SQL, so that it stands in one place. */
function functions(db: ReadModelDb): void {
  db.$client.function(
    'assignment_bucket',
    { deterministic: true },
    (status, currentDue, completedOn, proposedOn, on) =>
      bucketOf(
        {
          status: status as AssignmentStatus,
          currentDue: currentDue as string | null,
          completedOn: completedOn as string | null,
          proposedOn: proposedOn as string | null,
        },
        on as string,
      ),
  );
}

function handlers(db: ReadModelDb) {
  const client = db.$client;
  const insertAssignment = inserter(db, assignments);
  const insertVersion = inserter(db, assignmentVersions);
  const insertReport = inserter(db, reports);
  const select = client.prepare<[string], Known>(
    `SELECT programme, unit, schedule_kind AS scheduleKind, budget_million_vnd AS budgetMillionVnd, status, percent, percent_period AS percentPeriod,
       current_due AS currentDue, completed_on AS completedOn, proposed_on AS proposedOn,
       extension_asked AS extensionAsked, last_report_at AS lastReportAt,
       last_report_period AS lastReportPeriod, transferred_to AS transferredTo
     FROM tasks_assignments WHERE id = ?`,
  );
  // One statement for all that can change: each further one would cost as much again.
  const update = client.prepare(
    `UPDATE tasks_assignments SET status = ?, percent = ?, percent_period = ?, current_due = ?, completed_on = ?,
       proposed_on = ?, extension_asked = ?, last_report_at = ?, last_report_period = ?, transferred_to = ?,
       revision = ?, ${SETS_KNOWN_FROM} WHERE id = ?`,
  );
  const setReturned = client.prepare(
    'UPDATE tasks_reports SET returned_at = ?, return_reason = ?, return_event = ? WHERE assignment = ? AND event_id = ?',
  );

  const known = (event: RecordedEvent): Known => {
    const row = select.get(idOf(event));
    if (!row) throw new Error(`${event.type} of ${event.stream} without its TaskAssigned`);
    return row;
  };

  /** Writes how the assignment stands now, and a new version where something changed that a version holds. */
  const step = (event: RecordedEvent, row: Known, change: Partial<Standing>) => {
    const next = { ...row, ...change };
    const id = idOf(event);
    const isNewVersion =
      next.status !== row.status ||
      next.percent !== row.percent ||
      next.currentDue !== row.currentDue ||
      next.completedOn !== row.completedOn ||
      next.proposedOn !== row.proposedOn;
    if (isNewVersion && ENDED.has(next.status as AssignmentStatus)) next.extensionAsked = null;
    update.run(
      next.status,
      next.percent,
      next.percentPeriod,
      next.currentDue,
      next.completedOn,
      next.proposedOn,
      next.extensionAsked,
      next.lastReportAt,
      next.lastReportPeriod,
      next.transferredTo,
      event.revision,
      id,
    );
    if (!isNewVersion) return;
    insertVersion({
      assignment: id,
      revision: event.revision,
      fromAt: event.metadata.recordedAt,
      status: next.status,
      percent: next.percent,
      currentDue: next.currentDue,
      completedOn: next.completedOn,
      proposedOn: next.proposedOn,
      eventId: event.id,
    });
  };

  const on: {
    [Type in AssignmentEventType]: (data: AssignmentEvents[Type], event: RecordedEvent) => void;
  } = {
    TaskAssigned: (data, event) => {
      const id = idOf(event);
      const at = event.metadata.recordedAt;
      const current: Current = {
        status: 'assigned' satisfies AssignmentStatus,
        percent: null,
        currentDue: data.due,
        completedOn: null,
        proposedOn: null,
      };
      insertAssignment({
        id,
        programme: data.programme,
        task: data.task,
        unit: data.unit,
        viaGroup: data.viaGroup,
        transferredFrom: data.transferredFrom,
        transferredTo: null,
        scheduleKind: data.scheduleKind,
        budgetMillionVnd: data.budgetMillionVnd ?? null,
        originalDue: data.due,
        assignedAt: at,
        assignedOn: event.metadata.effectiveOn,
        ...current,
        percentPeriod: null,
        extensionAsked: null,
        lastReportAt: null,
        lastReportPeriod: null,
        revision: event.revision,
        simulated: event.metadata.simulated ? 1 : 0,
      });
      insertVersion({
        assignment: id,
        revision: event.revision,
        fromAt: at,
        ...current,
        eventId: event.id,
      });
    },
    AssignmentAccepted: (_data, event) => step(event, known(event), { status: 'accepted' }),
    AssignmentStatusChanged: (data, event) =>
      step(event, known(event), { status: data.to, completedOn: null, proposedOn: null }),
    ProgressReported: (data, event) => {
      const row = known(event);
      const id = idOf(event);
      insertReport({
        assignment: id,
        revision: event.revision,
        eventId: event.id,
        programme: row.programme,
        unit: row.unit,
        period: data.period,
        kind: data.kind,
        percent: data.percent,
        summary: data.summary,
        deliverables: data.deliverables.length,
        documents: data.documents.length,
        difficulties: data.difficulties.trim() === '' ? 0 : 1,
        disbursedVnd: data.disbursedVnd,
        scheduleKind: row.scheduleKind,
        hasBudget: row.budgetMillionVnd === null ? 0 : 1,
        due: row.currentDue,
        recordedAt: event.metadata.recordedAt,
        returnedAt: null,
        returnReason: null,
        returnEvent: null,
      });
      // A late report for an older month does not take the place of a newer month's percent.
      const isNewest = data.percent !== null && data.period >= (row.percentPeriod ?? '');
      const latest = row.lastReportPeriod ?? data.period;
      step(event, row, {
        lastReportAt: event.metadata.recordedAt,
        lastReportPeriod: data.period > latest ? data.period : latest,
        ...(isNewest ? { percent: data.percent, percentPeriod: data.period } : {}),
      });
    },
    ProgressReportReturned: (data, event) => {
      setReturned.run(event.metadata.recordedAt, data.reason, event.id, idOf(event), data.report);
      step(event, known(event), {});
    },
    ExtensionRequested: (data, event) => step(event, known(event), { extensionAsked: data.to }),
    ExtensionGranted: (data, event) =>
      step(event, known(event), { extensionAsked: null, currentDue: data.to }),
    ExtensionRefused: (_data, event) => step(event, known(event), { extensionAsked: null }),
    CompletionProposed: (_data, event) =>
      step(event, known(event), {
        status: 'completion-proposed',
        proposedOn: event.metadata.effectiveOn,
      }),
    CompletionConfirmed: (data, event) =>
      step(event, known(event), {
        status: 'completed',
        percent: 100,
        percentPeriod: periodOf(data.completedOn),
        completedOn: data.completedOn,
        proposedOn: null,
      }),
    CompletionReturned: (data, event) => step(event, known(event), { status: data.to, proposedOn: null }),
    AssignmentReleased: (_data, event) => step(event, known(event), { status: 'released' }),
    AssignmentTransferred: (data, event) =>
      step(event, known(event), { status: 'transferred', transferredTo: data.to }),
  };

  return byBody(on);
}

/** Assignments, how each stood when, and their reports. */
export const assignmentsReadModel: ReadModel = {
  name: 'assignments',
  version: 5,
  tables: [assignments, assignmentVersions, reports],
  appendOnly: [assignmentVersions],
  functions,
  handlers,
};
