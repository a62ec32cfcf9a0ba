import { LoadProgrammeCommand } from '#catalogue';
import { SmallConfig } from '../support/config-folder.js';
import { FINANCE, PEOPLE, TestSystem } from '../support/system.js';

/** A catalogue of 2026 with one task of one unit, and the indicators that a test is about. */
interface MadeProgramme {
  readonly id: string;
  readonly title: string;
  /** The task's schedule, as its document writes it. */
  readonly schedule: string;
  /** Entries of the file, `  - { code: … }` each. */
  readonly indicators: readonly string[];
}

const catalogueOf = ({ id, title, schedule, indicators }: MadeProgramme) => `id: ${id}
title: ${title}
issuer: Ban Chỉ đạo
documentYear: 2026
period: { from: 2026-01-01, until: 2026-12-31 }
units: hai-phong
policy: city-monthly
classified: false
sections:
  - { code: I, title: Chỉ đạo }
tasks:
  - code: '1'
    section: I
    title: Số hóa hồ sơ
    directingLeaders: []
    leadUnits: [${FINANCE}]
    coordinatingUnits: []
    deliverables: []
    schedule: ${schedule}
indicators:
${indicators.join('\n')}
`;

/** A system that has loaded a made programme beside its own. */
export interface MadeSystem {
  readonly system: TestSystem;
  close(): Promise<void>;
}

/** Opens a system whose configuration holds the programme, and loads it. */
export async function openWith(programme: MadeProgramme): Promise<MadeSystem> {
  const config = new SmallConfig();
  config.write(`catalogues/${programme.id}.yaml`, catalogueOf(programme));
  process.env.NQ57_CONFIG_DIR = config.folder;
  const system = await TestSystem.open({ tasks: [] });
  await system.commands.execute(new LoadProgrammeCommand(programme.id, system.context(PEOPLE.office)));
  await system.settled();
  return {
    system,
    async close() {
      delete process.env.NQ57_CONFIG_DIR;
      config.delete();
      await system.close();
    },
  };
}
