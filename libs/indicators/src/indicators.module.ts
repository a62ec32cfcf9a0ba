import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { CorrectMeasurementHandler } from './commands/correct-measurement/correct-measurement.command.js';
import { RecordMeasurementHandler } from './commands/record-measurement/record-measurement.command.js';
import { SetTargetHandler } from './commands/set-target/set-target.command.js';
import { IndicatorsController } from './http/indicators.controller.js';
import { IndicatorRepository } from './indicator.repository.js';
import { IndicatorReader } from './indicator-reader.js';
import { GetIndicatorHandler } from './queries/get-indicator/get-indicator.query.js';
import { JudgeIndicatorsHandler } from './queries/judge-indicators/judge-indicators.query.js';

/** Needs, provided globally: EVENT_LOG, CLOCK, ReadModels, CqrsModule, the door of #access. */
@Module({
  imports: [CatalogueModule],
  controllers: [IndicatorsController],
  providers: [
    RecordMeasurementHandler,
    CorrectMeasurementHandler,
    SetTargetHandler,
    JudgeIndicatorsHandler,
    GetIndicatorHandler,
    IndicatorRepository,
    IndicatorReader,
  ],
})
export class IndicatorsModule {}
