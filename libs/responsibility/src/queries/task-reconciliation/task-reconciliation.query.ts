import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import { type Principal, scopeOf } from '#access';
import { GetTaskQuery, UnitDirectory } from '#catalogue';
import type { JsonObject } from '#event-log';
import { Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { SlotService } from '#reporting';
import { type AssignmentStatus, STATUS_TEXT, statusAt } from '#tasks';
import { FactsReader } from '#warnings';
import {
  leftOn,
  type ReconciledAssignment,
  reconcileAssignment,
  reconcileTask,
  type TaskMonth,
} from '../../domain/reconciliation.js';
import { deedsOf, promisesOf, type RecordedDeed, type TaskPromises } from '../../domain/task-deeds.js';
import { history } from '../../read-models/history/history.table.js';

/** One assignment with its lines, and how it stood. */
export interface AssignmentReconciliation extends ReconciledAssignment {
  readonly status: AssignmentStatus;
  readonly statusText: string;
  /** Whether it comes from a simulation. */
  readonly simulated: boolean;
}

/** Progress, money and deliverables of a task side by side, period by period. */
export interface TaskReconciliation {
  readonly programme: string;
  readonly task: string;
  readonly title: string;
  /** Instant up to which facts count. */
  readonly asOf: string;
  /** Whether only the reader's own unit's part is shown, and summed up. */
  readonly ownPartOnly: boolean;
  readonly simulated: boolean;
  readonly promises: TaskPromises;
  readonly months: readonly TaskMonth[];
  /** In the order of their units' ids. */
  readonly assignments: readonly AssignmentReconciliation[];
}

/**
 * Progress, money and deliverables of a task, with what of it contradicts what. A lead unit is shown its own part.
 * @throws {Refusal} not-found `task-not-found`; forbidden, also for a lead unit that never held the task
 */
export class TaskReconciliationQuery extends Query<TaskReconciliation> {
  /**
   * @param asOf instant up to which facts count
   * @param unit this unit's part alone, also in the sums; one that never held the task has none
   */
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly task: string,
    readonly asOf: string,
    readonly unit?: string,
  ) {
    super();
  }
}

@QueryHandler(TaskReconciliationQuery)
export class TaskReconciliationHandler implements IQueryHandler<TaskReconciliationQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly queries: QueryBus,
    private readonly slotService: SlotService,
    private readonly units: UnitDirectory,
  ) {}

  async execute(query: TaskReconciliationQuery): Promise<TaskReconciliation> {
    const { principal, programme, task, asOf, unit } = query;
    const units = scopeOf(principal, 'assignment.read');
    const { title } = await this.queries.execute(new GetTaskQuery(programme, task));
    const all = this.#assignments(programme, task, asOf);
    const mayRead = all.filter((one) => units === 'all' || units.includes(one.unit));
    const ids = mayRead.filter((one) => unit === undefined || one.unit === unit).map(({ id }) => id);
    if (units !== 'all' && ids.length === 0) {
      throw new Refusal(
        'forbidden',
        'forbidden',
        'Nhiệm vụ này không giao cho đơn vị của bạn; chỉ được xem phần của đơn vị mình.',
      );
    }
    const events = this.#events(programme, task, asOf);
    const promises = promisesOf(events.get(null) ?? []);
    const policies = this.slotService.policies(programme);
    const slots = Map.groupBy(
      this.slotService.slots({ programme, task, unit, asOf }),
      ({ assignment }) => assignment,
    );
    const names = this.units.names();
    const assignments = new FactsReader(this.readModels.db).some(ids).map(({ id, facts, simulated }) => {
      const status = statusAt(facts, asOf) ?? 'assigned';
      return {
        assignment: id,
        unit: facts.unit,
        unitName: names.get(facts.unit) ?? facts.unit,
        status,
        statusText: STATUS_TEXT[status],
        leftOn: leftOn(facts, asOf),
        simulated,
        months: reconcileAssignment({
          assignment: facts,
          slots: slots.get(id) ?? [],
          deeds: deedsOf(events.get(id) ?? []),
          promised: promises.deliverables.length,
          policies,
          asOf,
        }),
      };
    });
    return {
      programme,
      task,
      title,
      asOf,
      ownPartOnly: units !== 'all',
      simulated: assignments.some(({ simulated }) => simulated),
      promises,
      months: reconcileTask(assignments, promises),
      assignments,
    };
  }

  #assignments(
    programme: string,
    task: string,
    asOf: string,
  ): readonly { readonly id: string; readonly unit: string }[] {
    return this.readModels.db.$client
      .prepare<[string, string, string], { readonly id: string; readonly unit: string }>(
        'SELECT id, unit FROM tasks_assignments WHERE programme = ? AND task = ? AND assigned_at <= ?',
      )
      .all(programme, task, asOf);
  }

  /** What had been recorded by an instant, oldest first: by assignment; under null what was of the task itself. */
  #events(
    programme: string,
    task: string,
    asOf: string,
  ): ReadonlyMap<string | null, readonly RecordedDeed[]> {
    const { assignment, eventId, type, effectiveOn, data } = history;
    const rows = this.readModels.db
      .select({ assignment, eventId, type, effectiveOn, data })
      .from(history)
      .where(
        and(
          eq(history.programme, programme),
          eq(history.task, task),
          isNull(history.warningRule),
          lte(history.recordedAt, asOf),
        ),
      )
      .orderBy(asc(history.position))
      .all()
      .map((row) => ({ ...row, data: JSON.parse(row.data) as JsonObject }));
    return Map.groupBy(rows, (row) => row.assignment);
  }
}
