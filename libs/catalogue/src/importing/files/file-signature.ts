import type { SourceReading } from './source-reading.js';

/** Where a PDF may begin. */
const PDF_WITHIN = 1_024;
const OPENING_CHARS = 512;
const ZIP = 'PK\x03\x04';
const EMPTY_ZIP = 'PK\x05\x06';
/** Container of the old Office files, and of those with a password. */
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
/** Names in such a container, in UTF-16. */
const OLE_ENCRYPTED = /E\0n\0c\0r\0y\0p\0t\0(e\0d\0P\0a\0c\0k\0a\0g\0e|i\0o\0n\0I\0n\0f\0o)/;
const OLE_WORD = 'W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0';
const OLE_EXCEL = /(W\0o\0r\0k\0|B\0)o\0o\0k\0/;

/** Other kinds of files that come under a name of ours, by their first bytes. */
const FOREIGN: readonly (readonly [beginning: RegExp, what: string])[] = [
  [/^\x89PNG|^\xff\xd8\xff|^GIF8|^BM.{4}\0{4}|^II\*\0|^MM\0\*|^RIFF.{4}WEBP/s, 'một tệp ảnh'],
  [/^\{\\rtf/, 'tệp RTF'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: gzip begins with one.
  [/^Rar!|^7z\xbc\xaf|^\x1f\x8b|^BZh[1-9]|^\xfd7zXZ/, 'tệp nén kiểu khác'],
  [/^MZ[\s\S]{0,60}\0|^\x7fELF/, 'một chương trình'],
  [/^SQLite format 3\0/, 'một cơ sở dữ liệu'],
];
const HTML = /^\s*(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body|meta|table|div|style|p\b)/i;
const MHTML = /^(mime-version|content-type):/i;
const XML = /^\s*<(\?xml|!doctype|[a-z][\w:]*[\s>])/i;

/** What the bytes are, before anything is unpacked: a zip that may be a Word or Excel file, or what may be a text. */
export type Signature = 'zip' | 'text';

/**
 * Looks at the beginning of a file; its name counts for nothing.
 * @throws {Refusal} `file-empty`, `empty-archive`, `password-protected`, `old-office-format`, `not-an-office-file`
 */
export function signature(bytes: Uint8Array, reading: SourceReading): Signature {
  if (bytes.length === 0) throw reading.refusal('file-empty', '', 'tệp trống');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PDF_WITHIN)).toString(
    'latin1',
  );
  if (head.startsWith(ZIP)) return 'zip';
  if (head.startsWith(EMPTY_ZIP)) throw reading.refusal('empty-archive', '', 'tệp nén không chứa gì');
  if (head.startsWith(OLE)) throw oleRefusal(bytes, reading);
  if (head.includes('%PDF-')) {
    throw foreign(reading, 'tệp PDF');
  }
  const known = FOREIGN.find(([beginning]) => beginning.test(head));
  if (known !== undefined) throw foreign(reading, known[1]);
  const opening = head.slice(0, OPENING_CHARS).replace(/^\xef\xbb\xbf|^\xff\xfe|^\xfe\xff|\0/g, '');
  if (HTML.test(opening) || MHTML.test(opening)) throw foreign(reading, 'trang web (HTML)');
  if (XML.test(opening)) throw foreign(reading, 'tệp XML');
  return 'text';
}

function foreign(reading: SourceReading, what: string): Error {
  return reading.refusal(
    'not-an-office-file',
    '',
    `là ${what}, không phải Word, Excel hay CSV; hãy mở bằng Word hoặc Excel rồi lưu thành .docx hoặc .xlsx`,
  );
}

/** Says whether it is a password or the age of the file that stands in the way. */
function oleRefusal(bytes: Uint8Array, reading: SourceReading): Error {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (OLE_ENCRYPTED.test(content)) {
    return reading.refusal('password-protected', '', 'tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại');
  }
  const [old, wanted] = content.includes(OLE_WORD)
    ? ['tệp Word đời cũ (.doc)', '.docx']
    : OLE_EXCEL.test(content)
      ? ['tệp Excel đời cũ (.xls)', '.xlsx']
      : ['tệp Office đời cũ', '.docx hoặc .xlsx'];
  return reading.refusal('old-office-format', '', `là ${old}; hãy mở và lưu lại thành ${wanted}`);
}
