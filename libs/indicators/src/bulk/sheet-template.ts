import type { Period } from '#kernel';
import {
  SHEET_COLUMNS,
  SHEET_FIELDS,
  SHEET_LABELS,
  type SheetField,
  WHOLE_PROGRAMME,
} from './sheet-columns.js';
import { numberCell, periodCell } from './sheet-values.js';

/** An indicator, or a unit's part of it, whose figures are asked for. */
export interface TemplateRow {
  readonly code: string;
  readonly name: string;
  /** Null for the figure of the whole programme. */
  readonly unit: { readonly id: string; readonly name: string } | null;
  /** Unit of measure. */
  readonly measure: string | null;
  /** In words: `ít nhất 95 %`; null where there is none. */
  readonly target: string | null;
  /** The figure that stands for the period; null where there is none. */
  readonly standing: number | null;
}

export interface SheetTemplate {
  readonly programme: { readonly id: string; readonly title: string };
  readonly period: Period;
  readonly rows: readonly TemplateRow[];
}

/** A sheet as texts, whatever the kind of file. */
export interface SheetLines {
  /** Above the table. */
  readonly introduction: readonly (readonly string[])[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const RULES: readonly string[] = [
  'Chỉ điền các cột từ “Giá trị” đến “Văn bản”; dòng không có số liệu thì để trống. Không sửa mã, đơn vị tính, kỳ.',
  'Số viết theo cách Việt Nam: dấu chấm ngăn nghìn, dấu phẩy ngăn phần lẻ (1.234,5). Chỗ nào hiểu được nhiều cách đều bị từ chối.',
  'Tử số và mẫu số: chỉ với đơn vị tính %, có cả hai hoặc không có. Ngày số liệu thuộc kỳ, dạng dd/mm/yyyy (31/03/2026).',
  'Nguồn: bắt buộc với số liệu mới. Lý do: bắt buộc khi thay số liệu đang dùng, hoặc khi kỳ đã chốt.',
  'Văn bản: “số ngày dd/mm/yyyy của cơ quan ban hành”, nhiều văn bản cách nhau bằng dấu ;',
];

/** The sheet that units fill in: what it is of, how it is filled, and a line an indicator. */
export function templateLines({ programme, period, rows }: SheetTemplate): SheetLines {
  return {
    introduction: [
      ['BIỂU NHẬP SỐ LIỆU CHỈ TIÊU'],
      [SHEET_LABELS.programme, programme.id, programme.title],
      [SHEET_LABELS.period, periodCell(period)],
      ...RULES.map((rule) => [rule]),
    ],
    head: SHEET_FIELDS.map((field) => SHEET_COLUMNS[field].heading),
    rows: rows.map((row) => lineOf(row, period)),
  };
}

function lineOf({ code, name, unit, measure, target, standing }: TemplateRow, period: Period): string[] {
  const said: Partial<Record<SheetField, string>> = {
    code,
    name,
    unit: unit?.id ?? '',
    unitName: unit?.name ?? WHOLE_PROGRAMME,
    measure: measure ?? '',
    period: periodCell(period),
    target: target ?? '',
    standing: standing === null ? '' : numberCell(standing),
  };
  return SHEET_FIELDS.map((field) => said[field] ?? '');
}
