import { addDays, instantAt, localDate, nthWorkingDayAfter, workingDaysBetween } from '#kernel';
import type { AdoptedPolicy, ReportingPolicy } from '#reporting';
import { type InForce, inForce } from './policies-in-force.js';
import type { WarningEscalated } from './warning.events.js';
import { LAST_DAY_HOUR } from './working-hours.js';

/** A span over which a warning stood, from its raising until its clearing; null: it still stands. */
export interface Standing {
  readonly from: string;
  readonly until: string | null;
}

export type Escalation = Pick<WarningEscalated, 'at' | 'from' | 'to' | 'because' | 'workingDays' | 'periods'>;

/** The levels: the unit's officer; its head; the directing leader and the standing office; the inspection commission. */
export const FIRST_LEVEL = 1;
export const LAST_LEVEL = 4;
const UNIT_HEAD = 2;
const LEADER = 3;

/** Where a warning stands on its way up. */
interface Climb {
  level: number;
  /** When it reached that level. */
  reachedAt: string;
  /** Working days that it has stood. */
  workingDays: number;
}

/** A standing's part under one policy; `end` is the first instant that no longer belongs to it. */
interface Part {
  readonly adopted: AdoptedPolicy;
  readonly start: string;
  readonly end: string | null;
  /** The working days after this one count, until `lastDay`. */
  readonly dayBefore: string;
  readonly lastDay: string;
}

/**
 * How a warning has climbed until an instant: for each of its standings, the steps. Every working day after the day on
 * which it was raised, at whose end (17:00) it stands, counts; days add up over interruptions, and so do the levels.
 * Each day is judged by the policy in force on it: a policy without `escalation` lets nothing climb.
 * @param standings in order of time
 * @param consecutiveAt the instant at which the duty had been under warning for so many periods, or null
 * @throws {CalendarYearMissingError}
 */
export function escalationsOf(
  standings: readonly Standing[],
  policies: readonly AdoptedPolicy[],
  consecutiveAt: (periods: number) => string | null,
  asOf: string,
): readonly (readonly Escalation[])[] {
  const spans = inForce(policies);
  if (!spans.some(({ adopted }) => adopted.policy.escalation)) return standings.map(() => []);
  const climb: Climb = { level: FIRST_LEVEL, reachedAt: '', workingDays: 0 };
  return standings.map((standing) => {
    const steps: Escalation[] = [];
    for (const span of spans) {
      if (climb.level === LAST_LEVEL) break;
      const part = partOf(standing, span, asOf);
      if (part) climbWithin(part, climb, consecutiveAt, asOf, steps);
    }
    return steps;
  });
}

function partOf({ from, until }: Standing, span: InForce, asOf: string): Part | null {
  const spanEnd = span.until === null ? null : instantAt(span.until);
  const end = until !== null && (spanEnd === null || until < spanEnd) ? until : spanEnd;
  const spanStart = span.from === null ? '' : instantAt(span.from);
  const start = spanStart > from ? spanStart : from;
  if (start > asOf || (end !== null && start >= end)) return null;
  const raisedOn = localDate(from);
  const beforeSpan = span.from === null ? '' : addDays(span.from, -1);
  return {
    adopted: span.adopted,
    start,
    end,
    dayBefore: beforeSpan > raisedOn ? beforeSpan : raisedOn,
    lastDay: end !== null && end <= asOf ? lastDayBefore(end) : lastDayUntil(asOf),
  };
}

/** The last day whose end lies before an instant. */
function lastDayBefore(instant: string): string {
  const day = localDate(instant);
  return instantAt(day, LAST_DAY_HOUR) < instant ? day : addDays(day, -1);
}

/** The last day that has ended at an instant. */
function lastDayUntil(instant: string): string {
  const day = localDate(instant);
  return instantAt(day, LAST_DAY_HOUR) <= instant ? day : addDays(day, -1);
}

function climbWithin(
  part: Part,
  climb: Climb,
  consecutiveAt: (periods: number) => string | null,
  asOf: string,
  steps: Escalation[],
): void {
  const { adopted, dayBefore, lastDay } = part;
  const { escalation = {} } = adopted.policy;
  const before = climb.workingDays;
  const counted = workingDaysBetween(dayBefore, lastDay, adopted.calendar);
  const daysUntil = (instant: string) =>
    before + workingDaysBetween(dayBefore, lastDayUntil(instant), adopted.calendar);
  const graces = [
    [UNIT_HEAD, escalation.unitHeadAfter],
    [LEADER, escalation.leaderAfter],
  ] as const;
  for (const [to, after] of graces) {
    if (climb.level !== to - 1 || after === undefined) continue;
    const nth = Math.max(1, after - before);
    const day = nth <= counted ? nthWorkingDayAfter(dayBefore, nth, adopted.calendar) : null;
    if (day === null) continue;
    const at = instantAt(day, LAST_DAY_HOUR);
    steps.push({ at, from: to - 1, to, because: 'grace', workingDays: before + nth, periods: null });
    climb.level = to;
    climb.reachedAt = at;
  }
  climb.workingDays = before + counted;
  if (climb.level !== LEADER) return;
  const step = inspectionStep(part, climb.reachedAt, escalation, consecutiveAt, asOf);
  if (!step) return;
  climb.level = LAST_LEVEL;
  climb.reachedAt = step.at;
  const workingDays = daysUntil(step.at);
  steps.push({ ...step, from: LEADER, to: LAST_LEVEL, because: 'consecutive-periods', workingDays });
}

/** When it goes to the inspection commission: once it is at level 3 and the periods are full, while it stands. */
function inspectionStep(
  { start, end }: Part,
  reachedAt: string,
  { inspectionAfterPeriods: periods }: NonNullable<ReportingPolicy['escalation']>,
  consecutiveAt: (periods: number) => string | null,
  asOf: string,
): { readonly at: string; readonly periods: number } | null {
  const fullAt = periods === undefined ? null : consecutiveAt(periods);
  if (periods === undefined || fullAt === null) return null;
  const at = [start, reachedAt, fullAt].reduce((latest, one) => (one > latest ? one : latest));
  return at <= asOf && (end === null || at < end) ? { at, periods } : null;
}

/**
 * The working days that a warning stood in one standing, counted as they are for climbing, by the calendars of the
 * policies in force; null: without a policy, or where a calendar lacks a year.
 */
export function standingWorkingDays(
  standing: Standing,
  policies: readonly AdoptedPolicy[],
  asOf: string,
): number | null {
  const spans = inForce(policies);
  if (spans.length === 0) return null;
  let days = 0;
  for (const span of spans) {
    const part = partOf(standing, span, asOf);
    if (!part) continue;
    const { dayBefore, lastDay, adopted } = part;
    if ([dayBefore, lastDay].some((day) => !adopted.calendar[day.slice(0, 4)])) return null;
    days += workingDaysBetween(dayBefore, lastDay, adopted.calendar);
  }
  return days;
}
