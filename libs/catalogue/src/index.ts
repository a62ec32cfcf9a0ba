export { CatalogueModule } from './catalogue.module.js';
export * from './check/index.js';
export { ConfirmImportCommand } from './commands/confirm-import/confirm-import.command.js';
export { LoadProgrammeCommand } from './commands/load-programme/load-programme.command.js';
export { PrepareImportCommand } from './commands/prepare-import/prepare-import.command.js';
export { INDICATOR_LABELS } from './domain/indicator.decisions.js';
export {
  type Baseline,
  CADENCES,
  type Cadence,
  DIRECTIONS,
  type Direction,
  type Formula,
  type IndicatorAmended,
  type IndicatorChange,
  type IndicatorDefined,
  type IndicatorEvents,
  PATH_KINDS,
  type Path,
  type PathPoint,
  ROLL_UPS,
  type RolledUp,
  type RollUp,
  type SystemFigure,
  TIMINGS,
  type Timing,
  type YearTarget,
} from './domain/indicator.events.js';
export { targetFlaws } from './domain/indicator.flaws.js';
export {
  type Indicator,
  type IndicatorDetails,
  type IndicatorState,
  indicatorId,
  indicatorState,
  indicatorStream,
} from './domain/indicator.state.js';
export { expandLeadUnits, type LeadUnit } from './domain/lead-units.js';
export { PROGRAMME_LABELS } from './domain/programme.decisions.js';
export type { ProgrammeEvents, ProgrammeRegistered, SourceBody } from './domain/programme.events.js';
export {
  type Programme,
  type ProgrammeState,
  programmeState,
  programmeStream,
  type Section,
} from './domain/programme.state.js';
export * from './domain/schedule/index.js';
export * from './domain/target/index.js';
export { TASK_LABELS } from './domain/task.decisions.js';
export type {
  AuthorityBody,
  MilestoneBody,
  ScheduleBody,
  TaskChange,
  TaskEvents,
  TaskRegistered,
} from './domain/task.events.js';
export { correctionText, shownValue, TASK_SENTENCES } from './domain/task.sentences.js';
export { type Task, type TaskState, taskId, taskState, taskStream } from './domain/task.state.js';
export {
  UNIT_KINDS,
  type UnitEvents,
  type UnitKind,
  type UnitRegistered,
  type UnitRenamed,
} from './domain/unit.events.js';
export { type Unit, type UnitState, unitState, unitStream } from './domain/unit.state.js';
export type { UnitGroupDefined, UnitGroupEvents } from './domain/unit-group.events.js';
export { isMember, type UnitGroup, unitGroupState, unitGroupStream } from './domain/unit-group.state.js';
export { IndicatorDto } from './http/catalogue.dto.js';
export {
  budgetOf,
  type ImportView,
  importView,
  type PrepareImportDto,
  prepareRequest,
  writtenCell,
} from './http/imports.dto.js';
export { type UploadedFile, uploadedFile } from './http/uploaded-file.js';
export {
  columnName,
  DEFAULT_IMPORT_LIMITS,
  type ImportLimits,
  readInWorker,
  readSourceDocument,
  readSourceFile,
} from './importing/files/index.js';
export { IMPORT_SETTINGS, type ImportSettings } from './importing/import-settings.js';
export type { ImportResult } from './importing/import-store.js';
export { PreviewStore } from './importing/preview-store.js';
export { programmeIdFor } from './importing/programme-id.js';
export type { SourceCell, SourceDocument, SourceRow, SourceTable } from './importing/source-document.js';
export { loadCalendars } from './loading/calendars.js';
export { CatalogueLoader, type LoadResult } from './loading/catalogue-loader.js';
export { configFolder } from './loading/config-folder.js';
export { inChunks } from './loading/in-chunks.js';
export { GetImportQuery } from './queries/get-import/get-import.query.js';
export { GetProgrammeQuery } from './queries/get-programme/get-programme.query.js';
export { GetTaskQuery } from './queries/get-task/get-task.query.js';
export { ListGroupsQuery, type UnitGroupView } from './queries/list-groups/list-groups.query.js';
export { type IndicatorView, ListIndicatorsQuery } from './queries/list-indicators/list-indicators.query.js';
export { ListProgrammesQuery } from './queries/list-programmes/list-programmes.query.js';
export { ListTasksQuery, type TaskFilter } from './queries/list-tasks/list-tasks.query.js';
export { ListUnitsQuery, type UnitFilter, type UnitView } from './queries/list-units/list-units.query.js';
export { ProgrammeDirectory, type ProgrammeView } from './queries/programme-directory.js';
export { readTask } from './queries/read-task.js';
export { type TaskHistoryLine, TaskHistoryQuery } from './queries/task-history/task-history.query.js';
export type { TaskView } from './queries/task-view.js';
export { type NamedRef, UnitDirectory } from './queries/unit-directory.js';
export { catalogueReadModels } from './read-models/read-models.js';
