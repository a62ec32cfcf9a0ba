/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/catalogue-events.json`.
 *
 * Stream `indicator-<programme>.<code>`.
 */
import type { JsonObject, JsonValue } from '#event-log';
import type { SourceBody } from './programme.events.js';

export const DIRECTIONS = ['at_least', 'at_most', 'exactly', 'range', 'rank_at_most', 'qualitative'] as const;

/** What it takes to reach a target; `qualitative` has none: something is to be done or kept up. */
export type Direction = (typeof DIRECTIONS)[number];

export const CADENCES = ['monthly', 'quarterly', 'yearly'] as const;

/** How often a figure is published. */
export type Cadence = (typeof CADENCES)[number];

export const TIMINGS = ['at-moment', 'within-period', 'cumulative'] as const;

/**
 * What a figure speaks of: how things stand on its day (`at-moment`), what came about within its period alone
 * (`within-period`), or everything since the way to the target began (`cumulative`).
 */
export type Timing = (typeof TIMINGS)[number];

export const ROLL_UPS = ['sum', 'weighted-average', 'last', 'min', 'max'] as const;

/** How the figures of several make one. */
export type RollUp = (typeof ROLL_UPS)[number];

export const SYSTEM_FIGURES = ['monthly-update-rate', 'on-time-completion-rate'] as const;

/** What the system counts itself: tasks updated in their month, tasks completed by their due date. */
export type SystemFigure = (typeof SYSTEM_FIGURES)[number];

/** Other indicators of the programme, by code; or the figures that each member of a group of units reports on this one. */
export type RolledUp =
  | { readonly codes: readonly string[] }
  | {
      /** Id of a unit group. */
      readonly group: string;
    };

/** Where an indicator's figures come from. `direct`: they are stated. */
export type Formula =
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'ratio';
      /** What is counted above and below the line, in words. */
      readonly numerator: string;
      readonly denominator: string;
    }
  | { readonly kind: RollUp; readonly of: RolledUp }
  | { readonly kind: 'system'; readonly of: SystemFigure };

export const FORMULA_KINDS = ['direct', 'ratio', ...ROLL_UPS, 'system'] as const;

export interface PathPoint extends JsonObject {
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly value: number;
}

/** The expected way to the target: straight, in equal steps at the ends of the quarters, or point by point. */
export type Path =
  | { readonly kind: 'linear' }
  | { readonly kind: 'quarterly' }
  | {
      readonly kind: 'by-hand';
      /** In order of their days. */
      readonly points: readonly PathPoint[];
    };

export const PATH_KINDS = ['linear', 'quarterly', 'by-hand'] as const;

/** Where things stood before the way to the target began. */
export interface Baseline extends JsonObject {
  readonly value: number;
  /** `YYYY-MM-DD` */
  readonly on: string;
}

/** The target of a further year. */
export interface YearTarget extends JsonObject {
  readonly year: number;
  readonly target: number | null;
  readonly targetMax: number | null;
  readonly stretchTarget: number | null;
}

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
  /** The target itself does not count: "trên", "dưới". */
  readonly strict?: true;
  /** The target is about so much: "khoảng". */
  readonly approximate?: true;
  readonly baseline?: Baseline;
  readonly cadence?: Cadence;
  readonly timing?: Timing;
  /** Id of the unit that answers for it. */
  readonly owner?: string;
  readonly formula?: Formula;
  /** Where its figures are taken from. */
  readonly dataSource?: string;
  /** How they are verified. */
  readonly verification?: string;
  readonly path?: Path;
  /** Targets of years other than `targetYear`, in the order of the years. */
  readonly targets?: readonly YearTarget[];
  /** Place in the document, from 1. */
  readonly ordinal: number;
}

/** One field of an indicator, before and after. */
export interface IndicatorChange extends JsonObject {
  readonly field: string;
  /** Null, for marks false, for lists [], where nothing had been said. */
  readonly from: JsonValue;
  readonly to: JsonValue;
}

/** What a catalogue said for the first time. */
export interface IndicatorAmended extends JsonObject {
  readonly programme: string;
  readonly code: string;
  readonly changes: readonly IndicatorChange[];
  readonly source: SourceBody;
}

export interface IndicatorEvents {
  IndicatorDefined: IndicatorDefined;
  IndicatorAmended: IndicatorAmended;
}

export type NewIndicatorEvent = {
  [Type in keyof IndicatorEvents]: { readonly type: Type; readonly data: IndicatorEvents[Type] };
}[keyof IndicatorEvents];
