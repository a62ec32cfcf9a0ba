/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/catalogue-events.json`.
 *
 * Stream `indicator-<programme>.<code>`.
 */
import type { JsonObject } from '#event-log';

export const DIRECTIONS = ['at_least', 'at_most', 'exactly', 'range', 'rank_at_most', 'qualitative'] as const;

/** What it takes to reach a target; `qualitative` has none: something is to be done or kept up. */
export type Direction = (typeof DIRECTIONS)[number];

export interface IndicatorDefined extends JsonObject {
  readonly programme: string;
  readonly code: string;
  /** The heading in the document that it stands under. */
  readonly group: string;
  readonly name: string;
  /** Unit of measure, or null for a bare number and for `qualitative`. */
  readonly unit: string | null;
  readonly direction: Direction;
  /** In the unit of measure; the lower end of a `range`; null for `qualitative`. */
  readonly target: number | null;
  /** The upper end of a `range`, else null. */
  readonly targetMax: number | null;
  /** What is striven for beyond the target, or null. */
  readonly stretchTarget: number | null;
  /** The year by whose end the target is to be reached. */
  readonly targetYear: number;
  /** Code of the indicator that it is a part of ("trong đó"). */
  readonly parentCode?: string;
  /** Place in the document, from 1. */
  readonly ordinal: number;
}

export interface IndicatorEvents {
  IndicatorDefined: IndicatorDefined;
}

export interface NewIndicatorEvent {
  readonly type: 'IndicatorDefined';
  readonly data: IndicatorDefined;
}
