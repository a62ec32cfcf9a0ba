export { CorrectMeasurementCommand } from './commands/correct-measurement/correct-measurement.command.js';
export { RecordMeasurementCommand } from './commands/record-measurement/record-measurement.command.js';
export { SetTargetCommand } from './commands/set-target/set-target.command.js';
export type {
  CorrectMeasurement,
  RecordMeasurement,
  SetTarget,
} from './domain/indicator-measurement.decisions.js';
export type * from './domain/indicator-measurement.events.js';
export { type Judgement, targetText, VERDICT_TEXT, VERDICTS, type Verdict } from './domain/judgement.js';
export { figureText, readVietnameseNumber } from './domain/vietnamese-number.js';
export type { IndicatorRef } from './indicator.repository.js';
export type { JudgedIndicator } from './indicator-reader.js';
export * from './indicators.module.js';
export {
  GetIndicatorQuery,
  type IndicatorDetail,
  type MeasurementVersion,
  type TargetVersion,
} from './queries/get-indicator/get-indicator.query.js';
export { JudgeIndicatorsQuery } from './queries/judge-indicators/judge-indicators.query.js';
export { indicatorsReadModel } from './read-models/indicators/indicators.projection.js';
