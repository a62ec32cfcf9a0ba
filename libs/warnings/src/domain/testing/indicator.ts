import { judge } from '#indicators';
import { localDate } from '#kernel';
import { type IndicatorCourse, offTrackInputs } from '../indicator-course.js';
import type { Moment } from '../rules/rule.js';
import type { ClearingCause } from '../warning.events.js';
import { idOf, PROGRAMME } from './history.js';

/** The indicator of every course: a share, in %, of which at least so much is wanted. */
export const INDICATOR = '1.2.(1)/1';

/** One recorded fact of the indicator. */
export type IndicatorStep = { readonly at: string } & (
  | { readonly type: 'target'; readonly year: number; readonly target: number }
  | { readonly type: 'figure'; readonly period: string; readonly on: string; readonly value: number }
  /** Other figures, or none, in the place of those of a period. */
  | { readonly type: 'correction'; readonly period: string; readonly value: number | null }
  | { readonly type: 'owner'; readonly unit: string }
);

const CAUSES: Readonly<Record<IndicatorStep['type'], ClearingCause>> = {
  target: 'target',
  figure: 'measurement',
  correction: 'measurement',
  owner: 'definition',
};

/** A figure of a month, spoken of its last day as a rule. */
export function measured(at: string, period: string, value: number, on = `${period}-28`): IndicatorStep {
  return { at, type: 'figure', period, on, value };
}

export function correctedTo(at: string, period: string, value: number | null): IndicatorStep {
  return { at, type: 'correction', period, value };
}

export function targeted(at: string, target: number, year = 2026): IndicatorStep {
  return { at, type: 'target', year, target };
}

export function owned(at: string, unit: string): IndicatorStep {
  return { at, type: 'owner', unit };
}

/** The course of an indicator of which this was recorded; the fact at an index has the id {@link idOf} that. */
export function courseOf(steps: readonly IndicatorStep[]): IndicatorCourse {
  const known = (at: string) => steps.filter((step) => step.at <= at);
  return {
    programme: PROGRAMME,
    code: INDICATOR,
    years: [...new Set(steps.flatMap((step) => (step.type === 'target' ? [step.year] : [])))].sort(),
    moments: steps.map(({ at, type }, index): Moment => ({ at, cause: CAUSES[type], event: idOf(index) })),
    ownerAt: (at) => known(at).findLast((step) => step.type === 'owner')?.unit ?? null,
    offTrackAt(at, year) {
      const targets = new Map<number, number>();
      const figures = new Map<
        string,
        { eventId: string; period: string; value: number; measuredOn: string }
      >();
      for (const [index, step] of known(at).entries()) {
        if (step.type === 'target' && step.year <= year) targets.set(step.year, step.target);
        if (step.type === 'figure') {
          const { period, value, on: measuredOn } = step;
          figures.set(period, { eventId: idOf(index), period, value, measuredOn });
        }
        if (step.type !== 'correction') continue;
        const before = figures.get(step.period);
        figures.delete(step.period);
        if (before && step.value !== null) {
          figures.set(step.period, { ...before, eventId: idOf(index), value: step.value });
        }
      }
      const judgement = judge({
        direction: 'at_least',
        unit: '%',
        targets: [...targets].map(([one, target]) => ({
          year: one,
          target,
          targetMax: null,
          stretchTarget: null,
        })),
        measurements: [...figures.values()],
        programmeFrom: '2026-01-01',
        asOf: localDate(at),
      });
      return offTrackInputs({ judgement, unit: '%' }, year);
    },
  };
}
