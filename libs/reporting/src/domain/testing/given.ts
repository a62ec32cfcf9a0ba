import { expect } from '@jest/globals';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import { localDate, Refusal } from '#kernel';
import { type PolicyState, policyState } from '../policy.decisions.js';
import type { ReportingPolicyAdopted } from '../policy.events.js';

/** An event of the programme's stream as a test states it. */
export interface GivenEvent {
  readonly type: string;
  readonly data: JsonObject;
}

/** The programme has been registered; what else its event says is of no concern here. */
export const programmeRegistered: GivenEvent = { type: 'ProgrammeRegistered', data: {} };

/** The id of the event at a place of its stream. */
export const eventIdAt = (revision: number) =>
  `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`;

/** Events of a stream as a log would answer them, all recorded at one instant. */
export function recordedIn(
  stream: string,
  recordedAt: string,
  events: readonly (GivenEvent & { readonly by: string })[],
): readonly RecordedEvent[] {
  return events.map(({ by, type, data }, revision) => {
    const id = eventIdAt(revision);
    const metadata = {
      actor: { id: by, role: 'standing-office', unit: null },
      commandId: id,
      correlationId: id,
      recordedAt,
      effectiveOn: localDate(recordedAt),
      schemaVersion: 1,
    };
    return {
      id,
      type,
      data,
      metadata,
      stream,
      revision,
      position: String(revision).padStart(16, '0') as Position,
      rawData: JSON.stringify(data),
      rawMetadata: JSON.stringify(metadata),
    };
  });
}

/** Events of the programme's stream as a log would answer them. */
export function recorded(events: readonly GivenEvent[]): readonly RecordedEvent[] {
  return recordedIn(
    'programme-mau-2026',
    '2026-01-05T02:00:00.000Z',
    events.map((event) => ({ by: 'tester', ...event })),
  );
}

/** The state after the events. */
export function fold(events: readonly GivenEvent[]): PolicyState {
  return recorded(events).reduce(policyState.evolve, policyState.initial);
}

type Decide = (state: PolicyState) => readonly ReportingPolicyAdopted[];

/** What a command came to; each check compares the whole outcome. */
export interface Outcome {
  /** Exactly this event, every field of it. */
  then(event: ReportingPolicyAdopted): void;
  /** A refusal with this stable code and this sentence for people. */
  thenRefused(code: string, detail: string): void;
  /** Accepted, with nothing left to do. */
  thenNothing(): void;
}

/** `given(…events).when((state) => decision).then(event)`. An error that is no {@link Refusal} comes through. */
export function given(...events: readonly GivenEvent[]): { when(decide: Decide): Outcome } {
  return {
    when(decide) {
      const outcome = outcomeOf(() => decide(fold(events)));
      return {
        // biome-ignore lint/suspicious/noThenProperty: the grammar's own word; one awaited by mistake fails
        then: (event) => expect(outcome).toStrictEqual({ answer: [event] }),
        thenRefused: (code, detail) => expect(outcome).toStrictEqual({ code, detail }),
        thenNothing: () => expect(outcome).toStrictEqual({ answer: [] }),
      };
    },
  };
}

/** What a decision came to: its answer, or the refusal; any other error comes through. */
export function outcomeOf(decide: () => unknown): object {
  try {
    return { answer: decide() };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, detail: error.detail };
    throw error;
  }
}
