import { expect } from '@jest/globals';
import type { RecordedEvent } from '#event-log';
import type { NewPeriodEvent } from '../period.events.js';
import { type PeriodState, periodState, periodStream } from '../period.state.js';
import { type GivenEvent, outcomeOf, recordedIn } from './given.js';

export const PROGRAMME = 'mau-2026';
export const PERIOD = '2026-03';

/** An event by an account. */
export type By = readonly [by: string, event: GivenEvent];

/** Events of the period's stream as a log would answer them. */
export function recordedBy(events: readonly By[]): readonly RecordedEvent[] {
  return recordedIn(
    periodStream(PROGRAMME, PERIOD),
    '2026-04-07T02:00:00.000Z',
    events.map(([by, event]) => ({ by, ...event })),
  );
}

/** The state after the events. */
export function foldPeriod(events: readonly By[]): PeriodState {
  return recordedBy(events).reduce(periodState.evolve, periodState.initial);
}

/** What a decision came to; each check compares the whole outcome. */
export interface Outcome {
  /** Exactly this, every field of it: events, or what else the decision answers. */
  then(answer: unknown): void;
  /** A refusal with this stable code and this sentence for people. */
  thenRefused(code: string, detail: string): void;
  /** Accepted, with nothing left to do. */
  thenNothing(): void;
}

/** `givenPeriod(…events).when((state) => decision).then(answer)`. An error that is no refusal comes through. */
export function givenPeriod(...events: readonly By[]): {
  when(decide: (state: PeriodState) => readonly NewPeriodEvent[] | string): Outcome;
} {
  return {
    when(decide) {
      const outcome = outcomeOf(() => decide(foldPeriod(events)));
      return {
        // biome-ignore lint/suspicious/noThenProperty: the grammar's own word; one awaited by mistake fails
        then: (answer) => expect(outcome).toStrictEqual({ answer }),
        thenRefused: (code, detail) => expect(outcome).toStrictEqual({ code, detail }),
        thenNothing: () => expect(outcome).toStrictEqual({ answer: [] }),
      };
    },
  };
}
