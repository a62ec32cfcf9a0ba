import type { Flaw } from '#kernel';
import {
  type Baseline,
  CADENCES,
  DIRECTIONS,
  type Formula,
  type Path,
  type PathPoint,
  type RolledUp,
  type RollUp,
  SYSTEM_FIGURES,
  TIMINGS,
  type YearTarget,
} from '../domain/indicator.events.js';
import { circles, dayFlaws, indicatorFlaws, rollUpFlaws } from '../domain/indicator.flaws.js';
import { type Indicator, indicatorStream } from '../domain/indicator.state.js';
import { ID, ID_FORM, type Located, type UnitsFile } from './units-file.js';
import { type Keys, optional, Unique, whole, type YamlFields, type YamlValue } from './yaml-file.js';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** See `indicatorStream` for why parentheses come in pairs. */
const CODE = {
  pattern: /^(?=.{1,60}$)[0-9A-Za-z](?:[0-9A-Za-z./-]|\([0-9A-Za-z.]+\))*$/,
  form: 'tối đa 60 chữ không dấu, số và các dấu . / - ( ), ngoặc mở và đóng đủ cặp, đầu là chữ hoặc số',
};

const KEYS: Keys = {
  code: 'required',
  group: 'required',
  name: 'required',
  unit: 'optional',
  direction: 'required',
  target: 'optional',
  targetMax: 'optional',
  stretchTarget: 'optional',
  targetYear: 'required',
  parentCode: 'optional',
  strict: 'optional',
  approximate: 'optional',
  baseline: 'optional',
  cadence: 'optional',
  timing: 'optional',
  owner: 'optional',
  formula: 'optional',
  dataSource: 'optional',
  verification: 'optional',
  path: 'optional',
  targets: 'optional',
};
const YEAR_KEYS: Keys = {
  year: 'required',
  target: 'optional',
  targetMax: 'optional',
  stretchTarget: 'optional',
};
const OF: Keys = { of: 'required' };
const FORMULA_FORMS = {
  direct: {},
  ratio: { numerator: 'required', denominator: 'required' },
  sum: OF,
  'weighted-average': OF,
  last: OF,
  min: OF,
  max: OF,
  system: OF,
} satisfies Record<Formula['kind'], Keys>;
const PATH_FORMS = {
  linear: {},
  quarterly: {},
  'by-hand': { points: 'required' },
} satisfies Record<Path['kind'], Keys>;

/** What the rest of the file says; undefined what of it couldn't be read. */
interface Surroundings {
  readonly programme: string;
  readonly documentYear: number | undefined;
  readonly period: { readonly from: string; readonly until: string } | undefined;
  readonly units: UnitsFile | undefined;
}

interface Read {
  readonly indicator: Indicator;
  readonly item: YamlValue;
  readonly fields: YamlFields;
}

/**
 * Reads and checks the indicators of a catalogue file, each for itself and all of them together; what is wrong is noted
 * in the file. `circular`: one of them would be computed from itself.
 */
export function readIndicators(
  root: YamlFields,
  around: Surroundings,
): { readonly indicators: readonly Located<Indicator>[]; readonly circular: boolean } {
  const codes = new Unique('mã chỉ tiêu');
  const read = root.items('indicators').flatMap((item, index): Read[] => {
    const fields = item.fields(KEYS);
    const indicator = fields && readIndicator(fields, index + 1, codes, around);
    return indicator ? [{ indicator, item, fields }] : [];
  });
  const indicators = read.map(({ indicator }) => indicator);
  const entryOf = new Map(read.map((entry) => [entry.indicator.code, entry]));
  const note = ({ item }: Read, { at, detail }: Flaw) => item.nearest(at).flaw(detail);
  for (const entry of read) {
    const days = around.period ? dayFlaws(entry.indicator, around.period) : [];
    for (const flaw of [...indicatorFlaws(entry.indicator), ...days]) note(entry, flaw);
  }
  for (const { indicator, ...flaw } of rollUpFlaws(indicators))
    note(entryOf.get(indicator.code) as Read, flaw);
  const found = circles(indicators);
  for (const [first = '', ...rest] of found) {
    entryOf.get(first)?.item.flaw(`các chỉ tiêu tính vòng tròn: ${[first, ...rest, first].join(' → ')}`);
  }
  if (around.units) refuseSharedStreams(read, around.programme, around.units);
  return {
    indicators: read.map(({ indicator, item }) => ({ value: indicator, at: item.file.at(item.place) })),
    circular: found.length > 0,
  };
}

function readIndicator(
  fields: YamlFields,
  ordinal: number,
  codes: Unique,
  { programme, documentYear = FIRST_YEAR, units }: Surroundings,
): Indicator | undefined {
  const text = (field: string) => optional(fields.given(field), (value) => value.text());
  const mark = (field: string) => (fields.given(field) ? fields.given(field)?.boolean() : false);
  const code = fields.get('code')?.matching(CODE.pattern, CODE.form);
  if (code !== undefined) codes.claim(code, fields.get('code') as YamlValue);
  return whole<Indicator>({
    programme,
    code,
    group: fields.get('group')?.text(),
    name: fields.get('name')?.text(),
    unit: text('unit'),
    direction: fields.get('direction')?.oneOf(DIRECTIONS),
    ...figures(fields),
    targetYear: fields.get('targetYear')?.integer(documentYear, LAST_YEAR),
    parentCode: text('parentCode'),
    strict: mark('strict'),
    approximate: mark('approximate'),
    baseline: optional(fields.given('baseline'), readBaseline),
    cadence: optional(fields.given('cadence'), (value) => value.oneOf(CADENCES)),
    timing: optional(fields.given('timing'), (value) => value.oneOf(TIMINGS)),
    owner: optional(fields.given('owner'), (value) => readOwner(value, units)),
    formula: optional(fields.given('formula'), (value) => readFormula(value, units)),
    dataSource: text('dataSource'),
    verification: text('verification'),
    path: optional(fields.given('path'), readPath),
    targets: fields.given('targets') ? readTargets(fields.items('targets'), documentYear) : [],
    ordinal,
  });
}

function figures(fields: YamlFields) {
  const figure = (field: string) => optional(fields.given(field), (value) => value.number());
  return {
    target: figure('target'),
    targetMax: figure('targetMax'),
    stretchTarget: figure('stretchTarget'),
  };
}

function readTargets(items: readonly YamlValue[], documentYear: number): YearTarget[] | undefined {
  return allOf(
    items.map((item) => {
      const fields = item.fields(YEAR_KEYS);
      if (!fields) return undefined;
      const year = fields.get('year')?.integer(documentYear, LAST_YEAR);
      return whole<YearTarget>({ year, ...figures(fields) });
    }),
  );
}

function readBaseline(value: YamlValue): Baseline | undefined {
  const fields = value.fields({ value: 'required', on: 'required' });
  return whole<Baseline>({ value: fields?.get('value')?.number(), on: fields?.get('on')?.date() });
}

function readPath(value: YamlValue): Path | undefined {
  const form = value.variant(PATH_FORMS);
  if (form?.kind !== 'by-hand') return form && { kind: form.kind };
  if (!form.fields.get('points')) return undefined;
  const points = allOf(
    form.fields.items('points').map((item) => {
      const fields = item.fields({ on: 'required', value: 'required' });
      return whole<PathPoint>({ on: fields?.get('on')?.date(), value: fields?.get('value')?.number() });
    }),
  );
  return points && { kind: 'by-hand', points };
}

function readFormula(value: YamlValue, units: UnitsFile | undefined): Formula | undefined {
  const form = value.variant(FORMULA_FORMS);
  if (!form) return undefined;
  const { kind, fields } = form;
  if (kind === 'direct') return { kind };
  if (kind === 'ratio') {
    const [numerator, denominator] = [fields.get('numerator')?.text(), fields.get('denominator')?.text()];
    return numerator === undefined || denominator === undefined
      ? undefined
      : { kind, numerator, denominator };
  }
  const of = fields.get('of');
  if (kind === 'system') {
    const figure = of?.oneOf(SYSTEM_FIGURES);
    return figure && { kind, of: figure };
  }
  const rolledUp = of && readRolledUp(of, units);
  return rolledUp && { kind: kind satisfies RollUp, of: rolledUp };
}

function readRolledUp(value: YamlValue, units: UnitsFile | undefined): RolledUp | undefined {
  const fields = value.fields({ codes: 'optional', group: 'optional' });
  if (!fields) return undefined;
  const given = fields.given('group');
  if ((given === undefined) === (fields.given('codes') === undefined)) {
    return value.flaw(`${value.label}: phải gồm đúng một trong hai trường codes, group`);
  }
  if (!given) return { codes: fields.texts('codes') };
  const group = given.matching(ID, ID_FORM);
  if (group === undefined) return undefined;
  const known = units?.groups.find(({ value: one }) => one.id === group)?.value;
  if (units && !known) given.flaw(`“group”: không có nhóm đơn vị “${group}” trong units/${units.id}.yaml`);
  if (known?.descriptive) given.flaw(`“group”: nhóm “${group}” chỉ mô tả, không có đơn vị nào để tổng hợp`);
  return { group };
}

function readOwner(value: YamlValue, units: UnitsFile | undefined): string | undefined {
  const owner = value.matching(ID, ID_FORM);
  if (owner === undefined || !units || units.units.some(({ value: unit }) => unit.id === owner)) return owner;
  const isGroup = units.groups.some(({ value: group }) => group.id === owner);
  value.flaw(
    isGroup
      ? `“owner”: “${owner}” là nhóm; phải là một đơn vị`
      : `“owner”: không có đơn vị “${owner}” trong units/${units.id}.yaml`,
  );
  return owner;
}

function allOf<Value>(values: readonly (Value | undefined)[]): Value[] | undefined {
  return values.includes(undefined) ? undefined : (values as Value[]);
}

/** Figures of a unit stand on a stream of their own, behind the indicator's code: it must not be another's. */
function refuseSharedStreams(read: readonly Read[], programme: string, units: UnitsFile): void {
  const streams = new Map(
    read.map(({ indicator }) => [indicatorStream(programme, indicator.code), indicator.code]),
  );
  for (const { indicator, fields } of read) {
    const stream = indicatorStream(programme, indicator.code);
    const dot = stream.lastIndexOf('.');
    const [of, unit] = [streams.get(stream.slice(0, dot)), stream.slice(dot + 1)];
    if (of === undefined || !units.ids.has(unit)) continue;
    fields
      .get('code')
      ?.flaw(`mã chỉ tiêu “${indicator.code}” trùng với số liệu của đơn vị “${unit}” cho chỉ tiêu “${of}”`);
  }
}
