import { ApiProperty, OmitType } from '@nestjs/swagger';
import { ACCOUNT_POSITION, IsoDateField, PeriodField } from '#access';
import { IndicatorDto, type NamedRef, PATH_KINDS, type Path, type PathPoint, ROLL_UPS } from '#catalogue';
import { DocumentDto } from '#tasks';
import { MEASURED_PERIODS } from '../domain/indicator-measurement.decisions.js';
import {
  type JudgedMeasurement,
  type Judgement,
  type PartsReported,
  type PathStart,
  type PeriodFigure,
  VERDICTS,
  type Verdict,
  type YearTarget,
} from '../domain/judgement.js';
import type {
  ExpectedPeriods,
  JudgedIndicator,
  RolledPeriod,
  RolledUpFigures,
  WaitingFigure,
} from '../indicator-reader.js';
import type {
  IndicatorDetail,
  MeasurementVersion,
  TargetVersion,
} from '../queries/get-indicator/get-indicator.query.js';
import {
  type IndicatorUnits,
  UNIT_FIGURE_STATUSES,
  type UnitFigure,
  type UnitFigureStatus,
} from '../queries/indicator-units/indicator-units.query.js';

export class IndicatorsAsOfDto {
  @IsoDateField({
    optional: true,
    description: 'Số liệu và mục tiêu tính đến ngày này, dù được ghi khi nào; mặc định: hôm nay',
  })
  readonly asOf?: string;
}

export class IndicatorUnitsAsOfDto extends IndicatorsAsOfDto {
  @PeriodField({
    kinds: MEASURED_PERIODS,
    named: 'tháng, quý hoặc năm, như 2026-03, 2026-Q1, 2026',
    optional: true,
    description: 'Kỳ; mặc định: kỳ đang được đánh giá',
  })
  readonly period?: string;
}

class YearTargetDto implements YearTarget {
  @ApiProperty({ type: 'integer', description: 'Năm phải đạt' }) readonly year: number;
  @ApiProperty({ type: Number }) readonly target: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Mức trên của khoảng' })
  readonly targetMax: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Mức phấn đấu' })
  readonly stretchTarget: number | null;
}

class PathStartDto implements PathStart {
  @ApiProperty({ type: Number }) readonly value: number;
  @ApiProperty({ type: String, format: 'date' }) readonly measuredOn: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Sự kiện ghi số liệu; null: từ 0, từ mức gốc, hoặc từ số liệu tổng hợp',
  })
  readonly eventId: string | null;
}

class PartsReportedDto implements PartsReported {
  @ApiProperty({ type: 'integer', description: 'Số đơn vị hoặc chỉ tiêu thành phần' })
  readonly expected: number;
  @ApiProperty({ type: 'integer', description: 'Trong đó đã có số liệu' }) readonly reported: number;
}

class JudgedMeasurementDto implements JudgedMeasurement {
  @ApiProperty({ type: String, nullable: true, description: 'Sự kiện ghi số liệu; null: do tổng hợp' })
  readonly eventId: string | null;
  @ApiProperty({ type: String, example: '2026-03' }) readonly period: string;
  @ApiProperty({ type: Number }) readonly value: number;
  @ApiProperty({ type: String, format: 'date' }) readonly measuredOn: string;
  @ApiProperty({ type: [String], required: false, description: 'Các sự kiện mà số tổng hợp dựa vào' })
  readonly events?: readonly string[];
  @ApiProperty({ type: PartsReportedDto, required: false, description: 'Tổng hợp từ bao nhiêu nơi' })
  readonly parts?: PartsReportedDto;
}

class PathPointDto {
  @ApiProperty({ type: String, format: 'date' }) readonly on: string;
  @ApiProperty({ type: Number }) readonly value: number;
}

class ExpectedPathDto {
  @ApiProperty({ enum: PATH_KINDS }) readonly kind: Path['kind'];
  @ApiProperty({ type: [PathPointDto], description: 'Từ điểm đầu đến mục tiêu' })
  readonly points: readonly PathPoint[];
}

class JudgementInputsDto {
  @ApiProperty({ type: YearTargetDto, nullable: true }) readonly target: YearTargetDto | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Ngày đầu của lộ trình' })
  readonly from: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Ngày cuối của lộ trình' })
  readonly until: string | null;
  @ApiProperty({ type: PathStartDto, nullable: true, description: 'Điểm đầu của lộ trình' })
  readonly start: PathStartDto | null;
  @ApiProperty({ type: JudgedMeasurementDto, nullable: true, description: 'Số liệu mới nhất' })
  readonly latest: JudgedMeasurementDto | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Mức của lộ trình vào ngày của số liệu' })
  readonly expected: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Kém không quá mức này là có nguy cơ' })
  readonly tolerance: number | null;
  @ApiProperty({ type: 'integer', description: 'Số lượng số liệu của lộ trình' })
  readonly measurements: number;
}

class ProjectionDto {
  @ApiProperty({ type: String, format: 'date' }) readonly on: string;
  @ApiProperty({ type: Number }) readonly value: number;
  @ApiProperty({ type: Number }) readonly low: number;
  @ApiProperty({ type: Number }) readonly high: number;
}

class PeriodFigureDto implements PeriodFigure {
  @ApiProperty({ type: String, example: '2026-03' }) readonly period: string;
  @ApiProperty({ type: String, format: 'date' }) readonly measuredOn: string;
  @ApiProperty({ type: Number }) readonly value: number;
}

class JudgementDto implements Judgement {
  @ApiProperty({ enum: VERDICTS }) readonly verdict: Verdict;
  @ApiProperty({ type: String, description: 'Vì sao, bằng lời và số' }) readonly why: string;
  @ApiProperty({ type: String, description: 'Quy tắc đã áp dụng, bằng lời' }) readonly rule: string;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Đạt cả mức phấn đấu' })
  readonly stretchReached: boolean | null;
  @ApiProperty({ type: JudgementInputsDto }) readonly inputs: JudgementInputsDto;
  @ApiProperty({ type: ExpectedPathDto, nullable: true, description: 'Lộ trình dự kiến' })
  readonly path: ExpectedPathDto | null;
  @ApiProperty({
    type: ProjectionDto,
    nullable: true,
    description: 'Dự báo cho ngày cuối, từ ít nhất 3 số liệu; khoảng: hai lần sai số chuẩn',
  })
  readonly projection: ProjectionDto | null;
  @ApiProperty({
    type: [PeriodFigureDto],
    description: 'Các số liệu của lộ trình, cũ trước, như đem so với lộ trình: số cộng dồn thì đã cộng dồn',
  })
  readonly series: readonly PeriodFigureDto[];
}

class NamedRefDto implements NamedRef {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: String }) readonly name: string;
}

class RolledFigureDto {
  @ApiProperty({ type: 'integer', description: 'Số đơn vị hoặc chỉ tiêu thành phần' })
  readonly expected: number;
  @ApiProperty({ type: 'integer', description: 'Trong đó đã có số liệu' }) readonly reported: number;
  @ApiProperty({ type: Number, description: 'Tỷ lệ đã có số liệu, 0–1' }) readonly coverage: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Tỷ lệ đã có số liệu tính theo mẫu số đã biết, 0–1; null: có nơi chưa biết mẫu số',
  })
  readonly weightCoverage: number | null;
  @ApiProperty({ type: Number, nullable: true }) readonly numerator: number | null;
  @ApiProperty({ type: Number, nullable: true }) readonly denominator: number | null;
  @ApiProperty({
    enum: ['denominators', 'equal'],
    nullable: true,
    description: 'Bình quân theo mẫu số, hay bình quân đều; null: không lấy bình quân',
  })
  readonly weighting: RolledPeriod['weighting'];
}

class RolledPeriodDto extends RolledFigureDto implements RolledPeriod {
  @ApiProperty({ type: String, example: '2026-03' }) readonly period: string;
  @ApiProperty({ type: Number }) readonly value: number;
  @ApiProperty({ type: String, format: 'date' }) readonly measuredOn: string;
}

class RolledUpFiguresDto extends RolledFigureDto implements RolledUpFigures {
  @ApiProperty({ enum: ROLL_UPS }) readonly kind: RolledUpFigures['kind'];
  @ApiProperty({ enum: ['units', 'codes'] }) readonly of: RolledUpFigures['of'];
  @ApiProperty({ type: NamedRefDto, nullable: true, description: 'Nhóm đơn vị báo cáo' })
  readonly group: NamedRefDto | null;
  @ApiProperty({ type: [String], description: 'Các chỉ tiêu thành phần' })
  readonly codes: readonly string[];
  @ApiProperty({ type: String, nullable: true, description: 'Kỳ của số liệu; null: chưa nơi nào báo cáo' })
  readonly period: string | null;
  @ApiProperty({ type: Number, nullable: true }) readonly value: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly measuredOn: string | null;
  @ApiProperty({ type: [String], description: 'Nơi khuyết số liệu: mã đơn vị hoặc mã chỉ tiêu' })
  readonly missing: readonly string[];
  @ApiProperty({ type: [String], description: 'Trong số khuyết: nơi có số liệu chờ xác nhận' })
  readonly waiting: readonly string[];
  @ApiProperty({ type: [String], description: 'Các sự kiện mà số liệu dựa vào' })
  readonly events: readonly string[];
  @ApiProperty({ type: [RolledPeriodDto] }) readonly byPeriod: readonly RolledPeriodDto[];
}

class ExpectedPeriodsDto implements ExpectedPeriods {
  @ApiProperty({ type: [String], description: 'Các kỳ phải có số liệu' })
  readonly expected: readonly string[];
  @ApiProperty({ type: [String], description: 'Trong đó: các kỳ khuyết' })
  readonly missing: readonly string[];
}

class WaitingFigureDto implements WaitingFigure {
  @ApiProperty({ type: String, description: 'Sự kiện ghi số liệu' }) readonly eventId: string;
  @ApiProperty({ type: String, nullable: true, description: 'Đơn vị; null: số liệu chung' })
  readonly unit: string | null;
  @ApiProperty({ type: String, example: '2026-03' }) readonly period: string;
  @ApiProperty({ type: Number }) readonly value: number;
  @ApiProperty({ type: String, format: 'date' }) readonly measuredOn: string;
}

export class JudgedIndicatorDto extends IndicatorDto implements JudgedIndicator {
  @ApiProperty({ type: String, nullable: true, description: 'Tên đơn vị phụ trách' })
  readonly ownerName: string | null;
  @ApiProperty({ type: String, example: 'đúng tiến độ' }) readonly verdictText: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'ít nhất 95 %',
    description: 'Mục tiêu được đánh giá, bằng lời; null: chưa có',
  })
  readonly targetText: string | null;
  @ApiProperty({ type: JudgementDto }) readonly judgement: JudgementDto;
  @ApiProperty({
    type: RolledUpFiguresDto,
    nullable: true,
    description: 'Số liệu tổng hợp; null: đo trực tiếp',
  })
  readonly rollUp: RolledUpFiguresDto | null;
  @ApiProperty({ type: ExpectedPeriodsDto, nullable: true, description: 'null: chưa định nhịp công bố' })
  readonly periods: ExpectedPeriodsDto | null;
  @ApiProperty({ type: [WaitingFigureDto], description: 'Số liệu chờ người thứ hai xác nhận' })
  readonly waiting: readonly WaitingFigureDto[];
  @ApiProperty({ type: Boolean, description: 'Có số liệu mô phỏng' }) readonly simulated: boolean;
}

class TargetVersionDto extends YearTargetDto implements TargetVersion {
  @ApiProperty({ type: String, description: 'Sự kiện' }) readonly eventId: string;
  @ApiProperty({ type: String, example: 'ít nhất 95 %' }) readonly text: string;
  @ApiProperty({ type: DocumentDto, nullable: true, description: 'null: văn bản của chương trình' })
  readonly document: TargetVersion['document'];
  @ApiProperty({ type: String, format: 'date-time' }) readonly setAt: string;
  @ApiProperty({ type: String }) readonly setBy: string;
  @ApiProperty(ACCOUNT_POSITION) readonly setByName: string | null;
  @ApiProperty({ type: Boolean, description: 'Có hiệu lực vào ngày được hỏi' })
  readonly standing: boolean;
}

class MeasurementVersionDto implements MeasurementVersion {
  @ApiProperty({ type: String, description: 'Sự kiện ghi số liệu' }) readonly eventId: string;
  @ApiProperty({ type: String, example: '2026-03' }) readonly period: string;
  @ApiProperty({ type: Number }) readonly value: number;
  @ApiProperty({ type: String, format: 'date' }) readonly measuredOn: string;
  @ApiProperty({ type: String, example: '03/2026' }) readonly periodText: string;
  @ApiProperty({ type: Number, nullable: true }) readonly numerator: number | null;
  @ApiProperty({ type: Number, nullable: true }) readonly denominator: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Nguồn; null: là một lần đính chính' })
  readonly source: string | null;
  @ApiProperty({ type: [DocumentDto] }) readonly documents: MeasurementVersion['documents'];
  @ApiProperty({ type: String, nullable: true, description: 'Sự kiện bị đính chính' })
  readonly corrects: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Lý do đính chính, hoặc lý do ghi sau khi chốt kỳ',
  })
  readonly reason: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) readonly recordedAt: string;
  @ApiProperty({ type: String }) readonly recordedBy: string;
  @ApiProperty(ACCOUNT_POSITION) readonly recordedByName: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Người thứ hai đã xác nhận' })
  readonly confirmedBy: string | null;
  @ApiProperty(ACCOUNT_POSITION) readonly confirmedByName: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly confirmedAt: string | null;
  @ApiProperty({ type: Boolean, description: 'Chờ người thứ hai xác nhận, chưa được tính' })
  readonly waiting: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Sự kiện đính chính hoặc rút số liệu' })
  readonly endedBy: string | null;
  @ApiProperty({ enum: ['corrected', 'withdrawn'], nullable: true })
  readonly endedAs: MeasurementVersion['endedAs'];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly endedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Người rút số liệu' })
  readonly withdrawnBy: string | null;
  @ApiProperty(ACCOUNT_POSITION) readonly withdrawnByName: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Lý do rút số liệu' })
  readonly withdrawnReason: string | null;
  @ApiProperty({ type: Boolean, description: 'Đang dùng' })
  readonly standing: boolean;
}

export class IndicatorDetailDto extends OmitType(JudgedIndicatorDto, ['targets']) implements IndicatorDetail {
  @ApiProperty({ type: 'integer', description: 'Phiên bản; cũng là ETag' }) readonly revision: number;
  @ApiProperty({ type: [TargetVersionDto], description: 'Mọi lần đặt mục tiêu, cũ trước' })
  readonly targets: readonly TargetVersionDto[];
  @ApiProperty({ type: [MeasurementVersionDto], description: 'Mọi số liệu và đính chính, cũ trước' })
  readonly measurements: readonly MeasurementVersionDto[];
}

class UnitTargetDto extends YearTargetDto {
  @ApiProperty({ type: String, example: 'ít nhất 95 %' }) readonly text: string;
}

class UnitFigureDto implements UnitFigure {
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly name: string;
  @ApiProperty({
    enum: UNIT_FIGURE_STATUSES,
    description: 'reported: đã báo cáo; waiting: chờ xác nhận; missing: khuyết',
  })
  readonly status: UnitFigureStatus;
  @ApiProperty({ type: MeasurementVersionDto, nullable: true, description: 'Số liệu đang dùng' })
  readonly figure: MeasurementVersionDto | null;
  @ApiProperty({ type: [MeasurementVersionDto], description: 'Mọi số liệu của kỳ, cũ trước' })
  readonly versions: readonly MeasurementVersionDto[];
  @ApiProperty({ type: UnitTargetDto, nullable: true, description: 'Mục tiêu riêng của đơn vị' })
  readonly target: UnitTargetDto | null;
  @ApiProperty({ type: Boolean, nullable: true }) readonly targetReached: boolean | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Phiên bản số liệu của đơn vị, cho If-Match' })
  readonly revision: number | null;
}

export class IndicatorUnitsDto implements IndicatorUnits {
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String }) readonly code: string;
  @ApiProperty({ type: String, example: '2026-03' }) readonly period: string;
  @ApiProperty({ type: String, example: '03/2026' }) readonly periodText: string;
  @ApiProperty({ type: RolledPeriodDto, nullable: true, description: 'null: chưa đơn vị nào báo cáo' })
  readonly rolled: RolledPeriodDto | null;
  @ApiProperty({ type: [UnitFigureDto] }) readonly units: readonly UnitFigureDto[];
}
