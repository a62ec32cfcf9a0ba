import type { EventToAppend, Position, RecordedEvent } from '#event-log';
import { derivedId, instantAt, localDate, periodOf } from '#kernel';
import type { AdoptedPolicy, ReportingPolicy } from '#reporting';
import {
  type Assignment,
  type AssignmentEvents,
  type AssignmentEventType,
  type AssignmentStatus,
  assignmentId,
  assignmentState,
  assignmentStream,
  type ProgressReported,
  type TaskAssigned,
} from '#tasks';

/** The programme and the unit of every history. */
export const PROGRAMME = 'mau-2026';
export const UNIT = 'phuong-hai-duong';

/** One recorded fact of an assignment. Facts of one instant were written by one command. */
export type Step = {
  [Type in AssignmentEventType]: {
    readonly at: string;
    readonly type: Type;
    readonly data: AssignmentEvents[Type];
  };
}[AssignmentEventType];

/** The instant of a local time, `YYYY-MM-DD HH:mm`. */
export function local(text: string): string {
  const [date = '', time] = text.split(' ');
  return instantAt(date, time);
}

/** An instant some milliseconds later (earlier when negative). */
export function shifted(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

/**
 * The city's policy from a day on: day 5, 17:00, moved to the next working day, weekends off and no other days.
 * @param day of the cut-off
 */
export function policy(from = '2026-01-01', day = 5): AdoptedPolicy {
  const year = { holidays: [], workedWeekends: [] };
  return {
    policy: {
      id: 'hang-thang',
      title: 'Cập nhật hằng tháng',
      period: 'calendar-month',
      cutOff: { day, time: '17:00', nextWorkingDay: true },
      goal: 0.9,
      taskCountsWhen: 'share',
      sufficiency: { summaryMinLength: 20, percent: true, proofAtFull: true },
    },
    from,
    calendar: { 2025: year, 2026: year, 2027: year },
  };
}

type Rules = Pick<ReportingPolicy, 'warnings' | 'escalation' | 'explanationWorkingDays'> & {
  readonly sufficiency?: Partial<ReportingPolicy['sufficiency']>;
};

/** Every rule and every step, as the city has them. */
export const ALL_RULES: Rules = {
  warnings: {
    dueSoonWorkingDays: 10,
    acceptanceWorkingDays: 5,
    contradiction: { fullWithoutDeliverable: true, disbursementGap: 40, sameTextPeriods: 3 },
  },
  escalation: { unitHeadAfter: 5, leaderAfter: 10, inspectionAfterPeriods: 3 },
  explanationWorkingDays: 5,
};

/** Days off around Tết of 2026: Saturday 14 to Sunday 22 February. */
export const TET = ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'];

/** {@link policy} with more rules, all of them where none are named, and a calendar that knows Tết of 2026. */
export function fullPolicy(rules: Rules = ALL_RULES, from = '2026-01-01', day = 5): AdoptedPolicy {
  const { policy: plain, calendar } = policy(from, day);
  const { sufficiency, ...others } = rules;
  return {
    policy: { ...plain, ...others, sufficiency: { ...plain.sufficiency, ...sufficiency } },
    from,
    calendar: { ...calendar, 2026: { holidays: TET, workedWeekends: [] } },
  };
}

/** The id of the fact at an index (0-based) of a task's history. */
export function idOf(index: number, task = '7'): string {
  return derivedId(`${task}/${index}`);
}

export function assigned(at: string, fields: Partial<TaskAssigned> = {}): Step {
  const data = {
    programme: PROGRAMME,
    task: '7',
    unit: UNIT,
    viaGroup: 'cac-xa',
    transferredFrom: null,
    scheduleKind: 'quarter',
    due: null,
    ...fields,
  };
  return { at, type: 'TaskAssigned', data };
}

export function accepted(at: string): Step {
  return { at, type: 'AssignmentAccepted', data: { byReporting: true } };
}

/** A sufficient report. */
export function report(at: string, period: string, fields: Partial<ProgressReported> = {}): Step {
  const data: ProgressReported = {
    period,
    kind: 'progress',
    percentBefore: null,
    percent: 40,
    percentDownReason: null,
    summary: 'Đã khảo sát xong 12/20 đơn vị',
    difficulties: '',
    proposals: '',
    documents: [],
    disbursedVnd: null,
    deliverables: [],
    ...fields,
  };
  return { at, type: 'ProgressReported', data };
}

/** A report without percent and with a summary that says nothing. */
export function thinReport(at: string, period: string): Step {
  return report(at, period, { percent: null, summary: 'Đang làm' });
}

export function nothingToReport(at: string, period: string): Step {
  return report(at, period, { kind: 'nothing-to-report', percent: null, summary: '' });
}

/** @param of the returned report's id */
export function reportReturned(at: string, of: string, period = '2026-03'): Step {
  return {
    at,
    type: 'ProgressReportReturned',
    data: { report: of, period, reason: 'Số liệu chưa khớp' },
  };
}

/** A change of status, by whichever event makes it so. */
export function becomes(at: string, to: AssignmentStatus, from: AssignmentStatus = 'in-progress'): Step {
  switch (to) {
    case 'completion-proposed':
      return {
        at,
        type: 'CompletionProposed',
        data: { from, summary: 'Đã xong', deliverables: [], documents: [] },
      };
    case 'completed':
      return {
        at,
        type: 'CompletionConfirmed',
        data: { proposal: idOf(0), completedOn: localDate(at), due: null, note: '' },
      };
    case 'released':
      return {
        at,
        type: 'AssignmentReleased',
        data: { from, viaGroup: 'cac-xa', reason: 'Không thuộc địa bàn' },
      };
    case 'transferred':
      return {
        at,
        type: 'AssignmentTransferred',
        data: { from: UNIT, to: 'so-noi-vu', statusBefore: from, reason: 'Đổi chức năng', document: null },
      };
    default:
      return {
        at,
        type: 'AssignmentStatusChanged',
        data: { from, to, reason: 'Theo chỉ đạo', document: null },
      };
  }
}

export function completionReturned(at: string): Step {
  return {
    at,
    type: 'CompletionReturned',
    data: { proposal: idOf(0), to: 'in-progress', reason: 'Chưa có sản phẩm' },
  };
}

export function extended(at: string, from: string, to: string): Step {
  return {
    at,
    type: 'ExtensionGranted',
    data: { request: idOf(0), originalDue: from, from, to, reason: 'Có lý do', document: null },
  };
}

const ACTOR = { id: 'tester', role: 'standing-office', unit: null };

/** A history's facts as they are appended to its stream; facts of one instant share their command. */
export function toAppend(steps: readonly Step[]): readonly EventToAppend[] {
  const { task } = subjectOf(steps);
  return steps.map(({ at, type, data }, index) => {
    const commandId = derivedId(`${task}/${at}`);
    const metadata = {
      actor: ACTOR,
      commandId,
      correlationId: commandId,
      recordedAt: at,
      effectiveOn: localDate(at),
      schemaVersion: 1,
    };
    return { id: idOf(index, task), type, data, metadata };
  });
}

function subjectOf(steps: readonly Step[]): TaskAssigned {
  const [first] = steps;
  if (first?.type !== 'TaskAssigned') throw new Error('a history begins with the assignment');
  return first.data;
}

/** The id of the assignment that a history is of. */
export function idOfHistory(steps: readonly Step[]): string {
  const { programme, task, unit } = subjectOf(steps);
  return assignmentId(programme, task, unit);
}

/** A history's facts as a log would answer them. */
export function recorded(steps: readonly Step[]): readonly RecordedEvent[] {
  const stream = assignmentStream(idOfHistory(steps));
  return toAppend(steps).map((event, revision) => ({
    ...event,
    stream,
    revision,
    position: String(revision).padStart(16, '0') as Position,
    rawData: JSON.stringify(event.data),
    rawMetadata: JSON.stringify(event.metadata),
  }));
}

/** The assignment as a history makes it, or as it was known at an instant. */
export function assignmentOf(steps: readonly Step[], knownAt = '9'): Assignment {
  const known = recorded(steps).filter(({ metadata }) => metadata.recordedAt <= knownAt);
  const assignment = known.reduce(assignmentState.evolve, assignmentState.initial);
  if (!assignment) throw new Error('the task is not yet assigned');
  return assignment;
}

/** The months that a report of an instant may speak of. */
export function monthsUntil(assignment: Assignment, at: string): readonly [first: string, last: string] {
  return [periodOf(localDate(assignment.assignedAt)), periodOf(localDate(at))];
}
