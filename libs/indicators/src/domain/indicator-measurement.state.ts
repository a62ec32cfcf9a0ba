import { type IndicatorState, indicatorState } from '#catalogue';
import type { RecordedEvent } from '#event-log';
import type { Period } from '#kernel';
import type {
  IndicatorMeasurementEvents,
  IndicatorMeasurementEventType,
  MeasuredFigures,
  TargetFigures,
} from './indicator-measurement.events.js';

/** The figures that stand for a period. */
export interface StandingMeasurement {
  /** The event that states them: a measurement or a correction. */
  readonly eventId: string;
  readonly figures: MeasuredFigures;
  readonly source: string;
  /** The event whose figures these replaced, and why; null for the first ones. */
  readonly correction: { readonly of: string; readonly reason: string } | null;
}

export interface MeasuredIndicatorState {
  /** Null before the catalogue has defined the indicator. */
  readonly definition: IndicatorState;
  /** Targets in force, by year. */
  readonly targets: ReadonlyMap<number, TargetFigures>;
  readonly standing: ReadonlyMap<Period, StandingMeasurement>;
  /** The period of each event that states or once stated figures, by event id. */
  readonly periods: ReadonlyMap<string, Period>;
}

type Evolve = {
  [Type in IndicatorMeasurementEventType]: (
    state: MeasuredIndicatorState,
    data: IndicatorMeasurementEvents[Type],
    eventId: string,
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
  MeasurementRecorded: (state, { period, value, numerator, denominator, measuredOn, source }, eventId) =>
    withStanding(state, period, {
      eventId,
      figures: { value, numerator, denominator, measuredOn },
      source,
      correction: null,
    }),
  MeasurementCorrected: (state, { period, measurement, to, reason }, eventId) =>
    withStanding(state, period, {
      eventId,
      figures: to,
      source: state.standing.get(period)?.source ?? '',
      correction: { of: measurement, reason },
    }),
  TargetSet: (state, { year, to }) => ({ ...state, targets: new Map(state.targets).set(year, to) }),
};

function defined(state: MeasuredIndicatorState, event: RecordedEvent): MeasuredIndicatorState {
  const definition = indicatorState.evolve(state.definition, event);
  if (definition === state.definition || !definition || definition.target === null) {
    return definition === state.definition ? state : { ...state, definition };
  }
  const { target, targetMax, stretchTarget, targetYear } = definition;
  return { ...state, definition, targets: new Map([[targetYear, { target, targetMax, stretchTarget }]]) };
}

/** The whole stream of an indicator: the catalogue's definition, and what was measured and set behind it. */
export const measuredIndicatorState = {
  initial: {
    definition: null,
    targets: new Map(),
    standing: new Map(),
    periods: new Map(),
  } as MeasuredIndicatorState,
  /** Types it doesn't know change nothing. */
  evolve(state: MeasuredIndicatorState, event: RecordedEvent): MeasuredIndicatorState {
    if (!Object.hasOwn(steps, event.type)) return defined(state, event);
    const step = steps[event.type as IndicatorMeasurementEventType] as (
      state: MeasuredIndicatorState,
      data: unknown,
      eventId: string,
    ) => MeasuredIndicatorState;
    return step(state, event.data, event.id);
  },
};
