import { makeZip, type ZipPart } from './make-zip.js';
import {
  contentTypesPart,
  escapeXml,
  type Relationship,
  relationshipsPart,
  XML_HEAD,
} from './office-parts.js';

/** A cell of a Word table: text (lines parted by `\n` become paragraphs), or more. */
export type DocxCell =
  | string
  | {
      readonly text?: string;
      /** Columns that it covers. */
      readonly span?: number | string;
      /** First cell of a vertical merge, or one that continues it. */
      readonly merge?: 'restart' | 'continue';
      /** Raw WordprocessingML in place of the text. */
      readonly xml?: string;
    };

export interface DocxTable {
  readonly rows: readonly (readonly DocxCell[])[];
}

export interface DocxSource {
  /** Before the tables. */
  readonly paragraphs?: readonly string[];
  readonly tables?: readonly DocxTable[];
  /** After the tables. */
  readonly closing?: readonly string[];
  /** Raw WordprocessingML at the end of the body. */
  readonly xml?: string;
  /** Further parts, or other ones in place of those with the same name. */
  readonly parts?: readonly ZipPart[];
  /** What the document points to. */
  readonly relationships?: readonly Relationship[];
  /** Content types by part; `word/document.xml` may be given another. */
  readonly types?: Readonly<Record<string, string>>;
}

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const NAMESPACES = `xmlns:w="${W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`;

/** A paragraph of one run. */
export function docxParagraph(text: string): string {
  return `<w:p><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;
}

function cellXml(cell: DocxCell): string {
  const { text = '', span, merge, xml } = typeof cell === 'string' ? { text: cell } : cell;
  const grid = span === undefined ? '' : `<w:gridSpan w:val="${span}"/>`;
  const vertical =
    merge === undefined ? '' : merge === 'restart' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>';
  const content = xml ?? text.split('\n').map(docxParagraph).join('');
  return `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>${grid}${vertical}</w:tcPr>${content}</w:tc>`;
}

/** A table, in WordprocessingML. */
export function docxTable({ rows }: DocxTable): string {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const lines = rows.map((row) => `<w:tr>${row.map(cellXml).join('')}</w:tr>`);
  return `<w:tbl><w:tblPr/><w:tblGrid>${'<w:gridCol/>'.repeat(width)}</w:tblGrid>${lines.join('')}</w:tbl>`;
}

/** `word/document.xml` around what stands in its body. */
export function docxDocumentXml(body: string): string {
  return `${XML_HEAD}<w:document ${NAMESPACES}><w:body>${body}<w:sectPr/></w:body></w:document>`;
}

/** A Word document as offices write them: paragraphs, then tables, then paragraphs. */
export function makeDocx(source: DocxSource): Uint8Array {
  return makeZip(docxParts(source));
}

/** The files of {@link makeDocx}, not yet packed. */
export function docxParts(source: DocxSource): ZipPart[] {
  const { paragraphs = [], tables = [], closing = [], xml = '', parts = [], relationships = [] } = source;
  const body = [
    ...paragraphs.map(docxParagraph),
    ...tables.map(docxTable),
    ...closing.map(docxParagraph),
    xml,
  ].join('');
  const own: ZipPart[] = [
    contentTypesPart({ 'word/document.xml': 'wordprocessingml.document.main+xml', ...source.types }),
    relationshipsPart('', [{ id: 'rId1', type: 'officeDocument', target: 'word/document.xml' }]),
    { name: 'word/document.xml', data: docxDocumentXml(body) },
    relationshipsPart('word/document.xml', relationships),
  ];
  const replaced = new Set(parts.map(({ name }) => name));
  return [...own.filter(({ name }) => !replaced.has(name)), ...parts];
}
