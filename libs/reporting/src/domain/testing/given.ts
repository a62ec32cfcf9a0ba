import { expect } from '@jest/globals';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import { Refusal } from '#kernel';
import { type PolicyState, policyState } from '../policy.decisions.js';
import type { ReportingPolicyAdopted } from '../policy.events.js';

/** An event of the programme's stream as a test states it. */
export interface GivenEvent {
  readonly type: string;
  readonly data: JsonObject;
}

/** The programme has been registered; what else its event says is of no concern here. */
export const programmeRegistered: GivenEvent = { type: 'ProgrammeRegistered', data: {} };

const RECORDED_AT = '2026-01-05T02:00:00.000Z';

/** Events as a log would answer them. */
export function recorded(events: readonly GivenEvent[]): readonly RecordedEvent[] {
  return events.map(({ type, data }, revision) => {
    const id = `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`;
    const metadata = {
      actor: { id: 'tester', role: 'standing-office', unit: null },
      commandId: id,
      correlationId: id,
      recordedAt: RECORDED_AT,
      effectiveOn: '2026-01-05',
      schemaVersion: 1,
    };
    return {
      id,
      type,
      data,
      metadata,
      stream: 'programme-mau-2026',
      revision,
      position: String(revision).padStart(16, '0') as Position,
      rawData: JSON.stringify(data),
      rawMetadata: JSON.stringify(metadata),
    };
  });
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
      const outcome = outcomeOf(decide, fold(events));
      return {
        // biome-ignore lint/suspicious/noThenProperty: the grammar's own word; one awaited by mistake fails
        then: (event) => expect(outcome).toStrictEqual({ events: [event] }),
        thenRefused: (code, detail) => expect(outcome).toStrictEqual({ code, detail }),
        thenNothing: () => expect(outcome).toStrictEqual({ events: [] }),
      };
    },
  };
}

function outcomeOf(decide: Decide, state: PolicyState): object {
  try {
    return { events: decide(state) };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, detail: error.detail };
    throw error;
  }
}
