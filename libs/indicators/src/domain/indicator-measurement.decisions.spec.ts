import { describe, expect, it } from '@jest/globals';
import type { IndicatorDefined } from '#catalogue';
import { Refusal } from '#kernel';
import {
  type CorrectMeasurement,
  confirmMeasurement,
  correctMeasurement,
  type MeasuringFacts,
  type RecordMeasurement,
  recordMeasurement,
  type SetTarget,
  setTarget,
  withdrawMeasurement,
} from './indicator-measurement.decisions.js';
import {
  byUnits,
  defined,
  eventIdAt,
  factsOn,
  foldIndicator,
  type GivenEvent,
  givenIndicator,
  ofUnit,
  RECORDED_BY,
  SUBJECT,
} from './testing/given-indicator.js';

const FACTS = factsOn('2026-04-07');
const DOCUMENT = { number: '45/QĐ-BCĐ', date: '2026-04-02', issuer: 'Ban Chỉ đạo', sha256: null };
const SOURCE = 'Báo cáo quý I';

const march: RecordMeasurement = {
  period: '2026-03',
  value: 86.4,
  numerator: null,
  denominator: null,
  measuredOn: '2026-03-31',
  source: SOURCE,
  documents: [DOCUMENT],
};
const recordedMarch: GivenEvent = { type: 'MeasurementRecorded', data: { ...SUBJECT, ...march } };
const MARCH_FIGURES = { value: 86.4, numerator: null, denominator: null, measuredOn: '2026-03-31' };

const record =
  (fields: Partial<RecordMeasurement> = {}) =>
  (state: Parameters<typeof recordMeasurement>[0]) =>
    recordMeasurement(state, { ...march, ...fields }, FACTS);

describe('Recording figures', () => {
  it('says them with their source and documents, and speaks of the day that they speak of', () => {
    givenIndicator(defined())
      .when(record())
      .then({ type: 'MeasurementRecorded', data: { ...SUBJECT, ...march }, effectiveOn: '2026-03-31' });
  });

  it('takes a year as a period too', () => {
    givenIndicator(defined())
      .when(record({ period: '2026' }))
      .then({
        type: 'MeasurementRecorded',
        data: { ...SUBJECT, ...march, period: '2026' },
        effectiveOn: '2026-03-31',
      });
  });

  it('takes a fraction from which the value was rounded', () => {
    const thirds = { value: 66.7, numerator: 2, denominator: 3 };
    givenIndicator(defined())
      .when(record(thirds))
      .then({
        type: 'MeasurementRecorded',
        data: { ...SUBJECT, ...march, ...thirds },
        effectiveOn: '2026-03-31',
      });
  });

  it('the very same again yields nothing', () => {
    givenIndicator(defined(), recordedMarch).when(record()).thenNothing();
  });

  it('is refused for a period that has figures, and names those to be corrected', () => {
    givenIndicator(defined(), recordedMarch)
      .when(record({ value: 87 }))
      .thenRefused(
        'measurement-exists',
        `Kỳ 03/2026 đã có số liệu 86,4 %: hãy đính chính số liệu ${eventIdAt(1)}.`,
      );
  });

  it('is refused where no indicator is defined', () => {
    givenIndicator().when(record()).thenRefused('indicator-not-found', 'Chương trình không có chỉ tiêu này.');
  });

  it('is refused for a qualitative indicator', () => {
    givenIndicator(defined({ direction: 'qualitative', target: null, unit: null }))
      .when(record())
      .thenRefused('indicator-qualitative', 'Chỉ tiêu I.4/1 là chỉ tiêu định tính: không có số liệu để đo.');
  });

  it.each(['2026-W10', '2026-03-d15', '2026-Q5'])('is refused for the period %s', (period) => {
    givenIndicator(defined())
      .when(record({ period }))
      .thenRefused(
        'invalid-period',
        `“${period}” không phải là tháng (như 2026-03), quý (như 2026-Q1) hoặc năm (như 2026).`,
      );
  });

  it('is refused without a source', () => {
    givenIndicator(defined())
      .when(record({ source: ' ' }))
      .thenRefused('source-missing', 'Số liệu phải nêu nguồn.');
  });

  it('is refused for a day outside the period', () => {
    givenIndicator(defined())
      .when(record({ measuredOn: '2026-04-01' }))
      .thenRefused('measured-outside-period', 'Ngày của số liệu (01/04/2026) không thuộc kỳ 03/2026.');
  });

  it('is refused for a day that has not come', () => {
    givenIndicator(defined())
      .when(record({ period: '2026-04', measuredOn: '2026-04-08' }))
      .thenRefused('measured-in-future', 'Chưa đến ngày của số liệu (08/04/2026); hôm nay là 07/04/2026.');
  });

  it('is refused for a day before the programme', () => {
    givenIndicator(defined())
      .when(record({ period: '2025', measuredOn: '2025-12-31' }))
      .thenRefused(
        'before-programme',
        'Ngày của số liệu (31/12/2025) trước khi chương trình bắt đầu (01/01/2026).',
      );
  });
});

describe('The figures of a unit of measure', () => {
  const people: Partial<IndicatorDefined> = { unit: 'người', target: 500 };
  const rank: Partial<IndicatorDefined> = { unit: null, direction: 'rank_at_most', target: 5 };
  const change: Partial<IndicatorDefined> = { unit: '% giảm', target: 15 };
  const money: Partial<IndicatorDefined> = { unit: 'triệu đồng', target: 5587 };
  const dong: Partial<IndicatorDefined> = { unit: 'đồng', target: 1000 };

  const outcome = (unit: Partial<IndicatorDefined>, fields: Partial<RecordMeasurement>) => {
    try {
      return recordMeasurement(foldIndicator([defined(unit)]), { ...march, ...fields }, FACTS).length;
    } catch (error) {
      if (error instanceof Refusal) return `${error.code}: ${error.detail}`;
      throw error;
    }
  };

  it.each([
    ['a share of 0', {}, { value: 0 }],
    ['a share of 100', {}, { value: 100 }],
    ['a count in wholes', people, { value: 320 }],
    ['a rank of 1', rank, { value: 1 }],
    ['a change above 100 %', change, { value: 120 }],
    ['a change to the other side', change, { value: -3.5 }],
    ['millions with decimals', money, { value: 5587.25 }],
    ['đồng in wholes', dong, { value: 1200 }],
    ['a fraction at the edge of the tolerance', {}, { value: 86.45, numerator: 432, denominator: 500 }],
  ])('may be %s', (_, unit, fields) => {
    expect(outcome(unit, fields)).toBe(1);
  });

  it.each([
    [
      'a share above 100',
      {},
      { value: 100.1 },
      'value-out-of-range: Giá trị phải từ 0 đến 100 %; đã nhập 100,1 %.',
    ],
    ['a share below 0', {}, { value: -1 }, 'value-out-of-range: Giá trị phải từ 0 đến 100 %; đã nhập −1 %.'],
    [
      'half a person',
      people,
      { value: 320.5 },
      'value-not-whole: Đơn vị tính “người” chỉ có số nguyên; Giá trị đã nhập là 320,5.',
    ],
    [
      'fewer than nobody',
      people,
      { value: -1 },
      'value-out-of-range: Giá trị phải từ 0 trở lên; đã nhập −1 người.',
    ],
    [
      'half a đồng',
      dong,
      { value: 0.5 },
      'value-not-whole: Đơn vị tính “đồng” chỉ có số nguyên; Giá trị đã nhập là 0,5.',
    ],
    ['a rank of 0', rank, { value: 0 }, 'rank-invalid: Thứ hạng phải là số nguyên từ 1; Giá trị là 0.'],
    [
      'a rank between two',
      rank,
      { value: 4.5 },
      'rank-invalid: Thứ hạng phải là số nguyên từ 1; Giá trị là 4,5.',
    ],
    [
      'a number beyond all measure',
      change,
      { value: 1e13 },
      'value-out-of-range: Giá trị phải không quá 12 chữ số; đã nhập một số quá lớn.',
    ],
    [
      'a fraction of people',
      people,
      { value: 50, numerator: 1, denominator: 2 },
      'fraction-not-share: Chỉ tiêu I.4/1 không tính bằng %: không có tử số và mẫu số.',
    ],
    [
      'a numerator alone',
      {},
      { value: 50, numerator: 1 },
      'fraction-incomplete: Tử số và mẫu số phải có cả hai, hoặc không có cả hai.',
    ],
    [
      'a denominator of 0',
      {},
      { value: 0, numerator: 0, denominator: 0 },
      'fraction-invalid: Tử số phải từ 0 trở lên và mẫu số phải lớn hơn 0.',
    ],
    [
      'a numerator over its denominator',
      {},
      { value: 100, numerator: 501, denominator: 500 },
      'numerator-over-denominator: Tử số 501 lớn hơn mẫu số 500.',
    ],
    [
      'a value that its fraction contradicts',
      {},
      { value: 86.46, numerator: 432, denominator: 500 },
      'value-contradicts-fraction: 432/500 là 86,4 %, không phải 86,46 %.',
    ],
  ])('may not be %s', (_, unit, fields, refusal) => {
    expect(outcome(unit, fields)).toBe(refusal);
  });
});

describe('Correcting figures', () => {
  const REASON = 'Đếm trùng';
  const correction: CorrectMeasurement = {
    measurement: eventIdAt(1),
    to: { ...MARCH_FIGURES, value: 84 },
    reason: REASON,
    documents: [],
  };
  const corrected: GivenEvent = {
    type: 'MeasurementCorrected',
    data: {
      ...SUBJECT,
      period: '2026-03',
      measurement: eventIdAt(1),
      from: MARCH_FIGURES,
      to: correction.to,
      reason: REASON,
      documents: [],
    },
  };
  const correct =
    (fields: Partial<CorrectMeasurement> = {}) =>
    (state: Parameters<typeof correctMeasurement>[0]) =>
      correctMeasurement(state, { ...correction, ...fields }, FACTS);

  it('says what stood, what stands, and why', () => {
    givenIndicator(defined(), recordedMarch)
      .when(correct())
      .then({ type: 'MeasurementCorrected', data: corrected.data, effectiveOn: '2026-03-31' });
  });

  it('can itself be corrected', () => {
    const to = { ...MARCH_FIGURES, value: 85 };
    givenIndicator(defined(), recordedMarch, corrected)
      .when(correct({ measurement: eventIdAt(2), to }))
      .then({
        type: 'MeasurementCorrected',
        data: { ...corrected.data, measurement: eventIdAt(2), from: correction.to, to },
        effectiveOn: '2026-03-31',
      });
  });

  it('the very same again yields nothing', () => {
    givenIndicator(defined(), recordedMarch, corrected).when(correct()).thenNothing();
  });

  it('is refused for figures that no longer stand', () => {
    givenIndicator(defined(), recordedMarch, corrected)
      .when(correct({ to: { ...MARCH_FIGURES, value: 85 } }))
      .thenRefused(
        'measurement-not-standing',
        `Số liệu này của kỳ 03/2026 đã được đính chính: số liệu đang dùng là ${eventIdAt(2)}.`,
      );
  });

  it('is refused for an event that states no figures of this indicator', () => {
    givenIndicator(defined(), recordedMarch)
      .when(correct({ measurement: eventIdAt(0) }))
      .thenRefused('measurement-not-found', `Chỉ tiêu I.4/1 không có số liệu “${eventIdAt(0)}”.`);
  });

  it('is refused where nothing would change', () => {
    givenIndicator(defined(), recordedMarch)
      .when(correct({ to: MARCH_FIGURES }))
      .thenRefused('nothing-corrected', 'Số liệu của kỳ 03/2026 đã như vậy: không có gì để đính chính.');
  });

  it('is refused without a reason', () => {
    givenIndicator(defined(), recordedMarch)
      .when(correct({ reason: ' ' }))
      .thenRefused('reason-missing', 'Đính chính số liệu phải nêu lý do.');
  });

  it('is refused for figures that could not have been recorded', () => {
    givenIndicator(defined(), recordedMarch)
      .when(correct({ to: { ...MARCH_FIGURES, value: 101 } }))
      .thenRefused('value-out-of-range', 'Giá trị phải từ 0 đến 100 %; đã nhập 101 %.');
    givenIndicator(defined(), recordedMarch)
      .when(correct({ to: { ...MARCH_FIGURES, measuredOn: '2026-02-28' } }))
      .thenRefused('measured-outside-period', 'Ngày của số liệu (28/02/2026) không thuộc kỳ 03/2026.');
  });
});

describe('Setting a target', () => {
  const revised: SetTarget = {
    year: 2026,
    to: { target: 90, targetMax: null, stretchTarget: null },
    document: DOCUMENT,
  };
  const set =
    (fields: Partial<SetTarget> = {}) =>
    (state: Parameters<typeof setTarget>[0]) =>
      setTarget(state, { ...revised, ...fields }, FACTS);
  const DEFINED_TARGET = { target: 95, targetMax: null, stretchTarget: null };

  it('keeps the target of the programme that it revises, and the document', () => {
    givenIndicator(defined())
      .when(set())
      .then({
        type: 'TargetSet',
        data: { ...SUBJECT, year: 2026, from: DEFINED_TARGET, to: revised.to, document: DOCUMENT },
        effectiveOn: DOCUMENT.date,
      });
  });

  it('for a year that has none comes from nothing', () => {
    givenIndicator(defined())
      .when(set({ year: 2027 }))
      .then({
        type: 'TargetSet',
        data: { ...SUBJECT, year: 2027, from: null, to: revised.to, document: DOCUMENT },
        effectiveOn: DOCUMENT.date,
      });
  });

  it('that stands yields nothing', () => {
    givenIndicator(defined())
      .when(set({ to: DEFINED_TARGET }))
      .thenNothing();
  });

  it('is refused for a year before the programme', () => {
    givenIndicator(defined())
      .when(set({ year: 2025 }))
      .thenRefused('before-programme', 'Năm 2025 trước khi chương trình bắt đầu (01/01/2026).');
  });

  it('is refused where it does not go with the direction', () => {
    givenIndicator(defined())
      .when(set({ to: { target: 90, targetMax: 95, stretchTarget: null } }))
      .thenRefused('indicator-target-invalid', 'Mục tiêu không khớp với chiều của chỉ tiêu I.4/1.');
  });

  it('is refused where no figure could reach it', () => {
    givenIndicator(defined())
      .when(set({ to: { target: 120, targetMax: null, stretchTarget: null } }))
      .thenRefused('value-out-of-range', 'Mục tiêu phải từ 0 đến 100 %; đã nhập 120 %.');
  });

  it('is refused for a qualitative indicator', () => {
    givenIndicator(defined({ direction: 'qualitative', target: null, unit: null }))
      .when(set())
      .thenRefused('indicator-qualitative', 'Chỉ tiêu I.4/1 là chỉ tiêu định tính: không có số liệu để đo.');
  });
});

describe('Whose figures an indicator takes', () => {
  const UNIT = 'xa-chi-minh';
  const recordFor =
    (unit: MeasuringFacts['unit'], fields: Partial<MeasuringFacts> = {}) =>
    (state: Parameters<typeof recordMeasurement>[0]) =>
      recordMeasurement(state, march, factsOn('2026-04-07', { unit, ...fields }));
  const systemMade = defined({ formula: { kind: 'system', of: 'monthly-update-rate' } });

  it('are those of a unit of the group that feeds it, with the unit in the event', () => {
    givenIndicator()
      .when(recordFor(ofUnit(UNIT, byUnits())))
      .then({
        type: 'MeasurementRecorded',
        data: { ...SUBJECT, unit: UNIT, ...march },
        effectiveOn: '2026-03-31',
      });
  });

  it('are not those of a unit where no group feeds it', () => {
    const refusal = [
      'indicator-not-fed-by-units',
      'Chỉ tiêu I.4/1 không được tổng hợp từ số liệu của các đơn vị.',
    ] as const;
    givenIndicator()
      .when(recordFor(ofUnit(UNIT, defined())))
      .thenRefused(...refusal);
    givenIndicator()
      .when(recordFor(ofUnit(UNIT, defined({ formula: { kind: 'sum', of: { codes: ['a'] } } }))))
      .thenRefused(...refusal);
  });

  it('are not those of a unit that is not registered, or of no such indicator', () => {
    givenIndicator()
      .when(recordFor(ofUnit(UNIT, byUnits(), { isRegistered: false, isMember: false })))
      .thenRefused('unit-not-found', 'Không có đơn vị “xa-chi-minh”.');
    givenIndicator()
      .when(recordFor({ ...ofUnit(UNIT, byUnits()), definition: null }))
      .thenRefused('indicator-not-found', 'Chương trình không có chỉ tiêu này.');
  });

  it('are not those of a unit of another group', () => {
    givenIndicator()
      .when(recordFor(ofUnit(UNIT, byUnits(), { isMember: false })))
      .thenRefused(
        'unit-not-of-group',
        'Đơn vị “xa-chi-minh” không thuộc nhóm đơn vị báo cáo chỉ tiêu I.4/1 (“cac-xa”).',
      );
  });

  it('are not its own where it is rolled up', () => {
    givenIndicator(byUnits())
      .when(recordFor(null))
      .thenRefused(
        'indicator-rolled-up',
        'Chỉ tiêu I.4/1 được tổng hợp từ số liệu của các đơn vị: không ghi số liệu chung trực tiếp.',
      );
    givenIndicator(defined({ formula: { kind: 'max', of: { codes: ['a', 'b'] } } }))
      .when(recordFor(null))
      .thenRefused(
        'indicator-rolled-up',
        'Chỉ tiêu I.4/1 được tổng hợp từ các chỉ tiêu thành phần: không ghi số liệu chung trực tiếp.',
      );
  });

  it('are not a person’s where the system measures it, but the rule’s', () => {
    givenIndicator(systemMade)
      .when(recordFor(null))
      .thenRefused(
        'indicator-measured-by-system',
        'Chỉ tiêu I.4/1 do hệ thống tự tính: không ghi số liệu bằng tay.',
      );
    givenIndicator(systemMade)
      .when(recordFor(null, { byRule: true, closed: ['2026-03'] }))
      .then({ type: 'MeasurementRecorded', data: { ...SUBJECT, ...march }, effectiveOn: '2026-03-31' });
  });

  it('that the rule measured are put right and withdrawn by no person', () => {
    const refusal = [
      'indicator-measured-by-system',
      'Chỉ tiêu I.4/1 do hệ thống tự tính: không ghi số liệu bằng tay.',
    ] as const;
    const correction = {
      measurement: eventIdAt(1),
      to: { ...MARCH_FIGURES, value: 84 },
      reason: 'Đếm trùng',
      documents: [],
    };
    givenIndicator(systemMade, recordedMarch)
      .when((state) => correctMeasurement(state, correction, FACTS))
      .thenRefused(...refusal);
    givenIndicator(systemMade, recordedMarch)
      .when((state) => withdrawMeasurement(state, { measurement: eventIdAt(1), reason: 'Sai' }, FACTS))
      .thenRefused(...refusal);
  });

  it('are as long as its cadence says', () => {
    givenIndicator(defined({ cadence: 'quarterly' }))
      .when(record())
      .thenRefused(
        'period-not-of-cadence',
        'Chỉ tiêu I.4/1 có số liệu hằng quý, như 2026-Q1; đã ghi cho 03/2026.',
      );
    givenIndicator(defined({ cadence: 'monthly' }))
      .when(record({ period: '2026' }))
      .thenRefused(
        'period-not-of-cadence',
        'Chỉ tiêu I.4/1 có số liệu hằng tháng, như 2026-03; đã ghi cho năm 2026.',
      );
    givenIndicator(defined({ cadence: 'quarterly' }))
      .when(record({ period: '2026-Q1' }))
      .then({
        type: 'MeasurementRecorded',
        data: { ...SUBJECT, ...march, period: '2026-Q1' },
        effectiveOn: '2026-03-31',
      });
  });

  it('are meant in its unit of measure', () => {
    givenIndicator(defined())
      .when(record({ unitOfMeasure: 'người' }))
      .thenRefused('unit-of-measure-differs', 'Chỉ tiêu I.4/1 tính bằng “%”, số liệu lại ghi “người”.');
    givenIndicator(defined({ unit: null, direction: 'rank_at_most', target: 5 }))
      .when(record({ value: 3, unitOfMeasure: 'hạng' }))
      .thenRefused('unit-of-measure-differs', 'Chỉ tiêu I.4/1 không có đơn vị tính, số liệu lại ghi “hạng”.');
    givenIndicator(defined())
      .when(record({ unitOfMeasure: ' % ' }))
      .then({ type: 'MeasurementRecorded', data: { ...SUBJECT, ...march }, effectiveOn: '2026-03-31' });
  });
});

describe('Figures of a period that is closed', () => {
  const closed: Partial<MeasuringFacts> = { closed: ['2026-02', '2026-03'] };
  const recordLate =
    (fields: Partial<RecordMeasurement> = {}, facts: Partial<MeasuringFacts> = closed) =>
    (state: Parameters<typeof recordMeasurement>[0]) =>
      recordMeasurement(state, { ...march, ...fields }, factsOn('2026-04-07', facts));

  it('are refused without a reason', () => {
    givenIndicator(defined())
      .when(recordLate({ reason: ' ' }))
      .thenRefused(
        'period-closed-reason-missing',
        'Kỳ báo cáo của ngày 31/03/2026 đã chốt: phải nêu lý do ghi số liệu sau khi chốt.',
      );
  });

  it('are taken with a reason, which the event keeps', () => {
    givenIndicator(defined())
      .when(recordLate({ reason: 'Báo cáo đến muộn' }))
      .then({
        type: 'MeasurementRecorded',
        data: { ...SUBJECT, ...march, reason: 'Báo cáo đến muộn' },
        effectiveOn: '2026-03-31',
      });
  });

  it('are closed by the reporting period of their day, however long their own period', () => {
    givenIndicator(defined())
      .when(recordLate({ period: '2026' }))
      .thenRefused(
        'period-closed-reason-missing',
        'Kỳ báo cáo của ngày 31/03/2026 đã chốt: phải nêu lý do ghi số liệu sau khi chốt.',
      );
    givenIndicator(defined())
      .when(recordLate({ period: '2026-04', measuredOn: '2026-04-01' }))
      .then({
        type: 'MeasurementRecorded',
        data: { ...SUBJECT, ...march, period: '2026-04', measuredOn: '2026-04-01' },
        effectiveOn: '2026-04-01',
      });
  });

  it('that stand already need none when they are sent again', () => {
    givenIndicator(defined(), recordedMarch).when(recordLate()).thenNothing();
  });
});

describe('Confirming figures', () => {
  const SECOND = { by: 'thuong-truc-2' };
  const confirm =
    (measurement = eventIdAt(1), facts: Partial<MeasuringFacts> = SECOND) =>
    (state: Parameters<typeof confirmMeasurement>[0]) =>
      confirmMeasurement(state, measurement, factsOn('2026-04-07', facts));
  const confirmedMarch: GivenEvent = {
    type: 'MeasurementConfirmed',
    data: { ...SUBJECT, period: '2026-03', measurement: eventIdAt(1) },
  };

  it('says which, and speaks of their day', () => {
    givenIndicator(defined(), recordedMarch)
      .when(confirm())
      .then({ ...confirmedMarch, effectiveOn: '2026-03-31' });
  });

  it('is done by another person than who recorded them', () => {
    givenIndicator(defined(), recordedMarch)
      .when(confirm(eventIdAt(1), { by: RECORDED_BY }))
      .thenRefused(
        'second-person-needed',
        'Số liệu của kỳ 03/2026 do chính người này ghi: phải do người khác xác nhận.',
      );
  });

  it('of what is confirmed yields nothing', () => {
    givenIndicator(defined(), recordedMarch, confirmedMarch).when(confirm()).thenNothing();
  });

  it('is refused for what no longer stands, and for what is none', () => {
    const corrected: GivenEvent = {
      type: 'MeasurementCorrected',
      data: {
        ...SUBJECT,
        period: '2026-03',
        measurement: eventIdAt(1),
        from: MARCH_FIGURES,
        to: { ...MARCH_FIGURES, value: 84 },
        reason: 'Đếm trùng',
        documents: [],
      },
    };
    givenIndicator(defined(), recordedMarch, corrected)
      .when(confirm())
      .thenRefused(
        'measurement-not-standing',
        `Số liệu này của kỳ 03/2026 đã được đính chính: số liệu đang dùng là ${eventIdAt(2)}.`,
      );
    givenIndicator(defined())
      .when(confirm())
      .thenRefused('measurement-not-found', `Chỉ tiêu I.4/1 không có số liệu “${eventIdAt(1)}”.`);
  });

  it('is undone by a correction, which another person has to confirm anew', () => {
    const corrected: GivenEvent = {
      type: 'MeasurementCorrected',
      data: {
        ...SUBJECT,
        period: '2026-03',
        measurement: eventIdAt(1),
        from: MARCH_FIGURES,
        to: { ...MARCH_FIGURES, value: 84 },
        reason: 'Đếm trùng',
        documents: [],
      },
    };
    const state = foldIndicator([defined(), recordedMarch, confirmedMarch, corrected]);
    expect(state.standing.get('2026-03')).toMatchObject({ eventId: eventIdAt(3), confirmedBy: null });
  });
});

describe('Withdrawing figures', () => {
  const REASON = 'Ghi nhầm chỉ tiêu';
  const withdraw =
    (measurement = eventIdAt(1), reason = REASON) =>
    (state: Parameters<typeof withdrawMeasurement>[0]) =>
      withdrawMeasurement(state, { measurement, reason }, FACTS);
  const correctedMarch: GivenEvent = {
    type: 'MeasurementCorrected',
    data: {
      ...SUBJECT,
      period: '2026-03',
      measurement: eventIdAt(1),
      from: MARCH_FIGURES,
      to: { ...MARCH_FIGURES, value: 84 },
      reason: 'Đếm trùng',
      documents: [],
    },
  };
  const withdrawn = (measurement: string, value: number): GivenEvent => ({
    type: 'MeasurementWithdrawn',
    data: {
      ...SUBJECT,
      period: '2026-03',
      measurement,
      from: { ...MARCH_FIGURES, value },
      reason: REASON,
    },
  });
  const WITHDRAWN = 'Số liệu này của kỳ 03/2026 đã bị rút: hãy ghi số liệu mới cho kỳ đó.';

  it('says what stood, and why it stands no more', () => {
    givenIndicator(defined(), recordedMarch)
      .when(withdraw())
      .then({ ...withdrawn(eventIdAt(1), 86.4), effectiveOn: '2026-03-31' });
  });

  it('the very same again yields nothing', () => {
    givenIndicator(defined(), recordedMarch, withdrawn(eventIdAt(1), 86.4))
      .when(withdraw())
      .thenNothing();
  });

  it('is refused without a reason, for what no longer stands, and for what is none', () => {
    givenIndicator(defined(), recordedMarch)
      .when(withdraw(eventIdAt(1), ' '))
      .thenRefused('reason-missing', 'Rút số liệu phải nêu lý do.');
    givenIndicator(defined(), recordedMarch, correctedMarch)
      .when(withdraw())
      .thenRefused(
        'measurement-not-standing',
        `Số liệu này của kỳ 03/2026 đã được đính chính: số liệu đang dùng là ${eventIdAt(2)}.`,
      );
    givenIndicator(defined(), recordedMarch)
      .when(withdraw(eventIdAt(9)))
      .thenRefused('measurement-not-found', `Chỉ tiêu I.4/1 không có số liệu “${eventIdAt(9)}”.`);
    givenIndicator(defined(), recordedMarch, withdrawn(eventIdAt(1), 86.4))
      .when(withdraw(eventIdAt(1), 'Lý do khác'))
      .thenRefused('measurement-withdrawn', WITHDRAWN);
  });

  it('leaves a period that may be measured again', () => {
    givenIndicator(defined(), recordedMarch, withdrawn(eventIdAt(1), 86.4))
      .when(record())
      .then({ type: 'MeasurementRecorded', data: { ...SUBJECT, ...march }, effectiveOn: '2026-03-31' });
  });

  it.each([
    ['the correction that was withdrawn', eventIdAt(2)],
    ['what it had corrected', eventIdAt(1)],
  ])('refuses a correction of %s', (_, measurement) => {
    const correct = (state: Parameters<typeof correctMeasurement>[0]) =>
      correctMeasurement(
        state,
        { measurement, to: { ...MARCH_FIGURES, value: 80 }, reason: 'Đếm lại', documents: [] },
        FACTS,
      );
    const ended = [defined(), recordedMarch, correctedMarch, withdrawn(eventIdAt(2), 84)];
    givenIndicator(...ended)
      .when(correct)
      .thenRefused('measurement-withdrawn', WITHDRAWN);
    givenIndicator(...ended, recordedMarch)
      .when(correct)
      .thenRefused('measurement-withdrawn', WITHDRAWN);
  });
});

describe('The targets of an indicator', () => {
  const document = DOCUMENT;

  it('of further years come from its definition, and those that were set stand over them', () => {
    const figures = { target: 90, targetMax: null, stretchTarget: null };
    const withYears = defined({
      targets: [
        { year: 2027, target: 97, targetMax: null, stretchTarget: null },
        { year: 2028, ...figures, target: 99 },
      ],
    });
    const set: GivenEvent = {
      type: 'TargetSet',
      data: { ...SUBJECT, year: 2027, from: { ...figures, target: 97 }, to: figures, document },
    };
    const targets = [...foldIndicator([withYears, set]).targets].map(([year, { target }]) => [year, target]);
    expect(targets).toStrictEqual([
      [2026, 95],
      [2027, 90],
      [2028, 99],
    ]);
  });

  it('said later by the catalogue do not take the place of those that were set', () => {
    const figures = { target: 90, targetMax: null, stretchTarget: null };
    const set: GivenEvent = {
      type: 'TargetSet',
      data: { ...SUBJECT, year: 2027, from: null, to: figures, document },
    };
    const amended: GivenEvent = {
      type: 'IndicatorAmended',
      data: {
        ...SUBJECT,
        changes: [
          { field: 'targets', from: [], to: [2027, 2028].map((year) => ({ ...figures, year, target: 98 })) },
        ],
      },
    };
    const targets = [...foldIndicator([defined(), set, amended]).targets].map(([year, { target }]) => [
      year,
      target,
    ]);
    expect(targets).toStrictEqual([
      [2026, 95],
      [2027, 90],
      [2028, 98],
    ]);
  });

  it('of a unit are the unit’s own', () => {
    const unit = ofUnit('xa-chi-minh', byUnits());
    const to = { target: 80, targetMax: null, stretchTarget: null };
    givenIndicator()
      .when((state) => setTarget(state, { year: 2026, to, document }, factsOn('2026-05-05', { unit })))
      .then({
        type: 'TargetSet',
        data: { ...SUBJECT, unit: 'xa-chi-minh', year: 2026, from: null, to, document },
        effectiveOn: DOCUMENT.date,
      });
    givenIndicator()
      .when((state) =>
        setTarget(
          state,
          { year: 2026, to, document },
          factsOn('2026-05-05', { unit: ofUnit('xa-chi-minh', defined()) }),
        ),
      )
      .thenRefused(
        'indicator-not-fed-by-units',
        'Chỉ tiêu I.4/1 không được tổng hợp từ số liệu của các đơn vị.',
      );
  });
});
