import { setImmediate as othersTurn } from 'node:timers/promises';
import { FILLED_FIELDS, SHEET_COLUMNS, SHEET_FIELDS, type SheetField } from './sheet-columns.js';
import type { SheetLines } from './sheet-template.js';

export const SHEET_FORMATS = ['xlsx', 'csv'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

export const SHEET_MEDIA_TYPES: Readonly<Record<SheetFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

const BYTE_ORDER_MARK = '\ufeff';
const DELIMITER = ';';
/** What a spreadsheet would take for a formula; a number below zero is none. */
const FORMULA = /^(?:[=+@\t]|-(?!\d[\d.,]*$))/;
const SHEET_NAME = 'Số liệu';
const DATE_FORMAT = 'dd/mm/yyyy';
const HEAD_COLOUR = '#D9E2F3';
const FILLED_COLOUR = '#FFF9E5';

/** The sheet as the bytes of a file. */
export async function writeSheet(lines: SheetLines, format: SheetFormat): Promise<Uint8Array> {
  return format === 'csv' ? writeCsv(lines) : writeXlsx(lines);
}

/**
 * CSV as a Vietnamese Excel opens and saves it: UTF-8 with a mark, parted by `;` because the comma is the decimal one.
 * Every line is as wide as the table: so the parting is found again when the file is read.
 */
export function writeCsv({ introduction, head, rows }: SheetLines): Uint8Array {
  const text = [...introduction, head, ...rows]
    .map((cells) => head.map((_, column) => csvCell(cells[column] ?? '')).join(DELIMITER))
    .map((line) => `${line}\r\n`)
    .join('');
  return Buffer.from(`${BYTE_ORDER_MARK}${text}`);
}

function csvCell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[";,\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

const isFilled = (field: SheetField) => (FILLED_FIELDS as readonly SheetField[]).includes(field);

async function writeXlsx({ introduction, head, rows }: SheetLines): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  // It packs a sheet in one go: let others have their turn before.
  await othersTurn();
  const title = introduction.map((cells, index) =>
    cells.map((value) => ({ value, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) })),
  );
  const heading = head.map((value) => ({
    value,
    fontWeight: 'bold' as const,
    backgroundColor: HEAD_COLOUR,
    wrap: true,
  }));
  const table = rows.map((cells) =>
    SHEET_FIELDS.map((field, column) => {
      const value = cells[column] ?? '';
      const style = isFilled(field) ? { backgroundColor: FILLED_COLOUR } : {};
      if (field === 'measuredOn') return { ...style, format: DATE_FORMAT, type: Date };
      return value === '' ? style : { ...style, value, type: String };
    }),
  );
  return await writeExcelFile([...title, heading, ...table], {
    sheet: SHEET_NAME,
    columns: SHEET_FIELDS.map((field) => ({ width: SHEET_COLUMNS[field].width })),
    stickyRowsCount: introduction.length + 1,
  }).toBuffer();
}
