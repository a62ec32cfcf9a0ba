import type { Period } from '#kernel';

/** Which periods a programme asks reports for. Tasks don't know the policies: the app binds it to who does. */
export interface ReportingPeriods {
  accepts(programme: string, period: Period): boolean;
}

/** Injection token of the {@link ReportingPeriods}. */
export const REPORTING_PERIODS = Symbol('ReportingPeriods');
