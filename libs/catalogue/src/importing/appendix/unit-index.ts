import { fold } from '#kernel';
import type { NearUnit } from './draft.js';
import { editDistance } from './text.js';

/** A unit or group by which a document may name who leads a task. */
export interface NamedUnit {
  readonly id: string;
  readonly name: string;
  /** Other spellings met in documents. */
  readonly aliases: readonly string[];
}

/** Every unit and group that a document may name. */
export interface KnownUnits {
  readonly units: readonly NamedUnit[];
  readonly groups: readonly NamedUnit[];
}

/** A word of a name as it is compared, and where it stands in the text. */
export interface NameWord {
  /** Folded; one of several words that an abbreviation stands for. */
  readonly folded: string;
  readonly from: number;
  /** First place after it. */
  readonly to: number;
  /** True for the last (or only) word of what stands at this place. */
  readonly closes: boolean;
}

/** Abbreviations of the administration that are the same everywhere. */
const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ubnd: 'uy ban nhan dan',
    hdnd: 'hoi dong nhan dan',
    mttq: 'mat tran to quoc',
    bql: 'ban quan ly',
    kkt: 'khu kinh te',
    vp: 'van phong',
    tp: 'thanh pho',
    tw: 'trung uong',
    khcn: 'khoa hoc va cong nghe',
    'kh&cn': 'khoa hoc va cong nghe',
    'kh&dt': 'ke hoach va dau tu',
    'gd&dt': 'giao duc va dao tao',
    gddt: 'giao duc va dao tao',
    'nn&mt': 'nong nghiep va moi truong',
    'vhtt&dl': 'van hoa the thao va du lich',
    vhttdl: 'van hoa the thao va du lich',
    dmst: 'doi moi sang tao',
    cds: 'chuyen doi so',
  }).map(([short, long]) => [short, long.split(' ')]),
);

const WORD = /[\p{L}\p{M}\p{N}]+(?:&[\p{L}\p{M}\p{N}]+)*/gu;

/** The words of a text by which names are compared; abbreviations stand for what they mean. */
export function nameWords(text: string): NameWord[] {
  const words: NameWord[] = [];
  for (const match of text.matchAll(WORD)) {
    const from = match.index;
    const to = from + match[0].length;
    const folded = fold(match[0]);
    const meant = ABBREVIATIONS.get(folded) ?? [folded];
    meant.forEach((word, index) => {
      words.push({ folded: word, from, to, closes: index === meant.length - 1 });
    });
  }
  return words;
}

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  names: KnownName[] | undefined;
}

interface KnownName {
  readonly id: string;
  /** The spelling that leads here. */
  readonly spelling: string;
}

interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly words: ReadonlySet<string>;
  readonly folded: string;
}

/** A known name that begins at a word; `id` is null where several units share it, marks aside. */
export interface NameMatch {
  /** Words that it takes. */
  readonly length: number;
  readonly id: string | null;
}

const MOST_NEAR = 3;
/** Candidates whose letters are compared one by one; the others share too little with the text. */
const MOST_COMPARED = 12;
const LEAST_NEARNESS = 0.45;
const GRAM = 3;
const REMEMBERED_NEAREST = 50_000;
/** Longer texts are sentences, not names; only their beginning is compared. */
const LONGEST_COMPARED = 120;

const LOCALITIES = /^(?:xa|phuong|dac khu|cac xa)\b/;

/**
 * Finds units and groups by name. Built once for a document: a search costs no more than the words of the text, the
 * nearest names of an unknown text are sought among those that share letters with it, and once for each text.
 */
export class UnitIndex {
  readonly #root: TrieNode = { next: new Map(), names: undefined };
  readonly #candidates: Candidate[] = [];
  readonly #byGram = new Map<string, number[]>();
  readonly #nearest = new Map<string, readonly NearUnit[]>();

  constructor({ units, groups }: KnownUnits) {
    for (const unit of [...units, ...groups]) {
      for (const spelling of [unit.name, ...unit.aliases]) this.#add(unit, spelling);
    }
    for (const unit of [...units, ...groups]) this.#addCommittee(unit);
  }

  /**
   * The known names that begin at a word, longest first.
   * @param text the text that the words are of
   */
  at(text: string, words: readonly NameWord[], start: number): NameMatch[] {
    const found: NameMatch[] = [];
    let node = this.#root;
    for (let place = start; place < words.length; place += 1) {
      const next = node.next.get(words[place]!.folded);
      if (!next) break;
      node = next;
      if (!node.names || !words[place]!.closes) continue;
      const written = text.slice(words[start]!.from, words[place]!.to);
      found.unshift({ length: place - start + 1, id: idOf(node.names, written) });
    }
    return found;
  }

  /** Whether these folded words are a known name. */
  knows(words: readonly string[]): boolean {
    let node: TrieNode | undefined = this.#root;
    for (const word of words) {
      node = node.next.get(word);
      if (!node) return false;
    }
    return node.names !== undefined;
  }

  /** The known units and groups whose names are most like the text, best first, at most three. */
  nearest(text: string): readonly NearUnit[] {
    const words = nameWords(text.slice(0, LONGEST_COMPARED)).map(({ folded }) => folded);
    const folded = words.join(' ');
    const known = this.#nearest.get(folded);
    if (known) return known;
    const nearest = this.#search(words, folded);
    if (this.#nearest.size >= REMEMBERED_NEAREST) this.#nearest.clear();
    this.#nearest.set(folded, nearest);
    return nearest;
  }

  #add({ id, name }: NamedUnit, spelling: string): void {
    const words = nameWords(spelling).map(({ folded }) => folded);
    if (words.length === 0) return;
    const node = this.#node(words);
    node.names ??= [];
    node.names.push({ id, spelling });
    const folded = words.join(' ');
    const place = this.#candidates.push({ id, name, words: new Set(words), folded }) - 1;
    for (const gram of gramsOf(folded)) {
      const places = this.#byGram.get(gram);
      if (places) places.push(place);
      else this.#byGram.set(gram, [place]);
    }
  }

  /** “UBND xã …” and “Ủy ban nhân dân phường …” lead to the locality itself, where no unit has that name. */
  #addCommittee({ id, name }: NamedUnit): void {
    const words = nameWords(name).map(({ folded }) => folded);
    if (!LOCALITIES.test(words.join(' '))) return;
    const spelling = `Ủy ban nhân dân ${name}`;
    const node = this.#node(nameWords(spelling).map(({ folded }) => folded));
    const taken = node.names?.some((known) => fold(known.spelling) !== fold(spelling) || known.id === id);
    if (!taken) node.names = [...(node.names ?? []), { id, spelling }];
  }

  #node(words: readonly string[]): TrieNode {
    let node = this.#root;
    for (const word of words) {
      let next = node.next.get(word);
      if (!next) {
        next = { next: new Map(), names: undefined };
        node.next.set(word, next);
      }
      node = next;
    }
    return node;
  }

  #search(words: readonly string[], folded: string): NearUnit[] {
    const grams = gramsOf(folded);
    const shared = new Uint16Array(this.#candidates.length);
    const places: number[] = [];
    for (const gram of grams) {
      for (const place of this.#byGram.get(gram) ?? []) {
        if (shared[place] === 0) places.push(place);
        shared[place]! += 1;
      }
    }
    const likely = places
      .map((place) => {
        const candidate = this.#candidates[place]!;
        return { candidate, score: shared[place]! / (grams.size + candidate.folded.length) };
      })
      .sort((left, right) => right.score - left.score)
      .slice(0, MOST_COMPARED);
    const own = new Set(words);
    const near = likely
      .map(({ candidate }) => ({ candidate, score: nearness(own, folded, candidate) }))
      .filter(({ score }) => score >= LEAST_NEARNESS)
      .sort((left, right) => right.score - left.score);
    const units = new Map<string, NearUnit>();
    for (const { candidate } of near) {
      if (units.size < MOST_NEAR) units.set(candidate.id, { id: candidate.id, name: candidate.name });
    }
    return [...units.values()];
  }
}

/** The only unit of that name; of several, the one that is written with the same marks. */
function idOf(names: readonly KnownName[], written: string): string | null {
  const ids = new Set(names.map(({ id }) => id));
  if (ids.size === 1) return names[0]!.id;
  const exact = written.normalize('NFC').toLowerCase();
  const same = names.filter(({ spelling }) => spelling.normalize('NFC').toLowerCase() === exact);
  const only = new Set(same.map(({ id }) => id));
  return only.size === 1 ? same[0]!.id : null;
}

/** 0 to 1: the mean of the words shared and of the letters alike; 0 where it can't reach what counts as near. */
function nearness(words: ReadonlySet<string>, folded: string, candidate: Candidate): number {
  let shared = 0;
  for (const word of candidate.words) if (words.has(word)) shared += 1;
  const overlap = (2 * shared) / (words.size + candidate.words.size);
  const longest = Math.max(folded.length, candidate.folded.length);
  const limit = Math.floor(longest * (1 + overlap - 2 * LEAST_NEARNESS));
  if (limit < 0) return 0;
  const distance = editDistance(folded, candidate.folded, Math.min(limit, longest));
  return distance > limit ? 0 : (overlap + 1 - distance / longest) / 2;
}

function gramsOf(folded: string): Set<string> {
  const padded = ` ${folded} `;
  const grams = new Set<string>();
  for (let from = 0; from + GRAM <= padded.length; from += 1) grams.add(padded.slice(from, from + GRAM));
  return grams;
}
