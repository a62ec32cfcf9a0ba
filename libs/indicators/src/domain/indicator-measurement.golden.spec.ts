import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#event-log';
import { correctMeasurement, recordMeasurement, setTarget } from './indicator-measurement.decisions.js';
import {
  INDICATOR_MEASUREMENT_EVENT_TYPES,
  type NewIndicatorMeasurementEvent,
} from './indicator-measurement.events.js';
import type { MeasuredIndicatorState } from './indicator-measurement.state.js';
import { defined, eventIdAt, foldIndicator, type GivenEvent } from './testing/given-indicator.js';

/*
 * The fixture is the storage format: bodies as they stand in logs, key order included. It is never edited to make a
 * test pass: a new shape is a new schemaVersion with a fixture of its own, and the old one must still be read.
 */
interface Fixture {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
}

const FIXTURES = JSON.parse(
  readFileSync(new URL('./fixtures/indicator-measurement-events.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

const FACTS = { programmeFrom: '2026-01-01', today: '2026-05-05' };
const MEASURED_ON = '2026-03-31';

/** Each step decided on what the steps before have written. */
const LIFE: readonly ((state: MeasuredIndicatorState) => readonly NewIndicatorMeasurementEvent[])[] = [
  (state) =>
    recordMeasurement(
      state,
      {
        period: '2026-03',
        value: 86.4,
        numerator: 432,
        denominator: 500,
        measuredOn: MEASURED_ON,
        source: 'Báo cáo quý I',
        documents: [
          { number: '12/BC-SKHCN', date: '2026-04-02', issuer: 'Sở Khoa học và Công nghệ', sha256: null },
        ],
      },
      FACTS,
    ),
  (state) =>
    correctMeasurement(
      state,
      {
        measurement: eventIdAt(1),
        to: { value: 84, numerator: 420, denominator: 500, measuredOn: MEASURED_ON },
        reason: 'Đếm trùng 12 thủ tục',
        documents: [],
      },
      FACTS,
    ),
  (state) =>
    setTarget(
      state,
      {
        year: 2026,
        to: { target: 90, targetMax: null, stretchTarget: 95 },
        document: { number: '45/QĐ-BCĐ', date: '2026-05-04', issuer: 'Ban Chỉ đạo', sha256: null },
      },
      FACTS,
    ),
];

describe('The stored events of measuring', () => {
  it('have one fixture for each type, of the first version of its schema', () => {
    expect(FIXTURES.map(({ type, schemaVersion }) => `${type} ${schemaVersion}`)).toStrictEqual(
      INDICATOR_MEASUREMENT_EVENT_TYPES.map((type) => `${type} 1`),
    );
  });

  it('are still what decisions produce, byte for byte', () => {
    const written: GivenEvent[] = [defined()];
    for (const decide of LIFE) written.push(...decide(foldIndicator(written)));
    expect(written.slice(1).map(({ type, data }) => `${type} ${JSON.stringify(data)}`)).toStrictEqual(
      FIXTURES.map(({ type, data }) => `${type} ${JSON.stringify(data)}`),
    );
  });

  it('are still read, behind the definition of the catalogue', () => {
    const [recorded, corrected, target] = FIXTURES as [Fixture, Fixture, Fixture];
    const first = foldIndicator([defined(), recorded]);
    expect([...first.standing]).toStrictEqual([
      [
        '2026-03',
        {
          eventId: eventIdAt(1),
          figures: { value: 86.4, numerator: 432, denominator: 500, measuredOn: MEASURED_ON },
          source: 'Báo cáo quý I',
          correction: null,
        },
      ],
    ]);
    const last = foldIndicator([defined(), recorded, corrected, target]);
    expect([...last.standing]).toStrictEqual([
      [
        '2026-03',
        {
          eventId: eventIdAt(2),
          figures: { value: 84, numerator: 420, denominator: 500, measuredOn: MEASURED_ON },
          source: 'Báo cáo quý I',
          correction: { of: eventIdAt(1), reason: 'Đếm trùng 12 thủ tục' },
        },
      ],
    ]);
    expect([...last.targets]).toStrictEqual([[2026, { target: 90, targetMax: null, stretchTarget: 95 }]]);
    expect([...last.periods.keys()]).toStrictEqual([eventIdAt(1), eventIdAt(2)]);
    expect(last.definition?.name).toBe('Thủ tục làm trực tuyến');
  });

  it('leave the state as it is where the type is not known', () => {
    const before = foldIndicator([defined()]);
    expect(foldIndicator([defined(), { type: 'IndicatorPainted', data: {} }])).toStrictEqual(before);
  });
});
