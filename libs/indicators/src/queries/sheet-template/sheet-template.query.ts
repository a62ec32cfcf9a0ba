import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { and, eq, isNull } from 'drizzle-orm';
import { type Principal, scopeOf } from '#access';
import {
  type IndicatorView,
  ListGroupsQuery,
  ListIndicatorsQuery,
  type NamedRef,
  ProgrammeDirectory,
  UnitDirectory,
} from '#catalogue';
import { isPeriod, lastDay, type Period, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { MAX_SHEET_ROWS } from '../../bulk/sheet-columns.js';
import type { SheetTemplate, TemplateRow } from '../../bulk/sheet-template.js';
import { feedingGroup, rollUpOf } from '../../domain/formula.js';
import { MEASURED_PERIODS, PERIOD_OF_CADENCE } from '../../domain/indicator-measurement.decisions.js';
import { targetText } from '../../domain/rule-text.js';
import { type TargetRow, targetsInForce } from '../../indicator-reader.js';
import { indicatorMeasurements, indicatorTargets } from '../../read-models/indicators/indicators.table.js';

/** Whose figures a sheet asks for: the programme's own, those of one unit, or those of every unit that reports. */
export type SheetScope = { readonly unit: string } | 'programme' | 'all-units';

/**
 * The sheet for a period, with what stands: an empty line for every indicator that has figures of its own and is neither
 * rolled up nor measured by the system; or for those that the unit, or each unit of the feeding group, reports on.
 * Indicators of another cadence are left out. Answers a refusal: `programme-not-found`, `unknown-unit`,
 * `invalid-period`, `sheet-without-rows`, `sheet-too-long`.
 */
export class SheetTemplateQuery extends Query<SheetTemplate> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly period: Period,
    readonly scope: SheetScope,
  ) {
    super();
  }
}

@QueryHandler(SheetTemplateQuery)
export class SheetTemplateHandler implements IQueryHandler<SheetTemplateQuery> {
  constructor(
    private readonly queries: QueryBus,
    private readonly readModels: ReadModels,
    private readonly programmes: ProgrammeDirectory,
    private readonly units: UnitDirectory,
  ) {}

  async execute({ principal, programme, period, scope }: SheetTemplateQuery): Promise<SheetTemplate> {
    scopeOf(principal, 'programme.read');
    if (!isPeriod(period, MEASURED_PERIODS)) {
      throw new Refusal('invalid', 'invalid-period', `“${period}” không phải là tháng, quý hoặc năm.`);
    }
    const { id, title } = this.programmes.get(programme);
    if (typeof scope === 'object' && !this.units.has(scope.unit)) {
      throw new Refusal('unprocessable', 'unknown-unit', `Không có đơn vị “${scope.unit}”.`);
    }
    const indicators = (await this.queries.execute(new ListIndicatorsQuery(programme))).filter(
      ({ direction, cadence }) =>
        direction !== 'qualitative' && (!cadence || isPeriod(period, [PERIOD_OF_CADENCE[cadence]])),
    );
    const members = new Map(
      (await this.queries.execute(new ListGroupsQuery())).map((group) => [group.id, group.members]),
    );
    const standing = this.#standing(programme, period);
    const targets = this.#targets(programme);
    const targetFor = ({ code, direction, unit: measure, ...rest }: IndicatorView, unit: NamedRef | null) => {
      // Of a sum, the programme's target is no unit's.
      const shared = unit && rest.formula?.kind === 'sum' ? [] : (targets.get(keyOf(code, null)) ?? []);
      const target = targetOf((unit && targets.get(keyOf(code, unit.id))) ?? shared, period);
      return target ? targetText(direction, target, measure, rest) : null;
    };
    const rows: TemplateRow[] = indicators.flatMap((indicator) => {
      const { code, name, unit: measure } = indicator;
      return whose(indicator, members, scope).map((unit) => ({
        code,
        name,
        unit,
        measure,
        target: targetFor(indicator, unit),
        standing: standing.get(keyOf(code, unit?.id ?? null)) ?? null,
      }));
    });
    if (rows.length === 0) {
      throw new Refusal(
        'unprocessable',
        'sheet-without-rows',
        'Không có chỉ tiêu nào cần số liệu của kỳ này trong phạm vi được hỏi.',
      );
    }
    if (rows.length > MAX_SHEET_ROWS) {
      throw new Refusal(
        'unprocessable',
        'sheet-too-long',
        `Biểu sẽ có ${rows.length} dòng, nhiều hơn ${MAX_SHEET_ROWS}: hãy lấy biểu theo từng đơn vị.`,
      );
    }
    return { programme: { id, title }, period, rows };
  }

  /** Every version of the targets of indicators and of units on them, by {@link keyOf}. */
  #targets(programme: string): ReadonlyMap<string, readonly TargetRow[]> {
    const rows = this.readModels.db
      .select()
      .from(indicatorTargets)
      .where(eq(indicatorTargets.programme, programme))
      .all();
    return Map.groupBy(rows, ({ code, unit }) => keyOf(code, unit));
  }

  /** The values that stand for a period, by {@link keyOf}. */
  #standing(programme: string, period: Period): ReadonlyMap<string, number> {
    const { code, unit, value, ...table } = indicatorMeasurements;
    return new Map(
      this.readModels.db
        .select({ code, unit, value })
        .from(indicatorMeasurements)
        .where(and(eq(table.programme, programme), eq(table.period, period), isNull(table.endedBy)))
        .all()
        .map((row) => [keyOf(row.code, row.unit), row.value]),
    );
  }
}

const keyOf = (code: string, unit: string | null) => `${code}\n${unit ?? ''}`;

/** The units of which a sheet has a line of an indicator; null: its own. */
function whose(
  { formula }: IndicatorView,
  members: ReadonlyMap<string, readonly NamedRef[]>,
  scope: SheetScope,
): (NamedRef | null)[] {
  if (scope === 'programme') return rollUpOf(formula) || formula?.kind === 'system' ? [] : [null];
  const reporting = members.get(feedingGroup(formula) ?? '') ?? [];
  return scope === 'all-units' ? [...reporting] : reporting.filter(({ id }) => id === scope.unit);
}

/** The target of the period's year; where there is none that of the nearest later year, else the last one. */
function targetOf(rows: readonly TargetRow[], period: Period): TargetRow | undefined {
  const year = Number(period.slice(0, 'yyyy'.length));
  const inForce = [...targetsInForce(rows, lastDay(period)).values()].sort((a, b) => a.year - b.year);
  return inForce.find((row) => row.year >= year) ?? inForce.at(-1);
}
