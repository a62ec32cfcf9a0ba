import { ApiProperty } from '@nestjs/swagger';
import { Id, IsoDateField, OneOf, Text, WholeNumber } from '#access';
import type { JsonObject } from '#event-log';
import { RULE_VERSIONS, type WarningRule } from '../domain/warning.events.js';
import type { WarningView } from '../queries/list-warnings/list-warnings.query.js';

const RULES = Object.keys(RULE_VERSIONS);
const MAX_LIMIT = 200;

export class ListWarningsDto {
  @Id({ optional: true, description: 'Chương trình' })
  readonly programme?: string;

  @OneOf(RULES, { optional: true, description: 'Quy tắc' })
  readonly rule?: WarningRule;

  @Id({ optional: true, description: 'Đơn vị' })
  readonly unit?: string;

  @Id({ optional: true, description: 'Mã nhiệm vụ' })
  readonly task?: string;

  @Id({ optional: true, description: 'Phần giao nhiệm vụ' })
  readonly assignment?: string;

  @OneOf(['open', 'cleared'], { optional: true, description: 'open: còn hiệu lực; cleared: đã hết' })
  readonly state?: 'open' | 'cleared';

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

export class WarningDto implements WarningView {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ enum: RULES }) readonly rule: WarningRule;
  @ApiProperty({ type: String }) readonly ruleText: string;
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ type: String }) readonly assignment: string;
  @ApiProperty({ type: String, description: 'Tháng của kỳ, hoặc hạn đã qua' }) readonly period: string;
  @ApiProperty({ type: 'integer' }) readonly level: number;
  @ApiProperty({ type: Object, description: 'Những gì quy tắc đã xét' }) readonly inputs: JsonObject;
  @ApiProperty({ type: String, format: 'date-time', description: 'Lúc phát sinh' }) readonly raisedAt: string;
  @ApiProperty({ type: String, format: 'date' }) readonly raisedOn: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Lúc được ghi' })
  readonly raisedRecordedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly clearedAt: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly clearedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly clearedCause: string | null;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: WarningEventsDto }) readonly events: WarningEventsDto;
}

export class WarningPageDto {
  @ApiProperty({ type: [WarningDto] }) readonly items: readonly WarningDto[];
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
}
