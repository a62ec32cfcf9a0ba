import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { JsonObject, Position } from '#event-log';
import {
  type Baseline,
  CADENCES,
  type Cadence,
  DIRECTIONS,
  type Direction,
  FORMULA_KINDS,
  type Formula,
  PATH_KINDS,
  type Path,
  SYSTEM_FIGURES,
  TIMINGS,
  type Timing,
  type YearTarget,
} from '../domain/indicator.events.js';
import type { Section } from '../domain/programme.state.js';
import { RECURRENCES, type Recurrence, type ScheduleKind } from '../domain/schedule/index.js';
import type { TaskRef } from '../domain/task.state.js';
import { UNIT_KINDS, type UnitKind } from '../domain/unit.events.js';
import type { LoadResult } from '../loading/catalogue-loader.js';
import type { IndicatorView } from '../queries/list-indicators/list-indicators.query.js';
import type { UnitView } from '../queries/list-units/list-units.query.js';
import type { ProgrammeView } from '../queries/programme-directory.js';
import type { TaskHistoryLine } from '../queries/task-history/task-history.query.js';
import type { TaskView } from '../queries/task-view.js';
import type { NamedRef } from '../queries/unit-directory.js';

const SCHEDULE_KINDS: readonly ScheduleKind[] = [
  'month',
  'quarter',
  'year',
  'period',
  'range',
  'ongoing',
  'annual',
  'monthly',
  'conditional',
  'compound',
  'none',
];

/** The keys of a view; its arrays are readonly, which a DTO's decorators don't know. */
export type Shape<View> = { [Key in keyof View]: unknown };

export class UnitDto implements UnitView {
  @ApiProperty({ type: String, example: 'so-khoa-hoc-va-cong-nghe' })
  readonly id: string;

  @ApiProperty({ type: String, example: 'Sở Khoa học và Công nghệ' })
  readonly name: string;

  @ApiProperty({ enum: UNIT_KINDS })
  readonly kind: UnitKind;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Mã đơn vị hành chính; chỉ xã, phường, đặc khu có',
  })
  readonly code: string | null;

  @ApiProperty({ type: [String], description: 'Tên gọi khác gặp trong văn bản' })
  readonly aliases: string[];
}

export class SectionDto implements Section {
  @ApiProperty({ type: String, example: 'I' })
  readonly code: string;

  @ApiProperty({ type: String })
  readonly title: string;
}

export class ProgrammePeriodDto {
  @ApiProperty({ type: String, format: 'date' })
  readonly from: string;

  @ApiProperty({ type: String, format: 'date' })
  readonly until: string;
}

export class ProgrammeDto implements ProgrammeView {
  @ApiProperty({ type: String, example: 'ctr-bcd-2026' })
  readonly id: string;

  @ApiProperty({ type: String })
  readonly title: string;

  @ApiProperty({ type: String, description: 'Cơ quan ban hành' })
  readonly issuer: string;

  @ApiProperty({ type: 'integer', description: 'Năm của văn bản' })
  readonly documentYear: number;

  @ApiProperty({ type: ProgrammePeriodDto })
  readonly period: ProgrammePeriodDto;

  @ApiProperty({ type: String, description: 'Danh mục đơn vị' })
  readonly units: string;

  @ApiProperty({ type: String, description: 'Quy định báo cáo' })
  readonly policy: string;

  @ApiProperty({ type: String, nullable: true, description: 'Số văn bản' })
  readonly number: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Ngày ban hành' })
  readonly issuedOn: string | null;

  @ApiProperty({ type: [String], description: 'Các chương trình làm căn cứ' })
  readonly basis: string[];

  @ApiProperty({ type: [SectionDto], description: 'Theo thứ tự của văn bản' })
  readonly sections: SectionDto[];

  @ApiProperty({ type: 'integer' })
  readonly taskCount: number;

  @ApiProperty({ type: 'integer' })
  readonly indicatorCount: number;
}

export class NamedRefDto implements NamedRef {
  @ApiProperty({ type: String, description: 'Mã đơn vị hoặc nhóm đơn vị' })
  readonly id: string;

  @ApiProperty({ type: String })
  readonly name: string;
}

export class MilestoneDto {
  @ApiProperty({ type: String, required: false, description: 'Việc phải làm' })
  readonly what?: string;

  @ApiProperty({ type: String, format: 'date', required: false })
  readonly start?: string;

  @ApiProperty({ type: String, format: 'date', required: false })
  readonly due?: string;

  @ApiProperty({ type: String, required: false, description: 'Điều kiện' })
  readonly condition?: string;

  @ApiProperty({ enum: RECURRENCES, required: false })
  readonly recurrence?: Recurrence;
}

export class ScheduleDto {
  @ApiProperty({ type: String, description: 'Nguyên văn thời gian thực hiện', example: 'Quý I/2026' })
  readonly phrase: string;

  @ApiProperty({ enum: SCHEDULE_KINDS })
  readonly kind: ScheduleKind;

  @ApiProperty({ type: String, format: 'date', required: false, description: 'Ngày đầu' })
  readonly start?: string;

  @ApiProperty({ type: String, format: 'date', required: false, description: 'Ngày cuối' })
  readonly due?: string;

  @ApiProperty({ type: [MilestoneDto], required: false })
  readonly milestones?: MilestoneDto[];

  @ApiProperty({ type: String, required: false, description: 'Điều kiện' })
  readonly condition?: string;

  @ApiProperty({ enum: RECURRENCES, required: false })
  readonly recurrence?: Recurrence;
}

export class TaskRefDto implements TaskRef {
  @ApiProperty({ type: String, example: 'ctr-bcd-2026' })
  readonly programme: string;

  @ApiProperty({ type: String, example: '6' })
  readonly task: string;
}

export class TaskDto implements Shape<TaskView> {
  @ApiProperty({ type: String, example: '1' })
  readonly code: string;

  @ApiProperty({ type: String, description: 'Mã mục', example: 'I' })
  readonly section: string;

  @ApiProperty({ type: String })
  readonly title: string;

  @ApiProperty({ type: [String], description: 'Chủ trì chỉ đạo, theo chức danh' })
  readonly directingLeaders: string[];

  @ApiProperty({ type: [NamedRefDto], description: 'Đơn vị chủ trì' })
  readonly leadUnits: NamedRefDto[];

  @ApiProperty({ type: [NamedRefDto], description: 'Đơn vị phối hợp' })
  readonly coordinatingUnits: NamedRefDto[];

  @ApiProperty({ type: [String], description: 'Sản phẩm đầu ra' })
  readonly deliverables: string[];

  @ApiProperty({ type: ScheduleDto, description: 'Thời gian thực hiện' })
  readonly schedule: ScheduleDto;

  @ApiProperty({ type: Number, required: false, description: 'Kinh phí, triệu đồng' })
  readonly budgetMillionVnd?: number;

  @ApiProperty({ type: Boolean, required: false, description: 'Dòng nhóm: không giao cho đơn vị nào' })
  readonly isGroup?: true;

  @ApiProperty({ type: String, required: false, description: 'Dòng nhóm chứa nhiệm vụ này' })
  readonly parentCode?: string;

  @ApiProperty({
    type: [String],
    required: false,
    description: 'Đơn vị chủ trì theo cách ghi của văn bản, chưa có trong danh mục',
  })
  readonly unknownLeadUnits?: string[];

  @ApiProperty({
    type: [String],
    required: false,
    description: 'Đơn vị phối hợp theo cách ghi của văn bản, chưa có trong danh mục',
  })
  readonly unknownCoordinatingUnits?: string[];

  @ApiProperty({ type: String, required: false, description: 'Ghi chú' })
  readonly note?: string;

  @ApiProperty({
    type: [TaskRefDto],
    required: false,
    description: 'Nhiệm vụ của chương trình khác mà nhiệm vụ này thực hiện',
  })
  readonly derivedFrom?: TaskRefDto[];

  @ApiProperty({
    type: [TaskRefDto],
    required: false,
    description: 'Nhiệm vụ của chương trình khác thực hiện nhiệm vụ này',
  })
  readonly carriedOutBy?: TaskRefDto[];
}

export class TaskPageDto {
  @ApiProperty({ type: [TaskDto] })
  readonly items: readonly TaskView[];

  @ApiProperty({ type: String, nullable: true, description: 'Con trỏ của trang sau; null nếu đã hết' })
  readonly next: string | null;
}

export class TaskActorDto {
  @ApiProperty({ type: String })
  readonly id: string;

  @ApiProperty({ type: String })
  readonly role: string;

  @ApiProperty({ type: String, nullable: true })
  readonly unit: string | null;
}

export class TaskHistoryLineDto implements Shape<TaskHistoryLine> {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly eventId: string;

  @ApiProperty({ type: String, example: 'TaskAmended' })
  readonly type: string;

  @ApiProperty({ type: 'integer' })
  readonly revision: number;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly recordedAt: string;

  @ApiProperty({ type: TaskActorDto })
  readonly actor: TaskActorDto;

  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' })
  readonly simulated: boolean;

  @ApiProperty({ type: String })
  readonly sentence: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Nội dung sự kiện như đã lưu' })
  readonly data: JsonObject;
}

export class BaselineDto {
  @ApiProperty({ type: Number })
  readonly value: number;

  @ApiProperty({ type: String, format: 'date' })
  readonly on: string;
}

export class RolledUpDto {
  @ApiProperty({ type: [String], required: false, description: 'Mã các chỉ tiêu thành phần' })
  readonly codes?: string[];

  @ApiProperty({
    type: String,
    required: false,
    description: 'Nhóm đơn vị; mỗi đơn vị báo cáo số liệu của mình cho chính chỉ tiêu này',
    example: 'cac-xa-phuong-dac-khu',
  })
  readonly group?: string;
}

@ApiExtraModels(RolledUpDto)
export class FormulaDto {
  @ApiProperty({ enum: FORMULA_KINDS })
  readonly kind: (typeof FORMULA_KINDS)[number];

  @ApiProperty({ type: String, required: false, description: 'ratio: tử số đếm gì' })
  readonly numerator?: string;

  @ApiProperty({ type: String, required: false, description: 'ratio: mẫu số đếm gì' })
  readonly denominator?: string;

  @ApiProperty({
    oneOf: [{ $ref: getSchemaPath(RolledUpDto) }, { type: 'string', enum: [...SYSTEM_FIGURES] }],
    required: false,
    description: 'Tổng hợp từ đâu; system: số liệu mà hệ thống tự tính',
  })
  readonly of?: unknown;
}

export class PathPointDto {
  @ApiProperty({ type: String, format: 'date' })
  readonly on: string;

  @ApiProperty({ type: Number })
  readonly value: number;
}

export class PathDto {
  @ApiProperty({ enum: PATH_KINDS })
  readonly kind: (typeof PATH_KINDS)[number];

  @ApiProperty({ type: [PathPointDto], required: false, description: 'by-hand: các điểm, theo ngày' })
  readonly points?: PathPointDto[];
}

export class YearTargetDto {
  @ApiProperty({ type: 'integer', example: 2030 })
  readonly year: number;

  @ApiProperty({ type: Number, nullable: true })
  readonly target: number | null;

  @ApiProperty({ type: Number, nullable: true })
  readonly targetMax: number | null;

  @ApiProperty({ type: Number, nullable: true })
  readonly stretchTarget: number | null;
}

export class IndicatorDto implements IndicatorView {
  @ApiProperty({ type: String, example: '1.2.1.(1)/1' })
  readonly code: string;

  @ApiProperty({ type: String, description: 'Nhóm trong văn bản', example: '1.2.1.(1)' })
  readonly group: string;

  @ApiProperty({ type: String })
  readonly name: string;

  @ApiProperty({ type: String, nullable: true, description: 'Đơn vị tính', example: '%' })
  readonly unit: string | null;

  @ApiProperty({ enum: DIRECTIONS })
  readonly direction: Direction;

  @ApiProperty({ type: Number, nullable: true, description: 'Chỉ tiêu định tính không có' })
  readonly target: number | null;

  @ApiProperty({ type: Number, required: false, description: 'Mức trên của khoảng' })
  readonly targetMax?: number;

  @ApiProperty({ type: Number, required: false, description: 'Mức phấn đấu' })
  readonly stretchTarget?: number;

  @ApiProperty({ type: 'integer', description: 'Năm đạt mục tiêu' })
  readonly targetYear: number;

  @ApiProperty({ type: String, required: false, description: 'Chỉ tiêu cha (“trong đó”)' })
  readonly parentCode?: string;

  @ApiProperty({ type: Boolean, required: false, description: 'Phải vượt mục tiêu (“trên”, “dưới”)' })
  readonly strict?: true;

  @ApiProperty({ type: Boolean, required: false, description: 'Mục tiêu ước chừng (“khoảng”)' })
  readonly approximate?: true;

  @ApiProperty({ type: BaselineDto, required: false, description: 'Mức xuất phát' })
  readonly baseline?: Baseline;

  @ApiProperty({ enum: CADENCES, required: false, description: 'Nhịp công bố' })
  readonly cadence?: Cadence;

  @ApiProperty({
    enum: TIMINGS,
    required: false,
    description: 'Số liệu tại thời điểm, riêng trong kỳ, hay lũy kế',
  })
  readonly timing?: Timing;

  @ApiProperty({ type: String, required: false, description: 'Đơn vị phụ trách' })
  readonly owner?: string;

  @ApiProperty({ type: FormulaDto, required: false, description: 'Công thức' })
  readonly formula?: Formula;

  @ApiProperty({ type: String, required: false, description: 'Nguồn số liệu' })
  readonly dataSource?: string;

  @ApiProperty({ type: String, required: false, description: 'Cách kiểm chứng' })
  readonly verification?: string;

  @ApiProperty({ type: PathDto, required: false, description: 'Lộ trình' })
  readonly path?: Path;

  @ApiProperty({ type: [YearTargetDto], required: false, description: 'Mục tiêu của các năm khác' })
  readonly targets?: readonly YearTarget[];
}

export class LoadResultDto implements LoadResult {
  @ApiProperty({ type: 'integer', description: 'Số mục đã ghi' })
  readonly written: number;

  @ApiProperty({ type: 'integer', description: 'Số mục đã có từ trước, không đổi' })
  readonly unchanged: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Vị trí đã ghi; gửi lại trong Read-After khi đọc',
  })
  readonly position: Position | null;
}
