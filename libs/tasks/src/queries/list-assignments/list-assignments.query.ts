import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import { CLOCK, type Clock, fold, invalidCursor, localDate, type Page } from '#kernel';
import { ReadModels } from '#projections';
import type { AssignmentStatus } from '../../domain/assignment.events.js';
import type { Bucket } from '../../domain/bucket.js';

export interface AssignmentFilter {
  readonly programme?: string | undefined;
  readonly task?: string | undefined;
  readonly section?: string | undefined;
  readonly unit?: string | undefined;
  readonly status?: AssignmentStatus | undefined;
  readonly bucket?: Bucket | undefined;
  /** Words of the task's title or the unit's name, with or without marks. */
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export interface AssignmentRow {
  readonly id: string;
  readonly programme: string;
  readonly task: string;
  readonly title: string;
  readonly section: string;
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
  readonly simulated: boolean;
}

/** Assignments by filter, in the order of the document, then of the units. A lead unit sees its own alone. */
export class ListAssignmentsQuery extends Query<Page<AssignmentRow>> {
  constructor(
    readonly principal: Principal,
    readonly filter: AssignmentFilter,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

const BASE = `SELECT a.id, a.programme, a.task, t.title, t.section, a.unit, u.name AS unitName,
    a.via_group AS viaGroup, a.status, a.percent, a.original_due AS originalDue, a.current_due AS currentDue,
    a.completed_on AS completedOn, a.last_report_at AS lastReportAt, a.last_report_period AS lastReportPeriod,
    a.simulated, t.ordinal AS taskOrdinal, u.ordinal AS unitOrdinal,
    assignment_bucket(a.status, a.current_due, a.completed_on, a.proposed_on, @today) AS bucket
  FROM tasks_assignments a
  JOIN catalogue_tasks t ON t.programme = a.programme AND t.code = a.task
  JOIN catalogue_units u ON u.id = a.unit`;

type Raw = Omit<AssignmentRow, 'simulated'> & {
  simulated: number;
  taskOrdinal: number;
  unitOrdinal: number;
};

@QueryHandler(ListAssignmentsQuery)
export class ListAssignmentsHandler implements IQueryHandler<ListAssignmentsQuery, Page<AssignmentRow>> {
  constructor(
    private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, filter }: ListAssignmentsQuery): Promise<Page<AssignmentRow>> {
    const scope = scopeOf(principal, 'assignment.read');
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const where: string[] = [];
    const values: Record<string, string | number | null> = {
      today: localDate(this.clock.now()),
      limit: limit + 1,
    };
    const equals = (column: string, name: string, value: string | undefined) => {
      if (value === undefined) return;
      where.push(`${column} = @${name}`);
      values[name] = value;
    };
    equals('a.programme', 'programme', filter.programme);
    equals('a.task', 'task', filter.task);
    equals('t.section', 'section', filter.section);
    equals('a.unit', 'unit', filter.unit);
    equals('a.status', 'status', filter.status);
    if (scope !== 'all') {
      where.push('a.unit IN (SELECT value FROM json_each(@scope))');
      values.scope = JSON.stringify(scope);
    }
    fold(filter.q ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .forEach((word, index) => {
        where.push(`(instr(t.search, @word${index}) > 0 OR instr(u.search, @word${index}) > 0)`);
        values[`word${index}`] = word;
      });
    if (filter.cursor !== undefined) {
      const [programme, task, unit] = readCursor(filter.cursor);
      where.push('(a.programme, t.ordinal, u.ordinal) > (@afterProgramme, @afterTask, @afterUnit)');
      Object.assign(values, { afterProgramme: programme, afterTask: task, afterUnit: unit });
    }
    equals('bucket', 'bucket', filter.bucket);
    const rows = this.readModels.db.$client
      .prepare<[Record<string, string | number | null>], Raw>(
        `${BASE}${where.length ? ` WHERE ${where.join(' AND ')}` : ''}
         ORDER BY a.programme, t.ordinal, u.ordinal LIMIT @limit`,
      )
      .all(values);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ taskOrdinal, unitOrdinal, simulated, ...row }) => ({
        ...row,
        simulated: simulated === 1,
      })),
      next:
        rows.length > limit && last
          ? writeCursor([last.programme, last.taskOrdinal, last.unitOrdinal])
          : null,
    };
  }
}

type Cursor = readonly [programme: string, task: number, unit: number];

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (
      Array.isArray(cursor) &&
      typeof cursor[0] === 'string' &&
      Number.isInteger(cursor[1]) &&
      Number.isInteger(cursor[2])
    ) {
      return [cursor[0], cursor[1], cursor[2]];
    }
  } catch {
    // Not JSON: answered below like any other text that is no cursor.
  }
  throw invalidCursor();
}
