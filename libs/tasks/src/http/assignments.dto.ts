import { ApiProperty } from '@nestjs/swagger';
import { Id, OneOf, Text, WholeNumber } from '#access';
import type { Page } from '#kernel';
import { STATUS_TEXT } from '../domain/assignment.errors.js';
import type { AssignmentStatus } from '../domain/assignment.events.js';
import { BUCKETS, type Bucket } from '../domain/bucket.js';
import type { AssignmentView, ReportView } from '../queries/get-assignment/get-assignment.query.js';
import type { AssignmentRow } from '../queries/list-assignments/list-assignments.query.js';

const STATUSES = Object.keys(STATUS_TEXT);
const MAX_LIMIT = 200;

export class ListAssignmentsDto {
  @Id({ optional: true, description: 'Chương trình' })
  readonly programme?: string;

  @Id({ optional: true, description: 'Mã nhiệm vụ' })
  readonly task?: string;

  @Id({ optional: true, description: 'Mục của văn bản' })
  readonly section?: string;

  @Id({ optional: true, description: 'Đơn vị chủ trì' })
  readonly unit?: string;

  @OneOf(STATUSES, { optional: true, description: 'Trạng thái' })
  readonly status?: AssignmentStatus;

  @OneOf(BUCKETS, { optional: true, description: 'Nhóm' })
  readonly bucket?: Bucket;

  @Text({ max: 200, optional: true, description: 'Tìm theo tên nhiệm vụ, đơn vị; không cần dấu' })
  readonly q?: string;

  @Text({ max: 500, optional: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: string;

  @WholeNumber({ min: 1, max: MAX_LIMIT, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number;
}

class AssignmentRowDto implements AssignmentRow {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly title: string;
  @ApiProperty({ type: String }) readonly section: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ type: String, nullable: true }) readonly viaGroup: string | null;
  @ApiProperty({ enum: STATUSES }) readonly status: AssignmentStatus;
  @ApiProperty({ enum: BUCKETS }) readonly bucket: Bucket;
  @ApiProperty({ type: 'integer', nullable: true }) readonly percent: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly originalDue: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly currentDue: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly completedOn: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly lastReportAt: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly lastReportPeriod: string | null;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

export class AssignmentPageDto implements Page<AssignmentRow> {
  @ApiProperty({ type: [AssignmentRowDto] }) readonly items: readonly AssignmentRowDto[];
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
}

class ReportDto implements ReportView {
  @ApiProperty({ type: String }) readonly eventId: string;
  @ApiProperty({ type: String }) readonly period: string;
  @ApiProperty({ enum: ['progress', 'nothing-to-report'] }) readonly kind: string;
  @ApiProperty({ type: 'integer', nullable: true }) readonly percent: number | null;
  @ApiProperty({ type: String }) readonly summary: string;
  @ApiProperty({ type: 'integer', nullable: true }) readonly disbursedVnd: number | null;
  @ApiProperty({ type: String, format: 'date-time' }) readonly recordedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly returnedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly returnReason: string | null;
}

export class AssignmentDto implements AssignmentView {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly title: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ type: String, nullable: true }) readonly viaGroup: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly transferredFrom: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly transferredTo: string | null;
  @ApiProperty({ enum: STATUSES }) readonly status: AssignmentStatus;
  @ApiProperty({ type: String }) readonly statusText: string;
  @ApiProperty({ enum: BUCKETS }) readonly bucket: Bucket;
  @ApiProperty({ type: String }) readonly bucketText: string;
  @ApiProperty({ type: 'integer', nullable: true }) readonly percent: number | null;
  @ApiProperty({ type: String, format: 'date-time' }) readonly assignedAt: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly originalDue: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly currentDue: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly extensionAsked: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly proposedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly completedOn: string | null;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: 'integer', description: 'Phiên bản, cũng là ETag' }) readonly revision: number;
  @ApiProperty({ type: [ReportDto] }) readonly reports: readonly ReportDto[];
}

export class AssignTaskResultDto {
  @ApiProperty({ type: [String], description: 'Phần giao nhiệm vụ vừa lập' })
  readonly assigned: readonly string[];

  @ApiProperty({ type: [String], description: 'Đã có từ trước' })
  readonly unchanged: readonly string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Vị trí mới nhất đã ghi; gửi lại trong Read-After khi đọc',
  })
  readonly position: string | null;
}
