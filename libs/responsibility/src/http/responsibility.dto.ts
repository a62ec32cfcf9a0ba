import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Code, IsoDateField, OneOf, Text, WholeNumber } from '#access';
import { type AssignmentStatus, STATUS_TEXT } from '#tasks';
import { DIFF_GROUPS, type DiffGroup, type LineGroup } from '../domain/diff.js';
import type { Change, HistoryEventType } from '../domain/sentences.js';
import type {
  Duty,
  HistoryLine,
  LineActor,
  Shortfall,
  Trail,
  TrailActor,
  TrailSlot,
  TrailTotals,
} from '../domain/trail.js';
import {
  type HistoryPage,
  MAX_HISTORY_PAGE,
} from '../queries/assignment-history/assignment-history.query.js';

export const ID = /[A-Za-z0-9._/-]+/;
export const MAX_ID = 240;
export const MAX_CURSOR = 64;

export class HistoryPagingDto {
  @Text({
    max: MAX_CURSOR,
    optional: true,
    description: 'Vị trí của dòng cuối đã xem (next của trang trước)',
  })
  readonly cursor?: string | null;

  @WholeNumber({
    min: 1,
    max: MAX_HISTORY_PAGE,
    optional: true,
    fromQuery: true,
    description: 'Số dòng một trang',
  })
  readonly limit?: number | null;
}

const LINE_FILTER = { optional: true } as const;

/** Which lines of a history. */
export class HistoryFilterDto extends HistoryPagingDto {
  @OneOf(DIFF_GROUPS, { ...LINE_FILTER, description: 'Chỉ các dòng thuộc loại sự kiện này' })
  readonly group?: DiffGroup | null;

  @Code({
    ...LINE_FILTER,
    pattern: ID,
    max: MAX_ID,
    description: 'Chỉ các dòng do tài khoản hoặc quy trình này',
  })
  readonly actor?: string | null;
}

export class TrailDaysDto {
  @OneOf(DIFF_GROUPS, {
    ...LINE_FILTER,
    description: 'Chỉ các dòng thuộc loại sự kiện này; các phần khác vẫn đầy đủ',
  })
  readonly group?: LineGroup | null;

  @Code({
    ...LINE_FILTER,
    pattern: ID,
    max: MAX_ID,
    description: 'Chỉ các dòng do tài khoản hoặc quy trình này; các phần khác vẫn đầy đủ',
  })
  readonly actor?: string | null;

  @IsoDateField({ optional: true, description: 'Từ ngày; mặc định: từ đầu' })
  readonly from?: string | null;

  @IsoDateField({ optional: true, description: 'Tính đến hết ngày; mặc định: bây giờ' })
  readonly until?: string | null;
}

export class UnitTrailDto extends TrailDaysDto {
  @Code({ pattern: ID, max: MAX_ID, optional: true, description: 'Chỉ một chương trình' })
  readonly programme?: string | null;
}

/** A text or a figure; null: none. */
const VALUE: ApiPropertyOptions = { oneOf: [{ type: 'string' }, { type: 'number' }], nullable: true };
const INSTANT = { type: String, format: 'date-time' } as const;
const DAY = { type: String, format: 'date' } as const;

export class ChangeDto implements Change {
  @ApiProperty({ type: String }) readonly field: string;
  @ApiProperty({ type: String, description: 'Tên trường' }) readonly label: string;
  @ApiProperty({ ...VALUE, description: 'Trước' }) readonly from: string | number | null;
  @ApiProperty({ ...VALUE, description: 'Sau' }) readonly to: string | number | null;
}

export class LineActorDto implements LineActor {
  @ApiProperty({ type: String, description: 'Mã tài khoản, hoặc tên quy trình tự động' }) readonly id: string;
  @ApiProperty({ type: String, nullable: true, description: 'Tên chức danh' }) readonly name: string | null;
  @ApiProperty({ type: String }) readonly role: string;
  @ApiProperty({ type: String, description: 'Tên vai trò' }) readonly roleText: string;
  @ApiProperty({ type: String, nullable: true, description: 'Đơn vị được thay mặt' })
  readonly unit: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly unitName: string | null;
}

export class ActingRuleDto {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: 'integer' }) readonly version: number;
}

export class HistoryLineDto implements HistoryLine {
  @ApiProperty({ type: String, description: 'Vị trí trong sổ sự kiện' }) readonly position: string;
  @ApiProperty({ type: String, format: 'uuid' }) readonly eventId: string;
  @ApiProperty({ type: String, example: 'ProgressReported' }) readonly type: HistoryEventType;
  @ApiProperty({ type: String }) readonly stream: string;
  @ApiProperty({ type: 'integer' }) readonly revision: number;
  @ApiProperty({ type: String, nullable: true }) readonly programme: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly task: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly unit: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly unitName: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly assignment: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Mã chỉ tiêu' })
  readonly indicator: string | null;
  @ApiProperty({ ...INSTANT, description: 'Lúc ghi nhận' }) readonly recordedAt: string;
  @ApiProperty({ ...DAY, description: 'Ngày mà sự việc nói đến' }) readonly effectiveOn: string;
  @ApiProperty({ type: LineActorDto }) readonly actor: LineActorDto;
  @ApiProperty({ type: ActingRuleDto, nullable: true, description: 'Quy tắc tự động đã thực hiện' })
  readonly rule: ActingRuleDto | null;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: String, description: 'Diễn giải' }) readonly sentence: string;
  @ApiProperty({ type: [ChangeDto] }) readonly changes: readonly ChangeDto[];
}

export class HistoryPageDto implements HistoryPage {
  @ApiProperty({ type: [HistoryLineDto], description: 'Mới nhất ở cuối' })
  readonly items: readonly HistoryLineDto[];
  @ApiProperty({ type: String, nullable: true, description: 'Con trỏ của trang sau; null nếu đã hết' })
  readonly next: string | null;
}

export class TrailSubjectDto {
  @ApiProperty({ enum: ['unit', 'task'] }) readonly kind: 'unit' | 'task';
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: String }) readonly name: string;
}

export class DutyDto implements Duty {
  @ApiProperty({ type: String }) readonly assignment: string;
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly taskTitle: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ ...INSTANT }) readonly from: string;
  @ApiProperty({ ...INSTANT, nullable: true, description: 'null: đang đảm nhận' })
  readonly until: string | null;
  @ApiProperty({ enum: ['assigned', 'transferred', 'reopened'] }) readonly how: Duty['how'];
  @ApiProperty({ enum: ['completed', 'released', 'transferred', 'cancelled'], nullable: true })
  readonly ended: Duty['ended'];
  @ApiProperty({ ...DAY, nullable: true, description: 'Hạn gốc' }) readonly originalDue: string | null;
  @ApiProperty({ ...DAY, nullable: true, description: 'Hạn hiện hành' }) readonly currentDue: string | null;
  @ApiProperty({ enum: Object.keys(STATUS_TEXT) }) readonly status: AssignmentStatus;
  @ApiProperty({ type: String }) readonly statusText: string;
  @ApiProperty({ type: String, format: 'uuid' }) readonly startEvent: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly endEvent: string | null;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

export class TrailActorDto implements TrailActor {
  @ApiProperty({ type: String }) readonly account: string;
  @ApiProperty({ type: String, nullable: true, description: 'Tên chức danh' }) readonly name: string | null;
  @ApiProperty({ type: String }) readonly role: string;
  @ApiProperty({ type: String, description: 'Tên vai trò' }) readonly roleText: string;
  @ApiProperty({ type: String, nullable: true }) readonly unit: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly unitName: string | null;
  @ApiProperty({ ...INSTANT, nullable: true, description: 'Lúc được cấp quyền' })
  readonly from: string | null;
  @ApiProperty({ ...INSTANT, nullable: true, description: 'Lúc bị thu hồi quyền' })
  readonly until: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly grantEvent: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly revokeEvent: string | null;
  @ApiProperty({ type: 'integer', description: 'Số việc đã thực hiện' }) readonly acts: number;
  @ApiProperty({ ...INSTANT, nullable: true }) readonly firstActAt: string | null;
  @ApiProperty({ ...INSTANT, nullable: true }) readonly lastActAt: string | null;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

export class TrailSlotDto implements TrailSlot {
  @ApiProperty({ type: String }) readonly assignment: string;
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ type: String, example: '2026-03' }) readonly period: string;
  @ApiProperty({ enum: ['late', 'insufficient', 'missing'] }) readonly outcome: Shortfall;
  @ApiProperty({ ...INSTANT, description: 'Hạn nộp' }) readonly cutOff: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Sự kiện báo cáo' })
  readonly report: string | null;
  @ApiProperty({ type: [String], description: 'Sự kiện cảnh báo phát sinh và kết thúc' })
  readonly warnings: readonly string[];
}

export class TrailSlotsDto implements Record<Shortfall, readonly TrailSlotDto[]> {
  @ApiProperty({ type: [TrailSlotDto], description: 'Muộn' }) readonly late: readonly TrailSlotDto[];
  @ApiProperty({ type: [TrailSlotDto], description: 'Thiếu' }) readonly insufficient: readonly TrailSlotDto[];
  @ApiProperty({ type: [TrailSlotDto], description: 'Không báo cáo' })
  readonly missing: readonly TrailSlotDto[];
}

export class TrailTotalsDto implements TrailTotals {
  @ApiProperty({ type: 'integer' }) readonly reports: number;
  @ApiProperty({ type: 'integer' }) readonly late: number;
  @ApiProperty({ type: 'integer' }) readonly insufficient: number;
  @ApiProperty({ type: 'integer' }) readonly missing: number;
  @ApiProperty({ type: 'integer' }) readonly warningsRaised: number;
  @ApiProperty({ type: 'integer', description: 'Chưa kết thúc vào cuối khoảng thời gian' })
  readonly warningsOpen: number;
  @ApiProperty({ type: 'integer' }) readonly extensionsRequested: number;
  @ApiProperty({ type: 'integer' }) readonly extensionsGranted: number;
  @ApiProperty({ type: 'integer', description: 'Báo cáo và đề nghị hoàn thành bị trả lại' })
  readonly returned: number;
  @ApiProperty({ type: 'integer', description: 'Mở lại sau khi hoàn thành' }) readonly reopened: number;
}

export class TrailDto implements Trail {
  @ApiProperty({ type: TrailSubjectDto }) readonly subject: TrailSubjectDto;
  @ApiProperty({ ...DAY, nullable: true }) readonly from: string | null;
  @ApiProperty({ ...DAY, nullable: true }) readonly until: string | null;
  @ApiProperty({ ...INSTANT, description: 'Tính theo những gì đã ghi nhận đến lúc này' })
  readonly asOf: string;
  @ApiProperty({ type: Boolean, description: 'Có dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: [DutyDto] }) readonly duties: readonly DutyDto[];
  @ApiProperty({ type: [TrailActorDto] }) readonly actors: readonly TrailActorDto[];
  @ApiProperty({ type: TrailSlotsDto }) readonly slots: TrailSlotsDto;
  @ApiProperty({ type: [HistoryLineDto], description: 'Mới nhất ở cuối' })
  readonly lines: readonly HistoryLineDto[];
  @ApiProperty({ type: TrailTotalsDto }) readonly totals: TrailTotalsDto;
}
