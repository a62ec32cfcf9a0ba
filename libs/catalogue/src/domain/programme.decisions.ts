import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '#event-log';
import { Refusal } from '#kernel';
import { refuseClassified } from './classified.js';
import { type Labels, sameOrRefused } from './difference.js';
import type { NewProgrammeEvent, ProgrammeChange, SourceBody } from './programme.events.js';
import {
  amendedProgramme,
  type Programme,
  type ProgrammeDefinition,
  type ProgrammeState,
} from './programme.state.js';

export interface RegisterProgramme extends Programme {
  readonly classified: boolean;
  /** File name and SHA-256 (hex) of what the programme was read from. */
  readonly source: { readonly file: string; readonly sha256: string };
}

/** The fields of a programme and their names for people. */
export const PROGRAMME_LABELS: Labels<ProgrammeDefinition> = {
  title: 'tên',
  issuer: 'cơ quan ban hành',
  documentYear: 'năm của văn bản',
  period: 'thời hạn',
  sections: 'các mục',
  units: 'danh mục đơn vị',
  policy: 'quy định báo cáo',
  number: 'số văn bản',
  issuedOn: 'ngày ban hành',
  basis: 'căn cứ',
};

/**
 * Registers a programme; the same again yields no events, and what was not said before is added. The file that it was
 * read from is not compared.
 * @throws {Refusal} `unprocessable` `classified-matter`; `conflict` `programme-differs`
 */
export function registerProgramme(
  command: RegisterProgramme,
  state: ProgrammeState,
): readonly NewProgrammeEvent[] {
  refuseClassified(command.classified);
  const { id, title, issuer, documentYear, period, sections, units, policy, source } = command;
  const { number, issuedOn, basis } = command;
  if (state) {
    const added = programmeChanges(state, command).filter(({ from }) => isNothing(from));
    const rest = amendedProgramme(state, { changes: added });
    sameOrRefused('programme-differs', `Chương trình “${id}”`, rest, command, PROGRAMME_LABELS);
    return added.length === 0
      ? []
      : [{ type: 'ProgrammeAmended', data: { changes: added, source: { ...source } } }];
  }
  return [
    {
      type: 'ProgrammeRegistered',
      data: {
        title,
        issuer,
        documentYear,
        period: { ...period },
        sections: sections.map((section) => ({ ...section })),
        units,
        policy,
        ...(number === null ? {} : { number }),
        ...(issuedOn === null ? {} : { issuedOn }),
        ...(basis.length === 0 ? {} : { basis }),
        source: { ...source },
      },
    },
  ];
}

const isNothing = (value: JsonValue) => value === null || (Array.isArray(value) && value.length === 0);

/** Field by field, what a programme would change to; none where it stays. */
export function programmeChanges(
  now: ProgrammeDefinition,
  then: ProgrammeDefinition,
): readonly ProgrammeChange[] {
  return (Object.keys(PROGRAMME_LABELS) as (keyof ProgrammeDefinition)[])
    .filter((field) => !isDeepStrictEqual(now[field], then[field]))
    .map((field) => ({ field, from: now[field] as JsonValue, to: then[field] as JsonValue }));
}

export interface AmendProgramme {
  readonly id: string;
  /** The whole content as it is to be. */
  readonly definition: ProgrammeDefinition;
  readonly source: SourceBody;
}

/**
 * States a programme's content anew; the same content yields no events.
 * @throws {Refusal} `not-found` `programme-not-found`
 */
export function amendProgramme(
  { id, definition, source }: AmendProgramme,
  state: ProgrammeState,
): readonly NewProgrammeEvent[] {
  if (!state) throw new Refusal('not-found', 'programme-not-found', `Không có chương trình “${id}”.`);
  const changes = programmeChanges(state, definition);
  return changes.length === 0 ? [] : [{ type: 'ProgrammeAmended', data: { changes, source: { ...source } } }];
}
