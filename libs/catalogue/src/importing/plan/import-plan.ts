import { programmeChanges } from '../../domain/programme.decisions.js';
import type { ProgrammeChange, SourceBody } from '../../domain/programme.events.js';
import { type Programme, type ProgrammeDefinition } from '../../domain/programme.state.js';
import { bodyOfSchedule } from '../../domain/task.content.js';
import { taskChanges } from '../../domain/task.decisions.js';
import type { AuthorityBody, TaskChange } from '../../domain/task.events.js';
import type { Task, TaskDefinition } from '../../domain/task.state.js';
import {
  type CorrectedCell,
  type Draft,
  type DraftColumns,
  type DraftFlaw,
  type DraftNote,
  type DraftTask,
  type Field,
  type NearUnit,
  placeText,
  type RowPlace,
  rowKey,
  type UnitMention,
} from '../appendix/draft.js';

/** What the person who imports says beside the file. */
export interface ImportRequest {
  readonly programme: string;
  readonly title?: string;
  readonly issuer?: string;
  /** Id of the units file whose units the document speaks of. */
  readonly units: string;
  /** Id of the reporting policy that a new programme asks for. */
  readonly policy: string;
  /** Number of the document by which registered tasks are amended; default: the file's own. */
  readonly document?: string;
  /** Ids of units and groups for names that aren't known, by the name as written. */
  readonly unitIds?: Readonly<Record<string, string>>;
}

/** What stands in the log under the programme's id; a task can stand there before its programme does. */
export interface Registered {
  readonly programme: Programme | null;
  /** Those that the file holds too, by code. */
  readonly tasks: ReadonlyMap<string, Task>;
  /** All of the programme, in its order. */
  readonly titles: readonly { readonly code: string; readonly title: string }[];
}

/** `unreadable`: something of the row can't be read. */
export const PLANNED_ACTIONS = ['create', 'change', 'keep', 'unreadable'] as const;
export type PlannedAction = (typeof PLANNED_ACTIONS)[number];

/** What can't be read. */
export interface PlannedFlaw extends DraftFlaw {
  /** Whether the cell is one of a planned task's row. */
  readonly isOfTask: boolean;
}

export interface PlannedTask {
  readonly action: PlannedAction;
  /** “” where the row has no number, which a flaw says. */
  readonly code: string;
  /** Row of the file, for people. */
  readonly place: string;
  /** The same, by which its cells are corrected. */
  readonly origin: RowPlace;
  /** What the file says in it. */
  readonly cells: Readonly<Partial<Record<Field, string>>>;
  readonly corrections: readonly CorrectedCell[];
  readonly flaws: readonly { readonly field: Field; readonly detail: string }[];
  readonly definition: TaskDefinition;
  /** What changes, field by field; empty for what isn't registered or stays. */
  readonly changes: readonly TaskChange[];
  /** Place in the document, from 1. */
  readonly ordinal: number;
}

/** A name in the file that no known unit or group bears. */
export interface UnknownUnit {
  readonly text: string;
  /** Where it stands as lead and as coordinating unit: codes of tasks. */
  readonly leads: readonly string[];
  readonly coordinates: readonly string[];
  readonly nearest: readonly NearUnit[];
}

/** Everything that confirming an import would do, and what stands against it. Pure data. */
export interface ImportPlan {
  readonly programme: string;
  readonly isNew: boolean;
  readonly definition: ProgrammeDefinition;
  /** Of a registered programme. */
  readonly programmeChanges: readonly ProgrammeChange[];
  /** In the file's order. */
  readonly tasks: readonly PlannedTask[];
  /** Registered tasks that the file doesn't hold: they stay as they are. */
  readonly absent: readonly { readonly code: string; readonly title: string }[];
  readonly unknownUnits: readonly UnknownUnit[];
  /** What can't be read, by row and column. Not empty: the import can't be confirmed. */
  readonly unreadable: readonly PlannedFlaw[];
  /** What was said in the place of cells: of headings above tasks first, then of tasks, each in the file's order. */
  readonly corrections: readonly CorrectedCell[];
  readonly skipped: readonly DraftNote[];
  readonly healed: readonly DraftNote[];
  readonly columns: readonly DraftColumns[];
  /** The document by which registered tasks would be amended. */
  readonly document: AuthorityBody;
  readonly source: SourceBody;
}

/** Columns that a field of a task is read from; a file without all of them leaves the registered content alone. */
const COLUMNS_OF: Readonly<Partial<Record<keyof TaskDefinition, readonly Field[]>>> = {
  directingLeaders: ['leaders'],
  leadUnits: ['lead'],
  unknownLeadUnits: ['lead'],
  coordinatingUnits: ['coordinating'],
  unknownCoordinatingUnits: ['coordinating'],
  deliverables: ['product'],
  schedule: ['schedule', 'start', 'finish'],
  budgetMillionVnd: ['budget'],
  note: ['note'],
};

const ISSUER_NOT_SAID = 'Không ghi trong tệp';

/** Compares what a file holds with what is registered. Pure; nothing is written by it. */
export function planImport(
  draft: Draft,
  registered: Registered,
  request: ImportRequest,
  source: SourceBody,
): ImportPlan {
  const flaws = [...draft.unreadable];
  const definition = registered.programme
    ? amendedDefinition(registered.programme, draft, request)
    : newDefinition(draft, request, source);
  const present = new Set(draft.columns.flatMap(({ headings }) => Object.keys(headings) as Field[]));
  const flawsOf = new Map<string, DraftFlaw[]>();
  for (const flaw of flaws) {
    if (flaw.cell) {
      const key = rowKey(flaw.cell.place);
      flawsOf.set(key, [...(flawsOf.get(key) ?? []), flaw]);
    }
  }
  const tasks = draft.tasks.map((task, index) => {
    const planned = plannedTask(task, index + 1, registered.tasks.get(task.code), present, request);
    const own = (flawsOf.get(rowKey(task.place)) ?? []).map(({ cell, detail }) => ({
      field: cell!.field,
      detail,
    }));
    return own.length === 0 ? planned : { ...planned, action: 'unreadable' as const, flaws: own };
  });
  const rows = new Set(tasks.map(({ origin }) => rowKey(origin)));
  const codes = new Set(tasks.map(({ code }) => code));
  return {
    programme: request.programme,
    isNew: registered.programme === null,
    definition,
    programmeChanges: registered.programme ? programmeChanges(registered.programme, definition) : [],
    tasks,
    absent: registered.titles.filter(({ code }) => !codes.has(code)),
    unknownUnits: unknownUnits(draft, request),
    unreadable: flaws.map((flaw) => ({
      ...flaw,
      isOfTask: flaw.cell !== undefined && rows.has(rowKey(flaw.cell.place)),
    })),
    corrections: [...(draft.headingCorrections ?? []), ...tasks.flatMap(({ corrections }) => corrections)],
    skipped: draft.skipped,
    healed: draft.healed,
    columns: draft.columns,
    document: authority(draft, request, registered.programme, source),
    source,
  };
}

function newDefinition(draft: Draft, request: ImportRequest, source: SourceBody): ProgrammeDefinition {
  const { title, issuer, number, issuedOn, year = 0, period } = draft.about;
  return {
    title: request.title ?? title ?? source.file.replace(/\.[^.]*$/, ''),
    issuer: request.issuer ?? issuer ?? ISSUER_NOT_SAID,
    documentYear: year,
    period: period ?? { from: `${year}-01-01`, until: `${year}-12-31` },
    sections: draft.sections.map(({ code, title: name }) => ({ code, title: name })),
    units: request.units,
    policy: request.policy,
    number: number ?? null,
    issuedOn: issuedOn ?? null,
    basis: [],
  };
}

/** What the file says of the document is only added where nothing was known; what the person says counts. */
function amendedDefinition(programme: Programme, draft: Draft, request: ImportRequest): ProgrammeDefinition {
  const { id: _id, ...registered } = programme;
  const stated = new Map(draft.sections.map(({ code, title }) => [code, title]));
  const known = new Set(registered.sections.map(({ code }) => code));
  return {
    ...registered,
    ...(request.title === undefined ? {} : { title: request.title }),
    ...(request.issuer === undefined ? {} : { issuer: request.issuer }),
    number: registered.number ?? draft.about.number ?? null,
    issuedOn: registered.issuedOn ?? draft.about.issuedOn ?? null,
    sections: [
      ...registered.sections.map(({ code, title }) => ({ code, title: stated.get(code) ?? title })),
      ...draft.sections.filter(({ code }) => !known.has(code)).map(({ code, title }) => ({ code, title })),
    ],
  };
}

function plannedTask(
  draft: DraftTask,
  ordinal: number,
  registered: Task | undefined,
  present: ReadonlySet<Field>,
  request: ImportRequest,
): PlannedTask {
  const read = definitionOf(draft, request);
  const { code, place, cells = {}, corrections = [] } = draft;
  const { table, row } = place;
  const origin = { table, row };
  const base = { code, place: placeText(place), origin, cells, corrections, flaws: [], ordinal };
  const said = new Set(corrections.map(({ field }) => field));
  if (!registered) return { ...base, action: 'create', definition: read, changes: [] };
  const untouched = (Object.entries(COLUMNS_OF) as [keyof TaskDefinition, readonly Field[]][])
    .filter(([, columns]) => !columns.some((column) => present.has(column) || said.has(column)))
    .map(([field]) => [field, registered[field]]);
  const definition: TaskDefinition = { ...read, ...Object.fromEntries(untouched) };
  const changes = taskChanges(registered, definition);
  return { ...base, action: changes.length > 0 ? 'change' : 'keep', definition, changes };
}

function definitionOf(draft: DraftTask, request: ImportRequest): TaskDefinition {
  const { section, title, directingLeaders, deliverables, phrase, schedule } = draft;
  const { budgetMillionVnd, isGroup, parentCode, note } = draft;
  const lead = resolved(draft.leadUnits, request);
  const coordinating = resolved(draft.coordinatingUnits, request);
  return {
    section,
    title,
    directingLeaders,
    leadUnits: lead.ids,
    coordinatingUnits: coordinating.ids,
    deliverables,
    schedule: bodyOfSchedule(phrase, schedule ?? { kind: 'none' }),
    budgetMillionVnd,
    isGroup,
    parentCode,
    unknownLeadUnits: lead.unknown,
    unknownCoordinatingUnits: coordinating.unknown,
    note,
  };
}

const idOf = ({ id, text }: UnitMention, { unitIds }: ImportRequest) => id ?? unitIds?.[text] ?? null;

function resolved(mentions: readonly UnitMention[], request: ImportRequest) {
  const ids = new Set<string>();
  const unknown = new Set<string>();
  for (const mention of mentions) {
    const id = idOf(mention, request);
    if (id === null) unknown.add(mention.text);
    else ids.add(id);
  }
  return { ids: [...ids], unknown: [...unknown] };
}

function unknownUnits({ tasks }: Draft, request: ImportRequest): UnknownUnit[] {
  const found = new Map<string, { leads: string[]; coordinates: string[]; nearest: readonly NearUnit[] }>();
  const note = (mentions: readonly UnitMention[], side: 'leads' | 'coordinates', code: string) => {
    for (const mention of mentions) {
      if (idOf(mention, request) !== null) continue;
      const known = found.get(mention.text) ?? { leads: [], coordinates: [], nearest: mention.nearest };
      known[side].push(code);
      found.set(mention.text, known);
    }
  };
  for (const { leadUnits, coordinatingUnits, code } of tasks) {
    note(leadUnits, 'leads', code);
    note(coordinatingUnits, 'coordinates', code);
  }
  return [...found].map(([text, rest]) => ({ text, ...rest }));
}

function authority(
  { about }: Draft,
  { document }: ImportRequest,
  programme: Programme | null,
  { file }: SourceBody,
): AuthorityBody {
  if (document !== undefined) return { number: document, date: null, issuer: null };
  if (about.number !== undefined) {
    return { number: about.number, date: about.issuedOn ?? null, issuer: about.issuer ?? null };
  }
  return { number: file, date: null, issuer: programme?.issuer ?? null };
}
