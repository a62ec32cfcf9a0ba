import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import { type Feed, Outbox } from '../../outbox/outbox.js';

/** One's own links to calendars, without their tokens. */
export class ListFeedsQuery extends Query<readonly Feed[]> {
  constructor(readonly principal: Principal) {
    super();
  }
}

@QueryHandler(ListFeedsQuery)
export class ListFeedsHandler implements IQueryHandler<ListFeedsQuery> {
  constructor(private readonly outbox: Outbox) {}

  async execute({ principal }: ListFeedsQuery): Promise<readonly Feed[]> {
    actorFor(principal, 'notification.own');
    return this.outbox.feeds(principal.id);
  }
}
