import type { Direction } from '#catalogue';
import { dateText } from '#kernel';
import type { TargetFigures } from './indicator-measurement.events.js';
import { boundsOf, measureKind } from './measure-unit.js';
import { type DatedFigure, dayNumber, type Trend, trendTo } from './trend.js';
import { figureText, rounded } from './vietnamese-number.js';

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

/** Figures that stand for a period. */
export interface JudgedMeasurement extends DatedFigure {
  readonly eventId: string;
  readonly period: string;
}

export interface JudgementFacts {
  readonly direction: Direction;
  readonly unit: string | null;
  /** In any order. */
  readonly targets: readonly YearTarget[];
  /** In any order; those of later days than `asOf` don't count. */
  readonly measurements: readonly JudgedMeasurement[];
  /** First day of the programme. */
  readonly programmeFrom: string;
  /** The day as of which it is judged. */
  readonly asOf: string;
}

/** Where the expected path begins; `eventId` null: at nothing, on the first day. */
export interface PathStart extends DatedFigure {
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
  /** Where the figures lead by the last day; null with fewer than three, for a rank, and once that day has passed. */
  readonly projection: (Trend & { readonly on: string }) | null;
}

/** Part of the whole way by which a figure may lie behind the path and be at risk only. */
const RISK_PART = 0.1;
const RISK_PERCENT = RISK_PART * 100;
/** What figures are exact to. */
const EXACTNESS = 1e-9;
const YEAR_LENGTH = 4;

const PATH_RULE = `Lộ trình dự kiến đi thẳng từ điểm đầu đến mục tiêu vào ngày cuối năm; số liệu mới nhất được so với lộ trình vào ngày của nó: không kém là đúng tiến độ, kém không quá ${RISK_PERCENT} % quãng đường từ điểm đầu đến mục tiêu là có nguy cơ, kém hơn nữa là chậm. Hết năm mà chưa đạt là chậm.`;
const UP = 'Điểm đầu là số liệu sau cùng trước đó; không có thì là 0 vào ngày đầu.';
const DOWN =
  'Điểm đầu là số liệu sau cùng trước đó; không có thì là số liệu đầu tiên, và từ số liệu thứ hai mới đánh giá được.';

const RULES: Readonly<Record<Direction, string>> = {
  at_least: `Đạt khi số liệu không thấp hơn mục tiêu. ${PATH_RULE} ${UP}`,
  at_most: `Đạt khi số liệu không cao hơn mục tiêu. ${PATH_RULE} ${DOWN}`,
  exactly: `Đạt khi số liệu đúng bằng mục tiêu. ${PATH_RULE} Thấp hơn mục tiêu: ${UP} Cao hơn mục tiêu: ${DOWN}`,
  range: `Đạt khi số liệu nằm trong khoảng. ${PATH_RULE} Dưới khoảng thì đi đến đầu thấp: ${UP} Trên khoảng thì đi đến đầu cao: ${DOWN}`,
  rank_at_most:
    'Đạt khi thứ hạng không kém mục tiêu. Chưa đạt mà tốt hơn lần trước là có nguy cơ, không thì là chậm. Hết năm mà chưa đạt là chậm.',
  qualitative: 'Chỉ tiêu định tính không có số liệu để đánh giá.',
};

/** The rule by which indicators of a direction are judged, in words. */
export function ruleText(direction: Direction): string {
  return RULES[direction];
}

/** A target as people read it: `ít nhất 95 %`, `từ 3 đến 5 vấn đề`, `hạng 5 trở lên`. */
export function targetText(
  direction: Direction,
  { target, targetMax }: Pick<YearTarget, 'target' | 'targetMax'>,
  unit: string | null,
): string {
  switch (direction) {
    case 'at_most':
      return `nhiều nhất ${figureText(target, unit)}`;
    case 'exactly':
      return `đúng ${figureText(target, unit)}`;
    case 'range':
      return `từ ${figureText(target)} đến ${figureText(targetMax ?? target, unit)}`;
    case 'rank_at_most':
      return `hạng ${figureText(target)} trở lên`;
    default:
      return `ít nhất ${figureText(target, unit)}`;
  }
}

const firstOf = (year: number) => `${year}-01-01`;
const lastOf = (year: number) => `${year}-12-31`;
const yearOf = (day: string) => Number(day.slice(0, YEAR_LENGTH));

/**
 * The target that is judged, with the way to it: that of the day's year, or of the nearest later one, or the last. The
 * way begins after the year of the target before it, or with the programme.
 */
function wayOf({ targets, programmeFrom, asOf }: JudgementFacts) {
  const inOrder = targets.toSorted((a, b) => a.year - b.year);
  const found = inOrder.findIndex(({ year }) => year >= yearOf(asOf));
  const index = found < 0 ? inOrder.length - 1 : found;
  const target = inOrder[index];
  if (!target) return null;
  const before = inOrder[index - 1];
  const begins = before ? before.year + 1 : Math.min(yearOf(programmeFrom), target.year);
  return { target, from: firstOf(begins), until: lastOf(target.year) };
}

/** Which way figures have to go to a goal: up or down; null: they are there. */
function goalOf(
  direction: Direction,
  { target, targetMax }: YearTarget,
  value: number,
): { readonly goal: number; readonly sign: 1 | -1 } | null {
  const top = direction === 'range' ? (targetMax ?? target) : target;
  const up = direction !== 'at_most' && direction !== 'rank_at_most';
  const down = direction !== 'at_least';
  if (up && value < target - EXACTNESS) return { goal: target, sign: 1 };
  if (down && value > top + EXACTNESS) return { goal: top, sign: -1 };
  return null;
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

/**
 * How an indicator stands as of a day, by the target in force and the figures that stand. Pure: the same facts give the
 * same judgement.
 */
export function judge(facts: JudgementFacts): Judgement {
  const { direction, unit, asOf } = facts;
  const way = wayOf(facts);
  const known = facts.measurements
    .filter(({ measuredOn }) => measuredOn <= asOf)
    // Of one day, the year's figures come after the month's.
    .toSorted((a, b) => order(a.measuredOn, b.measuredOn) || b.period.length - a.period.length);
  const onTheWay = way
    ? known.filter(({ measuredOn }) => measuredOn >= way.from && measuredOn <= way.until)
    : [];
  const latest = onTheWay.at(-1) ?? null;
  const answer = (
    verdict: Verdict,
    why: string,
    path: { start?: PathStart; expected?: number; tolerance?: number } = {},
  ): Judgement => ({
    verdict,
    why,
    rule: ruleText(direction),
    stretchReached: way ? isStretchReached(direction, way.target, latest?.value) : null,
    inputs: {
      target: way?.target ?? null,
      from: way?.from ?? null,
      until: way?.until ?? null,
      start: path.start ?? null,
      latest,
      expected: path.expected === undefined ? null : rounded(path.expected),
      tolerance: path.tolerance === undefined ? null : rounded(path.tolerance),
      measurements: onTheWay.length,
    },
    projection: way ? projectionOf(facts, way.until, onTheWay) : null,
  });

  if (direction === 'qualitative') return answer('cannot-be-judged', ruleText(direction));
  if (!way) return answer('cannot-be-judged', 'Chưa có mục tiêu.');
  const { target, from, until } = way;
  if (asOf < from) {
    return answer('cannot-be-judged', `Còn sớm: mục tiêu năm ${target.year} tính từ ${dateText(from)}.`);
  }
  if (!latest) return answer('cannot-be-judged', `Chưa có số liệu nào từ ${dateText(from)}.`);

  const figure = `Số liệu ngày ${dateText(latest.measuredOn)} là ${figureText(latest.value, unit)}`;
  const wanted = `mục tiêu ${targetText(direction, target, unit)} của năm ${target.year}`;
  const ahead = goalOf(direction, target, latest.value);
  if (!ahead) return answer('achieved', `${figure}: đạt ${wanted}.`);
  if (asOf > until) return answer('off-track', `Đã hết năm ${target.year}. ${figure}: chưa đạt ${wanted}.`);

  const before = known.findLast(({ measuredOn }) => measuredOn < from);
  if (direction === 'rank_at_most') {
    const previous = onTheWay.at(-2) ?? before;
    const better = previous !== undefined && latest.value < previous.value;
    const since = previous ? `lần trước là ${figureText(previous.value)}` : 'chưa có lần trước để so';
    return answer(better ? 'at-risk' : 'off-track', `${figure}, ${since}: chưa đạt ${wanted}.`);
  }

  const { goal, sign } = ahead;
  const start = startOf(sign, from, onTheWay, before);
  if (!start) {
    return answer(
      'cannot-be-judged',
      `${figure}: chưa đạt ${wanted}; một số liệu chưa cho thấy chiều hướng.`,
    );
  }
  // Where the start lies beyond the goal already there is no way to go: the goal is to be kept.
  const length = Math.max(0, (goal - start.value) * sign);
  const begins = dayNumber(start.measuredOn);
  const passed = (dayNumber(latest.measuredOn) - begins) / (dayNumber(until) - begins);
  const expected = goal - sign * length * (1 - passed);
  const tolerance = length * RISK_PART;
  const behind = (expected - latest.value) * sign;
  const verdict =
    behind <= EXACTNESS ? 'on-track' : behind <= tolerance + EXACTNESS ? 'at-risk' : 'off-track';
  const compared =
    verdict === 'on-track'
      ? 'không kém'
      : `kém ${figureText(behind, gapUnit(unit))} (được kém ${figureText(tolerance, gapUnit(unit))}) so với`;
  return answer(
    verdict,
    `${figure}, ${compared} mức ${figureText(expected, unit)} của lộ trình đến ${wanted}.`,
    { start, expected, tolerance },
  );
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Where the path begins; null: nothing is known yet but the one figure that is judged. */
function startOf(
  sign: 1 | -1,
  from: string,
  onTheWay: readonly JudgedMeasurement[],
  before: JudgedMeasurement | undefined,
): PathStart | null {
  // What was known when the way began stands for its first day.
  if (before) return { value: before.value, measuredOn: from, eventId: before.eventId };
  if (sign > 0) return { value: 0, measuredOn: from, eventId: null };
  const [first, ...later] = onTheWay;
  if (!first || later.every(({ measuredOn }) => measuredOn === first.measuredOn)) return null;
  return { value: first.value, measuredOn: first.measuredOn, eventId: first.eventId };
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
