import type { JsonObject } from '#event-log';
import { eventsOf, type Judgement } from '#indicators';
import type { Moment } from './rules/rule.js';
import { RULE_VERSIONS } from './warning.events.js';

/**
 * What is known of one indicator over time: when something was recorded of it, and what would have been said of it at
 * any instant by what had been recorded until then.
 */
export interface IndicatorCourse {
  readonly programme: string;
  readonly code: string;
  /** Years that a target was ever set for, in order. */
  readonly years: readonly number[];
  /** Everything that was recorded and may change how it stands, in order of time; not before its first figure. */
  readonly moments: readonly Moment[];
  /** What the judgement rested on where it was off its track to the target of a year; null where it was not. */
  offTrackAt(at: string, year: number): JsonObject | null;
  /** The unit that owned it by what was known at an instant; null: none. */
  ownerAt(at: string): string | null;
}

/** How an indicator was judged, in which unit of measure. */
export interface JudgedCourse {
  readonly judgement: Judgement;
  readonly unit: string | null;
}

/**
 * What a warning keeps of a judgement: what was looked at, and why it is off its track.
 * @returns null where the indicator is not off its track, or was judged by the target of another year
 */
export function offTrackInputs({ judgement, unit }: JudgedCourse, year: number): JsonObject | null {
  const { verdict, why, inputs } = judgement;
  const { target, latest, start, expected, tolerance, from, until } = inputs;
  if (verdict !== 'off-track' || target?.year !== year || !latest) return null;
  const { value, measuredOn, period, parts } = latest;
  return {
    ruleVersion: RULE_VERSIONS['indicator-off-track'],
    value,
    unit,
    measuredOn,
    period,
    ...(parts ? { parts: { ...parts } } : {}),
    target: target.target,
    targetMax: target.targetMax,
    expected,
    tolerance,
    from,
    until,
    start: start && { value: start.value, on: start.measuredOn, event: start.eventId },
    events: [...eventsOf(latest)],
    why,
  };
}
