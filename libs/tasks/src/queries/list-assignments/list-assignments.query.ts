import { Inject, Optional } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import { CLOCK, type Clock, fold, localDate, type Page } from '#kernel';
import { ReadModels } from '#projections';
import type { AssignmentStatus } from '../../domain/assignment.events.js';
import type { Bucket } from '../../domain/bucket.js';
import { type AssignmentOrder, readCursor, writeCursor, writtenOrder } from './assignment-orders.js';
import { ASSIGNMENT_WARNINGS, type AssignmentWarnings, NO_WARNINGS } from './assignment-warnings.js';

/** What a list is narrowed to, whatever its order and pages. */
export interface AssignmentSelection {
  readonly programme?: string | undefined;
  readonly task?: string | undefined;
  readonly section?: string | undefined;
  readonly unit?: string | undefined;
  /** Position of a directing leader, whole; `-`: tasks that name none. */
  readonly leader?: string | undefined;
  readonly status?: AssignmentStatus | undefined;
  readonly bucket?: Bucket | undefined;
  /** Whether there is still work to do: neither completed nor stopped, suspended or waiting for a condition. */
  readonly outstanding?: boolean | undefined;
  /** Highest level of the open warnings, 1 to 4; 0: no warning is open. */
  readonly warningLevel?: number | undefined;
  /** First and last due date, `YYYY-MM-DD`; what has no due date is in no span. */
  readonly dueFrom?: string | undefined;
  readonly dueUntil?: string | undefined;
  /** Words of the task's title or the unit's name, with or without marks. */
  readonly q?: string | undefined;
}

export interface AssignmentFilter extends AssignmentSelection {
  /** Default: `document`. */
  readonly sort?: AssignmentOrder | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export interface AssignmentRow {
  readonly id: string;
  readonly programme: string;
  readonly task: string;
  readonly title: string;
  readonly section: string;
  readonly directingLeaders: readonly string[];
  readonly unit: string;
  readonly unitName: string;
  readonly viaGroup: string | null;
  readonly status: AssignmentStatus;
  readonly bucket: Bucket;
  readonly percent: number | null;
  readonly originalDue: string | null;
  readonly currentDue: string | null;
  readonly completedOn: string | null;
  readonly lastReportAt: string | null;
  readonly lastReportPeriod: string | null;
  /** Highest level of its open warnings, 1 to 4; null: none is open. */
  readonly warningLevel: number | null;
  readonly openWarnings: number;
  readonly simulated: boolean;
}

export interface AssignmentPage extends Page<AssignmentRow> {
  /** How many the whole list has; told with its first page, else null. */
  readonly total: number | null;
}

/** Assignments by filter; by default in the order of the document, then of the units. A lead unit sees its own alone. */
export class ListAssignmentsQuery extends Query<AssignmentPage> {
  constructor(
    readonly principal: Principal,
    readonly filter: AssignmentFilter,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;
const NO_LEADER = '-';

/** The groups of what is still to be done. */
const OUTSTANDING: readonly Bucket[] = [
  'inProgressOnTime',
  'inProgressLate',
  'notStartedOnTime',
  'notStartedLate',
  'ongoing',
];

const from = (warnings: AssignmentWarnings) => `FROM tasks_assignments a
  JOIN catalogue_tasks t ON t.programme = a.programme AND t.code = a.task
  JOIN catalogue_units u ON u.id = a.unit
  LEFT JOIN (${warnings.sql}) w ON w.assignment = a.id`;

const BUCKET = 'assignment_bucket(a.status, a.current_due, a.completed_on, a.proposed_on, @today)';

const COLUMNS = `a.id, a.programme, a.task, t.title, t.section, t.directing_leaders AS directingLeaders, a.unit,
  u.name AS unitName, a.via_group AS viaGroup, a.status, a.percent, a.original_due AS originalDue,
  a.current_due AS currentDue, a.completed_on AS completedOn, a.last_report_at AS lastReportAt,
  a.last_report_period AS lastReportPeriod, w.level AS warningLevel, coalesce(w.open, 0) AS openWarnings,
  a.simulated, t.ordinal AS taskOrdinal, u.ordinal AS unitOrdinal, ${BUCKET} AS bucket`;

type Values = Record<string, string | number | null>;

type Raw = Omit<AssignmentRow, 'simulated' | 'directingLeaders'> & {
  readonly directingLeaders: string;
  readonly simulated: number;
  readonly taskOrdinal: number;
  readonly unitOrdinal: number;
  readonly sortKey: string | number;
};

@QueryHandler(ListAssignmentsQuery)
export class ListAssignmentsHandler implements IQueryHandler<ListAssignmentsQuery, AssignmentPage> {
  readonly #from: string;

  constructor(
    private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(ASSIGNMENT_WARNINGS) warnings: AssignmentWarnings = NO_WARNINGS,
  ) {
    this.#from = from(warnings);
  }

  async execute({ principal, filter }: ListAssignmentsQuery): Promise<AssignmentPage> {
    const { sort = 'document', cursor, limit = DEFAULT_LIMIT } = filter;
    const { where, values } = this.#selected(principal, filter);
    const { key, orderBy, after } = writtenOrder(sort);
    const ofPage = cursor === undefined ? where : [...where, after];
    const all = { ...values, ...(cursor === undefined ? {} : readCursor(cursor, sort)), limit: limit + 1 };
    const client = this.readModels.db.$client;
    const rows = client
      .prepare<[Values], Raw>(
        `SELECT ${COLUMNS}, ${key} AS sortKey ${this.#from}${written(ofPage)} ORDER BY ${orderBy} LIMIT @limit`,
      )
      .all(all);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const isWhole = cursor === undefined && rows.length <= limit;
    const total = () =>
      client
        .prepare<[Values], number>(`SELECT count(*) ${this.#from}${written(where)}`)
        .pluck()
        .get(values) ?? 0;
    return {
      items: shown.map(rowOf),
      next: rows.length > limit && last ? writeCursor(sort, { ...last, key: last.sortKey }) : null,
      total: isWhole ? rows.length : cursor === undefined ? total() : null,
    };
  }

  /** The conditions of a selection and what they bind. @throws {Refusal} forbidden */
  #selected(principal: Principal, selection: AssignmentSelection) {
    const scope = scopeOf(principal, 'assignment.read');
    const where: string[] = [];
    const values: Values = { today: localDate(this.clock.now()) };
    const add = (condition: string, name: string, value: string | number | undefined) => {
      if (value === undefined) return;
      where.push(condition);
      values[name] = value;
    };
    add('a.programme = @programme', 'programme', selection.programme);
    add('a.task = @task', 'task', selection.task);
    add('t.section = @section', 'section', selection.section);
    add('a.unit = @unit', 'unit', selection.unit);
    add('a.status = @status', 'status', selection.status);
    add('a.current_due >= @dueFrom', 'dueFrom', selection.dueFrom);
    add('a.current_due <= @dueUntil', 'dueUntil', selection.dueUntil);
    add('coalesce(w.level, 0) = @warningLevel', 'warningLevel', selection.warningLevel);
    add(`${BUCKET} = @bucket`, 'bucket', selection.bucket);
    if (selection.outstanding !== undefined) {
      const is = selection.outstanding ? 'IN' : 'NOT IN';
      const groups = JSON.stringify(OUTSTANDING);
      add(`${BUCKET} ${is} (SELECT value FROM json_each(@outstanding))`, 'outstanding', groups);
    }
    if (selection.leader === NO_LEADER) where.push("t.directing_leaders = '[]'");
    else {
      const leads = '@leader IN (SELECT value FROM json_each(t.directing_leaders))';
      add(leads, 'leader', selection.leader);
    }
    if (scope !== 'all') {
      add('a.unit IN (SELECT value FROM json_each(@scope))', 'scope', JSON.stringify(scope));
    }
    fold(selection.q ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .forEach((word, index) => {
        add(
          `(instr(t.search, @word${index}) > 0 OR instr(u.search, @word${index}) > 0)`,
          `word${index}`,
          word,
        );
      });
    return { where, values };
  }
}

function written(conditions: readonly string[]): string {
  return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
}

function rowOf({
  taskOrdinal,
  unitOrdinal,
  sortKey,
  simulated,
  directingLeaders,
  ...row
}: Raw): AssignmentRow {
  return {
    ...row,
    directingLeaders: JSON.parse(directingLeaders) as string[],
    simulated: simulated === 1,
  };
}
