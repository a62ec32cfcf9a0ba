import type { Indicator } from '../domain/indicator.state.js';
import type { RegisterProgramme } from '../domain/programme.decisions.js';
import type { RegisterTask } from '../domain/task.decisions.js';
import type { TaskRef } from '../domain/task.state.js';
import { isMember, type UnitGroup } from '../domain/unit-group.state.js';
import type { CatalogueFile } from '../loading/catalogue-file.js';
import type { Located } from '../loading/units-file.js';
import type { Side } from './findings.js';
import { type Phrase, readingsOf } from './similarity.js';

/** The rank of an office: what the city's units lead, what a unit's own rooms lead, what a commune leads. */
export type Level = 'city' | 'room' | 'commune';

/** A task in its place. */
export interface Row {
  readonly source: Source;
  readonly task: RegisterTask;
  readonly at: string;
  readonly readings: readonly Phrase[];
  /** Who the row belongs to in its document: its lead units, or its section where none is named. */
  readonly owner: string;
}

/** An indicator in its place. */
export interface IndicatorRow {
  readonly source: Source;
  readonly indicator: Indicator;
  readonly at: string;
}

/** A programme that is checked. */
export interface Source {
  readonly programme: RegisterProgramme;
  readonly at: string;
  /** In the document's order. */
  readonly rows: readonly Row[];
  readonly indicators: readonly IndicatorRow[];
  readonly byCode: ReadonlyMap<string, Row>;
  /** Programmes whose tasks its own carry out: those stand above it. */
  readonly linkedTo: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, string>;
  readonly levels: ReadonlyMap<string, Level>;
  /** Id of a group → ids of its members; empty for a descriptive one. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

/** What is compared: the programmes by id, so that the order in which files were named changes nothing. */
export interface Sources {
  readonly list: readonly Source[];
  readonly byId: ReadonlyMap<string, Source>;
}

export function sourcesOf(files: readonly CatalogueFile[]): Sources {
  const list = files
    .flatMap((file) => (file.programme ? [sourceOf(file, file.programme)] : []))
    .sort((a, b) => compareText(a.programme.id, b.programme.id));
  return { list, byId: new Map(list.map((source) => [source.programme.id, source])) };
}

function sourceOf(file: CatalogueFile, { value: programme, at }: Located<RegisterProgramme>): Source {
  const units = (file.units?.units ?? []).map(({ value }) => value);
  const groups: readonly UnitGroup[] = (file.units?.groups ?? []).map(({ value }) => value);
  const rows: Row[] = [];
  const indicators: IndicatorRow[] = [];
  const byCode = new Map<string, Row>();
  const source: Source = {
    programme,
    at,
    rows,
    indicators,
    byCode,
    linkedTo: new Set(file.tasks.flatMap(({ value }) => value.derivedFrom.map(({ programme }) => programme))),
    names: new Map([...units, ...groups].map(({ id, name }) => [id, name])),
    levels: new Map(units.map(({ id, kind }) => [id, levelOf(kind)])),
    members: new Map(
      groups.map((group) => [group.id, units.filter((unit) => isMember(group, unit)).map(({ id }) => id)]),
    ),
  };
  for (const { value: task, at } of file.tasks) {
    const lead = [...task.leadUnits, ...task.unknownLeadUnits].sort();
    const owner = lead.length > 0 ? lead.join(' ') : `§ ${task.section}`;
    const row: Row = { source, task, at, readings: task.isGroup ? [] : readingsOf(task.title), owner };
    rows.push(row);
    byCode.set(task.code, row);
  }
  for (const { value: indicator, at } of file.indicators) indicators.push({ source, indicator, at });
  return source;
}

function levelOf(kind: string): Level {
  if (kind === 'division') return 'room';
  return kind === 'commune' || kind === 'village' ? 'commune' : 'city';
}

/** The rows that are work to be done: group rows are headings. */
export const jobsOf = ({ rows }: Source): readonly Row[] => rows.filter(({ task }) => !task.isGroup);

/** The row that a link leads to, where its programme is among those checked. */
export function originOf({ byId }: Sources, { programme, task }: TaskRef): Row | undefined {
  return byId.get(programme)?.byCode.get(task);
}

/** The lead units with groups replaced by their members, and the levels that these have. */
export function leadsOf({ source, task }: Row): {
  readonly named: readonly string[];
  readonly groups: readonly string[];
  readonly units: ReadonlySet<string>;
  readonly levels: ReadonlySet<Level>;
} {
  const named = [
    ...task.leadUnits.filter((id) => !source.members.has(id)),
    ...task.unknownLeadUnits.map((name) => `“${name}”`),
  ];
  const groups = task.leadUnits.filter((id) => source.members.has(id));
  const units = new Set([...named, ...groups.flatMap((id) => source.members.get(id) ?? [])]);
  const levels = new Set([...units].map((id) => source.levels.get(id) ?? 'city'));
  return { named, groups, units, levels };
}

/** One side of a finding on a task. */
export function sideOf(row: Row, says: string): Side {
  const { source, task, at } = row;
  const units = [...task.leadUnits.map((id) => source.names.get(id) ?? id), ...task.unknownLeadUnits];
  return { programme: task.programme, code: task.code, at, title: task.title, units, says };
}

export function sideOfIndicator({ indicator, at }: IndicatorRow, says: string): Side {
  return {
    programme: indicator.programme,
    code: indicator.code,
    at,
    title: indicator.name,
    units: [],
    says,
  };
}

export function sideOfProgramme({ programme, at }: Source, says: string): Side {
  return { programme: programme.id, code: null, at, title: programme.title, units: [], says };
}

/** By code unit, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In the order of programmes and rows. */
export function compareRows(a: Row, b: Row): number {
  return compareText(a.task.programme, b.task.programme) || a.task.ordinal - b.task.ordinal;
}

const carriesOut = (derived: Row, origin: Row) =>
  derived.task.derivedFrom.some(
    ({ programme, task }) => programme === origin.task.programme && task === origin.task.code,
  );

/** Whether one carries out the other. */
export const areLinked = (a: Row, b: Row): boolean => carriesOut(a, b) || carriesOut(b, a);
