import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '#event-log';
import { bodyOf } from './difference.js';
import type {
  Baseline,
  Cadence,
  Direction,
  Formula,
  IndicatorAmended,
  IndicatorDefined,
  Path,
  Timing,
  YearTarget,
} from './indicator.events.js';

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

/** What a catalogue may leave open, and may say later; null, false or none: not said. */
export interface IndicatorDetails {
  /** Code of the indicator that it is a part of. */
  readonly parentCode: string | null;
  readonly strict: boolean;
  readonly approximate: boolean;
  readonly baseline: Baseline | null;
  readonly cadence: Cadence | null;
  readonly timing: Timing | null;
  /** Unit id. */
  readonly owner: string | null;
  readonly formula: Formula | null;
  readonly dataSource: string | null;
  readonly verification: string | null;
  readonly path: Path | null;
  /** Targets of further years, in the order of the years. */
  readonly targets: readonly YearTarget[];
}

export const NO_DETAILS: IndicatorDetails = {
  parentCode: null,
  strict: false,
  approximate: false,
  baseline: null,
  cadence: null,
  timing: null,
  owner: null,
  formula: null,
  dataSource: null,
  verification: null,
  path: null,
  targets: [],
};

/** {@link IndicatorDetails} as they stand where something was said. */
export type SaidDetails = {
  readonly [Field in keyof IndicatorDetails]: IndicatorDetails[Field] extends boolean
    ? true
    : NonNullable<IndicatorDetails[Field]>;
};

export const DETAIL_FIELDS = Object.keys(NO_DETAILS) as readonly (keyof IndicatorDetails)[];

export interface IndicatorDefinition extends IndicatorTarget, IndicatorDetails {
  readonly group: string;
  readonly name: string;
  readonly unit: string | null;
  readonly targetYear: number;
}

export interface Indicator extends IndicatorDefinition {
  readonly programme: string;
  readonly code: string;
  readonly ordinal: number;
}

/** Null before the definition. */
export type IndicatorState = Indicator | null;

/** Whether a catalogue has said a field that it may leave open. */
export function isSaid(field: keyof IndicatorDetails, details: IndicatorDetails): boolean {
  return !isDeepStrictEqual(details[field], NO_DETAILS[field]);
}

/** The details that have been said; the others' keys are left out, as in stored bodies and answers. */
export function saidDetails(details: IndicatorDetails): Partial<SaidDetails> {
  return Object.fromEntries(
    DETAIL_FIELDS.filter((field) => isSaid(field, details)).map((field) => [field, details[field]]),
  );
}

/** An indicator after the changes of an amendment. */
export function amendedIndicator<Definition extends IndicatorDetails>(
  indicator: Definition,
  { changes }: Pick<IndicatorAmended, 'changes'>,
): Definition {
  return { ...indicator, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
}

export const indicatorState = {
  initial: null as IndicatorState,
  evolve(state: IndicatorState, event: RecordedEvent): IndicatorState {
    switch (event.type) {
      case 'IndicatorDefined':
        return state ?? { ...NO_DETAILS, ...bodyOf<IndicatorDefined>(event) };
      case 'IndicatorAmended':
        return state && amendedIndicator(state, bodyOf<IndicatorAmended>(event));
      default:
        return state;
    }
  },
};
