import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { ReportingModule } from '#reporting';
import { ScorecardsController } from './http/scorecards.controller.js';
import { DraftHandler } from './queries/draft/draft.query.js';
import { ListScorecardsHandler } from './queries/list-scorecards/list-scorecards.query.js';
import { UnitScorecardHandler } from './queries/unit-scorecard/unit-scorecard.query.js';
import { ScorecardReader } from './scorecard.reader.js';

/**
 * Needs, provided globally: CLOCK, CqrsModule, the door of #access, and ReadModels with `extensionsReadModel` and the
 * models of catalogue, tasks, reporting and warnings among them.
 */
@Module({
  imports: [CatalogueModule, ReportingModule],
  controllers: [ScorecardsController],
  providers: [ScorecardReader, ListScorecardsHandler, UnitScorecardHandler, DraftHandler],
})
export class ScorecardsModule {}
