import type { IndicatorDefined } from '#catalogue';
import type { RecordedEvent } from '#event-log';
import { type EventHandlers, inserter, type ReadModel, type ReadModelDb } from '#projections';
import type {
  IndicatorMeasurementEvents,
  IndicatorMeasurementEventType,
} from '../../domain/indicator-measurement.events.js';
import { indicatorMeasurements, indicatorTargets } from './indicators.table.js';

type Handlers = {
  [Type in IndicatorMeasurementEventType]: (
    data: IndicatorMeasurementEvents[Type],
    event: RecordedEvent,
  ) => void;
} & { IndicatorDefined(data: IndicatorDefined, event: RecordedEvent): void };

const simulatedOf = ({ metadata }: RecordedEvent) => (metadata.simulated ? 1 : 0);

function handlers(db: ReadModelDb): EventHandlers {
  const insertMeasurement = inserter(db, indicatorMeasurements);
  const insertTarget = inserter(db, indicatorTargets);
  const endMeasurement = db.$client.prepare<[string, string]>(
    'UPDATE indicators_measurements SET valid_until = ? WHERE event_id = ?',
  );
  const endTarget = db.$client.prepare<[string, string, string, number]>(
    `UPDATE indicators_targets SET valid_until = ?
     WHERE programme = ? AND code = ? AND year = ? AND valid_until IS NULL`,
  );
  const on: Handlers = {
    IndicatorDefined({ programme, code, target, targetMax, stretchTarget, targetYear }, event) {
      if (target === null) return;
      insertTarget({
        eventId: event.id,
        programme,
        code,
        year: targetYear,
        target,
        targetMax,
        stretchTarget,
        document: null,
        setBy: event.metadata.actor.id,
        validFrom: event.metadata.recordedAt,
        validUntil: null,
        simulated: simulatedOf(event),
      });
    },
    TargetSet({ programme, code, year, to, document }, event) {
      const { recordedAt, actor } = event.metadata;
      endTarget.run(recordedAt, programme, code, year);
      insertTarget({
        eventId: event.id,
        programme,
        code,
        year,
        ...to,
        document,
        setBy: actor.id,
        validFrom: recordedAt,
        validUntil: null,
        simulated: simulatedOf(event),
      });
    },
    MeasurementRecorded(measurement, event) {
      const { programme, code, period, value, numerator, denominator, measuredOn, source, documents } =
        measurement;
      insertMeasurement({
        eventId: event.id,
        programme,
        code,
        period,
        value,
        numerator,
        denominator,
        measuredOn,
        source,
        documents,
        corrects: null,
        reason: null,
        recordedBy: event.metadata.actor.id,
        validFrom: event.metadata.recordedAt,
        validUntil: null,
        simulated: simulatedOf(event),
      });
    },
    MeasurementCorrected({ programme, code, period, measurement, to, reason, documents }, event) {
      const { recordedAt, actor } = event.metadata;
      endMeasurement.run(recordedAt, measurement);
      insertMeasurement({
        eventId: event.id,
        programme,
        code,
        period,
        ...to,
        source: null,
        documents,
        corrects: measurement,
        reason,
        recordedBy: actor.id,
        validFrom: recordedAt,
        validUntil: null,
        simulated: simulatedOf(event),
      });
    },
  };
  return Object.fromEntries(
    Object.entries(on).map(([type, handle]) => [
      type,
      (event: RecordedEvent) => (handle as (data: unknown, event: RecordedEvent) => void)(event.data, event),
    ]),
  );
}

/** What was measured of the indicators, and their targets, each from when until when it stood. */
export const indicatorsReadModel: ReadModel = {
  name: 'indicators',
  version: 1,
  tables: [indicatorMeasurements, indicatorTargets],
  handlers,
};
