import { type Indicator, targetFlaws } from '#catalogue';
import { dateText, firstDay, isPeriod, lastDay, type Period, periodText, Refusal } from '#kernel';
import type { DocumentRef } from '#tasks';
import type {
  MeasuredFigures,
  NewIndicatorMeasurementEvent,
  TargetFigures,
} from './indicator-measurement.events.js';
import type { MeasuredIndicatorState } from './indicator-measurement.state.js';
import { boundsOf, isWhole, measureKind } from './measure-unit.js';
import { figureText } from './vietnamese-number.js';

/** What is known from outside the stream. */
export interface MeasuringFacts {
  /** First day of the programme. */
  readonly programmeFrom: string;
  /** The local day of recording. */
  readonly today: string;
}

type Figures = Pick<MeasuredFigures, 'value' | 'numerator' | 'denominator' | 'measuredOn'>;

/** Figures of a period, recorded for the first time. */
export interface RecordMeasurement extends Figures {
  readonly period: Period;
  readonly source: string;
  readonly documents: readonly DocumentRef[];
}

/** Figures that take the place of those that stand. */
export interface CorrectMeasurement {
  /** Event id of the measurement or correction that stands. */
  readonly measurement: string;
  readonly to: MeasuredFigures;
  readonly reason: string;
  readonly documents: readonly DocumentRef[];
}

/** A target for a year. */
export interface SetTarget {
  readonly year: number;
  readonly to: TargetFigures;
  readonly document: DocumentRef;
}

/** Percentage points by which a value may differ from its fraction: both are rounded by whoever reports them. */
const TOLERANCE = 0.05;
const EXACTNESS = 1e-9;
const WHOLE = 100;
/** Longer numbers can't be held and written exactly. */
const LARGEST = 1e12;
const MEASURED_PERIODS = ['calendar-month', 'year'] as const;

const no = (code: string, detail: string) => new Refusal('unprocessable', code, detail);
const conflict = (code: string, detail: string) => new Refusal('conflict', code, detail);

function definitionOf({ definition }: MeasuredIndicatorState): Indicator {
  if (!definition) {
    throw new Refusal('not-found', 'indicator-not-found', 'Chương trình không có chỉ tiêu này.');
  }
  if (definition.direction === 'qualitative') {
    throw no(
      'indicator-qualitative',
      `Chỉ tiêu ${definition.code} là chỉ tiêu định tính: không có số liệu để đo.`,
    );
  }
  return definition;
}

function checkValue({ unit, direction }: Indicator, value: number, what: string): void {
  const kind = measureKind(unit, direction);
  const { low, high } = boundsOf(kind);
  if (kind === 'rank' && (!Number.isInteger(value) || value < 1)) {
    throw no('rank-invalid', `Thứ hạng phải là số nguyên từ 1; ${what} là ${figureText(value)}.`);
  }
  if (Math.abs(value) > LARGEST || (low !== null && value < low) || (high !== null && value > high)) {
    const range = kind === 'share' ? 'từ 0 đến 100 %' : low === null ? 'không quá 12 chữ số' : 'từ 0 trở lên';
    throw no('value-out-of-range', `${what} phải ${range}; đã nhập ${valueText(value, unit)}.`);
  }
  if (isWhole(kind) && !Number.isInteger(value)) {
    throw no(
      'value-not-whole',
      `Đơn vị tính “${unit}” chỉ có số nguyên; ${what} đã nhập là ${figureText(value)}.`,
    );
  }
}

const valueText = (value: number, unit: string | null) =>
  Math.abs(value) > LARGEST ? 'một số quá lớn' : figureText(value, unit);

function checkFraction({ unit, direction, code }: Indicator, figures: MeasuredFigures): void {
  const { value, numerator, denominator } = figures;
  if (numerator === null && denominator === null) return;
  if (measureKind(unit, direction) !== 'share') {
    throw no('fraction-not-share', `Chỉ tiêu ${code} không tính bằng %: không có tử số và mẫu số.`);
  }
  if (numerator === null || denominator === null) {
    throw no('fraction-incomplete', 'Tử số và mẫu số phải có cả hai, hoặc không có cả hai.');
  }
  if (numerator < 0 || denominator <= 0 || numerator > LARGEST || denominator > LARGEST) {
    throw no('fraction-invalid', 'Tử số phải từ 0 trở lên và mẫu số phải lớn hơn 0.');
  }
  if (numerator > denominator) {
    throw no(
      'numerator-over-denominator',
      `Tử số ${figureText(numerator)} lớn hơn mẫu số ${figureText(denominator)}.`,
    );
  }
  const share = (numerator / denominator) * WHOLE;
  if (Math.abs(value - share) > TOLERANCE + EXACTNESS) {
    throw no(
      'value-contradicts-fraction',
      `${figureText(numerator)}/${figureText(denominator)} là ${figureText(share, unit)}, không phải ${figureText(value, unit)}.`,
    );
  }
}

function checkDay(period: Period, measuredOn: string, { programmeFrom, today }: MeasuringFacts): void {
  if (measuredOn < firstDay(period) || measuredOn > lastDay(period)) {
    throw no(
      'measured-outside-period',
      `Ngày của số liệu (${dateText(measuredOn)}) không thuộc kỳ ${periodText(period)}.`,
    );
  }
  if (measuredOn > today) {
    throw no(
      'measured-in-future',
      `Chưa đến ngày của số liệu (${dateText(measuredOn)}); hôm nay là ${dateText(today)}.`,
    );
  }
  if (measuredOn < programmeFrom) {
    throw no(
      'before-programme',
      `Ngày của số liệu (${dateText(measuredOn)}) trước khi chương trình bắt đầu (${dateText(programmeFrom)}).`,
    );
  }
}

function check(definition: Indicator, period: Period, figures: MeasuredFigures, facts: MeasuringFacts): void {
  checkValue(definition, figures.value, 'Giá trị');
  checkFraction(definition, figures);
  checkDay(period, figures.measuredOn, facts);
}

const sameFigures = (a: MeasuredFigures, b: MeasuredFigures) =>
  a.value === b.value &&
  a.numerator === b.numerator &&
  a.denominator === b.denominator &&
  a.measuredOn === b.measuredOn;

const figuresOf = ({ value, numerator, denominator, measuredOn }: Figures): MeasuredFigures => ({
  value,
  numerator,
  denominator,
  measuredOn,
});

/**
 * Records the first figures of a period. The very same again yields nothing.
 * @throws {Refusal} `indicator-not-found`, `indicator-qualitative`, `invalid-period` (no calendar month or year),
 *   `source-missing`; `rank-invalid`, `value-out-of-range`, `value-not-whole`; `fraction-not-share`,
 *   `fraction-incomplete`, `fraction-invalid`, `numerator-over-denominator`, `value-contradicts-fraction`;
 *   `measured-outside-period`, `measured-in-future`, `before-programme`; `measurement-exists` (to be corrected instead)
 */
export function recordMeasurement(
  state: MeasuredIndicatorState,
  command: RecordMeasurement,
  facts: MeasuringFacts,
): readonly NewIndicatorMeasurementEvent[] {
  const definition = definitionOf(state);
  const { period, source, documents } = command;
  if (!isPeriod(period, MEASURED_PERIODS)) {
    throw new Refusal(
      'invalid',
      'invalid-period',
      `“${period}” không phải là tháng (như 2026-03) hoặc năm (như 2026).`,
    );
  }
  if (source.trim() === '') throw no('source-missing', 'Số liệu phải nêu nguồn.');
  const figures = figuresOf(command);
  check(definition, period, figures, facts);
  const standing = state.standing.get(period);
  if (standing) {
    if (standing.source === source && sameFigures(standing.figures, figures)) return [];
    throw conflict(
      'measurement-exists',
      `Kỳ ${periodText(period)} đã có số liệu ${figureText(standing.figures.value, definition.unit)}: hãy đính chính số liệu ${standing.eventId}.`,
    );
  }
  const { programme, code } = definition;
  return [
    {
      type: 'MeasurementRecorded',
      data: { programme, code, period, ...figures, source, documents },
      effectiveOn: figures.measuredOn,
    },
  ];
}

/**
 * Puts other figures in the place of those that stand for a period. The very same correction again yields nothing.
 * @throws {Refusal} `measurement-not-found`, `measurement-not-standing` (it was corrected before), `nothing-corrected`,
 *   `reason-missing`, and of the figures what {@link recordMeasurement} throws
 */
export function correctMeasurement(
  state: MeasuredIndicatorState,
  { measurement, to, reason, documents }: CorrectMeasurement,
  facts: MeasuringFacts,
): readonly NewIndicatorMeasurementEvent[] {
  const definition = definitionOf(state);
  const period = state.periods.get(measurement);
  const standing = period === undefined ? undefined : state.standing.get(period);
  if (period === undefined || !standing) {
    throw new Refusal(
      'not-found',
      'measurement-not-found',
      `Chỉ tiêu ${definition.code} không có số liệu “${measurement}”.`,
    );
  }
  const figures = figuresOf(to);
  if (standing.eventId !== measurement) {
    const { correction } = standing;
    if (
      correction?.of === measurement &&
      correction.reason === reason &&
      sameFigures(standing.figures, figures)
    ) {
      return [];
    }
    throw conflict(
      'measurement-not-standing',
      `Số liệu này của kỳ ${periodText(period)} đã được đính chính: số liệu đang dùng là ${standing.eventId}.`,
    );
  }
  if (reason.trim() === '') throw no('reason-missing', 'Đính chính số liệu phải nêu lý do.');
  if (sameFigures(standing.figures, figures)) {
    throw no(
      'nothing-corrected',
      `Số liệu của kỳ ${periodText(period)} đã như vậy: không có gì để đính chính.`,
    );
  }
  check(definition, period, figures, facts);
  const { programme, code } = definition;
  return [
    {
      type: 'MeasurementCorrected',
      data: { programme, code, period, measurement, from: standing.figures, to: figures, reason, documents },
      effectiveOn: figures.measuredOn,
    },
  ];
}

/**
 * Sets or revises the target of a year; the document says by what right. The one that stands again yields nothing.
 * @throws {Refusal} `indicator-not-found`, `indicator-qualitative`, `before-programme`, `indicator-target-invalid`,
 *   `rank-invalid`, `value-out-of-range`, `value-not-whole`
 */
export function setTarget(
  state: MeasuredIndicatorState,
  { year, to, document }: SetTarget,
  { programmeFrom }: Pick<MeasuringFacts, 'programmeFrom'>,
): readonly NewIndicatorMeasurementEvent[] {
  const definition = definitionOf(state);
  const { programme, code, direction } = definition;
  if (lastDay(String(year)) < programmeFrom) {
    throw no('before-programme', `Năm ${year} trước khi chương trình bắt đầu (${dateText(programmeFrom)}).`);
  }
  const { target, targetMax, stretchTarget } = to;
  const flaws = targetFlaws({ direction, target, targetMax, stretchTarget });
  if (flaws.length > 0) {
    throw new Refusal(
      'unprocessable',
      'indicator-target-invalid',
      `Mục tiêu không khớp với chiều của chỉ tiêu ${code}.`,
      flaws,
    );
  }
  for (const figure of [target, targetMax, stretchTarget]) {
    if (figure !== null) checkValue(definition, figure, 'Mục tiêu');
  }
  const from = state.targets.get(year) ?? null;
  const isSame =
    from?.target === target && from.targetMax === targetMax && from.stretchTarget === stretchTarget;
  if (isSame) return [];
  return [
    {
      type: 'TargetSet',
      data: { programme, code, year, from, to: { target, targetMax, stretchTarget }, document },
      effectiveOn: document.date,
    },
  ];
}
