import { addDays, isPeriod, lastDay, localDate, type Period, type PeriodKind, periodText } from '#kernel';
import type { PeriodClosed } from '#reporting';
import { type Bucket, type BucketFacts, bucketOf } from '#tasks';
import {
  correctMeasurement,
  type MeasuringFacts,
  recordMeasurement,
} from './indicator-measurement.decisions.js';
import type { MeasuredFigures, NewIndicatorMeasurementEvent } from './indicator-measurement.events.js';
import type { MeasuredIndicatorState } from './indicator-measurement.state.js';

/** What the system measures by itself, each rule with its version: every event of a measurement names the one. */
export const OWN_RULES = { 'monthly-update-rate': 1, 'on-time-completion-rate': 1 } as const;
export type OwnRule = keyof typeof OWN_RULES;

/** A close of a period, the reopened ones too. */
export interface Closing {
  /** Event id of PeriodClosed. */
  readonly eventId: string;
  readonly period: Period;
  /** The instant as of which it judged. */
  readonly at: string;
  readonly closed: Pick<
    PeriodClosed,
    'policy' | 'rateByTask' | 'shareSum' | 'tasksComplete' | 'tasksExpected' | 'sha256'
  >;
  /** Why it was reopened, or null while it holds. */
  readonly reopenReason: string | null;
}

/** A share in percent, and what it was worked out from where both are whole. */
export type OwnFigures = Pick<MeasuredFigures, 'value' | 'numerator' | 'denominator'>;

/** What one close says of an indicator. */
export interface OwnMeasurement {
  /** Event id of the close. */
  readonly close: string;
  readonly period: Period;
  readonly figures: MeasuredFigures;
  readonly source: string;
  /** Why figures of an earlier close no longer hold. */
  readonly reason: string;
}

/** Rates have nine decimal places: seven are left of a percentage. */
const RATE_PLACES = 1e9;
const PERCENT_PLACES = 1e7;
const percentOf = (rate: number) => Math.round(rate * RATE_PLACES) / PERCENT_PLACES;

/**
 * `monthly-update-rate`: the share of tasks that were updated, as the close froze it, by its policy's way of counting
 * (programme of 2026, 1.2.2.(4)). Shares of tasks that groups lead may add up to no whole number: then there is no
 * numerator. Null: nothing was expected.
 */
export function updateRate({
  policy,
  rateByTask,
  shareSum,
  tasksComplete,
  tasksExpected,
}: Closing['closed']) {
  if (rateByTask === null) return null;
  const counted = policy.taskCountsWhen === 'complete' ? tasksComplete : shareSum;
  const fraction = Number.isInteger(counted)
    ? { numerator: counted, denominator: tasksExpected }
    : { numerator: null, denominator: null };
  return { value: percentOf(rateByTask), ...fraction } satisfies OwnFigures;
}

const ON_TIME: Bucket = 'completedOnTime';
const NOT_ON_TIME: ReadonlySet<Bucket> = new Set(['completedLate', 'inProgressLate', 'notStartedLate']);

/**
 * `on-time-completion-rate`: of the assignments whose current due date has passed by the period's end, the share that
 * was completed by it. A completion is judged by the day on which it was proposed. What rests (suspended, waiting for a
 * condition) or was stopped, and what was proposed in time and waits for its answer, is in neither number. Null: nothing
 * was due.
 * @param assignments as they stood when the period was closed
 */
export function completionRate(assignments: readonly BucketFacts[], period: Period): OwnFigures | null {
  const last = lastDay(period);
  const buckets = assignments
    .filter(({ currentDue }) => currentDue !== null && currentDue <= last)
    .map((assignment) => bucketOf(assignment, addDays(last, 1)));
  const numerator = buckets.filter((bucket) => bucket === ON_TIME).length;
  const denominator = numerator + buckets.filter((bucket) => NOT_ON_TIME.has(bucket)).length;
  return denominator === 0 ? null : { value: percentOf(numerator / denominator), numerator, denominator };
}

const SOURCE: Readonly<Record<OwnRule, string>> = {
  'monthly-update-rate': 'tỷ lệ nhiệm vụ cập nhật tiến độ',
  'on-time-completion-rate': 'tỷ lệ nhiệm vụ hoàn thành đúng hạn',
};

/**
 * What the closes of a programme say of an indicator, oldest first: of each period its first figures, then only those
 * that differ from what the close before it said.
 * @param kinds of the periods that the indicator takes figures of: closes of others say nothing
 * @param closings in the order in which they were made
 * @param figuresOf null: that close gives no figure
 */
export function ownMeasurements(
  rule: OwnRule,
  kinds: readonly PeriodKind[],
  closings: readonly Closing[],
  figuresOf: (closing: Closing) => OwnFigures | null,
): OwnMeasurement[] {
  const found: OwnMeasurement[] = [];
  const before = new Map<Period, { readonly figures: MeasuredFigures | null; readonly closing: Closing }>();
  for (const closing of closings) {
    const { period, at, eventId, closed } = closing;
    if (!isPeriod(period, kinds)) continue;
    const share = figuresOf(closing);
    const [last, judgedOn] = [lastDay(period), localDate(at)];
    const figures = share && { ...share, measuredOn: last < judgedOn ? last : judgedOn };
    const earlier = before.get(period);
    before.set(period, { figures: figures ?? earlier?.figures ?? null, closing });
    if (!figures || (earlier?.figures && sameShare(earlier.figures, figures))) continue;
    const of = `lần chốt kỳ ${periodText(period)} (sự kiện ${eventId}, SHA-256 của danh sách ${closed.sha256})`;
    const reopened = earlier?.closing.reopenReason ?? null;
    found.push({
      close: eventId,
      period,
      figures,
      source: `Hệ thống tự đo ${SOURCE[rule]} theo ${of}`,
      reason:
        reopened === null
          ? `Số liệu do hệ thống tự đo theo ${of}`
          : `Kỳ được mở lại với lý do “${reopened}”; số liệu theo ${of}`,
    });
  }
  return found;
}

const sameShare = (a: OwnFigures, b: OwnFigures) =>
  a.value === b.value && a.numerator === b.numerator && a.denominator === b.denominator;

/**
 * Records what a close says, or puts it in the place of what stands; the same again yields nothing.
 * @throws {Refusal} what recording and correcting throw
 */
export function measureByClose(
  state: MeasuredIndicatorState,
  { period, figures, source, reason }: OwnMeasurement,
  facts: MeasuringFacts,
): readonly NewIndicatorMeasurementEvent[] {
  const standing = state.standing.get(period);
  if (!standing) return recordMeasurement(state, { period, ...figures, source, documents: [] }, facts);
  if (sameShare(standing.figures, figures)) return [];
  return correctMeasurement(
    state,
    { measurement: standing.eventId, to: figures, reason, documents: [] },
    facts,
  );
}
