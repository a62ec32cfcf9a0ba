import { localDate } from '#kernel';
import { RESTING } from '#tasks';
import { addedDays, type DaysLate, NO_DAYS } from './days.js';
import type { AssignmentFact, Setting, VersionFact } from './facts.js';

/** How a delay ended: done, proposed and not yet answered, put off, or the assignment rests. */
export type DelayEnd = 'completion' | 'proposal' | 'extension' | 'status';

/** One due date that passed without completion. */
export interface TaskDelay {
  readonly assignment: string;
  readonly task: string;
  /** The due date that passed, and the event that had set it. */
  readonly due: string;
  readonly dueEvent: string;
  readonly days: DaysLate;
  /** Null while it goes on. */
  readonly end: { readonly by: DelayEnd; readonly on: string; readonly event: string } | null;
}

/** An assignment that is completed. */
export interface Completion {
  readonly assignment: string;
  readonly task: string;
  readonly completedOn: string;
  readonly due: string | null;
  readonly late: boolean;
  readonly event: string;
}

/** The completion that stands, judged by the day on which it was proposed; null where there is none. */
export function completionOf({ assignment, task, versions }: AssignmentFact): Completion | null {
  const last = versions.at(-1);
  if (last?.status !== 'completed' || last.completedOn === null) return null;
  const { completedOn, currentDue: due, eventId: event } = last;
  return { assignment, task, completedOn, due, late: due !== null && completedOn > due, event };
}

/**
 * The delays of an assignment, one for each due date that passed without completion. Days on which it rested are not
 * counted, nor those for which a proposal waited that was accepted in the end: completion is judged by the day on which
 * it was proposed. An extension ends the delay of the old date and does not undo it.
 */
export function taskDelaysOf(fact: AssignmentFact, { asOf, daysLate }: Setting): TaskDelay[] {
  return stretchesOf(fact.versions).flatMap(({ due, versions, next }) => {
    const last = versions.at(-1);
    const first = versions[0];
    if (!first || !last) return [];
    let days = NO_DAYS;
    versions.forEach((version, index) => {
      const after = versions[index + 1] ?? next;
      if (RESTING.has(version.status) || isSettled(version, after)) return;
      const from = version.proposedOn ?? localDate(version.at);
      days = addedDays(days, daysLate(from > due ? from : due, endOf(after, asOf)));
    });
    const doneLate = next === null && last.completedOn !== null && last.completedOn > due;
    if (days.calendar === 0 && !doneLate) return [];
    const { assignment, task } = fact;
    return [{ assignment, task, due, dueEvent: first.eventId, days, end: delayEnd(last, next) }];
  });
}

interface Stretch {
  readonly due: string;
  readonly versions: readonly VersionFact[];
  /** The version that brought another due date. */
  readonly next: VersionFact | null;
}

/** The versions by due date, those without one left out. */
function stretchesOf(versions: readonly VersionFact[]): Stretch[] {
  const stretches: Stretch[] = [];
  let own: VersionFact[] = [];
  versions.forEach((version, index) => {
    own.push(version);
    const next = versions[index + 1] ?? null;
    if (next?.currentDue === version.currentDue) return;
    if (version.currentDue !== null) stretches.push({ due: version.currentDue, versions: own, next });
    own = [];
  });
  return stretches;
}

/** Whether a proposal waits for its answer, or was accepted: it is judged by its own day. */
function isSettled(version: VersionFact, after: VersionFact | null): boolean {
  if (version.status !== 'completion-proposed') return false;
  return after === null || after.status === 'completed';
}

/** The day on which a version ends, for counting: a proposal's own day, not that of its recording. */
function endOf(after: VersionFact | null, asOf: string): string {
  if (after === null) return localDate(asOf);
  return after.status === 'completion-proposed' && after.proposedOn !== null
    ? after.proposedOn
    : localDate(after.at);
}

function delayEnd(last: VersionFact, next: VersionFact | null): TaskDelay['end'] {
  if (next !== null) return { by: 'extension', on: localDate(next.at), event: next.eventId };
  if (last.status === 'completed') {
    return { by: 'completion', on: last.completedOn ?? localDate(last.at), event: last.eventId };
  }
  if (last.status === 'completion-proposed') {
    return { by: 'proposal', on: last.proposedOn ?? localDate(last.at), event: last.eventId };
  }
  return RESTING.has(last.status) ? { by: 'status', on: localDate(last.at), event: last.eventId } : null;
}
