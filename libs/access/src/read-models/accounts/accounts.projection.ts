import { and, eq, isNull } from 'drizzle-orm';
import type { RecordedEvent } from '#event-log';
import type { ReadModel, ReadModelDb } from '#projections';
import type { AccountRegistered, RoleGranted, RoleRevoked } from '../../domain/account.events.js';
import { accounts, grants } from './accounts.table.js';

const STREAM_PREFIX = 'account-';

const accountOf = ({ stream }: RecordedEvent) => stream.slice(STREAM_PREFIX.length);

function handlers(db: ReadModelDb) {
  const touch = (event: RecordedEvent, change: { enabled?: boolean } = {}) =>
    db
      .update(accounts)
      .set({ ...change, revision: event.revision })
      .where(eq(accounts.id, accountOf(event)))
      .run();

  return {
    AccountRegistered: (event: RecordedEvent) => {
      const { displayName } = event.data as AccountRegistered['data'];
      const { recordedAt: registeredAt } = event.metadata;
      db.insert(accounts)
        .values({ id: accountOf(event), displayName, enabled: true, registeredAt, revision: event.revision })
        .run();
    },
    RoleGranted: (event: RecordedEvent) => {
      const { role, unit } = event.data as RoleGranted['data'];
      db.insert(grants)
        .values({ account: accountOf(event), revision: event.revision, role, unit })
        .run();
      touch(event);
    },
    RoleRevoked: (event: RecordedEvent) => {
      const { role, unit } = event.data as RoleRevoked['data'];
      const ofUnit = unit === null ? isNull(grants.unit) : eq(grants.unit, unit);
      db.delete(grants)
        .where(and(eq(grants.account, accountOf(event)), eq(grants.role, role), ofUnit))
        .run();
      touch(event);
    },
    AccountDisabled: (event: RecordedEvent) => {
      touch(event, { enabled: false });
    },
    AccountEnabled: (event: RecordedEvent) => {
      touch(event, { enabled: true });
    },
    PasswordChanged: (event: RecordedEvent) => {
      touch(event);
    },
  };
}

/** Who may enter, and with which roles. */
export const accountsReadModel: ReadModel = {
  name: 'accounts',
  version: 1,
  tables: [accounts, grants],
  handlers,
};
