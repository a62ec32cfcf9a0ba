import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#access';
import type { Period } from '#kernel';
import { ReadModels } from '#projections';
import { complianceInParts, type PartCompliance, type PeriodCompliance } from '../../domain/compliance.js';
import { PeriodRepository } from '../../period.repository.js';
import { SlotService } from '../../slot.service.js';
import { type Facet, SlotFacets } from '../../slot-facets.js';
import { slotsOfPeriod, visibleSlots } from '../compliance/compliance.query.js';

export interface FacetCompliance extends PartCompliance {
  readonly name: string;
  /** Address of the list behind the row's figures. */
  readonly slots: string;
}

export interface ComplianceBy {
  readonly programme: string;
  readonly period: Period;
  readonly state: PeriodCompliance['state'];
  readonly by: Facet;
  readonly goal: number;
  readonly rows: readonly FacetCompliance[];
}

/**
 * One period's figures by section, directing leader, unit, group of units or task; of a closed period the frozen ones. A lead
 * unit's figures are counted from its own slots alone.
 */
export class ComplianceByQuery extends Query<ComplianceBy> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly period: string,
    readonly by: Facet,
    /** Instant. */
    readonly asOf: string,
    /** The day that was asked for; the addresses of the lists carry it on. */
    readonly asOfDay?: string,
  ) {
    super();
  }
}

@QueryHandler(ComplianceByQuery)
export class ComplianceByHandler implements IQueryHandler<ComplianceByQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
    private readonly periods: PeriodRepository,
  ) {}

  async execute({
    principal,
    programme,
    period,
    by,
    asOf,
    asOfDay,
  }: ComplianceByQuery): Promise<ComplianceBy> {
    const { adopted } = this.periods.find(programme, period);
    const { goal, taskCountsWhen } = adopted.policy;
    const found = slotsOfPeriod(this.slots, programme, period, asOf);
    const due = found?.due ?? false;
    const shown = (found?.shown ?? []).filter(visibleSlots(principal));
    const closed = Boolean(found?.close);
    const facets = new SlotFacets(this.readModels, programme);
    const rows = complianceInParts(period, shown, { due, goal, taskCountsWhen }, facets.keysOf(by));
    const addressOf = (key: string) => {
      const base = `/programmes/${encodeURIComponent(programme)}`;
      const filter = `${by}=${encodeURIComponent(key)}`;
      const day = asOfDay === undefined ? '' : `&asOf=${asOfDay}`;
      return closed
        ? `${base}/periods/${period}/slots?${filter}${day}`
        : `${base}/slots?period=${period}&${filter}${day}`;
    };
    return {
      programme,
      period,
      state: closed ? 'closed' : due ? 'past-cut-off' : 'open',
      by,
      goal,
      rows: facets
        .inOrder(by, rows)
        .map((row) => ({ ...row, name: facets.nameOf(by, row.key), slots: addressOf(row.key) })),
    };
  }
}
