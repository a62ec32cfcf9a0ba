import type { RecordedEvent } from '#event-log';
import { bodyOf } from './difference.js';
import type { ProgrammeAmended, ProgrammeRegistered } from './programme.events.js';

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
  readonly number: string | null;
  /** `YYYY-MM-DD`; null where it isn't known. */
  readonly issuedOn: string | null;
  /** Ids of the programmes that it carries out. */
  readonly basis: readonly string[];
}

export interface Programme extends ProgrammeDefinition {
  readonly id: string;
}

/** Null before the registration. */
export type ProgrammeState = Programme | null;

export const programmeState = {
  initial: null as ProgrammeState,
  evolve(state: ProgrammeState, event: RecordedEvent): ProgrammeState {
    switch (event.type) {
      case 'ProgrammeRegistered': {
        if (state) return state;
        const { source: _source, ...body } = bodyOf<ProgrammeRegistered>(event);
        return { number: null, issuedOn: null, basis: [], ...body, id: programmeIdOf(event.stream) };
      }
      case 'ProgrammeAmended':
        return state && amendedProgramme(state, bodyOf<ProgrammeAmended>(event));
      default:
        return state;
    }
  },
};

/** A programme after the changes of an amendment. */
export function amendedProgramme<Definition extends ProgrammeDefinition>(
  programme: Definition,
  { changes }: Pick<ProgrammeAmended, 'changes'>,
): Definition {
  return { ...programme, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
}
