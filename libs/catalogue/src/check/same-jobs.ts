import { compareRows, jobsOf, type Row, type Sources } from './rows.js';
import { highest, likeness, type Phrase } from './similarity.js';

/** Titles that are alike to this degree name the same job. */
export const SAME_JOB = 0.86;

/** Enough for two tasks that carry out the same task of another programme. */
export const SAME_JOB_OF_ONE_ORIGIN = 0.65;

/** A word that stands in more titles than this leads to no comparison: there are rarer ones in any title that matters. */
const LEADS_AT_MOST = 50;

/** Of so many programmes (or schedules) that say the very same, each is compared with each; beyond, with the next. */
const EACH_WITH_EACH = 30;

/** Two rows for one job, or nearly. */
export interface Pair {
  readonly a: Row;
  readonly b: Row;
  readonly likeness: number;
}

/** The rows of one programme that are one job, each of another owner; at least two, in the document's order. */
export interface Cluster {
  readonly rows: readonly Row[];
  /** The lowest likeness by which a row came in. */
  readonly likeness: number;
}

export interface SameJobs {
  /** Within one programme. */
  readonly clusters: readonly Cluster[];
  /** Between two programmes; a row has at most one counterpart in each other programme. */
  readonly across: readonly Pair[];
  /** Within one programme, of two owners: the same words, other figures. */
  readonly overlapping: readonly Pair[];
}

/** Rows that read alike word for word and figure for figure. */
interface Wording {
  readonly readings: readonly Phrase[];
  readonly rows: Row[];
}

/**
 * Finds the jobs that stand more than once. Titles are not compared each with each: an index of their rarest words leads
 * to the few that can be alike, so 20,000 tasks take seconds.
 */
export function findSameJobs(sources: Sources): SameJobs {
  const wordings = wordingsOf(sources);
  const pairs: Pair[] = wordings.flatMap(pairsWithin);
  for (const [one, other] of candidates(wordings)) {
    const value = highest(one.readings, other.readings, likeness);
    if (value >= SAME_JOB_OF_ONE_ORIGIN) {
      for (const [a, b] of combinations(one.rows, other.rows)) {
        if (value >= SAME_JOB || shareOrigin(a, b)) pairs.push(pairOf(a, b, value));
      }
    }
  }
  pairs.sort(byLikeness);
  return {
    clusters: clustersOf(pairs.filter(({ a, b }) => a.source === b.source)),
    across: acrossOf(pairs.filter(({ a, b }) => a.source !== b.source)),
    overlapping: overlappingOf(sources),
  };
}

function wordingsOf({ list }: Sources): Wording[] {
  const wordings = new Map<string, Wording>();
  for (const row of list.flatMap(jobsOf)) {
    const [whole] = row.readings;
    if (!whole) continue;
    const key = [...whole.features.keys()].sort().join('|');
    const known = wordings.get(key);
    if (known) known.rows.push(row);
    else wordings.set(key, { readings: row.readings, rows: [row] });
  }
  return [...wordings.values()];
}

function pairOf(one: Row, other: Row, value: number): Pair {
  const [a, b] = compareRows(one, other) <= 0 ? [one, other] : [other, one];
  return { a, b, likeness: value };
}

const byLikeness = (one: Pair, other: Pair) =>
  other.likeness - one.likeness || compareRows(one.a, other.a) || compareRows(one.b, other.b);

const shareOrigin = (a: Row, b: Row) =>
  a.task.derivedFrom.some(({ programme, task }) =>
    b.task.derivedFrom.some((other) => other.programme === programme && other.task === task),
  );

/** Rows of one programme and two owners with a reading of the same words, each with numbers of its own. */
function overlappingOf({ list }: Sources): Pair[] {
  return list.flatMap((source) => {
    const read = jobsOf(source).flatMap((row) =>
      row.readings.filter(({ numbers }) => numbers.size > 0).map((phrase) => ({ row, phrase })),
    );
    const groups = groupBy(read, ({ phrase: { wording, years, documents } }) =>
      [wording, ...[...years].sort(), ...[...documents].sort()].join('|'),
    );
    return [...groups.values()].flatMap((group) =>
      group.flatMap((one, place) =>
        group
          .slice(place + 1, group.length > EACH_WITH_EACH ? place + 2 : undefined)
          .filter(
            ({ row, phrase }) =>
              row.owner !== one.row.owner &&
              [...phrase.numbers].every((number) => !one.phrase.numbers.has(number)),
          )
          .map(({ row, phrase }) => pairOf(one.row, row, likeness(one.phrase, phrase))),
      ),
    );
  });
}

/** Rows of the same wording: the k-th of each owner in a programme are one job; between programmes the first of each. */
function pairsWithin({ rows }: Wording): Pair[] {
  const firsts: Row[] = [];
  const pairs: Pair[] = [];
  for (const ofOne of groupBy(rows, ({ task }) => task.programme).values()) {
    firsts.push(ofOne[0] as Row);
    const owners = [...groupBy(ofOne, ({ owner }) => owner).values()];
    const [most = []] = [...owners].sort(
      (a, b) => b.length - a.length || compareRows(a[0] as Row, b[0] as Row),
    );
    for (const [place, row] of most.entries()) {
      for (const other of owners) {
        const counterpart = other[place];
        if (counterpart && counterpart !== row) pairs.push(pairOf(row, counterpart, 1));
      }
    }
  }
  for (const [place, first] of firsts.entries()) {
    const others =
      firsts.length <= EACH_WITH_EACH ? firsts.slice(place + 1) : firsts.slice(place + 1, place + 2);
    for (const other of others) pairs.push(pairOf(first, other, 1));
  }
  return pairs;
}

/** Every row with every row, unless they are many: then each with the first of the others. */
function combinations(a: readonly Row[], b: readonly Row[]): (readonly [Row, Row])[] {
  if (a.length * b.length <= EACH_WITH_EACH ** 2)
    return a.flatMap((one) => b.map((other) => [one, other] as const));
  return a.map((one) => [one, b[0] as Row] as const);
}

/**
 * Pairs of wordings that may be alike. Two readings with an overlap of at least t share a feature among the rarest of
 * each, as many as make up more than 1 - t/(2-t) of its weight: only those are looked up.
 */
function* candidates(wordings: readonly Wording[]): Generator<readonly [Wording, Wording]> {
  const frequency = new Map<string, number>();
  for (const { readings } of wordings) {
    for (const feature of new Set(readings.flatMap(({ features }) => [...features.keys()]))) {
      frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
    }
  }
  const mustShare = SAME_JOB_OF_ONE_ORIGIN / (2 - SAME_JOB_OF_ONE_ORIGIN);
  const index = new Map<string, number[]>();
  for (const [place, wording] of wordings.entries()) {
    const met = new Set<number>();
    for (const { features, total } of wording.readings) {
      const byRarity = [...features].sort(
        ([a], [b]) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || (a < b ? -1 : 1),
      );
      let left = total;
      for (const [feature, weight] of byRarity) {
        if (left < total * mustShare) break;
        left -= weight;
        if ((frequency.get(feature) ?? 0) > LEADS_AT_MOST) continue;
        const places = index.get(feature);
        if (!places) index.set(feature, [place]);
        else {
          for (const other of places) if (other !== place) met.add(other);
          if (places.at(-1) !== place) places.push(place);
        }
      }
    }
    for (const other of met) yield [wordings[other] as Wording, wording];
  }
}

/** The likest first; a job has each owner at most once. The smaller of two clusters goes into the larger. */
function clustersOf(pairs: readonly Pair[]): Cluster[] {
  interface Growing {
    readonly rows: Row[];
    readonly owners: Set<string>;
    likeness: number;
  }
  const clusterOf = new Map<Row, Growing>();
  const of = (row: Row) => clusterOf.get(row) ?? { rows: [row], owners: new Set([row.owner]), likeness: 1 };
  for (const { a, b, likeness: value } of pairs) {
    const [one, other] = [of(a), of(b)];
    const [small, large] = one.rows.length < other.rows.length ? [one, other] : [other, one];
    if (small === large || [...small.owners].some((owner) => large.owners.has(owner))) continue;
    if (large.rows.length === 1) clusterOf.set(large.rows[0] as Row, large);
    for (const row of small.rows) clusterOf.set(row, large);
    large.rows.push(...small.rows);
    for (const owner of small.owners) large.owners.add(owner);
    large.likeness = Math.min(large.likeness, small.likeness, value);
  }
  return [...new Set(clusterOf.values())].map(({ rows, likeness: value }) => ({
    rows: rows.sort(compareRows),
    likeness: value,
  }));
}

/** The likest first; a row has one counterpart in each other programme. */
function acrossOf(pairs: readonly Pair[]): Pair[] {
  const taken = new Map<Row, Set<string>>();
  const take = (row: Row, programme: string) => {
    const known = taken.get(row) ?? new Set();
    taken.set(row, known.add(programme));
  };
  return pairs.filter(({ a, b }) => {
    if (!periodsMeet(a, b)) return false;
    if (taken.get(a)?.has(b.task.programme) || taken.get(b)?.has(a.task.programme)) return false;
    take(a, b.task.programme);
    take(b, a.task.programme);
    return true;
  });
}

const periodsMeet = ({ source: { programme: a } }: Row, { source: { programme: b } }: Row) =>
  a.period.from <= b.period.until && b.period.from <= a.period.until;

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known) known.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
