import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Code, Id, OneOf } from '#access';
import type { JsonValue } from '#event-log';
import type { NamedDocument } from '../domain/field-history.js';
import { FIELD_KIND_NAMES, type FieldKindName } from '../domain/field-kinds.js';
import type { FieldLine } from '../queries/field-history/field-history.query.js';
import { ActingRuleDto, HistoryPagingDto, LineActorDto } from './responsibility.dto.js';

const FIELD = /[A-Za-z]+(\.[A-Za-z0-9-]+)*/;
const MAX_FIELD = 80;

export class ThingDto {
  @OneOf(FIELD_KIND_NAMES) readonly thingKind: FieldKindName;
  @Id() readonly thing: string;
}

export class FieldHistoryFilterDto extends HistoryPagingDto {
  @Code({
    pattern: FIELD,
    max: MAX_FIELD,
    optional: true,
    description: 'Chỉ trường này và các phần của nó',
    example: 'currentDue',
  })
  readonly field?: string | null;
}

/** Whatever an event can hold. */
const VALUE: ApiPropertyOptions = {
  nullable: true,
  oneOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'array', items: {} },
    { type: 'object' },
  ],
};

export class NamedDocumentDto implements NamedDocument {
  @ApiProperty({ type: String }) readonly number: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly date: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly issuer: string | null;
}

export class FieldLineDto implements FieldLine {
  @ApiProperty({ type: String, example: 'figure.2026-03' }) readonly field: string;
  @ApiProperty({ type: String, description: 'Tên trường' }) readonly label: string;
  @ApiProperty({ ...VALUE, description: 'Trước, như sự kiện ghi' }) readonly from: JsonValue;
  @ApiProperty({ ...VALUE, description: 'Sau, như sự kiện ghi' }) readonly to: JsonValue;
  @ApiProperty({ type: String, nullable: true }) readonly fromText: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly toText: string | null;
  @ApiProperty({ type: String, format: 'date', description: 'Có hiệu lực từ ngày' })
  readonly effectiveOn: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Được biết từ lúc' })
  readonly recordedAt: string;
  @ApiProperty({ type: LineActorDto }) readonly actor: LineActorDto;
  @ApiProperty({ type: ActingRuleDto, nullable: true }) readonly rule: ActingRuleDto | null;
  @ApiProperty({ type: [NamedDocumentDto], description: 'Các văn bản mà sự kiện nêu' })
  readonly documents: readonly NamedDocumentDto[];
  @ApiProperty({ type: String, nullable: true, description: 'Tệp nguồn' }) readonly sourceFile: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly reason: string | null;
  @ApiProperty({ type: String, format: 'uuid' }) readonly eventId: string;
  @ApiProperty({ type: String, example: 'ExtensionGranted' }) readonly type: string;
  @ApiProperty({ type: String }) readonly stream: string;
  @ApiProperty({ type: 'integer' }) readonly revision: number;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

export class FieldPageDto {
  @ApiProperty({ type: [FieldLineDto], description: 'Mới nhất ở cuối' })
  readonly items: readonly FieldLineDto[];
  @ApiProperty({ type: String, nullable: true, description: 'Con trỏ của trang sau; null nếu đã hết' })
  readonly next: string | null;
}
