import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Refusal } from '#kernel';
import { AccountDirectory, type AccountRow } from '../../read-models/accounts/account-directory.js';

export class FindAccountQuery extends Query<AccountRow> {
  constructor(readonly account: string) {
    super();
  }
}

@QueryHandler(FindAccountQuery)
export class FindAccountHandler implements IQueryHandler<FindAccountQuery> {
  constructor(private readonly directory: AccountDirectory) {}

  async execute({ account }: FindAccountQuery): Promise<AccountRow> {
    const row = this.directory.find(account);
    if (!row) throw new Refusal('not-found', 'no-such-account', 'Không có tài khoản này.');
    return row;
  }
}
