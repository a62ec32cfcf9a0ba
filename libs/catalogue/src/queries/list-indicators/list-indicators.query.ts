import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { asc, eq } from 'drizzle-orm';
import { ReadModels } from '#projections';
import type { Direction } from '../../domain/indicator.events.js';
import { type SaidDetails, saidDetails } from '../../domain/indicator.state.js';
import { catalogueIndicators } from '../../read-models/indicators/indicators.table.js';
import { ProgrammeDirectory } from '../programme-directory.js';

/** An indicator as its programme states it; what hasn't been said has no key. */
export interface IndicatorView extends Partial<SaidDetails> {
  readonly code: string;
  readonly group: string;
  readonly name: string;
  readonly unit: string | null;
  readonly direction: Direction;
  /** Null for `qualitative`. */
  readonly target: number | null;
  /** Upper end of a `range`. */
  readonly targetMax?: number;
  readonly stretchTarget?: number;
  readonly targetYear: number;
}

/** The indicators of a programme in the document's order. Answers a refusal `not-found` `programme-not-found`. */
export class ListIndicatorsQuery extends Query<IndicatorView[]> {
  constructor(readonly programme: string) {
    super();
  }
}

@QueryHandler(ListIndicatorsQuery)
export class ListIndicatorsHandler implements IQueryHandler<ListIndicatorsQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly programmes: ProgrammeDirectory,
  ) {}

  async execute({ programme }: ListIndicatorsQuery): Promise<IndicatorView[]> {
    this.programmes.get(programme);
    return this.readModels.db
      .select()
      .from(catalogueIndicators)
      .where(eq(catalogueIndicators.programme, programme))
      .orderBy(asc(catalogueIndicators.ordinal), asc(catalogueIndicators.code))
      .all()
      .map((indicator) => {
        const { code, group, name, unit, direction, target, targetMax, stretchTarget, targetYear } =
          indicator;
        return {
          code,
          group,
          name,
          unit,
          direction,
          target,
          ...(targetMax === null ? {} : { targetMax }),
          ...(stretchTarget === null ? {} : { stretchTarget }),
          targetYear,
          ...saidDetails(indicator),
        };
      });
  }
}
