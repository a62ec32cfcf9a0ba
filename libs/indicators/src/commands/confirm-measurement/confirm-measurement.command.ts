import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { confirmMeasurement } from '../../domain/indicator-measurement.decisions.js';
import type { IndicatorRef } from '../../domain/indicator-measurement.state.js';
import { IndicatorRepository } from '../../indicator.repository.js';

/** Stands by figures that another person recorded or corrected. */
export class ConfirmMeasurementCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly indicator: IndicatorRef,
    readonly measurement: string,
  ) {
    super();
  }
}

@CommandHandler(ConfirmMeasurementCommand)
export class ConfirmMeasurementHandler implements ICommandHandler<ConfirmMeasurementCommand, CommandResult> {
  constructor(private readonly indicators: IndicatorRepository) {}

  execute({ context, indicator, measurement }: ConfirmMeasurementCommand): Promise<CommandResult> {
    return this.indicators.measure(indicator, context, (state, facts) =>
      confirmMeasurement(state, measurement, facts),
    );
  }
}
