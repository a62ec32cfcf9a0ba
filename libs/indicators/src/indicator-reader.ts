import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm';
import {
  type IndicatorView as DefinedIndicator,
  isMember,
  ListIndicatorsQuery,
  type NamedRef,
  ProgrammeDirectory,
  type ProgrammeView,
  type RollUp,
  UnitDirectory,
} from '#catalogue';
import { localDate, type Period } from '#kernel';
import { ReadModels } from '#projections';
import { policyOn, SlotService } from '#reporting';
import { expectedPeriods } from './domain/cadence.js';
import { feedingGroup, rollUpOf } from './domain/formula.js';
import {
  type JudgedMeasurement,
  type Judgement,
  judge,
  targetText,
  VERDICT_TEXT,
} from './domain/judgement.js';
import { byTime, type PartFigure, type RolledFigure, type RollUpPart, rollUp } from './domain/roll-up.js';
import {
  indicatorMeasurements,
  indicatorStreams,
  indicatorTargets,
} from './read-models/indicators/indicators.table.js';

export type MeasurementRow = typeof indicatorMeasurements.$inferSelect;
export type TargetRow = typeof indicatorTargets.$inferSelect;

/** What the parts of an indicator came to in a period. */
export type RolledPeriod = Omit<RolledFigure, 'events' | 'missing' | 'waiting'>;

/** What an indicator's figures are made of, and of how many of the parts. A missing part is missing, not zero. */
export interface RolledUpFigures extends Omit<RolledFigure, 'period' | 'value' | 'measuredOn'> {
  readonly kind: RollUp;
  readonly of: 'units' | 'codes';
  /** The group whose units report; null where it is made of other indicators. */
  readonly group: NamedRef | null;
  /** The indicators that it is made of; none where units report. */
  readonly codes: readonly string[];
  /** The period that the figures are of: the one that is judged, else the last; null: no part has reported yet. */
  readonly period: Period | null;
  readonly value: number | null;
  readonly measuredOn: string | null;
  /** Every period that a part has reported for, in time. */
  readonly byPeriod: readonly RolledPeriod[];
}

/** The periods that should have figures by a day, and those of them that have none ("khuyết"). */
export interface ExpectedPeriods {
  readonly expected: readonly Period[];
  readonly missing: readonly Period[];
}

/** Figures that no second person stands by yet, where the policy asks for one: they don't count. */
export interface WaitingFigure {
  readonly eventId: string;
  /** Null: the indicator's own. */
  readonly unit: string | null;
  readonly period: Period;
  readonly value: number;
  readonly measuredOn: string;
}

/** An indicator as its programme defines it, and how it stands as of a day. */
export interface JudgedIndicator extends DefinedIndicator {
  /** Name of the unit that answers for it; null where none is named. */
  readonly ownerName: string | null;
  /** The verdict in Vietnamese. */
  readonly verdictText: string;
  /** The target that is judged, in Vietnamese; null where there is none. */
  readonly targetText: string | null;
  readonly judgement: Judgement;
  /** Null where the figures are measured themselves. */
  readonly rollUp: RolledUpFigures | null;
  /** Null where the definition names no cadence. */
  readonly periods: ExpectedPeriods | null;
  readonly waiting: readonly WaitingFigure[];
  /** Whether any of it comes from a simulation. */
  readonly simulated: boolean;
}

/** An indicator with every version of its own targets and figures up to a day, oldest first. */
export interface KnownIndicator extends JudgedIndicator {
  readonly targetRows: readonly TargetRow[];
  readonly measurementRows: readonly MeasurementRow[];
}

/** What a unit has reported on an indicator for a period, with every version of it, oldest first. */
export interface UnitRows {
  readonly unit: NamedRef;
  readonly rows: readonly MeasurementRow[];
  readonly targets: readonly TargetRow[];
  /** Revision of the unit's stream; null: nothing was written on it. */
  readonly revision: number | null;
}

/** An indicator that can be judged as it would have been judged at any instant. */
export interface IndicatorOverTime {
  readonly indicator: DefinedIndicator;
  /** Its code, with those of everything that it is made of. */
  readonly codes: readonly string[];
  /** Whether figures of a group's units are among that. */
  readonly ofUnits: boolean;
  /** Years that a target was ever set for, in order. */
  readonly years: readonly number[];
  /**
   * As of the local day of an instant, by what had been recorded by it, the way to the target of a year: targets of later
   * years are not looked at, so that a year is judged after its end as well.
   */
  judgedAt(instant: string, year: number): Judgement;
}

/** Of the versions of targets those in force as of a day, by year: the last that was set by then, else the definition's. */
export function targetsInForce(rows: readonly TargetRow[], asOf: string): ReadonlyMap<number, TargetRow> {
  const inOrder = rows
    .filter(({ effectiveOn }) => effectiveOn === null || effectiveOn <= asOf)
    .toSorted((a, b) => Number(a.document !== null) - Number(b.document !== null) || a.revision - b.revision);
  return new Map(inOrder.map((row) => [row.year, row]));
}

/** What an indicator's figures come to. */
interface Evaluated {
  readonly figures: readonly PartFigure[];
  /** Null where they are measured themselves. */
  readonly rolled: readonly RolledFigure[] | null;
  readonly waiting: readonly WaitingFigure[];
  readonly simulated: boolean;
}

/** The units that report on an indicator, in the order of their file. */
type Membership = (indicator: Pick<DefinedIndicator, 'formula'>) => readonly NamedRef[];

/** Whether figures wait until a second person stands by them. */
type IsWaiting = (row: MeasurementRow) => boolean;

const NOTHING: Evaluated = { figures: [], rolled: null, waiting: [], simulated: false };

/** Judges indicators as of a day by what is known of them. */
@Injectable()
export class IndicatorReader {
  constructor(
    private readonly readModels: ReadModels,
    private readonly queries: QueryBus,
    private readonly programmes: ProgrammeDirectory,
    private readonly units: UnitDirectory,
    private readonly slots: SlotService,
  ) {}

  /**
   * The indicators of a programme in the document's order, judged as of the local day of an instant: by the figures of
   * days up to it and the targets in force on it, whenever they were recorded.
   * @param code only this one
   * @throws {Refusal} `programme-not-found`
   */
  async read(programme: string, instant: string, code?: string): Promise<KnownIndicator[]> {
    const asOf = localDate(instant);
    const view = this.programmes.get(programme);
    const all = await this.queries.execute(new ListIndicatorsQuery(programme));
    const asked = code === undefined ? all : all.filter((one) => one.code === code);
    const codes = code === undefined ? undefined : withParts(all, code);
    const targets = Map.groupBy(this.#targets(programme, code), (row) => row.code);
    const measurements = this.#measurements(programme, asOf, codes);
    const membersOf = this.#membership();
    const evaluate = evaluation(all, measurements, membersOf, this.waitingOf(programme));
    const names = this.units.names();
    return asked.map((indicator) => {
      const targetRows = targets.get(indicator.code) ?? [];
      const evaluated = evaluate(indicator.code);
      const periods = periodsOf(indicator, view, asOf, evaluated);
      const judgement = judgementOf(indicator, view, asOf, evaluated, periods, targetRows);
      return {
        ...indicator,
        ownerName: indicator.owner === undefined ? null : (names.get(indicator.owner) ?? indicator.owner),
        verdictText: VERDICT_TEXT[judgement.verdict],
        targetText: judgedTargetText(indicator, judgement),
        judgement,
        rollUp: rolledUpFigures(indicator, evaluated.rolled, judgement, membersOf(indicator), names),
        periods,
        waiting: evaluated.waiting,
        simulated: evaluated.simulated || targetRows.some(({ simulated }) => simulated === 1),
        targetRows,
        measurementRows: measurements.filter((row) => row.code === indicator.code && row.unit === null),
      };
    });
  }

  /** A programme's indicators, each with every version of its figures and targets; defined as they are defined now. */
  async overTime(programme: string): Promise<IndicatorOverTime[]> {
    const view = this.programmes.get(programme);
    const all = await this.queries.execute(new ListIndicatorsQuery(programme));
    const targets = Map.groupBy(this.#targets(programme), (row) => row.code);
    const rows = Map.groupBy(this.#versions(programme), (row) => row.code);
    const isWaiting = this.waitingOf(programme);
    const membersOf = this.#membership();
    return all.map((indicator) => {
      const codes = withParts(all, indicator.code);
      const own = targets.get(indicator.code) ?? [];
      const versions = codes.flatMap((code) => rows.get(code) ?? []);
      return {
        indicator,
        codes,
        ofUnits: all.some(({ code, formula }) => codes.includes(code) && feedingGroup(formula) !== null),
        years: [...new Set(own.map(({ year }) => year))].sort((a, b) => a - b),
        judgedAt: (instant, year) => {
          const asOf = localDate(instant);
          const known = versions.flatMap((row) => (row.measuredOn <= asOf ? knownBy(instant, row) : []));
          const then = evaluation(all, known, membersOf, isWaiting)(indicator.code);
          const periods = periodsOf(indicator, view, asOf, then);
          const targetRows = own.filter((row) => row.setAt <= instant && row.year <= year);
          return judgementOf(indicator, view, asOf, then, periods, targetRows);
        },
      };
    });
  }

  /** What each unit of the group that feeds an indicator has reported for a period up to the day of an instant. */
  unitRows(programme: string, indicator: DefinedIndicator, period: Period, instant: string): UnitRows[] {
    const { code } = indicator;
    const table = indicatorMeasurements;
    const rows = this.readModels.db
      .select()
      .from(table)
      .where(
        and(
          eq(table.programme, programme),
          eq(table.code, code),
          eq(table.period, period),
          lte(table.measuredOn, localDate(instant)),
        ),
      )
      .orderBy(asc(table.revision))
      .all();
    const targets = this.#unitTargets(programme, code);
    const revisions = this.#revisions(programme, code);
    return this.#membership()(indicator).map((unit) => ({
      unit,
      rows: rows.filter((row) => row.unit === unit.id),
      targets: targets.filter((row) => row.unit === unit.id),
      revision: revisions.get(unit.id) ?? null,
    }));
  }

  /** Revision of an indicator's own stream. */
  revision(programme: string, code: string): number {
    return this.#revisions(programme, code).get('') ?? 0;
  }

  /** Tells whether figures wait for a second person, as the policy of the day on which they were recorded asks. */
  waitingOf(programme: string): IsWaiting {
    const adopted = this.slots.policies(programme);
    const known = new Map<string, boolean>();
    const isAskedFor = (day: string) =>
      policyOn(adopted, day)?.policy.fourEyes?.includes('measurement') ?? false;
    return ({ recordedOn, byRule, confirmedBy }) => {
      if (byRule === 1 || confirmedBy !== null) return false;
      const asked = known.get(recordedOn) ?? isAskedFor(recordedOn);
      known.set(recordedOn, asked);
      return asked;
    };
  }

  #membership(): Membership {
    const { units, groups } = this.units.unitsAndGroups();
    const known = new Map<string, readonly NamedRef[]>();
    return ({ formula }) => {
      const id = feedingGroup(formula);
      if (id === null) return [];
      const before = known.get(id);
      if (before) return before;
      const group = groups.find((one) => one.id === id);
      const members = group
        ? units.filter((unit) => isMember(group, unit)).map((unit) => ({ id: unit.id, name: unit.name }))
        : [];
      known.set(id, members);
      return members;
    };
  }

  #targets(programme: string, code?: string): TargetRow[] {
    const table = indicatorTargets;
    return this.readModels.db
      .select()
      .from(table)
      .where(
        and(
          eq(table.programme, programme),
          code === undefined ? undefined : eq(table.code, code),
          isNull(table.unit),
        ),
      )
      .orderBy(asc(table.code), asc(table.year), asc(table.revision))
      .all();
  }

  #unitTargets(programme: string, code: string): TargetRow[] {
    const table = indicatorTargets;
    return this.readModels.db
      .select()
      .from(table)
      .where(and(eq(table.programme, programme), eq(table.code, code)))
      .orderBy(asc(table.year), asc(table.revision))
      .all();
  }

  #revisions(programme: string, code: string): ReadonlyMap<string, number> {
    const table = indicatorStreams;
    const rows = this.readModels.db
      .select({ unit: table.unit, revision: table.revision })
      .from(table)
      .where(and(eq(table.programme, programme), eq(table.code, code)))
      .all();
    return new Map(rows.map(({ unit, revision }) => [unit, revision]));
  }

  /** Every version of the figures of all indicators. */
  #versions(programme: string): MeasurementRow[] {
    const table = indicatorMeasurements;
    return this.readModels.db
      .select()
      .from(table)
      .where(eq(table.programme, programme))
      .orderBy(asc(table.code), asc(table.unit), asc(table.period), asc(table.revision))
      .all();
  }

  /** Of all indicators what stands; of those that are named every version. */
  #measurements(programme: string, asOf: string, codes?: readonly string[]): MeasurementRow[] {
    const table = indicatorMeasurements;
    return this.readModels.db
      .select()
      .from(table)
      .where(
        and(
          eq(table.programme, programme),
          codes === undefined ? isNull(table.endedBy) : inArray(table.code, [...codes]),
          lte(table.measuredOn, asOf),
        ),
      )
      .orderBy(asc(table.code), asc(table.unit), asc(table.period), asc(table.revision))
      .all();
  }
}

function judgedTargetText(indicator: DefinedIndicator, { inputs: { target } }: Judgement): string | null {
  return target && targetText(indicator.direction, target, indicator.unit, indicator);
}

/** What the figures of each indicator come to, its parts before it; a circle ends where it closes. */
function evaluation(
  all: readonly DefinedIndicator[],
  rows: readonly MeasurementRow[],
  membersOf: Membership,
  isWaiting: IsWaiting,
): (code: string) => Evaluated {
  const standing = Map.groupBy(
    rows.filter(({ endedBy }) => endedBy === null),
    (row) => row.code,
  );
  const known = new Map<string, Evaluated>();
  const evaluate = (code: string): Evaluated => {
    const before = known.get(code);
    if (before) return before;
    // Until it is done it has nothing: what would lead back to itself is missing there.
    known.set(code, NOTHING);
    const indicator = all.find((one) => one.code === code);
    const found = indicator ? evaluated(indicator, standing, membersOf, isWaiting, evaluate) : NOTHING;
    known.set(code, found);
    return found;
  };
  return evaluate;
}

function evaluated(
  indicator: DefinedIndicator,
  standing: ReadonlyMap<string, readonly MeasurementRow[]>,
  membersOf: Membership,
  isWaiting: IsWaiting,
  evaluate: (code: string) => Evaluated,
): Evaluated {
  const rows = standing.get(indicator.code) ?? [];
  const made = rollUpOf(indicator.formula);
  if (!made)
    return counted(
      rows.filter(({ unit }) => unit === null),
      isWaiting,
    );
  const byUnit = Map.groupBy(rows, ({ unit }) => unit ?? '');
  const parts: (Evaluated & { readonly id: string })[] =
    'group' in made.of
      ? membersOf(indicator).map(({ id }) => ({
          id,
          ...counted(byUnit.get(id) ?? [], isWaiting),
        }))
      : made.of.codes.map((code) => ({ id: code, ...evaluate(code) }));
  const rolled = rollUp({
    kind: made.kind,
    of: 'group' in made.of ? 'units' : 'codes',
    isShare: indicator.unit === '%',
    parts: parts.map(
      ({ id, figures, waiting }): RollUpPart => ({
        id,
        figures,
        waiting: waiting.map(({ period }) => period),
      }),
    ),
  });
  return {
    figures: rolled,
    rolled,
    waiting: parts.flatMap(({ waiting }) => waiting),
    simulated: parts.some(({ simulated }) => simulated),
  };
}

/** Of the figures that stand those that count, and those that wait. */
function counted(rows: readonly MeasurementRow[], isWaiting: IsWaiting): Evaluated {
  return {
    figures: rows
      .filter((row) => !isWaiting(row))
      .map(({ eventId, period, value, numerator, denominator, measuredOn }) => ({
        period,
        value,
        numerator,
        denominator,
        measuredOn,
        events: [eventId],
      })),
    rolled: null,
    waiting: rows.filter(isWaiting).map(({ eventId, unit, period, value, measuredOn }) => ({
      eventId,
      unit,
      period,
      value,
      measuredOn,
    })),
    simulated: rows.some(({ simulated }) => simulated === 1),
  };
}

/** A version as it was known at an instant; none before it was recorded. */
function knownBy(instant: string, row: MeasurementRow): MeasurementRow[] {
  if (row.recordedAt > instant) return [];
  const isEnded = row.endedAt !== null && row.endedAt <= instant;
  const isConfirmed = row.confirmedAt !== null && row.confirmedAt <= instant;
  return [
    { ...row, endedBy: isEnded ? row.endedBy : null, confirmedBy: isConfirmed ? row.confirmedBy : null },
  ];
}

/** An indicator's code with those of everything that it is made of. */
function withParts(all: readonly DefinedIndicator[], code: string): readonly string[] {
  const codes = new Set<string>();
  const gather = (one: string) => {
    if (codes.has(one)) return;
    codes.add(one);
    const of = rollUpOf(all.find((indicator) => indicator.code === one)?.formula)?.of;
    if (of && 'codes' in of) of.codes.forEach(gather);
  };
  gather(code);
  return [...codes];
}

function periodsOf(
  { cadence, direction }: DefinedIndicator,
  { period: { from, until } }: ProgrammeView,
  asOf: string,
  { figures, waiting }: Evaluated,
): ExpectedPeriods | null {
  if (!cadence || direction === 'qualitative') return null;
  const expected = expectedPeriods(cadence, from, until, asOf);
  const there = new Set([...figures, ...waiting].map(({ period }) => period));
  return { expected, missing: expected.filter((period) => !there.has(period)) };
}

function judgementOf(
  indicator: DefinedIndicator,
  { period: { from: programmeFrom } }: ProgrammeView,
  asOf: string,
  { figures, rolled, waiting }: Evaluated,
  periods: ExpectedPeriods | null,
  targetRows: readonly TargetRow[],
): Judgement {
  const { direction, unit, strict, approximate, baseline, timing, path, formula } = indicator;
  const made = rollUpOf(formula);
  const parts = new Map(rolled?.map(({ period, expected, reported }) => [period, { expected, reported }]));
  return judge({
    direction,
    unit,
    strict: strict ?? false,
    approximate: approximate ?? false,
    baseline: baseline ?? null,
    timing: timing ?? null,
    path: path ?? null,
    isRatio: formula?.kind === 'ratio',
    rollUp: made && { kind: made.kind, of: 'group' in made.of ? 'units' : 'codes' },
    targets: [...targetsInForce(targetRows, asOf).values()].map(
      ({ year, target, targetMax, stretchTarget }) => ({ year, target, targetMax, stretchTarget }),
    ),
    measurements: figures.map((figure) => measurementOf(figure, parts.get(figure.period))),
    missing: periods?.missing ?? [],
    waiting: waiting.length,
    programmeFrom,
    asOf,
  });
}

function measurementOf(
  { period, value, measuredOn, events }: PartFigure,
  parts: JudgedMeasurement['parts'],
): JudgedMeasurement {
  const [only] = events;
  if (!parts && only !== undefined) return { eventId: only, period, value, measuredOn };
  return { eventId: null, period, value, measuredOn, events, ...(parts ? { parts } : {}) };
}

function rolledUpFigures(
  { formula }: DefinedIndicator,
  rolled: readonly RolledFigure[] | null,
  { inputs: { latest } }: Judgement,
  members: readonly NamedRef[],
  names: ReadonlyMap<string, string>,
): RolledUpFigures | null {
  const made = rollUpOf(formula);
  if (!made || !rolled) return null;
  const { kind, of } = made;
  const ids = 'group' in of ? members.map(({ id }) => id) : of.codes;
  const shown = rolled.find(({ period }) => period === latest?.period) ?? rolled.at(-1);
  return {
    kind,
    of: 'group' in of ? 'units' : 'codes',
    group: 'group' in of ? { id: of.group, name: names.get(of.group) ?? of.group } : null,
    codes: 'group' in of ? [] : of.codes,
    ...(shown ?? {
      period: null,
      value: null,
      measuredOn: null,
      numerator: null,
      denominator: null,
      expected: ids.length,
      reported: 0,
      coverage: 0,
      weightCoverage: null,
      missing: ids,
      waiting: [],
      weighting: null,
      events: [],
    }),
    byPeriod: rolled
      .toSorted((a, b) => byTime(a.period, b.period))
      .map(({ events: _, missing: __, waiting: ___, ...figure }) => figure),
  };
}
