import { type Target, UnknownTargetPhraseError } from './target.js';
import type { FigureItem, Item } from './target-items.js';
import { TargetScanner } from './target-scanner.js';
import {
  changeOf,
  longest,
  opensStriving,
  type Segment,
  segmentsOf,
  targetFigure,
  wordsOf,
} from './target-segments.js';
import { tokenizeTarget } from './target-tokens.js';
import { DOING, LONGEST_DOING_WORDS, MONEY_WORDS, NOT_DOING_ALONE } from './target-vocabulary.js';

/** A figure that is a target, with the part of the phrase that holds it. */
interface Found {
  readonly segment: Segment;
  readonly place: number;
  readonly item: FigureItem;
}

/**
 * Reads the phrase of an indicator or a goal into a {@link Target}, or into several in their order.
 *
 * The phrase may be the figure alone ("tối thiểu 80%", "3–5 nhóm") or the whole sentence of the document with what
 * is measured before or after it. It is cut at full stops, semicolons, commas, parentheses, "trong đó" and an "và"
 * before a figure; each part holds at most one target. "phấn đấu …" in the same unit after a figure is its
 * `stretchTarget`. Numbers of documents, dates, years, ranks of standards and what merely describes ("02 cấp",
 * "từ 15 tuổi", "5G") are no targets. A year holds for its own part; the only year of a phrase holds for all.
 *
 * Without any figure the phrase is `qualitative` if it opens with what is to be done or kept up, and refused
 * otherwise. Beside figures, words without a figure only explain.
 *
 * @param phrase as it stands in the document, at most 1,000 characters
 * @throws UnknownTargetPhraseError for a figure that is broken, ambiguous or not surely the target, for words that
 *   contradict each other, and for a phrase that sets no target
 */
export function parseTarget(phrase: string): Target | Target[] {
  const items = new TargetScanner(tokenizeTarget(phrase), phrase).scan();
  const segments = segmentsOf(items);
  const found = segments.flatMap((segment, place): Found[] => {
    const label = wordsOf(segments.find(({ clause }) => clause === segment.clause) ?? segment);
    const item = targetFigure(segment, label, phrase);
    return item ? [{ segment, place, item }] : [];
  });
  if (found.length === 0) return qualitative(items, segments, phrase);
  const targets = assemble(found, segments, phrase);
  return targets.length === 1 ? targets[0]! : targets;
}

function qualitative(items: readonly Item[], segments: readonly Segment[], phrase: string): Target {
  const words = wordsOf(segments[0] ?? { opener: 'sentence', items: [], clause: 0 });
  const doing = longest(words, DOING, LONGEST_DOING_WORDS);
  const isDoing = doing > 0 && !NOT_DOING_ALONE.has(words.slice(0, doing).join(' '));
  const says = items.filter(({ type }) => type === 'word').length;
  if (!isDoing || says <= doing) {
    throw new UnknownTargetPhraseError(phrase, 'không có con số và không nói rõ việc cần làm');
  }
  const years = yearsOf(items);
  const [cadence] = items.flatMap((item) => (item.type === 'cadence' ? item.recurrence : []));
  return {
    direction: 'qualitative',
    ...(years.size === 1 ? { targetYear: [...years][0]! } : {}),
    ...(cadence ? { recurrence: cadence } : {}),
  };
}

function assemble(found: readonly Found[], segments: readonly Segment[], phrase: string): Target[] {
  const targets: Target[] = [];
  let before: { found: Found; target: Target } | undefined;
  for (const one of found) {
    const target = targetOf(one, found, segments, before, phrase);
    if (before && isStretch(one, target, before, phrase)) {
      stretch(before.target, target, phrase);
      continue;
    }
    targets.push(target);
    before = { found: one, target };
  }
  lendUnits(found, targets);
  return targets;
}

function targetOf(
  { segment, place, item }: Found,
  found: readonly Found[],
  segments: readonly Segment[],
  before: { found: Found; target: Target } | undefined,
  phrase: string,
): Target {
  const { figure } = item;
  const { said } = figure;
  const isRank = said.rank === true || figure.leading;
  const goesOn = figure.plain && isListed(segment, item, before?.found);
  const last = goesOn && before && isSteady(before.target) ? before : undefined;
  const change = changeOf(segment, item, phrase) ?? (last ? last.found.item.figure.said.change : undefined);
  const inheritsManner = last && (segment.opener === 'and' || isRespective(segments));
  const strict = said.strict ?? (inheritsManner ? last.target.strict : undefined);
  const approximate = said.approximate ?? (inheritsManner ? last.target.approximate : undefined);
  const year = yearOf({ segment, place, item }, segments);
  const recurrence = recurrenceOf({ segment, place, item }, found, segments, before?.target);
  const shared = {
    ...(year === undefined ? {} : { targetYear: year }),
    ...(recurrence === undefined ? {} : { recurrence }),
  };
  if (isRank) return { direction: 'rank_at_most', target: figure.value, ...shared };

  const unit = unitOf({ segment, place, item }, change, segments, phrase);
  const bare = figure.value === 0 ? 'at_most' : 'at_least';
  const direction = said.direction ?? figure.suffix ?? last?.target.direction ?? bare;
  const isTimes = unit?.startsWith('lần so với') === true && direction === 'exactly';
  if (figure.max !== undefined && said.direction !== undefined && !said.from) {
    throw new UnknownTargetPhraseError(phrase, 'khoảng có hai đầu không đi với từ chỉ mức tối thiểu, tối đa');
  }
  return {
    direction: figure.max === undefined ? (figure.suffix ?? (isTimes ? 'at_least' : direction)) : 'range',
    target: figure.value,
    ...(figure.max === undefined ? {} : { targetMax: figure.max }),
    ...(unit === undefined ? {} : { unit }),
    ...(strict ? { strict } : {}),
    ...(approximate ? { approximate } : {}),
    ...shared,
  };
}

/** Whether the figure is the next of a list, with nothing of its own before it. */
function isListed(segment: Segment, item: FigureItem, before: Found | undefined): boolean {
  const joined = segment.opener === 'comma' || segment.opener === 'and';
  return joined && before?.segment.clause === segment.clause && segment.items[0] === item;
}

function isSteady({ direction }: Target): boolean {
  return direction === 'at_least' || direction === 'at_most';
}

/** "lần lượt": what is said before the first of the figures holds for all. */
function isRespective(segments: readonly Segment[]): boolean {
  return segments.some((segment) => wordsOf(segment).join(' ').includes('lần lượt'));
}

function unitOf(
  { segment, place, item }: Found,
  change: string | undefined,
  segments: readonly Segment[],
  phrase: string,
): string | undefined {
  const { figure } = item;
  let { unit } = figure;
  if (figure.said.ratio && unit !== 'lần' && unit !== '%') {
    throw new UnknownTargetPhraseError(phrase, '"gấp" phải đi với số lần');
  }
  if (unit === 'triệu' || unit === 'tỷ') unit = isMoney(segments, segment) ? `${unit} đồng` : unit;
  const changed = change === undefined ? unit : [...(unit === undefined ? [] : [unit]), change].join(' ');
  const baseline = baselineOf({ segment, place, item }, change !== undefined, segments);
  return baseline === undefined || changed === undefined ? changed : `${changed} ${baseline}`;
}

function isMoney(segments: readonly Segment[], { clause }: Segment): boolean {
  return segments.some((segment) => {
    return segment.clause === clause && wordsOf(segment).some((word) => MONEY_WORDS.has(word));
  });
}

/** What a figure is compared with: said directly after it, or anywhere near a change or a multiple. */
function baselineOf(
  { segment, place, item }: Found,
  changes: boolean,
  segments: readonly Segment[],
): string | undefined {
  const at = segment.items.indexOf(item);
  const next = segment.items[at + 1];
  if (next?.type === 'baseline') return next.text;
  const isTimes = item.figure.unit === 'lần';
  if (!changes && !isTimes) return undefined;
  const ahead = segments[place - 1];
  const lead =
    ahead?.clause === segment.clause && !ahead.items.some(({ type }) => type === 'figure') ? ahead.items : [];
  return [...segment.items.slice(at), ...segment.items.slice(0, at), ...lead].find(
    (near) => near.type === 'baseline',
  )?.text;
}

function yearsOf(items: readonly Item[]): Set<number> {
  return new Set(items.flatMap((item) => (item.type === 'year' ? item.year : [])));
}

/** The year of the figure's own part, of the parenthesis after it, the phrase's only one, or the last before it. */
function yearOf({ segment, place }: Found, segments: readonly Segment[]): number | undefined {
  const own = ownYear(segment);
  if (own !== undefined) return own;
  const next = segments[place + 1];
  if (next?.opener === 'open' && next.items.every(({ type }) => type !== 'figure')) {
    const [year, ...more] = yearsOf(next.items);
    if (year !== undefined && more.length === 0) return year;
  }
  const all = yearsOf(segments.flatMap(({ items }) => items));
  if (all.size === 1) return [...all][0];
  const lead = segments.slice(0, place).filter(({ clause }) => clause === segment.clause);
  return [...yearsOf(lead.flatMap(({ items }) => items))].at(-1);
}

function ownYear({ items }: Segment): number | undefined {
  const years = items.filter((other) => other.type === 'year');
  const firm = years.filter((year) => year.firm);
  const [only, ...more] = firm.length > 0 ? firm : years;
  return more.length === 0 ? only?.year : undefined;
}

/** The cadence of the figure's own part, or one that opens the clause; "trong đó" takes over the one before. */
function recurrenceOf(
  { segment, place }: Found,
  found: readonly Found[],
  segments: readonly Segment[],
  before: Target | undefined,
): Target['recurrence'] {
  const own = cadenceOf(segment);
  if (own) return own;
  if (segment.opener === 'within') return before?.recurrence;
  const firstFigure = found.find((one) => one.segment.clause === segment.clause)!;
  const lead = segments.slice(0, place).filter(({ clause }) => clause === segment.clause);
  const opens = lead.filter((_, at) => segments.indexOf(lead[at]!) < firstFigure.place);
  const carried = opens.map(cadenceOf).find((cadence) => cadence !== undefined);
  if (carried) return carried;
  const { items } = firstFigure.segment;
  const at = items.findIndex(({ type }) => type === 'cadence');
  const leads = at >= 0 && at < items.indexOf(firstFigure.item);
  if (leads) return cadenceOf(firstFigure.segment);
  // "Số đề tài được triển khai hằng năm. Đạt trên 50 nhiệm vụ": the label has a sentence of its own.
  const isFirst = place === found[0]!.place;
  return isFirst
    ? segments
        .slice(0, place)
        .map(cadenceOf)
        .find((cadence) => cadence !== undefined)
    : undefined;
}

function cadenceOf({ items }: Segment): Target['recurrence'] {
  return items.find((item) => item.type === 'cadence')?.recurrence;
}

/** "…, phấn đấu top 3": in the same unit as the figure before it, and not by a year of its own. */
function isStretch(
  { segment, item }: Found,
  target: Target,
  before: { found: Found; target: Target },
  phrase: string,
): boolean {
  if (!item.figure.said.striven && !opensStriving(segment)) return false;
  if (ownYear(segment) !== undefined) return false;
  const bothRanks = target.direction === 'rank_at_most' && before.target.direction === 'rank_at_most';
  const sameUnit = target.unit === undefined || target.unit === before.target.unit;
  if (!bothRanks && (!sameUnit || target.direction === 'rank_at_most')) return false;
  if (before.target.stretchTarget !== undefined || target.targetMax !== undefined) {
    throw new UnknownTargetPhraseError(phrase, 'không rõ mức phấn đấu');
  }
  return true;
}

function stretch(target: Target, { target: further }: Target, phrase: string): void {
  const falls = target.direction === 'at_most' || target.direction === 'rank_at_most';
  const top = target.targetMax ?? target.target!;
  const isBeyond = falls ? further! < top : further! > top;
  if (target.direction === 'exactly' || !isBeyond) {
    throw new UnknownTargetPhraseError(phrase, 'mức phấn đấu không vượt mức phải đạt');
  }
  target.stretchTarget = further!;
}

/** "cấp cơ sở từ 06, cấp thành phố từ 02 sáng kiến": a figure without a unit takes that of the next in its list. */
function lendUnits(found: readonly Found[], targets: Target[]): void {
  if (found.length !== targets.length) return;
  for (let place = targets.length - 2; place >= 0; place -= 1) {
    const [target, next] = [targets[place]!, targets[place + 1]!];
    const [one, other] = [found[place]!, found[place + 1]!];
    const isOpen = target.unit === undefined && next.unit !== undefined && Number.isInteger(target.target);
    const isList =
      isListed(other.segment, other.item, one) || (one.item.figure.said.from && other.item.figure.said.from);
    if (isOpen && isList && one.segment.clause === other.segment.clause) target.unit = next.unit!;
  }
}
