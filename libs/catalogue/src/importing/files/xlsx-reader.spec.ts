import { describe, expect, it } from '@jest/globals';
import writeExcelFile from 'write-excel-file/node';
import type { SourceTable } from '../source-document.js';
import {
  EXCEL_APPENDIX,
  makeXlsx,
  readWith,
  refusalOf,
  type XlsxSheet,
  type XlsxSource,
} from './testing/index.js';

const read = (source: XlsxSource) => readWith(makeXlsx(source), 'phu-luc.xlsx');
const sheet = (rows: XlsxSheet['rows'], more: Partial<XlsxSheet> = {}) => ({
  sheets: [{ name: 'PL', rows, ...more }],
});
const texts = (table: SourceTable | undefined) =>
  table?.rows.map(({ cells }) => cells.map(({ text, covered }) => (covered ? `^${text}` : text)));

describe('an Excel workbook', () => {
  it.each([false, true])(
    'gives its cells as a person sees them (texts in the cells: %s)',
    async (inlineTexts) => {
      const document = await read({ sheets: [EXCEL_APPENDIX], inlineTexts });
      expect(document).toMatchObject({ kind: 'xlsx', file: 'phu-luc.xlsx', paragraphs: [] });
      expect(document.tables.map(({ name }) => name)).toEqual(['Phụ lục 1']);
      expect(texts(document.tables[0])).toEqual([
        ['PHỤ LỤC NHIỆM VỤ NĂM 2026', ...Array(5).fill('^PHỤ LỤC NHIỆM VỤ NĂM 2026')],
        ['STT', 'Nội dung công việc', 'Sản phẩm', 'Cơ quan chủ trì', 'Thời gian', 'Kinh phí'],
        ['I', 'NHÓM NHIỆM VỤ THỨ NHẤT', ...Array(4).fill('^NHÓM NHIỆM VỤ THỨ NHẤT')],
        ['1', 'Xây dựng kế hoạch mẫu', 'Kế hoạch', 'Sở A', '31/03/2026', '1.250,50'],
        ['2', 'Tổ chức hội nghị mẫu', 'Hội nghị', '^Sở A', '06/2026', '20'],
        ['', 'Tổng', '', '', '', '1270,5'],
      ]);
    },
  );

  it('keeps the formula beside the value last computed', async () => {
    const { tables } = await read({ sheets: [EXCEL_APPENDIX] });
    expect(tables[0]?.rows.at(-1)?.cells.at(-1)).toEqual({
      text: '1270,5',
      covered: false,
      formula: 'SUM(F4:F5)',
      number: 1270.5,
    });
  });

  it('keeps the number that a cell holds beside what its format shows', async () => {
    const { tables } = await read(
      sheet([
        [
          { number: 1.2345, format: '0' },
          { number: 0.8642, format: '0%' },
          { xml: (ref) => `<c r="${ref}"><v>0.30000000000000004</v></c>` },
          { date: '2026-03-31' },
          '5',
        ],
      ]),
    );
    expect(tables[0]?.rows[0]?.cells.map(({ text, number }) => [text, number])).toEqual([
      ['1', 1.2345],
      ['86%', 86.42],
      ['0,3', 0.3],
      ['31/03/2026', undefined],
      ['5', undefined],
    ]);
  });

  it('keeps a formula that was never computed, and one shared with the cell above', async () => {
    const shared = (ref: string) =>
      `<c r="${ref}"><f t="shared" si="0">${ref === 'A2' ? 'B2+1' : ''}</f><v>3</v></c>`;
    const { tables } = await read(sheet([[{ formula: 'TODAY()' }], [{ xml: shared }], [{ xml: shared }]]));
    expect(tables[0]?.rows.map(({ cells }) => [cells[0]?.text, cells[0]?.formula])).toEqual([
      ['', 'TODAY()'],
      ['3', 'B2+1'],
      ['3', 'B2+1'],
    ]);
  });

  it('reads what another program writes in the same way', async () => {
    const file = await writeExcelFile([
      [{ value: 'Nhóm', columnSpan: 3 }, null, null],
      [{ value: 1 }, { value: 'Việc' }, { value: 'Sở A', rowSpan: 2 }],
      [{ value: new Date(Date.UTC(2026, 5, 30)), format: 'dd/mm/yyyy' }, { value: true }, null],
    ]).toBuffer();
    const document = await readWith(file, 'khac.xlsx');
    expect(texts(document.tables[0])).toEqual([
      ['Nhóm', '^Nhóm', '^Nhóm'],
      ['1', 'Việc', 'Sở A'],
      ['30/06/2026', 'TRUE', '^Sở A'],
    ]);
  });

  it('is read sheet by sheet, but for those that are hidden', async () => {
    const { tables } = await read({
      sheets: [
        { name: 'Một', rows: [['a']] },
        { name: 'Ẩn', rows: [['b']], state: 'hidden' },
        { name: 'Rất ẩn', rows: [['c']], state: 'veryHidden' },
        { name: 'Trống', rows: [[null]] },
        { name: 'Hai', rows: [['d']] },
      ],
    });
    expect(tables.map((table) => [table.name, texts(table)])).toEqual([
      ['Một', [['a']]],
      ['Hai', [['d']]],
    ]);
  });

  it('is read with its hidden rows', async () => {
    const { tables } = await read(sheet([['a'], ['b'], ['c']], { hiddenRows: [2] }));
    expect(texts(tables[0])).toEqual([['a'], ['b'], ['c']]);
  });

  it('leaves out rows without text and still counts them', async () => {
    const { tables } = await read(sheet([['a'], [null, ' '], ['c']]));
    expect(tables[0]?.rows.map(({ row }) => row)).toEqual([1, 3]);
  });

  it('counts days from 1904 where it says so', async () => {
    const { tables } = await read({ ...sheet([[{ date: '2026-06-30' }]]), date1904: true });
    expect(texts(tables[0])).toEqual([['30/06/2026']]);
  });

  it('reads dates that stand as text, errors, and characters that Excel escapes', async () => {
    const { tables } = await read(
      sheet([
        [{ xml: (ref) => `<c r="${ref}" t="d"><v>2026-06-30</v></c>` }],
        [{ xml: (ref) => `<c r="${ref}" t="e"><f>1/0</f><v>#DIV/0!</v></c>` }],
        ['Một_x000D_\nhai'],
        [
          {
            xml: (ref) => `<c r="${ref}" t="inlineStr"><is><t>東京</t><rPh><t>とうきょう</t></rPh></is></c>`,
          },
        ],
      ]),
    );
    expect(texts(tables[0])).toEqual([['30/06/2026'], ['#DIV/0!'], ['Một\nhai'], ['東京']]);
  });

  it('gives cells without a place the next one', async () => {
    const rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>';
    const data = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
    const { tables } = await read({ ...sheet([]), parts: [{ name: 'xl/worksheets/sheet1.xml', data }] });
    expect(texts(tables[0])).toEqual([['1', '2'], ['3']]);
  });

  it('covers what stood under a merged area', async () => {
    const { tables } = await read(
      sheet(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        { merges: ['A1:B2'] },
      ),
    );
    expect(texts(tables[0])).toEqual([
      ['a', '^a'],
      ['^a', '^a'],
    ]);
  });
});

describe('an Excel workbook that is damaged or too much', () => {
  it.each(['A1:XFD1048576', 'A1:A1048576', 'A1:XFD1', 'A1:CV50000'])(
    'is refused for the merged area %s, even without text',
    async (ref) => {
      const reading = read(sheet([[null, 'x']], { merges: [ref] }));
      expect(await refusalOf(reading)).toEqual({
        code: 'absurd-merge',
        at: `phu-luc.xlsx, trang tính “PL”, vùng ${ref}`,
      });
    },
  );

  it('is refused for many merged areas that are large together', async () => {
    const merges = Array.from({ length: 100 }, () => 'A1:J5000');
    expect(await refusalOf(read(sheet([['x']], { merges })))).toMatchObject({ code: 'absurd-merge' });
  });

  it.each(['A1:ZZZ3', 'A1', 'A1:B2:C3', 'A0:B2', '', 'A1:A9999999'])(
    'is refused for a merged area that no sheet has: “%s”',
    async (ref) => {
      const reading = read(sheet([['x']], { merges: [ref] }));
      expect(await refusalOf(reading)).toEqual({
        code: 'damaged-document',
        at: 'phu-luc.xlsx, trang tính “PL”',
      });
    },
  );

  it.each(['XFE1', 'A1048577', 'A0', 'AAAAAAA1', '1', 'Ấ1'])(
    'is refused for a cell that no sheet has: %s',
    async (ref) => {
      const reading = read(sheet([[{ xml: () => `<c r="${ref}"><v>1</v></c>` }]]));
      expect(await refusalOf(reading)).toEqual({
        code: 'damaged-document',
        at: 'phu-luc.xlsx, trang tính “PL”',
      });
    },
  );

  it('is refused for a text that is not there', async () => {
    const reading = read(sheet([[{ xml: (ref) => `<c r="${ref}" t="s"><v>7</v></c>` }]]));
    expect(await refusalOf(reading)).toMatchObject({ code: 'damaged-document' });
  });

  it('is refused where no sheet is visible', async () => {
    const reading = read(sheet([['x']], { state: 'hidden' }));
    expect(await refusalOf(reading)).toEqual({ code: 'no-visible-sheet', at: 'phu-luc.xlsx' });
  });

  it('is refused where a sheet is missing', async () => {
    const file = read({ ...sheet([['x']]), parts: [{ name: 'xl/worksheets/sheet1.xml', data: '<x/>' }] });
    await expect(file).resolves.toMatchObject({ tables: [] });
    const missing = makeXlsx({ sheets: [{ name: 'PL', rows: [] }], relationships: [] });
    const renamed = Buffer.from(missing)
      .toString('latin1')
      .replaceAll('sheets/sheet1.xml', 'sheets/sheet9.xml');
    const reading = readWith(new Uint8Array(Buffer.from(renamed, 'latin1')), 'phu-luc.xlsx');
    expect(await refusalOf(reading)).toMatchObject({ code: 'damaged-document' });
  });

  it('may have styled cells far out that hold nothing', async () => {
    const far = { xml: () => '<c r="XFD1" s="0"/>' };
    const { tables } = await read(sheet([['a', far]]));
    expect(texts(tables[0])).toEqual([['a']]);
  });

  it.each([
    ['too-many-tables', { maxTables: 1 }, 'phu-luc.xlsx'],
    ['too-many-rows', { maxRows: 2 }, 'phu-luc.xlsx, trang tính “Hai”, dòng 1'],
    ['too-many-columns', { maxColumns: 2 }, 'phu-luc.xlsx, trang tính “Hai”, ô C1'],
    ['too-many-cells', { maxCells: 4 }, 'phu-luc.xlsx, trang tính “Hai”, dòng 1'],
    ['text-too-long', { maxTextChars: 70 }, 'phu-luc.xlsx, trang tính “Hai”, dòng 2'],
    ['cell-too-long', { maxCellChars: 5 }, 'phu-luc.xlsx, xl/sharedStrings.xml'.toLowerCase()],
  ])('is refused: %s', async (code, limits, at) => {
    const file = makeXlsx({
      sheets: [
        { name: 'Một', rows: [['a', 'b'], ['c']] },
        {
          name: 'Hai',
          rows: [['d', 'e', 'f'], Array(10).fill('dài quá')],
        },
      ],
    });
    expect(await refusalOf(readWith(file, 'phu-luc.xlsx', limits))).toEqual({ code, at });
  });

  it('is refused for one text that many cells repeat', async () => {
    const row = Array.from({ length: 100 }, () => 'x'.repeat(10_000));
    const reading = read(sheet(Array.from({ length: 60 }, () => row)));
    expect(await refusalOf(reading)).toMatchObject({ code: 'text-too-long' });
  });
});
