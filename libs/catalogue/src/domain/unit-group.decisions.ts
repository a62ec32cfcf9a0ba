import { differences, type Labels } from './difference.js';
import type { NewUnitGroupEvent } from './unit-group.events.js';
import type { UnitGroup, UnitGroupDefinition, UnitGroupState } from './unit-group.state.js';

export type DefineUnitGroup = UnitGroup;

const LABELS: Labels<UnitGroupDefinition> = {
  name: 'tên',
  aliases: 'tên gọi khác',
  kinds: 'loại đơn vị',
  units: 'đơn vị',
  exclude: 'đơn vị không thuộc nhóm',
  descriptive: 'chỉ mô tả',
};

function definitionOf(group: UnitGroup): UnitGroupDefinition {
  const { name, aliases, kinds, units, exclude, descriptive } = group;
  return { name, aliases, kinds, units, exclude, descriptive };
}

/**
 * Defines a group, or defines it anew when its content changed; the same again yields no events.
 * What was assigned under the former definition stays assigned.
 */
export function defineUnitGroup(
  command: DefineUnitGroup,
  state: UnitGroupState,
): readonly NewUnitGroupEvent[] {
  if (state && differences(definitionOf(state), definitionOf(command), LABELS).length === 0) return [];
  const before = state && { ...definitionOf(state) };
  return [{ type: 'UnitGroupDefined', data: { ...definitionOf(command), before, ordinal: command.ordinal } }];
}
