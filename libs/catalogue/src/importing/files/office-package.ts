import type { SourceKind } from '../source-document.js';
import type { SourceReading } from './source-reading.js';
import { checkXmlProlog, readXmlPart } from './xml-part.js';
import { ZipArchive } from './zip-archive.js';

/** Another part that a part points to. */
export interface Relationship {
  readonly id: string;
  /** Last step of the type's address: `worksheet`, `styles`, `hyperlink`. */
  readonly type: string;
  /** Path of the part, lower case; of an external one, its address. */
  readonly target: string;
  readonly external: boolean;
}

const CONTENT_TYPES = '[content_types].xml';
const MAIN_TYPES: readonly { readonly type: RegExp; readonly kind: SourceKind }[] = [
  { type: /wordprocessingml\.(document|template)\.main\+xml$/, kind: 'docx' },
  { type: /spreadsheetml\.(sheet|template)\.main\+xml$/, kind: 'xlsx' },
];
const MACRO_TYPES = /macroenabled|vbaproject|macrosheet|dialogsheet|intlmacro/;
const MACRO_PARTS = /(^|\/)(vbaproject\.bin|vbadata\.xml|macrosheets\/|dialogsheets\/)/;
/** Relationships by which a document runs, fetches or carries something else. */
const MACRO_RELATIONSHIPS = new Set([
  'vbaproject',
  'wordvbadata',
  'xlmacrosheet',
  'xlintlmacrosheet',
  'dialogsheet',
]);
const EMBEDDED_RELATIONSHIPS = new Set([
  'oleobject',
  'package',
  'control',
  'activexcontrolbinary',
  'afchunk',
]);
const LINK_RELATIONSHIPS = new Set([
  'attachedtemplate',
  'connections',
  'externallink',
  'externallinkpath',
  'frame',
  'mailmergesource',
  'querytable',
  'subdocument',
]);
const EMBEDDED_PARTS = /(^|\/)(embeddings|activex)\//;
const LINK_PARTS = /(^|\/)(externallinks|querytables)\/|(^|\/)connections\.xml$/;
const XML_PARTS = /\.(xml|rels)$/;
const RELATIONSHIP_PARTS = /(^|\/)_rels\/[^/]*\.rels$/;

/** Beginnings of files that may stand in a document only as embedded ones: zip, OLE, PDF, RTF, programs, archives. */
const CARRIED = ['504b0304', 'd0cf11e0', '25504446', '7b5c7274', '4d5a', '7f454c46', '52617221', '377abcaf'];
const CARRIED_BYTES = 4;

/** A Word or Excel file: a zip of parts that point to one another, checked to be only what is read here. */
export class OfficePackage {
  private constructor(
    readonly kind: SourceKind,
    /** Path of the document or workbook itself. */
    readonly main: string,
    private readonly archive: ZipArchive,
    private readonly related: ReadonlyMap<string, readonly Relationship[]>,
  ) {}

  /**
   * @throws {Refusal} those of {@link ZipArchive}, of {@link readXmlPart}, and `not-an-office-file`,
   * `macros-not-allowed`, `embedded-object`, `external-link`, `damaged-document`
   */
  static async open(bytes: Uint8Array, reading: SourceReading): Promise<OfficePackage> {
    const archive = await ZipArchive.open(bytes, reading);
    checkNames(archive, reading);
    const types = await readContentTypes(archive, reading);
    const related = new Map<string, readonly Relationship[]>();
    for (const name of archive.names.filter((each) => RELATIONSHIP_PARTS.test(each))) {
      related.set(sourceOf(name), await readRelationships(name, archive, reading));
    }
    const main = related.get('')?.find(({ type }) => type === 'officedocument')?.target;
    if (main === undefined || !archive.has(main)) {
      throw reading.refusal('not-an-office-file', '', 'tệp nén này không phải tệp Word hay Excel');
    }
    const kind = MAIN_TYPES.find(({ type }) => type.test(types.get(main) ?? ''))?.kind;
    if (kind === undefined) {
      throw reading.refusal(
        'not-an-office-file',
        main,
        'không phải tài liệu Word hay bảng tính Excel; hãy lưu lại thành .docx hoặc .xlsx',
      );
    }
    await checkContents(archive, reading);
    return new OfficePackage(kind, main, archive, related);
  }

  /** What a part points to. */
  relationships(part: string): readonly Relationship[] {
    return this.related.get(part) ?? [];
  }

  /** Path of the part of this type that a part points to, where there is one in the file. */
  partOf(part: string, type: string): string | undefined {
    return this.relationships(part).find((each) => each.type === type && this.archive.has(each.target))
      ?.target;
  }

  has(part: string): boolean {
    return this.archive.has(part);
  }

  read(part: string): AsyncIterable<Uint8Array> {
    return this.archive.read(part);
  }
}

function checkNames(archive: ZipArchive, reading: SourceReading): void {
  for (const name of archive.names) {
    if (MACRO_PARTS.test(name)) throw macros(reading, name);
    if (EMBEDDED_PARTS.test(name)) throw embedded(reading, name);
    if (LINK_PARTS.test(name)) throw linked(reading, name);
  }
  if (archive.has('xl/workbook.bin')) {
    throw reading.refusal('not-an-office-file', '', 'là sổ tính nhị phân .xlsb; hãy lưu lại thành .xlsx');
  }
  if (!archive.has(CONTENT_TYPES)) {
    const advice = archive.has('mimetype')
      ? 'có vẻ là tệp OpenDocument; hãy lưu lại thành .docx hoặc .xlsx'
      : 'tệp nén này không phải tệp Word hay Excel';
    throw reading.refusal('not-an-office-file', '', advice);
  }
}

/** Content type by path, both lower case. */
async function readContentTypes(archive: ZipArchive, reading: SourceReading): Promise<Map<string, string>> {
  const types = new Map<string, string>();
  const defaults = new Map<string, string>();
  await readXmlPart(
    archive.read(CONTENT_TYPES),
    CONTENT_TYPES,
    {
      open: (name, attributes) => {
        const type = attributes('ContentType')?.toLowerCase();
        if (type === undefined) return;
        if (MACRO_TYPES.test(type)) throw macros(reading, attributes('PartName') ?? CONTENT_TYPES);
        const path = attributes('PartName')?.toLowerCase().replace(/^\//, '');
        const extension = attributes('Extension')?.toLowerCase();
        if (name === 'ct:Override' && path !== undefined) types.set(path, type);
        else if (name === 'ct:Default' && extension !== undefined) defaults.set(extension, type);
      },
      close: () => {},
      text: () => {},
    },
    reading,
  );
  for (const name of archive.names) {
    const type = defaults.get(name.slice(name.lastIndexOf('.') + 1));
    if (type !== undefined && !types.has(name)) types.set(name, type);
  }
  return types;
}

async function readRelationships(
  name: string,
  archive: ZipArchive,
  reading: SourceReading,
): Promise<Relationship[]> {
  const found: Relationship[] = [];
  const source = sourceOf(name);
  const folder = source.slice(0, source.lastIndexOf('/') + 1);
  await readXmlPart(
    archive.read(name),
    name,
    {
      open: (element, attributes) => {
        if (element !== 'rel:Relationship') return;
        const type = attributes('Type')?.replace(/^.*\//, '').toLowerCase() ?? '';
        const address = attributes('Target') ?? '';
        const external = attributes('TargetMode')?.toLowerCase() === 'external';
        if (MACRO_RELATIONSHIPS.has(type)) throw macros(reading, name);
        if (LINK_RELATIONSHIPS.has(type)) throw linked(reading, name);
        if (EMBEDDED_RELATIONSHIPS.has(type)) throw embedded(reading, name);
        if (external && type !== 'hyperlink') throw linked(reading, name);
        const target = external ? address : resolvePath(folder, address);
        found.push({ id: attributes('Id') ?? '', type, target, external });
      },
      close: () => {},
      text: () => {},
    },
    reading,
  );
  return found;
}

/** Of every part that is XML the place where a DOCTYPE would stand; of every other its first bytes. */
async function checkContents(archive: ZipArchive, reading: SourceReading): Promise<void> {
  for (const name of archive.names) {
    if (RELATIONSHIP_PARTS.test(name) || name === CONTENT_TYPES) continue;
    if (XML_PARTS.test(name)) await checkXmlProlog(archive.read(name), name, reading);
    else {
      const head = Buffer.from(await archive.head(name, CARRIED_BYTES)).toString('hex');
      if (CARRIED.some((beginning) => head.startsWith(beginning))) throw embedded(reading, name);
    }
  }
}

/** `word/document.xml` of `word/_rels/document.xml.rels`; '' of `_rels/.rels`. */
function sourceOf(relationships: string): string {
  return relationships.replace(/(^|\/)_rels\/([^/]*)\.rels$/, '$1$2');
}

/** A part's path, lower case, from an address beside it. Steps out of the package end at its top. */
function resolvePath(folder: string, address: string): string {
  const steps: string[] = [];
  const path = address.startsWith('/') ? address : `${folder}${address}`;
  for (const step of path.toLowerCase().split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function macros(reading: SourceReading, at: string): Error {
  return reading.refusal(
    'macros-not-allowed',
    at,
    'tệp có macro; hãy lưu lại thành .docx hoặc .xlsx không macro',
  );
}

function embedded(reading: SourceReading, at: string): Error {
  return reading.refusal('embedded-object', at, 'tệp có đối tượng nhúng (OLE, ActiveX, tệp kèm); hãy xóa đi');
}

function linked(reading: SourceReading, at: string): Error {
  return reading.refusal(
    'external-link',
    at,
    'tệp lấy nội dung từ bên ngoài (ảnh, mẫu, sổ tính, dữ liệu liên kết); hãy ngắt liên kết (Word: Tệp, Thông tin, Sửa liên kết; Excel: Dữ liệu, Sửa liên kết)',
  );
}
