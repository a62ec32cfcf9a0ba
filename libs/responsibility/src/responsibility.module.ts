import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { CatalogueModule } from '#catalogue';
import { ReportingModule } from '#reporting';
import { HistoryController } from './http/history.controller.js';
import { TrailsController } from './http/trails.controller.js';
import { WarningHistoryController } from './http/warning-history.controller.js';
import { AssignmentHistoryHandler } from './queries/assignment-history/assignment-history.query.js';
import { HistoryLines } from './queries/history-lines.js';
import { TaskTrailHandler } from './queries/task-trail/task-trail.query.js';
import { TrailReader } from './queries/trail-reader.js';
import { UnitTrailHandler } from './queries/unit-trail/unit-trail.query.js';
import { WarningHistoryHandler } from './queries/warning-history/warning-history.query.js';

/**
 * Needs, provided globally: CLOCK, CqrsModule, and ReadModels with `responsibilityReadModels` and the models of
 * access, catalogue, tasks and reporting among them.
 */
@Module({
  imports: [AccessModule, CatalogueModule, ReportingModule],
  controllers: [HistoryController, WarningHistoryController, TrailsController],
  providers: [
    HistoryLines,
    TrailReader,
    AssignmentHistoryHandler,
    WarningHistoryHandler,
    UnitTrailHandler,
    TaskTrailHandler,
  ],
})
export class ResponsibilityModule {}
