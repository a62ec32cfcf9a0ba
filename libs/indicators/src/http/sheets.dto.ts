import { ApiProperty } from '@nestjs/swagger';
import { Code, Id, OneOf, PeriodField, TABLE_FORMATS, type TableFormat, WholeNumber } from '#access';
import { Refusal } from '#kernel';
import { DocumentDto } from '#tasks';
import type { CellFlaw } from '../bulk/read-sheet.js';
import type { PreparedSheet, SheetResult, WrittenRow } from '../bulk/sheet.service.js';
import {
  countsOf,
  type PlannedRow,
  ROW_ACTIONS,
  type RowAction,
  type SheetCounts,
} from '../bulk/sheet-plan.js';
import { MEASURED_PERIODS } from '../domain/indicator-measurement.decisions.js';
import type { MeasuredFigures } from '../domain/indicator-measurement.events.js';
import type { SheetScope } from '../queries/sheet-template/sheet-template.query.js';

const MAX_PAGE = 500;
const DEFAULT_PAGE = 100;
const MEASURED_PERIOD = {
  kinds: MEASURED_PERIODS,
  named: 'tháng, quý hoặc năm, như 2026-03, 2026-Q1, 2026',
};
const UNIT_LISTS = ['all'] as const;

export class SheetTemplateDto {
  @PeriodField({ ...MEASURED_PERIOD, description: 'Kỳ của số liệu' })
  readonly period: string;

  @Id({ optional: true, description: 'Đơn vị báo cáo; không nêu: số liệu chung của chương trình' })
  readonly unit?: string | null;

  @OneOf(UNIT_LISTS, { optional: true, description: '“all”: mỗi chỉ tiêu một dòng cho từng đơn vị báo cáo' })
  readonly units?: (typeof UNIT_LISTS)[number] | null;

  @OneOf(TABLE_FORMATS, { optional: true, description: 'Loại tệp; mặc định xlsx' })
  readonly format?: TableFormat | null;
}

/** @throws {Refusal} `invalid` `unit-or-units` */
export function scopeOfTemplate({ unit, units }: Pick<SheetTemplateDto, 'unit' | 'units'>): SheetScope {
  if (unit && units) {
    throw new Refusal('invalid', 'unit-or-units', 'Chỉ nêu một trong hai: “unit” hoặc “units”.');
  }
  return unit ? { unit } : units ? 'all-units' : 'programme';
}

export class PrepareSheetDto {
  @PeriodField({
    ...MEASURED_PERIOD,
    optional: true,
    description: 'Kỳ mà biểu phải thuộc về; không nêu: kỳ ghi trong biểu',
  })
  readonly period?: string | null;
}

export class SheetPageDto {
  @OneOf(ROW_ACTIONS, { optional: true, description: 'Chỉ những dòng như vậy' })
  readonly action?: RowAction | null;

  @WholeNumber({ min: 0, optional: true, fromQuery: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: number | null;

  @WholeNumber({ min: 1, max: MAX_PAGE, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number | null;
}

const SHA256 = /^[0-9a-f]{64}$/;
const SHA256_LENGTH = 64;

export class ConfirmSheetDto {
  @Code({ pattern: SHA256, max: SHA256_LENGTH, description: '“digest” của bản xem trước đã xem' })
  readonly digest: string;
}

class FiguresViewDto {
  @ApiProperty({ type: Number }) readonly value: number;
  @ApiProperty({ type: Number, nullable: true }) readonly numerator: number | null;
  @ApiProperty({ type: Number, nullable: true }) readonly denominator: number | null;
  @ApiProperty({ type: String, format: 'date' }) readonly measuredOn: string;
}

class StandingViewDto {
  @ApiProperty({ type: String, description: 'Sự kiện ghi số liệu đang dùng' }) readonly eventId: string;
  @ApiProperty({ type: FiguresViewDto }) readonly figures: MeasuredFigures;
}

class PlannedRowDto implements PlannedRow {
  @ApiProperty({ type: String, description: 'Trang tính; rỗng: tệp văn bản' }) readonly sheet: string;
  @ApiProperty({ type: 'integer', description: 'Số dòng của tệp' }) readonly row: number;
  @ApiProperty({ type: String }) readonly code: string;
  @ApiProperty({ type: String, nullable: true }) readonly name: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'null: số liệu chung' })
  readonly unit: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly unitName: string | null;
  @ApiProperty({ type: String, nullable: true, example: '2026-03' }) readonly period: string | null;
  @ApiProperty({ enum: ROW_ACTIONS, description: 'Xác nhận thì dòng này ra sao' }) readonly action: RowAction;
  @ApiProperty({ type: FiguresViewDto, nullable: true }) readonly figures: MeasuredFigures | null;
  @ApiProperty({ type: StandingViewDto, nullable: true, description: 'Số liệu đang dùng của kỳ' })
  readonly standing: PlannedRow['standing'];
  @ApiProperty({ type: String, nullable: true }) readonly source: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly reason: string | null;
  @ApiProperty({ type: [DocumentDto] }) readonly documents: PlannedRow['documents'];
}

class CellFlawDto implements CellFlaw {
  @ApiProperty({ type: String, example: 'C17', description: 'Ô' }) readonly at: string;
  @ApiProperty({ type: String, description: 'Trang tính; rỗng: tệp văn bản' }) readonly sheet: string;
  @ApiProperty({ type: 'integer' }) readonly row: number;
  @ApiProperty({ type: String, example: 'Giá trị', description: 'Tiêu đề cột' }) readonly column: string;
  @ApiProperty({ type: String, description: 'Sai thế nào' }) readonly detail: string;
}

class SheetCountsDto implements SheetCounts {
  @ApiProperty({ type: 'integer', description: 'Sẽ ghi mới' }) readonly new: number;
  @ApiProperty({ type: 'integer', description: 'Sẽ đính chính' }) readonly correction: number;
  @ApiProperty({ type: 'integer', description: 'Đã như vậy' }) readonly unchanged: number;
  @ApiProperty({ type: 'integer', description: 'Không có số liệu' }) readonly empty: number;
  @ApiProperty({ type: 'integer', description: 'Có lỗi' }) readonly error: number;
}

class WrittenRowDto implements WrittenRow {
  @ApiProperty({ type: String }) readonly sheet: string;
  @ApiProperty({ type: 'integer' }) readonly row: number;
  @ApiProperty({ type: String }) readonly code: string;
  @ApiProperty({ type: String, nullable: true }) readonly unit: string | null;
  @ApiProperty({ enum: ['new', 'correction'] }) readonly action: WrittenRow['action'];
  @ApiProperty({ type: [String], description: 'Sự kiện đã ghi' }) readonly eventIds: readonly string[];
}

export class SheetResultDto implements SheetResult {
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: 'integer', description: 'Số dòng ghi mới' }) readonly recorded: number;
  @ApiProperty({ type: 'integer', description: 'Số dòng đính chính' }) readonly corrected: number;
  @ApiProperty({ type: 'integer', description: 'Số dòng đã như vậy' }) readonly unchanged: number;
  @ApiProperty({ type: 'integer', description: 'Số dòng để trống' }) readonly empty: number;
  @ApiProperty({ type: [WrittenRowDto], description: 'Mỗi dòng đã ghi' })
  readonly rows: readonly WrittenRow[];
  @ApiProperty({ type: String, nullable: true, description: 'Dùng cho Read-After' })
  readonly position: SheetResult['position'];
}

class PlannedRowPageDto {
  @ApiProperty({ type: [PlannedRowDto] }) readonly items: readonly PlannedRow[];
  @ApiProperty({ type: 'integer', nullable: true, description: 'Con trỏ của trang sau' })
  readonly next: number | null;
}

export class SheetViewDto {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: String, description: 'Gửi lại khi xác nhận' }) readonly digest: string;
  @ApiProperty({ type: String }) readonly file: string;
  @ApiProperty({ type: String, description: 'SHA-256 của tệp' }) readonly sha256: string;
  @ApiProperty({ type: SheetCountsDto }) readonly counts: SheetCounts;
  @ApiProperty({ type: [CellFlawDto], description: 'Mọi lỗi, theo ô' }) readonly errors: readonly CellFlaw[];
  @ApiProperty({ type: Boolean, description: 'Xác nhận được' }) readonly confirmable: boolean;
  @ApiProperty({ type: SheetResultDto, nullable: true, description: 'null: chưa xác nhận' })
  readonly result: SheetResult | null;
  @ApiProperty({ type: PlannedRowPageDto }) readonly rows: PlannedRowPageDto;
}

/** A preview as it is sent: all that is wrong, its rows by pages. */
export function sheetView(
  { id, digest, file, sha256, plan, result }: PreparedSheet,
  { action, cursor, limit }: SheetPageDto = {},
): SheetViewDto {
  const shown = action ? plan.rows.filter((row) => row.action === action) : plan.rows;
  const from = cursor ?? 0;
  const until = from + (limit ?? DEFAULT_PAGE);
  return {
    id,
    digest,
    file,
    sha256,
    counts: countsOf(plan.rows),
    errors: plan.flaws,
    confirmable: plan.flaws.length === 0 && result === null,
    result,
    rows: { items: shown.slice(from, until), next: until < shown.length ? until : null },
  };
}
