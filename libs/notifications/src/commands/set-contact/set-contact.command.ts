import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AccountDirectory, actorFor, type Principal } from '#access';
import { CLOCK, type Clock, Refusal } from '#kernel';
import { isEmail } from '../../domain/address.js';
import { type Contact, Outbox } from '../../outbox/outbox.js';

/** Says how somebody wants to be reached: their own account, or, for an administrator, any. */
export class SetContactCommand extends Command<Contact> {
  constructor(
    readonly principal: Principal,
    readonly account: string,
    readonly contact: Contact,
  ) {
    super();
  }
}

/** People's addresses are no facts of the log: they are kept in the outbox, and can be taken out of it again. */
@CommandHandler(SetContactCommand)
export class SetContactHandler implements ICommandHandler<SetContactCommand> {
  constructor(
    private readonly outbox: Outbox,
    private readonly accounts: AccountDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws {Refusal} forbidden; not-found (`no-such-account`); invalid (`invalid-email`) */
  async execute({ principal, account, contact }: SetContactCommand): Promise<Contact> {
    actorFor(principal, account === principal.id ? 'notification.own' : 'account.manage');
    if (!this.accounts.find(account)) {
      throw new Refusal('not-found', 'no-such-account', `Không có tài khoản “${account}”.`);
    }
    if (contact.email !== null && !isEmail(contact.email)) {
      throw new Refusal('invalid', 'invalid-email', 'Phải là một địa chỉ thư điện tử, trên một dòng.');
    }
    this.outbox.setContact(account, contact, principal.id, this.clock.now());
    return contact;
  }
}
