import { expect } from '@jest/globals';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import { Refusal } from '#kernel';
import type { NewPeriodEvent } from '../period.events.js';
import { type PeriodState, periodState, periodStream } from '../period.state.js';

export const PROGRAMME = 'mau-2026';
export const PERIOD = '2026-03';

/** An event of the period's stream as a test states it. */
export interface GivenEvent {
  readonly type: string;
  readonly data: JsonObject;
}

/** The id of the event at a place of the stream. */
export const eventIdAt = (revision: number) =>
  `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`;

/** An event by an account. */
export type By = readonly [by: string, event: GivenEvent];

/** Events as a log would answer them. */
export function recordedBy(events: readonly By[]): readonly RecordedEvent[] {
  return events.map(([by, { type, data }], revision) => {
    const id = eventIdAt(revision);
    const metadata = {
      actor: { id: by, role: 'standing-office', unit: null },
      commandId: id,
      correlationId: id,
      recordedAt: '2026-04-07T02:00:00.000Z',
      effectiveOn: '2026-04-07',
      schemaVersion: 1,
    };
    return {
      id,
      type,
      data,
      metadata,
      stream: periodStream(PROGRAMME, PERIOD),
      revision,
      position: String(revision).padStart(16, '0') as Position,
      rawData: JSON.stringify(data),
      rawMetadata: JSON.stringify(metadata),
    };
  });
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

/** `givenPeriod(…events).when((state) => decision).then(answer)`. An error that is no {@link Refusal} comes through. */
export function givenPeriod(...events: readonly By[]): {
  when(decide: (state: PeriodState) => readonly NewPeriodEvent[] | string): Outcome;
} {
  return {
    when(decide) {
      const outcome = (() => {
        try {
          return { answer: decide(foldPeriod(events)) };
        } catch (error) {
          if (error instanceof Refusal) return { code: error.code, detail: error.detail };
          throw error;
        }
      })();
      return {
        // biome-ignore lint/suspicious/noThenProperty: the grammar's own word; one awaited by mistake fails
        then: (answer) => expect(outcome).toStrictEqual({ answer }),
        thenRefused: (code, detail) => expect(outcome).toStrictEqual({ code, detail }),
        thenNothing: () => expect(outcome).toStrictEqual({ answer: [] }),
      };
    },
  };
}
