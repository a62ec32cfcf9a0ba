import { describe, expect, it } from '@jest/globals';
import type { SourceDocument } from '../source-document.js';
import { sniff } from './read-source.js';
import { readWith, refusalOf, TAB_APPENDIX } from './testing/index.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
const utf16 = (text: string, bigEndian = false) => {
  const buffer = Buffer.from(text, 'utf16le');
  return new Uint8Array(bigEndian ? buffer.swap16() : buffer);
};
const texts = ({ tables }: SourceDocument) =>
  tables.flatMap(({ rows }) => rows.map(({ cells }) => cells.map(({ text }) => text)));

/** “Đề án số; Việc bị trễ hạn” as Windows-1258 writes it, vowels and tones apart. */
const WINDOWS_1258 = bytes(
  'STT;',
  [0xd0, 0xea, 0xcc],
  ' ',
  [0xe1],
  'n\n1;Vi',
  [0xea, 0xf2],
  'c tr',
  [0xea, 0xde],
  '\n',
);

describe('a tab-separated text', () => {
  it('gives the lines with tabs as one table and the others as paragraphs', async () => {
    const document = await readWith(utf8(TAB_APPENDIX), 'C:\\phu-luc\\mau.txt');
    expect(document).toMatchObject({ kind: 'tsv', file: 'mau.txt' });
    expect(document.paragraphs).toEqual([
      'KẾ HOẠCH MẪU',
      'Thực hiện Chương trình "mẫu" năm 2026;',
      'Nơi nhận: như trên.',
    ]);
    expect(document.tables.map(({ name }) => name)).toEqual(['']);
    expect(texts(document)).toEqual([
      ['STT', 'Nội dung công việc', 'Sản phẩm', 'Cơ quan chủ trì', 'Thời gian', 'Kinh phí'],
      ['I. NHÓM NHIỆM VỤ THỨ NHẤT'],
      ['1', 'Xây dựng kế hoạch mẫu', 'Kế hoạch', 'Sở A, Sở', 'Quý I/2026', '1.250,5'],
      ['', '', '', 'B và các xã'],
      ['2', 'Tổ chức "hội nghị" mẫu', 'Hội nghị', 'Sở A', 'Tháng 6/2026', '-'],
    ]);
  });

  it('numbers its rows as the lines of the file', async () => {
    const { tables } = await readWith(utf8(TAB_APPENDIX), 'mau.txt');
    expect(tables[0]?.rows.map(({ row }) => row)).toEqual([4, 5, 6, 8, 9]);
  });

  it('takes quotes for what they are where all of them add up', async () => {
    const document = await readWith(utf8('TT\tViệc\n1\t"Hai\ndòng"\n2\t"Có ""nháy"""\n'), 'a.tsv');
    expect(texts(document)).toEqual([
      ['TT', 'Việc'],
      ['1', 'Hai\ndòng'],
      ['2', 'Có "nháy"'],
    ]);
    expect(document.tables[0]?.rows.map(({ row }) => row)).toEqual([1, 2, 4]);
  });
});

describe('a comma-separated text', () => {
  it.each([
    ['commas', 'TT,Việc,Kinh phí\n1,"Một, hai","1.250,5"\n2,Ba,\n'],
    ['semicolons', 'TT;Việc;Kinh phí\n1;Một, hai;1.250,5\n2;Ba;\n'],
  ])('is read with %s', async (_, text) => {
    const document = await readWith(utf8(text), 'a.csv');
    expect(document.kind).toBe('csv');
    expect(texts(document)).toEqual([
      ['TT', 'Việc', 'Kinh phí'],
      ['1', 'Một, hai', '1.250,5'],
      ['2', 'Ba'],
    ]);
  });

  it('is read with what its first line states', async () => {
    const document = await readWith(utf8('sep=;\r\nMột, a;Hai, b\r\n'), 'a.csv');
    expect(texts(document)).toEqual([['Một, a', 'Hai, b']]);
    expect(document.tables[0]?.rows[0]?.row).toBe(2);
  });

  it('keeps cells that go over lines', async () => {
    const document = await readWith(utf8('TT;Việc\r\n1;"Một\r\n\r\nhai"\r\n2;Ba\r\n'), 'a.csv');
    expect(texts(document)).toEqual([
      ['TT', 'Việc'],
      ['1', 'Một\nhai'],
      ['2', 'Ba'],
    ]);
    expect(document.tables[0]?.rows.map(({ row }) => row)).toEqual([1, 2, 5]);
  });

  it('is not taken for a tab-separated one because of a tab within a cell', async () => {
    const document = await readWith(utf8('TT;Việc\n1;Một\tviệc\n2;Hai\n'), 'a.csv');
    expect(texts(document)).toEqual([
      ['TT', 'Việc'],
      ['1', 'Một việc'],
      ['2', 'Hai'],
    ]);
  });

  it('is no table where prose merely holds commas', async () => {
    const prose =
      'Một, hai, ba và bốn.\nNăm thì không.\nSáu cũng vậy; nhưng bảy\nthì có, tám, chín, mười, mười một.\nHết.';
    const document = await readWith(utf8(prose), 'a.txt');
    expect(document.tables).toEqual([]);
    expect(document.paragraphs).toHaveLength(5);
  });

  it('names the line of a quote that is never closed', async () => {
    const reading = readWith(utf8('TT;Việc\n1;Một\n2;"Hai\n3;Ba\n'), 'a.csv');
    expect(await refusalOf(reading)).toEqual({ code: 'unclosed-quote', at: 'a.csv, dòng 3' });
  });

  it('names the line of a quote within a cell', async () => {
    const reading = readWith(utf8('TT;Việc\n1;Một "hai" ba\n'), 'a.csv');
    expect(await refusalOf(reading)).toEqual({ code: 'misplaced-quote', at: 'a.csv, dòng 2' });
  });
});

describe('the encoding of a text', () => {
  const text = 'TT;Việc\n1;Đề án “số” trễ hạn\n';
  const expected = [
    ['TT', 'Việc'],
    ['1', 'Đề án “số” trễ hạn'],
  ];

  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a mark', utf8(`\ufeff${text}`)],
    ['UTF-8 in decomposed form', utf8(text.normalize('NFD'))],
    ['UTF-16 LE with a mark', utf16(`\ufeff${text}`)],
    ['UTF-16 BE with a mark', utf16(`\ufeff${text}`, true)],
    ['UTF-16 LE without a mark', utf16(text)],
    ['UTF-16 BE without a mark', utf16(text, true)],
  ])('is found: %s', async (_, file) => {
    expect(texts(await readWith(file, 'a.csv'))).toEqual(expected);
  });

  it('is found: Windows-1258, whose tones become one with their letters', async () => {
    expect(texts(await readWith(WINDOWS_1258, 'a.csv'))).toEqual([
      ['STT', 'Đề án'],
      ['1', 'Việc trễ'],
    ]);
  });

  it.each([
    // “Xây dựng kế hoạch; đề án chuyển đổi số” in each of the two.
    ['TCVN3', 'X\xa9y d\xf9ng k\xd5 ho\xb9ch; \xae\xd2 \xb8n chuy\xd3n \xae\xe6i s\xe8'],
    ['VNI', 'Xa\xe2y d\xf6\xefng ke\xe1 hoa\xefch; \xf1e\xe0 a\xf9n chuye\xe5n \xf1o\xe5i so\xe1'],
  ])('is refused with advice: %s', async (name, text) => {
    const file = new Uint8Array(Buffer.from(text, 'latin1'));
    const refused = readWith(file, 'a.csv').catch((error: Error) => error);
    await expect(refused).resolves.toMatchObject({
      code: 'legacy-encoding',
      detail: expect.stringContaining(name),
    });
  });

  it('names the line of a byte that is not UTF-8', async () => {
    const file = bytes('TT;Việc\n1;Đề án\n2;H', [0xff], 'ội nghị\n');
    expect(await refusalOf(readWith(file, 'a.csv'))).toEqual({
      code: 'invalid-encoding',
      at: 'a.csv, dòng 3',
    });
  });

  it('refuses bytes that are no text at all', async () => {
    const file = bytes('TT;Việc\n1;', [0, 1, 2, 3], '\n');
    expect(await refusalOf(readWith(file, 'a.csv'))).toEqual({ code: 'binary-file', at: 'a.csv, dòng 2' });
  });

  it('refuses half a character of UTF-16', async () => {
    const file = utf16(`\ufeff${text}`).subarray(0, -1);
    expect(await refusalOf(readWith(file, 'a.csv'))).toMatchObject({ code: 'invalid-encoding' });
  });
});

describe('the text of a cell', () => {
  it('is without control characters, invisible ones and spaces that do not break', async () => {
    const file = utf8('TT;Việc\n1;\u200bMột\u00a0\u00a0 hai\u0007 ba\u00ad\ufeff \n');
    expect(texts(await readWith(file, 'a.csv'))[1]).toEqual(['1', 'Một hai ba']);
  });
});

describe('a text that is too much', () => {
  it('is refused for millions of columns, by its line', async () => {
    const file = utf8(`TT\tViệc\n1\tMột\n${'\t'.repeat(17_000_000)}\n`);
    expect(await refusalOf(readWith(file, 'a.tsv'))).toEqual({
      code: 'too-many-columns',
      at: 'a.tsv, dòng 3',
    });
  });

  it('is refused for one column too many that holds something', async () => {
    const file = utf8('1;2;3\n4;5;6;7\n8;9;10\n');
    const reading = readWith(file, 'a.csv', { maxColumns: 3 });
    expect(await refusalOf(reading)).toEqual({ code: 'too-many-columns', at: 'a.csv, dòng 2' });
  });

  it.each([
    ['too-many-rows', { maxRows: 2 }, 'a.csv, dòng 3'],
    ['too-many-cells', { maxCells: 3 }, 'a.csv, dòng 2'],
    ['cell-too-long', { maxCellChars: 4 }, 'a.csv, dòng 3'],
    ['text-too-long', { maxTextChars: 9 }, 'a.csv, dòng 3'],
    ['file-too-large', { maxFileBytes: 20 }, 'a.csv'],
  ])('is refused: %s', async (code, limits, at) => {
    const file = utf8('TT;Một\n1;Hai\n2;Ba bốn\n');
    expect(await refusalOf(readWith(file, 'a.csv', limits))).toEqual({ code, at });
  });

  it('is refused for spaces without end in one cell', async () => {
    const file = utf8(`TT;Một\n1;Hai${' '.repeat(5_000_000)}\n`);
    expect(await refusalOf(readWith(file, 'a.csv'))).toEqual({ code: 'cell-too-long', at: 'a.csv, dòng 2' });
  });
});

describe('the kind of a text', () => {
  it.each([
    ['tsv', 'a\tb\n1\t2\n'],
    ['csv', 'a;b\n1;2\n'],
    ['csv', 'a\nb\n'],
  ])('is %s by what parts its cells, whatever its name', async (kind, text) => {
    expect(await sniff(utf8(text), 'a.xlsx')).toBe(kind);
  });
});
