import { ApiProperty } from '@nestjs/swagger';
import { IsoDateField } from '#access';
import { IndicatorDto } from '#catalogue';
import { DocumentDto } from '#tasks';
import {
  type JudgedMeasurement,
  type Judgement,
  type PathStart,
  VERDICTS,
  type Verdict,
  type YearTarget,
} from '../domain/judgement.js';
import type { JudgedIndicator } from '../indicator-reader.js';
import type {
  IndicatorDetail,
  MeasurementVersion,
  TargetVersion,
} from '../queries/get-indicator/get-indicator.query.js';

export class IndicatorsAsOfDto {
  @IsoDateField({
    optional: true,
    description: 'Tính đến hết ngày, theo những gì đã biết khi đó; mặc định: bây giờ',
  })
  readonly asOf?: string;
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
  @ApiProperty({ type: String, nullable: true, description: 'Sự kiện ghi số liệu; null: từ 0' })
  readonly eventId: string | null;
}

class JudgedMeasurementDto implements JudgedMeasurement {
  @ApiProperty({ type: String, description: 'Sự kiện ghi số liệu' }) readonly eventId: string;
  @ApiProperty({ type: String, example: '2026-03' }) readonly period: string;
  @ApiProperty({ type: Number }) readonly value: number;
  @ApiProperty({ type: String, format: 'date' }) readonly measuredOn: string;
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

class JudgementDto implements Judgement {
  @ApiProperty({ enum: VERDICTS }) readonly verdict: Verdict;
  @ApiProperty({ type: String, description: 'Vì sao, bằng lời và số' }) readonly why: string;
  @ApiProperty({ type: String, description: 'Quy tắc đã áp dụng, bằng lời' }) readonly rule: string;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Đạt cả mức phấn đấu' })
  readonly stretchReached: boolean | null;
  @ApiProperty({ type: JudgementInputsDto }) readonly inputs: JudgementInputsDto;
  @ApiProperty({
    type: ProjectionDto,
    nullable: true,
    description: 'Dự báo cho ngày cuối, từ ít nhất 3 số liệu; khoảng: hai lần sai số chuẩn',
  })
  readonly projection: ProjectionDto | null;
}

export class JudgedIndicatorDto extends IndicatorDto implements JudgedIndicator {
  @ApiProperty({ type: String, example: 'đúng tiến độ' }) readonly verdictText: string;
  @ApiProperty({ type: JudgementDto }) readonly judgement: JudgementDto;
  @ApiProperty({ type: Boolean, description: 'Có số liệu mô phỏng' }) readonly simulated: boolean;
}

class TargetVersionDto extends YearTargetDto implements TargetVersion {
  @ApiProperty({ type: String, description: 'Sự kiện' }) readonly eventId: string;
  @ApiProperty({ type: String, example: 'ít nhất 95 %' }) readonly text: string;
  @ApiProperty({ type: DocumentDto, nullable: true, description: 'null: văn bản của chương trình' })
  readonly document: TargetVersion['document'];
  @ApiProperty({ type: String, format: 'date-time' }) readonly setAt: string;
  @ApiProperty({ type: String }) readonly setBy: string;
  @ApiProperty({ type: Boolean, description: 'Còn hiệu lực vào thời điểm được hỏi' })
  readonly standing: boolean;
}

class MeasurementVersionDto extends JudgedMeasurementDto implements MeasurementVersion {
  @ApiProperty({ type: String, example: '03/2026' }) readonly periodText: string;
  @ApiProperty({ type: Number, nullable: true }) readonly numerator: number | null;
  @ApiProperty({ type: Number, nullable: true }) readonly denominator: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Nguồn; null: là một lần đính chính' })
  readonly source: string | null;
  @ApiProperty({ type: [DocumentDto] }) readonly documents: MeasurementVersion['documents'];
  @ApiProperty({ type: String, nullable: true, description: 'Sự kiện bị đính chính' })
  readonly corrects: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Lý do đính chính' })
  readonly reason: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) readonly recordedAt: string;
  @ApiProperty({ type: String }) readonly recordedBy: string;
  @ApiProperty({ type: Boolean, description: 'Đang dùng vào thời điểm được hỏi' })
  readonly standing: boolean;
}

export class IndicatorDetailDto extends JudgedIndicatorDto implements IndicatorDetail {
  @ApiProperty({ type: [TargetVersionDto], description: 'Mọi lần đặt mục tiêu, cũ trước' })
  readonly targets: readonly TargetVersionDto[];
  @ApiProperty({ type: [MeasurementVersionDto], description: 'Mọi số liệu và đính chính, cũ trước' })
  readonly measurements: readonly MeasurementVersionDto[];
}
