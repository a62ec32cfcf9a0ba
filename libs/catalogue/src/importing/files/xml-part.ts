import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { count } from './file-text.js';
import type { SourceReading } from './source-reading.js';

/** Elements that stand in one another; Office needs some fifty. */
const MAX_DEPTH = 250;
/** Longest text, tag or comment of a part in characters; the parser holds one whole. */
const MAX_TOKEN_CHARS = 1_000_000;

/** Short names of the namespaces that are read, in both of their editions. */
const PREFIXES: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': 'x',
  'http://purl.oclc.org/ooxml/spreadsheetml/main': 'x',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'rel',
  'http://schemas.openxmlformats.org/package/2006/content-types': 'ct',
};

/** The value of an attribute by its local name. */
export type Attributes = (name: string) => string | undefined;

/** What is told of a part while it is read. Names are `w:tbl`, `x:row`, `rel:Relationship`, …; '' for foreign ones. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Reads an XML part that is not trusted: well formed, UTF-8 or UTF-16, without DOCTYPE, so without entities of its own.
 * @param at the part's path, for messages
 * @throws {Refusal} `xml-doctype`, `malformed-xml`, `invalid-encoding`
 */
export async function readXmlPart(
  pieces: AsyncIterable<Uint8Array>,
  at: string,
  handler: XmlHandler,
  reading: SourceReading,
): Promise<void> {
  const parser = new PartParser(at, handler, reading);
  for await (const piece of pieces) parser.write(piece);
  parser.close();
}

/** Reads no further than to the root element: where a DOCTYPE would stand. @throws {Refusal} as {@link readXmlPart} */
export async function checkXmlProlog(
  pieces: AsyncIterable<Uint8Array>,
  at: string,
  reading: SourceReading,
): Promise<void> {
  let begun = false;
  const handler: XmlHandler = {
    open: () => {
      begun = true;
    },
    close: () => {},
    text: () => {},
  };
  const parser = new PartParser(at, handler, reading);
  for await (const piece of pieces) {
    parser.write(piece);
    if (begun) return;
  }
  parser.close();
}

/** saxes, fed with bytes and bounded. */
class PartParser {
  readonly #saxes = new SaxesParser({ xmlns: true });
  #decoder: TextDecoder | undefined;
  #depth = 0;
  /** Characters since the parser last told of something. */
  #silent = 0;

  constructor(
    private readonly at: string,
    handler: XmlHandler,
    private readonly reading: SourceReading,
  ) {
    const saxes = this.#saxes;
    saxes.on('error', ({ message }) => {
      throw this.#malformed(message.replace(/^[^:]*:\d+: /, ''));
    });
    saxes.on('doctype', () => {
      throw reading.refusal('xml-doctype', at, 'có khai báo DOCTYPE (thực thể ngoài), không được phép');
    });
    saxes.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^(utf-?8|utf-?16(le|be)?)$/i.test(encoding)) {
        throw reading.refusal('invalid-encoding', at, 'XML phải theo mã UTF-8 hoặc UTF-16');
      }
    });
    const heard = () => {
      this.#silent = 0;
    };
    saxes.on('comment', heard);
    saxes.on('processinginstruction', heard);
    saxes.on('opentag', (tag) => {
      heard();
      this.#depth += 1;
      if (this.#depth > MAX_DEPTH) {
        throw this.#malformed(`lồng nhau quá ${count(MAX_DEPTH)} tầng`);
      }
      handler.open(shortName(tag), (name) => attribute(tag, name));
    });
    saxes.on('closetag', (tag) => {
      heard();
      this.#depth -= 1;
      handler.close(shortName(tag));
    });
    const text = (value: string) => {
      heard();
      handler.text(value);
    };
    saxes.on('text', text);
    saxes.on('cdata', text);
  }

  write(piece: Uint8Array): void {
    this.#decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    this.#feed(this.#decode(piece));
  }

  close(): void {
    this.#feed(this.#decode(undefined));
    this.#saxes.close();
  }

  #feed(text: string): void {
    this.#silent += text.length;
    this.#saxes.write(text);
    if (this.#silent > MAX_TOKEN_CHARS + text.length) {
      throw this.reading.refusal(
        'cell-too-long',
        this.at,
        `có một đoạn dài hơn ${count(MAX_TOKEN_CHARS)} ký tự`,
      );
    }
  }

  #decode(piece: Uint8Array | undefined): string {
    try {
      return this.#decoder === undefined
        ? ''
        : this.#decoder.decode(piece ?? new Uint8Array(), { stream: piece !== undefined });
    } catch {
      throw this.reading.refusal('invalid-encoding', this.at, 'có byte không đúng mã UTF-8');
    }
  }

  #malformed(reason: string): Error {
    const { line, column } = this.#saxes;
    const place = `${this.at}, dòng ${line}, cột ${column}`;
    return this.reading.refusal('malformed-xml', place, `XML hỏng (${reason}); hãy mở và lưu lại tệp`);
  }
}

function shortName({ uri, local }: SaxesTagNS): string {
  const prefix = PREFIXES[uri];
  return prefix === undefined ? '' : `${prefix}:${local}`;
}

function attribute({ attributes }: SaxesTagNS, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain.value;
  return Object.values(attributes).find(({ local, prefix }) => local === name && prefix !== 'xmlns')?.value;
}

/** From the mark, or from the zero beside the first `<`. */
function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return 'utf-8';
}
