import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import { IndicatorReader, type JudgedIndicator } from '../../indicator-reader.js';

/**
 * How the indicators of a programme stand as of the local day of an instant, in the document's order. Answers a refusal
 * `not-found` `programme-not-found`.
 */
export class JudgeIndicatorsQuery extends Query<readonly JudgedIndicator[]> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly instant: string,
  ) {
    super();
  }
}

@QueryHandler(JudgeIndicatorsQuery)
export class JudgeIndicatorsHandler implements IQueryHandler<JudgeIndicatorsQuery> {
  constructor(private readonly indicators: IndicatorReader) {}

  async execute({ principal, programme, instant }: JudgeIndicatorsQuery): Promise<JudgedIndicator[]> {
    scopeOf(principal, 'programme.read');
    const known = await this.indicators.read(programme, instant);
    return known.map(({ targetRows: _, measurementRows: __, ...judged }) => judged);
  }
}
