import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import type { UnitKind } from '#catalogue';
import { RANKING_RULE, type RankedScorecard } from '../../domain/ranking.js';
import { type Span, spanText } from '../../domain/span.js';
import { ScorecardReader, type Scorecards, type SpanPeriod } from '../../scorecard.reader.js';

/** What stands above scorecards: of what span, as of when, by which rule. */
export interface ScorecardHead {
  readonly programme: string;
  readonly span: Span & { readonly text: string };
  /** Instant up to which facts counted. */
  readonly asOf: string;
  readonly periods: readonly SpanPeriod[];
  readonly goal: number;
  /** Whether the span, or a cut-off of its periods, still lies ahead. */
  readonly provisional: boolean;
  /** In words. */
  readonly rankingRule: string;
  /** How many units have a rank. */
  readonly ranked: number;
  readonly simulated: boolean;
}

/** A unit's figures and ranks. */
export type ScorecardRow = Omit<RankedScorecard, 'lists'>;

export interface ScorecardList extends ScorecardHead {
  readonly units: readonly ScorecardRow[];
}

/**
 * The scorecards of a programme's units over a span, best rank first. A lead unit is shown its own row alone, with its
 * ranks among all.
 * @throws {Refusal} forbidden, and those of ScorecardReader
 */
export class ListScorecardsQuery extends Query<ScorecardList> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    /** `2026-03`, `2026-Q1` or `2026`. */
    readonly span: string,
    /** Instant. */
    readonly asOf: string,
    readonly kind?: UnitKind,
  ) {
    super();
  }
}

export function headOf({
  programme,
  span,
  asOf,
  periods,
  goal,
  provisional,
  simulated,
  cards,
}: Scorecards): ScorecardHead {
  return {
    programme,
    span: { ...span, text: spanText(span) },
    asOf,
    periods,
    goal,
    provisional,
    rankingRule: RANKING_RULE,
    ranked: cards.filter(({ rank }) => rank !== null).length,
    simulated,
  };
}

export function rowOf({ lists: _lists, ...row }: RankedScorecard): ScorecardRow {
  return row;
}

@QueryHandler(ListScorecardsQuery)
export class ListScorecardsHandler implements IQueryHandler<ListScorecardsQuery> {
  constructor(private readonly reader: ScorecardReader) {}

  async execute({ principal, programme, span, asOf, kind }: ListScorecardsQuery): Promise<ScorecardList> {
    const scope = scopeOf(principal, 'scorecard.read');
    const scorecards = this.reader.read(programme, span, asOf);
    const units = scorecards.cards
      .filter(
        (card) =>
          (scope === 'all' || scope.includes(card.unit)) && (kind === undefined || card.kind === kind),
      )
      .map(rowOf);
    return { ...headOf(scorecards), simulated: units.some(({ simulated }) => simulated), units };
  }
}
