export { type CellFlaw, readSheet, wrongPeriods } from './bulk/read-sheet.js';
export type { SheetResult } from './bulk/sheet.service.js';
export { templateLines } from './bulk/sheet-template.js';
export { writeSheet } from './bulk/write-sheet.js';
export { ConfirmMeasurementCommand } from './commands/confirm-measurement/confirm-measurement.command.js';
export { ConfirmSheetCommand } from './commands/confirm-sheet/confirm-sheet.command.js';
export { CorrectMeasurementCommand } from './commands/correct-measurement/correct-measurement.command.js';
export { PrepareSheetCommand } from './commands/prepare-sheet/prepare-sheet.command.js';
export { RecordMeasurementCommand } from './commands/record-measurement/record-measurement.command.js';
export { SetTargetCommand } from './commands/set-target/set-target.command.js';
export { WithdrawMeasurementCommand } from './commands/withdraw-measurement/withdraw-measurement.command.js';
export type {
  CorrectMeasurement,
  RecordMeasurement,
  SetTarget,
  WithdrawMeasurement,
} from './domain/indicator-measurement.decisions.js';
export type * from './domain/indicator-measurement.events.js';
export { INDICATOR_MEASUREMENT_EVENT_TYPES } from './domain/indicator-measurement.events.js';
export {
  figuresStream,
  type IndicatorRef,
  type MeasuredIndicatorState,
  measuredIndicatorState,
} from './domain/indicator-measurement.state.js';
export {
  eventsOf,
  type Judgement,
  judge,
  targetText,
  VERDICT_TEXT,
  VERDICTS,
  type Verdict,
} from './domain/judgement.js';
export { addsUp } from './domain/measure-unit.js';
export { figureText, readVietnameseNumber } from './domain/vietnamese-number.js';
export { type SheetViewDto, scopeOfTemplate, sheetView } from './http/sheets.dto.js';
export {
  type ExpectedPeriods,
  type IndicatorOverTime,
  IndicatorReader,
  type JudgedIndicator,
  type KnownIndicator,
  type RolledPeriod,
  type RolledUpFigures,
  type WaitingFigure,
} from './indicator-reader.js';
export * from './indicators.module.js';
export { OwnIndicatorsProcess } from './own-indicators/own-indicators.process.js';
export {
  GetIndicatorQuery,
  type IndicatorDetail,
  type MeasurementVersion,
  type TargetVersion,
} from './queries/get-indicator/get-indicator.query.js';
export {
  type IndicatorUnits,
  IndicatorUnitsQuery,
  type UnitFigure,
  type UnitFigureStatus,
} from './queries/indicator-units/indicator-units.query.js';
export { JudgeIndicatorsQuery } from './queries/judge-indicators/judge-indicators.query.js';
export { SheetTemplateQuery } from './queries/sheet-template/sheet-template.query.js';
export { indicatorsReadModel } from './read-models/indicators/indicators.projection.js';
