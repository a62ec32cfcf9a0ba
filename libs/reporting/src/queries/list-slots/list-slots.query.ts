import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#access';
import { invalidCursor, lastDay } from '#kernel';
import { ReadModels } from '#projections';
import type { Slot } from '../../domain/compliance.js';
import { cutOffOf, policyFor } from '../../domain/policy.js';
import { type SlotGroup, type SlotOutcome, withOutcome } from '../../domain/slot.js';
import { LACK_TEXT } from '../../domain/sufficiency.js';
import { SlotService } from '../../slot.service.js';
import { SlotFacets } from '../../slot-facets.js';
import { visibleSlots } from '../compliance/compliance.query.js';

/** Vietnamese names of the outcomes, as people read them. */
export const OUTCOME_TEXT: Readonly<Record<SlotOutcome, string>> = {
  'on-time': 'đủ, đúng hạn',
  'nothing-to-report': 'không phát sinh',
  late: 'muộn',
  insufficient: 'thiếu dữ liệu',
  missing: 'không báo cáo',
  'not-yet-due': 'chưa đến hạn',
  exempt: 'không phải báo cáo',
};

export interface SlotView extends Slot {
  readonly outcomeText: string;
  readonly taskTitle: string;
  readonly unitName: string;
  /** Instant until which an update is on time. */
  readonly cutOff: string;
  /** What the deciding report lacks, in words; empty unless it is insufficient. */
  readonly lacks: readonly string[];
  /** True where the assignment is a simulated one. */
  readonly simulated: boolean;
}

export interface SlotFilter {
  readonly programme: string;
  /** Instant. */
  readonly asOf: string;
  readonly period?: string | undefined;
  /** Days: periods whose last day lies from one to the other, as those of a scorecard's span do. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly unit?: string | undefined;
  readonly task?: string | undefined;
  readonly assignment?: string | undefined;
  readonly outcome?: SlotOutcome | undefined;
  /** Several outcomes that a figure counts together. */
  readonly among?: SlotGroup | undefined;
  /** Code of a section of the programme. */
  readonly section?: string | undefined;
  /** Position of a directing leader. */
  readonly leader?: string | undefined;
  /** Id of a group of units. */
  readonly group?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** The list behind a figure of compliance, by period, in the order of the document, then of the units. */
export class ListSlotsQuery extends Query<{
  items: readonly SlotView[];
  total: number;
  next: string | null;
}> {
  constructor(
    readonly principal: Principal,
    readonly filter: SlotFilter,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 200;

/** A page of a list whose cursor counts its rows. @throws {Refusal} `invalid-cursor` */
export function pageOf<Row>(rows: readonly Row[], cursor = '0', limit = DEFAULT_LIMIT) {
  const start = Number(cursor);
  if (!Number.isInteger(start) || start < 0) throw invalidCursor();
  const end = start + limit;
  return {
    items: rows.slice(start, end),
    total: rows.length,
    next: end < rows.length ? String(end) : null,
  };
}

@QueryHandler(ListSlotsQuery)
export class ListSlotsHandler implements IQueryHandler<ListSlotsQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
  ) {}

  async execute({ principal, filter }: ListSlotsQuery) {
    const { programme, asOf, period, from, until, assignment, cursor } = filter;
    const isWanted = withOutcome(filter);
    const visible = visibleSlots(principal);
    const inFacets = new SlotFacets(this.readModels, programme).filter(filter);
    const found = this.slots
      .slots({ programme, asOf })
      .filter(
        (slot) =>
          visible(slot) &&
          (period === undefined || slot.period === period) &&
          (from === undefined || lastDay(slot.period) >= from) &&
          (until === undefined || lastDay(slot.period) <= until) &&
          (assignment === undefined || slot.assignment === assignment) &&
          isWanted(slot) &&
          inFacets(slot),
      );
    const { items, total, next } = pageOf(found, cursor, filter.limit);
    return { items: this.#views(programme, items), total, next };
  }

  /** Puts names to slots. */
  #views(programme: string, slots: readonly Slot[]): SlotView[] {
    const client = this.readModels.db.$client;
    const names = (sql: string, ...values: string[]) =>
      new Map(
        client
          .prepare<string[], [string, string]>(sql)
          .raw()
          .all(...values),
      );
    const titles = names('SELECT code, title FROM catalogue_tasks WHERE programme = ?', programme);
    const units = names('SELECT id, name FROM catalogue_units');
    const isSimulated = client
      .prepare<[string], number>('SELECT simulated FROM tasks_assignments WHERE id = ?')
      .pluck();
    const adopted = this.slots.policies(programme);
    return slots.map((slot) => {
      const policy = policyFor(adopted, slot.period);
      const lacks =
        slot.outcome === 'insufficient' && slot.report
          ? (this.slots.lacks(programme, slot.assignment).get(slot.report) ?? [])
          : [];
      return {
        ...slot,
        outcomeText: OUTCOME_TEXT[slot.outcome],
        taskTitle: titles.get(slot.task) ?? slot.task,
        unitName: units.get(slot.unit) ?? slot.unit,
        cutOff: policy ? cutOffOf(policy, slot.period) : '',
        lacks: lacks.map((lack) => LACK_TEXT[lack]),
        simulated: isSimulated.get(slot.assignment) === 1,
      };
    });
  }
}
