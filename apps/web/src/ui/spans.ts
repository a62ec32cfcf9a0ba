import { period } from './format.js';

/** Months, quarters and years of some days: what scorecards and figures of indicators are of. */
export interface Spans {
  readonly months: readonly string[];
  readonly quarters: readonly string[];
  readonly years: readonly string[];
}

const MONTHS_OF_QUARTER = 3;
const two = (value: number) => String(value).padStart(2, '0');

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${two(number + 1)}`;
}

const quarterOf = (month: string) =>
  `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / MONTHS_OF_QUARTER)}`;

/** @param from @param until days; the newest first */
export function spansBetween(from: string, until: string): Spans {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= until.slice(0, 7); month = nextMonth(month))
    months.unshift(month);
  return {
    months,
    quarters: [...new Set(months.map(quarterOf))],
    years: [...new Set(months.map((month) => month.slice(0, 4)))],
  };
}

/** The month before that of a day: the last one whose updates were to come by now, or are about to. */
export function lastFullMonth(day: string, first: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const before = month === 1 ? `${year - 1}-12` : `${year}-${two(month - 1)}`;
  return before < first.slice(0, 7) ? first.slice(0, 7) : before;
}

/** A span in words: “tháng 3/2026”, “quý I/2026”, “năm 2026”. */
export const spanText = (span: string): string => period(span);

/** The last day of a month, quarter or year, `YYYY-MM-DD`. */
export function lastDayOf(span: string): string {
  const [year = '', part] = span.split('-');
  const month =
    part === undefined ? 12 : part.startsWith('Q') ? Number(part.slice(1)) * MONTHS_OF_QUARTER : Number(part);
  return new Date(Date.UTC(Number(year), month, 0)).toISOString().slice(0, 10);
}
