import { ApiProperty } from '@nestjs/swagger';
import { Code, OneOf, Text, WholeNumber } from '#access';
import type { AccountTrail, AccountTrailLine } from '../domain/account-trail.js';
import { type GroupCount, LINE_GROUPS, type LineGroup } from '../domain/diff.js';
import { MAX_HISTORY_PAGE } from '../queries/assignment-history/assignment-history.query.js';
import {
  MAX_SEARCH_LIMIT,
  SEARCH_KINDS,
  type SearchAnswer,
  type SearchGroup,
  type SearchHit,
  type SearchKind,
} from '../queries/search/search.query.js';
import type { StoredEvent } from '../queries/stored-event/stored-event.query.js';
import {
  DutyDto,
  HistoryLineDto,
  ID,
  MAX_CURSOR,
  MAX_ID,
  TrailActorDto,
  TrailDaysDto,
  TrailSlotsDto,
} from './responsibility.dto.js';

const MAX_QUERY = 200;

export class SearchFilterDto {
  @Text({ max: MAX_QUERY, description: 'Các từ cần tìm, có dấu hoặc không dấu', example: 'so y te' })
  readonly q: string;

  @Code({ pattern: ID, max: MAX_ID, optional: true, description: 'Chỉ một chương trình' })
  readonly programme?: string | null;

  @OneOf(SEARCH_KINDS, { optional: true, description: 'Chỉ một loại' })
  readonly kind?: SearchKind | null;

  @WholeNumber({
    min: 1,
    max: MAX_SEARCH_LIMIT,
    optional: true,
    fromQuery: true,
    description: 'Số kết quả tối đa mỗi loại',
  })
  readonly limit?: number | null;
}

export class SearchHitDto implements SearchHit {
  @ApiProperty({ enum: SEARCH_KINDS }) readonly kind: SearchKind;
  @ApiProperty({ type: String, description: 'Mã, chức danh hoặc số văn bản' }) readonly id: string;
  @ApiProperty({ type: String, nullable: true }) readonly programme: string | null;
  @ApiProperty({ type: String }) readonly title: string;
  @ApiProperty({ type: String, nullable: true }) readonly detail: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Sự kiện dẫn văn bản' })
  readonly event: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Thứ mà sự kiện ấy nói đến' })
  readonly stream: string | null;
  @ApiProperty({ type: String, description: 'Địa chỉ của API để xem tiếp' }) readonly at: string;
}

export class SearchGroupDto implements SearchGroup {
  @ApiProperty({ enum: SEARCH_KINDS }) readonly kind: SearchKind;
  @ApiProperty({ type: String }) readonly kindText: string;
  @ApiProperty({ type: [SearchHitDto] }) readonly items: readonly SearchHitDto[];
  @ApiProperty({ type: Boolean, description: 'Còn kết quả chưa hiện' }) readonly more: boolean;
}

export class SearchAnswerDto implements SearchAnswer {
  @ApiProperty({ type: String }) readonly q: string;
  @ApiProperty({ type: [SearchGroupDto], description: 'Các loại có kết quả' })
  readonly groups: readonly SearchGroupDto[];
}

export class StoredEventDto implements StoredEvent {
  @ApiProperty({ type: String, format: 'uuid' }) readonly id: string;
  @ApiProperty({ type: String }) readonly stream: string;
  @ApiProperty({ type: 'integer' }) readonly revision: number;
  @ApiProperty({ type: String, description: 'Vị trí trong sổ sự kiện' }) readonly position: string;
  @ApiProperty({ type: String, example: 'ProgressReported' }) readonly type: string;
  @ApiProperty({ type: String, description: 'Nội dung, đúng từng chữ như đã lưu (JSON)' })
  readonly data: string;
  @ApiProperty({ type: String, description: 'Thông tin kèm theo, đúng từng chữ như đã lưu (JSON)' })
  readonly metadata: string;
  @ApiProperty({
    type: HistoryLineDto,
    nullable: true,
    description: 'Diễn giải; null: không có diễn giải riêng',
  })
  readonly line: HistoryLineDto | null;
}

export class AccountTrailFilterDto extends TrailDaysDto {
  @OneOf(LINE_GROUPS, {
    optional: true,
    description: 'Chỉ các dòng thuộc loại sự kiện này; số đếm vẫn của toàn bộ',
  })
  override readonly group?: LineGroup | null;

  @Text({ max: MAX_CURSOR, optional: true, description: 'Con trỏ (next của trang trước)' })
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

export class GroupCountDto implements GroupCount {
  @ApiProperty({ enum: LINE_GROUPS }) readonly group: LineGroup;
  @ApiProperty({ type: String }) readonly groupText: string;
  @ApiProperty({ type: 'integer' }) readonly count: number;
}

export class AccountTrailLineDto extends HistoryLineDto implements AccountTrailLine {
  @ApiProperty({ type: Boolean, description: 'Do chính tài khoản làm; false: việc xảy đến với tài khoản' })
  readonly own: boolean;
}

export class AccountTrailDto implements AccountTrail {
  @ApiProperty({ type: String }) readonly account: string;
  @ApiProperty({ type: String, nullable: true, description: 'Tên chức danh' }) readonly name: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly from: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly until: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Tính theo những gì đã ghi nhận đến lúc này',
  })
  readonly asOf: string;
  @ApiProperty({ type: Boolean, description: 'Có dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: [TrailActorDto], description: 'Các vai trò đã giữ và việc đã làm theo từng vai trò' })
  readonly rights: readonly TrailActorDto[];
  @ApiProperty({ type: [DutyDto], description: 'Việc của đơn vị trong thời gian tài khoản được thay mặt' })
  readonly duties: readonly DutyDto[];
  @ApiProperty({ type: TrailSlotsDto }) readonly slots: TrailSlotsDto;
  @ApiProperty({ type: [GroupCountDto], description: 'Của toàn bộ, không chỉ của trang' })
  readonly groups: readonly GroupCountDto[];
  @ApiProperty({ type: 'integer', description: 'Của toàn bộ, không chỉ của trang' }) readonly total: number;
  @ApiProperty({ type: [AccountTrailLineDto], description: 'Mới nhất ở cuối' })
  readonly items: readonly AccountTrailLineDto[];
  @ApiProperty({ type: String, nullable: true, description: 'Con trỏ của trang sau; null nếu đã hết' })
  readonly next: string | null;
}
