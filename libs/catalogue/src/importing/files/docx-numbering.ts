import type { OfficePackage } from './office-package.js';
import type { SourceReading } from './source-reading.js';
import { type Attributes, readXmlPart } from './xml-part.js';

/** How one level of a list writes its numbers. */
interface Level {
  start: number;
  format: string;
  /** `%1.%2.`: the numbers of the levels, and what stands around them. */
  text: string;
}

interface NumberedList {
  readonly abstractId: string;
  /** Level → number to begin anew with. */
  readonly starts: Map<number, number>;
}

/** The list that a paragraph stands in. */
export interface ListPlace {
  readonly listId: string | undefined;
  readonly level: number | undefined;
}

interface ParagraphStyle extends ListPlace {
  readonly basedOn: string | undefined;
}

/** Levels of a Word list. */
const MAX_LEVELS = 9;
const MAX_STYLE_DEPTH = 20;
/** Roman numbers and letters are written out only as far as anybody numbers by them. */
const MAX_SPELLED = 3_999;
const NO_LIST = '0';
/** A bullet that is not a sign of every font. */
const ANY_BULLET = '-';
const PLAIN_BULLETS = /^[-–—+*•]$/;

/**
 * The numbers that Word itself writes in front of paragraphs: they stand in no text of the file, but a person sees
 * “1.2.” in the column of numbers. Counts along as the paragraphs are told in order.
 */
export class DocxNumbering {
  readonly #levels = new Map<string, Map<number, Level>>();
  readonly #lists = new Map<string, NumberedList>();
  readonly #styles = new Map<string, ParagraphStyle>();
  readonly #counters = new Map<string, number[]>();
  readonly #begun = new Set<string>();

  private constructor() {}

  /** Reads `numbering.xml` and the styles that number, where there are any. @throws {Refusal} as {@link readXmlPart} */
  static async read(office: OfficePackage, reading: SourceReading): Promise<DocxNumbering> {
    const numbering = new DocxNumbering();
    const lists = office.partOf(office.main, 'numbering');
    const styles = office.partOf(office.main, 'styles');
    if (lists !== undefined) {
      await readXmlPart(office.read(lists), lists, numbering.#listReader(), reading);
      if (styles !== undefined) {
        await readXmlPart(office.read(styles), styles, numbering.#styleReader(), reading);
      }
    }
    return numbering;
  }

  /** What Word writes in front of the next paragraph of this place and style; '' for nothing. */
  label(place: ListPlace, style: string | undefined): string {
    const { listId, level } = this.#resolve(place, style);
    const list = this.#lists.get(listId);
    if (list === undefined || level < 0 || level >= MAX_LEVELS) return '';
    const levels = this.#levels.get(list.abstractId);
    const own = levels?.get(level);
    if (levels === undefined || own === undefined) return '';
    const counters = this.#counters.get(list.abstractId) ?? [];
    this.#counters.set(list.abstractId, counters);
    this.#beginAnew(listId, list, counters);
    counters[level] = (counters[level] ?? own.start - 1) + 1;
    counters.length = level + 1;
    if (own.format === 'none') return '';
    if (own.format === 'bullet') return PLAIN_BULLETS.test(own.text) ? own.text : ANY_BULLET;
    return own.text.replace(/%(\d)/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const at = levels.get(index);
      return at === undefined ? '' : spell(counters[index] ?? at.start, at.format);
    });
  }

  /** A list that says where it begins does so at its first paragraph; others of the same form go on counting. */
  #beginAnew(listId: string, { starts }: NumberedList, counters: number[]): void {
    if (this.#begun.has(listId)) return;
    this.#begun.add(listId);
    for (const [level, start] of starts) counters[level] = start - 1;
  }

  #resolve({ listId, level }: ListPlace, style: string | undefined): { listId: string; level: number } {
    let list = listId;
    let depth = level;
    let name = style;
    for (let step = 0; step < MAX_STYLE_DEPTH && name !== undefined && list === undefined; step += 1) {
      const { listId: styleList, level: styleLevel, basedOn } = this.#styles.get(name) ?? {};
      list = styleList;
      depth ??= styleLevel;
      name = basedOn;
    }
    return { listId: list ?? NO_LIST, level: depth ?? 0 };
  }

  #listReader() {
    let levels: Map<number, Level> | undefined;
    let level: Level | undefined;
    let list: NumberedList | undefined;
    let overridden = 0;
    return {
      open: (name: string, attributes: Attributes) => {
        const value = attributes('val') ?? '';
        if (name === 'w:abstractNum') {
          levels = new Map();
          this.#levels.set(attributes('abstractNumId') ?? '', levels);
        } else if (name === 'w:num') {
          list = { abstractId: '', starts: new Map() };
          this.#lists.set(attributes('numId') ?? '', list);
        } else if (name === 'w:abstractNumId' && list !== undefined) {
          Object.assign(list, { abstractId: value });
        } else if (name === 'w:lvlOverride') overridden = wholeNumber(attributes('ilvl'), 0);
        else if (name === 'w:startOverride') list?.starts.set(overridden, wholeNumber(value, 1));
        else if (name === 'w:lvl' && levels !== undefined) {
          level = { start: 1, format: 'decimal', text: '' };
          levels.set(wholeNumber(attributes('ilvl'), 0), level);
        } else if (level !== undefined) {
          if (name === 'w:start') level.start = wholeNumber(value, 1);
          else if (name === 'w:numFmt') level.format = value;
          else if (name === 'w:lvlText') level.text = value;
        }
      },
      close: (name: string) => {
        if (name === 'w:abstractNum') levels = undefined;
        else if (name === 'w:num') list = undefined;
        else if (name === 'w:lvl') level = undefined;
      },
      text: () => {},
    };
  }

  #styleReader() {
    let id: string | undefined;
    let style: { -readonly [Key in keyof ParagraphStyle]: ParagraphStyle[Key] } | undefined;
    return {
      open: (name: string, attributes: Attributes) => {
        if (name === 'w:style') {
          id = attributes('styleId');
          style = { listId: undefined, level: undefined, basedOn: undefined };
        } else if (style === undefined) return;
        else if (name === 'w:basedOn') style.basedOn = attributes('val');
        else if (name === 'w:numId') style.listId = attributes('val');
        else if (name === 'w:ilvl') style.level = wholeNumber(attributes('val'), 0);
      },
      close: (name: string) => {
        if (name !== 'w:style') return;
        if (id !== undefined && style !== undefined) this.#styles.set(id, style);
        style = undefined;
      },
      text: () => {},
    };
  }
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}

function spell(value: number, format: string): string {
  if (format === 'decimalZero') return String(value).padStart(2, '0');
  if (value < 1 || value > MAX_SPELLED) return String(value);
  if (format === 'upperRoman') return roman(value);
  if (format === 'lowerRoman') return roman(value).toLowerCase();
  if (format === 'upperLetter') return letter(value);
  if (format === 'lowerLetter') return letter(value).toLowerCase();
  return String(value);
}

const ROMAN = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
] as const;

function roman(value: number): string {
  let left = value;
  let text = '';
  for (const [digit, worth] of ROMAN) {
    text += digit.repeat(Math.floor(left / worth));
    left %= worth;
  }
  return text;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Word goes on after Z with AA, BB, CC. */
function letter(value: number): string {
  const index = (value - 1) % ALPHABET.length;
  return ALPHABET[index]!.repeat(Math.floor((value - 1) / ALPHABET.length) + 1);
}
