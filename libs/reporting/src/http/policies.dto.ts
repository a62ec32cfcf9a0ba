import { ApiProperty } from '@nestjs/swagger';
import type { AdoptedPolicy, ReportingPolicy } from '../domain/policy.js';

class CutOffDto {
  @ApiProperty({ type: 'integer', description: 'Ngày của tháng sau kỳ, 1–28', example: 5 })
  readonly day: number;

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
}

class PolicyDto {
  @ApiProperty({ type: String, example: 'city-monthly' })
  readonly id: string;

  @ApiProperty({ type: String })
  readonly title: string;

  @ApiProperty({ enum: ['calendar-month'], description: 'Kỳ báo cáo' })
  readonly period: ReportingPolicy['period'];

  @ApiProperty({ type: CutOffDto, description: 'Hạn chốt' })
  readonly cutOff: CutOffDto;

  @ApiProperty({ type: 'number', description: 'Tỷ lệ nhiệm vụ phải cập nhật, 0–1', example: 0.9 })
  readonly goal: number;

  @ApiProperty({ enum: ['share', 'complete'], description: 'Cách tính nhiệm vụ do một nhóm chủ trì' })
  readonly taskCountsWhen: ReportingPolicy['taskCountsWhen'];

  @ApiProperty({ type: SufficiencyDto, description: 'Điều kiện để một cập nhật là đủ' })
  readonly sufficiency: SufficiencyDto;
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
