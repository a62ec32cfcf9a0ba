import { Module } from '@nestjs/common';
import { ConfirmImportHandler } from './commands/confirm-import/confirm-import.command.js';
import { LoadProgrammeHandler } from './commands/load-programme/load-programme.command.js';
import { PrepareImportHandler } from './commands/prepare-import/prepare-import.command.js';
import { ImportLimitsController } from './http/import-limits.controller.js';
import { ImportsController } from './http/imports.controller.js';
import { ProgrammesController } from './http/programmes.controller.js';
import { UnitsController } from './http/units.controller.js';
import { ImportService } from './importing/import.service.js';
import { CatalogueLoader } from './loading/catalogue-loader.js';
import { GetImportHandler } from './queries/get-import/get-import.query.js';
import { GetProgrammeHandler } from './queries/get-programme/get-programme.query.js';
import { GetTaskHandler } from './queries/get-task/get-task.query.js';
import { ListGroupsHandler } from './queries/list-groups/list-groups.query.js';
import { ListIndicatorsHandler } from './queries/list-indicators/list-indicators.query.js';
import { ListProgrammesHandler } from './queries/list-programmes/list-programmes.query.js';
import { ListTasksHandler } from './queries/list-tasks/list-tasks.query.js';
import { ListUnitsHandler } from './queries/list-units/list-units.query.js';
import { ProgrammeDirectory } from './queries/programme-directory.js';
import { TaskHistoryHandler } from './queries/task-history/task-history.query.js';
import { UnitDirectory } from './queries/unit-directory.js';

/** Needs, provided globally: EVENT_LOG, CLOCK, ReadModels, IMPORT_SETTINGS, CqrsModule, the door of #access. */
@Module({
  controllers: [UnitsController, ProgrammesController, ImportsController, ImportLimitsController],
  providers: [
    CatalogueLoader,
    ImportService,
    PrepareImportHandler,
    ConfirmImportHandler,
    GetImportHandler,
    UnitDirectory,
    ProgrammeDirectory,
    LoadProgrammeHandler,
    ListUnitsHandler,
    ListGroupsHandler,
    ListProgrammesHandler,
    GetProgrammeHandler,
    ListTasksHandler,
    GetTaskHandler,
    TaskHistoryHandler,
    ListIndicatorsHandler,
  ],
  exports: [CatalogueLoader, UnitDirectory, ProgrammeDirectory],
})
export class CatalogueModule {}
