import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { type CorrectMeasurement, correctMeasurement } from '../../domain/indicator-measurement.decisions.js';
import type { IndicatorRef } from '../../domain/indicator-measurement.state.js';
import { IndicatorRepository } from '../../indicator.repository.js';

/** Puts other figures in the place of those that stand, with the reason. */
export class CorrectMeasurementCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly indicator: IndicatorRef,
    readonly content: CorrectMeasurement,
  ) {
    super();
  }
}

@CommandHandler(CorrectMeasurementCommand)
export class CorrectMeasurementHandler implements ICommandHandler<CorrectMeasurementCommand, CommandResult> {
  constructor(private readonly indicators: IndicatorRepository) {}

  execute({ context, indicator, content }: CorrectMeasurementCommand): Promise<CommandResult> {
    return this.indicators.measure(indicator, context, (state, facts) =>
      correctMeasurement(state, content, facts),
    );
  }
}
