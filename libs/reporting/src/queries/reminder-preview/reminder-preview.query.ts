import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import { CLOCK, type Clock, type Period } from '#kernel';
import { ReadModels } from '#projections';
import { notYetReported, reminderText } from '../../domain/reminders.js';
import { PeriodRepository } from '../../period.repository.js';
import { SlotService } from '../../slot.service.js';
import { namesOf } from '../period-slots/period-slots.query.js';

export interface ReminderReceiver {
  readonly unit: string;
  readonly unitName: string;
  /** How many of its assignments have no report yet. */
  readonly assignments: number;
  /** What the unit reads. */
  readonly text: string;
}

export interface ReminderPreview {
  readonly period: Period;
  readonly cutOff: string;
  /** False once the cut-off has passed: nobody is reminded any more. */
  readonly canBeSent: boolean;
  readonly units: readonly ReminderReceiver[];
}

/** Whom a reminder would reach now, and what each would read. Nothing is written. */
export class ReminderPreviewQuery extends Query<ReminderPreview> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly period: string,
  ) {
    super();
  }
}

@QueryHandler(ReminderPreviewQuery)
export class ReminderPreviewHandler implements IQueryHandler<ReminderPreviewQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
    private readonly periods: PeriodRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, programme, period }: ReminderPreviewQuery): Promise<ReminderPreview> {
    actorFor(principal, 'period.remind');
    const { cutOff } = this.periods.find(programme, period);
    const now = this.clock.now();
    const nameOf = namesOf(this.readModels, programme);
    const units = notYetReported(this.slots.slots({ programme, period, asOf: now })).map(
      ({ unit, assignments }) => {
        const { unitName } = nameOf({ task: '', unit });
        return { unit, unitName, assignments, text: reminderText(unitName, assignments, period, cutOff) };
      },
    );
    return { period, cutOff, canBeSent: now <= cutOff, units };
  }
}
