import type { JsonObject } from '#event-log';
import {
  addDays,
  addWorkingDays,
  type CalendarYear,
  endOfDay,
  firstDay,
  instantAt,
  isWorkingDay,
  kindOfPeriod,
  lastDay,
  localDate,
  nextPeriod,
  type Period,
  periodOf,
  type ReportingPeriodKind,
  type WorkCalendar,
  weekday,
  workingDayFrom,
} from '#kernel';

/**
 * What a programme asks of its monthly updates. Source of the defaults: the programme of 2026, 1.2.2.(4): at least
 * 90 % of tasks update monthly; a late update or insufficient data puts the task under warning.
 */
export interface ReportingPolicy extends JsonObject {
  readonly id: string;
  readonly title: string;
  readonly period: ReportingPeriodKind;
  /**
   * Until when an update is on time: on the first such day after the period's end (`day`, or `weekday` of a weekly
   * policy), or on a day of the period itself (`month` and `day` of a yearly one).
   */
  readonly cutOff: {
    /** Day of the month, 1–28. */
    readonly day?: number;
    /** ISO weekday, 1 (Monday) to 7, of a weekly policy. */
    readonly weekday?: number;
    /** Month of the period's own year, of a yearly policy. */
    readonly month?: number;
    /** Local `HH:mm`; an update at that very minute's start is still on time. "Before the 12th" is the 12th, 00:00. */
    readonly time: string;
    /** Moved to the next working day when it falls on a day off. */
    readonly nextWorkingDay: boolean;
  };
  /** Share of tasks that must update, 0–1. */
  readonly goal: number;
  /** A task led by a group counts its share of good slots, or only when all are. */
  readonly taskCountsWhen: 'share' | 'complete';
  readonly sufficiency: {
    readonly summaryMinLength: number;
    readonly percent: boolean;
    readonly proofAtFull: boolean;
    /** Tasks without an end: characters of the summary, where others than of all. */
    readonly ongoingSummaryMinLength?: number;
    /** A task with a budget: the money paid out so far must be stated. */
    readonly disbursementWithBudget?: boolean;
    /** From the period in which it falls due: what was handed over, or the difficulties, must be named. */
    readonly deliverableWhenDue?: boolean;
  };
  /** Working days before the cut-off on which those who have not reported are reminded; none where absent. */
  readonly reminders?: readonly number[];
  /** What else is warned of; a rule that is absent does not judge. */
  readonly warnings?: {
    /** task-due-soon: working days before the due date. */
    readonly dueSoonWorkingDays?: number;
    /** not-accepted: working days after the assignment. */
    readonly acceptanceWorkingDays?: number;
    readonly contradiction?: {
      /** 100 % without a deliverable or a document. */
      readonly fullWithoutDeliverable?: boolean;
      /** Percentage points between the share of the budget paid out and the progress. */
      readonly disbursementGap?: number;
      /** Periods in a row with the very same text. */
      readonly sameTextPeriods?: number;
    };
    /** indicator-off-track: whether indicators that are off their track are warned of. */
    readonly indicatorOffTrack?: boolean;
  };
  /** How a warning climbs while it stands; a step that is absent is not taken. */
  readonly escalation?: {
    /** To level 2, the unit's head and the coordinating units: working days after it was raised. */
    readonly unitHeadAfter?: number;
    /** To level 3, the directing leader and the standing office: working days after it was raised. */
    readonly leaderAfter?: number;
    /** To level 4, the inspection commission: periods in a row that the same duty was under warning. */
    readonly inspectionAfterPeriods?: number;
  };
  /** Working days that a unit has to explain itself when it is asked to. */
  readonly explanationWorkingDays?: number;
  /** Decisions that a second person must confirm. */
  readonly fourEyes?: readonly FourEyesDecision[];
  /** Of the inspection commission; absent: nothing is recorded of it. */
  readonly inspection?: {
    /** What it looks at is itself recorded. */
    readonly recordViews: boolean;
  };
}

/** `measurement`: figures of indicators count once another person than who recorded them has confirmed them. */
export const FOUR_EYES_DECISIONS = ['period-close', 'period-reopen', 'measurement'] as const;
export type FourEyesDecision = (typeof FOUR_EYES_DECISIONS)[number];

/** A policy from a day on, with the calendar that its working days were counted by. */
export interface AdoptedPolicy extends JsonObject {
  readonly policy: ReportingPolicy;
  /** ISO date from which it holds. */
  readonly from: string;
  /** The calendar as it stood at the adoption: a rebuild years later counts the same working days. */
  readonly calendar: { readonly [year: string]: CalendarYear & JsonObject };
}

/** The policy in force on a day: the latest that held by then, else the earliest. */
export function policyOn(adopted: readonly AdoptedPolicy[], day: string): AdoptedPolicy | null {
  let found: AdoptedPolicy | null = null;
  for (const one of adopted) if (!found || one.from <= day) found = one;
  return found;
}

/**
 * The policy in force for a period: that of the period's first day, or, where periods of another kind were asked for
 * by then, that of its last day. Null where neither asks for periods of this kind.
 */
export function policyFor(adopted: readonly AdoptedPolicy[], period: Period): AdoptedPolicy | null {
  for (const day of [firstDay(period), lastDay(period)]) {
    const found = policyOn(adopted, day);
    if (found?.policy.period === kindOfPeriod(period)) return found;
  }
  return null;
}

/** One period that reports are asked for. */
export interface ReportingPeriod {
  readonly period: Period;
  readonly adopted: AdoptedPolicy;
}

/** Days before an instant on which a period may have ended whose cut-off lies at it or is still to come. */
export const DAYS_TO_CUT_OFF = 62;

/**
 * The periods that the policies ask for, in order, from the one that `from` lies in to the one that `until` lies in
 * (ISO days). Where a policy asks for another kind of period than the one before it, its first period is the one that
 * the first day after the last old period lies in: nothing is left out between them.
 */
export function reportingPeriods(
  adopted: readonly AdoptedPolicy[],
  from: string,
  until: string,
): ReportingPeriod[] {
  const periods: ReportingPeriod[] = [];
  let day = from;
  while (day <= until) {
    const onDay = policyOn(adopted, day);
    if (!onDay) return periods;
    const period = periodOf(day, onDay.policy.period);
    const inForce = policyFor(adopted, period) ?? onDay;
    periods.push({ period, adopted: inForce });
    day = addDays(lastDay(period), 1);
  }
  return periods;
}

const cutOffs = new WeakMap<AdoptedPolicy, Map<Period, string>>();

/**
 * The instant until which an update of a period is on time (17:00 on the 5th of the month after, moved to the next
 * working day, under the city's policy).
 * @throws {CalendarYearMissingError}
 */
export function cutOffOf(adopted: AdoptedPolicy, period: Period): string {
  const known = cutOffs.get(adopted) ?? new Map<Period, string>();
  cutOffs.set(adopted, known);
  const before = known.get(period);
  if (before) return before;
  const { time, nextWorkingDay } = adopted.policy.cutOff;
  const date = cutOffDay(adopted.policy.cutOff, period);
  const calendar: WorkCalendar = adopted.calendar;
  // Looked up even when the day isn't moved: a year without a calendar is an error, never "no holidays".
  isWorkingDay(date, calendar);
  const instant = instantAt(nextWorkingDay ? workingDayFrom(date, calendar) : date, time);
  known.set(period, instant);
  return instant;
}

const DAYS_OF_A_WEEK = 7;
const two = (count: number) => String(count).padStart(2, '0');

/** The cut-off's day before it is moved. */
function cutOffDay(
  { day = 1, weekday: onWeekday, month }: ReportingPolicy['cutOff'],
  period: Period,
): string {
  if (month !== undefined) return `${period.slice(0, 4)}-${two(month)}-${two(day)}`;
  const after = addDays(lastDay(period), 1);
  if (onWeekday !== undefined) {
    return addDays(after, (onWeekday - weekday(after) + DAYS_OF_A_WEEK) % DAYS_OF_A_WEEK);
  }
  const sameMonth = `${periodOf(after)}-${two(day)}`;
  return sameMonth >= after ? sameMonth : `${nextPeriod(periodOf(after))}-${two(day)}`;
}

/**
 * Whether a period's cut-off lies before an instant. Looks into the calendar only when it may: a year that has not come
 * yet needs none.
 * @throws {CalendarYearMissingError}
 */
export function isPastCutOff(adopted: AdoptedPolicy, period: Period, instant: string): boolean {
  const comesAfterItsEnd = adopted.policy.cutOff.month === undefined;
  if (comesAfterItsEnd && endOfDay(lastDay(period)) > instant) return false;
  return cutOffOf(adopted, period) < instant;
}

/** The instants at which those who have not reported are reminded, earliest first. @throws {CalendarYearMissingError} */
export function remindersOf(
  adopted: AdoptedPolicy,
  period: Period,
): { readonly at: string; readonly workingDaysBefore: number }[] {
  const cutOff = cutOffOf(adopted, period);
  return [...(adopted.policy.reminders ?? [])]
    .sort((a, b) => b - a)
    .map((workingDaysBefore) => ({
      at: instantAt(addWorkingDays(localDate(cutOff), -workingDaysBefore, adopted.calendar), REMINDER_TIME),
      workingDaysBefore,
    }));
}

/** Reminders go out as the working day begins. */
const REMINDER_TIME = '08:00';

/**
 * The first instant that no longer belongs to a period's expected slots: an assignment made from then on has its first
 * slot later. A cut-off within the period ends it early.
 */
export function endOfAssigning(period: Period, cutOff: string): string {
  const end = endOfDay(lastDay(period));
  return cutOff < end ? cutOff : end;
}
