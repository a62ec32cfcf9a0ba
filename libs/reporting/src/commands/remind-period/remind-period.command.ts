import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, envelopeFor } from '#access';
import type { CommandResult } from '#event-log';
import { CLOCK, type Clock } from '#kernel';
import { remind } from '../../domain/period.decisions.js';
import type { RemindedUnit } from '../../domain/period.events.js';
import { notYetReported } from '../../domain/reminders.js';
import { PeriodRepository } from '../../period.repository.js';
import { SlotService } from '../../slot.service.js';

export interface RemindResult extends CommandResult {
  /** Those who were reminded; none where everybody had reported. */
  readonly units: readonly RemindedUnit[];
}

/** Reminds, by hand and before the cut-off, those who have not reported for a period. */
export class RemindPeriodCommand extends Command<RemindResult> {
  constructor(
    readonly context: CommandContext,
    readonly programme: string,
    readonly period: string,
  ) {
    super();
  }
}

@CommandHandler(RemindPeriodCommand)
export class RemindPeriodHandler implements ICommandHandler<RemindPeriodCommand, RemindResult> {
  constructor(
    private readonly periods: PeriodRepository,
    private readonly slots: SlotService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, programme, period }: RemindPeriodCommand): Promise<RemindResult> {
    const envelope = envelopeFor(context, 'period.remind');
    const known = this.periods.find(programme, period);
    await this.periods.upToDate();
    const units = notYetReported(this.slots.slots({ programme, period, asOf: this.clock.now() }));
    const result = await this.periods.carryOut(
      known,
      envelope,
      (state, at) =>
        remind(state, { programme, period, workingDaysBefore: null, at, cutOff: known.cutOff, units }, at),
      context.demandedRevision,
    );
    if (!result.repeated) return { ...result, units };
    const [sent] = await this.periods.writtenBy(known, context.commandId);
    return { ...result, units: (sent?.data.units ?? []) as readonly RemindedUnit[] };
  }
}
