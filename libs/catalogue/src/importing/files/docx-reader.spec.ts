import { describe, expect, it } from '@jest/globals';
import { Document, Packer, Paragraph, Table, TableCell, TableRow, VerticalMergeType } from 'docx';
import type { SourceTable } from '../source-document.js';
import {
  type DocxSource,
  docxParagraph,
  docxTable,
  makeDocx,
  readWith,
  refusalOf,
  relationshipsPart,
  WORD_APPENDIX,
  XML_HEAD,
} from './testing/index.js';

const read = (source: DocxSource) => readWith(makeDocx(source), 'phu-luc.docx');
const texts = (table: SourceTable | undefined) =>
  table?.rows.map(({ cells }) => cells.map(({ text, covered }) => (covered ? `^${text}` : text)));
const cell = (xml: string) => ({ tables: [{ rows: [['1', { xml }]] }] });
const textOf = async (xml: string) => (await read(cell(xml))).tables[0]?.rows[0]?.cells[1]?.text;
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

describe('a Word document', () => {
  it('gives its tables, and in order the paragraphs outside of them', async () => {
    const document = await read({
      paragraphs: ['KẾ HOẠCH MẪU', '', 'Số: 12/KH'],
      tables: [{ rows: [['a', 'b']] }, { rows: [['c']] }],
      closing: ['Nơi nhận'],
    });
    expect(document).toMatchObject({ kind: 'docx', file: 'phu-luc.docx' });
    expect(document.paragraphs).toEqual(['KẾ HOẠCH MẪU', 'Số: 12/KH', 'Nơi nhận']);
    expect(document.tables.map((table) => [table.name, texts(table)])).toEqual([
      ['Bảng 1', [['a', 'b']]],
      ['Bảng 2', [['c']]],
    ]);
  });

  it('gives each cell of a merged area the text of the whole', async () => {
    const { tables } = await read({ tables: [WORD_APPENDIX] });
    expect(texts(tables[0])?.slice(1, 6)).toEqual([
      ['I. NHÓM NHIỆM VỤ THỨ NHẤT', ...Array(5).fill('^I. NHÓM NHIỆM VỤ THỨ NHẤT')],
      ['1', 'Xây dựng kế hoạch mẫu', 'Kế hoạch', 'Sở A', 'Quý I/2026', '1.250,5'],
      ['2', 'Tổ chức hội nghị mẫu', 'Hội nghị', '^Sở A', 'Tháng 6/2026', '-'],
      ['7', 'Nhiệm vụ nhóm', ...Array(4).fill('^Nhiệm vụ nhóm')],
      ['7.1', 'Việc con thứ nhất', 'Báo cáo\nDanh mục', 'Xã B', 'Thường xuyên'],
    ]);
  });

  it('reads what another program writes in the same way', async () => {
    const of = (text: string, options: object = {}) =>
      new TableCell({ children: [new Paragraph(text)], ...options });
    const rows = [
      new TableRow({ children: [of('I. Nhóm', { columnSpan: 3 })] }),
      new TableRow({
        children: [of('1'), of('Việc'), of('Sở A', { verticalMerge: VerticalMergeType.RESTART })],
      }),
      new TableRow({
        children: [of('2'), of('Khác'), of('', { verticalMerge: VerticalMergeType.CONTINUE })],
      }),
    ];
    const file = await Packer.toBuffer(
      new Document({ sections: [{ children: [new Paragraph('Mở đầu'), new Table({ rows })] }] }),
    );
    const document = await readWith(file, 'khac.docx');
    expect(document.paragraphs).toEqual(['Mở đầu']);
    expect(texts(document.tables[0])).toEqual([
      ['I. Nhóm', '^I. Nhóm', '^I. Nhóm'],
      ['1', 'Việc', 'Sở A'],
      ['2', 'Khác', '^Sở A'],
    ]);
  });

  it('ends a merge downwards where a cell that is not merged stands', async () => {
    const { tables } = await read({
      tables: [
        {
          rows: [
            ['1', { text: 'A', merge: 'restart' }],
            ['2', 'B'],
            ['3', { text: 'C', merge: 'continue' }],
          ],
        },
      ],
    });
    expect(texts(tables[0])).toEqual([
      ['1', 'A'],
      ['2', 'B'],
      ['3', 'C'],
    ]);
  });

  it('leaves out rows without text and still counts them', async () => {
    const { tables } = await read({ tables: [{ rows: [['1'], ['', ' '], ['3']] }] });
    expect(tables[0]?.rows.map(({ row }) => row)).toEqual([1, 3]);
  });

  it('puts the first cell of a row that begins further right in its column', async () => {
    const row = `<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc>${docxParagraph('x')}</w:tc></w:tr>`;
    const { tables } = await read({ xml: `<w:tbl>${row}</w:tbl>` });
    expect(texts(tables[0])).toEqual([['', '', 'x']]);
  });

  it('reads a table within a cell as lines of that cell', async () => {
    const inner = docxTable({
      rows: [
        ['a', 'b'],
        ['c', { text: 'd', span: 90 }],
      ],
    });
    const document = await read(cell(`${docxParagraph('trước')}${inner}${docxParagraph('sau')}`));
    expect(document.tables).toHaveLength(1);
    expect(texts(document.tables[0])).toEqual([['1', 'trước\na\nb\nc\nd\nsau']]);
  });
});

describe('the text of a Word cell', () => {
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;

  it.each([
    [
      'deleted text is not read',
      `<w:p>${run('còn')}<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>`,
      'còn',
    ],
    [
      'moved text is read where it went',
      `<w:p><w:moveFrom>${run('bỏ')}</w:moveFrom>${run('còn')}<w:moveTo>${run(' đến')}</w:moveTo></w:p>`,
      'còn đến',
    ],
    ['inserted text is read', `<w:p><w:ins>${run('thêm')}</w:ins></w:p>`, 'thêm'],
    [
      'paragraphs whose mark was deleted run on',
      `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run('một ')}</w:p><w:p>${run('hai')}</w:p>`,
      'một hai',
    ],
    [
      'text boxes are not read',
      `<w:p>${run('ngoài')}<w:r><w:pict><w:txbxContent><w:p>${run('hộp')}</w:p></w:txbxContent></w:pict></w:r></w:p>`,
      'ngoài',
    ],
    [
      'hidden text is not read',
      `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>${run('hiện')}</w:p>`,
      'hiện',
    ],
    [
      'of two versions the newer one is read',
      `<w:p><mc:AlternateContent><mc:Choice Requires="w14">${run('mới')}</mc:Choice><mc:Fallback>${run('cũ')}</mc:Fallback></mc:AlternateContent></w:p>`,
      'mới',
    ],
    [
      'line breaks stay, tabs are spaces',
      `<w:p>${run('một')}<w:r><w:br/><w:t>hai</w:t><w:tab/><w:t>ba</w:t></w:r></w:p>`,
      'một\nhai ba',
    ],
    [
      'a hyphen that does not break is a hyphen',
      `<w:p><w:r><w:t>57</w:t><w:noBreakHyphen/><w:t>NQ</w:t></w:r></w:p>`,
      '57-NQ',
    ],
    [
      'the result of a field is read, not its instruction',
      `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('12')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
      '12',
    ],
    [
      'the text of a link is read',
      `<w:p><w:hyperlink r:id="rId9">${run('tại đây')}</w:hyperlink></w:p>`,
      'tại đây',
    ],
    ['letters in decomposed form are composed', `<w:p>${run('Việc'.normalize('NFD'))}</w:p>`, 'Việc'],
  ])('%s', async (_, xml, expected) => {
    expect(await textOf(xml)).toBe(expected);
  });

  it('leaves out a row that was deleted', async () => {
    const row = (text: string, mark = '') =>
      `<w:tr><w:trPr>${mark}</w:trPr><w:tc>${docxParagraph(text)}</w:tc></w:tr>`;
    const { tables } = await read({
      xml: `<w:tbl>${row('1')}${row('2', '<w:del w:id="1"/>')}${row('3')}</w:tbl>`,
    });
    expect(tables[0]?.rows.map(({ row, cells }) => [row, cells[0]?.text])).toEqual([
      [1, '1'],
      [3, '3'],
    ]);
  });
});

describe('the numbers that Word writes itself', () => {
  const level = (index: number, format: string, text: string) =>
    `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
  const lists = `${XML_HEAD}<w:numbering ${W}><w:abstractNum w:abstractNumId="0">${level(0, 'upperRoman', '%1.')}${level(1, 'decimal', '%2')}${level(2, 'decimal', '%2.%3')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '\uf0b7')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`;
  const styles = `${XML_HEAD}<w:styles ${W}><w:style w:styleId="so"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="con"><w:basedOn w:val="so"/></w:style></w:styles>`;
  const item = (list: number, ilvl: number, text = '') =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${list}"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const numbered = async (...paragraphs: string[]) => {
    const { tables } = await read({
      tables: [{ rows: paragraphs.map((xml) => [{ xml }, 'việc']) }],
      relationships: [
        { id: 'n', type: 'numbering', target: 'numbering.xml' },
        { id: 's', type: 'styles', target: 'styles.xml' },
      ],
      parts: [
        { name: 'word/numbering.xml', data: lists },
        { name: 'word/styles.xml', data: styles },
      ],
    });
    return tables[0]?.rows.map(({ cells }) => cells[0]?.text);
  };

  it('stand in the column of numbers, by level', async () => {
    expect(
      await numbered(
        item(1, 0, 'Nhóm'),
        item(1, 1),
        item(1, 1),
        item(1, 2),
        item(1, 2),
        item(1, 0),
        item(1, 1),
      ),
    ).toEqual(['I. Nhóm', '1', '2', '2.1', '2.2', 'II.', '1']);
  });

  it('begin anew where a list says so', async () => {
    expect(await numbered(item(1, 1), item(3, 1), item(3, 1))).toEqual(['1', '5', '6']);
  });

  it('come from the style of the paragraph', async () => {
    const styled = (style: string) => `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr></w:p>`;
    expect(await numbered(styled('so'), styled('con'), docxParagraph('không'))).toEqual(['1', '2', 'không']);
  });

  it('are a hyphen for a bullet', async () => {
    expect(await numbered(item(2, 0, 'Báo cáo'))).toEqual(['- Báo cáo']);
  });
});

describe('a Word document that is too much', () => {
  it.each(['17000000', '101', '-1', '1e9', 'NaN', '2.5'])(
    'is refused for a cell over %s columns',
    async (span) => {
      const reading = read({ tables: [{ rows: [['1']] }, { rows: [['1'], [{ text: 'x', span }]] }] });
      expect(await refusalOf(reading)).toEqual({ code: 'absurd-span', at: 'phu-luc.docx, Bảng 2, dòng 2' });
    },
  );

  it.each([
    ['too-many-tables', { maxTables: 1 }, 'phu-luc.docx'],
    ['too-many-rows', { maxRows: 2 }, 'phu-luc.docx, Bảng 2, dòng 1'],
    ['too-many-columns', { maxColumns: 2 }, 'phu-luc.docx, Bảng 2, dòng 1'],
    ['too-many-cells', { maxCells: 4 }, 'phu-luc.docx, Bảng 2, dòng 1'],
    ['cell-too-long', { maxCellChars: 5 }, 'phu-luc.docx, Bảng 2, dòng 2'],
    ['text-too-long', { maxTextChars: 8 }, 'phu-luc.docx, Bảng 2, dòng 2'],
    ['too-many-paragraphs', { maxRows: 4 }, 'phu-luc.docx, đoạn 5'],
  ])('is refused: %s', async (code, limits, at) => {
    const file = makeDocx({
      tables: [{ rows: [['1', '2'], ['3']] }, { rows: [['a', 'b', 'c'], ['dài quá']] }],
      closing: ['1', '2', '3', '4', '5', '6', '7'],
    });
    expect(await refusalOf(readWith(file, 'phu-luc.docx', limits))).toEqual({ code, at });
  });

  it('is refused for a text that a merged area repeats without end', async () => {
    const text = 'x'.repeat(10_000);
    const rows = Array.from({ length: 100 }, () => [{ text, span: 100 }]);
    const reading = read({ tables: [{ rows }] });
    expect(await refusalOf(reading)).toMatchObject({ code: 'text-too-long' });
  });

  it('is refused for spaces without end', async () => {
    const xml = `<w:p><w:r><w:t>${' '.repeat(3_000_000)}</w:t></w:r></w:p>`;
    expect(await refusalOf(read(cell(xml)))).toMatchObject({ code: 'cell-too-long' });
  });

  it('is refused for elements without end in one another', async () => {
    const xml = `${'<w:sdt>'.repeat(5_000)}${'</w:sdt>'.repeat(5_000)}`;
    expect(await refusalOf(read({ xml }))).toMatchObject({ code: 'malformed-xml' });
  });
});

describe('a field of a Word document', () => {
  const field = (...pieces: string[]) =>
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${pieces.map((piece) => `<w:r><w:instrText>${piece}</w:instrText></w:r>`).join('')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;

  it.each([
    ['runs a program', field(' DDEAUTO c:\\\\x.exe')],
    ['runs a program in pieces', field(' DD', 'EAUTO c:\\\\x.exe')],
    ['fetches an image', field('INCLUDEPICTURE "http://example.org/a.png"')],
    ['fetches a text', '<w:p><w:fldSimple w:instr="INCLUDETEXT x.docx"/></w:p>'],
  ])('is refused where it %s', async (_, xml) => {
    expect(await refusalOf(read(cell(xml)))).toEqual({
      code: 'external-link',
      at: 'phu-luc.docx, Bảng 1, dòng 1',
    });
  });

  it('may be a link to a page', async () => {
    const relationships = [{ id: 'rId9', type: 'hyperlink', target: 'https://example.org/', external: true }];
    const document = await read({ paragraphs: ['Xem trang'], relationships });
    expect(document.paragraphs).toEqual(['Xem trang']);
    expect(relationshipsPart('', relationships).data).toContain('TargetMode="External"');
  });
});
