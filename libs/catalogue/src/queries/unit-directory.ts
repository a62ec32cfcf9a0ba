import { Injectable } from '@nestjs/common';
import { asc, eq } from 'drizzle-orm';
import { ReadModels } from '#projections';
import type { Unit } from '../domain/unit.state.js';
import type { UnitGroup } from '../domain/unit-group.state.js';
import { catalogueGroups, catalogueUnits } from '../read-models/units/units.table.js';

/** A unit or group by its id and name. */
export interface NamedRef {
  readonly id: string;
  readonly name: string;
}

interface UnitsAndGroups {
  readonly units: readonly Unit[];
  readonly groups: readonly UnitGroup[];
}

/** Looks units and groups up, for rules and screens that only know their ids. */
@Injectable()
export class UnitDirectory {
  #known: { readonly stamp: string; readonly all: UnitsAndGroups } | null = null;

  constructor(private readonly readModels: ReadModels) {}

  /** True for a registered unit; groups are none. */
  has(unitId: string): boolean {
    return this.#nameOf(unitId) !== undefined;
  }

  /** The unit's present name; null for a unit that isn't registered. */
  name(unitId: string): string | null {
    return this.#nameOf(unitId) ?? null;
  }

  /** Everything that `expandLeadUnits` needs, each in the order of its file. */
  unitsAndGroups(): UnitsAndGroups {
    const stamp = this.readModels.stamp();
    if (this.#known?.stamp !== stamp) this.#known = { stamp, all: this.#unitsAndGroups() };
    return this.#known.all;
  }

  #unitsAndGroups(): UnitsAndGroups {
    const { db } = this.readModels;
    const units = db
      .select()
      .from(catalogueUnits)
      .orderBy(asc(catalogueUnits.ordinal), asc(catalogueUnits.id))
      .all()
      .map(({ search: _search, ...unit }) => unit);
    const groups = db
      .select()
      .from(catalogueGroups)
      .orderBy(asc(catalogueGroups.ordinal), asc(catalogueGroups.id))
      .all();
    return { units, groups };
  }

  /** Names of all units and groups by id. */
  names(): ReadonlyMap<string, string> {
    const { db } = this.readModels;
    const { id, name } = catalogueUnits;
    const groups = db.select({ id: catalogueGroups.id, name: catalogueGroups.name }).from(catalogueGroups);
    const rows = [...db.select({ id, name }).from(catalogueUnits).all(), ...groups.all()];
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  #nameOf(unitId: string): string | undefined {
    return this.readModels.db
      .select({ name: catalogueUnits.name })
      .from(catalogueUnits)
      .where(eq(catalogueUnits.id, unitId))
      .get()?.name;
  }
}
