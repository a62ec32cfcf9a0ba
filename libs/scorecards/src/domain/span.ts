import {
  dateText,
  firstDay,
  isIsoDate,
  isPeriod,
  kindOfPeriod,
  lastDay,
  type Period,
  type PeriodKind,
  periodText,
} from '#kernel';

export type SpanKind = 'month' | 'quarter' | 'year';

/** What a scorecard is made for: a month `2026-03`, a quarter `2026-Q1`, a year `2026`. */
export interface Span {
  readonly id: string;
  readonly kind: SpanKind;
  /** First and last day, `YYYY-MM-DD`. */
  readonly first: string;
  readonly last: string;
}

const KINDS: Readonly<Partial<Record<PeriodKind, SpanKind>>> = {
  'calendar-month': 'month',
  quarter: 'quarter',
  year: 'year',
};

/** The span of a name; null where it names none. */
export function spanOf(id: string): Span | null {
  const kind = isPeriod(id) ? KINDS[kindOfPeriod(id)] : undefined;
  return kind ? { id, kind, first: firstDay(id), last: lastDay(id) } : null;
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
  return kind === 'month' ? `tháng ${periodText(id)}` : periodText(id);
}

/** From its first to its last day: `01/01/2026–31/03/2026`. */
export function spanDaysText({ first, last }: Span): string {
  return `${dateText(first)}–${dateText(last)}`;
}
