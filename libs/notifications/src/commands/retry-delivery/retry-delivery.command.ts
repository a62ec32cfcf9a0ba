import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import { CLOCK, type Clock, Refusal } from '#kernel';
import { Outbox } from '../../outbox/outbox.js';

/** Has a delivery that was given up, or waits for its next try, tried again now, as if it were new. */
export class RetryDeliveryCommand extends Command<void> {
  constructor(
    readonly principal: Principal,
    readonly id: string,
  ) {
    super();
  }
}

@CommandHandler(RetryDeliveryCommand)
export class RetryDeliveryHandler implements ICommandHandler<RetryDeliveryCommand> {
  constructor(
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws {Refusal} forbidden; not-found (`delivery-not-found`); conflict (`delivery-not-retryable`) */
  async execute({ principal, id }: RetryDeliveryCommand): Promise<void> {
    actorFor(principal, 'notification.operate');
    const put = this.outbox.retry(id, this.clock.now());
    if (put === null) throw new Refusal('not-found', 'delivery-not-found', 'Không có lượt gửi này.');
    if (put) return;
    throw new Refusal(
      'conflict',
      'delivery-not-retryable',
      'Lượt gửi này đã gửi xong, đang được gửi hoặc đang chờ gửi lần đầu; không cần gửi lại.',
    );
  }
}
