import { ApiProperty } from '@nestjs/swagger';
import { Id, IsoDateField, OneOf, PeriodField, Text, WholeNumber } from '#access';
import type { AssignmentCounts, PeriodCompliance, TaskCounts } from '../domain/compliance.js';
import { SLOT_GROUPS, SLOT_OUTCOMES, type SlotGroup, type SlotOutcome } from '../domain/slot.js';
import type { UnitCompliance } from '../queries/compliance/compliance.query.js';
import type { ComplianceBy, FacetCompliance } from '../queries/compliance-by/compliance-by.query.js';
import type { ComingCutOff, DueDay, DueSoon } from '../queries/due-soon/due-soon.query.js';
import type { SlotView } from '../queries/list-slots/list-slots.query.js';
import type {
  MappedPeriod,
  MappedUnit,
  PeriodCell,
  UnitComplianceMap,
} from '../queries/unit-compliance-map/unit-compliance-map.query.js';
import { FACETS, type Facet } from '../slot-facets.js';

const MAX_LIMIT = 1000;
const MAX_LEADER = 300;

export class AsOfDto {
  @IsoDateField({ optional: true, description: 'Tính đến hết ngày; mặc định: bây giờ' })
  readonly asOf?: string;
}

export class ComplianceDto extends AsOfDto {
  @Id({ optional: true, description: 'Chỉ một đơn vị' })
  readonly unit?: string;
}

export class ComplianceByDto extends AsOfDto {
  @OneOf(FACETS, {
    description:
      'section: phần của chương trình; leader: người chủ trì chỉ đạo; unit: đơn vị; group: nhóm đơn vị; task: nhiệm vụ',
    example: 'section',
  })
  readonly by: Facet;
}

/** A group of outcomes as a question's field. */
export const SlotGroupField = () =>
  OneOf(Object.keys(SLOT_GROUPS), {
    optional: true,
    description:
      'Nhiều kết quả cùng lúc: expected (phải cập nhật, không kể được miễn), received (đã cập nhật), counted (đủ, đúng hạn, hoặc không phát sinh)',
  });

export class ListSlotsDto extends ComplianceDto {
  @Id({ optional: true, description: 'Phần (mục) của chương trình' })
  readonly section?: string;

  @Text({
    max: MAX_LEADER,
    optional: true,
    description: 'Người chủ trì chỉ đạo, theo chức danh; “-”: nhiệm vụ không nêu ai',
  })
  readonly leader?: string;

  @Id({ optional: true, description: 'Nhóm đơn vị; “-”: đơn vị không thuộc nhóm nào' })
  readonly group?: string;

  @PeriodField({ optional: true, description: 'Kỳ báo cáo' })
  readonly period?: string;

  @IsoDateField({ optional: true, description: 'Các kỳ có ngày cuối từ ngày này' })
  readonly from?: string;

  @IsoDateField({ optional: true, description: 'Các kỳ có ngày cuối đến ngày này' })
  readonly until?: string;

  @OneOf(SLOT_OUTCOMES, { optional: true, description: 'Kết quả' })
  readonly outcome?: SlotOutcome;

  @SlotGroupField()
  readonly among?: SlotGroup;

  @Id({ optional: true, description: 'Mã nhiệm vụ' })
  readonly task?: string;

  @Id({ optional: true, description: 'Phần giao nhiệm vụ' })
  readonly assignment?: string;

  @Text({ max: 20, optional: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: string;

  @WholeNumber({ min: 1, max: MAX_LIMIT, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number;
}

export class AssignmentCountsDto implements AssignmentCounts {
  @ApiProperty({ type: 'integer' }) readonly expected: number;
  @ApiProperty({ type: 'integer' }) readonly onTime: number;
  @ApiProperty({ type: 'integer' }) readonly nothingToReport: number;
  @ApiProperty({ type: 'integer' }) readonly late: number;
  @ApiProperty({ type: 'integer' }) readonly insufficient: number;
  @ApiProperty({ type: 'integer' }) readonly missing: number;
  @ApiProperty({ type: 'integer' }) readonly notYetDue: number;
  @ApiProperty({ type: 'integer' }) readonly exempt: number;
  @ApiProperty({ type: 'number', nullable: true, description: '0–1; null trước hạn chốt' })
  readonly rate: number | null;
}

export class TaskCountsDto implements TaskCounts {
  @ApiProperty({ type: 'integer' }) readonly expected: number;
  @ApiProperty({ type: 'number' }) readonly shareSum: number;
  @ApiProperty({ type: 'integer' }) readonly complete: number;
  @ApiProperty({ type: 'number', nullable: true, description: '0–1; null trước hạn chốt' })
  readonly rate: number | null;
}

/** The figures of a period, as it was closed or as it stands now. */
export class ComplianceFiguresDto {
  @ApiProperty({ type: AssignmentCountsDto }) readonly byAssignment: AssignmentCountsDto;
  @ApiProperty({ type: TaskCountsDto }) readonly byTask: TaskCountsDto;
  @ApiProperty({ type: Boolean, nullable: true }) readonly meetsGoal: boolean | null;
}

class ComplianceCloseDto {
  @ApiProperty({ type: String, format: 'date-time' }) readonly closedAt: string;
  @ApiProperty({ type: 'integer', description: 'Số phần giao nhiệm vụ nay khác với khi chốt' })
  readonly drift: number;
  @ApiProperty({ type: ComplianceFiguresDto, nullable: true, description: 'Số liệu hiện nay, nếu khác' })
  readonly current: ComplianceFiguresDto | null;
}

export class PeriodComplianceDto implements PeriodCompliance {
  @ApiProperty({ type: String, example: '2026-10' }) readonly period: string;
  @ApiProperty({ enum: ['open', 'past-cut-off', 'closed'] }) readonly state: PeriodCompliance['state'];
  @ApiProperty({ type: AssignmentCountsDto }) readonly byAssignment: AssignmentCountsDto;
  @ApiProperty({ type: TaskCountsDto }) readonly byTask: TaskCountsDto;
  @ApiProperty({ type: Boolean, nullable: true }) readonly meetsGoal: boolean | null;
  @ApiProperty({
    type: ComplianceCloseDto,
    required: false,
    description: 'Chỉ có ở kỳ đã chốt, khi các số trên là số đã chốt',
  })
  readonly close?: ComplianceCloseDto;
}

class FacetComplianceDto implements FacetCompliance {
  @ApiProperty({ type: String, description: '“-”: không thuộc đâu' }) readonly key: string;
  @ApiProperty({ type: String }) readonly name: string;
  @ApiProperty({ type: AssignmentCountsDto }) readonly byAssignment: AssignmentCountsDto;
  @ApiProperty({ type: TaskCountsDto }) readonly byTask: TaskCountsDto;
  @ApiProperty({ type: Boolean, nullable: true }) readonly meetsGoal: boolean | null;
  @ApiProperty({ type: String, description: 'Địa chỉ của danh sách đứng sau con số' }) readonly slots: string;
}

export class ComplianceByResultDto implements ComplianceBy {
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String }) readonly period: string;
  @ApiProperty({ enum: ['open', 'past-cut-off', 'closed'] }) readonly state: PeriodCompliance['state'];
  @ApiProperty({ enum: FACETS }) readonly by: Facet;
  @ApiProperty({ type: 'number' }) readonly goal: number;
  @ApiProperty({ type: [FacetComplianceDto] }) readonly rows: readonly FacetComplianceDto[];
}

export class UnitComplianceDto extends AssignmentCountsDto implements UnitCompliance {
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
}

class MappedPeriodDto implements MappedPeriod {
  @ApiProperty({ type: String, example: '2026-10' }) readonly period: string;
  @ApiProperty({ enum: ['open', 'past-cut-off', 'closed'] }) readonly state: PeriodCompliance['state'];
}

class PeriodCellDto extends AssignmentCountsDto implements PeriodCell {
  @ApiProperty({ type: String, example: '2026-10' }) readonly period: string;
}

class MappedUnitDto implements MappedUnit {
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ type: [PeriodCellDto], description: 'Kỳ mà đơn vị không có việc thì không có ô' })
  readonly cells: readonly PeriodCellDto[];
}

export class UnitComplianceMapDto implements UnitComplianceMap {
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String, format: 'date' }) readonly asOf: string;
  @ApiProperty({ type: [MappedPeriodDto] }) readonly periods: readonly MappedPeriodDto[];
  @ApiProperty({ type: [MappedUnitDto] }) readonly units: readonly MappedUnitDto[];
}

export const DEFAULT_WORKING_DAYS = 14;
const MAX_WORKING_DAYS = 60;

export class DueSoonQuestionDto {
  @WholeNumber({
    min: 1,
    max: MAX_WORKING_DAYS,
    optional: true,
    fromQuery: true,
    description: `Bao nhiêu ngày làm việc tới; mặc định ${DEFAULT_WORKING_DAYS}`,
  })
  readonly workingDays?: number;
}

class DueDayDto implements DueDay {
  @ApiProperty({ type: String, format: 'date' }) readonly due: string;
  @ApiProperty({ type: 'integer' }) readonly workingDaysLeft: number;
  @ApiProperty({ type: 'integer' }) readonly tasks: number;
  @ApiProperty({ type: 'integer' }) readonly assignments: number;
}

class ComingCutOffDto implements ComingCutOff {
  @ApiProperty({ type: String, example: '2026-10' }) readonly period: string;
  @ApiProperty({ type: String, format: 'date-time' }) readonly cutOff: string;
  @ApiProperty({ type: 'integer' }) readonly workingDaysLeft: number;
}

export class DueSoonDto implements DueSoon {
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: 'integer' }) readonly workingDays: number;
  @ApiProperty({ type: String, format: 'date', description: 'Hôm nay' }) readonly from: string;
  @ApiProperty({ type: String, format: 'date' }) readonly until: string;
  @ApiProperty({ type: [DueDayDto] }) readonly days: readonly DueDayDto[];
  @ApiProperty({ type: [ComingCutOffDto], description: 'Hạn chốt của các kỳ đã bắt đầu' })
  readonly cutOffs: readonly ComingCutOffDto[];
}

export class SlotDto implements SlotView {
  @ApiProperty({ type: String }) readonly assignment: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly taskTitle: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ type: String }) readonly period: string;
  @ApiProperty({ enum: SLOT_OUTCOMES }) readonly outcome: SlotOutcome;
  @ApiProperty({ type: String }) readonly outcomeText: string;
  @ApiProperty({ type: String, format: 'date-time' }) readonly cutOff: string;
  @ApiProperty({ type: String, nullable: true, description: 'Sự kiện báo cáo quyết định kết quả' })
  readonly report: string | null;
  @ApiProperty({ type: [String], description: 'Những gì còn thiếu' }) readonly lacks: readonly string[];
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

export class SlotPageDto {
  @ApiProperty({ type: [SlotDto] }) readonly items: readonly SlotDto[];
  @ApiProperty({ type: 'integer' }) readonly total: number;
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
}
