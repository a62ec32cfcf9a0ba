import { numberText } from './figures.js';
import type { Finding } from './findings.js';
import { compareText, type IndicatorRow, type Source, type Sources, sideOfIndicator } from './rows.js';
import { highest, likeness, type Phrase, phraseOf, rounded } from './similarity.js';

/** Names that are alike to this degree name the same indicator. */
const SAME_INDICATOR = 0.86;

/** Enough for shares in two documents: the name of one often says more of how it is measured. */
const PERHAPS_SAME = 0.62;

/** A name's part before the first comma stands for the whole when it says at least this much. */
const LEAST_HEAD = 4;

/** Shares and rates bind at every level alike; of a number of things a unit below has its part. */
const RELATIVE_UNITS: ReadonlySet<string | null> = new Set(['%', '‰']);

/** The same indicator with different targets, within a heading of a document and between documents. */
export function twoTargets(sources: Sources): Finding[] {
  return [...sources.list.flatMap(withinDocument), ...betweenDocuments(sources)];
}

interface Measured {
  readonly row: IndicatorRow;
  readonly readings: readonly Phrase[];
}

const withoutRemarks = (name: string) => name.replace(/\([^)]*\)/g, ' ');

/** An indicator once for each year that it has a target of. */
function byYear(row: IndicatorRow): IndicatorRow[] {
  const further = row.indicator.targets.map(({ year, ...figures }) => ({ ...figures, targetYear: year }));
  return [row, ...further.map((target) => ({ ...row, indicator: { ...row.indicator, ...target } }))];
}

/** The name as it is compared within one heading: remarks in parentheses left out. */
export const nameKeyOf = ({ indicator }: IndicatorRow): string => {
  const { features, levels } = phraseOf(withoutRemarks(indicator.name));
  return [indicator.group, [...features.keys()].sort().join(' '), [...levels].join(' ')].join('|');
};

function readingsOf({ indicator }: IndicatorRow): readonly Phrase[] {
  const name = withoutRemarks(indicator.name);
  const [whole, head] = [phraseOf(name), phraseOf(name.split(',')[0] ?? '')];
  return head.words >= LEAST_HEAD && head.wording !== whole.wording ? [whole, head] : [whole];
}

export const targetText = ({ indicator }: IndicatorRow): string => {
  const { direction, target, targetMax, stretchTarget, unit, targetYear, strict, approximate } = indicator;
  if (target === null) return `không có con số; năm ${targetYear}`;
  const figure = targetMax === null ? numberText(target) : `${numberText(target)} - ${numberText(targetMax)}`;
  const stretch = stretchTarget === null ? '' : ` (phấn đấu ${numberText(stretchTarget)})`;
  const wording = strict ? STRICT_TEXT[direction] : approximate ? 'khoảng' : DIRECTION_TEXT[direction];
  return `${wording} ${figure}${unit === null ? '' : ` ${unit}`}${stretch}; năm ${targetYear}`;
};

const DIRECTION_TEXT = {
  at_least: 'ít nhất',
  at_most: 'không quá',
  exactly: 'đúng',
  range: 'từ',
  rank_at_most: 'xếp hạng từ',
  qualitative: '',
} as const;

/** Where the target itself does not count. */
const STRICT_TEXT = { ...DIRECTION_TEXT, at_least: 'trên', at_most: 'dưới' } as const;

const sameTarget = ({ indicator: a }: IndicatorRow, { indicator: b }: IndicatorRow) =>
  a.direction === b.direction &&
  a.target === b.target &&
  a.targetMax === b.targetMax &&
  a.strict === b.strict;

const areComparable = ({ indicator: a }: IndicatorRow, { indicator: b }: IndicatorRow) =>
  a.target !== null && b.target !== null && a.targetYear === b.targetYear && a.unit === b.unit;

function withinDocument({ indicators }: Source): Finding[] {
  const first = new Map<string, IndicatorRow>();
  return indicators.flatMap(byYear).flatMap((row) => {
    const key = `${nameKeyOf(row)}|${row.indicator.targetYear}`;
    const known = first.get(key);
    if (!known) first.set(key, row);
    if (!known || !areComparable(known, row) || sameTarget(known, row)) return [];
    return [finding(known, row, 1, 'high', 'Một chỉ tiêu có hai mục tiêu trong cùng văn bản.')];
  });
}

function betweenDocuments({ list }: Sources): Finding[] {
  const byYearAndUnit = new Map<string, Measured[]>();
  for (const row of list.flatMap(({ indicators }) => indicators).flatMap(byYear)) {
    const { target, targetYear, unit, parentCode } = row.indicator;
    if (target === null) continue;
    const key = [targetYear, unit, parentCode === null].join('|');
    const known = byYearAndUnit.get(key) ?? [];
    known.push({ row, readings: readingsOf(row) });
    byYearAndUnit.set(key, known);
  }
  const pairs = [...byYearAndUnit.values()]
    .flatMap(alike)
    .sort(
      (one, other) =>
        other.likeness - one.likeness ||
        compareText(one.a.at, other.a.at) ||
        compareText(one.b.at, other.b.at),
    );
  const taken = new Map<IndicatorRow, Set<Source>>();
  return pairs.flatMap(({ a, b, likeness: value }) => {
    if (taken.get(a)?.has(b.source) || taken.get(b)?.has(a.source)) return [];
    taken.set(a, (taken.get(a) ?? new Set()).add(b.source));
    taken.set(b, (taken.get(b) ?? new Set()).add(a.source));
    return sameTarget(a, b) ? [] : [judged(a, b, value)];
  });
}

interface Alike {
  readonly a: IndicatorRow;
  readonly b: IndicatorRow;
  readonly likeness: number;
}

/** Pairs of one unit and year; an index of words leads to those that can be alike. */
function alike(measured: readonly Measured[]): Alike[] {
  const LEADS_AT_MOST = 200;
  const index = new Map<string, number[]>();
  const pairs: Alike[] = [];
  for (const [place, { row, readings }] of measured.entries()) {
    const met = new Set<number>();
    for (const word of new Set(readings.flatMap(({ features }) => [...features.keys()]))) {
      const places = index.get(word) ?? [];
      if (places.length <= LEADS_AT_MOST) for (const other of places) met.add(other);
      places.push(place);
      index.set(word, places);
    }
    for (const one of met) {
      const other = measured[one] as Measured;
      if (other.row.source === row.source || !areOfOnePeriod(other.row.source, row.source)) continue;
      const value = highest(other.readings, readings, likeness);
      const isRelative = RELATIVE_UNITS.has(row.indicator.unit);
      const isCompared = isRelative || other.row.source.programme.issuer === row.source.programme.issuer;
      if (isCompared && value >= (isRelative ? PERHAPS_SAME : SAME_INDICATOR)) {
        pairs.push({ a: other.row, b: row, likeness: value });
      }
    }
  }
  return pairs;
}

const areOfOnePeriod = ({ programme: a }: Source, { programme: b }: Source) =>
  a.period.from <= b.period.until && b.period.from <= a.period.until;

function judged(a: IndicatorRow, b: IndicatorRow, value: number): Finding {
  const [above, below] = a.source.linkedTo.has(b.indicator.programme) ? [b, a] : [a, b];
  const isOrdered = below.source.linkedTo.has(above.indicator.programme);
  if (isOrdered && isStricter(below, above)) {
    return finding(above, below, value, 'low', 'Văn bản cấp dưới đặt mục tiêu cao hơn văn bản cấp trên.');
  }
  const severity = value >= SAME_INDICATOR ? 'high' : 'medium';
  const detail = isOrdered
    ? 'Văn bản cấp dưới đặt mục tiêu thấp hơn văn bản cấp trên.'
    : 'Một chỉ tiêu có hai mục tiêu ở hai văn bản.';
  return finding(above, below, value, severity, detail);
}

function isStricter({ indicator: one }: IndicatorRow, { indicator: other }: IndicatorRow): boolean {
  if (one.direction !== other.direction || one.target === null || other.target === null) return false;
  if (one.target === other.target) return one.strict && !other.strict;
  if (one.direction === 'at_least') return one.target > other.target;
  if (one.direction === 'at_most' || one.direction === 'rank_at_most') return one.target < other.target;
  return false;
}

function finding(
  a: IndicatorRow,
  b: IndicatorRow,
  value: number,
  severity: Finding['severity'],
  detail: string,
): Finding {
  return {
    kind: 'two-targets',
    severity,
    similarity: rounded(value),
    sides: [a, b].map((row) => sideOfIndicator(row, targetText(row))),
    detail,
  };
}
