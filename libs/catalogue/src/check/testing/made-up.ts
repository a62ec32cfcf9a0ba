import { type Indicator, NO_DETAILS } from '../../domain/indicator.state.js';
import type { RegisterProgramme } from '../../domain/programme.decisions.js';
import { scheduleBody } from '../../domain/task.content.js';
import type { RegisterTask } from '../../domain/task.decisions.js';
import type { TaskRef } from '../../domain/task.state.js';
import type { UnitKind } from '../../domain/unit.events.js';
import type { CatalogueFile } from '../../loading/catalogue-file.js';

/** A task as a test gives it; what is left out is clear: a lead, a product, the whole year. */
export interface GivenTask {
  readonly title: string;
  readonly section?: string;
  readonly schedule?: string;
  readonly leads?: readonly string[];
  readonly unknownLeads?: readonly string[];
  readonly products?: readonly string[];
  readonly budget?: number;
  readonly group?: true;
  readonly parent?: string;
  /** `programme#code` */
  readonly from?: readonly string[];
}

export interface GivenIndicator {
  readonly name: string;
  readonly target: number | null;
  readonly group?: string;
  readonly unit?: string | null;
  readonly direction?: Indicator['direction'];
  readonly year?: number;
  readonly parent?: string;
  readonly strict?: boolean;
  /** Further years and their targets. */
  readonly later?: readonly (readonly [year: number, target: number])[];
}

export interface GivenProgramme {
  readonly issuer?: string;
  readonly year?: number;
  readonly until?: string;
  readonly issuedOn?: string;
  readonly basis?: readonly string[];
  /** Code → task, in the document's order. */
  readonly tasks?: Readonly<Record<string, GivenTask>>;
  readonly indicators?: Readonly<Record<string, GivenIndicator>>;
}

const UNITS: readonly (readonly [string, string, UnitKind])[] = [
  ['so-a', 'Sở A', 'department'],
  ['so-b', 'Sở B', 'department'],
  ['so-c', 'Sở C', 'department'],
  ['phong-a', 'Phòng A', 'division'],
  ['phong-b', 'Phòng B', 'division'],
  ['xa-a', 'Xã A', 'commune'],
  ['xa-b', 'Xã B', 'commune'],
];

const GROUPS = [
  { id: 'cac-so', name: 'Các sở', kinds: ['department'] },
  { id: 'tat-ca', name: 'Các cơ quan, địa phương', kinds: ['department', 'commune'] },
  { id: 'cac-xa', name: 'Các xã', kinds: ['commune'] },
] as const;

const unitsFile: CatalogueFile['units'] = {
  id: 'don-vi',
  flaws: [],
  units: UNITS.map(([id, name, kind], index) => ({
    value: { id, name, kind, code: null, aliases: [], ordinal: index + 1 },
    at: `don-vi.yaml:${index + 1}`,
  })),
  groups: GROUPS.map((group, index) => ({
    value: { ...group, aliases: [], units: [], exclude: [], descriptive: false, ordinal: index + 1 },
    at: `don-vi.yaml:${UNITS.length + index + 1}`,
  })),
  ids: new Set([...UNITS.map(([id]) => id), ...GROUPS.map(({ id }) => id)]),
};

const DEFAULT_YEAR = 2026;

/** A catalogue as `readCatalogueFile` would answer it. Lines are counted from 10, one to a task or indicator. */
export function madeUp(id: string, given: GivenProgramme): CatalogueFile {
  const year = given.year ?? DEFAULT_YEAR;
  const programme: RegisterProgramme = {
    id,
    title: `Chương trình ${id}`,
    issuer: given.issuer ?? 'Ủy ban nhân dân thành phố',
    documentYear: year,
    period: { from: `${year}-01-01`, until: given.until ?? `${year}-12-31` },
    sections: [{ code: 'I', title: 'Nhiệm vụ' }],
    units: 'don-vi',
    policy: 'city-monthly',
    number: null,
    issuedOn: given.issuedOn ?? null,
    basis: given.basis ?? [],
    classified: false,
    source: { file: `${id}.yaml`, sha256: '' },
  };
  const tasks = Object.entries(given.tasks ?? {}).map(([code, task], index) => ({
    value: taskOf(id, code, task, year, index + 1),
    at: `${id}.yaml:${10 + index}`,
  }));
  const indicators = Object.entries(given.indicators ?? {}).map(([code, indicator], index) => ({
    value: indicatorOf(id, code, indicator, year, index + 1),
    at: `${id}.yaml:${10 + tasks.length + index}`,
  }));
  return {
    flaws: [],
    classified: false,
    circular: false,
    programme: { value: programme, at: `${id}.yaml:1` },
    tasks,
    indicators,
    units: unitsFile,
  };
}

function refOf(text: string): TaskRef {
  const [programme = '', task = ''] = text.split('#');
  return { programme, task };
}

function taskOf(
  programme: string,
  code: string,
  given: GivenTask,
  year: number,
  ordinal: number,
): RegisterTask {
  const isGroup = given.group ?? false;
  return {
    programme,
    code,
    section: given.section ?? 'I',
    title: given.title,
    directingLeaders: [],
    leadUnits: given.leads ?? ['so-a'],
    coordinatingUnits: [],
    deliverables: given.products ?? (isGroup ? [] : ['Báo cáo']),
    schedule: scheduleBody(given.schedule ?? (isGroup ? '' : 'Cả năm'), year),
    budgetMillionVnd: given.budget ?? null,
    isGroup,
    parentCode: given.parent ?? null,
    unknownLeadUnits: given.unknownLeads ?? [],
    unknownCoordinatingUnits: [],
    note: null,
    derivedFrom: (given.from ?? []).map(refOf),
    classified: false,
    ordinal,
  };
}

function indicatorOf(
  programme: string,
  code: string,
  given: GivenIndicator,
  year: number,
  ordinal: number,
): Indicator {
  return {
    ...NO_DETAILS,
    programme,
    code,
    group: given.group ?? 'I',
    name: given.name,
    unit: given.unit === undefined ? '%' : given.unit,
    direction: given.direction ?? 'at_least',
    target: given.target,
    targetMax: null,
    stretchTarget: null,
    targetYear: given.year ?? year,
    parentCode: given.parent ?? null,
    strict: given.strict ?? false,
    targets: (given.later ?? []).map(([later, target]) => ({
      year: later,
      target,
      targetMax: null,
      stretchTarget: null,
    })),
    ordinal,
  };
}
