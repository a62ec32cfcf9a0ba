import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#access';
import { type Period, periodText } from '#kernel';
import { ReadModels } from '#projections';
import { type AssignmentStatus, STATUS_TEXT } from '#tasks';
import type { SlotOutcome } from '../../domain/slot.js';
import { LACK_TEXT, needsOf, type ReportNeeds } from '../../domain/sufficiency.js';
import { PeriodRepository } from '../../period.repository.js';
import { SlotService } from '../../slot.service.js';
import { visibleSlots } from '../compliance/compliance.query.js';
import { OUTCOME_TEXT, pageOf } from '../list-slots/list-slots.query.js';

/** The newest update of the period, as it was sent. */
export interface SentReport {
  readonly eventId: string;
  readonly kind: 'progress' | 'nothing-to-report';
  readonly percent: number | null;
  readonly summary: string;
  /** Whether difficulties were stated. */
  readonly difficulties: boolean;
  /** How many came with it. */
  readonly documents: number;
  /** How many were handed over. */
  readonly deliverables: number;
  /** Whole đồng paid out so far, or null when not stated. */
  readonly disbursedVnd: number | null;
  /** Instant. */
  readonly recordedAt: string;
  readonly returnedAt: string | null;
  readonly returnReason: string | null;
}

export interface WorkItem {
  readonly assignment: string;
  /** Revision of the assignment's stream, for If-Match. */
  readonly revision: number;
  readonly task: string;
  readonly taskTitle: string;
  readonly unit: string;
  readonly unitName: string;
  readonly status: AssignmentStatus;
  readonly statusText: string;
  readonly currentDue: string | null;
  /** What was last reported, of whatever period. */
  readonly percent: number | null;
  readonly outcome: SlotOutcome;
  readonly outcomeText: string;
  /** What the deciding report lacks, in words; empty unless it is insufficient. */
  readonly lacks: readonly string[];
  /** What an update must hold to be sufficient. */
  readonly needs: ReportNeeds;
  readonly report: SentReport | null;
  /** True where the assignment is a simulated one. */
  readonly simulated: boolean;
}

export interface WorkList {
  readonly programme: string;
  readonly period: Period;
  readonly periodText: string;
  /** Instant until which an update is on time. */
  readonly cutOff: string;
  readonly items: readonly WorkItem[];
  readonly total: number;
  readonly next: string | null;
}

export interface WorkListFilter {
  readonly unit?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * What is to be reported in a period, by due date, with what a sufficient update needs and what has been sent. A lead unit
 * is shown its own.
 */
export class WorkListQuery extends Query<WorkList> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly period: string,
    readonly filter: WorkListFilter,
    /** Instant. */
    readonly asOf: string,
  ) {
    super();
  }
}

interface Row {
  readonly id: string;
  readonly revision: number;
  readonly taskTitle: string;
  readonly unitName: string;
  readonly status: AssignmentStatus;
  readonly currentDue: string | null;
  readonly percent: number | null;
  readonly scheduleKind: string;
  readonly hasBudget: number;
  readonly simulated: number;
}

/** After every due date. */
const NO_DUE = '9999';

@QueryHandler(WorkListQuery)
export class WorkListHandler implements IQueryHandler<WorkListQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly periods: PeriodRepository,
    private readonly readModels: ReadModels,
  ) {}

  /** @throws {Refusal} as {@link PeriodRepository.find}; `invalid-cursor` */
  async execute({ principal, programme, period, filter, asOf }: WorkListQuery): Promise<WorkList> {
    const { adopted, cutOff } = this.periods.find(programme, period);
    const visible = visibleSlots(principal);
    const rows = this.#rows(programme);
    const dueOf = (assignment: string) => rows.get(assignment)?.currentDue ?? NO_DUE;
    const expected = this.slots
      .slots({ programme, period, asOf, unit: filter.unit })
      .filter((slot) => slot.outcome !== 'exempt' && visible(slot) && rows.has(slot.assignment))
      .map((slot) => ({ slot, due: dueOf(slot.assignment) }))
      .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
      .map(({ slot }) => slot);
    const { items, total, next } = pageOf(expected, filter.cursor, filter.limit);
    const sent = this.#sent(
      items.map(({ assignment }) => assignment),
      period,
    );
    return {
      programme,
      period,
      periodText: periodText(period),
      cutOff,
      items: items.flatMap(({ assignment, task, unit, outcome, report }) => {
        const row = rows.get(assignment);
        if (!row) return [];
        const { taskTitle, unitName, revision, status, percent, currentDue, scheduleKind } = row;
        const lacks =
          outcome === 'insufficient' && report ? this.slots.lacks(programme, assignment).get(report) : [];
        const facts = { scheduleKind, hasBudget: row.hasBudget === 1, due: currentDue, period };
        return [
          {
            assignment,
            revision,
            task,
            taskTitle,
            unit,
            unitName,
            status,
            statusText: STATUS_TEXT[status],
            currentDue,
            percent,
            outcome,
            outcomeText: OUTCOME_TEXT[outcome],
            lacks: (lacks ?? []).map((lack) => LACK_TEXT[lack]),
            needs: needsOf(facts, adopted.policy),
            report: sent.get(assignment) ?? null,
            simulated: row.simulated === 1,
          },
        ];
      }),
      total,
      next,
    };
  }

  /** A programme's assignments by id. */
  #rows(programme: string): ReadonlyMap<string, Row> {
    const rows = this.readModels.db.$client
      .prepare<[string], Row>(
        `SELECT a.id, a.revision, t.title AS taskTitle, u.name AS unitName, a.status, a.current_due AS currentDue,
           a.percent, a.schedule_kind AS scheduleKind, a.budget_million_vnd IS NOT NULL AS hasBudget,
           a.simulated
         FROM tasks_assignments a
         JOIN catalogue_tasks t ON t.programme = a.programme AND t.code = a.task
         JOIN catalogue_units u ON u.id = a.unit WHERE a.programme = ?`,
      )
      .all(programme);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The newest update of a period, by assignment. */
  #sent(assignments: readonly string[], period: Period): ReadonlyMap<string, SentReport> {
    const rows = this.readModels.db.$client
      .prepare<
        [string, string],
        Omit<SentReport, 'difficulties'> & { readonly assignment: string; readonly difficulties: number }
      >(
        `SELECT assignment, event_id AS eventId, kind, percent, summary, difficulties, documents, deliverables,
           disbursed_vnd AS disbursedVnd, recorded_at AS recordedAt, returned_at AS returnedAt,
           return_reason AS returnReason
         FROM tasks_reports WHERE assignment IN (SELECT value FROM json_each(?)) AND period = ?
         ORDER BY assignment, revision`,
      )
      .all(JSON.stringify(assignments), period);
    return new Map(
      rows.map(({ assignment, difficulties, ...report }) => [
        assignment,
        { ...report, difficulties: difficulties === 1 },
      ]),
    );
  }
}
