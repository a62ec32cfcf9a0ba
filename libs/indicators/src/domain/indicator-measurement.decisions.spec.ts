import { describe, expect, it } from '@jest/globals';
import type { IndicatorDefined } from '#catalogue';
import { Refusal } from '#kernel';
import {
  type CorrectMeasurement,
  correctMeasurement,
  type RecordMeasurement,
  recordMeasurement,
  type SetTarget,
  setTarget,
} from './indicator-measurement.decisions.js';
import {
  defined,
  eventIdAt,
  foldIndicator,
  type GivenEvent,
  givenIndicator,
  SUBJECT,
} from './testing/given-indicator.js';

const FACTS = { programmeFrom: '2026-01-01', today: '2026-04-07' };
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

  it.each(['2026-W10', '2026-03-d15', '2026-Q1'])('is refused for the period %s', (period) => {
    givenIndicator(defined())
      .when(record({ period }))
      .thenRefused('invalid-period', `“${period}” không phải là tháng (như 2026-03) hoặc năm (như 2026).`);
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
