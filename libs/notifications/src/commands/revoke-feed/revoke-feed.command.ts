import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import { Refusal } from '#kernel';
import { Outbox } from '../../outbox/outbox.js';

/** Closes a link to a calendar for good. */
export class RevokeFeedCommand extends Command<void> {
  constructor(
    readonly principal: Principal,
    readonly id: string,
  ) {
    super();
  }
}

@CommandHandler(RevokeFeedCommand)
export class RevokeFeedHandler implements ICommandHandler<RevokeFeedCommand> {
  constructor(private readonly outbox: Outbox) {}

  /** @throws {Refusal} forbidden; not-found (`feed-not-found`) */
  async execute({ principal, id }: RevokeFeedCommand): Promise<void> {
    actorFor(principal, 'notification.own');
    if (this.outbox.removeFeed(principal.id, id)) return;
    throw new Refusal('not-found', 'feed-not-found', 'Không có đường dẫn lịch này.');
  }
}
