import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import { UnitDirectory } from '#catalogue';
import { Refusal } from '#kernel';
import type { ListedWarning, ScorecardLists } from '../../domain/scorecard.js';
import { ScorecardReader } from '../../scorecard.reader.js';
import {
  headOf,
  rowOf,
  type ScorecardHead,
  type ScorecardRow,
} from '../list-scorecards/list-scorecards.query.js';

type Titled<List> = List extends readonly (infer Item)[]
  ? readonly (Item & { readonly taskTitle: string })[]
  : never;

/** What a unit's figures are counted from, with the titles of the tasks; of a warning of an indicator, its name. */
export type UnitLists = {
  readonly [Name in keyof Omit<ScorecardLists, 'explanations'>]: Titled<ScorecardLists[Name]>;
} & Pick<ScorecardLists, 'explanations'>;

export interface UnitScorecard extends ScorecardHead {
  readonly card: ScorecardRow;
  /** Each figure is as large as its list. */
  readonly lists: UnitLists;
}

/**
 * One unit's scorecard over a span, with the lists behind its figures: each delay, and whether an objective cause was
 * confirmed.
 * @throws {Refusal} forbidden; not-found `unit-not-found`, `scorecard-not-found`; those of ScorecardReader
 */
export class UnitScorecardQuery extends Query<UnitScorecard> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly span: string,
    readonly unit: string,
    /** Instant. */
    readonly asOf: string,
  ) {
    super();
  }
}

@QueryHandler(UnitScorecardQuery)
export class UnitScorecardHandler implements IQueryHandler<UnitScorecardQuery> {
  constructor(
    private readonly reader: ScorecardReader,
    private readonly units: UnitDirectory,
  ) {}

  async execute({ principal, programme, span, unit, asOf }: UnitScorecardQuery): Promise<UnitScorecard> {
    actorFor(principal, 'scorecard.read', unit);
    const name = this.units.name(unit);
    if (name === null) throw new Refusal('not-found', 'unit-not-found', `Không có đơn vị “${unit}”.`);
    const scorecards = this.reader.read(programme, span, asOf);
    const card = scorecards.cards.find((one) => one.unit === unit);
    if (!card) {
      throw new Refusal(
        'not-found',
        'scorecard-not-found',
        `${name} không được giao nhiệm vụ nào của chương trình trong thời gian này.`,
      );
    }
    const titles = this.reader.titles(programme);
    const titled = <Item extends { readonly task: string }>(items: readonly Item[]) =>
      items.map((item) => ({ ...item, taskTitle: titles.get(item.task) ?? item.task }));
    const indicators = this.reader.indicatorNames(programme);
    const titleOf = ({ task, indicator }: ListedWarning) =>
      (task === null ? indicators.get(indicator ?? '') : titles.get(task)) ?? task ?? indicator ?? '';
    const { shortfalls, overdueFromBefore, completions, warnings, extensions, explanations } = card.lists;
    return {
      ...headOf(scorecards),
      simulated: card.simulated,
      card: rowOf(card),
      lists: {
        shortfalls: titled(shortfalls),
        overdueFromBefore: titled(overdueFromBefore),
        completions: titled(completions),
        warnings: warnings.map((warning) => ({ ...warning, taskTitle: titleOf(warning) })),
        extensions: titled(extensions),
        explanations,
      },
    };
  }
}
