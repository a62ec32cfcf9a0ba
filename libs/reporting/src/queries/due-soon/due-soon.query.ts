import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import {
  addDays,
  addWorkingDays,
  CLOCK,
  type Clock,
  daysBetween,
  isWorkingDay,
  localDate,
  type Period,
} from '#kernel';
import { ReadModels } from '#projections';
import { cutOffOf, policyOn } from '../../domain/policy.js';
import { SlotService } from '../../slot.service.js';

export interface DueDay {
  /** Day, `YYYY-MM-DD`. */
  readonly due: string;
  /** Working days from today until then; 0 today. */
  readonly workingDaysLeft: number;
  readonly tasks: number;
  readonly assignments: number;
}

export interface ComingCutOff {
  readonly period: Period;
  /** Instant. */
  readonly cutOff: string;
  readonly workingDaysLeft: number;
}

export interface DueSoon {
  readonly programme: string;
  readonly workingDays: number;
  /** Today and the last day that is looked at. */
  readonly from: string;
  readonly until: string;
  /** Days on which something falls due, the first one first. */
  readonly days: readonly DueDay[];
  /** The cut-offs of reporting periods that have begun. */
  readonly cutOffs: readonly ComingCutOff[];
}

/**
 * What falls due within some working days from today on: assignments that are not finished, by their due date, and the
 * cut-offs of reports. Working days are those of the policy in force; without one nothing is counted. A lead unit is
 * shown its own.
 */
export class DueSoonQuery extends Query<DueSoon> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly workingDays: number,
  ) {
    super();
  }
}

type Values = Record<string, string>;

@QueryHandler(DueSoonQuery)
export class DueSoonHandler implements IQueryHandler<DueSoonQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws {CalendarYearMissingError} the span reaches into a year without a calendar */
  async execute({ principal, programme, workingDays }: DueSoonQuery): Promise<DueSoon> {
    const scope = scopeOf(principal, 'assignment.read');
    const now = this.clock.now();
    const today = localDate(now);
    const adopted = policyOn(this.slots.policies(programme), today);
    const empty = { programme, workingDays, from: today, until: today, days: [], cutOffs: [] };
    if (!adopted) return empty;
    const until = addWorkingDays(today, workingDays, adopted.calendar);
    let left = 0;
    const workingDaysLeft = new Map([[today, left]]);
    for (const day of daysBetween(addDays(today, 1), until)) {
      if (isWorkingDay(day, adopted.calendar)) left += 1;
      workingDaysLeft.set(day, left);
    }
    const leftUntil = (day: string) => workingDaysLeft.get(day) ?? 0;
    const days = this.readModels.db.$client
      .prepare<[Values], Omit<DueDay, 'workingDaysLeft'>>(
        `SELECT current_due AS due, count(DISTINCT task) AS tasks, count(*) AS assignments FROM tasks_assignments
         WHERE programme = @programme AND current_due BETWEEN @today AND @until
           AND assignment_bucket(status, current_due, completed_on, proposed_on, @today)
             IN ('inProgressOnTime', 'notStartedOnTime')
           ${scope === 'all' ? '' : 'AND unit IN (SELECT value FROM json_each(@scope))'}
         GROUP BY current_due ORDER BY current_due`,
      )
      .all({ programme, today, until, scope: JSON.stringify(scope) })
      .map((row) => ({ ...row, workingDaysLeft: leftUntil(row.due) }));
    const cutOffs = this.slots.periods(programme, now).flatMap(({ period, adopted: inForce }) => {
      const cutOff = cutOffOf(inForce, period);
      const day = localDate(cutOff);
      return cutOff >= now && day <= until ? [{ period, cutOff, workingDaysLeft: leftUntil(day) }] : [];
    });
    return { ...empty, until, days, cutOffs };
  }
}
