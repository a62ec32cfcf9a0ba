import { fold } from '#kernel';

/** A column of the sheet on which figures are entered. */
export interface SheetColumn {
  readonly heading: string;
  /** Whether a sheet can be read without it. */
  readonly required: boolean;
  /** In characters, for Excel. */
  readonly width: number;
}

/**
 * The columns in the template's order. A filled sheet may have them in any other: they are found by their headings.
 * What is not required is for people to read, or stays empty where there is nothing to say.
 */
export const SHEET_COLUMNS = {
  code: { heading: 'Mã chỉ tiêu', required: true, width: 14 },
  name: { heading: 'Tên chỉ tiêu', required: false, width: 50 },
  unit: { heading: 'Mã đơn vị', required: true, width: 22 },
  unitName: { heading: 'Tên đơn vị', required: false, width: 28 },
  measure: { heading: 'Đơn vị tính', required: true, width: 14 },
  period: { heading: 'Kỳ', required: true, width: 15 },
  target: { heading: 'Mục tiêu', required: false, width: 18 },
  standing: { heading: 'Số liệu đang dùng', required: false, width: 18 },
  value: { heading: 'Giá trị', required: true, width: 14 },
  numerator: { heading: 'Tử số', required: false, width: 12 },
  denominator: { heading: 'Mẫu số', required: false, width: 12 },
  measuredOn: { heading: 'Ngày số liệu', required: true, width: 14 },
  source: { heading: 'Nguồn', required: true, width: 30 },
  reason: { heading: 'Lý do', required: false, width: 30 },
  documents: { heading: 'Văn bản', required: false, width: 36 },
} as const satisfies Record<string, SheetColumn>;

export type SheetField = keyof typeof SHEET_COLUMNS;

export const SHEET_FIELDS = Object.keys(SHEET_COLUMNS) as readonly SheetField[];

/** What a person fills in; the rest comes with the template. */
export const FILLED_FIELDS = [
  'value',
  'numerator',
  'denominator',
  'measuredOn',
  'source',
  'reason',
  'documents',
] as const satisfies readonly SheetField[];

const FIELD_OF: ReadonlyMap<string, SheetField> = new Map(
  SHEET_FIELDS.map((field) => [fold(SHEET_COLUMNS[field].heading), field]),
);

/** The field that a heading names, whatever its case and marks; undefined for another column. */
export function fieldOfHeading(text: string): SheetField | undefined {
  return FIELD_OF.get(fold(text.replaceAll('\n', ' ').replaceAll('*', '').trim()));
}

/** Most rows of figures in one sheet, so that looking at one stays a matter of seconds. */
export const MAX_SHEET_ROWS = 10_000;

/** First cells of the lines above the table that say what the sheet is of; the second cell says it. */
export const SHEET_LABELS = { programme: 'Mã chương trình', period: 'Kỳ số liệu' } as const;

/** What stands in place of a unit's name beside a figure of the whole programme, whose unit's id is empty. */
export const WHOLE_PROGRAMME = 'Toàn chương trình';
