import { ApiProperty } from '@nestjs/swagger';
import { REPORTING_PERIOD_KINDS } from '#kernel';
import { type AdoptedPolicy, FOUR_EYES_DECISIONS, type ReportingPolicy } from '../domain/policy.js';

class CutOffDto {
  @ApiProperty({ type: 'integer', required: false, description: 'Ngày của tháng, 1–28', example: 5 })
  readonly day?: number;

  @ApiProperty({ type: 'integer', required: false, description: 'Quy chế tuần: thứ chốt, 1 (thứ Hai) đến 7' })
  readonly weekday?: number;

  @ApiProperty({
    type: 'integer',
    required: false,
    description: 'Quy chế năm: tháng chốt trong chính năm đó',
  })
  readonly month?: number;

  @ApiProperty({ type: String, description: 'Giờ địa phương', example: '17:00' })
  readonly time: string;

  @ApiProperty({ type: Boolean, description: 'Trùng ngày nghỉ thì chuyển sang ngày làm việc kế tiếp' })
  readonly nextWorkingDay: boolean;
}

class SufficiencyDto {
  @ApiProperty({ type: 'integer', description: 'Số ký tự tối thiểu của kết quả thực hiện' })
  readonly summaryMinLength: number;

  @ApiProperty({ type: Boolean, description: 'Phải nêu tỷ lệ hoàn thành' })
  readonly percent: boolean;

  @ApiProperty({ type: Boolean, description: 'Báo 100 % phải kèm sản phẩm hoặc văn bản' })
  readonly proofAtFull: boolean;

  @ApiProperty({
    type: 'integer',
    required: false,
    description: 'Số ký tự tối thiểu của nhiệm vụ thường xuyên, nếu khác',
  })
  readonly ongoingSummaryMinLength?: number;

  @ApiProperty({
    type: Boolean,
    required: false,
    description: 'Nhiệm vụ có kinh phí phải nêu số tiền đã giải ngân',
  })
  readonly disbursementWithBudget?: boolean;

  @ApiProperty({
    type: Boolean,
    required: false,
    description: 'Từ kỳ đến hạn phải nêu sản phẩm, văn bản hoặc khó khăn, vướng mắc',
  })
  readonly deliverableWhenDue?: boolean;
}

class ContradictionDto {
  @ApiProperty({ type: Boolean, required: false, description: 'Báo 100 % mà không có sản phẩm, văn bản' })
  readonly fullWithoutDeliverable?: boolean;

  @ApiProperty({
    type: 'integer',
    required: false,
    description: 'Khoảng cách giữa giải ngân và tiến độ, điểm phần trăm',
  })
  readonly disbursementGap?: number;

  @ApiProperty({ type: 'integer', required: false, description: 'Số kỳ liên tiếp lặp cùng một nội dung' })
  readonly sameTextPeriods?: number;
}

class PolicyWarningsDto {
  @ApiProperty({ type: 'integer', required: false, description: 'Sắp đến hạn: số ngày làm việc trước hạn' })
  readonly dueSoonWorkingDays?: number;

  @ApiProperty({
    type: 'integer',
    required: false,
    description: 'Chưa tiếp nhận: số ngày làm việc sau khi giao',
  })
  readonly acceptanceWorkingDays?: number;

  @ApiProperty({ type: ContradictionDto, required: false, description: 'Số liệu mâu thuẫn' })
  readonly contradiction?: ContradictionDto;

  @ApiProperty({ type: Boolean, required: false, description: 'Chỉ tiêu chậm so với lộ trình' })
  readonly indicatorOffTrack?: boolean;
}

class EscalationDto {
  @ApiProperty({ type: 'integer', required: false, description: 'Lên mức 2 sau số ngày làm việc' })
  readonly unitHeadAfter?: number;

  @ApiProperty({ type: 'integer', required: false, description: 'Lên mức 3 sau số ngày làm việc' })
  readonly leaderAfter?: number;

  @ApiProperty({ type: 'integer', required: false, description: 'Lên mức 4 sau số kỳ liên tiếp' })
  readonly inspectionAfterPeriods?: number;
}

class InspectionDto {
  @ApiProperty({ type: Boolean, description: 'Ghi lại mọi lượt xem của Ủy ban Kiểm tra' })
  readonly recordViews: boolean;
}

class PolicyDto {
  @ApiProperty({ type: String, example: 'city-monthly' })
  readonly id: string;

  @ApiProperty({ type: String })
  readonly title: string;

  @ApiProperty({ enum: REPORTING_PERIOD_KINDS, description: 'Kỳ báo cáo' })
  readonly period: ReportingPolicy['period'];

  @ApiProperty({ type: CutOffDto, description: 'Hạn chốt' })
  readonly cutOff: CutOffDto;

  @ApiProperty({ type: 'number', description: 'Tỷ lệ nhiệm vụ phải cập nhật, 0–1', example: 0.9 })
  readonly goal: number;

  @ApiProperty({ enum: ['share', 'complete'], description: 'Cách tính nhiệm vụ do một nhóm chủ trì' })
  readonly taskCountsWhen: ReportingPolicy['taskCountsWhen'];

  @ApiProperty({ type: SufficiencyDto, description: 'Điều kiện để một cập nhật là đủ' })
  readonly sufficiency: SufficiencyDto;

  @ApiProperty({
    type: [Number],
    required: false,
    description: 'Nhắc đơn vị chưa báo cáo trước hạn chốt, số ngày làm việc',
  })
  readonly reminders?: readonly number[];

  @ApiProperty({ type: PolicyWarningsDto, required: false, description: 'Các loại cảnh báo khác' })
  readonly warnings?: PolicyWarningsDto;

  @ApiProperty({ type: EscalationDto, required: false, description: 'Nâng mức cảnh báo' })
  readonly escalation?: EscalationDto;

  @ApiProperty({ type: 'integer', required: false, description: 'Số ngày làm việc để giải trình' })
  readonly explanationWorkingDays?: number;

  @ApiProperty({
    enum: FOUR_EYES_DECISIONS,
    isArray: true,
    required: false,
    description: 'Những quyết định phải có người thứ hai xác nhận',
  })
  readonly fourEyes?: ReportingPolicy['fourEyes'];

  @ApiProperty({ type: InspectionDto, required: false, description: 'Về Ủy ban Kiểm tra' })
  readonly inspection?: InspectionDto;
}

export class AdoptedPolicyDto {
  @ApiProperty({ type: PolicyDto })
  readonly policy: PolicyDto;

  @ApiProperty({ type: String, format: 'date', description: 'Áp dụng từ ngày' })
  readonly from: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: true },
    description: 'Lịch làm việc từng năm, như khi áp dụng',
  })
  readonly calendar: AdoptedPolicy['calendar'];
}
