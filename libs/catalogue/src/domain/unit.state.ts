import type { RecordedEvent } from '#event-log';
import { bodyOf } from './difference.js';
import type { UnitKind, UnitRegistered, UnitRenamed } from './unit.events.js';

const PREFIX = 'unit-';

export function unitStream(id: string): string {
  return `${PREFIX}${id}`;
}

/** The unit's id, from its stream's name. */
export function unitIdOf(stream: string): string {
  return stream.slice(PREFIX.length);
}

export interface UnitDefinition {
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
  readonly aliases: readonly string[];
}

export interface Unit extends UnitDefinition {
  readonly id: string;
  readonly ordinal: number;
}

/** Null before the registration. */
export type UnitState = Unit | null;

/** A unit under its new name; the former one goes on as an alias. */
export function renamed<U extends UnitDefinition>(unit: U, { from, to }: UnitRenamed): U {
  const aliases = unit.aliases.filter((alias) => alias !== to);
  return { ...unit, name: to, aliases: aliases.includes(from) ? aliases : [...aliases, from] };
}

export const unitState = {
  initial: null as UnitState,
  evolve(state: UnitState, event: RecordedEvent): UnitState {
    switch (event.type) {
      case 'UnitRegistered':
        return state ?? { id: unitIdOf(event.stream), ...bodyOf<UnitRegistered>(event) };
      case 'UnitRenamed':
        return state && renamed(state, bodyOf<UnitRenamed>(event));
      default:
        return state;
    }
  },
};
