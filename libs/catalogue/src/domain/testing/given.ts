import { expect } from '@jest/globals';
import type { JsonObject, NewEvent, Position, RecordedEvent, StreamState } from '#event-log';
import { Refusal } from '#kernel';

const POSITION_DIGITS = 16;
const ID_DIGITS = 12;

interface StatedEvent {
  readonly type: string;
  readonly data: object;
}

/** Events as a log would answer them. */
export function recorded(stream: string, events: readonly StatedEvent[]): readonly RecordedEvent[] {
  return events.map(({ type, data }, index) => {
    const id = `00000000-0000-5000-8000-${String(index).padStart(ID_DIGITS, '0')}`;
    const metadata = {
      actor: { id: 'tester', role: 'standing-office', unit: null },
      commandId: id,
      correlationId: id,
      recordedAt: '2026-01-05T02:00:00.000Z',
      effectiveOn: '2026-01-05',
      schemaVersion: 1,
    };
    return {
      id,
      type,
      data: data as JsonObject,
      metadata,
      stream,
      revision: index,
      position: String(index).padStart(POSITION_DIGITS, '0') as Position,
      rawData: JSON.stringify(data),
      rawMetadata: JSON.stringify(metadata),
    };
  });
}

/** What a decision came to. Each check compares the whole outcome, so a refusal never passes for "nothing". */
export interface Outcome {
  /** Exactly these events in this order, every field of them. */
  then(first: StatedEvent, ...more: readonly StatedEvent[]): void;
  /** A refusal with this code whose flaws lie at these places. */
  thenRefused(code: string, ...places: readonly string[]): void;
  /** Accepted, with nothing left to do. */
  thenNothing(): void;
}

/** The grammar of the decisions: `given(stream, state, …events).when((state) => decision).then(…events)`. */
export function given<State>(
  stream: string,
  state: StreamState<State>,
  ...events: readonly StatedEvent[]
): { when(decide: (state: State) => readonly NewEvent[]): Outcome } {
  return {
    when(decide) {
      const outcome = outcomeOf(() => decide(recorded(stream, events).reduce(state.evolve, state.initial)));
      return {
        // biome-ignore lint/suspicious/noThenProperty: the grammar's own word; one awaited by mistake fails
        then: (...expected) => expect(outcome).toStrictEqual({ events: expected }),
        thenRefused: (code, ...places) => expect(outcome).toStrictEqual({ refused: code, places }),
        thenNothing: () => expect(outcome).toStrictEqual({ events: [] }),
      };
    },
  };
}

function outcomeOf(decide: () => readonly NewEvent[]) {
  try {
    return { events: decide() };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code, places: error.flaws.map(({ at }) => at) };
    throw error;
  }
}
