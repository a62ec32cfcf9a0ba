import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { requestReopening } from '../../domain/period.decisions.js';
import { PeriodRepository } from '../../period.repository.js';

/** Asks to reopen a closed period; where the policy asks for no second person, reopens it. */
export class RequestReopeningCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly programme: string,
    readonly period: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RequestReopeningCommand)
export class RequestReopeningHandler implements ICommandHandler<RequestReopeningCommand, CommandResult> {
  constructor(private readonly periods: PeriodRepository) {}

  async execute({ context, programme, period, reason }: RequestReopeningCommand): Promise<CommandResult> {
    const known = this.periods.find(programme, period);
    const fourEyes = known.adopted.policy.fourEyes?.includes('period-reopen') ?? false;
    return this.periods.execute(known, context, (state, by) =>
      requestReopening(state, { programme, period, by, fourEyes }, reason),
    );
  }
}
