import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { actorFor, type Principal, UNIT_DIRECTORY, type UnitDirectory } from '#access';
import { CLOCK, type Clock, Refusal, randomId } from '#kernel';
import { makeFeedToken } from '../../calendar/feed-token.js';
import { Outbox } from '../../outbox/outbox.js';

export interface MadeFeed {
  readonly id: string;
  readonly unit: string;
  /** Path with the token; it is shown this once and kept nowhere. */
  readonly path: string;
}

/** Opens a unit's calendar to whoever has the link, until it is revoked or the account may no longer see the unit. */
export class MakeFeedCommand extends Command<MadeFeed> {
  constructor(
    readonly principal: Principal,
    readonly unit: string,
  ) {
    super();
  }
}

const MOST_FEEDS = 20;

@CommandHandler(MakeFeedCommand)
export class MakeFeedHandler implements ICommandHandler<MakeFeedCommand> {
  constructor(
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(UNIT_DIRECTORY) private readonly units: UnitDirectory,
  ) {}

  /** @throws {Refusal} forbidden; unprocessable (`unknown-unit`); conflict (`too-many-feeds`) */
  async execute({ principal, unit }: MakeFeedCommand): Promise<MadeFeed> {
    actorFor(principal, 'notification.own');
    actorFor(principal, 'assignment.read', unit);
    if (!(await this.units.has(unit))) {
      throw new Refusal('unprocessable', 'unknown-unit', `Không có đơn vị “${unit}”.`);
    }
    if (this.outbox.feeds(principal.id).length >= MOST_FEEDS) {
      throw new Refusal(
        'conflict',
        'too-many-feeds',
        `Mỗi tài khoản có nhiều nhất ${MOST_FEEDS} đường dẫn lịch; hãy thu hồi bớt.`,
      );
    }
    const id = randomId();
    const { token, sha256 } = makeFeedToken(id);
    this.outbox.addFeed({
      id,
      account: principal.id,
      unit,
      tokenSha256: sha256,
      madeAt: this.clock.now(),
    });
    return { id, unit, path: `/units/${encodeURIComponent(unit)}/calendar.ics?token=${token}` };
  }
}
