import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#access';
import { type Period, periodText, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { documentOrder } from '../../document-order.js';
import type { Slot } from '../../domain/compliance.js';
import { canonicalLine, listOf } from '../../domain/period-list.js';
import { type SlotGroup, type SlotOutcome, withOutcome } from '../../domain/slot.js';
import { PeriodRepository } from '../../period.repository.js';
import type { PeriodClose } from '../../period-closes.js';
import { SlotService } from '../../slot.service.js';
import { type FacetFilter, SlotFacets } from '../../slot-facets.js';
import { visibleSlots } from '../compliance/compliance.query.js';
import { OUTCOME_TEXT, pageOf } from '../list-slots/list-slots.query.js';

export interface FrozenSlotView extends Slot {
  readonly outcomeText: string;
  readonly taskTitle: string;
  readonly unitName: string;
  /** The slot's line in the list that the close's SHA-256 is over, without its line feed. */
  readonly line: string;
}

/** `list`: as the close's SHA-256 is over it; `document`: as the document has the tasks, then by unit. */
export const FROZEN_ORDERS = ['list', 'document'] as const;

export type FrozenOrder = (typeof FROZEN_ORDERS)[number];

export interface PeriodSlotsFilter extends FacetFilter {
  /** Default: `list`. */
  readonly order?: FrozenOrder | undefined;
  readonly task?: string | undefined;
  readonly outcome?: SlotOutcome | undefined;
  /** Several outcomes that a figure counts together. */
  readonly among?: SlotGroup | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export interface PeriodSlotsPage {
  readonly period: Period;
  readonly closedAt: string;
  /** Over the whole list, whatever part of it is shown. */
  readonly sha256: string;
  /** True where the period was reopened since: the list is of the last close. */
  readonly reopened: boolean;
  readonly items: readonly FrozenSlotView[];
  readonly total: number;
  readonly next: string | null;
}

/**
 * The list that a period's last close froze, or the one that held at an instant. Refused: `close-not-found`. A lead
 * unit is shown its own lines.
 */
export class PeriodSlotsQuery extends Query<PeriodSlotsPage> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly period: string,
    readonly filter: PeriodSlotsFilter,
    /** Instant; default: the last close, whenever it was. */
    readonly asOf?: string,
  ) {
    super();
  }
}

/** @throws {Refusal} `not-found` `close-not-found` */
export function closeShown(
  slots: SlotService,
  programme: string,
  period: Period,
  asOf?: string,
): PeriodClose {
  const { closes } = slots;
  const close = asOf === undefined ? closes.last(programme, period) : closes.holding(programme, period, asOf);
  if (close) return close;
  throw new Refusal(
    'not-found',
    'close-not-found',
    `Kỳ ${periodText(period)} chưa chốt: chưa có danh sách chốt.`,
  );
}

@QueryHandler(PeriodSlotsQuery)
export class PeriodSlotsHandler implements IQueryHandler<PeriodSlotsQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
    private readonly periods: PeriodRepository,
  ) {}

  async execute({ principal, programme, period, filter, asOf }: PeriodSlotsQuery): Promise<PeriodSlotsPage> {
    this.periods.find(programme, period);
    const visible = visibleSlots(principal);
    const close = closeShown(this.slots, programme, period, asOf);
    const { order = 'list' } = filter;
    const isWanted = withOutcome(filter);
    const inFacets = new SlotFacets(this.readModels, programme).filter(filter);
    const found = this.slots.closes
      .list(close)
      .filter((slot) => visible(slot) && isWanted(slot) && inFacets(slot));
    if (order === 'document') found.sort(documentOrder(this.readModels, programme));
    const { items, total, next } = pageOf(found, filter.cursor, filter.limit);
    const nameOf = namesOf(this.readModels, programme);
    return {
      period,
      closedAt: close.closedAt,
      sha256: close.closed.sha256,
      reopened: close.reopenedAt !== null,
      items: items.map((slot) => ({
        ...slot,
        outcomeText: OUTCOME_TEXT[slot.outcome],
        ...nameOf(slot),
        line: listOf([slot]).map(canonicalLine).join('').trimEnd(),
      })),
      total,
      next,
    };
  }
}

/** Puts names to tasks and units. */
export function namesOf(readModels: ReadModels, programme: string) {
  const client = readModels.db.$client;
  const names = (sql: string, ...values: string[]) =>
    new Map(
      client
        .prepare<string[], [string, string]>(sql)
        .raw()
        .all(...values),
    );
  const titles = names('SELECT code, title FROM catalogue_tasks WHERE programme = ?', programme);
  const units = names('SELECT id, name FROM catalogue_units');
  return ({ task, unit }: { readonly task: string; readonly unit: string }) => ({
    taskTitle: titles.get(task) ?? task,
    unitName: units.get(unit) ?? unit,
  });
}
