import type { AdoptedPolicyDto } from '../client/types.gen.js';

type Calendar = AdoptedPolicyDto['calendar'];

const DAY_MS = 86_400_000;
const SATURDAY = 6;
const SUNDAY = 0;

/** The day after, `YYYY-MM-DD`. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

const holds = (list: unknown, day: string) => Array.isArray(list) && list.includes(day);

/** Whether a day (`YYYY-MM-DD`) is worked, by a policy's calendar; a year that it doesn't hold has weekends alone. */
export function isWorkingDay(day: string, calendar: Calendar): boolean {
  const year = calendar[day.slice(0, 4)] as { holidays?: unknown; workedWeekends?: unknown } | undefined;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === SATURDAY || weekday === SUNDAY) return holds(year?.workedWeekends, day);
  return !holds(year?.holidays, day);
}

/** The day that is `count` working days after `day`. */
export function addWorkingDays(day: string, count: number, calendar: Calendar): string {
  let result = day;
  for (let left = count; left > 0; ) {
    result = dayAfter(result);
    if (isWorkingDay(result, calendar)) left -= 1;
  }
  return result;
}
