import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSourceDocument } from '#catalogue';
import { makeDocx, makeXlsx, type XlsxValue } from '#catalogue/testing';
import { Refusal } from '#kernel';
import { type ReadSheet, readSheet, wrongPeriods } from './read-sheet.js';
import { MAX_SHEET_ROWS, SHEET_COLUMNS, SHEET_FIELDS, type SheetField } from './sheet-columns.js';
import { type SheetTemplate, templateLines } from './sheet-template.js';
import { documentsCell, numberCell } from './sheet-values.js';
import { writeCsv, writeSheet } from './write-sheet.js';

type Cells<Value> = Partial<Record<SheetField, Value>>;

const HEAD: readonly string[] = SHEET_FIELDS.map((field) => SHEET_COLUMNS[field].heading);
/** A row that nothing is wrong with. */
const ROW: Cells<string> = {
  code: '1.(1)/1',
  unit: 'xa-a',
  measure: '%',
  period: 'tháng 03/2026',
  value: '86,4',
  measuredOn: '31/03/2026',
  source: 'Báo cáo tháng 3',
};
const EMPTY_ROW: Cells<string> = {
  ...ROW,
  value: '',
  measuredOn: '',
  source: '',
};

const lineOf = <Value>(cells: Cells<Value>, none: Value): Value[] =>
  SHEET_FIELDS.map((field) => cells[field] ?? none);

const readBytes = async (bytes: Uint8Array, name: string) => readSheet(await readSourceDocument(bytes, name));

/** A text file of a head and rows. */
function fromCsv(rows: readonly Cells<string>[], delimiter = ';', head = HEAD): Promise<ReadSheet> {
  const quoted = (text: string) => (/[";,\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [head, ...rows.map((row) => lineOf(row, ''))];
  const text = lines.map((line) => line.map(quoted).join(delimiter)).join('\r\n');
  return readBytes(Buffer.from(text), 'so-lieu.csv');
}

/** A workbook of a head and rows. */
function fromXlsx(rows: readonly Cells<XlsxValue>[], merges: readonly string[] = []): Promise<ReadSheet> {
  const lines = [HEAD, ...rows.map((row) => lineOf<XlsxValue>(row, null))];
  return readBytes(makeXlsx({ sheets: [{ name: 'Số liệu', rows: lines, merges }] }), 'so-lieu.xlsx');
}

const flawsOf = ({ flaws }: ReadSheet) => flaws.map(({ at, column, detail }) => `${at} ${column}: ${detail}`);

async function codeOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Refusal ? error.code : String(error);
}

describe('A filled sheet', () => {
  it('gives what each row says, with the file that says it', async () => {
    const sheet = await fromCsv([
      {
        ...ROW,
        numerator: '432',
        denominator: '500',
        reason: 'Số cũ tính thiếu',
        documents: '12/BC ngày 05/04/2026 của Sở A; 13/BC, ngày 06/04/2026 của Sở B',
      },
    ]);
    expect(sheet).toMatchObject({ file: 'so-lieu.csv', programme: null, period: null, flaws: [] });
    expect(sheet.rows).toMatchObject([
      {
        sheet: '',
        row: 2,
        code: '1.(1)/1',
        unit: 'xa-a',
        measure: '%',
        period: '2026-03',
        empty: false,
        filled: {
          figures: { value: 86.4, numerator: 432, denominator: 500, measuredOn: '2026-03-31' },
          source: 'Báo cáo tháng 3',
          reason: 'Số cũ tính thiếu',
          documents: [
            { number: '12/BC', date: '2026-04-05', issuer: 'Sở A', sha256: null },
            { number: '13/BC', date: '2026-04-06', issuer: 'Sở B', sha256: null },
          ],
        },
      },
    ]);
  });

  it.each([';', ',', '\t'])('is read alike whatever parts its cells: %j', async (delimiter) => {
    const sheet = await fromCsv([ROW, EMPTY_ROW], delimiter);
    expect(sheet.rows.map(({ filled, empty }) => [filled?.figures.value, empty])).toEqual([
      [86.4, false],
      [undefined, true],
    ]);
  });

  it('may have its columns in any order and others beside them, found by their headings', async () => {
    const text = [
      'Ghi chú;Giá trị *;KỲ;Nguồn;Đơn vị tính;Ngày số liệu;ma don vi;mã chỉ tiêu',
      'x;5;2026-Q1;Báo cáo;%;31/03/2026;;1.(1)/1',
    ];
    const sheet = await readBytes(Buffer.from(text.join('\n')), 'a.csv');
    expect(flawsOf(sheet)).toEqual([]);
    expect(sheet.rows).toMatchObject([
      { code: '1.(1)/1', unit: null, period: '2026-Q1', filled: { figures: { value: 5 } } },
    ]);
  });

  it('has nothing to complain of in rows that nothing was filled into', async () => {
    const sheet = await fromCsv([
      EMPTY_ROW,
      { code: 'Người lập biểu', name: 'ký tên' },
      { name: 'x', period: 'y' },
    ]);
    expect(sheet.rows.map(({ empty }) => empty)).toEqual([true, true, true]);
    expect(flawsOf(sheet)).toEqual([]);
  });

  it('is of one period', async () => {
    const sheet = await fromCsv([
      ROW,
      { ...ROW, unit: 'xa-b', period: 'quý I/2026' },
      { ...EMPTY_ROW, period: '2025' },
    ]);
    expect(wrongPeriods(sheet, null)).toMatchObject([
      { at: 'F3', column: 'Kỳ', detail: 'kỳ quý I/2026 không phải kỳ của biểu (tháng 03/2026)' },
    ]);
    expect(wrongPeriods(sheet, '2026-04').map(({ at }) => at)).toEqual(['F2', 'F3']);
  });

  it('names a row twice only to be told where it stands first', async () => {
    const sheet = await fromCsv([ROW, { ...ROW, unit: '' }, { ...ROW, value: '5' }, EMPTY_ROW]);
    expect(flawsOf(sheet)).toEqual(['A4 Mã chỉ tiêu: chỉ tiêu 1.(1)/1 (xa-a) đã có ở dòng 2']);
  });
});

describe('A number of a sheet', () => {
  it.each([
    ['1.234,5', 1234.5],
    ['0,786', 0.786],
    ['1.000', 1000],
    ['1,2340', 1.234],
    ['-3,5', -3.5],
    ['−2', -2],
  ])('written %s is read as Vietnamese', async (value, read) => {
    const sheet = await fromCsv([{ ...ROW, value }]);
    expect(sheet.rows[0]?.filled?.figures.value).toBe(read);
  });

  it.each([
    ['1,234.5', 'có thể hiểu nhiều cách'],
    ['1,234', 'có thể hiểu nhiều cách'],
    ['80.5', 'có thể hiểu nhiều cách'],
    ['1 234', 'không phải là một con số'],
    ['86,4%', 'không phải là một con số'],
    ['khoảng 80', 'không phải là một con số'],
    ['#REF!', 'không phải là một con số'],
    ['1e5', 'không phải là một con số'],
  ])('written %s by another rule is refused by its cell, never guessed', async (value, why) => {
    const sheet = await fromCsv([{ ...ROW, value }]);
    expect(sheet.rows[0]?.filled).toBeNull();
    expect(flawsOf(sheet)).toEqual([expect.stringMatching(`^I2 Giá trị: Giá trị “.*” ${why}`)]);
  });

  it('of a numeric cell is the one that it holds, however its format rounds it', async () => {
    const sheet = await fromXlsx([
      {
        ...ROW,
        value: 1234.567,
        numerator: { number: 432, format: '#,##0' },
        denominator: { number: 500, format: '0' },
      },
      { ...ROW, unit: 'xa-b', value: { number: 86.4321, format: '0' } },
      { ...ROW, unit: 'xa-c', value: { number: 0.8642, format: '0%' } },
      { ...ROW, unit: 'xa-d', value: { formula: 'SUM(A1:A2)', value: 12.5 } },
    ]);
    expect(flawsOf(sheet)).toEqual([]);
    expect(sheet.rows.map(({ filled }) => filled?.figures.value)).toEqual([1234.567, 86.4321, 86.42, 12.5]);
    expect(sheet.rows[0]?.filled?.figures).toMatchObject({ numerator: 432, denominator: 500 });
  });

  it('of a text cell of Excel is read as strictly as any text', async () => {
    const sheet = await fromXlsx([{ ...ROW, value: '1,234' }]);
    expect(flawsOf(sheet)).toEqual([expect.stringMatching(/^I2 Giá trị: .*có thể hiểu nhiều cách/)]);
  });

  it('that no one can mean is refused: a percentage of persons, a date, a formula never computed, an error', async () => {
    const sheet = await fromXlsx([
      { ...ROW, measure: 'người', value: { number: 0.5, format: '0%' } },
      { ...ROW, unit: 'b', value: { date: '2026-03-05' } },
      { ...ROW, unit: 'c', value: { formula: 'TODAY()' } },
      { ...ROW, unit: 'd', value: { xml: (ref) => `<c r="${ref}" t="e"><v>#DIV/0!</v></c>` } },
      { ...ROW, unit: 'e', numerator: 1, denominator: { number: 0.5, format: '0%' } },
    ]);
    expect(flawsOf(sheet)).toEqual([
      expect.stringMatching(/^I2 Giá trị: ô định dạng phần trăm \(50%\)/),
      expect.stringMatching(/^I3 Giá trị: Giá trị “05\/03\/2026” không phải là một con số/),
      expect.stringMatching(/^I4 Giá trị: công thức chưa được tính/),
      expect.stringMatching(/^I5 Giá trị: Giá trị “#DIV\/0!” không phải là một con số/),
      expect.stringMatching(/^K6 Mẫu số: ô định dạng phần trăm/),
    ]);
  });
});

describe('A cell of a sheet', () => {
  it.each([
    ['2026-03-31', 'năm đứng trước'],
    ['3/31/2026', 'kiểu Mỹ'],
    ['5/3/2026', 'một chữ số'],
    ['30/02/2026', 'ngày không có'],
    ['31-03-2026', 'gạch nối'],
    ['46112', 'số ngày của Excel'],
  ])('that says the day as %s is refused (%s)', async (measuredOn) => {
    const sheet = await fromCsv([{ ...ROW, measuredOn }]);
    expect(flawsOf(sheet)).toEqual([
      `L2 Ngày số liệu: “${measuredOn}” không phải là ngày có thật dạng dd/mm/yyyy, như 31/03/2026`,
    ]);
  });

  it('may be a real date of Excel', async () => {
    const sheet = await fromXlsx([{ ...ROW, measuredOn: { date: '2026-03-31' } }]);
    expect(sheet.rows[0]?.filled?.figures.measuredOn).toBe('2026-03-31');
  });

  it.each([
    ['2026-03', '2026-03'],
    ['03/2026', '2026-03'],
    ['3/2026', '2026-03'],
    ['Tháng 3/2026', '2026-03'],
    ['quý I/2026', '2026-Q1'],
    ['Quý iv/2026', '2026-Q4'],
    ['quý 2/2026', '2026-Q2'],
    ['2026-Q3', '2026-Q3'],
    ['năm 2026', '2026'],
    ['2026', '2026'],
    ['Mar-26', null],
    ['13/2026', null],
    ['01/03/2026', null],
    ['quý V/2026', null],
    ['', null],
  ])('that says the period as “%s” is %s', async (text, period) => {
    const sheet = await fromCsv([{ ...ROW, period: text }]);
    expect(sheet.rows[0]?.period).toBe(period);
    expect(flawsOf(sheet).filter((flaw) => flaw.startsWith('F2 Kỳ'))).toHaveLength(period === null ? 1 : 0);
  });

  it('tells all that is wrong in its row at once', async () => {
    const sheet = await fromCsv([
      {
        ...ROW,
        code: '',
        value: '',
        numerator: 'x',
        measuredOn: '',
        documents: '12/BC',
        source: 'a'.repeat(501),
      },
    ]);
    expect(sheet.flaws.map(({ at, column }) => `${at} ${column}`)).toEqual([
      'A2 Mã chỉ tiêu',
      'I2 Giá trị',
      'J2 Tử số',
      'L2 Ngày số liệu',
      'O2 Văn bản',
      'M2 Nguồn',
    ]);
  });

  it('that is merged over rows speaks for none but the first', async () => {
    const sheet = await fromXlsx([ROW, { ...ROW, unit: 'xa-b', value: null }], ['I2:I3']);
    expect(flawsOf(sheet)).toEqual(['I3 Giá trị: ô thuộc một vùng gộp; hãy bỏ gộp ô và điền từng dòng']);
    expect(sheet.rows.map(({ filled }) => filled?.figures.value)).toEqual([86.4, undefined]);
  });
});

describe('A file that is no sheet', () => {
  it.each<[string, string, () => Promise<ReadSheet>]>([
    ['a Word file', 'sheet-wrong-kind', () => readBytes(makeDocx({ tables: [{ rows: [HEAD] }] }), 'a.docx')],
    [
      'one without a head',
      'sheet-without-table',
      () =>
        fromCsv(
          [ROW],
          ';',
          HEAD.map(() => 'x'),
        ),
    ],
    [
      'one that lacks a column',
      'sheet-columns-missing',
      () =>
        fromCsv(
          [ROW],
          ';',
          HEAD.map((heading) => (heading === 'Kỳ' ? 'Thời gian' : heading)),
        ),
    ],
    [
      'one of too many rows',
      'sheet-too-long',
      () => fromCsv(Array.from({ length: MAX_SHEET_ROWS + 1 }, (_, row) => ({ ...ROW, unit: `xa-${row}` }))),
    ],
  ])('is refused: %s (%s)', async (_, code, read) => {
    expect(await codeOf(read())).toBe(code);
  });

  it('says which columns it lacks, and where', async () => {
    const head = HEAD.map((heading) => (heading === 'Kỳ' || heading === 'Nguồn' ? 'x' : heading));
    await expect(fromCsv([ROW], ';', head)).rejects.toThrow('dòng 1: thiếu cột “Kỳ”, “Nguồn”');
  });
});

const VIETNAMESE = fc.string({
  unit: fc.constantFrom(...'aăâbcdđeêghikmnoôơpqrstuưvxyĂÂĐÊÔƠƯáàảãạ 0123456789.,;:"\'()/%–-+=@'),
  minLength: 1,
  maxLength: 40,
});
const WORDS = VIETNAMESE.map((text) => `Sở ${text}`.replaceAll(/\s+/g, ' ').trim());
const NUMBER = fc
  .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, decimals]) => digits / 10 ** decimals + 0);
const DAY = fc.integer({ min: 1, max: 31 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`);
const DOCUMENTS = fc.array(
  fc.record({
    number: fc.constantFrom('12/BC-SKHCN', '5/QĐ', '1-KL/TU'),
    date: DAY,
    issuer: fc.constantFrom('Sở Khoa học và Công nghệ', 'Ban Chỉ đạo'),
    sha256: fc.constant(null),
  }),
  { maxLength: 3 },
);
const FILLED_ROW = fc.record({
  name: WORDS,
  unitName: WORDS,
  isOwn: fc.boolean(),
  measure: fc.constantFrom('%', 'người', null),
  standing: fc.option(NUMBER),
  filled: fc.option(
    fc.record({
      value: NUMBER,
      fraction: fc.option(fc.tuple(NUMBER, NUMBER)),
      measuredOn: DAY,
      source: fc.option(WORDS),
      reason: fc.option(WORDS),
      documents: DOCUMENTS,
    }),
    { freq: 4 },
  ),
});

describe('A template', () => {
  const period = fc.constantFrom('2026-03', '2026-Q1', '2026');

  it.each(['csv', 'xlsx'] as const)(
    'that was filled in is read back as it was filled (%s)',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(period, fc.array(FILLED_ROW, { minLength: 1, maxLength: 8 }), async (of, asked) => {
          const template: SheetTemplate = {
            programme: { id: 'mau-2026', title: 'Chương trình; “mẫu”' },
            period: of,
            rows: asked.map(({ name, unitName, isOwn, measure, standing }, index) => ({
              code: `1.(1)/${index}`,
              name,
              unit: isOwn ? null : { id: `xa-${index}`, name: unitName },
              measure,
              target: 'ít nhất 95 %',
              standing,
            })),
          };
          const lines = templateLines(template);
          const rows = lines.rows.map((line, index) => {
            const filled = asked[index]?.filled;
            if (!filled) return line;
            const [numerator = null, denominator = null] = filled.fraction ?? [];
            const said: Cells<string> = {
              value: numberCell(filled.value),
              numerator: numerator === null ? '' : numberCell(numerator),
              denominator: denominator === null ? '' : numberCell(denominator),
              measuredOn: filled.measuredOn.split('-').reverse().join('/'),
              source: filled.source ?? '',
              reason: filled.reason ?? '',
              documents: documentsCell(filled.documents),
            };
            return SHEET_FIELDS.map((field, column) => said[field] ?? line[column] ?? '');
          });
          const file = { ...lines, rows };
          // Excel's own cells of days are dates; as texts they are read too.
          const bytes =
            format === 'csv' ? writeCsv(file) : await workbookOf([...file.introduction, file.head, ...rows]);
          const sheet = await readBytes(bytes, `a.${format}`);
          expect(flawsOf(sheet)).toEqual([]);
          expect(sheet).toMatchObject({ programme: 'mau-2026', period: of });
          expect(wrongPeriods(sheet, of)).toEqual([]);
          expect(
            sheet.rows.map(({ code, unit, measure, filled, empty }) => ({
              code,
              unit,
              measure,
              filled,
              empty,
            })),
          ).toEqual(
            asked.map(({ isOwn, measure, filled }, index) => ({
              code: `1.(1)/${index}`,
              unit: isOwn ? null : `xa-${index}`,
              measure: measure ?? '',
              empty: filled === null,
              filled: filled && {
                figures: {
                  value: filled.value,
                  numerator: filled.fraction?.[0] ?? null,
                  denominator: filled.fraction?.[1] ?? null,
                  measuredOn: filled.measuredOn,
                },
                source: filled.source,
                reason: filled.reason,
                documents: filled.documents,
              },
            })),
          );
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(['csv', 'xlsx'] as const)(
    'as it comes holds rows to fill in and nothing else (%s)',
    async (format) => {
      const template: SheetTemplate = {
        programme: { id: 'mau-2026', title: 'Chương trình mẫu' },
        period: '2026-03',
        rows: [
          { code: '1', name: '- =1+1', unit: null, measure: '%', target: 'ít nhất 95 %', standing: 1234.567 },
          {
            code: '2',
            name: 'Số người',
            unit: { id: 'xa-a', name: 'Xã A' },
            measure: null,
            target: null,
            standing: null,
          },
        ],
      };
      const bytes = await writeSheet(templateLines(template), format);
      const document = await readSourceDocument(bytes, `a.${format}`);
      const [table] = document.tables;
      const texts = table?.rows.map(({ cells }) => cells.map(({ text }) => text)) ?? [];
      expect(texts.slice(-2)).toEqual([
        [
          '1',
          format === 'csv' ? "'- =1+1" : '- =1+1',
          '',
          'Toàn chương trình',
          '%',
          'tháng 03/2026',
          'ít nhất 95 %',
          '1.234,5670',
        ],
        ['2', 'Số người', 'xa-a', 'Xã A', '', 'tháng 03/2026'],
      ]);
      const sheet = readSheet(document);
      expect(sheet).toMatchObject({ programme: 'mau-2026', period: '2026-03', flaws: [] });
      expect(sheet.rows.map(({ empty }) => empty)).toEqual([true, true]);
    },
  );

  it('as CSV begins with the mark of UTF-8 and parts its cells by semicolons, as a Vietnamese Excel does', () => {
    const text = Buffer.from(
      writeCsv({ introduction: [['Biểu']], head: ['A', 'B'], rows: [['1,5', 'x;"y"']] }),
    ).toString('utf8');
    expect(text).toBe('\ufeffBiểu;\r\nA;B\r\n"1,5";"x;""y"""\r\n');
  });
});

function workbookOf(rows: readonly (readonly string[])[]): Uint8Array {
  return makeXlsx({
    sheets: [{ name: 'Số liệu', rows: rows.map((row) => row.map((text) => text || null)) }],
  });
}
