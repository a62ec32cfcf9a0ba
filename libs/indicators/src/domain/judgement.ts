import type { Baseline, Direction, Path, PathPoint, RollUp, Timing } from '#catalogue';
import { dateText, firstDay, kindOfPeriod, type Period, periodText } from '#kernel';
import { expectedOn, type PathFacts, pathPoints } from './expected-path.js';
import type { TargetFigures } from './indicator-measurement.events.js';
import { addsUp, boundsOf, measureKind } from './measure-unit.js';
import { APPROXIMATE_PART, PASSED_OVER_BELOW, RISK_PART, ruleText, targetText } from './rule-text.js';
import { type DatedFigure, type Trend, trendTo } from './trend.js';
import { figureText, rounded } from './vietnamese-number.js';

export { ruleText, targetText } from './rule-text.js';

export const VERDICTS = ['achieved', 'on-track', 'at-risk', 'off-track', 'cannot-be-judged'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const VERDICT_TEXT: Readonly<Record<Verdict, string>> = {
  achieved: 'đạt',
  'on-track': 'đúng tiến độ',
  'at-risk': 'có nguy cơ',
  'off-track': 'chậm so với lộ trình',
  'cannot-be-judged': 'chưa đánh giá được',
};

/** A target in force for a year. */
export interface YearTarget extends Pick<TargetFigures, 'target' | 'targetMax' | 'stretchTarget'> {
  readonly year: number;
}

/** Of how many parts a figure is made, and how many there should be. */
export interface PartsReported {
  readonly expected: number;
  readonly reported: number;
}

/** A figure of a period that counts. */
export interface JudgedMeasurement extends DatedFigure {
  /** The event that states it; null: made of several. */
  readonly eventId: string | null;
  readonly period: Period;
  /** The events that it rests on, where it is made of several. */
  readonly events?: readonly string[];
  /** Where it is made of the figures of units or of other indicators. */
  readonly parts?: PartsReported;
}

export interface JudgementFacts {
  readonly direction: Direction;
  /** Unit of measure. */
  readonly unit: string | null;
  readonly strict?: boolean;
  readonly approximate?: boolean;
  readonly baseline?: Baseline | null;
  readonly timing?: Timing | null;
  readonly path?: Path | null;
  /** Whether each figure is a quotient, whatever its unit of measure. */
  readonly isRatio?: boolean;
  readonly rollUp?: { readonly kind: RollUp; readonly of: 'units' | 'codes' } | null;
  /** In any order. */
  readonly targets: readonly YearTarget[];
  /** In any order; those of later days than `asOf` don't count. */
  readonly measurements: readonly JudgedMeasurement[];
  /** Periods that have ended and have no figure. */
  readonly missing?: readonly Period[];
  /** How many figures wait for a second person. */
  readonly waiting?: number;
  /** First day of the programme. */
  readonly programmeFrom: string;
  /** The day as of which it is judged. */
  readonly asOf: string;
}

/** Where the expected path begins. */
export interface PathStart extends DatedFigure {
  /** The event of the figure that it begins from; null: from nothing, from the baseline, or from a figure made of several. */
  readonly eventId: string | null;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Why, in words and figures. */
  readonly why: string;
  /** The rule that was applied, in words. */
  readonly rule: string;
  /** Whether what is striven for beyond the target is reached too; null where nothing is, or nothing was measured. */
  readonly stretchReached: boolean | null;
  readonly inputs: {
    /** Null where no target stands. */
    readonly target: YearTarget | null;
    /** First and last day of the way to the target. */
    readonly from: string | null;
    readonly until: string | null;
    readonly start: PathStart | null;
    readonly latest: JudgedMeasurement | null;
    /** What the path expects on the day of the latest figure, and how far behind it is only a risk. */
    readonly expected: number | null;
    readonly tolerance: number | null;
    /** How many figures lie on the way. */
    readonly measurements: number;
  };
  /** The expected path as its points, its start first; null where none can be told. */
  readonly path: { readonly kind: Path['kind']; readonly points: readonly PathPoint[] } | null;
  /** Where the figures lead by the last day; null with fewer than three, for a rank, and once that day has passed. */
  readonly projection: (Trend & { readonly on: string }) | null;
  /** The figures on the way, in time, as they are held against the path: those that add up as running totals. */
  readonly series: readonly PeriodFigure[];
}

/** What a period came to. */
export interface PeriodFigure extends DatedFigure {
  readonly period: Period;
}

/** What figures are exact to. */
const EXACTNESS = 1e-9;
const YEAR_LENGTH = 4;
const LINEAR: Path = { kind: 'linear' };

const firstOf = (year: number) => `${year}-01-01`;
const lastOf = (year: number) => `${year}-12-31`;
const yearOf = (day: string) => Number(day.slice(0, YEAR_LENGTH));

interface Way {
  readonly target: YearTarget;
  readonly from: string;
  readonly until: string;
}

/**
 * The target that is judged, with the way to it: that of the day's year, or of the nearest later one, or the last. The
 * way begins after the year of the target before it, or with the programme.
 */
function wayOf({ targets, programmeFrom, asOf }: JudgementFacts): Way | null {
  const inOrder = targets.toSorted((a, b) => a.year - b.year);
  const found = inOrder.findIndex(({ year }) => year >= yearOf(asOf));
  const index = found < 0 ? inOrder.length - 1 : found;
  const target = inOrder[index];
  if (!target) return null;
  const before = inOrder[index - 1];
  const begins = before ? before.year + 1 : Math.min(yearOf(programmeFrom), target.year);
  return { target, from: firstOf(begins), until: lastOf(target.year) };
}

/** Which way figures have to go to a goal: up or down. */
interface Goal {
  readonly goal: number;
  readonly sign: 1 | -1;
}

/** The goal that a figure has not reached; null: it is there. */
function goalOf(
  {
    direction,
    strict = false,
    approximate = false,
  }: Pick<JudgementFacts, 'direction' | 'strict' | 'approximate'>,
  { target, targetMax }: Pick<YearTarget, 'target' | 'targetMax'>,
  value: number,
): Goal | null {
  const top = direction === 'range' ? (targetMax ?? target) : target;
  const up = direction !== 'at_most' && direction !== 'rank_at_most';
  const down = direction !== 'at_least';
  const beyond = strict && direction !== 'exactly' && direction !== 'range';
  // What a figure may miss the target by; below zero: it has to go beyond it.
  const margin = (edge: number) =>
    beyond ? -EXACTNESS : EXACTNESS + (approximate ? Math.abs(edge) * APPROXIMATE_PART : 0);
  if (up && value < target - margin(target)) return { goal: target, sign: 1 };
  if (down && value > top + margin(top)) return { goal: top, sign: -1 };
  return null;
}

/** Whether a figure reaches a target. */
export function isReached(
  rule: Pick<JudgementFacts, 'direction' | 'strict' | 'approximate'>,
  target: Pick<YearTarget, 'target' | 'targetMax'>,
  value: number,
): boolean {
  return goalOf(rule, target, value) === null;
}

function isStretchReached(
  direction: Direction,
  { stretchTarget }: YearTarget,
  value: number | undefined,
): boolean | null {
  if (stretchTarget === null || value === undefined) return null;
  return direction === 'at_most' || direction === 'rank_at_most'
    ? value <= stretchTarget
    : value >= stretchTarget;
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Figures of one day: the longer period's after the shorter one's. */
const inTime = (a: JudgedMeasurement, b: JudgedMeasurement) =>
  order(a.measuredOn, b.measuredOn) || order(firstDay(b.period), firstDay(a.period));

/** Without those of few parts, where there are any of more. */
function wellCovered(figures: readonly JudgedMeasurement[]): readonly JudgedMeasurement[] {
  const covered = figures.filter(
    ({ parts }) => !parts || parts.reported >= parts.expected * PASSED_OVER_BELOW,
  );
  return covered.length > 0 ? covered : figures;
}

/** Each figure with those of its kind of period before it on the way added. */
function addedUp(figures: readonly JudgedMeasurement[]): readonly JudgedMeasurement[] {
  const totals = new Map<string, { value: number; events: readonly string[] }>();
  return figures.map((figure) => {
    const kind = kindOfPeriod(figure.period);
    const before = totals.get(kind);
    if (!before) {
      totals.set(kind, { value: figure.value, events: eventsOf(figure) });
      return figure;
    }
    const total = { value: before.value + figure.value, events: [...before.events, ...eventsOf(figure)] };
    totals.set(kind, total);
    return { ...figure, ...total, eventId: null };
  });
}

/** The events that a figure rests on. */
export function eventsOf({ eventId, events }: JudgedMeasurement): readonly string[] {
  return events ?? (eventId === null ? [] : [eventId]);
}

/** The figures that are judged. */
interface Series {
  /** Whether the figures of the periods add up. */
  readonly adds: boolean;
  /** Those on the way, in time. */
  readonly onTheWay: readonly JudgedMeasurement[];
  /** The last one before the way. */
  readonly before: JudgedMeasurement | undefined;
  /** The last one of all that would lie on the way. */
  readonly newest: JudgedMeasurement | undefined;
}

function seriesOf(facts: JudgementFacts, way: Way | null): Series {
  const adds = addsUp(facts);
  if (!way) return { adds, onTheWay: [], before: undefined, newest: undefined };
  const { from, until } = way;
  const known = facts.measurements.filter(({ measuredOn }) => measuredOn <= facts.asOf).toSorted(inTime);
  const within = known.filter(({ measuredOn }) => measuredOn >= from && measuredOn <= until);
  return {
    adds,
    onTheWay: adds ? addedUp(within) : wellCovered(within),
    before: adds ? undefined : wellCovered(known.filter(({ measuredOn }) => measuredOn < from)).at(-1),
    newest: within.at(-1),
  };
}

/**
 * How an indicator stands as of a day, by the target in force and the figures that stand. Pure: the same facts give the
 * same judgement.
 */
export function judge(facts: JudgementFacts): Judgement {
  const way = wayOf(facts);
  const series = seriesOf(facts, way);
  const latest = series.onTheWay.at(-1) ?? null;
  const expectation = way && latest ? expectationOf(facts, way, series, latest) : null;
  const { verdict, why, isOnPath } = verdictOf(facts, way, series, expectation);
  const onPath = isOnPath ? expectation : null;
  return {
    verdict,
    why: [why, ...notesOf(facts, series)].join(' '),
    rule: ruleText({ ...facts, adds: series.adds }),
    stretchReached: way ? isStretchReached(facts.direction, way.target, latest?.value) : null,
    inputs: {
      target: way?.target ?? null,
      from: way?.from ?? null,
      until: way?.until ?? null,
      start: onPath?.start ?? null,
      latest,
      expected: onPath ? rounded(onPath.expected) : null,
      tolerance: onPath ? rounded(onPath.tolerance) : null,
      measurements: series.onTheWay.length,
    },
    path: expectation && {
      kind: expectation.path.path.kind,
      points: pathPoints(expectation.path).map(({ on, value }) => ({ on, value: rounded(value) })),
    },
    projection: way ? projectionOf(facts, way.until, series.onTheWay) : null,
    series: series.onTheWay.map(({ period, measuredOn, value }) => ({ period, measuredOn, value })),
  };
}

interface Found {
  readonly verdict: Verdict;
  readonly why: string;
  /** Whether it was judged by the path. */
  readonly isOnPath?: true;
}

function verdictOf(
  facts: JudgementFacts,
  way: Way | null,
  { adds, onTheWay, before }: Series,
  expectation: Expectation | null,
): Found {
  const { direction, unit, asOf } = facts;
  if (direction === 'qualitative') return { verdict: 'cannot-be-judged', why: ruleText(facts) };
  if (!way) return { verdict: 'cannot-be-judged', why: 'Chưa có mục tiêu.' };
  const { target, from, until } = way;
  if (asOf < from) {
    const why = `Còn sớm: mục tiêu năm ${target.year} tính từ ${dateText(from)}.`;
    return { verdict: 'cannot-be-judged', why };
  }
  const latest = onTheWay.at(-1);
  if (!latest) {
    return { verdict: 'cannot-be-judged', why: `Chưa có số liệu nào từ ${dateText(from)}.` };
  }
  const figure = latestText(facts, adds, latest);
  const wanted = `mục tiêu ${targetText(direction, target, unit, facts)} của năm ${target.year}`;
  const ahead = goalOf(facts, target, latest.value);
  const isCeiling = adds && direction === 'at_most';
  if (!ahead && !(isCeiling && asOf <= until)) {
    return { verdict: 'achieved', why: `${figure}: đạt ${wanted}.` };
  }
  if (asOf > until) {
    return { verdict: 'off-track', why: `Đã hết năm ${target.year}. ${figure}: chưa đạt ${wanted}.` };
  }
  if (ahead && isCeiling) return { verdict: 'off-track', why: `${figure}: đã vượt ${wanted}.` };
  if (direction === 'rank_at_most') {
    const previous = onTheWay.at(-2) ?? before;
    const better = previous !== undefined && latest.value < previous.value;
    const since = previous ? `lần trước là ${figureText(previous.value)}` : 'chưa có lần trước để so';
    return { verdict: better ? 'at-risk' : 'off-track', why: `${figure}, ${since}: chưa đạt ${wanted}.` };
  }
  if (!expectation) {
    const why = `${figure}: chưa đạt ${wanted}; một số liệu chưa cho thấy chiều hướng.`;
    return { verdict: 'cannot-be-judged', why };
  }
  const { expected, tolerance, sign } = expectation;
  // Below a ceiling it is more that is worse, though the way leads up.
  const behind = (expected - latest.value) * (isCeiling ? -1 : sign);
  const verdict =
    behind <= EXACTNESS ? 'on-track' : behind <= tolerance + EXACTNESS ? 'at-risk' : 'off-track';
  const word = isCeiling ? 'hơn' : 'kém';
  const compared =
    verdict === 'on-track'
      ? `không ${word}`
      : `${word} ${figureText(behind, gapUnit(unit))} (được ${word} ${figureText(tolerance, gapUnit(unit))}) so với`;
  const why = `${figure}, ${compared} mức ${figureText(expected, unit)} của lộ trình đến ${wanted}.`;
  return { verdict, why, isOnPath: true };
}

/** What the path expects on the day of the latest figure. */
interface Expectation {
  readonly path: PathFacts;
  readonly sign: 1 | -1;
  readonly start: PathStart;
  readonly expected: number;
  readonly tolerance: number;
}

/** Null for a rank, and where nothing is known yet but the one figure that is judged. */
function expectationOf(
  facts: JudgementFacts,
  { target, from, until }: Way,
  { adds, onTheWay, before }: Series,
  latest: JudgedMeasurement,
): Expectation | null {
  const { direction, baseline } = facts;
  if (direction === 'rank_at_most' || direction === 'qualitative') return null;
  const reached: Goal = { goal: target.target, sign: direction === 'at_most' && !adds ? -1 : 1 };
  const { goal, sign } = (adds ? null : goalOf(facts, target, latest.value)) ?? reached;
  const start = adds ? nothingOn(from) : startOf(sign, from, onTheWay, before, baseline ?? null);
  if (!start) return null;
  // Where the start lies beyond the goal already there is no way to go: the goal is to be kept.
  const length = Math.max(0, (goal - start.value) * sign);
  const path: PathFacts =
    length > 0
      ? { path: facts.path ?? LINEAR, start, goal, until }
      : { path: LINEAR, start: { ...start, value: goal }, goal, until };
  const expected = expectedOn(path, latest.measuredOn);
  return { path, sign, start, expected, tolerance: length * RISK_PART };
}

const nothingOn = (day: string): PathStart => ({ value: 0, measuredOn: day, eventId: null });

/** Where the path begins; null: nothing is known yet but the one figure that is judged. */
function startOf(
  sign: 1 | -1,
  from: string,
  onTheWay: readonly JudgedMeasurement[],
  before: JudgedMeasurement | undefined,
  baseline: Baseline | null,
): PathStart | null {
  if (baseline && (!before || before.measuredOn < baseline.on)) {
    return { value: baseline.value, measuredOn: baseline.on > from ? baseline.on : from, eventId: null };
  }
  // What was known when the way began stands for its first day.
  if (before) return { value: before.value, measuredOn: from, eventId: before.eventId };
  if (sign > 0) return nothingOn(from);
  const [first, ...later] = onTheWay;
  if (!first || later.every(({ measuredOn }) => measuredOn === first.measuredOn)) return null;
  return { value: first.value, measuredOn: first.measuredOn, eventId: first.eventId };
}

function latestText(
  { unit, rollUp }: JudgementFacts,
  adds: boolean,
  { value, measuredOn, parts }: JudgedMeasurement,
): string {
  const what = adds ? 'Cộng dồn đến ngày' : 'Số liệu ngày';
  const made = parts
    ? rollUp?.of === 'codes'
      ? ` (${parts.expected} chỉ tiêu thành phần, ${parts.reported} đã có số liệu)`
      : ` (${parts.expected} đơn vị, ${parts.reported} đã báo cáo)`
    : '';
  return `${what} ${dateText(measuredOn)} là ${figureText(value, unit)}${made}`;
}

/** What else is to be known of the figures, each in a sentence. */
function notesOf(facts: JudgementFacts, { adds, onTheWay, newest }: Series): string[] {
  const { timing, missing = [], waiting = 0 } = facts;
  const latest = onTheWay.at(-1);
  const notes: string[] = [];
  if (latest && newest?.parts && !adds && newest.period !== latest.period) {
    const { reported, expected } = newest.parts;
    notes.push(`Kỳ ${periodText(newest.period)} mới có ${reported}/${expected} nơi báo cáo nên chưa dùng.`);
  }
  if (latest && adds) {
    const first = onTheWay[0] ?? latest;
    const lacking = missing.filter(
      (period) => firstDay(period) >= firstDay(first.period) && firstDay(period) <= latest.measuredOn,
    );
    if (lacking.length > 0) notes.push(`Chưa kể kỳ khuyết: ${lacking.map(periodText).join(', ')}.`);
  }
  if (timing === 'cumulative') {
    const index = onTheWay.findLastIndex(({ value }, at) => value < (onTheWay[at - 1]?.value ?? value));
    const [fallen, higher] = [onTheWay[index], onTheWay[index - 1]];
    if (fallen && higher) {
      notes.push(
        `Số lũy kế giảm từ ${figureText(higher.value)} (${periodText(higher.period)}) xuống ${figureText(fallen.value)} (${periodText(fallen.period)}): cần kiểm tra lại.`,
      );
    }
  }
  if (waiting > 0) notes.push(`${waiting} số liệu chờ người thứ hai xác nhận, chưa được tính.`);
  return notes;
}

function projectionOf(
  { direction, unit, asOf }: JudgementFacts,
  until: string,
  figures: readonly DatedFigure[],
): Judgement['projection'] {
  if (direction === 'rank_at_most' || asOf > until) return null;
  const trend = trendTo(figures, until);
  if (!trend) return null;
  const { low, high } = boundsOf(measureKind(unit, direction));
  const within = (value: number) => rounded(Math.min(Math.max(value, low ?? -Infinity), high ?? Infinity));
  return { on: until, value: within(trend.value), low: within(trend.low), high: within(trend.high) };
}

/** What a difference of two figures is counted in. */
const gapUnit = (unit: string | null) => (unit === '%' ? 'điểm phần trăm' : unit);
