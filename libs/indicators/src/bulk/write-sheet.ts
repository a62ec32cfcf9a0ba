import { setImmediate as othersTurn } from 'node:timers/promises';
import type { TableFormat } from '#access';
import { csvText } from '#kernel';
import { FILLED_FIELDS, SHEET_COLUMNS, SHEET_FIELDS, type SheetField } from './sheet-columns.js';
import type { SheetLines } from './sheet-template.js';

const SHEET_NAME = 'Số liệu';
const DATE_FORMAT = 'dd/mm/yyyy';
const HEAD_COLOUR = '#D9E2F3';
const FILLED_COLOUR = '#FFF9E5';

/** The sheet as the bytes of a file. */
export async function writeSheet(lines: SheetLines, format: TableFormat): Promise<Uint8Array> {
  return format === 'csv' ? writeCsv(lines) : writeXlsx(lines);
}

/** Every line is as wide as the table: so the parting is found again when the file is read. */
export function writeCsv({ introduction, head, rows }: SheetLines): Uint8Array {
  const lines = [...introduction, head, ...rows];
  return Buffer.from(csvText(lines.map((cells) => head.map((_, column) => cells[column] ?? ''))));
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
