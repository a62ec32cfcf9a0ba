import type { RecordedEvent } from '#event-log';
import { INDICATOR_MEASUREMENT_EVENT_TYPES } from '#indicators';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import type { ExplanationStanding } from '../../domain/explanation.state.js';
import type {
  CauseConfirmed,
  ClearingCause,
  ExplainedSubject,
  ExplanationEventType,
  ExplanationRequested,
  ExplanationReturned,
  WarningCleared,
  WarningEscalated,
  WarningRaised,
} from '../../domain/warning.events.js';
import { escalations, explanations, indicatorMoments, warnings } from './warnings.table.js';

const INDICATOR = 'indicator-';

/** Events that say what indicators are made of. */
const DEFINING = ['IndicatorDefined', 'IndicatorAmended', 'UnitRegistered', 'UnitGroupDefined'] as const;

const idOf = (event: RecordedEvent) => event.stream.slice('warning-'.length);

interface Row {
  readonly raisedRevision: number;
  readonly askedUnit: string | null;
  readonly explanation: ExplanationStanding;
  readonly explanationDueOn: string | null;
  readonly objective: number | null;
}

/** Where an explanation stands after an event, and the day until which the unit then has to answer. */
const STANDING: Readonly<Record<ExplanationEventType, ExplanationStanding>> = {
  ExplanationRequested: 'asked',
  ExplanationSubmitted: 'submitted',
  ExplanationReturned: 'returned',
  CauseConfirmed: 'accepted',
};

export const warningsReadModel: ReadModel = {
  name: 'warnings',
  version: 3,
  tables: [warnings, escalations, explanations, indicatorMoments],
  appendOnly: [escalations],
  handlers: (db: ReadModelDb) => {
    const insert = inserter(db, warnings);
    const insertEscalation = inserter(db, escalations);
    const insertExplanation = inserter(db, explanations);
    const insertMoment = inserter(db, indicatorMoments);
    const momentOf = (cause: ClearingCause) => (event: RecordedEvent) => {
      const { programme = null, code = null } = event.data as { programme?: string; code?: string };
      const isOfIndicator = event.stream.startsWith(INDICATOR);
      insertMoment({
        eventId: event.id,
        programme: isOfIndicator ? programme : null,
        code: isOfIndicator ? code : null,
        cause,
        at: event.metadata.recordedAt,
        simulated: event.metadata.simulated ? 1 : 0,
      });
    };
    const newest = db.$client.prepare<[string], Row>(
      `SELECT raised_revision AS raisedRevision, asked_unit AS askedUnit, explanation, explanation_due_on AS explanationDueOn, objective
       FROM warnings_warnings WHERE id = ? ORDER BY raised_revision DESC LIMIT 1`,
    );
    const clear = db.$client.prepare(
      `UPDATE warnings_warnings SET cleared_at = ?, cleared_on = ?, cleared_cause = ?, cleared_event = ?,
         cleared_by = ?, revision = ? WHERE id = ? AND cleared_at IS NULL`,
    );
    const climb = db.$client.prepare(
      'UPDATE warnings_warnings SET level = ?, revision = ? WHERE id = ? AND raised_revision = ?',
    );
    const explain = db.$client.prepare(
      `UPDATE warnings_warnings SET explanation = ?, explanation_due_on = ?, objective = coalesce(?, objective),
         asked_unit = ?, revision = ? WHERE id = ?`,
    );
    const explained = (type: ExplanationEventType) => (event: RecordedEvent) => {
      const id = idOf(event);
      const {
        rule,
        programme,
        task,
        unit,
        assignment,
        askedUnit = null,
      } = event.data as unknown as ExplainedSubject;
      const objective =
        type === 'CauseConfirmed' ? Number((event.data as unknown as CauseConfirmed).objective) : null;
      const asks = type === 'ExplanationRequested' || type === 'ExplanationReturned';
      const { dueOn } = event.data as unknown as ExplanationRequested | ExplanationReturned;
      const { recordedAt, effectiveOn, actor } = event.metadata;
      insertExplanation({
        warning: id,
        revision: event.revision,
        raisedRevision: newest.get(id)?.raisedRevision ?? 0,
        type,
        rule,
        programme,
        task,
        unit: unit ?? askedUnit,
        assignment,
        objective,
        data: event.data,
        recordedAt,
        recordedOn: effectiveOn,
        actorId: actor.id,
        actorRole: actor.role,
        eventId: event.id,
      });
      explain.run(STANDING[type], asks ? dueOn : null, objective, askedUnit, event.revision, id);
    };
    return {
      WarningRaised: (event: RecordedEvent) => {
        const data = event.data as unknown as WarningRaised;
        const id = idOf(event);
        const before = event.revision === 0 ? undefined : newest.get(id);
        insert({
          id,
          raisedRevision: event.revision,
          revision: event.revision,
          rule: data.rule,
          programme: data.programme,
          task: data.task,
          unit: data.unit,
          assignment: data.assignment,
          indicator: data.indicator ?? null,
          askedUnit: before?.askedUnit ?? null,
          period: data.period,
          level: data.level,
          raisedLevel: data.level,
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
          explanation: before?.explanation ?? 'none',
          explanationDueOn: before?.explanationDueOn ?? null,
          objective: before?.objective ?? null,
          simulated: event.metadata.simulated ? 1 : 0,
        });
      },
      WarningEscalated: (event: RecordedEvent) => {
        const data = event.data as unknown as WarningEscalated;
        const id = idOf(event);
        const raisedRevision = newest.get(id)?.raisedRevision ?? 0;
        insertEscalation({
          warning: id,
          revision: event.revision,
          raisedRevision,
          programme: data.programme,
          unit: data.unit,
          fromLevel: data.from,
          toLevel: data.to,
          because: data.because,
          workingDays: data.workingDays,
          periods: data.periods,
          climbedAt: data.at,
          climbedOn: event.metadata.effectiveOn,
          recordedAt: event.metadata.recordedAt,
          eventId: event.id,
        });
        climb.run(data.to, event.revision, id, raisedRevision);
      },
      WarningCleared: (event: RecordedEvent) => {
        const data = event.data as unknown as WarningCleared;
        clear.run(
          data.at,
          event.metadata.effectiveOn,
          data.cause,
          event.id,
          data.event,
          event.revision,
          idOf(event),
        );
      },
      ExplanationRequested: explained('ExplanationRequested'),
      ExplanationSubmitted: explained('ExplanationSubmitted'),
      ExplanationReturned: explained('ExplanationReturned'),
      CauseConfirmed: explained('CauseConfirmed'),
      ...Object.fromEntries(
        INDICATOR_MEASUREMENT_EVENT_TYPES.map((type) => [
          type,
          momentOf(type === 'TargetSet' ? 'target' : 'measurement'),
        ]),
      ),
      ...Object.fromEntries(DEFINING.map((type) => [type, momentOf('definition')])),
    };
  },
};
