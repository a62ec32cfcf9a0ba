import type { IndicatorAmended, IndicatorDefined } from '#catalogue';
import type { RecordedEvent } from '#event-log';
import { localDate } from '#kernel';
import { byBody, type EventHandlers, inserter, type ReadModel, type ReadModelDb } from '#projections';
import type {
  IndicatorMeasurementEvents,
  IndicatorSubject,
} from '../../domain/indicator-measurement.events.js';
import { definedTargets, targetsByYear } from '../../domain/indicator-measurement.state.js';
import { indicatorMeasurements, indicatorStreams, indicatorTargets } from './indicators.table.js';

type Projected = IndicatorMeasurementEvents & {
  readonly IndicatorDefined: IndicatorDefined;
  readonly IndicatorAmended: IndicatorAmended;
};

type Handlers = {
  [Type in keyof Projected]: (data: Projected[Type], event: RecordedEvent) => void;
};

const recording = ({ id, revision, metadata }: RecordedEvent) => ({
  eventId: id,
  revision,
  simulated: metadata.simulated ? 1 : 0,
});

function handlers(db: ReadModelDb): EventHandlers {
  const insertMeasurement = inserter(db, indicatorMeasurements);
  const insertTarget = inserter(db, indicatorTargets);
  const insertStream = inserter(db, indicatorStreams);
  const moveStream = db.$client.prepare<[number, string, string, string]>(
    'UPDATE indicators_streams SET revision = ? WHERE programme = ? AND code = ? AND unit = ?',
  );
  const correct = db.$client.prepare<[string, string, string]>(
    `UPDATE indicators_measurements SET ended_by = ?, ended_as = 'corrected', ended_at = ? WHERE event_id = ?`,
  );
  const withdraw = db.$client.prepare<[string, string, string, string, string]>(
    `UPDATE indicators_measurements
     SET ended_by = ?, ended_as = 'withdrawn', ended_at = ?, withdrawn_by = ?, withdrawn_reason = ?
     WHERE event_id = ?`,
  );
  const confirm = db.$client.prepare<[string, string, string]>(
    'UPDATE indicators_measurements SET confirmed_by = ?, confirmed_at = ? WHERE event_id = ?',
  );

  const follow = ({ programme, code, unit = '' }: IndicatorSubject, { revision }: RecordedEvent) => {
    if (moveStream.run(revision, programme, code, unit).changes > 0) return;
    insertStream({ programme, code, unit, revision });
  };

  /** The catalogue's events stand on the indicator's own stream; their `unit` is the unit of measure. */
  const defineTargets = (
    { programme, code }: Pick<IndicatorDefined, 'programme' | 'code'>,
    targets: ReturnType<typeof definedTargets>,
    event: RecordedEvent,
  ) => {
    follow({ programme, code }, event);
    for (const [year, figures] of targets) {
      insertTarget({
        ...recording(event),
        programme,
        code,
        unit: null,
        year,
        ...figures,
        document: null,
        effectiveOn: null,
        setBy: event.metadata.actor.id,
        setAt: event.metadata.recordedAt,
      });
    }
  };

  const measured = ({ metadata }: RecordedEvent) => ({
    recordedBy: metadata.actor.id,
    recordedAt: metadata.recordedAt,
    recordedOn: localDate(metadata.recordedAt),
    byRule: metadata.rule ? 1 : 0,
    confirmedBy: null,
    confirmedAt: null,
    endedBy: null,
    endedAs: null,
    endedAt: null,
    withdrawnBy: null,
    withdrawnReason: null,
  });

  const on: Handlers = {
    IndicatorDefined(data, event) {
      defineTargets(data, definedTargets({ ...data, targets: data.targets ?? [] }), event);
    },
    IndicatorAmended(data, event) {
      const said = data.changes.find(({ field }) => field === 'targets')?.to ?? [];
      const targets = said as unknown as NonNullable<IndicatorDefined['targets']>;
      defineTargets(data, targetsByYear(targets), event);
    },
    TargetSet(data, event) {
      follow(data, event);
      const { programme, code, unit = null, year, to, document } = data;
      insertTarget({
        ...recording(event),
        programme,
        code,
        unit,
        year,
        ...to,
        document,
        effectiveOn: document.date,
        setBy: event.metadata.actor.id,
        setAt: event.metadata.recordedAt,
      });
    },
    MeasurementRecorded(data, event) {
      follow(data, event);
      const { programme, code, unit = null, period, source, documents, reason = null } = data;
      const { value, numerator, denominator, measuredOn } = data;
      insertMeasurement({
        ...recording(event),
        programme,
        code,
        unit,
        period,
        value,
        numerator,
        denominator,
        measuredOn,
        source,
        documents,
        corrects: null,
        reason,
        ...measured(event),
      });
    },
    MeasurementCorrected(data, event) {
      follow(data, event);
      const { programme, code, unit = null, period, measurement, to, reason, documents } = data;
      correct.run(event.id, event.metadata.recordedAt, measurement);
      insertMeasurement({
        ...recording(event),
        programme,
        code,
        unit,
        period,
        ...to,
        source: null,
        documents,
        corrects: measurement,
        reason,
        ...measured(event),
      });
    },
    MeasurementConfirmed(data, event) {
      follow(data, event);
      const { actor, recordedAt } = event.metadata;
      confirm.run(actor.id, recordedAt, data.measurement);
    },
    MeasurementWithdrawn(data, event) {
      follow(data, event);
      const { actor, recordedAt } = event.metadata;
      withdraw.run(event.id, recordedAt, actor.id, data.reason, data.measurement);
    },
  };
  return byBody(on);
}

/** What was measured of the indicators and by units on them, with what became of it, and their targets. */
export const indicatorsReadModel: ReadModel = {
  name: 'indicators',
  version: 2,
  tables: [indicatorMeasurements, indicatorTargets, indicatorStreams],
  handlers,
};
