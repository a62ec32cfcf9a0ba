import { inflateSync } from 'node:zlib';

/** An object's dictionary as it is written, and its stream, unpacked. */
interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

const OBJECT = /(?:^|\n)(\d+) 0 obj\s([\s\S]*?)(?:\bstream\r?\n([\s\S]*?)\nendstream\s*)?endobj/g;
const REFERENCE = /(\d+) 0 R/g;

function objectsOf(pdf: Buffer): ReadonlyMap<string, PdfObject> {
  const found = pdf.toString('latin1').matchAll(OBJECT);
  return new Map(
    Array.from(found, ([, number = '', dictionary = '', packed]) => {
      const isPacked = packed !== undefined && dictionary.includes('/FlateDecode') && !isPicture(dictionary);
      const stream = isPacked ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1') : '';
      return [number, { dictionary, stream }];
    }),
  );
}

const isPicture = (dictionary: string) => /\/(Subtype \/Image|Length1)\b/.test(dictionary);

const hexOf = (glyph: number) => glyph.toString(16).padStart(4, '0').toUpperCase();
const textOf = (utf16: string) =>
  Buffer.from(utf16.padStart(Math.ceil(utf16.length / 4) * 4, '0'), 'hex')
    .swap16()
    .toString('utf16le');

/** A font's characters by its glyphs, four hexadecimal digits each. */
function charactersOf(toUnicode: string): ReadonlyMap<string, string> {
  const characters = new Map<string, string>();
  for (const [, lines = ''] of toUnicode.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', text = ''] of lines.matchAll(/<([\dA-F]{4})>\s*<([\dA-F]+)>/gi)) {
      characters.set(glyph.toUpperCase(), textOf(text));
    }
  }
  for (const [, lines = ''] of toUnicode.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = lines.matchAll(/<([\dA-F]{4})>\s*<([\dA-F]{4})>\s*<([\dA-F]{4})>/gi);
    for (const [, first = '', last = '', text = ''] of ranges) {
      const begin = Number.parseInt(first, 16);
      for (let glyph = begin; glyph <= Number.parseInt(last, 16); glyph += 1) {
        characters.set(hexOf(glyph), String.fromCodePoint(Number.parseInt(text, 16) + glyph - begin));
      }
    }
  }
  return characters;
}

/**
 * What can be read on each sheet of a document that Chromium printed, without the spaces: they are often gaps between
 * glyphs alone.
 */
export function sheetsOf(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const at = (number: string | undefined): PdfObject =>
    objects.get(number ?? '') ?? { dictionary: '', stream: '' };
  const referred = (dictionary: string, key: string) =>
    new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1];
  const inPlace = (dictionary: string, key: string) => {
    const number = referred(dictionary, key);
    return number === undefined
      ? (new RegExp(`/${key}\\s*<<([\\s\\S]*?)>>`).exec(dictionary)?.[1] ?? '')
      : at(number).dictionary;
  };
  return [...objects.values()]
    .filter(({ dictionary }) => /\/Type\s*\/Page\b/.test(dictionary))
    .map(({ dictionary }) => {
      const resources = referred(dictionary, 'Resources');
      const fonts = new Map(
        Array.from(
          inPlace(resources === undefined ? dictionary : at(resources).dictionary, 'Font').matchAll(
            /\/(\w+) (\d+) 0 R/g,
          ),
          ([, name = '', number]) => [
            name,
            charactersOf(at(referred(at(number).dictionary, 'ToUnicode')).stream),
          ],
        ),
      );
      const [contents = ''] = /\/Contents\s*(\[[^\]]*\]|\d+ 0 R)/.exec(dictionary) ?? [];
      const drawn = Array.from(contents.matchAll(REFERENCE), ([, number]) => at(number).stream).join('\n');
      let font: ReadonlyMap<string, string> = new Map();
      let text = '';
      for (const [, name, glyphs = ''] of drawn.matchAll(/\/(\w+) [\d.]+ Tf|<([\dA-F]+)>/gi)) {
        if (name !== undefined) font = fonts.get(name) ?? new Map();
        for (const [glyph] of glyphs.matchAll(/.{4}/g)) text += font.get(glyph.toUpperCase()) ?? '';
      }
      return text.normalize('NFC').replace(/\s/g, '');
    });
}
