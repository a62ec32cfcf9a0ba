import type { SourceReading } from './source-reading.js';

/** How many bytes tell UTF-16 apart. */
const SAMPLE_BYTES = 65_536;
/** Share of the characters of a Vietnamese text that are ASCII: their other byte is zero in UTF-16. */
const UTF16_ZEROS = 0.2;
/** Share of the letters outside of ASCII that may be strange before a code page is refused. */
const STRANGE = 0.05;
/** Share of them that tells another code page. */
const TELLING = 0.3;

const SAVE_AS_UTF8 = 'hãy mở tệp và lưu lại với mã UTF-8 (trong Excel: “CSV UTF-8”)';

/** Letters of TCVN3 (ABC) that are signs in Windows-1258: đ, ă, â, ê, ô, ơ, ư and à, ả, ã, á, ạ. */
const TCVN3_BYTES = new Set([0xa8, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9]);
/** Letters and marks of VNI that Windows-1258 has for foreign letters: đ, Đ, ư, Ư and marks on a, e, o. */
const VNI_BYTES = new Set([0xd1, 0xf1, 0xd6, 0xf6, 0xd8, 0xf8, 0xe4, 0xe5, 0xef, 0xfb, 0xfc, 0xc4, 0xc5]);
/** What a Vietnamese text in Windows-1258 holds outside of ASCII: its letters, and quotes, dashes and signs of print. */
const EXPECTED =
  /[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ\u00a0°±²³·×«»–—‘’‚“”„•…‰€₫§]/iu;

/**
 * The text of a file, NFC, line ends `\n`, without byte order mark. UTF-8 and UTF-16 with and without mark, and
 * Windows-1258, are found from the bytes.
 * @throws {Refusal} `binary-file`, `invalid-encoding`, `legacy-encoding` (TCVN3, VNI), `unknown-encoding`
 */
export function decodeText(bytes: Uint8Array, reading: SourceReading): string {
  const encoding = markOf(bytes) ?? utf16Of(bytes) ?? 'utf-8';
  const text = decode(bytes, encoding) ?? singleByteText(bytes, encoding, reading);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text holds this one.
  const nul = text.search(/\u0000/);
  if (nul >= 0) {
    throw reading.refusal('binary-file', lineAt(text, nul), 'không phải tệp văn bản: có ký tự rỗng (NUL)');
  }
  return text.normalize('NFC').replace(/\r\n?/g, '\n');
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8-marked';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: every second byte of what is ASCII is zero, always on the same side. */
function utf16Of(bytes: Uint8Array): string | undefined {
  const end = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  const zeros = [0, 0];
  for (let index = 0; index < end; index += 1) {
    if (bytes[index] === 0) zeros[index % 2]! += 1;
  }
  const [even, odd] = zeros as [number, number];
  const enough = (end / 2) * UTF16_ZEROS;
  if (odd > enough && even === 0) return 'utf-16le';
  if (even > enough && odd === 0) return 'utf-16be';
  return undefined;
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding.replace('-marked', ''), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A text that is neither UTF-8 nor UTF-16: Windows-1258, or a no that says which code page it seems to be. */
function singleByteText(bytes: Uint8Array, tried: string, reading: SourceReading): string {
  const broken = brokenUtf8(bytes);
  if (tried !== 'utf-8' || broken !== undefined) {
    const line = broken === undefined ? '' : `dòng ${broken}`;
    const name = tried.startsWith('utf-16') ? 'UTF-16' : 'UTF-8';
    throw reading.refusal('invalid-encoding', line, `có byte không đúng mã ${name}; ${SAVE_AS_UTF8}`);
  }
  let high = 0;
  let tcvn3 = 0;
  let vni = 0;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    high += 1;
    if (TCVN3_BYTES.has(byte)) tcvn3 += 1;
    if (VNI_BYTES.has(byte)) vni += 1;
  }
  const text = new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  let letters = 0;
  let strange = 0;
  for (const char of text) {
    if (char.codePointAt(0)! < 0x80) continue;
    letters += 1;
    if (!EXPECTED.test(char)) strange += 1;
  }
  if (strange <= letters * STRANGE) return text;
  if (tcvn3 >= high * TELLING || vni >= high * TELLING) {
    const name = tcvn3 > vni ? 'TCVN3 (ABC)' : 'VNI';
    throw reading.refusal(
      'legacy-encoding',
      '',
      `chữ có vẻ theo bảng mã cũ ${name}; hãy chuyển sang Unicode rồi ${SAVE_AS_UTF8}`,
    );
  }
  throw reading.refusal('unknown-encoding', '', `không nhận ra bảng mã; ${SAVE_AS_UTF8}`);
}

/** Line (from 1) of the first byte that is not UTF-8, in a text that otherwise plainly is; undefined for another code. */
function brokenUtf8(bytes: Uint8Array): number | undefined {
  const text = new TextDecoder('utf-8').decode(bytes);
  let good = 0;
  let bad = 0;
  for (const char of text) {
    if (char === '\ufffd') bad += 1;
    else if (char.codePointAt(0)! >= 0x80) good += 1;
  }
  return good > bad ? text.slice(0, text.indexOf('\ufffd')).split(/\r\n?|\n/).length : undefined;
}

/** `dòng 12`, of an offset in a text. */
function lineAt(text: string, offset: number): string {
  return `dòng ${text.slice(0, offset).split(/\r\n?|\n/).length}`;
}
