import { ApiProperty } from '@nestjs/swagger';
import { Code, Id, IsoDateField, OneOf, Text, WholeNumber } from '#access';
import { type Flaw, Refusal } from '#kernel';
import { type CellCorrection, FIELDS, type Field } from '../importing/appendix/draft.js';
import type { PreparedImport, PrepareRequest } from '../importing/import.service.js';
import type { ImportResult } from '../importing/import-store.js';
import { PLANNED_ACTIONS, type PlannedAction } from '../importing/plan/import-plan.js';

const MAX_TITLE = 500;
const MAX_NUMBER = 100;
const MAX_LIST = 4000;
const MAX_PAGE = 500;
export const DEFAULT_IMPORT_PAGE = 100;
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
/** No file has more places that need it. */
const MOST_CELLS = 5_000;

/** What stands in a query string for a file that is uploaded. */
export class PrepareImportDto {
  @Text({ max: MAX_TITLE, optional: true, description: 'Tên chương trình, khi tệp không ghi' })
  readonly title?: string;

  @Text({ max: MAX_TITLE, optional: true, description: 'Cơ quan ban hành, khi tệp không ghi' })
  readonly issuer?: string;

  @WholeNumber({
    min: FIRST_YEAR,
    max: LAST_YEAR,
    optional: true,
    fromQuery: true,
    description: 'Năm của văn bản, khi tệp không ghi',
  })
  readonly year?: number;

  @IsoDateField({ optional: true, description: 'Ngày ban hành, để tính “kể từ ngày ban hành”' })
  readonly issued?: string;

  @Id({ optional: true, description: 'Danh mục đơn vị; mặc định hai-phong', example: 'hai-phong' })
  readonly units?: string;

  @Id({ optional: true, description: 'Quy định báo cáo; mặc định city-monthly' })
  readonly policy?: string;

  @Text({ max: MAX_NUMBER, optional: true, description: 'Số văn bản làm căn cứ sửa nhiệm vụ đã đăng ký' })
  readonly document?: string;

  @Text({
    max: MAX_LIST,
    optional: true,
    description: `Cột của từng trường, khi tệp dùng tiêu đề lạ; trường: ${FIELDS.join(', ')}`,
    example: 'lead=Nơi thực hiện; schedule=F',
  })
  readonly map?: string;

  @Text({
    max: MAX_LIST,
    optional: true,
    description: 'Mã đơn vị của những tên chưa có trong danh mục',
    example: 'Sở KH-CN=so-khoa-hoc-va-cong-nghe',
  })
  readonly unit?: string;
}

/** The form by which a file is uploaded. */
export class ImportFormDto {
  @ApiProperty({ type: 'string', format: 'binary', description: 'Tệp' })
  readonly file: unknown;

  @ApiProperty({
    type: 'string',
    required: false,
    description: `Ô được sửa khi nhập, danh sách JSON; “field”: ${FIELDS.join(', ')}`,
    example: '[{"place":{"table":"Bảng 1","row":14},"field":"schedule","value":"Quý II/2026"}]',
  })
  readonly cells?: string;
}

const DEFAULT_UNITS = 'hai-phong';
const DEFAULT_POLICY = 'city-monthly';

/** “a=b; c=d” as pairs. @throws {Refusal} `invalid` `invalid-pairs` */
export function pairsOf(name: string, text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  const pairs = text
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [, key, value] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (key !== undefined && value !== undefined) return [key.trim(), value.trim()] as const;
      throw new Refusal(
        'invalid',
        'invalid-pairs',
        `“${name}”: “${pair}” phải có dạng a=b, cách nhau bằng dấu ;`,
      );
    });
  return Object.fromEntries(pairs);
}

/**
 * Corrections of cells as a form's field holds them: a JSON list of `{place: {table, row}, field, value}`.
 * @throws {Refusal} `invalid` `invalid-cells`
 */
export function cellsOf(text: string | undefined): readonly CellCorrection[] | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const parsed = jsonOf(text);
  if (!Array.isArray(parsed)) throw invalidCells([{ at: 'cells', detail: 'phải là một danh sách JSON' }]);
  if (parsed.length > MOST_CELLS) {
    throw invalidCells([{ at: 'cells', detail: `nhiều nhất ${MOST_CELLS} ô một lần` }]);
  }
  const flaws = parsed.flatMap((cell, index) =>
    isCell(cell)
      ? []
      : [
          {
            at: `cells[${index}]`,
            detail: 'cần {"place": {"table": chữ, "row": số}, "field": chữ, "value": chữ}',
          },
        ],
  );
  if (flaws.length > 0) throw invalidCells(flaws);
  return parsed as readonly CellCorrection[];
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCell(value: unknown): value is CellCorrection {
  if (!isRecord(value) || !isRecord(value.place)) return false;
  const { place, field, value: said } = value;
  return (
    typeof place.table === 'string' &&
    Number.isSafeInteger(place.row) &&
    typeof field === 'string' &&
    typeof said === 'string'
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalidCells = (flaws: readonly Flaw[]) =>
  new Refusal(
    'invalid',
    'invalid-cells',
    `Ô được sửa ghi không đúng: ${flaws[0]?.at}: ${flaws[0]?.detail}.`,
    flaws,
  );

const WRITTEN_CELL = /^(?:(.+), )?dòng (\d{1,7}):([a-z]+)=(.*)$/su;

/**
 * “Bảng 1, dòng 14:schedule=Quý II/2026”, as a preview names the row.
 * @throws {Refusal} `invalid` `invalid-cells`
 */
export function writtenCell(text: string): CellCorrection {
  const [, table = '', row, field, value] = WRITTEN_CELL.exec(text.normalize('NFC')) ?? [];
  if (row === undefined || field === undefined || value === undefined) {
    const detail = 'cần có dạng “Bảng 1, dòng 14:schedule=Quý II/2026”, dòng như bản xem trước ghi';
    throw invalidCells([{ at: text, detail }]);
  }
  return { place: { table, row: Number(row) }, field: field as Field, value };
}

/** What is said in words, as the import takes it. */
export function prepareRequest(
  programme: string,
  said: PrepareImportDto,
  cells?: readonly CellCorrection[],
): PrepareRequest {
  const { units = DEFAULT_UNITS, policy = DEFAULT_POLICY, map, unit, ...rest } = said;
  const columns: PrepareRequest['map'] = pairsOf('map', map);
  const unitIds = pairsOf('unit', unit);
  return {
    ...rest,
    programme,
    units,
    policy,
    ...(columns ? { map: columns } : {}),
    ...(unitIds ? { unitIds } : {}),
    ...(cells && cells.length > 0 ? { cells } : {}),
  };
}

export class ImportPageDto {
  @OneOf(PLANNED_ACTIONS, {
    optional: true,
    description: 'Chỉ những nhiệm vụ sẽ tạo, sẽ sửa, giữ nguyên, hoặc có chỗ không đọc được',
  })
  readonly action?: PlannedAction;

  @WholeNumber({ min: 0, optional: true, fromQuery: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: number;

  @WholeNumber({ min: 1, max: MAX_PAGE, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number;
}

/** What a file that is uploaded may be. */
export class ImportLimitsDto {
  @ApiProperty({ type: 'integer', description: 'Cỡ lớn nhất của một tệp, byte', example: 20_000_000 })
  readonly maxFileBytes: number;
}

const SHA256 = /^[0-9a-f]{64}$/;
const SHA256_LENGTH = 64;

export class ConfirmImportDto {
  @Code({ pattern: SHA256, max: SHA256_LENGTH, description: '“digest” của bản xem trước đã xem' })
  readonly digest: string;
}

export class ImportResultDto implements ImportResult {
  @ApiProperty({ type: String, example: 'kh-15-ubnd-2026' })
  readonly programme: string;

  @ApiProperty({ type: Boolean, description: 'Chương trình mới' })
  readonly isNew: boolean;

  @ApiProperty({ type: 'integer', description: 'Số nhiệm vụ đã đăng ký' })
  readonly created: number;

  @ApiProperty({ type: 'integer', description: 'Số nhiệm vụ đã sửa' })
  readonly changed: number;

  @ApiProperty({ type: 'integer', description: 'Số nhiệm vụ giữ nguyên' })
  readonly kept: number;
}

/** A preview as it is sent: the plan with its counts, its tasks by pages. */
export function importView({ id, digest, plan, unitNames, result }: PreparedImport, page: ImportPageDto) {
  const { tasks, source, definition, ...rest } = plan;
  const { action, cursor = 0, limit = DEFAULT_IMPORT_PAGE } = page;
  const shown = action === undefined ? tasks : tasks.filter((task) => task.action === action);
  const count = (wanted: string) => tasks.filter((task) => task.action === wanted).length;
  const next = cursor + limit < shown.length ? cursor + limit : null;
  return {
    id,
    digest,
    file: source.file,
    sha256: source.sha256,
    about: definition,
    unitNames,
    ...rest,
    counts: {
      tasks: tasks.length,
      groups: tasks.filter((task) => task.definition.isGroup).length,
      create: count('create'),
      change: count('change'),
      keep: count('keep'),
      absent: rest.absent.length,
      unreadable: rest.unreadable.length,
      unreadableTasks: count('unreadable'),
      unknownUnits: rest.unknownUnits.length,
    },
    budgetMillionVnd: budgetOf(tasks.map((task) => task.definition)),
    confirmable: rest.unreadable.length === 0 && result === null,
    result,
    tasks: { items: shown.slice(cursor, cursor + limit), next },
  };
}

export type ImportView = ReturnType<typeof importView>;

const HUNDREDTHS = 100;

/** Sum of the budgets in million đồng, group rows left out; null where there is none. */
export function budgetOf(
  tasks: readonly { readonly budgetMillionVnd: number | null; readonly isGroup: boolean }[],
): number | null {
  const given = tasks.flatMap(({ budgetMillionVnd, isGroup }) =>
    isGroup || budgetMillionVnd === null ? [] : [budgetMillionVnd],
  );
  if (given.length === 0) return null;
  return Math.round(given.reduce((sum, budget) => sum + budget, 0) * HUNDREDTHS) / HUNDREDTHS;
}
