import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import { Refusal } from '#kernel';
import { ReadModels } from '#projections';
import type { Trail } from '../../domain/trail.js';
import { type TrailDays, TrailReader } from '../trail-reader.js';

/**
 * Who answered for a task. A lead unit is shown its own part of it.
 * @throws {Refusal} not-found `task-not-found`; forbidden, also for a lead unit that never held the task;
 *   unprocessable `as-of-in-future`
 */
export class TaskTrailQuery extends Query<Trail> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly task: string,
    readonly days: TrailDays = {},
  ) {
    super();
  }
}

@QueryHandler(TaskTrailQuery)
export class TaskTrailHandler implements IQueryHandler<TaskTrailQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly reader: TrailReader,
  ) {}

  async execute({ principal, programme, task, days }: TaskTrailQuery): Promise<Trail> {
    const units = scopeOf(principal, 'trail.read');
    const client = this.readModels.db.$client;
    const name = client
      .prepare<[string, string], string>('SELECT title FROM catalogue_tasks WHERE programme = ? AND code = ?')
      .pluck()
      .get(programme, task);
    if (name === undefined) {
      throw new Refusal(
        'not-found',
        'task-not-found',
        `Không có nhiệm vụ ${task} trong chương trình “${programme}”.`,
      );
    }
    if (units !== 'all' && !this.#held(programme, task, units)) {
      throw new Refusal(
        'forbidden',
        'forbidden',
        'Nhiệm vụ này không giao cho đơn vị của bạn; chỉ được xem hồ sơ trách nhiệm trong phạm vi đơn vị mình.',
      );
    }
    return this.reader.read(
      { kind: 'task', id: `${programme}.${task}`, name },
      { programme, task, units },
      days,
    );
  }

  #held(programme: string, task: string, units: readonly string[]): boolean {
    const held = this.readModels.db.$client
      .prepare<[string, string, string], number>(
        `SELECT 1 FROM tasks_assignments WHERE programme = ? AND task = ?
           AND unit IN (SELECT value FROM json_each(?)) LIMIT 1`,
      )
      .pluck()
      .get(programme, task, JSON.stringify(units));
    return held !== undefined;
  }
}
