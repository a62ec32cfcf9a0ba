import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import type { Period } from '#kernel';
import { ReadModels } from '#projections';
import {
  type AssignmentCounts,
  complianceOf,
  countByAssignment,
  type PeriodCompliance,
  type Slot,
} from '../../domain/compliance.js';
import { slotDrift } from '../../domain/drift.js';
import { type AdoptedPolicy, cutOffOf, policyFor } from '../../domain/policy.js';
import type { PeriodClose } from '../../period-closes.js';
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

/** One period's slots: those that its figures are counted from, and those of now. */
export interface PeriodSlots {
  readonly inForce: AdoptedPolicy;
  readonly due: boolean;
  /** Of a closed period the frozen ones, else {@link current}. */
  readonly shown: readonly Slot[];
  readonly current: readonly Slot[];
  /** The close that held at that instant, or null. */
  readonly close: PeriodClose | null;
}

/**
 * {@link slotsOfPeriod} where the period's slots are at hand.
 * @param current the period's slots as judged by that instant
 */
export function slotsShown(
  service: SlotService,
  programme: string,
  period: Period,
  asOf: string,
  current: readonly Slot[],
): PeriodSlots | null {
  const inForce = policyFor(service.policies(programme), period);
  if (!inForce) return null;
  const close = service.closes.holding(programme, period, asOf);
  const due = cutOffOf(inForce, period) < asOf;
  return { inForce, due, shown: close ? service.closes.list(close) : current, current, close };
}

/** What a period's figures are counted from, as of an instant; null where the programme asks for no such period. */
export function slotsOfPeriod(
  service: SlotService,
  programme: string,
  period: Period,
  asOf: string,
): PeriodSlots | null {
  return slotsShown(service, programme, period, asOf, service.slots({ programme, period, asOf }));
}

/**
 * A programme's figures by period, from its slots as they stood at an instant. Of a closed period they are the frozen
 * ones, with those of that instant beside them where they differ.
 */
export function complianceByPeriod(
  service: SlotService,
  programme: string,
  asOf: string,
  only: (slot: Slot) => boolean = () => true,
): PeriodCompliance[] {
  const all = service.slots({ programme, asOf });
  return [...slotsByPeriod(all)].flatMap(([period, judged]) => {
    const found = slotsShown(service, programme, period, asOf, judged);
    if (!found) return [];
    const { inForce, due, shown, close } = found;
    const { goal, taskCountsWhen } = inForce.policy;
    const options = { due, goal, taskCountsWhen };
    const [frozen, now] = [shown.filter(only), judged.filter(only)];
    const figures = complianceOf(period, frozen, { ...options, closed: close !== null });
    if (!close) return [figures];
    const drift = slotDrift(frozen, now);
    const { byAssignment, byTask, meetsGoal } = complianceOf(period, now, options);
    const current = drift.length > 0 ? { byAssignment, byTask, meetsGoal } : null;
    return [{ ...figures, close: { closedAt: close.closedAt, drift: drift.length, current } }];
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
    const found = slotsOfPeriod(this.slots, programme, period, asOf);
    if (!found) return [];
    const { due, shown: slots } = found;
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
