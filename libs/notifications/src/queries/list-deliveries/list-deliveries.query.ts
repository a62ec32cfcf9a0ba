import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import type { Page } from '#kernel';
import type { ChannelName } from '../../channels/channel.js';
import { type Delivery, type DeliveryState, Outbox } from '../../outbox/outbox.js';
import { pageOf, seqOfCursor } from '../seq-cursor.js';

export interface DeliveryPage extends Page<Delivery> {
  /** How many there are in each state. */
  readonly counts: Readonly<Record<DeliveryState, number>>;
}

/** What was sent, waits, or was given up; newest first. */
export class ListDeliveriesQuery extends Query<DeliveryPage> {
  constructor(
    readonly principal: Principal,
    readonly filter: {
      readonly state?: DeliveryState | undefined;
      readonly channel?: ChannelName | undefined;
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    },
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

@QueryHandler(ListDeliveriesQuery)
export class ListDeliveriesHandler implements IQueryHandler<ListDeliveriesQuery> {
  constructor(private readonly outbox: Outbox) {}

  async execute({ principal, filter }: ListDeliveriesQuery): Promise<DeliveryPage> {
    actorFor(principal, 'notification.operate');
    const { state, channel, cursor, limit = DEFAULT_LIMIT } = filter;
    const rows = this.outbox.deliveries({ state, channel, before: seqOfCursor(cursor), limit: limit + 1 });
    const { items, next } = pageOf(rows, limit);
    return { items: items.map(({ seq: _, ...item }) => item), next, counts: this.outbox.counts() };
  }
}
