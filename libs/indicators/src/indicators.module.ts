import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { CatalogueModule } from '#catalogue';
import { ReportingModule } from '#reporting';
import { SheetService } from './bulk/sheet.service.js';
import { ConfirmMeasurementHandler } from './commands/confirm-measurement/confirm-measurement.command.js';
import { ConfirmSheetHandler } from './commands/confirm-sheet/confirm-sheet.command.js';
import { CorrectMeasurementHandler } from './commands/correct-measurement/correct-measurement.command.js';
import { PrepareSheetHandler } from './commands/prepare-sheet/prepare-sheet.command.js';
import { RecordMeasurementHandler } from './commands/record-measurement/record-measurement.command.js';
import { SetTargetHandler } from './commands/set-target/set-target.command.js';
import { WithdrawMeasurementHandler } from './commands/withdraw-measurement/withdraw-measurement.command.js';
import { IndicatorsController } from './http/indicators.controller.js';
import { SheetsController } from './http/sheets.controller.js';
import { IndicatorRepository } from './indicator.repository.js';
import { IndicatorReader } from './indicator-reader.js';
import { OwnIndicatorsProcess } from './own-indicators/own-indicators.process.js';
import { GetIndicatorHandler } from './queries/get-indicator/get-indicator.query.js';
import { GetSheetHandler } from './queries/get-sheet/get-sheet.query.js';
import { IndicatorUnitsHandler } from './queries/indicator-units/indicator-units.query.js';
import { JudgeIndicatorsHandler } from './queries/judge-indicators/judge-indicators.query.js';
import { SheetTemplateHandler } from './queries/sheet-template/sheet-template.query.js';

/** Needs, provided globally: EVENT_LOG, CLOCK, ReadModels, IMPORT_SETTINGS, CqrsModule and what AccessModule needs. */
@Module({
  imports: [AccessModule, CatalogueModule, ReportingModule],
  controllers: [IndicatorsController, SheetsController],
  providers: [
    RecordMeasurementHandler,
    CorrectMeasurementHandler,
    ConfirmMeasurementHandler,
    WithdrawMeasurementHandler,
    SetTargetHandler,
    JudgeIndicatorsHandler,
    GetIndicatorHandler,
    IndicatorUnitsHandler,
    SheetService,
    PrepareSheetHandler,
    ConfirmSheetHandler,
    GetSheetHandler,
    SheetTemplateHandler,
    IndicatorRepository,
    IndicatorReader,
    OwnIndicatorsProcess,
  ],
  exports: [IndicatorReader, OwnIndicatorsProcess],
})
export class IndicatorsModule {}
