import type { UnitMention } from './draft.js';
import { withoutTitledNames } from './persons.js';
import { isNothing, oneLine } from './text.js';
import { type NameWord, nameWords, type UnitIndex } from './unit-index.js';

/** How names of agencies begin, folded; they count where a capital opens them. */
const HEADS =
  /^(?:so|ban|bo|hoi|phong|cuc|vien|truong|quy|bao|xa|phuong|thon|vnpt|viettel|evn|uy ban|cong (?:an|ty|doan)|van phong|trung tam|lien (?:doan|hiep|minh)|dang (?:uy|bo)|chi (?:cuc|nhanh|bo)|tong (?:cuc|cong)|tap doan|hop tac|ngan hang|dai (?:phat|truyen)|thanh (?:doan|tra|uy)|toa an|mat tran|kho bac|hai quan|benh vien|nha (?:xuat|may|truong)|dac khu|buu dien|doanh nghiep|doan (?:thanh|dai)) /;
/** These open a name in small letters too. */
const PLURALS: ReadonlySet<string> = new Set(['cac', 'nhung']);
/** A line that ends on one of these goes on in the next. */
const UNFINISHED: ReadonlySet<string> = new Set(
  'va cac cua thuoc voi tai truc theo cho phoi hop cung giua nhung'.split(' '),
);
const LIST_BULLET = /(?:^|\n)\s*[•·*+\p{Pd}]\s/u;
const SOFT_GAP = /[,\n/:]|\s[+\p{Pd}]\s/u;
const LONGEST_LABEL = 4;
const LONGEST_SHORT_NAME = 120;

/** “Đơn vị thực hiện” may hold both: “Chủ trì: Sở A; phối hợp: Sở B”. */
const COORDINATING_LABEL = /(?:^|[;,.\n–-])\s*(?:đơn vị |cơ quan )?phối hợp(?: với)?\s*:\s*/iu;
const LEAD_LABEL = /^\s*[-–•]?\s*(?:đơn vị |cơ quan )?chủ trì\s*:\s*/iu;

/** A cell of lead units, parted from the coordinating ones that it may name behind “phối hợp:”. */
export function splitRoles(cell: string): { readonly lead: string; readonly coordinating: string } {
  const label = COORDINATING_LABEL.exec(cell);
  const lead = label ? cell.slice(0, label.index) : cell;
  const coordinating = label ? cell.slice(label.index + label[0].length) : '';
  return { lead: lead.replace(LEAD_LABEL, ''), coordinating };
}

/**
 * The units that a cell names, parted by commas, semicolons, slashes, lines and “và” where another name begins behind
 * them: known names first, longest first, so that “Sở Văn hóa, Thể thao và Du lịch” is one. A known name that goes on
 * (“Các sở, ban, ngành, đơn vị …”) is not that name: the whole is one unknown text. “Sở Tài chính, Nội vụ” names the
 * second in short, if “Sở Nội vụ” is known.
 */
export function readUnits(cell: string, index: UnitIndex): UnitMention[] {
  if (isNothing(cell)) return [];
  return new MentionReader(withoutTitledNames(cell), index).read();
}

class MentionReader {
  readonly #words: readonly NameWord[];
  readonly #mentions: UnitMention[] = [];
  readonly #said = new Set<string>();
  /** The word before which names in short stand: “Sở”. */
  #head: string | undefined;

  constructor(
    private readonly text: string,
    private readonly index: UnitIndex,
  ) {
    this.#words = nameWords(text);
  }

  read(): UnitMention[] {
    let place = 0;
    while (place < this.#words.length) {
      if (this.#isAnd(place) && place > 0) {
        place += 1;
        continue;
      }
      this.#head = this.#headOf(place) ?? this.#head;
      place = this.#known(place) ?? this.#unknown(place);
    }
    return this.#mentions;
  }

  /** Takes the longest known name that ends where it should; undefined where there is none. */
  #known(start: number): number | undefined {
    for (const { length, id } of this.index.at(this.text, this.#words, start)) {
      const end = this.#afterBrackets(start + length);
      if (!this.#endsAt(end)) continue;
      this.#push(start, end, id);
      return end;
    }
    if (!this.#isShort(start)) return undefined;
    const end = this.#nextStart(start + 1);
    const id = this.#idInShort(start, end);
    if (id === undefined) return undefined;
    this.#push(start, end, id);
    return end;
  }

  #unknown(start: number): number {
    const end = this.#nextStart(start + 1);
    const isLabel = end < this.#words.length && this.#gap(end).includes(':') && end - start <= LONGEST_LABEL;
    if (!isLabel) this.#push(start, end, null);
    return end;
  }

  #push(start: number, end: number, id: string | null): void {
    const text = this.#written(start, end);
    const key = id ?? `? ${text}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#mentions.push({ text, id, nearest: id === null ? this.index.nearest(text) : [] });
  }

  #written(start: number, end: number): string {
    const from = this.#words[start]!.from;
    const to = this.#words[end - 1]!.to;
    let text = this.text.slice(from, to);
    const rest = this.text.slice(to);
    const opened = (text.match(/\(/g) ?? []).length - (text.match(/\)/g) ?? []).length;
    const closing = /^[^\p{L}\p{N}]*?\)/u.exec(rest);
    if (opened > 0 && closing) text += closing[0];
    return oneLine(text);
  }

  /** Place of the first word behind `start` with which another name begins; the end of the words if none does. */
  #nextStart(start: number): number {
    for (let place = start; place < this.#words.length; place += 1) {
      if (this.#isStart(place)) return place;
    }
    return this.#words.length;
  }

  #endsAt(place: number): boolean {
    return place >= this.#words.length || this.#isStart(place);
  }

  /** Whether a name begins with this word, or with the one behind this “và”. */
  #isStart(place: number): boolean {
    const gap = this.#gap(place);
    if (gap.includes(';') || LIST_BULLET.test(gap)) return true;
    if (this.#isAnd(place)) return place + 1 < this.#words.length && this.#opensName(place + 1);
    if (!SOFT_GAP.test(gap)) return false;
    const isLineOnly = !/[,/:]|\s[+\p{Pd}]\s/u.test(gap);
    if (isLineOnly && UNFINISHED.has(this.#words[place - 1]!.folded)) return false;
    return this.#opensName(place);
  }

  #opensName(place: number): boolean {
    const word = this.#words[place]!;
    if (this.index.at(this.text, this.#words, place).some(({ length }) => this.#mayEnd(place + length)))
      return true;
    const next = this.#words[place + 1];
    const isFollowed = next !== undefined && (next.from === word.from || /^\s+$/u.test(this.#gap(place + 1)));
    if (isFollowed && PLURALS.has(word.folded)) return true;
    if (isFollowed && this.#isCapital(place)) {
      const opening = `${word.folded} ${next.folded} `;
      if (HEADS.test(opening) && opening !== 'ban nganh ') return true;
    }
    return this.#isShort(place) && this.#idInShort(place, place + 1, true) !== undefined;
  }

  /** A cheap look: something parts this word from the one before it. */
  #mayEnd(place: number): boolean {
    if (place >= this.#words.length) return true;
    return this.#isAnd(place) || /[;,\n/():.]/.test(this.#gap(place)) || LIST_BULLET.test(this.#gap(place));
  }

  #isShort(place: number): boolean {
    return this.#head !== undefined && place > 0 && this.#isCapital(place);
  }

  /** Id of “<head> <words>”, as in “Sở Tài chính, Nội vụ”. */
  #idInShort(start: number, end: number, longer = false): string | null | undefined {
    const head = this.#head;
    if (head === undefined) return undefined;
    const from = this.#words[start]!.from;
    const text = `${head} ${this.text.slice(from, from + LONGEST_SHORT_NAME)}`;
    const words = nameWords(text);
    const wanted = 1 + end - start;
    const matches = this.index.at(text, words, 0).filter(({ length }) => this.#mayEnd(start + length - 1));
    const match = longer ? matches[0] : matches.find(({ length }) => length === wanted);
    return match?.id;
  }

  /** The word after which others of its kind may stand in short: “Sở” of “Sở Tài chính” and of “Các Sở:”. */
  #headOf(start: number): string | undefined {
    const first = this.#words[start]!;
    const head = PLURALS.has(first.folded) ? this.#words[start + 1] : first;
    return head && (head.folded === 'so' || head.folded === 'phong' || head.folded === 'ban')
      ? head.folded
      : undefined;
  }

  #afterBrackets(place: number): number {
    if (place >= this.#words.length || !/^\s*\($/u.test(this.#gap(place))) return place;
    for (let end = place + 1; end <= this.#words.length; end += 1) {
      if (end === this.#words.length || this.#gap(end).includes(')')) return end;
    }
    return place;
  }

  #isAnd(place: number): boolean {
    const { from, to, folded } = this.#words[place]!;
    return folded === 'va' && this.text.slice(from, to).toLowerCase() === 'và';
  }

  #isCapital(place: number): boolean {
    return /^\p{Lu}/u.test(this.text.slice(this.#words[place]!.from));
  }

  /** What stands between the word before and this one. */
  #gap(place: number): string {
    const before = place === 0 ? 0 : this.#words[place - 1]!.to;
    return this.text.slice(before, Math.max(before, this.#words[place]!.from));
  }
}
