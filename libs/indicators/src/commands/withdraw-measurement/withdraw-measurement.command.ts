import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import {
  type WithdrawMeasurement,
  withdrawMeasurement,
} from '../../domain/indicator-measurement.decisions.js';
import type { IndicatorRef } from '../../domain/indicator-measurement.state.js';
import { IndicatorRepository } from '../../indicator.repository.js';

/** Withdraws the figures that stand for a period, with the reason. */
export class WithdrawMeasurementCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly indicator: IndicatorRef,
    readonly content: WithdrawMeasurement,
  ) {
    super();
  }
}

@CommandHandler(WithdrawMeasurementCommand)
export class WithdrawMeasurementHandler
  implements ICommandHandler<WithdrawMeasurementCommand, CommandResult>
{
  constructor(private readonly indicators: IndicatorRepository) {}

  execute({ context, indicator, content }: WithdrawMeasurementCommand): Promise<CommandResult> {
    return this.indicators.measure(indicator, context, (state, facts) =>
      withdrawMeasurement(state, content, facts),
    );
  }
}
