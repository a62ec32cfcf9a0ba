import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_IMPORT_LIMITS, readInWorker, readSourceDocument, readSourceFile } from './index.js';
import { makeDocx, makeXlsx, refusalOf, WORD_APPENDIX, type XlsxValue } from './testing/index.js';

const ROWS = 20_000;
const HEAP_MB = 256;
const bounded = { ...DEFAULT_IMPORT_LIMITS, maxMemoryMb: HEAP_MB };
const line = (row: number) => [
  `${row}`,
  `Nhiệm vụ thứ ${row}: xây dựng và triển khai kế hoạch mẫu, báo cáo kết quả thực hiện`,
  `Báo cáo số ${row}`,
  `Sở ${row % 30}`,
  `Các xã, phường liên quan đến việc ${row}`,
  `Quý ${(row % 4) + 1}/2026`,
];
const lines = Array.from({ length: ROWS }, (_, index) => line(index + 1));

describe('reading in a worker thread', () => {
  it('gives the same document as reading in this thread', async () => {
    const bytes = makeDocx({ paragraphs: ['Mở đầu'], tables: [WORD_APPENDIX, { rows: [['a']] }] });
    expect(await readInWorker(bytes, 'a.docx')).toEqual(await readSourceDocument(bytes, 'a.docx'));
  });

  it('leaves the bytes to the caller', async () => {
    const bytes = makeDocx({ tables: [{ rows: [['a']] }] });
    await readInWorker(bytes, 'a.docx');
    expect(bytes.byteLength).toBeGreaterThan(0);
  });

  it('gives the same refusal as reading in this thread', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.7');
    expect(await refusalOf(readInWorker(bytes, 'a.docx'))).toEqual({
      code: 'not-an-office-file',
      at: 'a.docx',
    });
  });

  it.each([
    ['a Word file', 'a.docx', () => makeDocx({ tables: [{ rows: lines }] })],
    ['an Excel file', 'a.xlsx', () => makeXlsx({ sheets: [{ name: 'PL', rows: lines as XlsxValue[][] }] })],
    [
      'a CSV file',
      'a.csv',
      () =>
        new TextEncoder().encode(lines.map((cells) => cells.map((cell) => `"${cell}"`).join(';')).join('\n')),
    ],
  ])(`reads ${ROWS} rows of %s in one go within a heap of ${HEAP_MB} MB`, async (_, name, make) => {
    const told: number[] = [];
    const document = await readInWorker(make(), name, bounded, { onRows: (rows) => told.push(rows) });
    const rows = document.tables[0]?.rows ?? [];
    expect(rows).toHaveLength(ROWS);
    expect(rows.at(-1)).toEqual({ row: ROWS, cells: line(ROWS).map((text) => ({ text, covered: false })) });
    expect(told.at(-1)).toBe(ROWS);
  });

  it('ends with a refusal where the time is up', async () => {
    const bytes = makeDocx({ tables: [{ rows: lines }] });
    const reading = readInWorker(bytes, 'a.docx', { ...bounded, timeoutMs: 1 });
    expect(await refusalOf(reading)).toEqual({ code: 'reading-timed-out', at: 'a.docx' });
  });

  it('ends with a refusal where the heap is too small', async () => {
    const bytes = makeDocx({ tables: [{ rows: lines }] });
    const reading = readInWorker(bytes, 'a.docx', { ...bounded, maxMemoryMb: 16 });
    expect(await refusalOf(reading)).toEqual({ code: 'reading-needs-too-much-memory', at: 'a.docx' });
  });
});

describe('reading from the disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nq57-import-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives the document and its name without folders', async () => {
    const path = join(folder, 'phụ lục.docx');
    writeFileSync(path, makeDocx({ tables: [WORD_APPENDIX] }));
    expect(await readSourceFile(path)).toMatchObject({ kind: 'docx', file: 'phụ lục.docx' });
  });

  it('does not take a file into memory that is over the limit', async () => {
    const path = join(folder, 'lon.docx');
    writeFileSync(path, '');
    truncateSync(path, 200_000_000_000);
    expect(await refusalOf(readSourceFile(path))).toEqual({ code: 'file-too-large', at: 'lon.docx' });
  });

  it.each(['khong-co.docx', '.'])('refuses what is not a file: %s', async (name) => {
    expect(await refusalOf(readSourceFile(join(folder, name)))).toMatchObject({ code: 'file-not-found' });
  });
});
