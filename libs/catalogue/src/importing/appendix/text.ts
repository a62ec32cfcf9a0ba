import { cleanText, fold } from '#kernel';

/** Letters that old fonts and PDF extraction put in the place of Vietnamese ones. */
const MISREAD_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ƣ', 'ư'],
  ['Ƣ', 'Ư'],
  ['Ð', 'Đ'],
  ['ð', 'đ'],
]);
const MISREAD = /[ƣƢÐð]/g;
const INVISIBLE = /[\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;
/** Control characters but the line break, and the private-use bullets of Word's symbol fonts. */
const UNPRINTABLE = /[\p{Cc}\p{Co}\p{Cs}]/gu;
const ESCAPED_CARRIAGE_RETURN = /_x000[dD]_/g;

const MARKUP_HINT = /[<&*]/;
const LINE_TAGS = /<(?:br\s*\/?|\/p|\/li|\/div|\/tr)>/gi;
const TAGS =
  /<\/?(?:p|br|ul|ol|li|b|i|u|em|strong|span|div|sub|sup|font|a|table|tbody|thead|tr|td|th|h[1-6])(?:\s[^<>]{0,300})?\/?>/gi;
const ENTITIES = /&(amp|nbsp|lt|gt|quot|apos|#\d{1,6});/g;
const NAMED_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['nbsp', ' '],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const LARGEST_CODE_POINT = 0x10ffff;
const BOLD_MARKS = /\*\*/g;
const BLANK_EDGES = / *\n+ */g;

/**
 * A cell's text without what extraction leaves in it: NFC, misread letters put right, HTML tags, entities, bold marks
 * and invisible characters out, runs of white space one blank, no empty lines. Line breaks stay.
 */
export function cleanCell(raw: string): string {
  let text = raw.replace(ESCAPED_CARRIAGE_RETURN, '\n');
  if (MARKUP_HINT.test(text)) {
    text = text
      .replace(LINE_TAGS, '\n')
      .replace(TAGS, '')
      .replace(ENTITIES, (entity, name: string) => entityText(name) ?? entity)
      .replace(BOLD_MARKS, '');
  }
  text = text
    .replace(MISREAD, (letter) => MISREAD_LETTERS.get(letter) ?? letter)
    .replace(INVISIBLE, '')
    .replace(/\r\n?/g, '\n')
    .replace(UNPRINTABLE, (char) => (char === '\n' ? char : ' '));
  return cleanText(text).replace(BLANK_EDGES, '\n');
}

function entityText(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED_ENTITIES.get(name);
  const point = Number(name.slice(1));
  return point > 0 && point <= LARGEST_CODE_POINT ? String.fromCodePoint(point) : undefined;
}

/** All on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Letters and digits only, folded, words parted by one blank: “Kết quả/Sản phẩm” is `ket qua san pham`. */
export function wordsOf(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** As {@link wordsOf}, without the blanks: spaces within words don't count. */
export function squeezed(text: string): string {
  return fold(text).replace(/[^a-z0-9]+/g, '');
}

/** Whether a cell says that there is nothing: empty, or only dashes and dots. */
export function isNothing(text: string): boolean {
  return /^[\s\p{Pd}−._/]*$/u.test(text);
}

/** Column letter of a spreadsheet, from index 0: A … Z, AA … */
export function columnLetter(index: number): string {
  const LETTERS = 26;
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS)) {
    letters = String.fromCharCode('A'.charCodeAt(0) + ((rest - 1) % LETTERS)) + letters;
  }
  return letters;
}

/** The inverse of {@link columnLetter}; undefined for anything but one to three capital letters. */
export function columnIndex(letters: string): number | undefined {
  if (!/^[A-Z]{1,3}$/.test(letters)) return undefined;
  const LETTERS = 26;
  let index = 0;
  for (const letter of letters) index = index * LETTERS + letter.charCodeAt(0) - 'A'.charCodeAt(0) + 1;
  return index - 1;
}

/**
 * Number of letters to change, add or leave out to make one text of the other; `limit` + 1 where it is more than
 * `limit`.
 */
export function editDistance(left: string, right: string, limit: number): number {
  const width = right.length;
  if (Math.abs(left.length - width) > limit) return limit + 1;
  const costs = new Uint16Array(width + 1);
  for (let column = 0; column <= width; column += 1) costs[column] = column;
  for (let row = 1; row <= left.length; row += 1) {
    const letter = left.charCodeAt(row - 1);
    let diagonal = costs[0]!;
    let beside = row;
    let best = row;
    costs[0] = row;
    for (let column = 1; column <= width; column += 1) {
      const above = costs[column]!;
      let cost = diagonal + (letter === right.charCodeAt(column - 1) ? 0 : 1);
      if (above + 1 < cost) cost = above + 1;
      if (beside + 1 < cost) cost = beside + 1;
      costs[column] = cost;
      diagonal = above;
      beside = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
  }
  return Math.min(costs[width]!, limit + 1);
}
