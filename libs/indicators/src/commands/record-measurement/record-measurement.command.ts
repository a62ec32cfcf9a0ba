import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { type RecordMeasurement, recordMeasurement } from '../../domain/indicator-measurement.decisions.js';
import type { IndicatorRef } from '../../domain/indicator-measurement.state.js';
import { IndicatorRepository } from '../../indicator.repository.js';

/** Records the figures of an indicator, or of a unit on it, for a month, a quarter or a year. */
export class RecordMeasurementCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly indicator: IndicatorRef,
    readonly content: RecordMeasurement,
  ) {
    super();
  }
}

@CommandHandler(RecordMeasurementCommand)
export class RecordMeasurementHandler implements ICommandHandler<RecordMeasurementCommand, CommandResult> {
  constructor(private readonly indicators: IndicatorRepository) {}

  execute({ context, indicator, content }: RecordMeasurementCommand): Promise<CommandResult> {
    return this.indicators.measure(indicator, context, (state, facts) =>
      recordMeasurement(state, content, facts),
    );
  }
}
