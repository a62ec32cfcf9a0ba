import { Injectable } from '@nestjs/common';
import { asc, eq } from 'drizzle-orm';
import type { Position } from '#event-log';
import { localDate, type Period, periodOf, periodsBetween } from '#kernel';
import { ReadModels } from '#projections';
import type { AssignmentStatus } from '#tasks';
import type { Slot } from './domain/compliance.js';
import { type AdoptedPolicy, cutOffOf, policyFor } from './domain/policy.js';
import { judgeSlot, type SlotReport } from './domain/slot.js';
import { type Lack, lacksOf } from './domain/sufficiency.js';
import { policies } from './read-models/policies/policies.table.js';

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
  readonly scheduleKind: string;
}

interface StatusRow {
  readonly assignment: string;
  readonly at: string;
  readonly status: AssignmentStatus;
}

interface ReportRow {
  readonly eventId: string;
  readonly assignment: string;
  readonly period: Period;
  readonly kind: 'progress' | 'nothing-to-report';
  readonly percent: number | null;
  readonly summary: string;
  readonly deliverables: number;
  readonly documents: number;
  readonly recordedAt: string;
  readonly returnedAt: string | null;
}

interface Facts {
  readonly assignments: readonly AssignmentRow[];
  readonly statuses: ReadonlyMap<string, readonly StatusRow[]>;
  readonly reports: ReadonlyMap<string, readonly ReportRow[]>;
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** How many answers are kept for the same question at the same checkpoint. */
const REMEMBERED = 16;

/** Judges slots from the read models: the list behind every figure of compliance. */
@Injectable()
export class SlotService {
  readonly #answers = new Map<string, readonly Slot[]>();
  #policies = {
    checkpoint: null as Position | null,
    byProgramme: new Map<string, readonly AdoptedPolicy[]>(),
  };

  constructor(private readonly readModels: ReadModels) {}

  /** A programme's policies in the order of adoption. */
  policies(programme: string): readonly AdoptedPolicy[] {
    const checkpoint = this.readModels.checkpoint();
    if (this.#policies.checkpoint !== checkpoint) this.#policies = { checkpoint, byProgramme: new Map() };
    const { byProgramme } = this.#policies;
    const known = byProgramme.get(programme);
    if (known) return known;
    const read = this.#readPolicies(programme);
    byProgramme.set(programme, read);
    return read;
  }

  #readPolicies(programme: string): AdoptedPolicy[] {
    return this.readModels.db
      .select({ adopted: policies.adopted })
      .from(policies)
      .where(eq(policies.programme, programme))
      .orderBy(asc(policies.position))
      .all()
      .map(({ adopted }) => adopted);
  }

  /** Every slot that the question asks for, by period, in the order of assignments. Periods after `asOf` have none. */
  slots(question: SlotQuestion): readonly Slot[] {
    const key = `${this.readModels.checkpoint()} ${JSON.stringify(question)}`;
    const known = this.#answers.get(key);
    if (known) return known;
    const slots = this.#judge(question);
    if (this.#answers.size >= REMEMBERED) this.#answers.clear();
    this.#answers.set(key, slots);
    return slots;
  }

  /** What each of an assignment's reports lacks of what its period's policy demands, by event id. */
  lacks(programme: string, assignment: string): ReadonlyMap<string, readonly Lack[]> {
    const adopted = this.policies(programme);
    const facts = this.#facts({ programme, assignment, asOf: '' });
    const kind = facts.assignments[0]?.scheduleKind ?? 'none';
    return new Map(
      [...facts.reports.values()].flat().map((report) => {
        const policy = policyFor(adopted, report.period)?.policy;
        return [report.eventId, policy ? lacksOf({ ...report, scheduleKind: kind }, policy) : []];
      }),
    );
  }

  #judge(question: SlotQuestion): Slot[] {
    const adopted = this.policies(question.programme);
    if (adopted.length === 0) return [];
    const { assignments, statuses, reports } = this.#facts(question);
    const slots: Slot[] = [];
    for (const period of this.#periods(question, assignments)) {
      const policy = policyFor(adopted, period);
      if (!policy) continue;
      const cutOff = cutOffOf(policy, period);
      for (const assignment of assignments) {
        const own: SlotReport[] = (reports.get(`${assignment.id} ${period}`) ?? []).map((report) => ({
          eventId: report.eventId,
          kind: report.kind,
          recordedAt: report.recordedAt,
          returnedAt: report.returnedAt,
          sufficient:
            lacksOf({ ...report, scheduleKind: assignment.scheduleKind }, policy.policy).length === 0,
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

  #periods({ period, asOf }: SlotQuestion, assignments: readonly AssignmentRow[]): Period[] {
    const last = periodOf(localDate(asOf));
    if (period) return period <= last ? [period] : [];
    const first = assignments.reduce(
      (earliest, { assignedAt }) => (assignedAt < earliest ? assignedAt : earliest),
      asOf,
    );
    return periodsBetween(periodOf(localDate(first)), last);
  }

  #facts({ programme, unit, task, assignment }: SlotQuestion): Facts {
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
    const assignments = client
      .prepare<string[], AssignmentRow>(
        `SELECT a.id, a.task, a.unit, a.assigned_at AS assignedAt, a.schedule_kind AS scheduleKind
         FROM tasks_assignments a WHERE ${where} ORDER BY a.assigned_at, a.id`,
      )
      .all(...values);
    const statuses = client
      .prepare<string[], StatusRow>(
        `SELECT v.assignment, v.from_at AS at, v.status FROM tasks_assignment_versions v
         JOIN tasks_assignments a ON a.id = v.assignment WHERE ${where} ORDER BY v.assignment, v.revision`,
      )
      .all(...values);
    const reports = client
      .prepare<string[], ReportRow>(
        `SELECT r.event_id AS eventId, r.assignment, r.period, r.kind, r.percent, r.summary, r.deliverables,
           r.documents, r.recorded_at AS recordedAt, r.returned_at AS returnedAt
         FROM tasks_reports r JOIN tasks_assignments a ON a.id = r.assignment
         WHERE ${where} ORDER BY r.recorded_at, r.event_id`,
      )
      .all(...values);
    return {
      assignments,
      statuses: grouped(statuses, (row) => row.assignment),
      reports: grouped(reports, (row) => `${row.assignment} ${row.period}`),
    };
  }
}
