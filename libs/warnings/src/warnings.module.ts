import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { IndicatorsModule } from '#indicators';
import { ReportingModule } from '#reporting';
import { JudgeExplanationHandler } from './commands/judge-explanation/judge-explanation.command.js';
import { RequestExplanationHandler } from './commands/request-explanation/request-explanation.command.js';
import { SubmitExplanationHandler } from './commands/submit-explanation/submit-explanation.command.js';
import { IndicatorCourses } from './facts/indicator-courses.js';
import { WarningsController } from './http/warnings.controller.js';
import { GetWarningHandler } from './queries/get-warning/get-warning.query.js';
import { ListWarningsHandler } from './queries/list-warnings/list-warnings.query.js';
import { WarningRepository } from './warning.repository.js';
import { WarningsProcess } from './warnings.process.js';

/** Needs, provided globally: EVENT_LOG, CLOCK, ReadModels, CqrsModule, the door of #access. */
@Module({
  imports: [CatalogueModule, IndicatorsModule, ReportingModule],
  controllers: [WarningsController],
  providers: [
    WarningRepository,
    RequestExplanationHandler,
    SubmitExplanationHandler,
    JudgeExplanationHandler,
    ListWarningsHandler,
    GetWarningHandler,
    IndicatorCourses,
    WarningsProcess,
  ],
  exports: [WarningRepository, WarningsProcess],
})
export class WarningsModule {}
