import { makeZip, type ZipPart } from './make-zip.js';
import {
  contentTypesPart,
  escapeXml,
  RELATIONSHIPS,
  type Relationship,
  relationshipsPart,
  XML_HEAD,
} from './office-parts.js';

/** What stands in a cell of a sheet. */
export type XlsxValue =
  | string
  | number
  | boolean
  | null
  /** ISO date; `format` is the cell's number format, `dd/mm/yyyy` where none is given. */
  | { readonly date: string; readonly format?: string }
  | { readonly number: number; readonly format: string }
  /** Formula without `=`, and the value last computed. */
  | { readonly formula: string; readonly value?: string | number }
  /** Runs of rich text. */
  | { readonly rich: readonly string[] }
  /** Raw XML of the cell, but for its place. */
  | { readonly xml: (ref: string) => string };

export interface XlsxSheet {
  readonly name: string;
  readonly rows: readonly (readonly XlsxValue[])[];
  /** `A2:A5`. */
  readonly merges?: readonly string[];
  readonly state?: 'hidden' | 'veryHidden';
  /** Numbers of the rows that are hidden, from 1. */
  readonly hiddenRows?: readonly number[];
  /** Raw XML behind the rows. */
  readonly xml?: string;
}

export interface XlsxSource {
  readonly sheets: readonly XlsxSheet[];
  /** Days are counted from 1904, as old Macintosh files do. */
  readonly date1904?: boolean;
  /** Texts stand in the cells, not in the shared table. */
  readonly inlineTexts?: boolean;
  /** Further parts, or other ones in place of those with the same name. */
  readonly parts?: readonly ZipPart[];
  /** What the workbook points to, beside its sheets. */
  readonly relationships?: readonly Relationship[];
  /** Content types by part; `xl/workbook.xml` may be given another. */
  readonly types?: Readonly<Record<string, string>>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const FIRST_CUSTOM_FORMAT = 164;
const DATE_FORMAT = 'dd/mm/yyyy';
const LETTERS = 26;

/** `1` is `A`, `27` is `AA`. */
export function columnName(column: number): string {
  const before = Math.floor((column - 1) / LETTERS);
  return (before > 0 ? columnName(before) : '') + String.fromCharCode(65 + ((column - 1) % LETTERS));
}

/** A workbook as offices write them: shared texts, dates as numbers with a format, merged cells. */
export function makeXlsx(source: XlsxSource): Uint8Array {
  return makeZip(xlsxParts(source));
}

/** The files of {@link makeXlsx}, not yet packed. */
export function xlsxParts(source: XlsxSource): ZipPart[] {
  const { sheets, date1904 = false, inlineTexts = false, parts = [], relationships = [] } = source;
  const texts = new Map<string, number>();
  const formats: string[] = [];

  const style = (format: string) => {
    if (!formats.includes(format)) formats.push(format);
    return ` s="${formats.indexOf(format) + 1}"`;
  };
  const shared = (xml: string) => {
    if (!texts.has(xml)) texts.set(xml, texts.size);
    return texts.get(xml);
  };
  const textCell = (ref: string, xml: string) =>
    inlineTexts
      ? `<c r="${ref}" t="inlineStr"><is>${xml}</is></c>`
      : `<c r="${ref}" t="s"><v>${shared(xml)}</v></c>`;
  const textXml = (text: string) => `<t xml:space="preserve">${escapeXml(text)}</t>`;
  const cell = (value: XlsxValue, ref: string): string => {
    if (value === null) return '';
    if (typeof value === 'string') return textCell(ref, textXml(value));
    if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c r="${ref}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if ('date' in value) {
      const serial = (Date.parse(value.date) - (date1904 ? EPOCH_1904 : EPOCH_1900)) / DAY_MS;
      return `<c r="${ref}"${style(value.format ?? DATE_FORMAT)}><v>${serial}</v></c>`;
    }
    if ('number' in value) return `<c r="${ref}"${style(value.format)}><v>${value.number}</v></c>`;
    if ('formula' in value) {
      const kind = typeof value.value === 'string' ? ' t="str"' : '';
      const computed = value.value === undefined ? '' : `<v>${escapeXml(String(value.value))}</v>`;
      return `<c r="${ref}"${kind}><f>${escapeXml(value.formula)}</f>${computed}</c>`;
    }
    if ('rich' in value) {
      return textCell(ref, value.rich.map((run) => `<r><rPr><b/></rPr>${textXml(run)}</r>`).join(''));
    }
    return value.xml(ref);
  };
  const sheetXml = ({ rows, merges = [], hiddenRows = [], xml = '' }: XlsxSheet) => {
    const lines = rows.map((row, index) => {
      const hidden = hiddenRows.includes(index + 1) ? ' hidden="1"' : '';
      const cells = row.map((value, column) => cell(value, `${columnName(column + 1)}${index + 1}`));
      return `<row r="${index + 1}"${hidden}>${cells.join('')}</row>`;
    });
    const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    const mergeCells = merged === '' ? '' : `<mergeCells count="${merges.length}">${merged}</mergeCells>`;
    return `${XML_HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheetData>${lines.join('')}</sheetData>${mergeCells}${xml}</worksheet>`;
  };

  const worksheets: ZipPart[] = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    data: sheetXml(sheet),
  }));
  const listed = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  );
  const numberFormats = formats.map(
    (format, index) =>
      `<numFmt numFmtId="${FIRST_CUSTOM_FORMAT + index}" formatCode="${escapeXml(format)}"/>`,
  );
  const cellFormats = formats.map((_, index) => `<xf numFmtId="${FIRST_CUSTOM_FORMAT + index}"/>`);
  const own: ZipPart[] = [
    contentTypesPart({
      'xl/workbook.xml': 'spreadsheetml.sheet.main+xml',
      'xl/styles.xml': 'spreadsheetml.styles+xml',
      'xl/sharedStrings.xml': 'spreadsheetml.sharedStrings+xml',
      ...Object.fromEntries(worksheets.map(({ name }) => [name, 'spreadsheetml.worksheet+xml'])),
      ...source.types,
    }),
    relationshipsPart('', [{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    {
      name: 'xl/workbook.xml',
      data: `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    relationshipsPart('xl/workbook.xml', [
      ...worksheets.map(({ name }, index) => ({
        id: `rId${index + 1}`,
        type: 'worksheet',
        target: name.slice('xl/'.length),
      })),
      { id: 'rIdStyles', type: 'styles', target: 'styles.xml' },
      { id: 'rIdTexts', type: 'sharedStrings', target: 'sharedStrings.xml' },
      ...relationships,
    ]),
    ...worksheets,
    {
      name: 'xl/styles.xml',
      data: `${XML_HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${numberFormats.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${cellFormats.join('')}</cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      data: `${XML_HEAD}<sst xmlns="${MAIN}">${[...texts.keys()].map((xml) => `<si>${xml}</si>`).join('')}</sst>`,
    },
  ];
  const replaced = new Set(parts.map(({ name }) => name));
  return [...own.filter(({ name }) => !replaced.has(name)), ...parts];
}
