import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { AccountDirectory, type PositionOf, type Principal } from '#access';
import { type Actor, EVENT_LOG, type EventLog, type RecordedEvent } from '#event-log';
import { CLOCK, type Clock, type Period } from '#kernel';
import { ReadModels, readKnownStream } from '#projections';
import { assignmentStream } from '#tasks';
import { documentOrder } from '../../document-order.js';
import { complianceOf, type PeriodCompliance } from '../../domain/compliance.js';
import { driftCause, type FigureDrift, figureDrift, type SlotDrift, slotDrift } from '../../domain/drift.js';
import type { SlotJudgement, SlotOutcome } from '../../domain/slot.js';
import { type KnownPeriod, PeriodRepository } from '../../period.repository.js';
import { SlotService } from '../../slot.service.js';
import { type FacetFilter, SlotFacets } from '../../slot-facets.js';
import { visibleSlots } from '../compliance/compliance.query.js';
import { OUTCOME_TEXT, pageOf } from '../list-slots/list-slots.query.js';
import { closeShown, namesOf } from '../period-slots/period-slots.query.js';

export interface DriftSide extends SlotJudgement {
  readonly outcomeText: string;
}

export interface DriftView extends Omit<SlotDrift, 'from' | 'to'> {
  readonly taskTitle: string;
  readonly unitName: string;
  /** Null: it was not in the list. */
  readonly from: DriftSide | null;
  /** Null: it has no slot any more. */
  readonly to: DriftSide | null;
  /** The event since which it stands as it does now, and who made it; null where no event of the assignment did. */
  readonly cause: {
    readonly eventId: string;
    readonly type: string;
    readonly recordedAt: string;
    readonly by: Pick<Actor, 'id' | 'role' | 'unit'> & {
      /** The account's position; null for a rule. */
      readonly name: string | null;
    };
    /** Why, where the event says so. */
    readonly reason: string | null;
  } | null;
}

type Figures = Pick<PeriodCompliance, 'byAssignment' | 'byTask' | 'meetsGoal'>;

export interface PeriodDrift {
  readonly period: Period;
  readonly closedAt: string;
  readonly closedBy: string;
  readonly closedByName: string | null;
  readonly reopened: boolean;
  /** The figures as they were closed, as they would be now, and those of them that differ. */
  readonly closed: Figures;
  readonly current: Figures;
  readonly figures: readonly FigureDrift[];
  /** Slots that differ, in the order of the document, then of the units. */
  readonly items: readonly DriftView[];
  readonly total: number;
  readonly next: string | null;
}

/** What differs now from what a period's last close froze (số liệu trôi). A lead unit is shown its own slots. */
export class PeriodDriftQuery extends Query<PeriodDrift> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly period: string,
    readonly filter: FacetFilter & {
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    } = {},
  ) {
    super();
  }
}

const sideOf = (side: SlotJudgement | null): DriftSide | null =>
  side && { ...side, outcomeText: OUTCOME_TEXT[side.outcome as SlotOutcome] };

/** The reason that an event states, whatever its type calls it. */
function reasonOf({ data }: RecordedEvent): string | null {
  const { reason, note } = data as { readonly reason?: unknown; readonly note?: unknown };
  const stated = reason ?? note;
  return typeof stated === 'string' && stated !== '' ? stated : null;
}

@QueryHandler(PeriodDriftQuery)
export class PeriodDriftHandler implements IQueryHandler<PeriodDriftQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
    private readonly periods: PeriodRepository,
    private readonly accounts: AccountDirectory,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, programme, period, filter }: PeriodDriftQuery): Promise<PeriodDrift> {
    const known = this.periods.find(programme, period);
    const close = closeShown(this.slots, programme, period);
    const accountName = this.accounts.names();
    const visible = visibleSlots(principal);
    const inFacets = new SlotFacets(this.readModels, programme).filter(filter);
    const frozen = this.slots.closes.list(close).filter((slot) => visible(slot) && inFacets(slot));
    const current = this.slots
      .slots({ programme, period, asOf: this.clock.now() })
      .filter((slot) => visible(slot) && inFacets(slot));
    const drift = slotDrift(frozen, current).sort(documentOrder(this.readModels, programme));
    const { items, total, next } = pageOf(drift, filter.cursor, filter.limit);
    const { goal, taskCountsWhen } = known.adopted.policy;
    const figures = (slots: typeof frozen): Figures => {
      const counted = complianceOf(period, slots, { due: true, goal, taskCountsWhen });
      return { byAssignment: counted.byAssignment, byTask: counted.byTask, meetsGoal: counted.meetsGoal };
    };
    const [closed, now] = [figures(frozen), figures(current)];
    return {
      period,
      closedAt: close.closedAt,
      closedBy: close.closedBy,
      closedByName: accountName(close.closedBy),
      reopened: close.reopenedAt !== null,
      closed,
      current: now,
      figures: figureDrift(closed, now),
      items: await this.#views(known, items, close.at, accountName),
      total,
      next,
    };
  }

  /** The cause stands in the stream of the assignment: read for the rows that are shown, not for all. */
  async #views(
    known: KnownPeriod,
    drift: readonly SlotDrift[],
    at: string,
    accountName: PositionOf,
  ): Promise<DriftView[]> {
    const nameOf = namesOf(this.readModels, known.programme);
    const views: DriftView[] = [];
    for (const one of drift) {
      const events = await readKnownStream(this.log, assignmentStream(one.assignment));
      const event = driftCause(events, known.adopted, known.period, at);
      const { assignment, task, unit, from, to } = one;
      views.push({
        assignment,
        task,
        unit,
        ...nameOf(one),
        from: sideOf(from),
        to: sideOf(to),
        cause: event && {
          eventId: event.id,
          type: event.type,
          recordedAt: event.metadata.recordedAt,
          by: { ...event.metadata.actor, name: accountName(event.metadata.actor.id) },
          reason: reasonOf(event),
        },
      });
    }
    return views;
  }
}
