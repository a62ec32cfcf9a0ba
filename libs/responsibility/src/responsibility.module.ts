import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { CatalogueModule } from '#catalogue';
import { ReportingModule } from '#reporting';
import { DiffController } from './http/diff.controller.js';
import { HistoryController } from './http/history.controller.js';
import { LookUpController } from './http/look-up.controller.js';
import { ReconciliationController } from './http/reconciliation.controller.js';
import { ThingsController } from './http/things.controller.js';
import { TrailsController } from './http/trails.controller.js';
import { WarningHistoryController } from './http/warning-history.controller.js';
import { AccountTrailHandler } from './queries/account-trail/account-trail.query.js';
import { AssignmentHistoryHandler } from './queries/assignment-history/assignment-history.query.js';
import { DiffHandler } from './queries/diff/diff.query.js';
import { FieldHistoryHandler } from './queries/field-history/field-history.query.js';
import { HistoryLines } from './queries/history-lines.js';
import { SearchHandler } from './queries/search/search.query.js';
import { StoredEventHandler } from './queries/stored-event/stored-event.query.js';
import { TaskReconciliationHandler } from './queries/task-reconciliation/task-reconciliation.query.js';
import { TaskTrailHandler } from './queries/task-trail/task-trail.query.js';
import { ThingHistoryHandler } from './queries/thing-history/thing-history.query.js';
import { Things } from './queries/things.js';
import { TrailReader } from './queries/trail-reader.js';
import { UnitTrailHandler } from './queries/unit-trail/unit-trail.query.js';
import { WarningHistoryHandler } from './queries/warning-history/warning-history.query.js';

/**
 * Needs, provided globally: CLOCK, CqrsModule, and ReadModels with `responsibilityReadModels` and the models of
 * access, catalogue, tasks and reporting among them.
 */
@Module({
  imports: [AccessModule, CatalogueModule, ReportingModule],
  controllers: [
    HistoryController,
    WarningHistoryController,
    TrailsController,
    ReconciliationController,
    DiffController,
    ThingsController,
    LookUpController,
  ],
  providers: [
    HistoryLines,
    TrailReader,
    Things,
    DiffHandler,
    ThingHistoryHandler,
    FieldHistoryHandler,
    AssignmentHistoryHandler,
    WarningHistoryHandler,
    UnitTrailHandler,
    TaskTrailHandler,
    TaskReconciliationHandler,
    AccountTrailHandler,
    SearchHandler,
    StoredEventHandler,
  ],
})
export class ResponsibilityModule {}
