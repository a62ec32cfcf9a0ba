import { ApiProperty } from '@nestjs/swagger';
import { Id, Text, WholeNumber } from '#access';
import { type AssignmentStatus, STATUS_TEXT } from '#tasks';
import { SLOT_OUTCOMES, type SlotOutcome } from '../domain/slot.js';
import type { ReportNeeds } from '../domain/sufficiency.js';
import type { SentReport, WorkItem, WorkList } from '../queries/work-list/work-list.query.js';

const MAX_LIMIT = 1000;

export class WorkListFilterDto {
  @Id({ optional: true, description: 'Chỉ một đơn vị' })
  readonly unit?: string;

  @Text({ max: 20, optional: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: string;

  @WholeNumber({ min: 1, max: MAX_LIMIT, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number;
}

class ReportNeedsDto implements ReportNeeds {
  @ApiProperty({ type: 'integer', description: 'Kết quả thực hiện: ít nhất bao nhiêu ký tự' })
  readonly summaryMinLength: number;
  @ApiProperty({ type: Boolean, description: 'Phải nêu tỷ lệ hoàn thành' }) readonly percent: boolean;
  @ApiProperty({ type: Boolean, description: 'Khi báo 100 %: phải nêu sản phẩm hoặc văn bản' })
  readonly proofAtFull: boolean;
  @ApiProperty({ type: Boolean, description: 'Phải nêu số tiền đã giải ngân' })
  readonly disbursement: boolean;
  @ApiProperty({
    type: Boolean,
    description: 'Đã đến hạn, khi chưa đạt 100 %: phải nêu sản phẩm, văn bản, hoặc khó khăn, vướng mắc',
  })
  readonly deliverableOrDifficulties: boolean;
}

class SentReportDto implements SentReport {
  @ApiProperty({ type: String, format: 'uuid' }) readonly eventId: string;
  @ApiProperty({ enum: ['progress', 'nothing-to-report'] }) readonly kind: SentReport['kind'];
  @ApiProperty({ type: 'integer', nullable: true }) readonly percent: number | null;
  @ApiProperty({ type: String }) readonly summary: string;
  @ApiProperty({ type: Boolean, description: 'Có nêu khó khăn, vướng mắc' }) readonly difficulties: boolean;
  @ApiProperty({ type: 'integer', description: 'Số văn bản kèm theo' }) readonly documents: number;
  @ApiProperty({ type: 'integer', description: 'Số sản phẩm đã bàn giao' }) readonly deliverables: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Số tiền đã giải ngân, đồng' })
  readonly disbursedVnd: number | null;
  @ApiProperty({ type: String, format: 'date-time' }) readonly recordedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly returnedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly returnReason: string | null;
}

class WorkItemDto implements WorkItem {
  @ApiProperty({ type: String }) readonly assignment: string;
  @ApiProperty({ type: 'integer', description: 'Phiên bản, dùng cho If-Match' }) readonly revision: number;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly taskTitle: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ enum: Object.keys(STATUS_TEXT) }) readonly status: AssignmentStatus;
  @ApiProperty({ type: String }) readonly statusText: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly currentDue: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Đã báo gần nhất' })
  readonly percent: number | null;
  @ApiProperty({ enum: SLOT_OUTCOMES }) readonly outcome: SlotOutcome;
  @ApiProperty({ type: String }) readonly outcomeText: string;
  @ApiProperty({ type: [String], description: 'Những gì còn thiếu' }) readonly lacks: readonly string[];
  @ApiProperty({ type: ReportNeedsDto, description: 'Một cập nhật đủ cần nêu' })
  readonly needs: ReportNeedsDto;
  @ApiProperty({ type: SentReportDto, nullable: true, description: 'Cập nhật gần nhất của kỳ' })
  readonly report: SentReportDto | null;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

export class WorkListDto implements WorkList {
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String, example: '2026-10' }) readonly period: string;
  @ApiProperty({ type: String }) readonly periodText: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Hạn chốt' }) readonly cutOff: string;
  @ApiProperty({ type: [WorkItemDto] }) readonly items: readonly WorkItemDto[];
  @ApiProperty({ type: 'integer' }) readonly total: number;
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
}
