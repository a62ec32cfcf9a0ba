import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import { type IndicatorView as DefinedIndicator, ListIndicatorsQuery, ProgrammeDirectory } from '#catalogue';
import { localDate } from '#kernel';
import { ReadModels } from '#projections';
import { type Judgement, judge, VERDICT_TEXT } from './domain/judgement.js';
import { indicatorMeasurements, indicatorTargets } from './read-models/indicators/indicators.table.js';

export type MeasurementRow = typeof indicatorMeasurements.$inferSelect;
export type TargetRow = typeof indicatorTargets.$inferSelect;

/** An indicator as its programme defines it, and how it stands as of a day. */
export interface JudgedIndicator extends DefinedIndicator {
  /** The verdict in Vietnamese. */
  readonly verdictText: string;
  readonly judgement: Judgement;
  /** Whether any of it comes from a simulation. */
  readonly simulated: boolean;
}

/** An indicator with every version of its targets and figures that was known, oldest first. */
export interface KnownIndicator extends JudgedIndicator {
  readonly targetRows: readonly TargetRow[];
  readonly measurementRows: readonly MeasurementRow[];
}

/** Whether a version, known by an instant, had not been replaced by then. */
export function stoodAt(instant: string, { validUntil }: Pick<TargetRow, 'validUntil'>): boolean {
  return validUntil === null || validUntil > instant;
}

/** Judges indicators by what was known at an instant, as of its local day. */
@Injectable()
export class IndicatorReader {
  constructor(
    private readonly readModels: ReadModels,
    private readonly queries: QueryBus,
    private readonly programmes: ProgrammeDirectory,
  ) {}

  /**
   * The indicators of a programme in the document's order.
   * @param code only this one
   * @throws {Refusal} `programme-not-found`
   */
  async read(programme: string, instant: string, code?: string): Promise<KnownIndicator[]> {
    const { from: programmeFrom } = this.programmes.get(programme).period;
    const defined = (await this.queries.execute(new ListIndicatorsQuery(programme))).filter(
      (one) => code === undefined || one.code === code,
    );
    const targets = Map.groupBy(this.#targets(programme, instant, code), (row) => row.code);
    const measurements = Map.groupBy(this.#measurements(programme, instant, code), (row) => row.code);
    const stoodThen = (row: MeasurementRow | TargetRow) => stoodAt(instant, row);
    return defined.map((indicator) => {
      const targetRows = targets.get(indicator.code) ?? [];
      const measurementRows = measurements.get(indicator.code) ?? [];
      const judgement = judge({
        direction: indicator.direction,
        unit: indicator.unit,
        targets: targetRows
          .filter(stoodThen)
          .map(({ year, target, targetMax, stretchTarget }) => ({ year, target, targetMax, stretchTarget })),
        measurements: measurementRows
          .filter(stoodThen)
          .map(({ eventId, period, value, measuredOn }) => ({ eventId, period, value, measuredOn })),
        programmeFrom,
        asOf: localDate(instant),
      });
      return {
        ...indicator,
        verdictText: VERDICT_TEXT[judgement.verdict],
        judgement,
        simulated: [...targetRows, ...measurementRows].some(({ simulated }) => simulated === 1),
        targetRows,
        measurementRows,
      };
    });
  }

  #targets(programme: string, instant: string, code?: string): TargetRow[] {
    const table = indicatorTargets;
    return this.readModels.db
      .select()
      .from(table)
      .where(
        and(
          eq(table.programme, programme),
          code === undefined ? undefined : eq(table.code, code),
          lte(table.validFrom, instant),
        ),
      )
      .orderBy(asc(table.code), asc(table.year), asc(table.validFrom), asc(table.eventId))
      .all();
  }

  #measurements(programme: string, instant: string, code?: string): MeasurementRow[] {
    const table = indicatorMeasurements;
    return this.readModels.db
      .select()
      .from(table)
      .where(
        and(
          eq(table.programme, programme),
          // One indicator is shown with its corrections; of all of them only what stood then is needed.
          code === undefined
            ? or(isNull(table.validUntil), gt(table.validUntil, instant))
            : eq(table.code, code),
          lte(table.validFrom, instant),
        ),
      )
      .orderBy(asc(table.code), asc(table.period), asc(table.validFrom), asc(table.eventId))
      .all();
  }
}
