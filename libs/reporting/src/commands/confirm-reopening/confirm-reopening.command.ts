import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { confirmReopening } from '../../domain/period.decisions.js';
import { PeriodRepository } from '../../period.repository.js';

/** Reopens a closed period at the request of somebody else. */
export class ConfirmReopeningCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly programme: string,
    readonly period: string,
  ) {
    super();
  }
}

@CommandHandler(ConfirmReopeningCommand)
export class ConfirmReopeningHandler implements ICommandHandler<ConfirmReopeningCommand, CommandResult> {
  constructor(private readonly periods: PeriodRepository) {}

  async execute({ context, programme, period }: ConfirmReopeningCommand): Promise<CommandResult> {
    const known = this.periods.find(programme, period);
    return this.periods.execute(known, context, (state, by) =>
      confirmReopening(state, { programme, period, by }),
    );
  }
}
