import { ApiProperty } from '@nestjs/swagger';
import { Code, OneOf, Text } from '#access';
import {
  DIFF_GROUPS,
  type Diff,
  type DiffGroup,
  type DiffGroupCounts,
  type DiffLine,
  type Timeliness,
  type TypeCount,
} from '../domain/diff.js';
import type { HistoryEventType } from '../domain/sentences.js';
import { HistoryLineDto, HistoryPagingDto, ID, MAX_ID } from './responsibility.dto.js';

const MAX_INSTANT = 40;
const MAX_DIFF_CURSOR = 100;
const INSTANT = { type: String, format: 'date-time' } as const;

export class DiffFilterDto extends HistoryPagingDto {
  @Text({
    max: MAX_INSTANT,
    description: 'Sau thời điểm này: một ngày (hết ngày ấy) hoặc thời điểm có múi giờ',
    example: '2026-06-30',
  })
  readonly from: string;

  @Text({
    max: MAX_INSTANT,
    optional: true,
    description: 'Đến hết thời điểm này, viết như trên; mặc định: bây giờ',
    example: '2026-07-05T08:00:00+07:00',
  })
  readonly to?: string | null;

  @Code({ pattern: ID, max: MAX_ID, optional: true, description: 'Chỉ những gì nói về đơn vị này' })
  readonly unit?: string | null;

  @OneOf(DIFF_GROUPS, { optional: true, description: 'Chỉ các dòng của nhóm này; số đếm vẫn của toàn bộ' })
  readonly group?: DiffGroup | null;

  @Text({ max: MAX_DIFF_CURSOR, optional: true, description: 'Con trỏ (next của trang trước)' })
  override readonly cursor?: string | null;
}

export class DiffLineDto extends HistoryLineDto implements DiffLine {
  @ApiProperty({ enum: DIFF_GROUPS }) readonly group: DiffGroup;
  @ApiProperty({
    enum: ['on-time', 'late'],
    nullable: true,
    description: 'Của một cập nhật: đúng hạn hay muộn so với hạn chốt của kỳ; null với các sự kiện khác',
  })
  readonly timeliness: Timeliness | null;
}

export class TypeCountDto implements TypeCount {
  @ApiProperty({ type: String, example: 'TaskAssigned' }) readonly type: HistoryEventType;
  @ApiProperty({ type: String, example: 'giao' }) readonly text: string;
  @ApiProperty({ type: 'integer' }) readonly count: number;
}

export class TimelinessCountDto {
  @ApiProperty({ type: 'integer', description: 'Đúng hạn' }) readonly onTime: number;
  @ApiProperty({ type: 'integer', description: 'Muộn' }) readonly late: number;
}

export class DiffGroupCountsDto implements DiffGroupCounts {
  @ApiProperty({ enum: DIFF_GROUPS }) readonly group: DiffGroup;
  @ApiProperty({ type: String }) readonly groupText: string;
  @ApiProperty({ type: 'integer' }) readonly count: number;
  @ApiProperty({ type: [TypeCountDto] }) readonly types: readonly TypeCountDto[];
  @ApiProperty({ type: TimelinessCountDto, nullable: true, description: 'Chỉ có ở nhóm updates' })
  readonly timeliness: TimelinessCountDto | null;
}

export class DiffDto implements Diff {
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ ...INSTANT, description: 'Ghi nhận sau thời điểm này' }) readonly from: string;
  @ApiProperty({ ...INSTANT, description: 'Ghi nhận đến hết thời điểm này' }) readonly to: string;
  @ApiProperty({ type: String, nullable: true }) readonly unit: string | null;
  @ApiProperty({ type: Boolean, description: 'Có dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: 'integer', description: 'Của toàn bộ, không chỉ của trang' }) readonly total: number;
  @ApiProperty({ type: [DiffGroupCountsDto], description: 'Của toàn bộ, không chỉ của trang' })
  readonly groups: readonly DiffGroupCountsDto[];
  @ApiProperty({ type: [DiffLineDto], description: 'Mới nhất ở cuối' })
  readonly items: readonly DiffLineDto[];
  @ApiProperty({ type: String, nullable: true, description: 'Con trỏ của trang sau; null nếu đã hết' })
  readonly next: string | null;
}
