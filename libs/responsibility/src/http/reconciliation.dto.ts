import { ApiProperty } from '@nestjs/swagger';
import { Id, IsoDateField } from '#access';
import { OUTCOME_TEXT, type SlotOutcome } from '#reporting';
import { type AssignmentStatus, STATUS_TEXT } from '#tasks';
import {
  CONTRADICTION_KINDS,
  type ContradictionKind,
  type HandedOver,
  type MonthDeliverables,
  type MonthMoney,
  type MonthProgress,
  type NamedContradiction,
  type ReconciledMonth,
  type TaskContradiction,
  type TaskMonth,
} from '../domain/reconciliation.js';
import type { TaskPromises } from '../domain/task-deeds.js';
import type {
  AssignmentReconciliation,
  TaskReconciliation,
} from '../queries/task-reconciliation/task-reconciliation.query.js';

const COUNT = { type: 'integer' } as const;
const VND = { type: 'integer', nullable: true } as const;
const EVENT = { type: String, format: 'uuid' } as const;
const OR_NULL = { nullable: true } as const;
const SHARE = {
  type: 'number',
  nullable: true,
  description: 'Đã giải ngân / kinh phí, từ 0; 1 là 100 %',
} as const;
const OUTCOMES = Object.keys(OUTCOME_TEXT) as SlotOutcome[];
const PERIOD = { type: String, example: '2026-03' } as const;

export class ReconciliationQuestionDto {
  @IsoDateField({ optional: true, description: 'Tính đến hết ngày; mặc định: bây giờ' })
  readonly asOf?: string;

  @Id({ optional: true, description: 'Chỉ phần của một đơn vị; các số cộng cũng chỉ của phần ấy' })
  readonly unit?: string;
}

class NamedContradictionDto implements NamedContradiction {
  @ApiProperty({ enum: CONTRADICTION_KINDS }) readonly kind: ContradictionKind;
  @ApiProperty({ type: String, description: 'Mâu thuẫn, kèm số liệu' }) readonly text: string;
  @ApiProperty({ type: [String], description: 'Các sự kiện có số liệu mâu thuẫn nhau' })
  readonly events: readonly string[];
}

class MonthProgressDto implements MonthProgress {
  @ApiProperty({ ...COUNT, ...OR_NULL, description: 'Theo báo cáo; null: không nêu' })
  readonly percent: number | null;
  @ApiProperty({ ...EVENT, ...OR_NULL, description: 'Báo cáo nêu tỷ lệ' }) readonly event: string | null;
  @ApiProperty({ enum: OUTCOMES, ...OR_NULL }) readonly outcome: SlotOutcome | null;
  @ApiProperty({ type: String, ...OR_NULL }) readonly outcomeText: string | null;
  @ApiProperty({ ...EVENT, ...OR_NULL, description: 'Báo cáo quyết định kết quả đó' })
  readonly decidedBy: string | null;
}

class MonthMoneyDto implements MonthMoney {
  @ApiProperty({ ...VND, description: 'Kinh phí, đồng' }) readonly budgetVnd: number | null;
  @ApiProperty({ ...EVENT, ...OR_NULL }) readonly budgetEvent: string | null;
  @ApiProperty({ ...VND, description: 'Đã giải ngân từ đầu, đồng; null: không nêu' })
  readonly disbursedVnd: number | null;
  @ApiProperty({ ...EVENT, ...OR_NULL }) readonly event: string | null;
  @ApiProperty({ ...VND, description: 'Tăng thêm so với lần nêu trước' }) readonly inMonthVnd: number | null;
  @ApiProperty({ ...EVENT, ...OR_NULL, description: 'Lần nêu trước' }) readonly sinceEvent: string | null;
  @ApiProperty(SHARE) readonly shareOfBudget: number | null;
}

class HandedOverDto implements HandedOver {
  @ApiProperty({ enum: ['deliverable', 'document'] }) readonly what: HandedOver['what'];
  @ApiProperty({ type: String, description: 'Tên sản phẩm, số văn bản' }) readonly name: string;
  @ApiProperty(EVENT) readonly event: string;
}

class MonthDeliverablesDto implements MonthDeliverables {
  @ApiProperty({ ...COUNT, description: 'Số sản phẩm nhiệm vụ phải có' }) readonly promised: number;
  @ApiProperty({ type: [HandedOverDto], description: 'Bàn giao trong kỳ' })
  readonly handedOver: readonly HandedOverDto[];
  @ApiProperty({ ...COUNT, description: 'Số sản phẩm đã bàn giao từ đầu, tính theo tên' })
  readonly handedOverSoFar: number;
  @ApiProperty(COUNT) readonly documentsSoFar: number;
  @ApiProperty({ ...COUNT, description: 'Được công nhận, khi đã xác nhận hoàn thành' })
  readonly acceptedSoFar: number;
  @ApiProperty({ ...EVENT, ...OR_NULL, description: 'Xác nhận hoàn thành' })
  readonly acceptedBy: string | null;
}

class ReconciledMonthDto implements ReconciledMonth {
  @ApiProperty(PERIOD) readonly period: string;
  @ApiProperty({ type: MonthProgressDto }) readonly progress: MonthProgressDto;
  @ApiProperty({ type: MonthMoneyDto }) readonly money: MonthMoneyDto;
  @ApiProperty({ type: MonthDeliverablesDto }) readonly deliverables: MonthDeliverablesDto;
  @ApiProperty({ type: [NamedContradictionDto] }) readonly contradictions: readonly NamedContradictionDto[];
}

class AssignmentReconciliationDto implements AssignmentReconciliation {
  @ApiProperty({ type: String }) readonly assignment: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ enum: Object.keys(STATUS_TEXT) }) readonly status: AssignmentStatus;
  @ApiProperty({ type: String }) readonly statusText: string;
  @ApiProperty({
    type: String,
    format: 'date',
    ...OR_NULL,
    description: 'Ngày thôi thực hiện hoặc chuyển đi',
  })
  readonly leftOn: string | null;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: [ReconciledMonthDto] }) readonly months: readonly ReconciledMonthDto[];
}

class TaskContradictionDto extends NamedContradictionDto implements TaskContradiction {
  @ApiProperty({ type: String, ...OR_NULL, description: 'null: của tổng các đơn vị' })
  readonly unit: string | null;
  @ApiProperty({ type: String, ...OR_NULL }) readonly unitName: string | null;
}

class TaskMonthProgressDto {
  @ApiProperty({ type: 'number', ...OR_NULL, description: 'Trung bình các tỷ lệ nêu gần nhất' })
  readonly averagePercent: number | null;
  @ApiProperty({ ...COUNT, description: 'Số đơn vị đã nêu tỷ lệ' }) readonly stated: number;
  @ApiProperty({ ...COUNT, description: 'Số đơn vị' }) readonly assignments: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Số cập nhật theo kết quả',
  })
  readonly outcomes: TaskMonth['progress']['outcomes'];
}

class TaskMonthMoneyDto {
  @ApiProperty({ ...VND, description: 'Kinh phí của nhiệm vụ, đồng' }) readonly budgetVnd: number | null;
  @ApiProperty({ ...EVENT, ...OR_NULL }) readonly budgetEvent: string | null;
  @ApiProperty({ ...VND, description: 'Tổng các số nêu gần nhất, đồng' }) readonly disbursedVnd:
    | number
    | null;
  @ApiProperty(VND) readonly inMonthVnd: number | null;
  @ApiProperty(SHARE) readonly shareOfBudget: number | null;
  @ApiProperty({ ...COUNT, description: 'Số đơn vị đã nêu số giải ngân' }) readonly stated: number;
}

class TaskMonthDeliverablesDto {
  @ApiProperty({ ...COUNT, description: 'Số sản phẩm nhiệm vụ phải có, của mỗi đơn vị' })
  readonly promised: number;
  @ApiProperty({ ...COUNT, description: 'Sản phẩm và văn bản bàn giao trong kỳ' })
  readonly handedOver: number;
  @ApiProperty(COUNT) readonly handedOverSoFar: number;
  @ApiProperty(COUNT) readonly documentsSoFar: number;
  @ApiProperty(COUNT) readonly acceptedSoFar: number;
  @ApiProperty({ ...COUNT, description: 'Số đơn vị đã được xác nhận hoàn thành' }) readonly accepted: number;
}

class TaskMonthDto implements TaskMonth {
  @ApiProperty(PERIOD) readonly period: string;
  @ApiProperty({ type: TaskMonthProgressDto }) readonly progress: TaskMonthProgressDto;
  @ApiProperty({ type: TaskMonthMoneyDto }) readonly money: TaskMonthMoneyDto;
  @ApiProperty({ type: TaskMonthDeliverablesDto }) readonly deliverables: TaskMonthDeliverablesDto;
  @ApiProperty({ type: [TaskContradictionDto] }) readonly contradictions: readonly TaskContradictionDto[];
}

class TaskPromisesDto implements TaskPromises {
  @ApiProperty({ type: [String], description: 'Sản phẩm phải có' }) readonly deliverables: readonly string[];
  @ApiProperty({ ...EVENT, ...OR_NULL }) readonly deliverablesEvent: string | null;
  @ApiProperty({ type: 'number', ...OR_NULL, description: 'Triệu đồng' })
  readonly budgetMillionVnd: number | null;
  @ApiProperty({ ...EVENT, ...OR_NULL }) readonly budgetEvent: string | null;
}

export class TaskReconciliationDto implements TaskReconciliation {
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly title: string;
  @ApiProperty({ type: String, format: 'date-time' }) readonly asOf: string;
  @ApiProperty({ type: Boolean, description: 'Chỉ gồm phần của đơn vị người xem' })
  readonly ownPartOnly: boolean;
  @ApiProperty({ type: Boolean, description: 'Có dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: TaskPromisesDto }) readonly promises: TaskPromisesDto;
  @ApiProperty({ type: [TaskMonthDto], description: 'Cả nhiệm vụ, mỗi kỳ một dòng' })
  readonly months: readonly TaskMonthDto[];
  @ApiProperty({ type: [AssignmentReconciliationDto] })
  readonly assignments: readonly AssignmentReconciliationDto[];
}
