import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { AccountDirectory, actorFor, type Principal } from '#access';
import { Refusal } from '#kernel';
import { type Contact, Outbox } from '../../outbox/outbox.js';

/** How somebody who never said wants to be reached: in the list alone. */
const NEVER_SAID: Contact = { email: null, digest: true, immediate: true };

/** How somebody wants to be reached. */
export class GetContactQuery extends Query<Contact> {
  constructor(
    readonly principal: Principal,
    readonly account: string,
  ) {
    super();
  }
}

@QueryHandler(GetContactQuery)
export class GetContactHandler implements IQueryHandler<GetContactQuery> {
  constructor(
    private readonly outbox: Outbox,
    private readonly accounts: AccountDirectory,
  ) {}

  /** @throws {Refusal} forbidden; not-found (`no-such-account`) */
  async execute({ principal, account }: GetContactQuery): Promise<Contact> {
    actorFor(principal, account === principal.id ? 'notification.own' : 'account.manage');
    if (!this.accounts.find(account)) {
      throw new Refusal('not-found', 'no-such-account', `Không có tài khoản “${account}”.`);
    }
    return this.outbox.contact(account) ?? NEVER_SAID;
  }
}
