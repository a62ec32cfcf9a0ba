import { setImmediate as othersTurn } from 'node:timers/promises';
import { StreamableFile } from '@nestjs/common';
import { csvText, dateText } from '#kernel';

export const TABLE_FORMATS = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** A column of a table that is handed out as a file. */
export interface TableColumn<Row> {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  /** Days are `YYYY-MM-DD`; null: an empty cell. */
  readonly kind: 'text' | 'number' | 'day';
  readonly value: (row: Row) => string | number | null;
}

export const MEDIA_TYPES: Readonly<Record<TableFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

const DATE_FORMAT = 'dd/mm/yyyy';
const HEAD_COLOUR = '#D9E2F3';
const MAX_SHEET_NAME = 31;

/** A table as the bytes of a file. No cell is ever a formula, whatever its text. */
export async function writeTable<Row>(
  name: string,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  format: TableFormat,
): Promise<Buffer> {
  return format === 'csv' ? writeCsv(columns, rows) : writeXlsx(name, columns, rows);
}

function writeCsv<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): Buffer {
  const lines = rows.map((row) =>
    columns.map(({ kind, value }) => {
      const cell = value(row);
      return cell === null ? '' : kind === 'day' ? dateText(String(cell)) : String(cell);
    }),
  );
  return Buffer.from(csvText([columns.map(({ header }) => header), ...lines]));
}

async function writeXlsx<Row>(
  name: string,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const head = columns.map(({ header }) => ({
    value: header,
    type: String,
    fontWeight: 'bold' as const,
    backgroundColor: HEAD_COLOUR,
    wrap: true,
  }));
  const table = rows.map((row) =>
    columns.map(({ kind, value }) => {
      const cell = value(row);
      if (cell === null || cell === '') return null;
      if (kind === 'number') return { value: Number(cell), type: Number };
      if (kind === 'day') return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: DATE_FORMAT };
      return { value: String(cell), type: String, wrap: true };
    }),
  );
  // It packs a sheet in one go: let others have their turn before.
  await othersTurn();
  return writeExcelFile([head, ...table], {
    sheet: name.slice(0, MAX_SHEET_NAME),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

/**
 * The answer of a route: a file to be kept. The route returns it, so that it is sent no sooner than whatever else stands
 * around a read (the record of a view) is done.
 * @param name without its ending, in ASCII
 */
export function tableFile(name: string, format: TableFormat, bytes: Uint8Array): StreamableFile {
  return new StreamableFile(bytes, {
    type: MEDIA_TYPES[format],
    disposition: `attachment; filename="${name}.${format}"`,
  });
}
