import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#event-log';
import {
  confirmMeasurement,
  correctMeasurement,
  type MeasuringFacts,
  recordMeasurement,
  setTarget,
  withdrawMeasurement,
} from './indicator-measurement.decisions.js';
import {
  INDICATOR_MEASUREMENT_EVENT_TYPES,
  type NewIndicatorMeasurementEvent,
} from './indicator-measurement.events.js';
import type { MeasuredIndicatorState } from './indicator-measurement.state.js';
import {
  byUnits,
  defined,
  eventIdAt,
  factsOn,
  foldIndicator,
  type GivenEvent,
  ofUnit,
  RECORDED_BY,
} from './testing/given-indicator.js';

/*
 * The fixtures are the storage format: bodies as they stand in logs, key order included. They are never edited to make a
 * test pass: a new shape is a new schemaVersion with a fixture of its own, and the old one must still be read.
 */
interface Fixture {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
}

const fixtures = (name: string) =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as readonly Fixture[];

const OWN = fixtures('indicator-measurement-events');
const OF_UNIT = fixtures('unit-measurement-events');

const TODAY = '2026-05-05';
const SECOND = { by: 'thuong-truc-2' };
const MEASURED_ON = '2026-03-31';
const DOCUMENT = { number: '45/QĐ-BCĐ', date: '2026-05-04', issuer: 'Ban Chỉ đạo', sha256: null };

type Step = (
  state: MeasuredIndicatorState,
  facts: (fields?: Partial<MeasuringFacts>) => MeasuringFacts,
) => readonly NewIndicatorMeasurementEvent[];

/** Each step decided on what the steps before have written, behind the definition on the same stream. */
const OWN_LIFE: readonly Step[] = [
  (state, facts) =>
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
      facts(),
    ),
  (state, facts) =>
    correctMeasurement(
      state,
      {
        measurement: eventIdAt(1),
        to: { value: 84, numerator: 420, denominator: 500, measuredOn: MEASURED_ON },
        reason: 'Đếm trùng 12 thủ tục',
        documents: [],
      },
      facts(),
    ),
  (state, facts) => confirmMeasurement(state, eventIdAt(2), facts(SECOND)),
  (state, facts) =>
    withdrawMeasurement(state, { measurement: eventIdAt(2), reason: 'Ghi nhầm chỉ tiêu' }, facts()),
  (state, facts) =>
    setTarget(
      state,
      { year: 2026, to: { target: 90, targetMax: null, stretchTarget: 95 }, document: DOCUMENT },
      facts(),
    ),
];

/** The same on a unit's stream, on which no definition stands. */
const UNIT_LIFE: readonly Step[] = [
  (state, facts) =>
    recordMeasurement(
      state,
      {
        period: '2026-Q1',
        value: 60,
        numerator: 30,
        denominator: 50,
        measuredOn: MEASURED_ON,
        source: 'Báo cáo quý I',
        documents: [],
        reason: 'Nhận báo cáo sau khi chốt kỳ',
      },
      facts({ closed: ['2026-03'] }),
    ),
  (state, facts) =>
    correctMeasurement(
      state,
      {
        measurement: eventIdAt(0),
        to: { value: 62, numerator: 31, denominator: 50, measuredOn: MEASURED_ON },
        reason: 'Bổ sung một người',
        documents: [],
      },
      facts(),
    ),
  (state, facts) => confirmMeasurement(state, eventIdAt(1), facts(SECOND)),
  (state, facts) =>
    withdrawMeasurement(state, { measurement: eventIdAt(1), reason: 'Báo cáo thay cho xã khác' }, facts()),
  (state, facts) =>
    setTarget(
      state,
      { year: 2026, to: { target: 80, targetMax: null, stretchTarget: null }, document: DOCUMENT },
      facts(),
    ),
];

const lines = (events: readonly { readonly type: string; readonly data: JsonObject }[]) =>
  events.map(({ type, data }) => `${type} ${JSON.stringify(data)}`);

function lived(
  life: readonly Step[],
  given: readonly GivenEvent[],
  fields: Partial<MeasuringFacts>,
): string[] {
  const written: GivenEvent[] = [...given];
  for (const decide of life) {
    written.push(...decide(foldIndicator(written), (more) => factsOn(TODAY, { ...fields, ...more })));
  }
  return lines(written.slice(given.length));
}

describe('The stored events of measuring', () => {
  it.each([
    ['an indicator', OWN],
    ['a unit', OF_UNIT],
  ])('of %s have one fixture for each type, of the first version of its schema', (_, stored) => {
    expect(stored.map(({ type, schemaVersion }) => `${type} ${schemaVersion}`)).toStrictEqual(
      INDICATOR_MEASUREMENT_EVENT_TYPES.map((type) => `${type} 1`),
    );
  });

  it('are still what decisions produce, byte for byte', () => {
    expect(lived(OWN_LIFE, [defined()], {})).toStrictEqual(lines(OWN));
    expect(lived(UNIT_LIFE, [], { unit: ofUnit('xa-chi-minh', byUnits()) })).toStrictEqual(lines(OF_UNIT));
  });

  it('are still read, behind the definition of the catalogue', () => {
    const [recorded, corrected, confirmed, withdrawn, target] = OWN as readonly [
      Fixture,
      Fixture,
      Fixture,
      Fixture,
      Fixture,
    ];
    const first = {
      eventId: eventIdAt(1),
      figures: { value: 86.4, numerator: 432, denominator: 500, measuredOn: MEASURED_ON },
      source: 'Báo cáo quý I',
      correction: null,
      recordedBy: RECORDED_BY,
      confirmedBy: null,
    };
    expect([...foldIndicator([defined(), recorded]).standing]).toStrictEqual([['2026-03', first]]);
    const second = {
      ...first,
      eventId: eventIdAt(2),
      figures: { value: 84, numerator: 420, denominator: 500, measuredOn: MEASURED_ON },
      correction: { of: eventIdAt(1), reason: 'Đếm trùng 12 thủ tục' },
    };
    expect([...foldIndicator([defined(), recorded, corrected]).standing]).toStrictEqual([
      ['2026-03', second],
    ]);
    expect([...foldIndicator([defined(), recorded, corrected, confirmed]).standing]).toStrictEqual([
      ['2026-03', { ...second, confirmedBy: RECORDED_BY }],
    ]);
    const last = foldIndicator([defined(), recorded, corrected, confirmed, withdrawn, target]);
    expect([...last.standing]).toStrictEqual([]);
    const withdrawal = { measurement: eventIdAt(2), reason: 'Ghi nhầm chỉ tiêu' };
    expect([...last.withdrawals]).toStrictEqual([
      [eventIdAt(1), withdrawal],
      [eventIdAt(2), withdrawal],
    ]);
    expect([...last.targets]).toStrictEqual([[2026, { target: 90, targetMax: null, stretchTarget: 95 }]]);
    expect([...last.periods.keys()]).toStrictEqual([eventIdAt(1), eventIdAt(2)]);
    expect(last.definition?.name).toBe('Thủ tục làm trực tuyến');
  });

  it('of a unit are still read on a stream without a definition', () => {
    const last = foldIndicator(OF_UNIT.slice(0, 2));
    expect(last.definition).toBeNull();
    expect(last.standing.get('2026-Q1')).toMatchObject({
      eventId: eventIdAt(1),
      figures: { value: 62, numerator: 31, denominator: 50 },
    });
    expect([...foldIndicator(OF_UNIT).targets.keys()]).toStrictEqual([2026]);
  });

  it('leave the state as it is where the type is not known', () => {
    const before = foldIndicator([defined()]);
    expect(foldIndicator([defined(), { type: 'IndicatorPainted', data: {} }])).toStrictEqual(before);
  });
});
