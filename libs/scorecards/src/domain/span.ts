import { dateText, firstDay, isIsoDate, isPeriod, lastDay, type Period } from '#kernel';

export type SpanKind = 'month' | 'quarter' | 'year';

/** What a scorecard is made for: a month `2026-03`, a quarter `2026-Q1`, a year `2026`. */
export interface Span {
  readonly id: string;
  readonly kind: SpanKind;
  /** First and last day, `YYYY-MM-DD`. */
  readonly first: string;
  readonly last: string;
}

const QUARTER = /^(\d{4})-Q([1-4])$/;
const MONTHS_OF_A_QUARTER = 3;
const YEAR_LENGTH = 4;

const two = (count: number) => String(count).padStart(2, '0');

/** The span of a name; null where it names none. */
export function spanOf(id: string): Span | null {
  const [, year, quarter] = QUARTER.exec(id) ?? [];
  if (year !== undefined && quarter !== undefined) {
    const lastMonth = Number(quarter) * MONTHS_OF_A_QUARTER;
    const first = firstDay(`${year}-${two(lastMonth - MONTHS_OF_A_QUARTER + 1)}`);
    return { id, kind: 'quarter', first, last: lastDay(`${year}-${two(lastMonth)}`) };
  }
  if (!isPeriod(id, ['calendar-month', 'year'])) return null;
  return {
    id,
    kind: id.length === YEAR_LENGTH ? 'year' : 'month',
    first: firstDay(id),
    last: lastDay(id),
  };
}

/** Whether a day (`YYYY-MM-DD`) lies in a span. */
export function holds({ first, last }: Span, day: string): boolean {
  return first <= day && day <= last;
}

/** The day by which a matter is put into a span: of a period its last day; a due date is a day already. */
export function dayOfMatter(period: Period | string): string {
  return isIsoDate(period) ? period : lastDay(period);
}

/** As people read it: `tháng 03/2026`, `quý I/2026`, `năm 2026`. */
export function spanText({ id, kind }: Span): string {
  const year = id.slice(0, YEAR_LENGTH);
  if (kind === 'year') return `năm ${year}`;
  if (kind === 'quarter') return `quý ${['I', 'II', 'III', 'IV'][Number(id.slice(-1)) - 1]}/${year}`;
  return `tháng ${id.slice(-2)}/${year}`;
}

/** From its first to its last day: `01/01/2026–31/03/2026`. */
export function spanDaysText({ first, last }: Span): string {
  return `${dateText(first)}–${dateText(last)}`;
}
