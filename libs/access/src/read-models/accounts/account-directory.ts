import { Injectable } from '@nestjs/common';
import { asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { preparedOnce, type ReadModelDb, ReadModels } from '#projections';
import type { Grant, Principal } from '../../domain/principal.js';
import { accounts, grants } from './accounts.table.js';

export interface AccountRow {
  readonly id: string;
  readonly displayName: string;
  readonly enabled: boolean;
  /** Instant. */
  readonly registeredAt: string;
  /** Revision of the account's stream, for If-Match. */
  readonly revision: number;
  /** In the order in which they were granted. */
  readonly grants: readonly Grant[];
}

/** The position that an account stands for; null for none, and for what is no account, as the process of a rule. */
export type PositionOf = (account: string | null) => string | null;

/** The look-up of every request. */
const lookUp = preparedOnce((db: ReadModelDb) => {
  const id = sql.placeholder('id');
  const account = db.select().from(accounts).where(eq(accounts.id, id)).prepare();
  const held = db
    .select({ role: grants.role, unit: grants.unit })
    .from(grants)
    .where(eq(grants.account, id))
    .orderBy(asc(grants.revision))
    .prepare();
  return (wanted: string): AccountRow | null => {
    const row = account.get({ id: wanted });
    return row ? { ...row, grants: held.all({ id: wanted }) } : null;
  };
});

/** The accounts as the read model shows them. */
@Injectable()
export class AccountDirectory {
  constructor(private readonly readModels: ReadModels) {}

  /** Null for an account that does not exist. */
  find(id: string): AccountRow | null {
    return lookUp(this.readModels.db)(id);
  }

  /** Positions for one answer: each is looked up once. */
  names(): PositionOf {
    const names = new Map<string, string | null>();
    return (id) => {
      if (id === null) return null;
      const known = names.get(id);
      if (known !== undefined) return known;
      const name = this.find(id)?.displayName ?? null;
      names.set(id, name);
      return name;
    };
  }

  /** Who the account is to the rest of the system; null when it does not exist or is disabled. */
  principal(id: string): Principal | null {
    const row = this.find(id);
    return row?.enabled ? { id, displayName: row.displayName, grants: row.grants } : null;
  }

  /** One page in the order of ids. @param after the last id of the page before, or null */
  list(after: string | null, limit: number): AccountRow[] {
    const rows = this.readModels.db
      .select()
      .from(accounts)
      .where(after === null ? undefined : gt(accounts.id, after))
      .orderBy(asc(accounts.id))
      .limit(limit)
      .all();
    const held = this.#grantsOf(rows.map(({ id }) => id));
    return rows.map((row) => ({ ...row, grants: held.get(row.id) ?? [] }));
  }

  /** Ids of the accounts that hold the administrator role, disabled ones included. */
  administrators(): string[] {
    return this.readModels.db
      .selectDistinct({ account: grants.account })
      .from(grants)
      .where(eq(grants.role, 'administrator'))
      .all()
      .map(({ account }) => account);
  }

  #grantsOf(ids: readonly string[]): Map<string, Grant[]> {
    const rows = this.readModels.db
      .select()
      .from(grants)
      .where(inArray(grants.account, [...ids]))
      .orderBy(asc(grants.account), asc(grants.revision))
      .all();
    const held = new Map<string, Grant[]>();
    for (const { account, role, unit } of rows) {
      held.set(account, [...(held.get(account) ?? []), { role, unit }]);
    }
    return held;
  }
}
