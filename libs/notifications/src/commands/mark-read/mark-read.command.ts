import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import { CLOCK, type Clock } from '#kernel';
import { Outbox } from '../../outbox/outbox.js';

/** Marks one's own notices as read; answers how many are not. */
export class MarkReadCommand extends Command<number> {
  constructor(
    readonly principal: Principal,
    /** Null: all. */
    readonly ids: readonly string[] | null,
  ) {
    super();
  }
}

@CommandHandler(MarkReadCommand)
export class MarkReadHandler implements ICommandHandler<MarkReadCommand> {
  constructor(
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, ids }: MarkReadCommand): Promise<number> {
    actorFor(principal, 'notification.own');
    this.outbox.markRead(principal.id, ids, this.clock.now());
    return this.outbox.unread(principal.id);
  }
}
