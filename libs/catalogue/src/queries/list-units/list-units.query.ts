import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq } from 'drizzle-orm';
import { ReadModels } from '#projections';
import type { UnitKind } from '../../domain/unit.events.js';
import { matches } from '../../read-models/search.js';
import { catalogueUnits } from '../../read-models/units/units.table.js';

export interface UnitView {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
  readonly aliases: readonly string[];
}

export interface UnitFilter {
  /** Words of the name, of another name or of the code, with or without marks. */
  readonly q?: string | null | undefined;
  readonly kind?: UnitKind | null | undefined;
}

/** Units in the order of their file. */
export class ListUnitsQuery extends Query<UnitView[]> {
  constructor(readonly filter: UnitFilter = {}) {
    super();
  }
}

@QueryHandler(ListUnitsQuery)
export class ListUnitsHandler implements IQueryHandler<ListUnitsQuery> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ filter: { q, kind } }: ListUnitsQuery): Promise<UnitView[]> {
    const { id, name, kind: kindColumn, code, aliases, search, ordinal } = catalogueUnits;
    return this.readModels.db
      .select({ id, name, kind: kindColumn, code, aliases })
      .from(catalogueUnits)
      .where(and(matches(search, q), kind ? eq(kindColumn, kind) : undefined))
      .orderBy(asc(ordinal), asc(id))
      .all();
  }
}
