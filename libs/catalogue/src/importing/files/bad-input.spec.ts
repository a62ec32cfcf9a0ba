import { describe, expect, it } from '@jest/globals';
import { DEFAULT_IMPORT_LIMITS } from './import-limits.js';
import { sniff } from './read-source.js';
import {
  contentTypesPart,
  docxDocumentXml,
  docxParagraph,
  makeDocx,
  makeXlsx,
  makeZip,
  type Relationship,
  readWith,
  refusalOf,
  relationshipsPart,
  XML_HEAD,
  type ZipPart,
} from './testing/index.js';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const utf16 = (text: string) => Buffer.from(text, 'utf16le').toString('latin1');
const refused = (bytes: Uint8Array, name = 'tep.docx') => refusalOf(readWith(bytes, name));

const DOCX = makeDocx({ paragraphs: ['Mở đầu'], tables: [{ rows: [['TT', 'Việc']] }] });
const XLSX = makeXlsx({ sheets: [{ name: 'PL', rows: [['TT', 'Việc']] }] });
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const DOCUMENT = 'word/document.xml';
const docxWith = (...parts: ZipPart[]) => makeDocx({ tables: [{ rows: [['TT']] }], parts });
const docxTo = (...relationships: Relationship[]) =>
  makeDocx({ tables: [{ rows: [['TT']] }], relationships });
const xlsxWith = (...parts: ZipPart[]) => makeXlsx({ sheets: [{ name: 'PL', rows: [['TT']] }], parts });
const documentOf = (body: string) => ({ name: DOCUMENT, data: docxDocumentXml(body) });

describe('a file that is none of ours', () => {
  it.each([
    ['an empty file', new Uint8Array(), 'file-empty'],
    ['an empty zip', makeZip([]), 'empty-archive'],
    ['a PDF', latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj'), 'not-an-office-file'],
    ['a PDF with something before it', latin1('\n\n%PDF-1.4\n'), 'not-an-office-file'],
    ['a PNG', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'not-an-office-file'],
    ['a JPEG', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'not-an-office-file'],
    ['an RTF named .doc', latin1('{\\rtf1\\ansi abc}'), 'not-an-office-file'],
    [
      'a web page named .xls',
      latin1('<html><body><table><tr><td>1</td></tr></table></body></html>'),
      'not-an-office-file',
    ],
    ['a table of a web page', latin1('\xef\xbb\xbf  <!-- x --><table border=1>'), 'not-an-office-file'],
    ['a web page in UTF-16', latin1(`\xff\xfe${utf16('<html>')}`), 'not-an-office-file'],
    ['a spreadsheet of 2003 in XML', latin1('<?xml version="1.0"?><Workbook/>'), 'not-an-office-file'],
    ['a program', latin1('MZ\x90\0\x03\0'), 'not-an-office-file'],
    ['an old Word file', latin1(`${OLE}${utf16('Root Entry')}${utf16('WordDocument')}`), 'old-office-format'],
    ['an old Excel file', latin1(`${OLE}${utf16('Root Entry')}${utf16('Workbook')}`), 'old-office-format'],
    [
      'a Word file with a password',
      latin1(`${OLE}${utf16('EncryptionInfo')}${utf16('EncryptedPackage')}`),
      'password-protected',
    ],
    ['a zip of something else', makeZip([{ name: 'anh.txt', data: 'abc' }]), 'not-an-office-file'],
    [
      'an OpenDocument file',
      makeZip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }]),
      'not-an-office-file',
    ],
    ['a binary workbook', makeZip([{ name: 'xl/workbook.bin', data: 'abc' }]), 'not-an-office-file'],
    [
      'a presentation',
      makeDocx({ types: { [DOCUMENT]: 'presentationml.presentation.main+xml' } }),
      'not-an-office-file',
    ],
    ['a package without a document', makeZip([contentTypesPart({})]), 'not-an-office-file'],
    [
      'a package whose document is missing',
      makeZip([
        contentTypesPart({}),
        relationshipsPart('', [{ id: 'a', type: 'officeDocument', target: 'word/document.xml' }]),
      ]),
      'not-an-office-file',
    ],
  ])('is refused whatever its name: %s', async (_, bytes, code) => {
    expect(await refused(bytes)).toEqual({ code, at: expect.stringMatching(/^tep\.docx/) });
    expect(await refusalOf(sniff(bytes, 'tep.csv'))).toMatchObject({ code });
  });

  it('is told by its content where its name says otherwise', async () => {
    expect(await sniff(DOCX, 'a.xlsx')).toBe('docx');
    expect(await sniff(XLSX, 'a.csv')).toBe('xlsx');
  });

  it('is refused for its size before anything else', async () => {
    const bytes = new Uint8Array(DEFAULT_IMPORT_LIMITS.maxFileBytes + 1);
    expect(await refused(bytes)).toEqual({ code: 'file-too-large', at: 'tep.docx' });
  });
});

describe('a damaged archive', () => {
  it.each([0.3, 0.6, 0.9, 0.99])('is refused where it ends at %d of its length', async (share) => {
    expect(await refused(DOCX.slice(0, Math.floor(DOCX.length * share)))).toEqual({
      code: 'damaged-archive',
      at: 'tep.docx',
    });
  });

  it('is refused for a wrong checksum', async () => {
    const bytes = docxWith({ ...documentOf(docxParagraph('x')), statedCrc: 1 });
    expect(await refused(bytes)).toEqual({ code: 'damaged-archive', at: `tep.docx, ${DOCUMENT}` });
  });

  it.each([
    ['packed in a strange way', { statedMethod: 12 }],
    ['said to be packed and stored', { stored: true, statedMethod: 8 }],
    ['said to be larger than it is', { statedSize: 5_000 }],
  ])('is refused where a part is %s', async (_, lie) => {
    const bytes = docxWith({ ...documentOf(docxParagraph('x')), ...lie });
    expect(await refused(bytes)).toEqual({ code: 'damaged-archive', at: `tep.docx, ${DOCUMENT}` });
  });

  it('is refused for two parts of one name', async () => {
    const bytes = docxWith(documentOf(''), { name: 'WORD/Document.xml', data: '<x/>' });
    expect(await refused(bytes)).toMatchObject({ code: 'damaged-archive' });
  });

  it.each(['../../x.xml', '/etc/x.xml', 'C:/x.xml', '..\\..\\x.xml'])(
    'is refused for the path %s',
    async (name) => {
      expect(await refused(docxWith({ name, data: '<x/>' }))).toMatchObject({ code: 'unsafe-archive-path' });
    },
  );

  it('is refused for a part with a password', async () => {
    const bytes = docxWith({ ...documentOf(''), flags: 1 });
    expect(await refused(bytes)).toMatchObject({ code: 'password-protected' });
  });
});

describe('a zip bomb', () => {
  const spaces = (count: number) => `${docxDocumentXml('')}${' '.repeat(count)}`;

  it('is refused for what it declares in all', async () => {
    const media = Array.from({ length: 3 }, (_, index) => ({
      name: `word/media/${index}.png`,
      data: 'x',
      statedSize: 90_000_000,
    }));
    expect(await refused(docxWith(...media))).toMatchObject({ code: 'archive-bomb' });
  });

  it('is refused for a part that grows out of measure, though within the sizes', async () => {
    const bytes = docxWith({ name: DOCUMENT, data: spaces(20_000_000) });
    expect(await refused(bytes)).toEqual({ code: 'archive-bomb', at: `tep.docx, ${DOCUMENT}` });
  });

  it('is refused for a part that unpacks to more than it declares', async () => {
    const bytes = docxWith({ name: DOCUMENT, data: spaces(20_000_000), statedSize: 4_000 });
    expect(await refused(bytes)).toEqual({ code: 'archive-bomb', at: `tep.docx, ${DOCUMENT}` });
  });

  it('is refused for parts that are much together', async () => {
    const rows = Array.from({ length: 2_000 }, (_, row) => [`${row}`, `${row * 7919}`]);
    const bytes = makeXlsx({ sheets: Array.from({ length: 5 }, (_, index) => ({ name: `${index}`, rows })) });
    const reading = readWith(bytes, 'tep.xlsx', { maxUnpackedBytes: 400_000 });
    expect(await refusalOf(reading)).toMatchObject({ code: 'archive-bomb' });
  });

  it('is refused for parts that share their bytes', async () => {
    const shared = Array.from({ length: 20 }, (_, index) => ({
      name: `word/media/${index}.xml`,
      data: '<x/>',
      ...(index === 0 ? {} : { bytesOf: 0 }),
    }));
    expect(await refused(makeZip(shared))).toEqual({ code: 'archive-bomb', at: 'tep.docx' });
  });

  it('is refused for the number of its parts', async () => {
    const parts = Array.from({ length: 3_000 }, (_, index) => ({ name: `word/${index}.xml`, data: '<x/>' }));
    expect(await refused(makeZip(parts))).toEqual({ code: 'too-many-parts', at: 'tep.docx' });
  });

  it('is refused for an archive within it, which is not opened', async () => {
    const inner = makeZip([{ name: 'a.xml', data: ' '.repeat(5_000_000) }]);
    const bytes = docxWith({ name: 'word/media/a.png', data: inner });
    expect(await refused(bytes)).toEqual({ code: 'embedded-object', at: 'tep.docx, word/media/a.png' });
  });
});

describe('macros', () => {
  it.each([
    ['a part with a program', docxWith({ name: 'word/vbaProject.bin', data: 'x' })],
    [
      'a document of the kind that has them',
      makeDocx({ types: { [DOCUMENT]: 'application/vnd.ms-word.document.macroEnabled.main+xml' } }),
    ],
    [
      'a workbook of the kind that has them',
      makeXlsx({
        sheets: [],
        types: { 'xl/workbook.xml': 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' },
      }),
    ],
    [
      'a program under another name',
      docxTo({
        id: 'v',
        type: 'http://schemas.microsoft.com/office/2006/relationships/vbaProject',
        target: 'a.xml',
      }),
    ],
    ['a sheet of Excel 4 macros', xlsxWith({ name: 'xl/macrosheets/sheet1.xml', data: '<x/>' })],
  ])('are refused: %s', async (_, bytes) => {
    expect(await refused(bytes)).toMatchObject({ code: 'macros-not-allowed' });
  });
});

describe('what a document fetches or carries', () => {
  const outside = (type: string, target = 'https://example.org/x') =>
    docxTo({ id: 'r', type, target, external: true });

  it.each([
    ['a template from elsewhere', outside('attachedTemplate')],
    ['an image from elsewhere', outside('image')],
    ['an object from elsewhere', outside('oleObject')],
    ['a frame from elsewhere', outside('frame')],
    ['a part of a document from elsewhere', outside('subDocument', '\\\\may-chu\\x.docx')],
    [
      'a link from the package itself',
      makeDocx({
        parts: [
          relationshipsPart('', [
            { id: 'a', type: 'officeDocument', target: DOCUMENT },
            { id: 'b', type: 'image', target: 'http://example.org', external: true },
          ]),
        ],
      }),
    ],
    ['links of a workbook to others', xlsxWith({ name: 'xl/externalLinks/externalLink1.xml', data: '<x/>' })],
    ['connections of a workbook', xlsxWith({ name: 'xl/connections.xml', data: '<x/>' })],
    [
      'a link of a workbook under another name',
      makeXlsx({ sheets: [], relationships: [{ id: 'x', type: 'externalLink', target: 'a.xml' }] }),
    ],
  ])('is refused: %s', async (_, bytes) => {
    expect(['external-link', 'embedded-object']).toContain((await refused(bytes)).code);
  });

  it.each([
    ['an OLE object', docxWith({ name: 'word/embeddings/oleObject1.bin', data: 'x' })],
    ['an OLE object under another name', docxWith({ name: 'word/media/x.wmf', data: latin1(OLE) })],
    ['a control', docxWith({ name: 'word/activeX/activeX1.xml', data: '<x/>' })],
    ['a page of another kind', docxTo({ id: 'a', type: 'aFChunk', target: 'a.html' })],
    ['a workbook of a chart', docxTo({ id: 'a', type: 'package', target: 'a.xlsx' })],
    ['a PDF', docxWith({ name: 'word/media/x.bin', data: '%PDF-1.7' })],
  ])('is refused as embedded: %s', async (_, bytes) => {
    expect(await refused(bytes)).toMatchObject({ code: 'embedded-object' });
  });

  it('may be links to pages, images, settings of a printer and parts that are not read', async () => {
    const bytes = makeDocx({
      tables: [{ rows: [['TT']] }],
      relationships: [
        { id: 'a', type: 'hyperlink', target: 'https://example.org/?a=1&b=2', external: true },
        { id: 'b', type: 'hyperlink', target: 'mailto:a@example.org', external: true },
        { id: 'c', type: 'image', target: 'media/anh.png' },
      ],
      parts: [
        { name: 'word/media/anh.png', data: latin1('\x89PNG\r\n\x1a\n') },
        { name: 'word/printerSettings/printerSettings1.bin', data: 'x' },
        { name: 'word/theme/theme1.xml', data: `${XML_HEAD}<a/>` },
        { name: 'word/drawings/vmlDrawing1.vml', data: '<xml><br></xml>' },
      ],
    });
    expect((await readWith(bytes, 'tep.docx')).tables).toHaveLength(1);
  });
});

describe('XML that is not trusted', () => {
  const DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>';
  const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}">]>`;

  it.each([
    [
      'the document',
      docxWith({ name: DOCUMENT, data: `${DOCTYPE}${docxDocumentXml('').slice(XML_HEAD.length)}` }),
      DOCUMENT,
    ],
    [
      'a document of entities in one another',
      docxWith({ name: DOCUMENT, data: `${LAUGHS}<x>&b;</x>` }),
      DOCUMENT,
    ],
    [
      'a part that is not read',
      docxWith({ name: 'customXml/item1.xml', data: `${DOCTYPE}<x>&e;</x>` }),
      'customxml/item1.xml',
    ],
    [
      'a part in UTF-16',
      docxWith({ name: 'customXml/item1.xml', data: latin1(`\xff\xfe${utf16(`${DOCTYPE}<x/>`)}`) }),
      'customxml/item1.xml',
    ],
    [
      'the types of the parts',
      xlsxWith({ name: '[Content_Types].xml', data: `${DOCTYPE}<Types/>` }),
      '[content_types].xml',
    ],
    [
      'what a part points to',
      docxWith({ name: 'word/_rels/document.xml.rels', data: `${DOCTYPE}<x/>` }),
      'word/_rels/document.xml.rels',
    ],
    [
      'a sheet',
      xlsxWith({ name: 'xl/worksheets/sheet1.xml', data: `${DOCTYPE}<worksheet/>` }),
      'xl/worksheets/sheet1.xml',
    ],
  ])('is refused for a DOCTYPE in %s', async (_, bytes, part) => {
    expect(await refused(bytes)).toEqual({ code: 'xml-doctype', at: `tep.docx, ${part}` });
  });

  it.each([
    ['an element that is not closed', '<w:document xmlns:w="a"><w:body></w:document>'],
    ['an entity that nobody declared', '<x>&e;</x>'],
    ['a prefix that nobody declared', '<w:document/>'],
    ['nothing at all', ''],
    ['something after its end', '<x/><y/>'],
    ['a character that XML does not have', '<x>\u0001</x>'],
  ])('is refused for %s', async (_, data) => {
    const { code, at } = await refused(docxWith({ name: DOCUMENT, data }));
    expect(code).toBe('malformed-xml');
    expect(at).toMatch(/^tep\.docx, word\/document\.xml, dòng \d+, cột \d+$/);
  });

  it.each([
    ['bytes that are not UTF-8', latin1('<x>\xff\xff</x>')],
    ['half a character at its end', latin1('<x></x>\xc3')],
    ['another code page', '<?xml version="1.0" encoding="windows-1258"?><x/>'],
  ])('is refused for %s', async (_, data) => {
    expect(await refused(docxWith({ name: DOCUMENT, data }))).toEqual({
      code: 'invalid-encoding',
      at: `tep.docx, ${DOCUMENT}`,
    });
  });

  it('is read in UTF-16 too', async () => {
    const xml = docxDocumentXml(docxParagraph('Việc')).replace('UTF-8', 'UTF-16');
    const document = await readWith(
      docxWith({ name: DOCUMENT, data: latin1(`\xff\xfe${utf16(xml)}`) }),
      'a.docx',
    );
    expect(document.paragraphs).toEqual(['Việc']);
  });

  it('is refused for one endless tag', async () => {
    const data = `<x ${'a'.repeat(4_000_000)}="1"/>`;
    expect(await refused(docxWith({ name: DOCUMENT, data }))).toMatchObject({ code: 'cell-too-long' });
  });
});

describe('the name of a file', () => {
  it.each([
    ['C:\\Users\\a\\phụ lục.docx', 'phụ lục.docx'],
    ['/a/../a.docx', 'a.docx'],
    ['a\u0000\u202e\nb.docx', 'a b.docx'],
  ])('is told without folders and tricks: %j', async (name, expected) => {
    expect((await readWith(DOCX, name)).file).toBe(expected);
  });
});
