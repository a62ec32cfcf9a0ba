import { eq } from 'drizzle-orm';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import { bodyOf } from '../../domain/difference.js';
import type { UnitRegistered, UnitRenamed } from '../../domain/unit.events.js';
import { renamed, type UnitDefinition, unitIdOf } from '../../domain/unit.state.js';
import type { UnitGroupDefined } from '../../domain/unit-group.events.js';
import { isMember, unitGroupIdOf } from '../../domain/unit-group.state.js';
import { searchText } from '../search.js';
import { catalogueGroupMembers, catalogueGroups, catalogueUnits } from './units.table.js';

const searchOf = ({ name, aliases, code }: UnitDefinition) => searchText(name, ...aliases, code ?? '');

/** Units, groups, and who belongs to which group as things stand. */
export const unitsReadModel: ReadModel = {
  name: 'catalogue-units',
  version: 1,
  tables: [catalogueUnits, catalogueGroups, catalogueGroupMembers],
  handlers(db: ReadModelDb) {
    const insertUnit = inserter(db, catalogueUnits);
    const insertGroup = inserter(db, catalogueGroups);
    const insertMember = inserter(db, catalogueGroupMembers, 'ON CONFLICT DO NOTHING');
    return {
      UnitRegistered(event) {
        const { name, kind, code, aliases, ordinal } = bodyOf<UnitRegistered>(event);
        const unit = { id: unitIdOf(event.stream), name, kind, code, aliases, ordinal };
        insertUnit({ ...unit, search: searchOf(unit) });
        for (const group of db.select().from(catalogueGroups).all()) {
          if (isMember(group, unit)) insertMember({ group: group.id, unit: unit.id });
        }
      },
      UnitRenamed(event) {
        const id = unitIdOf(event.stream);
        const row = db.select().from(catalogueUnits).where(eq(catalogueUnits.id, id)).get();
        if (!row) return;
        const { name, aliases } = renamed(row, bodyOf<UnitRenamed>(event));
        db.update(catalogueUnits)
          .set({ name, aliases, search: searchOf({ ...row, name, aliases }) })
          .where(eq(catalogueUnits.id, id))
          .run();
      },
      UnitGroupDefined(event) {
        const id = unitGroupIdOf(event.stream);
        const group = bodyOf<UnitGroupDefined>(event);
        const { name, aliases, kinds, units, exclude, descriptive } = group;
        const body = { name, aliases, kinds, units, exclude, descriptive };
        const known = db.select().from(catalogueGroups).where(eq(catalogueGroups.id, id)).get();
        if (known) db.update(catalogueGroups).set(body).where(eq(catalogueGroups.id, id)).run();
        else insertGroup({ id, ...body, ordinal: group.ordinal });
        db.delete(catalogueGroupMembers).where(eq(catalogueGroupMembers.group, id)).run();
        for (const unit of db.select().from(catalogueUnits).all()) {
          if (isMember(body, unit)) insertMember({ group: id, unit: unit.id });
        }
      },
    };
  },
};
