import { addDays, lastDay, localDate, localDateTimeText, type Period, periodText } from '#kernel';
import type { Slot } from './compliance.js';
import type { RemindedUnit } from './period.events.js';
import {
  type AdoptedPolicy,
  cutOffOf,
  DAYS_TO_CUT_OFF,
  isPastCutOff,
  remindersOf,
  reportingPeriods,
} from './policy.js';

/** A reminder whose instant has come while the cut-off hasn't. */
export interface DueReminder {
  readonly period: Period;
  readonly workingDaysBefore: number;
  /** The instant at which it should go out. */
  readonly at: string;
  readonly cutOff: string;
}

/** More days than twenty working days take, Tết among them: no reminder goes out longer before a period's end. */
const LONGEST_BEFORE = 60;

/**
 * The reminders that should be out by an instant: of each period whose cut-off has not passed, the newest alone (what
 * an outage kept back is sent once, not one after the other).
 * @throws {CalendarYearMissingError}
 */
export function dueReminders(adopted: readonly AdoptedPolicy[], now: string): DueReminder[] {
  const today = localDate(now);
  return reportingPeriods(adopted, addDays(today, -DAYS_TO_CUT_OFF), today).flatMap(
    ({ period, adopted: policy }) => {
      if (!mayBeDue(policy, period, now)) return [];
      const cutOff = cutOffOf(policy, period);
      const newest = remindersOf(policy, period).findLast(({ at }) => at <= now);
      return newest ? [{ period, ...newest, cutOff }] : [];
    },
  );
}

/** Leaves out what needs no look into a calendar, which a year to come may not have yet. */
function mayBeDue(adopted: AdoptedPolicy, period: Period, now: string): boolean {
  const { reminders = [], cutOff } = adopted.policy;
  if (reminders.length === 0) return false;
  const comesAfterItsEnd = cutOff.month === undefined;
  if (comesAfterItsEnd && addDays(lastDay(period), -LONGEST_BEFORE) > localDate(now)) return false;
  return !isPastCutOff(adopted, period, now);
}

/** Those of a period's slots, as they stand before its cut-off, that hold no report yet; by unit, in order of ids. */
export function notYetReported(slots: readonly Slot[]): RemindedUnit[] {
  const counts = new Map<string, number>();
  for (const { unit, outcome } of slots) {
    if (outcome === 'not-yet-due') counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return [...counts]
    .map(([unit, assignments]) => ({ unit, assignments }))
    .sort((a, b) => (a.unit < b.unit ? -1 : 1));
}

/** What a reminded unit reads. */
export function reminderText(unitName: string, assignments: number, period: Period, cutOff: string): string {
  return (
    `Đề nghị ${unitName} cập nhật tiến độ kỳ ${periodText(period)} trước ${localDateTimeText(cutOff)}: ` +
    `còn ${assignments} nhiệm vụ chưa có báo cáo của kỳ.`
  );
}
