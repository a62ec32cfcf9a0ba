import { Injectable } from '@nestjs/common';
import { asc, eq, sql } from 'drizzle-orm';
import { firstDay, isPeriod, localDate, type Period } from '#kernel';
import { preparedOnce, type ReadModelDb, ReadModels } from '#projections';
import type { AssignmentStatus, ReportingPeriods } from '#tasks';
import type { Slot } from './domain/compliance.js';
import {
  type AdoptedPolicy,
  cutOffOf,
  policyFor,
  type ReportingPeriod,
  reportingPeriods,
} from './domain/policy.js';
import { judgeSlot, type SlotReport } from './domain/slot.js';
import { type Lack, lacksOf, type ReportFacts } from './domain/sufficiency.js';
import { PeriodCloses } from './period-closes.js';
import { policies } from './read-models/policies/policies.table.js';
import { SlotMemory } from './slot-memory.js';

export interface SlotQuestion {
  readonly programme: string;
  /** Instant up to which facts count. */
  readonly asOf: string;
  readonly unit?: string | undefined;
  readonly task?: string | undefined;
  readonly assignment?: string | undefined;
  readonly period?: Period | undefined;
}

interface AssignmentRow {
  readonly id: string;
  readonly task: string;
  readonly unit: string;
  readonly assignedAt: string;
}

interface StatusRow {
  readonly assignment: string;
  readonly at: string;
  readonly status: AssignmentStatus;
}

interface ReportRow extends Omit<ReportFacts, 'difficulties' | 'hasBudget'> {
  readonly eventId: string;
  readonly assignment: string;
  readonly difficulties: number;
  readonly hasBudget: number;
  readonly recordedAt: string;
  readonly returnedAt: string | null;
}

interface Facts {
  readonly assignments: readonly AssignmentRow[];
  readonly statuses: ReadonlyMap<string, readonly StatusRow[]>;
  readonly reports: ReadonlyMap<string, readonly ReportRow[]>;
}

/** What the rule of sufficiency looks at in a row. */
const factsOf = (row: ReportRow): ReportFacts => ({
  ...row,
  difficulties: row.difficulties === 1,
  hasBudget: row.hasBudget === 1,
});

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Asked with every report. */
const adoptedPolicies = preparedOnce((db: ReadModelDb) =>
  db
    .select({ adopted: policies.adopted })
    .from(policies)
    .where(eq(policies.programme, sql.placeholder('programme')))
    .orderBy(asc(policies.position))
    .prepare(),
);

/** Judges slots from the read models: the list behind every figure of compliance. */
@Injectable()
export class SlotService implements ReportingPeriods {
  readonly #answers = new SlotMemory();
  #policies = {
    stamp: null as string | null,
    byProgramme: new Map<string, readonly AdoptedPolicy[]>(),
  };

  /** What was closed, and the lists that were frozen. */
  readonly closes: PeriodCloses;

  constructor(private readonly readModels: ReadModels) {
    this.closes = new PeriodCloses(readModels);
  }

  /** A programme's policies in the order of adoption. */
  policies(programme: string): readonly AdoptedPolicy[] {
    const stamp = this.readModels.stamp();
    if (this.#policies.stamp !== stamp) this.#policies = { stamp, byProgramme: new Map() };
    const { byProgramme } = this.#policies;
    const known = byProgramme.get(programme);
    if (known) return known;
    const read = adoptedPolicies(this.readModels.db)
      .all({ programme })
      .map(({ adopted }) => adopted);
    byProgramme.set(programme, read);
    return read;
  }

  /** Whether a programme asks reports for a period; without a policy, for calendar months. */
  accepts(programme: string, period: Period): boolean {
    const adopted = this.policies(programme);
    return adopted.length === 0 ? isPeriod(period, ['calendar-month']) : policyFor(adopted, period) !== null;
  }

  /** Every slot that the question asks for, by period, then as the document has them. Periods after `asOf` have none. */
  slots(question: SlotQuestion): readonly Slot[] {
    const key = `${this.readModels.stamp()} ${JSON.stringify(question)}`;
    return this.#answers.of(key, () => this.#judge(question));
  }

  /**
   * The periods that a programme asks reports for and that have begun by an instant, from the one of its first assignment
   * on; none before there is one.
   */
  periods(programme: string, asOf: string): readonly ReportingPeriod[] {
    const adopted = this.policies(programme);
    const first = this.readModels.db.$client
      .prepare<[string], string | null>('SELECT min(assigned_at) FROM tasks_assignments WHERE programme = ?')
      .pluck()
      .get(programme);
    return first && first <= asOf ? reportingPeriods(adopted, localDate(first), localDate(asOf)) : [];
  }

  /** What each of an assignment's reports lacks of what its period's policy demands, by event id. */
  lacks(programme: string, assignment: string): ReadonlyMap<string, readonly Lack[]> {
    const adopted = this.policies(programme);
    const facts = this.#facts({ programme, assignment, asOf: '' });
    return new Map(
      [...facts.reports.values()].flat().map((report) => {
        const policy = policyFor(adopted, report.period)?.policy;
        return [report.eventId, policy ? lacksOf(factsOf(report), policy) : []];
      }),
    );
  }

  #judge(question: SlotQuestion): Slot[] {
    const adopted = this.policies(question.programme);
    if (adopted.length === 0) return [];
    const { assignments, statuses, reports } = this.#facts(question);
    const slots: Slot[] = [];
    for (const { period, adopted: policy } of this.#periods(question, adopted, assignments)) {
      const cutOff = cutOffOf(policy, period);
      for (const assignment of assignments) {
        const own: SlotReport[] = (reports.get(`${assignment.id} ${period}`) ?? []).map((report) => ({
          eventId: report.eventId,
          kind: report.kind,
          recordedAt: report.recordedAt,
          returnedAt: report.returnedAt,
          sufficient: lacksOf(factsOf(report), policy.policy).length === 0,
        }));
        const judged = judgeSlot(
          {
            assignedAt: assignment.assignedAt,
            statuses: statuses.get(assignment.id) ?? [],
            reports: own,
          },
          period,
          cutOff,
          question.asOf,
        );
        if (!judged) continue;
        slots.push({
          assignment: assignment.id,
          task: assignment.task,
          unit: assignment.unit,
          period,
          ...judged,
        });
      }
    }
    return slots;
  }

  /** The periods that have begun by then. */
  #periods(
    { period, asOf }: SlotQuestion,
    adopted: readonly AdoptedPolicy[],
    assignments: readonly AssignmentRow[],
  ): readonly ReportingPeriod[] {
    const last = localDate(asOf);
    if (period) {
      const policy = policyFor(adopted, period);
      if (!policy || firstDay(period) > last) return [];
      return [{ period, adopted: policy }];
    }
    const first = assignments.reduce(
      (earliest, { assignedAt }) => (assignedAt < earliest ? assignedAt : earliest),
      asOf,
    );
    return reportingPeriods(adopted, localDate(first), last);
  }

  #facts({ programme, unit, task, assignment, period }: SlotQuestion): Facts {
    const client = this.readModels.db.$client;
    const filters = ['a.programme = ?'];
    const values: string[] = [programme];
    for (const [column, value] of [
      ['a.unit', unit],
      ['a.task', task],
      ['a.id', assignment],
    ] as const) {
      if (value === undefined) continue;
      filters.push(`${column} = ?`);
      values.push(value);
    }
    const where = filters.join(' AND ');
    // Not joined: the past, which is read through views, is then looked up by its keys all the same.
    const asked = `SELECT a.id FROM tasks_assignments a WHERE ${where}`;
    const assignments = client
      .prepare<string[], AssignmentRow>(
        `SELECT a.id, a.task, a.unit, a.assigned_at AS assignedAt
         FROM tasks_assignments a
         LEFT JOIN catalogue_tasks t ON t.programme = a.programme AND t.code = a.task
         LEFT JOIN catalogue_units u ON u.id = a.unit
         WHERE ${where} ORDER BY t.ordinal, u.ordinal, a.id`,
      )
      .all(...values);
    const statuses = client
      .prepare<string[], StatusRow>(
        `SELECT v.assignment, v.from_at AS at, v.status FROM tasks_assignment_versions v
         WHERE v.assignment IN (${asked}) ORDER BY v.assignment, v.revision`,
      )
      .all(...values);
    const reports = client
      .prepare<string[], ReportRow>(
        `SELECT r.event_id AS eventId, r.assignment, r.period, r.kind, r.percent, r.summary, r.deliverables,
           r.documents, r.difficulties, r.disbursed_vnd AS disbursedVnd, r.schedule_kind AS scheduleKind,
           r.has_budget AS hasBudget, r.due, r.recorded_at AS recordedAt, r.returned_at AS returnedAt
         FROM tasks_reports r WHERE r.assignment IN (${asked})${period === undefined ? '' : ' AND r.period = ?'} ORDER BY r.recorded_at, r.event_id`,
      )
      .all(...values, ...(period === undefined ? [] : [period]));
    return {
      assignments,
      statuses: grouped(statuses, (row) => row.assignment),
      reports: grouped(reports, (row) => `${row.assignment} ${row.period}`),
    };
  }
}
