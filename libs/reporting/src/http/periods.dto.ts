import { ApiProperty } from '@nestjs/swagger';
import { ACCOUNT_POSITION, CommandAnswer, Id, IsoDateField, OneOf, Text, WholeNumber } from '#access';
import type { RemindedUnit } from '../domain/period.events.js';
import { FOUR_EYES_DECISIONS, type FourEyesDecision } from '../domain/policy.js';
import { SLOT_OUTCOMES, type SlotGroup, type SlotOutcome } from '../domain/slot.js';
import type {
  CloseView,
  PeriodStatus,
  PeriodView,
  SentReminder,
} from '../queries/list-periods/list-periods.query.js';
import type { DriftSide, DriftView, PeriodDrift } from '../queries/period-drift/period-drift.query.js';
import {
  FROZEN_ORDERS,
  type FrozenOrder,
  type FrozenSlotView,
  type PeriodSlotsPage,
} from '../queries/period-slots/period-slots.query.js';
import type {
  ReminderPreview,
  ReminderReceiver,
} from '../queries/reminder-preview/reminder-preview.query.js';
import { ComplianceFiguresDto, SlotGroupField } from './compliance.dto.js';

const MAX_LIMIT = 1000;
const MAX_REASON = 1000;
const MAX_LEADER = 300;

/** What the lists behind figures can be narrowed to. */
export class FacetFilterDto {
  @Id({ optional: true, description: 'Phần (mục) của chương trình' })
  readonly section?: string;

  @Text({
    max: MAX_LEADER,
    optional: true,
    description: 'Người chủ trì chỉ đạo, theo chức danh; “-”: nhiệm vụ không nêu ai',
  })
  readonly leader?: string;

  @Id({ optional: true, description: 'Chỉ một đơn vị' })
  readonly unit?: string;

  @Id({ optional: true, description: 'Nhóm đơn vị; “-”: đơn vị không thuộc nhóm nào' })
  readonly group?: string;
}

export class PagedFacetFilterDto extends FacetFilterDto {
  @Text({ max: 20, optional: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: string;

  @WholeNumber({ min: 1, max: MAX_LIMIT, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number;
}

export class PeriodSlotsDto extends PagedFacetFilterDto {
  @OneOf(FROZEN_ORDERS, {
    optional: true,
    description:
      'Thứ tự: list (mặc định) – như danh sách tính mã băm; document – theo văn bản, rồi theo đơn vị',
  })
  readonly order?: FrozenOrder;

  @OneOf(SLOT_OUTCOMES, { optional: true, description: 'Kết quả' })
  readonly outcome?: SlotOutcome;

  @SlotGroupField()
  readonly among?: SlotGroup;

  @Id({ optional: true, description: 'Mã nhiệm vụ' })
  readonly task?: string;

  @IsoDateField({
    optional: true,
    description: 'Danh sách đang có hiệu lực vào cuối ngày; mặc định: lần chốt sau cùng',
  })
  readonly asOf?: string;
}

export class ReopeningDto {
  @Text({ max: MAX_REASON, multiline: true, description: 'Lý do mở lại' })
  readonly reason: string;
}

class RemindedUnitDto {
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: 'integer', description: 'Số phần giao nhiệm vụ chưa báo cáo' })
  readonly assignments: number;
}

export class RemindAnswer extends CommandAnswer {
  @ApiProperty({ type: [RemindedUnitDto], description: 'Đơn vị được đôn đốc; trống nếu đã báo cáo đủ' })
  readonly units: readonly RemindedUnit[];
}

export class CloseAnswer extends CommandAnswer {
  @ApiProperty({
    enum: ['closed', 'proposed'],
    description: 'proposed: đã đề nghị chốt, chờ người thứ hai xác nhận',
  })
  readonly outcome: 'closed' | 'proposed';
}

class ReminderReceiverDto implements ReminderReceiver {
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ type: 'integer' }) readonly assignments: number;
  @ApiProperty({ type: String, description: 'Nội dung đơn vị sẽ nhận' }) readonly text: string;
}

export class ReminderPreviewDto implements ReminderPreview {
  @ApiProperty({ type: String }) readonly period: string;
  @ApiProperty({ type: String, format: 'date-time' }) readonly cutOff: string;
  @ApiProperty({ type: Boolean, description: 'false: đã qua hạn chốt' }) readonly canBeSent: boolean;
  @ApiProperty({ type: [ReminderReceiverDto] }) readonly units: readonly ReminderReceiverDto[];
}

class SentReminderDto implements SentReminder {
  @ApiProperty({ type: String }) readonly eventId: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Thời điểm theo quy chế' })
  readonly at: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Thời điểm đã gửi' })
  readonly sentAt: string;
  @ApiProperty({ type: String, description: 'Tài khoản; reminders: tự động theo quy chế' })
  readonly by: string;
  @ApiProperty({ type: String, nullable: true, description: 'Chức danh; null: tự động' })
  readonly byName: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Số ngày làm việc trước hạn; null: do người gửi',
  })
  readonly workingDaysBefore: number | null;
  @ApiProperty({ type: 'integer' }) readonly units: number;
  @ApiProperty({ type: 'integer' }) readonly assignments: number;
}

class ClosedCountsDto {
  @ApiProperty({ type: 'integer' }) readonly onTime: number;
  @ApiProperty({ type: 'integer' }) readonly nothingToReport: number;
  @ApiProperty({ type: 'integer' }) readonly late: number;
  @ApiProperty({ type: 'integer' }) readonly insufficient: number;
  @ApiProperty({ type: 'integer' }) readonly missing: number;
  @ApiProperty({ type: 'integer' }) readonly notYetDue: number;
}

class CloseDto implements CloseView {
  @ApiProperty({ type: String }) readonly eventId: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Tính kết quả đến thời điểm này' })
  readonly at: string;
  @ApiProperty({ type: String, format: 'date-time' }) readonly closedAt: string;
  @ApiProperty({ type: String }) readonly closedBy: string;
  @ApiProperty(ACCOUNT_POSITION) readonly closedByName: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly proposedBy: string | null;
  @ApiProperty(ACCOUNT_POSITION) readonly proposedByName: string | null;
  @ApiProperty({ type: String, description: 'Quy chế báo cáo' }) readonly policy: string;
  @ApiProperty({ type: 'integer' }) readonly expected: number;
  @ApiProperty({ type: ClosedCountsDto }) readonly counts: ClosedCountsDto;
  @ApiProperty({ type: 'integer' }) readonly exempt: number;
  @ApiProperty({ type: 'number', nullable: true }) readonly rateByAssignment: number | null;
  @ApiProperty({ type: 'integer' }) readonly tasksExpected: number;
  @ApiProperty({ type: 'integer' }) readonly tasksComplete: number;
  @ApiProperty({ type: 'number' }) readonly shareSum: number;
  @ApiProperty({ type: 'number', nullable: true }) readonly rateByTask: number | null;
  @ApiProperty({ type: 'number' }) readonly goal: number;
  @ApiProperty({ type: Boolean, nullable: true }) readonly meetsGoal: boolean | null;
  @ApiProperty({ type: String, description: 'SHA-256 của danh sách chốt' }) readonly sha256: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly reopenedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly reopenedBy: string | null;
  @ApiProperty(ACCOUNT_POSITION) readonly reopenedByName: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly reopeningRequestedBy: string | null;
  @ApiProperty(ACCOUNT_POSITION) readonly reopeningRequestedByName: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly reopenReason: string | null;
}

class CloseProposalDto {
  @ApiProperty({ type: String, format: 'date-time' }) readonly at: string;
  @ApiProperty({ type: String }) readonly by: string;
  @ApiProperty(ACCOUNT_POSITION) readonly byName: string | null;
}

class ReopeningRequestDto extends CloseProposalDto {
  @ApiProperty({ type: String }) readonly reason: string;
}

export class PeriodDto implements PeriodView {
  @ApiProperty({ type: String, example: '2026-10' }) readonly period: string;
  @ApiProperty({ type: String, example: '10/2026' }) readonly periodText: string;
  @ApiProperty({ type: String, format: 'date' }) readonly from: string;
  @ApiProperty({ type: String, format: 'date' }) readonly until: string;
  @ApiProperty({ type: String, format: 'date-time' }) readonly cutOff: string;
  @ApiProperty({ type: String, description: 'Quy chế báo cáo' }) readonly policy: string;
  @ApiProperty({ enum: ['open', 'past-cut-off', 'closed', 'reopened'] }) readonly status: PeriodStatus;
  @ApiProperty({ type: String }) readonly statusText: string;
  @ApiProperty({ enum: FOUR_EYES_DECISIONS, isArray: true, description: 'Phải có người thứ hai xác nhận' })
  readonly fourEyes: readonly FourEyesDecision[];
  @ApiProperty({ type: [SentReminderDto] }) readonly reminders: readonly SentReminderDto[];
  @ApiProperty({ type: CloseProposalDto, nullable: true }) readonly closeProposal: CloseProposalDto | null;
  @ApiProperty({ type: ReopeningRequestDto, nullable: true })
  readonly reopeningRequest: ReopeningRequestDto | null;
  @ApiProperty({ type: [CloseDto], description: 'Các lần chốt, cũ nhất trước' })
  readonly closes: readonly CloseDto[];
}

class FrozenSlotDto implements FrozenSlotView {
  @ApiProperty({ type: String }) readonly assignment: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly taskTitle: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ type: String }) readonly period: string;
  @ApiProperty({ enum: SLOT_OUTCOMES }) readonly outcome: SlotOutcome;
  @ApiProperty({ type: String }) readonly outcomeText: string;
  @ApiProperty({ type: String, nullable: true }) readonly report: string | null;
  @ApiProperty({ type: String, description: 'Dòng trong danh sách chốt, để tính lại SHA-256' })
  readonly line: string;
}

export class PeriodSlotsPageDto implements PeriodSlotsPage {
  @ApiProperty({ type: String }) readonly period: string;
  @ApiProperty({ type: String, format: 'date-time' }) readonly closedAt: string;
  @ApiProperty({ type: String, description: 'SHA-256 của toàn bộ danh sách chốt' }) readonly sha256: string;
  @ApiProperty({ type: Boolean, description: 'Kỳ đã mở lại sau lần chốt này' }) readonly reopened: boolean;
  @ApiProperty({ type: [FrozenSlotDto] }) readonly items: readonly FrozenSlotDto[];
  @ApiProperty({ type: 'integer' }) readonly total: number;
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
}

class DriftSideDto implements DriftSide {
  @ApiProperty({ enum: SLOT_OUTCOMES }) readonly outcome: SlotOutcome;
  @ApiProperty({ type: String }) readonly outcomeText: string;
  @ApiProperty({ type: String, nullable: true }) readonly report: string | null;
}

class DriftActorDto {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty(ACCOUNT_POSITION) readonly name: string | null;
  @ApiProperty({ type: String }) readonly role: string;
  @ApiProperty({ type: String, nullable: true }) readonly unit: string | null;
}

class DriftCauseDto {
  @ApiProperty({ type: String }) readonly eventId: string;
  @ApiProperty({ type: String }) readonly type: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Khác từ thời điểm này' })
  readonly recordedAt: string;
  @ApiProperty({ type: DriftActorDto }) readonly by: DriftActorDto;
  @ApiProperty({ type: String, nullable: true }) readonly reason: string | null;
}

class SlotDriftDto implements DriftView {
  @ApiProperty({ type: String }) readonly assignment: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly taskTitle: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ type: DriftSideDto, nullable: true }) readonly from: DriftSideDto | null;
  @ApiProperty({ type: DriftSideDto, nullable: true }) readonly to: DriftSideDto | null;
  @ApiProperty({ type: DriftCauseDto, nullable: true }) readonly cause: DriftCauseDto | null;
}

class FigureDriftDto {
  @ApiProperty({ type: String, example: 'byAssignment.late' }) readonly figure: string;
  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'boolean' }], nullable: true })
  readonly from: number | boolean | null;
  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'boolean' }], nullable: true })
  readonly to: number | boolean | null;
}

export class PeriodDriftDto implements PeriodDrift {
  @ApiProperty({ type: String }) readonly period: string;
  @ApiProperty({ type: String, format: 'date-time' }) readonly closedAt: string;
  @ApiProperty({ type: String }) readonly closedBy: string;
  @ApiProperty(ACCOUNT_POSITION) readonly closedByName: string | null;
  @ApiProperty({ type: Boolean }) readonly reopened: boolean;
  @ApiProperty({ type: ComplianceFiguresDto, description: 'Số liệu khi chốt' })
  readonly closed: ComplianceFiguresDto;
  @ApiProperty({ type: ComplianceFiguresDto, description: 'Số liệu hiện nay' })
  readonly current: ComplianceFiguresDto;
  @ApiProperty({ type: [FigureDriftDto] }) readonly figures: readonly FigureDriftDto[];
  @ApiProperty({ type: [SlotDriftDto] }) readonly items: readonly SlotDriftDto[];
  @ApiProperty({ type: 'integer' }) readonly total: number;
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
}
