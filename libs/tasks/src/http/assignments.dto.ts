import { ApiProperty } from '@nestjs/swagger';
import { Flag, Id, IsoDateField, OneOf, TABLE_FORMATS, type TableFormat, Text, WholeNumber } from '#access';
import { STATUS_TEXT } from '../domain/assignment.errors.js';
import type { AssignmentStatus } from '../domain/assignment.events.js';
import { BUCKETS, type Bucket } from '../domain/bucket.js';
import type { AssignmentView, ReportView } from '../queries/get-assignment/get-assignment.query.js';
import { ASSIGNMENT_ORDERS, type AssignmentOrder } from '../queries/list-assignments/assignment-orders.js';
import type { AssignmentPage, AssignmentRow } from '../queries/list-assignments/list-assignments.query.js';
import { DocumentDto } from './document.dto.js';

const STATUSES = Object.keys(STATUS_TEXT);
const MAX_LIMIT = 1000;
const MAX_LEADER = 300;
const MAX_LEVEL = 4;

class AssignmentSelectionDto {
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

  @Text({
    max: MAX_LEADER,
    optional: true,
    description: 'Người chủ trì chỉ đạo, theo chức danh; “-”: nhiệm vụ không nêu ai',
  })
  readonly leader?: string;

  @Flag({
    optional: true,
    fromQuery: true,
    description:
      'true: còn phải làm (chưa hoàn thành, không dừng, không tạm dừng, không chờ điều kiện); false: phần còn lại',
  })
  readonly outstanding?: boolean;

  @WholeNumber({
    min: 0,
    max: MAX_LEVEL,
    optional: true,
    fromQuery: true,
    description: 'Mức cao nhất của các cảnh báo đang mở, 1 đến 4; 0: không có cảnh báo nào đang mở',
  })
  readonly warningLevel?: number;

  @IsoDateField({ optional: true, description: 'Hạn hiện nay từ ngày' })
  readonly dueFrom?: string;

  @IsoDateField({ optional: true, description: 'Hạn hiện nay đến hết ngày' })
  readonly dueUntil?: string;

  @Text({ max: 200, optional: true, description: 'Tìm theo tên nhiệm vụ, đơn vị; không cần dấu' })
  readonly q?: string;

  @OneOf(ASSIGNMENT_ORDERS, {
    optional: true,
    description:
      'Thứ tự: document (theo văn bản), due (hạn), percent (tiến độ), warning (mức cảnh báo), lastReport (cập nhật gần nhất), unit (đơn vị); dấu - đứng trước: ngược lại',
  })
  readonly sort?: AssignmentOrder;
}

export class ExportAssignmentsDto extends AssignmentSelectionDto {
  @OneOf(TABLE_FORMATS, { description: 'Dạng tệp', example: 'xlsx' })
  readonly format: TableFormat;
}

export class ListAssignmentsDto extends AssignmentSelectionDto {
  @Id({ optional: true, description: 'Chương trình' })
  readonly programme?: string;

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
  @ApiProperty({ type: [String] }) readonly directingLeaders: readonly string[];
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
  @ApiProperty({ type: 'integer', nullable: true, description: 'Mức cao nhất của các cảnh báo đang mở' })
  readonly warningLevel: number | null;
  @ApiProperty({ type: 'integer', description: 'Số cảnh báo đang mở' }) readonly openWarnings: number;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

export class AssignmentPageDto implements AssignmentPage {
  @ApiProperty({ type: [AssignmentRowDto] }) readonly items: readonly AssignmentRowDto[];
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Số dòng của cả danh sách; chỉ có ở trang đầu',
  })
  readonly total: number | null;
}

class ReportDto implements ReportView {
  @ApiProperty({ type: String }) readonly eventId: string;
  @ApiProperty({ type: String }) readonly period: string;
  @ApiProperty({ enum: ['progress', 'nothing-to-report'] }) readonly kind: string;
  @ApiProperty({ type: 'integer', nullable: true }) readonly percent: number | null;
  @ApiProperty({ type: String }) readonly summary: string;
  @ApiProperty({ type: String }) readonly difficulties: string;
  @ApiProperty({ type: String }) readonly proposals: string;
  @ApiProperty({ type: [String], description: 'Sản phẩm đã bàn giao' })
  readonly deliverables: readonly string[];
  @ApiProperty({ type: [DocumentDto], description: 'Văn bản kèm theo' })
  readonly documents: ReportView['documents'];
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
