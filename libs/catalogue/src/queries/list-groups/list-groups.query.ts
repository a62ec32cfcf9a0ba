import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { asc, eq } from 'drizzle-orm';
import { ReadModels } from '#projections';
import type { UnitKind } from '../../domain/unit.events.js';
import {
  catalogueGroupMembers,
  catalogueGroups,
  catalogueUnits,
} from '../../read-models/units/units.table.js';
import type { NamedRef } from '../unit-directory.js';

export interface UnitGroupView {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kinds: readonly UnitKind[];
  readonly units: readonly string[];
  readonly exclude: readonly string[];
  readonly descriptive: boolean;
  /** In the order of the units' file; none for a descriptive group. */
  readonly members: readonly NamedRef[];
}

/** Groups of units with their members, in the order of their file. */
export class ListGroupsQuery extends Query<UnitGroupView[]> {}

@QueryHandler(ListGroupsQuery)
export class ListGroupsHandler implements IQueryHandler<ListGroupsQuery> {
  constructor(private readonly readModels: ReadModels) {}

  async execute(): Promise<UnitGroupView[]> {
    const { db } = this.readModels;
    const members = db
      .select({ group: catalogueGroupMembers.group, id: catalogueUnits.id, name: catalogueUnits.name })
      .from(catalogueGroupMembers)
      .innerJoin(catalogueUnits, eq(catalogueUnits.id, catalogueGroupMembers.unit))
      .orderBy(asc(catalogueUnits.ordinal), asc(catalogueUnits.id))
      .all();
    return db
      .select()
      .from(catalogueGroups)
      .orderBy(asc(catalogueGroups.ordinal), asc(catalogueGroups.id))
      .all()
      .map(({ ordinal: _ordinal, ...group }) => ({
        ...group,
        members: members.filter((member) => member.group === group.id).map(({ id, name }) => ({ id, name })),
      }));
  }
}
