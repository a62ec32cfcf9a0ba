import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { type SetTarget, setTarget } from '../../domain/indicator-measurement.decisions.js';
import type { IndicatorRef } from '../../domain/indicator-measurement.state.js';
import { IndicatorRepository } from '../../indicator.repository.js';

/** Sets or revises the target of an indicator, or of a unit on it, for a year by a document. */
export class SetTargetCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly indicator: IndicatorRef,
    readonly content: SetTarget,
  ) {
    super();
  }
}

@CommandHandler(SetTargetCommand)
export class SetTargetHandler implements ICommandHandler<SetTargetCommand, CommandResult> {
  constructor(private readonly indicators: IndicatorRepository) {}

  execute({ context, indicator, content }: SetTargetCommand): Promise<CommandResult> {
    return this.indicators.setTarget(indicator, context, (state, facts) => setTarget(state, content, facts));
  }
}
