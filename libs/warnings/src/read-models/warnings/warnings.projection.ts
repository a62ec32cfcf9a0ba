import type { RecordedEvent } from '#event-log';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import type { WarningCleared, WarningRaised } from '../../domain/warning.events.js';
import { warnings } from './warnings.table.js';

const idOf = (event: RecordedEvent) => event.stream.slice('warning-'.length);

export const warningsReadModel: ReadModel = {
  name: 'warnings',
  version: 1,
  tables: [warnings],
  handlers: (db: ReadModelDb) => {
    const insert = inserter(db, warnings);
    const clear = db.$client.prepare(
      `UPDATE warnings_warnings SET cleared_at = ?, cleared_on = ?, cleared_cause = ?, cleared_event = ?,
         cleared_by = ? WHERE id = ? AND cleared_at IS NULL`,
    );
    return {
      WarningRaised: (event: RecordedEvent) => {
        const data = event.data as unknown as WarningRaised;
        insert({
          id: idOf(event),
          raisedRevision: event.revision,
          rule: data.rule,
          programme: data.programme,
          task: data.task,
          unit: data.unit,
          assignment: data.assignment,
          period: data.period,
          level: data.level,
          inputs: data.inputs,
          raisedAt: data.at,
          raisedOn: event.metadata.effectiveOn,
          raisedRecordedAt: event.metadata.recordedAt,
          raisedEvent: event.id,
          clearedAt: null,
          clearedOn: null,
          clearedCause: null,
          clearedEvent: null,
          clearedBy: null,
          simulated: event.metadata.simulated ? 1 : 0,
        });
      },
      WarningCleared: (event: RecordedEvent) => {
        const data = event.data as unknown as WarningCleared;
        clear.run(data.at, event.metadata.effectiveOn, data.cause, event.id, data.event, idOf(event));
      },
    };
  },
};
