import { ApiProperty } from '@nestjs/swagger';
import { Id, IsoDateField, OneOf, Text, WholeNumber } from '#access';
import type { JsonObject } from '#event-log';
import { FIRST_LEVEL, LAST_LEVEL } from '../domain/escalation.js';
import { EXPLANATION_STATES, type ExplanationStanding } from '../domain/explanation.state.js';
import {
  type ClearingCause,
  WARNING_EVENT_TYPES,
  WARNING_RULES,
  type WarningRule,
} from '../domain/warning.events.js';
import {
  WARNING_ORDERS,
  type WarningOrder,
  type WarningPage,
} from '../queries/list-warnings/list-warnings.query.js';
import type { CourseStep, ExplanationView, WarningView } from '../queries/list-warnings/warning-view.js';

const MAX_LIMIT = 200;

export class ListWarningsDto {
  @Id({ optional: true, description: 'Chương trình' })
  readonly programme?: string;

  @OneOf(WARNING_RULES, { optional: true, description: 'Quy tắc' })
  readonly rule?: WarningRule;

  @Id({ optional: true, description: 'Đơn vị' })
  readonly unit?: string;

  @Id({ optional: true, description: 'Mã nhiệm vụ' })
  readonly task?: string;

  @Id({ optional: true, description: 'Phần giao nhiệm vụ' })
  readonly assignment?: string;

  @Text({ max: 100, optional: true, description: 'Mã chỉ tiêu' })
  readonly indicator?: string;

  @OneOf(['open', 'cleared'], { optional: true, description: 'open: còn hiệu lực; cleared: đã hết' })
  readonly state?: 'open' | 'cleared';

  @WholeNumber({
    min: FIRST_LEVEL,
    max: LAST_LEVEL,
    optional: true,
    fromQuery: true,
    description: 'Mức cảnh báo',
  })
  readonly level?: number;

  @OneOf(EXPLANATION_STATES, { optional: true, description: 'Giải trình đến đâu' })
  readonly explanation?: ExplanationStanding;

  @OneOf(WARNING_ORDERS, {
    optional: true,
    description: 'newest: mới nhất trước; inbox: mức cao nhất trước, cùng mức thì lâu nhất trước',
  })
  readonly order?: WarningOrder;

  @IsoDateField({ optional: true, description: 'Như đã biết vào cuối ngày' })
  readonly asOf?: string;

  @Text({ max: 500, optional: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: string;

  @WholeNumber({ min: 1, max: MAX_LIMIT, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number;
}

class WarningEventsDto {
  @ApiProperty({ type: String }) readonly raised: string;
  @ApiProperty({ type: String, nullable: true }) readonly cleared: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Sự kiện làm hết cảnh báo' })
  readonly clearedBy: string | null;
}

class CourseStepDto implements CourseStep {
  @ApiProperty({ enum: WARNING_EVENT_TYPES }) readonly type: CourseStep['type'];
  @ApiProperty({ type: String, format: 'date-time' }) readonly at: string;
  @ApiProperty({ type: String, description: 'Sự kiện' }) readonly event: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Mức kể từ lúc đó' })
  readonly level: number | null;
  @ApiProperty({ type: Object, description: 'Nội dung của sự kiện' }) readonly details: JsonObject;
  @ApiProperty({ type: String, nullable: true, description: 'Tài khoản; null: quy tắc tự động' })
  readonly actor: string | null;
}

class ExplanationDto implements ExplanationView {
  @ApiProperty({ enum: EXPLANATION_STATES }) readonly state: ExplanationStanding;
  @ApiProperty({ type: String }) readonly stateText: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Hạn đơn vị phải trả lời' })
  readonly dueOn: string | null;
  @ApiProperty({ type: Boolean, description: 'Đã qua hạn trả lời' }) readonly overdue: boolean;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Nguyên nhân khách quan được xác nhận' })
  readonly objective: boolean | null;
}

export class WarningDto implements WarningView {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: 'integer', description: 'Phiên bản; cũng là ETag' }) readonly revision: number;
  @ApiProperty({ enum: WARNING_RULES }) readonly rule: WarningRule;
  @ApiProperty({ type: String }) readonly ruleText: string;
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: cảnh báo của một chỉ tiêu' })
  readonly task: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly taskTitle: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null: chỉ tiêu không có đơn vị chịu trách nhiệm',
  })
  readonly unit: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly unitName: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly assignment: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Mã chỉ tiêu' }) readonly indicator:
    | string
    | null;
  @ApiProperty({ type: String, nullable: true }) readonly indicatorName: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Đơn vị được yêu cầu giải trình, khi không có đơn vị chịu trách nhiệm',
  })
  readonly askedUnit: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly askedUnitName: string | null;
  @ApiProperty({ type: String, description: 'Kỳ báo cáo, hạn, ngày giao, hoặc năm của mục tiêu' })
  readonly period: string;
  @ApiProperty({ type: 'integer', description: 'Mức cao nhất đã tới, 1 đến 4' }) readonly level: number;
  @ApiProperty({ type: String, description: 'Cảnh báo gửi tới ai' }) readonly levelText: string;
  @ApiProperty({ type: Object, description: 'Những gì quy tắc đã xét' }) readonly inputs: JsonObject;
  @ApiProperty({ type: String, description: 'Điều quy tắc thấy, bằng lời' }) readonly fact: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Lúc phát sinh' }) readonly raisedAt: string;
  @ApiProperty({ type: String, format: 'date' }) readonly raisedOn: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Lúc được ghi' })
  readonly raisedRecordedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly clearedAt: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly clearedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly clearedCause: ClearingCause | null;
  @ApiProperty({ type: Boolean, description: 'Chỉ hết sau khi đã lên mức' }) readonly clearedLate: boolean;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Số ngày làm việc đã tồn tại' })
  readonly workingDays: number | null;
  @ApiProperty({ type: ExplanationDto }) readonly explanation: ExplanationDto;
  @ApiProperty({ type: [CourseStepDto], description: 'Diễn biến, cũ nhất trước' })
  readonly course: readonly CourseStepDto[];
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: WarningEventsDto }) readonly events: WarningEventsDto;
}

export class WarningPageDto implements WarningPage {
  @ApiProperty({ type: [WarningDto] }) readonly items: readonly WarningDto[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Bộ lọc thấy bao nhiêu ở mỗi mức, bất kể đang lọc mức nào; mức không có thì không nêu',
    example: { 1: 12, 3: 4 },
  })
  readonly byLevel: Readonly<Record<string, number>>;
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
}
