import { type Labels, sameOrRefused } from './difference.js';
import type { NewUnitEvent } from './unit.events.js';
import type { Unit, UnitDefinition, UnitState } from './unit.state.js';

export type RegisterUnit = Unit;

const LABELS: Labels<UnitDefinition> = { name: 'tên', kind: 'loại', code: 'mã', aliases: 'tên gọi khác' };

/**
 * Registers a unit; the same again yields no events. Its place in the file is not compared.
 * @throws {Refusal} `conflict` `unit-differs`
 */
export function registerUnit(command: RegisterUnit, state: UnitState): readonly NewUnitEvent[] {
  const { id, name, kind, code, aliases, ordinal } = command;
  if (state) return sameOrRefused('unit-differs', `Đơn vị “${id}”`, state, command, LABELS);
  return [{ type: 'UnitRegistered', data: { name, kind, code, aliases, ordinal } }];
}
