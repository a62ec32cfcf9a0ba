import { Refusal } from '#kernel';
import type { Unit } from './unit.state.js';
import { isMember, type UnitGroup } from './unit-group.state.js';

/** One unit that a task's lead units come down to. */
export interface LeadUnit {
  /** Unit id. */
  readonly unit: string;
  /** Id of the group that brought it in; null when the unit itself is named. */
  readonly viaGroup: string | null;
}

type UnitRef = Pick<Unit, 'id' | 'kind'>;
type GroupRef = Pick<UnitGroup, 'id' | 'name' | 'kinds' | 'units' | 'exclude' | 'descriptive'>;

const refuse = (code: string, detail: string) => new Refusal('unprocessable', code, detail);

/**
 * Who answers for a task: the union of the units named and of the members of the groups named, each unit once, in
 * the order of `units`. A unit that is named itself counts as named; one in two groups came by the one named first.
 *
 * @param leadUnits ids of units and groups
 * @param units all units, in the order of their file
 * @throws {Refusal} `unprocessable`: `unknown-unit`; `descriptive-group` (nobody can be told to be its member);
 *   `empty-group` (a group without members would leave the task with nobody)
 */
export function expandLeadUnits(
  leadUnits: readonly string[],
  groups: readonly GroupRef[],
  units: readonly UnitRef[],
): LeadUnit[] {
  const viaGroup = new Map<string, string | null>();
  for (const id of leadUnits) {
    if (units.some((unit) => unit.id === id)) {
      viaGroup.set(id, null);
      continue;
    }
    const group = groups.find((candidate) => candidate.id === id);
    if (!group) throw refuse('unknown-unit', `Không có đơn vị hay nhóm đơn vị “${id}”.`);
    if (group.descriptive) {
      throw refuse(
        'descriptive-group',
        `Nhóm “${group.name}” chỉ mô tả, không có thành viên nên không thể là đơn vị chủ trì.`,
      );
    }
    const members = units.filter((unit) => isMember(group, unit));
    if (members.length === 0) throw refuse('empty-group', `Nhóm “${group.name}” không có đơn vị nào.`);
    for (const { id: member } of members) {
      if (!viaGroup.has(member)) viaGroup.set(member, group.id);
    }
  }
  return units
    .filter(({ id }) => viaGroup.has(id))
    .map(({ id }) => ({ unit: id, viaGroup: viaGroup.get(id) ?? null }));
}
