import type { RecordedEvent } from '#event-log';
import { bodyOf } from './difference.js';
import type { ProgrammeRegistered } from './programme.events.js';

const PREFIX = 'programme-';

export function programmeStream(id: string): string {
  return `${PREFIX}${id}`;
}

/** The programme's id, from its stream's name. */
export function programmeIdOf(stream: string): string {
  return stream.slice(PREFIX.length);
}

export interface Section {
  readonly code: string;
  readonly title: string;
}

export interface ProgrammeDefinition {
  readonly title: string;
  readonly issuer: string;
  readonly documentYear: number;
  /** First and last day, `YYYY-MM-DD`. */
  readonly period: { readonly from: string; readonly until: string };
  readonly sections: readonly Section[];
  readonly units: string;
  readonly policy: string;
}

export interface Programme extends ProgrammeDefinition {
  readonly id: string;
}

/** Null before the registration. */
export type ProgrammeState = Programme | null;

export const programmeState = {
  initial: null as ProgrammeState,
  evolve(state: ProgrammeState, event: RecordedEvent): ProgrammeState {
    if (event.type !== 'ProgrammeRegistered' || state) return state;
    const { title, issuer, documentYear, period, sections, units, policy } =
      bodyOf<ProgrammeRegistered>(event);
    const id = programmeIdOf(event.stream);
    return { id, title, issuer, documentYear, period, sections, units, policy };
  },
};
