import type { RoleGranted, RoleRevoked } from '#access';
import type { RecordedEvent } from '#event-log';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import { rights } from './rights.table.js';

const ACCOUNT_PREFIX = 'account-';

const accountOf = ({ stream }: RecordedEvent) => stream.slice(ACCOUNT_PREFIX.length);

/** Who may act for whom, and who could at any time before. */
export const rightsReadModel: ReadModel = {
  name: 'responsibility-rights',
  version: 1,
  tables: [rights],
  handlers(db: ReadModelDb) {
    const insert = inserter(db, rights);
    const revoke = db.$client.prepare(
      `UPDATE responsibility_rights SET revoked_at = ?, revoked_by = ?, revoked_event = ?
       WHERE account = ? AND role = ? AND unit IS ? AND revoked_at IS NULL`,
    );
    return {
      RoleGranted(event) {
        const { role, unit } = event.data as RoleGranted['data'];
        insert({
          event: event.id,
          account: accountOf(event),
          role,
          unit,
          grantedAt: event.metadata.recordedAt,
          grantedBy: event.metadata.actor.id,
          revokedAt: null,
          revokedBy: null,
          revokedEvent: null,
          simulated: Boolean(event.metadata.simulated),
        });
      },
      RoleRevoked(event) {
        const { role, unit } = event.data as RoleRevoked['data'];
        const { recordedAt, actor } = event.metadata;
        revoke.run(recordedAt, actor.id, event.id, accountOf(event), role, unit);
      },
    };
  },
};
