export * from './domain/days.js';
export {
  DRAFT_CRITERIA,
  DRAFT_KINDS,
  DRAFT_NOTICE,
  DRAFT_SHAPE,
  type DraftKind,
} from './domain/drafts.js';
export type * from './domain/facts.js';
export { RANKING_RULE, type Rank, type RankedScorecard, ranked } from './domain/ranking.js';
export * from './domain/scorecard.js';
export { SHORTFALL_KINDS, type Shortfall, type ShortfallKind } from './domain/shortfalls.js';
export { type Span, type SpanKind, spanOf, spanText } from './domain/span.js';
export { numberText, shareText } from './domain/text.js';
export { readDraftTemplate } from './loading/draft-template.js';
export { type Draft, DraftQuery } from './queries/draft/draft.query.js';
export {
  ListScorecardsQuery,
  type ScorecardHead,
  type ScorecardList,
  type ScorecardRow,
} from './queries/list-scorecards/list-scorecards.query.js';
export {
  type UnitLists,
  type UnitScorecard,
  UnitScorecardQuery,
} from './queries/unit-scorecard/unit-scorecard.query.js';
export { extensionsReadModel } from './read-models/extensions/extensions.projection.js';
export { ScorecardReader, type Scorecards, type SpanPeriod } from './scorecard.reader.js';
export { ScorecardsModule } from './scorecards.module.js';
