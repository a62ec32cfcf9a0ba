import type { ScheduleKind } from './schedule.js';

/** What the phrase doesn't say and its document does. */
export interface DocumentDates {
  readonly year: number;
  /** `YYYY-MM-DD`. */
  readonly issuedOn?: string;
}

/** A span of days before any cadence is laid over it. */
export interface Moment {
  kind: Extract<ScheduleKind, 'month' | 'quarter' | 'year' | 'period' | 'range'>;
  start?: string;
  due?: string;
  /** The phrase itself gives the year, or the span is a year. */
  ownYear: boolean;
  /** Only days of the month are named. */
  dayOfMonth: boolean;
}
