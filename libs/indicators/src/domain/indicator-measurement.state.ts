import {
  type Indicator,
  type IndicatorState,
  indicatorState,
  indicatorStream,
  type YearTarget,
} from '#catalogue';
import type { RecordedEvent } from '#event-log';
import type { Period } from '#kernel';
import type {
  IndicatorMeasurementEvents,
  IndicatorMeasurementEventType,
  MeasuredFigures,
  TargetFigures,
} from './indicator-measurement.events.js';

/** Which indicator is spoken of, and whose figure: a unit's, or, where none is named, the indicator's own. */
export interface IndicatorRef {
  readonly programme: string;
  readonly code: string;
  /** Unit id. */
  readonly unit?: string | undefined;
}

/** The stream that figures stand on. */
export function figuresStream({ programme, code, unit }: IndicatorRef): string {
  const own = indicatorStream(programme, code);
  return unit === undefined ? own : `${own}.${unit}`;
}

/** The figures that stand for a period. */
export interface StandingMeasurement {
  /** The event that states them: a measurement or a correction. */
  readonly eventId: string;
  readonly figures: MeasuredFigures;
  readonly source: string;
  /** The event whose figures these replaced, and why; null for the first ones. */
  readonly correction: { readonly of: string; readonly reason: string } | null;
  /** The account that recorded or corrected them, or the rule's name. */
  readonly recordedBy: string;
  /** The other account that stands by them; null: none yet. */
  readonly confirmedBy: string | null;
}

/** How the figures of a period came to stand no more. */
export interface Withdrawal {
  /** The measurement or correction that stood. */
  readonly measurement: string;
  readonly reason: string;
}

export interface MeasuredIndicatorState {
  /** Null before the catalogue has defined the indicator, and always on a unit's stream. */
  readonly definition: IndicatorState;
  /** Targets in force, by year: the definition's, and over them those that were set. */
  readonly targets: ReadonlyMap<number, TargetFigures>;
  /** Those that were set, by year. */
  readonly setTargets: ReadonlyMap<number, TargetFigures>;
  readonly standing: ReadonlyMap<Period, StandingMeasurement>;
  /** The period of each event that states or once stated figures, by event id. */
  readonly periods: ReadonlyMap<string, Period>;
  /** By event id of each measurement and correction whose figures ended so. */
  readonly withdrawals: ReadonlyMap<string, Withdrawal>;
}

type Evolve = {
  [Type in IndicatorMeasurementEventType]: (
    state: MeasuredIndicatorState,
    data: IndicatorMeasurementEvents[Type],
    event: RecordedEvent,
  ) => MeasuredIndicatorState;
};

const withStanding = (
  state: MeasuredIndicatorState,
  period: Period,
  standing: StandingMeasurement,
): MeasuredIndicatorState => ({
  ...state,
  standing: new Map(state.standing).set(period, standing),
  periods: new Map(state.periods).set(standing.eventId, period),
});

const steps: Evolve = {
  MeasurementRecorded: (state, { period, value, numerator, denominator, measuredOn, source }, event) =>
    withStanding(state, period, {
      eventId: event.id,
      figures: { value, numerator, denominator, measuredOn },
      source,
      correction: null,
      recordedBy: event.metadata.actor.id,
      confirmedBy: null,
    }),
  MeasurementCorrected: (state, { period, measurement, to, reason }, event) =>
    withStanding(state, period, {
      eventId: event.id,
      figures: to,
      source: state.standing.get(period)?.source ?? '',
      correction: { of: measurement, reason },
      recordedBy: event.metadata.actor.id,
      confirmedBy: null,
    }),
  MeasurementConfirmed: (state, { period, measurement }, event) => {
    const standing = state.standing.get(period);
    if (standing?.eventId !== measurement) return state;
    return withStanding(state, period, { ...standing, confirmedBy: event.metadata.actor.id });
  },
  MeasurementWithdrawn: (state, { period, measurement, reason }) => {
    const standing = new Map(state.standing);
    standing.delete(period);
    const withdrawals = new Map(state.withdrawals);
    for (const [eventId, of] of state.periods) {
      if (of === period && !withdrawals.has(eventId)) withdrawals.set(eventId, { measurement, reason });
    }
    return { ...state, standing, withdrawals };
  },
  TargetSet: (state, { year, to }) =>
    withTargets({ ...state, setTargets: new Map(state.setTargets).set(year, to) }),
};

/** The targets that a definition itself sets, by year. */
export function definedTargets(
  definition: Pick<Indicator, 'target' | 'targetMax' | 'stretchTarget' | 'targetYear' | 'targets'>,
): ReadonlyMap<number, TargetFigures> {
  const { target, targetMax, stretchTarget, targetYear, targets } = definition;
  return targetsByYear([{ year: targetYear, target, targetMax, stretchTarget }, ...targets]);
}

/** Targets of a catalogue's list by year; one without a figure is none. */
export function targetsByYear(targets: readonly YearTarget[]): ReadonlyMap<number, TargetFigures> {
  return new Map(
    targets.flatMap(({ year, target, targetMax, stretchTarget }) =>
      target === null ? [] : [[year, { target, targetMax, stretchTarget }]],
    ),
  );
}

function withTargets(state: MeasuredIndicatorState): MeasuredIndicatorState {
  const ofDefinition = state.definition ? definedTargets(state.definition) : [];
  return { ...state, targets: new Map([...ofDefinition, ...state.setTargets]) };
}

function defined(state: MeasuredIndicatorState, event: RecordedEvent): MeasuredIndicatorState {
  const definition = indicatorState.evolve(state.definition, event);
  return definition === state.definition ? state : withTargets({ ...state, definition });
}

/**
 * The whole stream of an indicator, the catalogue's definition with what was measured and set behind it; or that of what
 * one unit reports on it.
 */
export const measuredIndicatorState = {
  initial: {
    definition: null,
    targets: new Map(),
    setTargets: new Map(),
    standing: new Map(),
    periods: new Map(),
    withdrawals: new Map(),
  } as MeasuredIndicatorState,
  /** Types it doesn't know change nothing. */
  evolve(state: MeasuredIndicatorState, event: RecordedEvent): MeasuredIndicatorState {
    if (!Object.hasOwn(steps, event.type)) return defined(state, event);
    const step = steps[event.type as IndicatorMeasurementEventType] as (
      state: MeasuredIndicatorState,
      data: unknown,
      event: RecordedEvent,
    ) => MeasuredIndicatorState;
    return step(state, event.data, event);
  },
};
