import { dateText } from '#kernel';
import type { MilestoneBody, ScheduleBody } from '../domain/task.events.js';
import type { DeadlineCase } from './findings.js';
import type { Row } from './rows.js';

/** What one milestone of a schedule asks for. */
export type TimeSpan =
  | { readonly kind: 'dated'; readonly start: string | undefined; readonly due: string }
  /** Goes on, at the longest until the programme's last day. */
  | { readonly kind: 'no-end'; readonly due: string }
  | { readonly kind: 'conditional' }
  | { readonly kind: 'missing' };

/** The milestones of a task's schedule; one where it has no clauses. */
export function timeSpansOf({ source, task: { schedule } }: Row): readonly TimeSpan[] {
  const { until } = source.programme.period;
  return isCompound(schedule)
    ? schedule.milestones.map((milestone) => spanOf(milestone, until))
    : [schedule.kind === 'none' ? { kind: 'missing' } : spanOf(schedule, until)];
}

const isCompound = (
  schedule: ScheduleBody,
): schedule is ScheduleBody & { milestones: readonly MilestoneBody[] } =>
  schedule.kind === 'compound' && (schedule.milestones ?? []).length > 0;

function spanOf({ start, due, recurrence, condition }: MilestoneBody, until: string): TimeSpan {
  // Beside "thường xuyên" the dates are its bounds; beside a cadence they are only the first round.
  if (recurrence !== undefined && !(recurrence === 'ongoing' && due !== undefined)) {
    return { kind: 'no-end', due: until };
  }
  if (due !== undefined) return { kind: 'dated', start, due };
  if (start !== undefined) return { kind: 'no-end', due: until };
  return condition !== undefined ? { kind: 'conditional' } : { kind: 'missing' };
}

/** The days that a schedule names as its ends. */
export const dueDaysOf = (row: Row): readonly string[] =>
  timeSpansOf(row).flatMap((span) => (span.kind === 'dated' ? [span.due] : []));

/** `“Quý I/2026” (hạn 31/03/2026)` */
export function scheduleText(row: Row): string {
  const { phrase, kind } = row.task.schedule;
  if (kind === 'none') return 'không ghi thời gian';
  const days = dueDaysOf(row);
  const last = [...days].sort().at(-1);
  return last === undefined ? `“${phrase}”` : `“${phrase}” (hạn ${dateText(last)})`;
}

/**
 * Whether a task's schedule stays within that of the task that it carries out: some milestone of it ends no later than
 * some milestone of the origin, and isn't over before that one begins. An origin that is due on the last day of its
 * programme names a latest day only, so earlier is always well. An origin without a day binds nobody, and a task without
 * a time in a programme that ends by the origin's day is bound by that.
 */
export function staysWithin(derived: Row, origin: Row): boolean {
  const spans = timeSpansOf(origin);
  if (spans.every(({ kind }) => kind !== 'dated')) return true;
  return spans.some((of) => timeSpansOf(derived).some((span) => spanStaysWithin(span, of, derived, origin)));
}

function spanStaysWithin(span: TimeSpan, of: TimeSpan, derived: Row, origin: Row): boolean {
  if (of.kind === 'missing') return false;
  if (of.kind === 'conditional') return span.kind !== 'missing';
  if (span.kind === 'missing') {
    return of.kind === 'dated' && derived.source.programme.period.until <= of.due;
  }
  if (span.kind === 'conditional') return false;
  if (of.kind === 'no-end') return true;
  if (span.due > of.due) return false;
  if (span.kind === 'no-end' || of.start === undefined) return true;
  return of.due === origin.source.programme.period.until || span.due >= of.start;
}

/** How a schedule contradicts another that names a day. */
export function deadlineCaseOf(row: Row): DeadlineCase {
  const kinds = timeSpansOf(row).map(({ kind }) => kind);
  if (kinds.includes('dated')) return 'different';
  if (kinds.includes('no-end')) return 'no-end';
  return kinds.includes('conditional') ? 'conditional' : 'missing';
}

/** The last day that a schedule allows, and whether it names that day itself. */
export function lastDayOf(row: Row): { readonly due: string; readonly named: boolean } | undefined {
  const spans = timeSpansOf(row);
  const dated = dueDaysOf(row);
  const open = spans.flatMap((span) => (span.kind === 'no-end' ? [span.due] : []));
  const due = [...dated, ...open].sort().at(-1);
  return due === undefined ? undefined : { due, named: dated.includes(due) };
}
