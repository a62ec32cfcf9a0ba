import type { RecordedEvent } from '#event-log';
import { localDate } from '#kernel';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import type { ExtensionGranted, ExtensionRefused, ExtensionRequested } from '#tasks';
import { extensions } from './extensions.table.js';

const ASSIGNMENT_PREFIX = 'assignment-';

/** `assignment-<programme>.<task>.<unit>`: programmes and units carry no dot, task codes may. */
function subjectOf({ stream }: RecordedEvent) {
  const assignment = stream.slice(ASSIGNMENT_PREFIX.length);
  const first = assignment.indexOf('.');
  const last = assignment.lastIndexOf('.');
  return {
    assignment,
    programme: assignment.slice(0, first),
    task: assignment.slice(first + 1, last),
    unit: assignment.slice(last + 1),
  };
}

/** Requests for more time and what was decided. */
export const extensionsReadModel: ReadModel = {
  name: 'scorecards-extensions',
  version: 1,
  tables: [extensions],
  handlers(db: ReadModelDb) {
    const insert = inserter(db, extensions);
    const decide = db.$client.prepare(
      `UPDATE scorecards_extensions SET granted = ?, decided_at = ?, decided_on = ?, decided_event = ?
       WHERE request = ? AND decided_at IS NULL`,
    );
    const decided =
      (granted: 0 | 1) =>
      ({ id, data, metadata: { recordedAt } }: RecordedEvent) => {
        const { request } = data as ExtensionGranted | ExtensionRefused;
        decide.run(granted, recordedAt, localDate(recordedAt), id, request);
      };
    return {
      ExtensionRequested(event) {
        const { from, to } = event.data as ExtensionRequested;
        const { recordedAt } = event.metadata;
        insert({
          request: event.id,
          ...subjectOf(event),
          from,
          to,
          requestedAt: recordedAt,
          requestedOn: localDate(recordedAt),
          granted: null,
          decidedAt: null,
          decidedOn: null,
          decidedEvent: null,
        });
      },
      ExtensionGranted: decided(1),
      ExtensionRefused: decided(0),
    };
  },
};
