import type { ReadModelDb } from '#projections';
import { type AssignmentStatus, type DueStep, programmeOfAssignment, type StatusStep } from '#tasks';
import type { AssignmentFacts, ReportFacts } from '../domain/assignment-facts.js';

/** What the read models know of one assignment. */
export interface KnownAssignment {
  readonly id: string;
  readonly facts: AssignmentFacts;
  /** The instant of the newest fact that a rule may look at. */
  readonly newestAt: string;
  readonly simulated: boolean;
}

// Rows as arrays: an object for each would cost more than all that is then done with them.
type AssignmentRow = readonly [
  id: string,
  task: string,
  unit: string,
  scheduleKind: string,
  budgetMillionVnd: number | null,
  assignedAt: string,
  originalDue: string | null,
  simulated: number,
];
type VersionRow = readonly [
  assignment: string,
  at: string,
  status: AssignmentStatus,
  due: string | null,
  eventId: string,
];
type ReportRow = readonly [
  assignment: string,
  eventId: string,
  period: string,
  kind: ReportFacts['kind'],
  percent: number | null,
  summary: string,
  deliverables: number,
  documents: number,
  difficulties: number,
  disbursedVnd: number | null,
  due: string | null,
  recordedAt: string,
  returnedAt: string | null,
  returnReason: string | null,
  returnEvent: string | null,
];

const ASSIGNMENT_COLUMNS =
  'id, task, unit, schedule_kind, budget_million_vnd, assigned_at, original_due, simulated';
const VERSION_COLUMNS = 'assignment, from_at, status, current_due, event_id';
const REPORT_COLUMNS = `assignment, event_id, period, kind, percent, summary, deliverables, documents, difficulties,
  disbursed_vnd, due, recorded_at, returned_at, return_reason, return_event`;
const NONE = '';

/**
 * Reads the facts of many assignments from the tables of `#tasks`, a page at a time. Assignments, versions and reports
 * lie in the order of the assignments' ids: a page is one stretch of each, and no more than a page is held.
 */
export class FactsReader {
  readonly #page;
  readonly #versionsBetween;
  readonly #reportsBetween;
  readonly #some;
  readonly #versionsOf;
  readonly #reportsOf;

  constructor({ $client: client }: ReadModelDb) {
    const rows = <Parameters extends unknown[], Row>(sql: string) => {
      const statement = client.prepare<Parameters, Row>(sql).raw();
      return (...parameters: Parameters): Row[] => statement.all(...parameters);
    };
    this.#page = rows<[string, string, number], AssignmentRow>(
      `SELECT ${ASSIGNMENT_COLUMNS} FROM tasks_assignments WHERE id > ? AND id < ? ORDER BY id LIMIT ?`,
    );
    const between = (columns: string, table: string) =>
      `SELECT ${columns} FROM ${table} WHERE assignment BETWEEN ? AND ? ORDER BY assignment, revision`;
    this.#versionsBetween = rows<[string, string], VersionRow>(
      between(VERSION_COLUMNS, 'tasks_assignment_versions'),
    );
    this.#reportsBetween = rows<[string, string], ReportRow>(between(REPORT_COLUMNS, 'tasks_reports'));
    const listed = 'IN (SELECT value FROM json_each(?))';
    const of = (columns: string, table: string) =>
      `SELECT ${columns} FROM ${table} WHERE assignment ${listed} ORDER BY assignment, revision`;
    this.#some = rows<[string], AssignmentRow>(
      `SELECT ${ASSIGNMENT_COLUMNS} FROM tasks_assignments WHERE id ${listed} ORDER BY id`,
    );
    this.#versionsOf = rows<[string], VersionRow>(of(VERSION_COLUMNS, 'tasks_assignment_versions'));
    this.#reportsOf = rows<[string], ReportRow>(of(REPORT_COLUMNS, 'tasks_reports'));
  }

  /** The next assignments in the order of their ids: those after one id (`''`: from the first) and before another. */
  page(after: string, before: string, limit: number): KnownAssignment[] {
    const assignments = this.#page(after, before, limit);
    const [first] = assignments[0] ?? [];
    const [last] = assignments.at(-1) ?? [];
    if (first === undefined || last === undefined) return [];
    return merged(assignments, this.#versionsBetween(first, last), this.#reportsBetween(first, last));
  }

  /** These assignments, in the order of their ids; those that the tables don't know are left out. */
  some(ids: readonly string[]): KnownAssignment[] {
    const list = JSON.stringify(ids);
    return merged(this.#some(list), this.#versionsOf(list), this.#reportsOf(list));
  }
}

/** All three in the order of the assignments' ids. */
function merged(
  assignments: readonly AssignmentRow[],
  versions: readonly VersionRow[],
  reports: readonly ReportRow[],
): KnownAssignment[] {
  let [version, report] = [0, 0];
  return assignments.map(
    ([id, task, unit, scheduleKind, budgetMillionVnd, assignedAt, originalDue, simulated]) => {
      const statuses: StatusStep[] = [];
      const dues: DueStep[] = [];
      let newestAt = assignedAt;
      for (let row = versions[version]; row && row[0] === id; row = versions[version]) {
        const [, at, status, due, eventId] = row;
        // A version is also made by a percent, of which no rule asks here.
        if (status !== statuses.at(-1)?.status) statuses.push({ at, status, eventId });
        if (dues.length === 0 || due !== dues.at(-1)?.due) dues.push({ at, due, eventId });
        if (at > newestAt) newestAt = at;
        version += 1;
      }
      const own: ReportFacts[] = [];
      for (let row = reports[report]; row && row[0] === id; row = reports[report]) {
        const facts = reportOf(row);
        own.push(facts);
        if (facts.recordedAt > newestAt) newestAt = facts.recordedAt;
        if (facts.returned && facts.returned.recordedAt > newestAt) newestAt = facts.returned.recordedAt;
        report += 1;
      }
      return {
        id,
        facts: {
          programme: programmeOfAssignment(id),
          task,
          unit,
          scheduleKind,
          budgetMillionVnd,
          assignedAt,
          originalDue,
          statuses,
          dues,
          reports: own,
        },
        newestAt,
        simulated: simulated === 1,
      };
    },
  );
}

function reportOf(row: ReportRow): ReportFacts {
  const [, eventId, period, kind, percent, summary, deliverables, documents, difficulties] = row;
  const [disbursedVnd, due, recordedAt, returnedAt, returnReason, returnEvent] = row.slice(9) as [
    number | null,
    string | null,
    string,
    string | null,
    string | null,
    string | null,
  ];
  return {
    eventId,
    period,
    kind,
    percent,
    summary,
    deliverables,
    documents,
    difficulties: difficulties === 1,
    disbursedVnd,
    due,
    recordedAt,
    returned:
      returnedAt === null
        ? null
        : { recordedAt: returnedAt, reason: returnReason ?? NONE, eventId: returnEvent ?? NONE },
  };
}
