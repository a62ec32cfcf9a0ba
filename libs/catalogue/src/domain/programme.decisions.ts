import { refuseClassified } from './classified.js';
import { type Labels, sameOrRefused } from './difference.js';
import type { NewProgrammeEvent } from './programme.events.js';
import type { Programme, ProgrammeDefinition, ProgrammeState } from './programme.state.js';

export interface RegisterProgramme extends Programme {
  readonly classified: boolean;
  /** File name and SHA-256 (hex) of what the programme was read from. */
  readonly source: { readonly file: string; readonly sha256: string };
}

const LABELS: Labels<ProgrammeDefinition> = {
  title: 'tên',
  issuer: 'cơ quan ban hành',
  documentYear: 'năm của văn bản',
  period: 'thời hạn',
  sections: 'các mục',
  units: 'danh mục đơn vị',
  policy: 'quy định báo cáo',
};

/**
 * Registers a programme; the same again yields no events. The file that it was read from is not compared.
 * @throws {Refusal} `unprocessable` `classified-matter`; `conflict` `programme-differs`
 */
export function registerProgramme(
  command: RegisterProgramme,
  state: ProgrammeState,
): readonly NewProgrammeEvent[] {
  refuseClassified(command.classified);
  const { id, title, issuer, documentYear, period, sections, units, policy, source } = command;
  if (state) return sameOrRefused('programme-differs', `Chương trình “${id}”`, state, command, LABELS);
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
        source: { ...source },
      },
    },
  ];
}
