import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { AccountDirectory, type Principal, scopeOf } from '#access';
import { localDate, type Period, periodOf, periodText, Refusal } from '#kernel';
import { PERIOD_OF_CADENCE } from '../../domain/indicator-measurement.decisions.js';
import { isReached, targetText, type YearTarget } from '../../domain/judgement.js';
import {
  IndicatorReader,
  type JudgedIndicator,
  type RolledPeriod,
  targetsInForce,
  type UnitRows,
} from '../../indicator-reader.js';
import {
  type MeasurementVersion,
  measurementVersion,
  oneIndicator,
} from '../get-indicator/get-indicator.query.js';

export const UNIT_FIGURE_STATUSES = ['reported', 'waiting', 'missing'] as const;

/** Whether a unit's figure counts, waits for a second person, or is missing. */
export type UnitFigureStatus = (typeof UNIT_FIGURE_STATUSES)[number];

/** What a unit has reported on an indicator for a period. */
export interface UnitFigure {
  readonly unit: string;
  readonly name: string;
  readonly status: UnitFigureStatus;
  /** The figures that stand; null: none. */
  readonly figure: MeasurementVersion | null;
  /** Every version of the period's figures, oldest first. */
  readonly versions: readonly MeasurementVersion[];
  /** The unit's own target of the period's year, or of the nearest later one; null: none was set. */
  readonly target: (YearTarget & { readonly text: string }) | null;
  /** Whether the figures reach it; null where either is missing. */
  readonly targetReached: boolean | null;
  /** Revision of the unit's stream; null: nothing was written on it. */
  readonly revision: number | null;
}

/** What the units have reported on an indicator for a period, and what it comes to. */
export interface IndicatorUnits {
  readonly programme: string;
  readonly code: string;
  readonly period: Period;
  readonly periodText: string;
  /** What the figures that count come to; null: no unit has reported. */
  readonly rolled: RolledPeriod | null;
  /** All units of the group, in the order of their file. */
  readonly units: readonly UnitFigure[];
}

/**
 * What each unit has reported on an indicator for a period, as of the local day of an instant. Answers a refusal:
 * `programme-not-found`, `indicator-not-found`, `indicator-not-fed-by-units`.
 */
export class IndicatorUnitsQuery extends Query<IndicatorUnits> {
  /** @param period default: the one that is judged; before any, the one that the day lies in */
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly code: string,
    readonly instant: string,
    readonly period?: Period,
  ) {
    super();
  }
}

@QueryHandler(IndicatorUnitsQuery)
export class IndicatorUnitsHandler implements IQueryHandler<IndicatorUnitsQuery> {
  constructor(
    private readonly indicators: IndicatorReader,
    private readonly accounts: AccountDirectory,
  ) {}

  async execute(query: IndicatorUnitsQuery): Promise<IndicatorUnits> {
    const { principal, programme, code, instant } = query;
    scopeOf(principal, 'programme.read');
    const known = oneIndicator(await this.indicators.read(programme, instant, code), programme, code);
    if (known.rollUp?.of !== 'units') {
      throw new Refusal(
        'unprocessable',
        'indicator-not-fed-by-units',
        `Chỉ tiêu ${code} không được tổng hợp từ số liệu của các đơn vị.`,
      );
    }
    const period =
      query.period ??
      known.rollUp.period ??
      periodOf(localDate(instant), PERIOD_OF_CADENCE[known.cadence ?? 'monthly']);
    const isWaiting = this.indicators.waitingOf(programme);
    const nameOf = this.accounts.names();
    return {
      programme,
      code,
      period,
      periodText: periodText(period),
      rolled: known.rollUp.byPeriod.find((one) => one.period === period) ?? null,
      units: this.indicators.unitRows(programme, known, period, instant).map(({ rows, ...unit }) =>
        figureOf(known, period, localDate(instant), {
          ...unit,
          versions: rows.map((row) => measurementVersion(row, isWaiting(row), nameOf)),
        }),
      ),
    };
  }
}

function figureOf(
  indicator: JudgedIndicator,
  period: Period,
  asOf: string,
  {
    unit,
    versions,
    targets,
    revision,
  }: Omit<UnitRows, 'rows'> & { readonly versions: readonly MeasurementVersion[] },
): UnitFigure {
  const figure = versions.find(({ standing }) => standing) ?? null;
  const target = targetOfYear([...targetsInForce(targets, asOf).values()], period);
  return {
    unit: unit.id,
    name: unit.name,
    status: figure === null ? 'missing' : figure.waiting ? 'waiting' : 'reported',
    figure,
    versions,
    target: target && {
      ...target,
      text: targetText(indicator.direction, target, indicator.unit, indicator),
    },
    targetReached: figure && target ? isReached(indicator, target, figure.value) : null,
    revision,
  };
}

const YEAR_LENGTH = 4;

function targetOfYear(targets: readonly YearTarget[], period: Period): YearTarget | null {
  const year = Number(period.slice(0, YEAR_LENGTH));
  const found = targets.toSorted((a, b) => a.year - b.year).find((target) => target.year >= year);
  if (!found) return null;
  const { target, targetMax, stretchTarget } = found;
  return { year: found.year, target, targetMax, stretchTarget };
}
