/*
 * STORAGE FORMAT. The names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Golden fixtures in `fixtures/indicator-measurement-events.json`.
 *
 * The indicator's own figures stand on its stream, `indicator-<programme>.<code>`, behind the catalogue's
 * IndicatorDefined; those that a unit reports on it on `indicator-<programme>.<code>.<unit>`.
 */
import type { JsonObject } from '#event-log';
import type { Period } from '#kernel';
import type { DocumentRef } from '#tasks';

/** Which indicator an event speaks of, and whose figure. */
export interface IndicatorSubject extends JsonObject {
  readonly programme: string;
  readonly code: string;
  /** Id of the unit whose figure it is; absent: the indicator's own. */
  readonly unit?: string;
}

/** What was measured. */
export interface MeasuredFigures extends JsonObject {
  /** In the indicator's unit of measure: 95 is 95 %. */
  readonly value: number;
  /** What a percentage was worked out from; both or neither, null for any other unit. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** The day that the value speaks of, `YYYY-MM-DD`; it lies in the period. */
  readonly measuredOn: string;
}

/** The first figures of a period. */
export interface MeasurementRecorded extends IndicatorSubject, MeasuredFigures {
  /** A calendar month, a quarter or a year. */
  readonly period: Period;
  /** Where the figures come from, in words. */
  readonly source: string;
  readonly documents: readonly DocumentRef[];
  /** Why they come only now, of a reporting period that was closed. */
  readonly reason?: string;
}

/** Other figures take the place of those that stood for the period; the old ones stay in the log. */
export interface MeasurementCorrected extends IndicatorSubject {
  readonly period: Period;
  /** Event id of the measurement or correction that stood. */
  readonly measurement: string;
  readonly from: MeasuredFigures;
  readonly to: MeasuredFigures;
  readonly reason: string;
  readonly documents: readonly DocumentRef[];
}

/** Another person than who recorded or corrected them stands by the figures. */
export interface MeasurementConfirmed extends IndicatorSubject {
  readonly period: Period;
  /** Event id of the measurement or correction that stands. */
  readonly measurement: string;
}

/** The figures of a period stand no more, and no others take their place; the period may be measured again. */
export interface MeasurementWithdrawn extends IndicatorSubject {
  readonly period: Period;
  /** Event id of the measurement or correction that stood. */
  readonly measurement: string;
  readonly from: MeasuredFigures;
  readonly reason: string;
}

/** A target without its direction, which is the definition's. */
export interface TargetFigures extends JsonObject {
  /** In the indicator's unit of measure; the lower end of a range. */
  readonly target: number;
  /** The upper end of a range, else null. */
  readonly targetMax: number | null;
  /** What is striven for beyond the target, or null. */
  readonly stretchTarget: number | null;
}

/** A target for a year, of the indicator or of a unit, set or revised by a document. */
export interface TargetSet extends IndicatorSubject {
  /** The year by whose end it is to be reached. */
  readonly year: number;
  /** What stood for the year, the definition's own target included; null: nothing did. */
  readonly from: TargetFigures | null;
  readonly to: TargetFigures;
  readonly document: DocumentRef;
}

export interface IndicatorMeasurementEvents {
  MeasurementRecorded: MeasurementRecorded;
  MeasurementCorrected: MeasurementCorrected;
  MeasurementConfirmed: MeasurementConfirmed;
  MeasurementWithdrawn: MeasurementWithdrawn;
  TargetSet: TargetSet;
}

export type IndicatorMeasurementEventType = keyof IndicatorMeasurementEvents;

/** An event as decisions state it. */
export type NewIndicatorMeasurementEvent = {
  [Type in IndicatorMeasurementEventType]: {
    readonly type: Type;
    readonly data: IndicatorMeasurementEvents[Type];
    readonly effectiveOn: string;
  };
}[IndicatorMeasurementEventType];

export const INDICATOR_MEASUREMENT_EVENT_TYPES: readonly IndicatorMeasurementEventType[] = [
  'MeasurementRecorded',
  'MeasurementCorrected',
  'MeasurementConfirmed',
  'MeasurementWithdrawn',
  'TargetSet',
];
