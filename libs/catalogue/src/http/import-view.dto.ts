import { ApiProperty, OmitType } from '@nestjs/swagger';
import { FIELDS, type Field } from '../importing/appendix/draft.js';
import { PLANNED_ACTIONS, type PlannedAction } from '../importing/plan/import-plan.js';
import { NamedRefDto, ProgrammeDto, ScheduleDto, type Shape } from './catalogue.dto.js';
import { ImportResultDto, type ImportView } from './imports.dto.js';

const ANY_VALUE = { description: 'Giá trị của trường; null nếu không có', nullable: true } as const;

export class ImportPlaceDto {
  @ApiProperty({ type: String, description: 'Bảng hoặc trang tính; rỗng với tệp văn bản' })
  readonly table: string;

  @ApiProperty({ type: 'integer', description: 'Dòng, từ 1' })
  readonly row: number;

  @ApiProperty({ type: String, required: false, description: 'Tiêu đề cột' })
  readonly column?: string;
}

export class ImportRowDto {
  @ApiProperty({ type: String, description: 'Bảng hoặc trang tính; rỗng với tệp văn bản' })
  readonly table: string;

  @ApiProperty({ type: 'integer', description: 'Dòng, từ 1' })
  readonly row: number;
}

export class ImportCellDto {
  @ApiProperty({ type: ImportRowDto })
  readonly place: ImportRowDto;

  @ApiProperty({ enum: FIELDS, enumName: 'ImportField' })
  readonly field: Field;
}

export class CorrectedCellDto extends ImportCellDto implements Shape<ImportView['corrections'][number]> {
  @ApiProperty({ type: String, description: 'Tệp ghi; rỗng nếu tệp không ghi' })
  readonly from: string;

  @ApiProperty({ type: String, description: 'Sửa khi nhập' })
  readonly to: string;
}

export class ImportNoteDto {
  @ApiProperty({ type: ImportPlaceDto })
  readonly place: ImportPlaceDto;

  @ApiProperty({ type: String })
  readonly detail: string;
}

export class ImportFlawDto {
  @ApiProperty({ type: String, example: 'Bảng 1, dòng 14, cột “Thời gian”' })
  readonly at: string;

  @ApiProperty({ type: String })
  readonly detail: string;

  @ApiProperty({ type: ImportCellDto, required: false, description: 'Ô cần sửa, nếu là một ô' })
  readonly cell?: ImportCellDto;

  @ApiProperty({ type: Boolean, description: 'Ô của dòng có trong danh sách nhiệm vụ' })
  readonly isOfTask: boolean;
}

export class PlannedFlawDto {
  @ApiProperty({ enum: FIELDS, enumName: 'ImportField' })
  readonly field: Field;

  @ApiProperty({ type: String })
  readonly detail: string;
}

export class ImportColumnsDto {
  @ApiProperty({ type: ImportPlaceDto })
  readonly place: ImportPlaceDto;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: `Tiêu đề của từng trường: ${FIELDS.join(', ')}`,
  })
  readonly headings: Record<string, string>;

  @ApiProperty({ type: [String], description: 'Cột không dùng' })
  readonly unused: string[];
}

export class ImportChangeDto {
  @ApiProperty({ type: String, example: 'schedule' })
  readonly field: string;

  @ApiProperty(ANY_VALUE)
  readonly from: unknown;

  @ApiProperty(ANY_VALUE)
  readonly to: unknown;
}

export class ImportAboutDto
  extends OmitType(ProgrammeDto, ['id', 'taskCount', 'indicatorCount'] as const)
  implements Shape<ImportView['about']> {}

type Definition = ImportView['tasks']['items'][number]['definition'];

export class ImportedTaskDto implements Shape<Definition> {
  @ApiProperty({ type: String })
  readonly section: string;

  @ApiProperty({ type: String })
  readonly title: string;

  @ApiProperty({ type: [String] })
  readonly directingLeaders: string[];

  @ApiProperty({ type: [String], description: 'Mã đơn vị, nhóm đơn vị' })
  readonly leadUnits: string[];

  @ApiProperty({ type: [String], description: 'Mã đơn vị, nhóm đơn vị' })
  readonly coordinatingUnits: string[];

  @ApiProperty({ type: [String] })
  readonly deliverables: string[];

  @ApiProperty({ type: ScheduleDto })
  readonly schedule: ScheduleDto;

  @ApiProperty({ type: Number, nullable: true, description: 'Triệu đồng' })
  readonly budgetMillionVnd: number | null;

  @ApiProperty({ type: Boolean })
  readonly isGroup: boolean;

  @ApiProperty({ type: String, nullable: true })
  readonly parentCode: string | null;

  @ApiProperty({ type: [String], description: 'Theo cách ghi của tệp' })
  readonly unknownLeadUnits: string[];

  @ApiProperty({ type: [String], description: 'Theo cách ghi của tệp' })
  readonly unknownCoordinatingUnits: string[];

  @ApiProperty({ type: String, nullable: true })
  readonly note: string | null;
}

export class PlannedTaskDto implements Shape<ImportView['tasks']['items'][number]> {
  @ApiProperty({ enum: PLANNED_ACTIONS, enumName: 'PlannedAction' })
  readonly action: PlannedAction;

  @ApiProperty({ type: String })
  readonly code: string;

  @ApiProperty({ type: String, description: 'Dòng của tệp' })
  readonly place: string;

  @ApiProperty({ type: ImportRowDto, description: 'Dòng của tệp, để sửa từng ô' })
  readonly origin: ImportRowDto;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: `Tệp ghi ở từng trường: ${FIELDS.join(', ')}`,
  })
  readonly cells: Partial<Record<Field, string>>;

  @ApiProperty({ type: [CorrectedCellDto], description: 'Ô đã sửa khi nhập' })
  readonly corrections: CorrectedCellDto[];

  @ApiProperty({ type: [PlannedFlawDto], description: 'Ô không đọc được' })
  readonly flaws: PlannedFlawDto[];

  @ApiProperty({ type: ImportedTaskDto })
  readonly definition: ImportedTaskDto;

  @ApiProperty({ type: [ImportChangeDto] })
  readonly changes: ImportChangeDto[];

  @ApiProperty({ type: 'integer' })
  readonly ordinal: number;
}

export class ImportTasksDto implements Shape<ImportView['tasks']> {
  @ApiProperty({ type: [PlannedTaskDto] })
  readonly items: PlannedTaskDto[];

  @ApiProperty({ type: 'integer', nullable: true, description: 'Con trỏ của trang sau; null nếu đã hết' })
  readonly next: number | null;
}

export class UnknownUnitDto implements Shape<ImportView['unknownUnits'][number]> {
  @ApiProperty({ type: String, description: 'Theo cách ghi của tệp' })
  readonly text: string;

  @ApiProperty({ type: [String], description: 'Nhiệm vụ chủ trì' })
  readonly leads: string[];

  @ApiProperty({ type: [String], description: 'Nhiệm vụ phối hợp' })
  readonly coordinates: string[];

  @ApiProperty({ type: [NamedRefDto], description: 'Gần nhất trước' })
  readonly nearest: NamedRefDto[];
}

export class ImportCountsDto implements Shape<ImportView['counts']> {
  @ApiProperty({ type: 'integer' })
  readonly tasks: number;

  @ApiProperty({ type: 'integer', description: 'Dòng nhóm' })
  readonly groups: number;

  @ApiProperty({ type: 'integer' })
  readonly create: number;

  @ApiProperty({ type: 'integer' })
  readonly change: number;

  @ApiProperty({ type: 'integer' })
  readonly keep: number;

  @ApiProperty({ type: 'integer', description: 'Đã đăng ký nhưng không có trong tệp' })
  readonly absent: number;

  @ApiProperty({ type: 'integer', description: 'Chỗ không đọc được' })
  readonly unreadable: number;

  @ApiProperty({ type: 'integer', description: 'Dòng nhiệm vụ có chỗ không đọc được' })
  readonly unreadableTasks: number;

  @ApiProperty({ type: 'integer' })
  readonly unknownUnits: number;
}

export class AbsentTaskDto {
  @ApiProperty({ type: String })
  readonly code: string;

  @ApiProperty({ type: String })
  readonly title: string;
}

export class ImportAuthorityDto {
  @ApiProperty({ type: String })
  readonly number: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  readonly date: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly issuer: string | null;
}

export class ImportViewDto implements Shape<ImportView> {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly id: string;

  @ApiProperty({ type: String, description: 'Gửi lại khi xác nhận: đúng nội dung đã xem' })
  readonly digest: string;

  @ApiProperty({ type: String })
  readonly programme: string;

  @ApiProperty({ type: Boolean, description: 'Chương trình mới' })
  readonly isNew: boolean;

  @ApiProperty({ type: String })
  readonly file: string;

  @ApiProperty({ type: String, description: 'SHA-256 của tệp' })
  readonly sha256: string;

  @ApiProperty({ type: ImportAboutDto })
  readonly about: ImportAboutDto;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Tên đơn vị theo mã',
  })
  readonly unitNames: Record<string, string>;

  @ApiProperty({ type: [ImportChangeDto] })
  readonly programmeChanges: ImportChangeDto[];

  @ApiProperty({ type: ImportCountsDto })
  readonly counts: ImportCountsDto;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Tổng kinh phí, triệu đồng, không tính dòng nhóm',
  })
  readonly budgetMillionVnd: number | null;

  @ApiProperty({ type: [AbsentTaskDto], description: 'Đã đăng ký nhưng không có trong tệp: để nguyên' })
  readonly absent: AbsentTaskDto[];

  @ApiProperty({ type: [UnknownUnitDto] })
  readonly unknownUnits: UnknownUnitDto[];

  @ApiProperty({ type: [ImportFlawDto], description: 'Chỗ không đọc được; còn thì không xác nhận được' })
  readonly unreadable: ImportFlawDto[];

  @ApiProperty({ type: [CorrectedCellDto], description: 'Mọi ô đã sửa khi nhập' })
  readonly corrections: CorrectedCellDto[];

  @ApiProperty({ type: [ImportNoteDto], description: 'Dòng, bảng để ngoài' })
  readonly skipped: ImportNoteDto[];

  @ApiProperty({ type: [ImportNoteDto], description: 'Dòng đã nối lại' })
  readonly healed: ImportNoteDto[];

  @ApiProperty({ type: [ImportColumnsDto] })
  readonly columns: ImportColumnsDto[];

  @ApiProperty({ type: ImportAuthorityDto, description: 'Căn cứ sửa nhiệm vụ đã đăng ký' })
  readonly document: ImportAuthorityDto;

  @ApiProperty({ type: Boolean, description: 'Xác nhận được' })
  readonly confirmable: boolean;

  @ApiProperty({ type: ImportResultDto, nullable: true, description: 'Null khi chưa xác nhận' })
  readonly result: ImportResultDto | null;

  @ApiProperty({ type: ImportTasksDto })
  readonly tasks: ImportTasksDto;
}
