import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { AccountDirectory, type AccountRow } from '../../read-models/accounts/account-directory.js';

export interface AccountPage {
  readonly items: readonly AccountRow[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
}

export class ListAccountsQuery extends Query<AccountPage> {
  constructor(
    readonly after: string | null,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(ListAccountsQuery)
export class ListAccountsHandler implements IQueryHandler<ListAccountsQuery> {
  constructor(private readonly directory: AccountDirectory) {}

  async execute({ after, limit }: ListAccountsQuery): Promise<AccountPage> {
    const rows = this.directory.list(after, limit + 1);
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}
