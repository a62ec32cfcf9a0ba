import type { RecordedEvent } from '#event-log';
import { bodyOf } from './difference.js';
import type { Direction, IndicatorDefined } from './indicator.events.js';

/** The id of an indicator: `<programme>.<code>`. */
export function indicatorId(programme: string, code: string): string {
  return `${programme}.${code}`;
}

/**
 * Stream names know no parentheses: each stands there as `_`, which codes don't hold. Codes have them in pairs only,
 * so no two codes share a stream.
 */
export function indicatorStream(programme: string, code: string): string {
  return `indicator-${indicatorId(programme, code.replace(/[()]/g, '_'))}`;
}

export interface IndicatorTarget {
  readonly direction: Direction;
  readonly target: number | null;
  readonly targetMax: number | null;
  readonly stretchTarget: number | null;
}

export interface IndicatorDefinition extends IndicatorTarget {
  readonly group: string;
  readonly name: string;
  readonly unit: string | null;
  readonly targetYear: number;
  /** Code of the indicator that it is a part of; null: of none. */
  readonly parentCode: string | null;
}

export interface Indicator extends IndicatorDefinition {
  readonly programme: string;
  readonly code: string;
  readonly ordinal: number;
}

/** Null before the definition. */
export type IndicatorState = Indicator | null;

export const indicatorState = {
  initial: null as IndicatorState,
  evolve(state: IndicatorState, event: RecordedEvent): IndicatorState {
    if (event.type !== 'IndicatorDefined' || state) return state;
    return { parentCode: null, ...bodyOf<IndicatorDefined>(event) };
  },
};
