import { UnknownTargetPhraseError } from './target.js';
import type { BreakKind, Figure, FigureItem, Item } from './target-items.js';
import {
  CHANGE_VERBS,
  COUNTED,
  DOING,
  LONGEST_COUNTED_WORDS,
  LONGEST_DOING_WORDS,
  MODIFIERS,
  NO_CHANGE_AFTER,
  NO_CHANGE_BEFORE,
} from './target-vocabulary.js';

/** A part of the phrase between two breaks; it holds at most one target. */
export interface Segment {
  /** The break before it. */
  readonly opener: BreakKind;
  readonly items: readonly Item[];
  /** Counts the parts between sentence ends and semicolons. */
  readonly clause: number;
}

/** Cuts the items at their breaks. */
export function segmentsOf(items: readonly Item[]): Segment[] {
  const segments: Segment[] = [];
  let opener: BreakKind = 'sentence';
  let clause = 0;
  let current: Item[] = [];
  const close = () => {
    if (current.length > 0) segments.push({ opener, items: current, clause });
    current = [];
  };
  for (const item of items) {
    if (item.type !== 'break') {
      current.push(item);
      continue;
    }
    close();
    opener = item.kind;
    if (item.kind === 'sentence' || item.kind === 'clause') clause += 1;
  }
  close();
  return segments;
}

/** The words of a segment, those before a figure only if one is given. */
export function wordsOf({ items }: Segment, before?: FigureItem): string[] {
  const end = before ? items.indexOf(before) : items.length;
  return items.slice(0, end).flatMap((item) => (item.type === 'word' ? item.folded : []));
}

/** What stands between the last colon, or the beginning of the segment, and a figure. */
function leadOf({ items }: Segment, figure: FigureItem): readonly Item[] {
  const before = items.slice(0, items.indexOf(figure));
  return before.slice(before.findLastIndex((item) => item.type === 'sign' && item.colon) + 1);
}

/** Whether the words do nothing but tell what is done: "tổ chức", "hỗ trợ thành lập mới", "mỗi xã". */
export function onlyDo(words: readonly string[]): boolean {
  if (words[0] === 'mỗi') return words.length === 1 + countedWords(words.slice(1));
  let place = 0;
  while (place < words.length) {
    const length = longest(words.slice(place), DOING, LONGEST_DOING_WORDS);
    if (length === 0) return false;
    place += length;
  }
  return true;
}

/** How many of the first words are of the set, taken together; the longest such run. */
export function longest(words: readonly string[], set: ReadonlySet<string>, most: number): number {
  for (let length = Math.min(most, words.length); length >= 1; length -= 1) {
    if (set.has(words.slice(0, length).join(' '))) return length;
  }
  return 0;
}

function countedWords(words: readonly string[]): number {
  return longest(words, COUNTED, LONGEST_COUNTED_WORDS);
}

/** How surely a figure is the target of its segment; `doubtful` is never taken and never dropped in silence. */
type Standing = 'head' | 'level' | 'strong' | 'weak' | 'describing' | 'doubtful';

/**
 * The one figure of a segment that is its target, if it holds any. The others only describe: "100% quy trình trong
 * 4 khối", "tốc độ trên 100 Mbps đạt tối thiểu 80%", "100% xã có tối thiểu 02 cán bộ".
 *
 * @param label the first words of the clause, which may say what is counted: "Số sản phẩm …"
 * @throws UnknownTargetPhraseError where more than one may be meant, or none surely
 */
export function targetFigure(
  segment: Segment,
  label: readonly string[],
  phrase: string,
): FigureItem | undefined {
  const figures = segment.items.filter((item) => item.type === 'figure');
  if (figures.length === 0) return undefined;
  const standings = figures.map((item, place) => ({
    item,
    standing: standingOf(segment, item, place === 0, label),
  }));
  const fail = (reason: string): never => {
    throw new UnknownTargetPhraseError(phrase, reason);
  };
  const of = (...wanted: Standing[]) => standings.filter(({ standing }) => wanted.includes(standing));
  const texts = (found: typeof standings) => found.map(({ item }) => `"${item.figure.text}"`).join(' và ');

  const head = of('head')[0];
  if (head) {
    const rivals = of('level', 'strong').filter(({ item }) => !item.figure.said.owned);
    if (rivals.length > 0) fail(`không rõ chỉ tiêu là ${texts([head, ...rivals])}`);
    return head.item;
  }
  for (const standing of ['level', 'strong', 'weak'] as const) {
    const found = of(standing);
    if (found.length > 1) fail(`không rõ chỉ tiêu là ${texts(found)}`);
    if (found[0]) return found[0].item;
  }
  const doubtful = of('doubtful');
  if (doubtful.length > 0) fail(`không rõ ${texts(doubtful)} có phải là chỉ tiêu không`);
  return undefined;
}

function standingOf(segment: Segment, item: FigureItem, first: boolean, label: readonly string[]): Standing {
  const { figure } = item;
  const { said } = figure;
  const lead = leadOf(segment, item);
  const doing = lead.flatMap((other) => (other.type === 'word' ? other.folded : []));
  if (first && onlyDo(doing) && !lead.some(({ type }) => type === 'name')) return 'head';
  if (said.level) return 'level';
  if (said.strong || figure.leading) return 'strong';
  if (figure.describing && said.change === undefined) return 'describing';
  const speaks =
    said.direction !== undefined || said.approximate || said.change !== undefined || said.striven;
  if (speaks || figure.suffix || figure.unit === '%' || repeatsLabel(figure, label)) return 'weak';
  return figure.knownUnit && endsSegment(segment, item) ? 'weak' : 'doubtful';
}

/** "Số sản phẩm … 100 sản phẩm". */
function repeatsLabel({ unit }: Figure, label: readonly string[]): boolean {
  if (unit === undefined || label[0] !== 'số') return false;
  const noun = label.slice(label[1] === 'lượng' ? 2 : 1);
  const length = countedWords(noun);
  return length > 0 && noun.slice(0, length).join(' ') === unit;
}

function endsSegment({ items }: Segment, item: FigureItem): boolean {
  return items.slice(items.indexOf(item) + 1).every(({ type }) => type !== 'word' && type !== 'figure');
}

/**
 * The change that a figure measures, where a verb before it says so: "Giảm tỷ lệ tai nạn 10%".
 *
 * @throws UnknownTargetPhraseError where it may as well be a level
 */
export function changeOf(segment: Segment, item: FigureItem, phrase: string): string | undefined {
  const { said, text } = item.figure;
  if (said.change !== undefined) return said.change;
  if (said.level || said.ratio || said.rank) return undefined;
  const words = wordsOf(segment, item);
  const place = words.findIndex((word, at) => {
    const verb = CHANGE_VERBS.has(word) || CHANGE_VERBS.has(`${word} ${words[at + 1]}`) || word === 'nâng';
    return verb && !NO_CHANGE_AFTER.has(words[at + 1] ?? '') && !NO_CHANGE_BEFORE.has(words[at - 1] ?? '');
  });
  if (place < 0) return undefined;
  const verb = words[place]!;
  const change = CHANGE_VERBS.get(`${verb} ${words[place + 1]}`) ?? CHANGE_VERBS.get(verb);
  const isFirst = onlyDo(words.slice(0, place));
  const isClear = isFirst && !said.strict && !['đến', 'tới', 'cao'].includes(words.at(-1)!);
  if (verb === 'nâng' && words[place + 1] === 'cao' && item.figure.unit !== '%') return undefined;
  if (change === undefined || !isClear) {
    throw new UnknownTargetPhraseError(phrase, `không rõ "${text}" là mức ${verb} hay mức cần đạt`);
  }
  return change;
}

/** Whether a segment opens with "phấn đấu". */
export function opensStriving(segment: Segment): boolean {
  const [first, second] = wordsOf(segment);
  return MODIFIERS.get(`${first} ${second}`)?.striven === true;
}
