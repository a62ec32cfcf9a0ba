import type { JsonObject } from '#event-log';
import {
  type CalendarYear,
  firstDay,
  instantAt,
  isWorkingDay,
  nextPeriod,
  type Period,
  type WorkCalendar,
  workingDayFrom,
} from '#kernel';

/**
 * What a programme asks of its monthly updates. Source of the defaults: the programme of 2026, 1.2.2.(4): at least
 * 90 % of tasks update monthly; a late update or insufficient data puts the task under warning.
 */
export interface ReportingPolicy extends JsonObject {
  readonly id: string;
  readonly title: string;
  readonly period: 'calendar-month';
  readonly cutOff: {
    /** Day of the month after the period, 1–28. */
    readonly day: number;
    /** Local `HH:mm`; an update at that very minute's start is still on time. */
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
  };
}

/** A policy from a day on, with the calendar that its working days were counted by. */
export interface AdoptedPolicy extends JsonObject {
  readonly policy: ReportingPolicy;
  /** ISO date from which it holds. */
  readonly from: string;
  /** The calendar as it stood at the adoption: a rebuild years later counts the same working days. */
  readonly calendar: { readonly [year: string]: CalendarYear & JsonObject };
}

/** The policy in force for a period: the latest that held by the period's first day, else the earliest. */
export function policyFor(adopted: readonly AdoptedPolicy[], period: Period): AdoptedPolicy | null {
  let found: AdoptedPolicy | null = null;
  for (const one of adopted) if (!found || one.from <= firstDay(period)) found = one;
  return found;
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
  const { day, time, nextWorkingDay } = adopted.policy.cutOff;
  const date = `${nextPeriod(period)}-${String(day).padStart(2, '0')}`;
  const calendar: WorkCalendar = adopted.calendar;
  // Looked up even when the day isn't moved: a year without a calendar is an error, never "no holidays".
  isWorkingDay(date, calendar);
  const instant = instantAt(nextWorkingDay ? workingDayFrom(date, calendar) : date, time);
  known.set(period, instant);
  return instant;
}
