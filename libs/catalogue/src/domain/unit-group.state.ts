import type { RecordedEvent } from '#event-log';
import { bodyOf } from './difference.js';
import type { UnitKind } from './unit.events.js';
import type { UnitGroupDefined } from './unit-group.events.js';

const PREFIX = 'unitgroup-';

export function unitGroupStream(id: string): string {
  return `${PREFIX}${id}`;
}

/** The group's id, from its stream's name. */
export function unitGroupIdOf(stream: string): string {
  return stream.slice(PREFIX.length);
}

export interface UnitGroupDefinition {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kinds: readonly UnitKind[];
  readonly units: readonly string[];
  readonly exclude: readonly string[];
  readonly descriptive: boolean;
}

export interface UnitGroup extends UnitGroupDefinition {
  readonly id: string;
  readonly ordinal: number;
}

/** Null before the first definition. */
export type UnitGroupState = UnitGroup | null;

/** Whether a unit belongs to a group. A descriptive group has no members. */
export function isMember(
  group: Pick<UnitGroupDefinition, 'kinds' | 'units' | 'exclude' | 'descriptive'>,
  unit: { readonly id: string; readonly kind: UnitKind },
): boolean {
  if (group.descriptive || group.exclude.includes(unit.id)) return false;
  return group.kinds.includes(unit.kind) || group.units.includes(unit.id);
}

export const unitGroupState = {
  initial: null as UnitGroupState,
  evolve(state: UnitGroupState, event: RecordedEvent): UnitGroupState {
    if (event.type !== 'UnitGroupDefined') return state;
    const body = bodyOf<UnitGroupDefined>(event);
    const { name, aliases, kinds, units, exclude, descriptive } = body;
    const definition = { name, aliases, kinds, units, exclude, descriptive };
    return { id: unitGroupIdOf(event.stream), ...definition, ordinal: state?.ordinal ?? body.ordinal };
  },
};
