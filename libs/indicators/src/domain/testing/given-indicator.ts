import { expect } from '@jest/globals';
import type { IndicatorDefined } from '#catalogue';
import type { JsonObject, NewEvent, Position, RecordedEvent } from '#event-log';
import { Refusal } from '#kernel';
import type { MeasuringFacts, MeasuringUnit } from '../indicator-measurement.decisions.js';
import { type MeasuredIndicatorState, measuredIndicatorState } from '../indicator-measurement.state.js';

export const PROGRAMME = 'mau-2026';
export const CODE = 'I.4/1';
export const SUBJECT = { programme: PROGRAMME, code: CODE };

/** The account that {@link recorded} events were recorded by. */
export const RECORDED_BY = 'thuong-truc';

/** What is known from outside the stream, but for what is said: the indicator's own figure, by {@link RECORDED_BY}. */
export const factsOn = (today: string, fields: Partial<MeasuringFacts> = {}): MeasuringFacts => ({
  programmeFrom: '2026-01-01',
  today,
  by: RECORDED_BY,
  byRule: false,
  unit: null,
  closed: [],
  ...fields,
});

/** An event of the indicator's stream as a test states it. */
export interface GivenEvent {
  readonly type: string;
  readonly data: JsonObject;
}

/** The id of the event at a place of the stream. */
export const eventIdAt = (revision: number) =>
  `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`;

const SHARE: IndicatorDefined = {
  ...SUBJECT,
  group: 'I.4',
  name: 'Thủ tục làm trực tuyến',
  unit: '%',
  direction: 'at_least',
  target: 95,
  targetMax: null,
  stretchTarget: null,
  targetYear: 2026,
  ordinal: 1,
};

/** A share of at least 95 % by 2026, but for what is said. */
export const defined = (fields: Partial<IndicatorDefined> = {}): GivenEvent => ({
  type: 'IndicatorDefined',
  data: { ...SHARE, ...fields } as IndicatorDefined,
});

/** The same, of the figures that the units of a group report. */
export const byUnits = (fields: Partial<IndicatorDefined> = {}): GivenEvent =>
  defined({ formula: { kind: 'weighted-average', of: { group: 'cac-xa' } }, ...fields });

/** A unit of the group that feeds an indicator, but for what is said. */
export const ofUnit = (
  id: string,
  definition: GivenEvent,
  fields: Partial<MeasuringUnit> = {},
): MeasuringUnit => ({
  id,
  isRegistered: true,
  isMember: true,
  definition: foldIndicator([definition]).definition,
  ...fields,
});

/** Events as a log would answer them. */
export function recorded(events: readonly GivenEvent[]): readonly RecordedEvent[] {
  return events.map(({ type, data }, revision) => {
    const id = eventIdAt(revision);
    const metadata = {
      actor: { id: RECORDED_BY, role: 'standing-office', unit: null },
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
      stream: `indicator-${PROGRAMME}.${CODE}`,
      revision,
      position: String(revision).padStart(16, '0') as Position,
      rawData: JSON.stringify(data),
      rawMetadata: JSON.stringify(metadata),
    };
  });
}

/** The state after the events. */
export function foldIndicator(events: readonly GivenEvent[]): MeasuredIndicatorState {
  return recorded(events).reduce(measuredIndicatorState.evolve, measuredIndicatorState.initial);
}

/** What a decision came to; each check compares the whole outcome. */
export interface Outcome {
  /** Exactly these events, every field of them. */
  then(...events: readonly NewEvent[]): void;
  /** A refusal with this stable code and this sentence for people. */
  thenRefused(code: string, detail: string): void;
  /** Accepted, with nothing left to do. */
  thenNothing(): void;
}

/** `givenIndicator(…events).when((state) => decision).then(…events)`. An error that is no {@link Refusal} comes through. */
export function givenIndicator(...events: readonly GivenEvent[]): {
  when(decide: (state: MeasuredIndicatorState) => readonly NewEvent[]): Outcome;
} {
  return {
    when(decide) {
      const outcome = (() => {
        try {
          return { events: decide(foldIndicator(events)) };
        } catch (error) {
          if (error instanceof Refusal) return { code: error.code, detail: error.detail };
          throw error;
        }
      })();
      return {
        // biome-ignore lint/suspicious/noThenProperty: the grammar's own word; one awaited by mistake fails
        then: (...expected) => expect(outcome).toStrictEqual({ events: expected }),
        thenRefused: (code, detail) => expect(outcome).toStrictEqual({ code, detail }),
        thenNothing: () => expect(outcome).toStrictEqual({ events: [] }),
      };
    },
  };
}
