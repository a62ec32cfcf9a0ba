import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#access';
import { localDate, type Period } from '#kernel';
import { ReadModels } from '#projections';
import { type AssignmentCounts, countByAssignment, type PeriodCompliance } from '../../domain/compliance.js';
import { SlotService } from '../../slot.service.js';
import { slotsByPeriod, slotsShown, visibleSlots } from '../compliance/compliance.query.js';

export interface MappedPeriod {
  readonly period: Period;
  readonly state: PeriodCompliance['state'];
}

export interface PeriodCell extends AssignmentCounts {
  readonly period: Period;
}

export interface MappedUnit {
  readonly unit: string;
  readonly unitName: string;
  /** In the order of the periods; a period in which the unit had no slot has no cell. */
  readonly cells: readonly PeriodCell[];
}

export interface UnitComplianceMap {
  readonly programme: string;
  /** Day, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly periods: readonly MappedPeriod[];
  /** In the order of the units' file. */
  readonly units: readonly MappedUnit[];
}

/** Units by periods, all periods at once; of a closed period the frozen figures. A lead unit is shown its own line. */
export class UnitComplianceMapQuery extends Query<UnitComplianceMap> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    /** Instant. */
    readonly asOf: string,
  ) {
    super();
  }
}

@QueryHandler(UnitComplianceMapQuery)
export class UnitComplianceMapHandler implements IQueryHandler<UnitComplianceMapQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
  ) {}

  async execute({ principal, programme, asOf }: UnitComplianceMapQuery): Promise<UnitComplianceMap> {
    const visible = visibleSlots(principal);
    const periods: MappedPeriod[] = [];
    const cells = new Map<string, PeriodCell[]>();
    for (const [period, judged] of slotsByPeriod(this.slots.slots({ programme, asOf }))) {
      const found = slotsShown(this.slots, programme, period, asOf, judged);
      if (!found) continue;
      const { due, shown, close } = found;
      periods.push({ period, state: close ? 'closed' : due ? 'past-cut-off' : 'open' });
      for (const [unit, own] of Map.groupBy(shown.filter(visible), (slot) => slot.unit)) {
        const line = cells.get(unit) ?? [];
        cells.set(unit, line);
        line.push({ period, ...countByAssignment(own, due) });
      }
    }
    const units = this.readModels.db.$client
      .prepare<[], { id: string; name: string }>('SELECT id, name FROM catalogue_units ORDER BY ordinal')
      .all();
    return {
      programme,
      asOf: localDate(asOf),
      periods,
      units: units.flatMap(({ id, name }) => {
        const line = cells.get(id);
        return line ? [{ unit: id, unitName: name, cells: line }] : [];
      }),
    };
  }
}
