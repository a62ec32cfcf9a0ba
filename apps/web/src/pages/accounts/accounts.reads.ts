import type { Read } from '../../api/reads.js';
import { accountsControllerList } from '../../client/sdk.gen.js';
import type { AccountDto } from '../../client/types.gen.js';

/** The most that the server gives at once. */
const PAGE = 200;

/** Every account, by id: search and filters look at all of them, so that all pages are read before any is shown. */
export const accounts: Read<readonly AccountDto[]> = {
  key: ['accounts'],
  madeOf: ['account'],
  call: async (options) => {
    const all: AccountDto[] = [];
    let after: string | null = null;
    do {
      const { data }: { data: { items: AccountDto[]; next: string | null } } = await accountsControllerList({
        ...options,
        query: after === null ? { limit: PAGE } : { limit: PAGE, after },
      });
      all.push(...data.items);
      after = data.next;
    } while (after !== null);
    return { data: all };
  },
};
