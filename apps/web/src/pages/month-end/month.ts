import type { PeriodComplianceDto, PeriodDto } from '../../client/types.gen.js';

/** One reporting period as this page speaks of it. */
export interface Month {
  readonly view: PeriodDto;
  /** Null: nothing was expected of anybody. */
  readonly figures: PeriodComplianceDto | null;
}

/** Brings status and figures together, oldest first. */
export function monthsOf(views: readonly PeriodDto[], figures: readonly PeriodComplianceDto[]): Month[] {
  const byPeriod = new Map(figures.map((one) => [one.period, one]));
  return views.map((view) => ({ view, figures: byPeriod.get(view.period) ?? null }));
}

/** Whether something was expected of it and it is not closed. */
export const isUnclosed = ({ view, figures }: Month): boolean =>
  view.status !== 'closed' && (figures?.byAssignment.expected ?? 0) > 0;

/** The month that is up next: the first that can be closed, else the one that runs, else the last. */
export function monthUpNext(months: readonly Month[]): Month | undefined {
  return (
    months.find((month) => isUnclosed(month) && month.view.status !== 'open') ??
    months.findLast(({ view }) => view.status === 'open') ??
    months.at(-1)
  );
}
