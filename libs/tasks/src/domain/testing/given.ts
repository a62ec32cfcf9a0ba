import { expect } from '@jest/globals';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import { localDate, Refusal } from '#kernel';
import type { NewAssignmentEvent } from '../assignment.events.js';
import { type AssignmentState, assignmentState } from '../assignment.state.js';

/** When an event was recorded (ISO instant) and the date that it speaks of; both may be left out. */
interface Recording {
  /** Default: the instant of the event before it, {@link FIRST_RECORDED_AT} for the first. */
  readonly recordedAt?: string;
  /** Default: the local day of recording. */
  readonly effectiveOn?: string;
}

/** A past event as a test states it. */
export type GivenEvent = NewAssignmentEvent & Recording;

/** 09:00 on Monday 5 January 2026, local time. */
export const FIRST_RECORDED_AT = '2026-01-05T02:00:00.000Z';

const STREAM = 'assignment-test';
const ID_DIGITS = 12;
const POSITION_DIGITS = 16;

/** The id that the event at an index (0-based) of the given ones gets. */
export function idOf(index: number): string {
  return `00000000-0000-5000-8000-${String(index).padStart(ID_DIGITS, '0')}`;
}

/** The same event, recorded at another instant (ISO 8601, UTC, milliseconds). */
export function at(recordedAt: string, event: NewAssignmentEvent): GivenEvent {
  return { ...event, recordedAt };
}

/**
 * Events as a log would answer them, with ids by {@link idOf}.
 * Takes types that the assignment doesn't know, too.
 */
export function recorded(
  events: readonly ({ readonly type: string; readonly data: JsonObject } & Recording)[],
): readonly RecordedEvent[] {
  let lastRecordedAt = FIRST_RECORDED_AT;
  return events.map(({ type, data, recordedAt = lastRecordedAt, effectiveOn }, index) => {
    lastRecordedAt = recordedAt;
    const metadata = {
      actor: { id: 'tester', role: 'standing-office', unit: null },
      commandId: idOf(index),
      correlationId: idOf(index),
      recordedAt,
      effectiveOn: effectiveOn ?? localDate(recordedAt),
      schemaVersion: 1,
    };
    return {
      id: idOf(index),
      type,
      data,
      metadata,
      stream: STREAM,
      revision: index,
      position: String(index).padStart(POSITION_DIGITS, '0') as Position,
      rawData: JSON.stringify(data),
      rawMetadata: JSON.stringify(metadata),
    };
  });
}

function frozen<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

/** The state after the events. It is frozen to the depth: a decision that changed it would fail. */
export function fold(events: readonly GivenEvent[]): AssignmentState {
  return frozen(recorded(events).reduce(assignmentState.evolve, assignmentState.initial));
}

type Decide = (state: AssignmentState) => readonly NewAssignmentEvent[];

/** What a command came to. Each check compares the whole outcome, so a refusal never passes for "nothing". */
export interface Outcome {
  /** Exactly these events in this order, every field of them. */
  then(first: NewAssignmentEvent, ...more: readonly NewAssignmentEvent[]): void;
  /** A refusal with this stable code. */
  thenRefused(code: string): void;
  /** Accepted, with nothing left to do. */
  thenNothing(): void;
}

/**
 * The grammar of the decisions: `given(…events).when((state) => decision).then(…events)`.
 * An error that is not a {@link Refusal} comes through as it is.
 */
export function given(...events: readonly GivenEvent[]): { when(decide: Decide): Outcome } {
  return {
    when(decide) {
      const outcome = outcomeOf(decide, fold(events));
      return {
        // biome-ignore lint/suspicious/noThenProperty: the grammar's own word; one awaited by mistake fails
        then: (...expected) => expect(outcome).toStrictEqual({ events: expected }),
        thenRefused: (code) => expect(outcome).toStrictEqual({ refused: code }),
        thenNothing: () => expect(outcome).toStrictEqual({ events: [] }),
      };
    },
  };
}

function outcomeOf(
  decide: Decide,
  state: AssignmentState,
): { events: readonly unknown[] } | { refused: string } {
  try {
    return { events: decide(state) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code };
    throw error;
  }
}
