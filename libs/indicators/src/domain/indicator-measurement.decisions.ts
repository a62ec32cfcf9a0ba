import { type Cadence, type Indicator, type IndicatorState, targetFlaws } from '#catalogue';
import {
  dateText,
  firstDay,
  isPeriod,
  lastDay,
  type Period,
  type PeriodKind,
  periodText,
  Refusal,
} from '#kernel';
import type { DocumentRef } from '#tasks';
import { feedingGroup, rollUpOf } from './formula.js';
import type {
  IndicatorSubject,
  MeasuredFigures,
  NewIndicatorMeasurementEvent,
  TargetFigures,
} from './indicator-measurement.events.js';
import type { MeasuredIndicatorState, StandingMeasurement } from './indicator-measurement.state.js';
import { boundsOf, isWhole, measureKind } from './measure-unit.js';
import { figureText } from './vietnamese-number.js';

/** What is known of the unit whose figure it is. */
export interface MeasuringUnit {
  readonly id: string;
  readonly isRegistered: boolean;
  /** Whether it belongs to the group whose units feed the indicator; false where there is no such group. */
  readonly isMember: boolean;
  /** The indicator's definition, which stands on another stream than the unit's figures. */
  readonly definition: IndicatorState;
}

/** What is known from outside the stream. */
export interface MeasuringFacts {
  /** First day of the programme. */
  readonly programmeFrom: string;
  /** The local day of recording. */
  readonly today: string;
  /** The account that acts, or the rule's name. */
  readonly by: string;
  /** Whether the rule acts that measures what the system counts itself. */
  readonly byRule: boolean;
  /** Null: the indicator's own figure. */
  readonly unit: MeasuringUnit | null;
  /** The programme's reporting periods whose close holds. */
  readonly closed: readonly Period[];
}

type Figures = Pick<MeasuredFigures, 'value' | 'numerator' | 'denominator' | 'measuredOn'>;

/** Figures of a period, recorded for the first time. */
export interface RecordMeasurement extends Figures {
  readonly period: Period;
  readonly source: string;
  readonly documents: readonly DocumentRef[];
  /** Why it comes only now, where the reporting period is closed. */
  readonly reason?: string | null;
  /** The unit of measure that the figures are meant in, to be held against the definition's. */
  readonly unitOfMeasure?: string | null;
}

/** Figures that take the place of those that stand. */
export interface CorrectMeasurement {
  /** Event id of the measurement or correction that stands. */
  readonly measurement: string;
  readonly to: MeasuredFigures;
  readonly reason: string;
  readonly documents: readonly DocumentRef[];
  /** The unit of measure that the figures are meant in, to be held against the definition's. */
  readonly unitOfMeasure?: string | null;
}

/** Figures that shall stand no more. */
export interface WithdrawMeasurement {
  /** Event id of the measurement or correction that stands. */
  readonly measurement: string;
  readonly reason: string;
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
export const MEASURED_PERIODS = [
  'calendar-month',
  'quarter',
  'year',
] as const satisfies readonly PeriodKind[];

/** The kind of period that figures of each cadence are recorded for. */
export const PERIOD_OF_CADENCE: Readonly<Record<Cadence, (typeof MEASURED_PERIODS)[number]>> = {
  monthly: 'calendar-month',
  quarterly: 'quarter',
  yearly: 'year',
};

const CADENCE_TEXT: Readonly<Record<Cadence, string>> = {
  monthly: 'hằng tháng, như 2026-03',
  quarterly: 'hằng quý, như 2026-Q1',
  yearly: 'hằng năm, như 2026',
};

const no = (code: string, detail: string) => new Refusal('unprocessable', code, detail);
const conflict = (code: string, detail: string) => new Refusal('conflict', code, detail);

type Whose = Pick<MeasuringFacts, 'unit'>;

function definitionOf(state: MeasuredIndicatorState, { unit }: Whose): Indicator {
  const definition = unit ? unit.definition : state.definition;
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

/** Whose figures an indicator takes: its own, those of a group's units, or the rule's that measures it. */
function checkFed(
  { code, formula }: Indicator,
  { unit, byRule }: Pick<MeasuringFacts, 'unit' | 'byRule'>,
): void {
  if (unit) {
    checkFedBy({ code, formula }, unit);
    return;
  }
  if (formula?.kind === 'system' && !byRule) {
    throw no(
      'indicator-measured-by-system',
      `Chỉ tiêu ${code} do hệ thống tự tính: không ghi số liệu bằng tay.`,
    );
  }
  if (rollUpOf(formula)) {
    throw no(
      'indicator-rolled-up',
      `Chỉ tiêu ${code} được tổng hợp từ ${feedingGroup(formula) ? 'số liệu của các đơn vị' : 'các chỉ tiêu thành phần'}: không ghi số liệu chung trực tiếp.`,
    );
  }
}

function checkFedBy(
  { code, formula }: Pick<Indicator, 'code' | 'formula'>,
  { id, isRegistered, isMember }: MeasuringUnit,
): void {
  const group = feedingGroup(formula);
  if (group === null) {
    throw no('indicator-not-fed-by-units', `Chỉ tiêu ${code} không được tổng hợp từ số liệu của các đơn vị.`);
  }
  if (!isRegistered) throw new Refusal('not-found', 'unit-not-found', `Không có đơn vị “${id}”.`);
  if (!isMember) {
    throw no(
      'unit-not-of-group',
      `Đơn vị “${id}” không thuộc nhóm đơn vị báo cáo chỉ tiêu ${code} (“${group}”).`,
    );
  }
}

function checkUnitOfMeasure({ code, unit }: Indicator, given: string | null | undefined): void {
  if (given === undefined || given === null) return;
  const comparable = (text: string) => text.normalize('NFC').trim().toLowerCase();
  if (comparable(given) === comparable(unit ?? '')) return;
  throw no(
    'unit-of-measure-differs',
    `Chỉ tiêu ${code} ${unit === null ? 'không có đơn vị tính' : `tính bằng “${unit}”`}, số liệu lại ghi “${given}”.`,
  );
}

function checkPeriod({ code, cadence }: Indicator, period: Period): void {
  if (!isPeriod(period, MEASURED_PERIODS)) {
    throw new Refusal(
      'invalid',
      'invalid-period',
      `“${period}” không phải là tháng (như 2026-03), quý (như 2026-Q1) hoặc năm (như 2026).`,
    );
  }
  if (cadence && !isPeriod(period, [PERIOD_OF_CADENCE[cadence]])) {
    throw no(
      'period-not-of-cadence',
      `Chỉ tiêu ${code} có số liệu ${CADENCE_TEXT[cadence]}; đã ghi cho ${periodText(period)}.`,
    );
  }
}

/** Whether the reporting period that a day lies in is closed. */
const isClosed = (day: string, closed: readonly Period[]) =>
  closed.some((period) => firstDay(period) <= day && day <= lastDay(period));

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

/** Whether two figures say the same, their day included. */
export const sameFigures = (a: MeasuredFigures, b: MeasuredFigures) =>
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

const subjectOf = ({ programme, code }: Indicator, { unit }: Whose): IndicatorSubject => ({
  programme,
  code,
  ...(unit ? { unit: unit.id } : {}),
});

/**
 * Records the first figures of a period. The very same again yields nothing.
 * @throws {Refusal} `indicator-not-found`, `indicator-qualitative`; of whom figures are not taken:
 *   `indicator-measured-by-system`, `indicator-rolled-up`, `indicator-not-fed-by-units`, `unit-not-found`,
 *   `unit-not-of-group`; `unit-of-measure-differs`, `invalid-period` (no month, quarter or year),
 *   `period-not-of-cadence`, `source-missing`; `rank-invalid`, `value-out-of-range`, `value-not-whole`;
 *   `fraction-not-share`, `fraction-incomplete`, `fraction-invalid`, `numerator-over-denominator`,
 *   `value-contradicts-fraction`; `measured-outside-period`, `measured-in-future`, `before-programme`;
 *   `measurement-exists` (to be corrected instead), `period-closed-reason-missing`
 */
export function recordMeasurement(
  state: MeasuredIndicatorState,
  command: RecordMeasurement,
  facts: MeasuringFacts,
): readonly NewIndicatorMeasurementEvent[] {
  const definition = definitionOf(state, facts);
  checkFed(definition, facts);
  checkUnitOfMeasure(definition, command.unitOfMeasure);
  const { period, source, documents, reason } = command;
  checkPeriod(definition, period);
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
  const said = reason?.trim() ? { reason } : {};
  if (!facts.byRule && !('reason' in said) && isClosed(figures.measuredOn, facts.closed)) {
    throw no(
      'period-closed-reason-missing',
      `Kỳ báo cáo của ngày ${dateText(figures.measuredOn)} đã chốt: phải nêu lý do ghi số liệu sau khi chốt.`,
    );
  }
  return [
    {
      type: 'MeasurementRecorded',
      data: { ...subjectOf(definition, facts), period, ...figures, source, documents, ...said },
      effectiveOn: figures.measuredOn,
    },
  ];
}

/**
 * The period of figures that are named by their event, and what stands for it.
 * @throws {Refusal} `measurement-not-found`
 */
function named(
  { periods, standing }: MeasuredIndicatorState,
  { code }: Indicator,
  measurement: string,
): { readonly period: Period; readonly standing: StandingMeasurement | undefined } {
  const period = periods.get(measurement);
  if (period !== undefined) return { period, standing: standing.get(period) };
  throw new Refusal(
    'not-found',
    'measurement-not-found',
    `Chỉ tiêu ${code} không có số liệu “${measurement}”.`,
  );
}

const withdrawn = (period: Period) =>
  conflict(
    'measurement-withdrawn',
    `Số liệu này của kỳ ${periodText(period)} đã bị rút: hãy ghi số liệu mới cho kỳ đó.`,
  );

const notStanding = (period: Period, { eventId }: StandingMeasurement) =>
  conflict(
    'measurement-not-standing',
    `Số liệu này của kỳ ${periodText(period)} đã được đính chính: số liệu đang dùng là ${eventId}.`,
  );

/**
 * Puts other figures in the place of those that stand for a period. The very same correction again yields nothing.
 * @throws {Refusal} `measurement-not-found`, `measurement-withdrawn`, `measurement-not-standing` (it was corrected
 *   before), `nothing-corrected`, `reason-missing`, and of the figures and whose they are what
 *   {@link recordMeasurement} throws
 */
export function correctMeasurement(
  state: MeasuredIndicatorState,
  { measurement, to, reason, documents, unitOfMeasure }: CorrectMeasurement,
  facts: MeasuringFacts,
): readonly NewIndicatorMeasurementEvent[] {
  const definition = definitionOf(state, facts);
  checkFed(definition, facts);
  checkUnitOfMeasure(definition, unitOfMeasure);
  const { period, standing } = named(state, definition, measurement);
  if (!standing || state.withdrawals.has(measurement)) throw withdrawn(period);
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
    throw notStanding(period, standing);
  }
  if (reason.trim() === '') throw no('reason-missing', 'Đính chính số liệu phải nêu lý do.');
  if (sameFigures(standing.figures, figures)) {
    throw no(
      'nothing-corrected',
      `Số liệu của kỳ ${periodText(period)} đã như vậy: không có gì để đính chính.`,
    );
  }
  check(definition, period, figures, facts);
  return [
    {
      type: 'MeasurementCorrected',
      data: {
        ...subjectOf(definition, facts),
        period,
        measurement,
        from: standing.figures,
        to: figures,
        reason,
        documents,
      },
      effectiveOn: figures.measuredOn,
    },
  ];
}

/**
 * Confirms the figures that stand for a period, as another person than who recorded or corrected them. Confirmed
 * figures yield nothing.
 * @throws {Refusal} `indicator-not-found`, `indicator-qualitative`, `measurement-not-found`, `measurement-withdrawn`,
 *   `measurement-not-standing`, `second-person-needed`
 */
export function confirmMeasurement(
  state: MeasuredIndicatorState,
  measurement: string,
  facts: Pick<MeasuringFacts, 'unit' | 'by'>,
): readonly NewIndicatorMeasurementEvent[] {
  const definition = definitionOf(state, facts);
  const { period, standing } = named(state, definition, measurement);
  if (!standing || state.withdrawals.has(measurement)) throw withdrawn(period);
  if (standing.eventId !== measurement) throw notStanding(period, standing);
  if (standing.confirmedBy !== null) return [];
  if (standing.recordedBy === facts.by) {
    throw conflict(
      'second-person-needed',
      `Số liệu của kỳ ${periodText(period)} do chính người này ghi: phải do người khác xác nhận.`,
    );
  }
  return [
    {
      type: 'MeasurementConfirmed',
      data: { ...subjectOf(definition, facts), period, measurement },
      effectiveOn: standing.figures.measuredOn,
    },
  ];
}

/**
 * Withdraws the figures that stand for a period: nothing stands for it then, and it may be measured again. The very same
 * withdrawal again yields nothing.
 * @throws {Refusal} `indicator-not-found`, `indicator-qualitative`, `indicator-measured-by-system`,
 *   `measurement-not-found`, `measurement-withdrawn`, `measurement-not-standing`, `reason-missing`
 */
export function withdrawMeasurement(
  state: MeasuredIndicatorState,
  { measurement, reason }: WithdrawMeasurement,
  facts: Pick<MeasuringFacts, 'unit' | 'byRule'>,
): readonly NewIndicatorMeasurementEvent[] {
  const definition = definitionOf(state, facts);
  if (definition.formula?.kind === 'system') checkFed(definition, facts);
  const { period, standing } = named(state, definition, measurement);
  const before = state.withdrawals.get(measurement);
  if (before?.measurement === measurement && before.reason === reason) return [];
  if (!standing || before) throw withdrawn(period);
  if (standing.eventId !== measurement) throw notStanding(period, standing);
  if (reason.trim() === '') throw no('reason-missing', 'Rút số liệu phải nêu lý do.');
  return [
    {
      type: 'MeasurementWithdrawn',
      data: { ...subjectOf(definition, facts), period, measurement, from: standing.figures, reason },
      effectiveOn: standing.figures.measuredOn,
    },
  ];
}

/**
 * Sets or revises the target of a year, of the indicator or of a unit; the document says by what right. The one that
 * stands again yields nothing.
 * @throws {Refusal} `indicator-not-found`, `indicator-qualitative`, `indicator-not-fed-by-units`, `unit-not-found`,
 *   `unit-not-of-group`, `before-programme`, `indicator-target-invalid`, `rank-invalid`, `value-out-of-range`,
 *   `value-not-whole`
 */
export function setTarget(
  state: MeasuredIndicatorState,
  { year, to, document }: SetTarget,
  { programmeFrom, unit }: Pick<MeasuringFacts, 'programmeFrom' | 'unit'>,
): readonly NewIndicatorMeasurementEvent[] {
  const definition = definitionOf(state, { unit });
  const { code, direction } = definition;
  if (unit) checkFedBy(definition, unit);
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
      data: {
        ...subjectOf(definition, { unit }),
        year,
        from,
        to: { target, targetMax, stretchTarget },
        document,
      },
      effectiveOn: document.date,
    },
  ];
}
