import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import { ReadModels } from '#projections';
import {
  type AssignmentCounts,
  complianceOf,
  countByAssignment,
  type PeriodCompliance,
  type Slot,
} from '../../domain/compliance.js';
import { cutOffOf, policyFor } from '../../domain/policy.js';
import { SlotService } from '../../slot.service.js';

export interface UnitCompliance extends AssignmentCounts {
  readonly unit: string;
  readonly unitName: string;
}

/** A programme's compliance by month. With a unit: that unit's; a lead unit is shown its own. */
export class ComplianceQuery extends Query<readonly PeriodCompliance[]> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    /** Instant. */
    readonly asOf: string,
    readonly unit?: string,
  ) {
    super();
  }
}

/** Compliance of each unit in one period. */
export class ComplianceByUnitQuery extends Query<readonly UnitCompliance[]> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly period: string,
    /** Instant. */
    readonly asOf: string,
  ) {
    super();
  }
}

/** Slots by period, with one pass over the list. */
export function slotsByPeriod(slots: readonly Slot[]): Map<string, Slot[]> {
  const periods = new Map<string, Slot[]>();
  for (const slot of slots) {
    const group = periods.get(slot.period);
    if (group) group.push(slot);
    else periods.set(slot.period, [slot]);
  }
  return periods;
}

/** A programme's figures by period, from its slots as they stood at an instant. */
export function complianceByPeriod(
  service: SlotService,
  programme: string,
  asOf: string,
  only: (slot: Slot) => boolean = () => true,
): PeriodCompliance[] {
  const adopted = service.policies(programme);
  const all = service.slots({ programme, asOf });
  return [...slotsByPeriod(all)].flatMap(([period, slots]) => {
    const inForce = policyFor(adopted, period);
    if (!inForce) return [];
    const { goal, taskCountsWhen } = inForce.policy;
    const due = cutOffOf(inForce, period) < asOf;
    return [complianceOf(period, slots.filter(only), { due, goal, taskCountsWhen })];
  });
}

/** The units whose slots a person may see, as a filter. */
export function visibleSlots(principal: Principal): (slot: Slot) => boolean {
  const scope = scopeOf(principal, 'compliance.read');
  return scope === 'all' ? () => true : (slot) => scope.includes(slot.unit);
}

@QueryHandler(ComplianceQuery)
export class ComplianceHandler implements IQueryHandler<ComplianceQuery> {
  constructor(private readonly slots: SlotService) {}

  async execute({ principal, programme, asOf, unit }: ComplianceQuery) {
    const visible = visibleSlots(principal);
    return complianceByPeriod(
      this.slots,
      programme,
      asOf,
      (slot) => visible(slot) && (unit === undefined || slot.unit === unit),
    );
  }
}

@QueryHandler(ComplianceByUnitQuery)
export class ComplianceByUnitHandler implements IQueryHandler<ComplianceByUnitQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
  ) {}

  async execute({ principal, programme, period, asOf }: ComplianceByUnitQuery) {
    const adopted = policyFor(this.slots.policies(programme), period);
    if (!adopted) return [];
    const due = cutOffOf(adopted, period) < asOf;
    const slots = this.slots.slots({ programme, asOf }).filter((slot) => slot.period === period);
    const byUnit = new Map<string, Slot[]>();
    for (const slot of slots.filter(visibleSlots(principal))) {
      const own = byUnit.get(slot.unit);
      if (own) own.push(slot);
      else byUnit.set(slot.unit, [slot]);
    }
    const units = this.readModels.db.$client
      .prepare<[], { id: string; name: string }>('SELECT id, name FROM catalogue_units ORDER BY ordinal')
      .all();
    return units.flatMap(({ id, name }) => {
      const own = byUnit.get(id);
      return own ? [{ unit: id, unitName: name, ...countByAssignment(own, due) }] : [];
    });
  }
}
