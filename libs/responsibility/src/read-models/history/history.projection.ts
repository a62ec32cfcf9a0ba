import type { RecordedEvent } from '#event-log';
import type { IndicatorSubject } from '#indicators';
import { fold } from '#kernel';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import type { ExplainedSubject } from '#warnings';
import { citedDocuments } from '../../domain/cited-documents.js';
import { HISTORY_EVENT_TYPES, type HistoryEventType } from '../../domain/sentences.js';
import { documentReferences, type HistoryRow, history, untoldEvents } from './history.table.js';

type Subject = Pick<HistoryRow, 'programme' | 'task' | 'unit' | 'assignment' | 'indicator' | 'warningRule'>;

const NOTHING: Subject = {
  programme: null,
  task: null,
  unit: null,
  assignment: null,
  indicator: null,
  warningRule: null,
};

/** `<programme>.<task>.<unit>`: programmes and units carry no dot, task codes may. */
function assignmentSubject(assignment: string): Subject {
  const first = assignment.indexOf('.');
  const last = assignment.lastIndexOf('.');
  return {
    programme: assignment.slice(0, first),
    task: assignment.slice(first + 1, last),
    unit: assignment.slice(last + 1),
    assignment,
    indicator: null,
    warningRule: null,
  };
}

function warningSubject(_id: string, { data }: RecordedEvent): Subject {
  const { programme, task, unit, askedUnit, assignment, indicator, rule } = data as ExplainedSubject;
  return {
    programme,
    task,
    unit: unit ?? askedUnit ?? null,
    assignment,
    indicator: indicator ?? null,
    warningRule: rule,
  };
}

function indicatorSubject(_id: string, { type, data }: RecordedEvent): Subject {
  const { programme, code, unit } = data as IndicatorSubject;
  // The definition's `unit` is its unit of measure.
  return {
    ...NOTHING,
    programme,
    indicator: code,
    unit: type === 'IndicatorDefined' ? null : (unit ?? null),
  };
}

/** Who looks at something speaks of nobody's matters. */
const NO_SUBJECT = () => NOTHING;

/** What each category of streams speaks of, by what follows the category in the stream's name. */
const SUBJECTS: Readonly<Record<string, (id: string, event: RecordedEvent) => Subject>> = {
  assignment: assignmentSubject,
  warning: warningSubject,
  indicator: indicatorSubject,
  period: (id) => ({ ...NOTHING, programme: id.slice(0, id.indexOf('.')) }),
  task: (id) => {
    const dot = id.indexOf('.');
    return { ...NOTHING, programme: id.slice(0, dot), task: id.slice(dot + 1) };
  },
  programme: (id) => ({ ...NOTHING, programme: id }),
  unit: (id) => ({ ...NOTHING, unit: id }),
  unitgroup: NO_SUBJECT,
  account: NO_SUBJECT,
  inspection: NO_SUBJECT,
};

/** The parts of a list that a close freezes. */
const UNTOLD = ['PeriodSlotsListed'] as const;

/** Every event, as it was written, and the documents that it names. */
export const historyReadModel: ReadModel = {
  name: 'responsibility-history',
  version: 4,
  tables: [history, untoldEvents, documentReferences],
  appendOnly: [history, untoldEvents, documentReferences],
  handlers(db: ReadModelDb) {
    const insert = inserter(db, history);
    const insertUntold = inserter(db, untoldEvents);
    const insertDocument = inserter(db, documentReferences);
    const keep = (event: RecordedEvent) => {
      const { stream, metadata, position, id: eventId } = event;
      const { actor, recordedAt, effectiveOn, rule, simulated } = metadata;
      const dash = stream.indexOf('-');
      const subjectOf = SUBJECTS[stream.slice(0, dash)];
      if (!subjectOf) return;
      const subject = subjectOf(stream.slice(dash + 1), event);
      insert({
        position,
        eventId,
        stream,
        revision: event.revision,
        type: event.type as HistoryEventType,
        ...subject,
        recordedAt,
        effectiveOn,
        actorId: actor.id,
        actorRole: actor.role,
        actorUnit: actor.unit,
        rule: rule ? JSON.stringify(rule) : null,
        simulated: Boolean(simulated),
        data: event.rawData,
      });
      const { programme, unit } = subject;
      for (const [ordinal, { number, date, issuer }] of citedDocuments(event).entries()) {
        const search = fold([number, issuer ?? ''].join('\n'));
        insertDocument({ position, ordinal, number, date, issuer, eventId, stream, programme, unit, search });
      }
    };
    const keepUntold = ({ id: eventId, position, stream, revision }: RecordedEvent) =>
      insertUntold({ eventId, position, stream, revision });
    return Object.fromEntries([
      ...HISTORY_EVENT_TYPES.map((type) => [type, keep] as const),
      ...UNTOLD.map((type) => [type, keepUntold] as const),
    ]);
  },
};
