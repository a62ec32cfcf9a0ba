import type { RecordedEvent } from '#event-log';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import { ASSIGNMENT_EVENT_TYPES } from '#tasks';
import { WARNING_EVENT_TYPES, type WarningSubject } from '#warnings';
import type { HistoryEventType } from '../../domain/sentences.js';
import { type HistoryRow, history } from './history.table.js';

type Subject = Pick<HistoryRow, 'programme' | 'task' | 'unit' | 'assignment' | 'warningRule'>;

const ASSIGNMENT_PREFIX = 'assignment-';

/** `assignment-<programme>.<task>.<unit>`: programmes and units carry no dot, task codes may. */
function assignmentSubject({ stream }: RecordedEvent): Subject {
  const assignment = stream.slice(ASSIGNMENT_PREFIX.length);
  const first = assignment.indexOf('.');
  const last = assignment.lastIndexOf('.');
  return {
    programme: assignment.slice(0, first),
    task: assignment.slice(first + 1, last),
    unit: assignment.slice(last + 1),
    assignment,
    warningRule: null,
  };
}

function warningSubject({ data }: RecordedEvent): Subject {
  const { programme, task, unit, assignment, rule } = data as WarningSubject;
  return { programme, task, unit, assignment, warningRule: rule };
}

/** Every event of assignments and warnings, as it was written. */
export const historyReadModel: ReadModel = {
  name: 'responsibility-history',
  version: 2,
  tables: [history],
  handlers(db: ReadModelDb) {
    const insert = inserter(db, history);
    const keep = (subjectOf: (event: RecordedEvent) => Subject) => (event: RecordedEvent) => {
      const { actor, recordedAt, effectiveOn, rule, simulated } = event.metadata;
      insert({
        position: event.position,
        eventId: event.id,
        stream: event.stream,
        revision: event.revision,
        type: event.type as HistoryEventType,
        ...subjectOf(event),
        recordedAt,
        effectiveOn,
        actorId: actor.id,
        actorRole: actor.role,
        actorUnit: actor.unit,
        rule: rule ? JSON.stringify(rule) : null,
        simulated: Boolean(simulated),
        data: event.rawData,
      });
    };
    return Object.fromEntries([
      ...ASSIGNMENT_EVENT_TYPES.map((type) => [type, keep(assignmentSubject)] as const),
      ...WARNING_EVENT_TYPES.map((type) => [type, keep(warningSubject)] as const),
    ]);
  },
};
