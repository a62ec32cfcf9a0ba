import type { JsonObject } from '#event-log';
import { localDate } from '#kernel';
import type { AdoptedPolicy } from '#reporting';
import { type AssignmentStatus, ENDED } from '#tasks';
import type { AssignmentFacts } from '../assignment-facts.js';
import { type PastPeriod, pastPeriods } from '../policies-in-force.js';
import type { ClearingCause, WarningCleared, WarningRule } from '../warning.events.js';

/** What every rule looks at. */
export interface RuleFacts {
  readonly assignment: AssignmentFacts;
  /** The programme's policies, in the order of adoption. */
  readonly policies: readonly AdoptedPolicy[];
  /** Instant until which facts count. */
  readonly asOf: string;
  /** The periods since the assignment whose cut-offs have passed, in order. */
  readonly periods: readonly PastPeriod[];
}

/** One change of whether a warning stands. */
export interface Turn {
  readonly at: string;
  readonly raise: JsonObject | null;
  readonly clear: Pick<WarningCleared, 'cause' | 'event'> | null;
}

/** A fact that may change whether a warning stands. */
export interface Moment {
  readonly at: string;
  readonly cause: ClearingCause;
  readonly event: string | null;
}

/** One warning that a rule has found, with every turn that it took; there is at least one. */
export interface Finding {
  readonly rule: WarningRule;
  /** What it is of, the last part of its id. */
  readonly period: string;
  readonly turns: readonly Turn[];
  /** Index among the facts' periods, of warnings of an update alone. */
  readonly periodIndex?: number;
}

/** @throws {CalendarYearMissingError} */
export function factsOf(
  assignment: AssignmentFacts,
  policies: readonly AdoptedPolicy[],
  asOf: string,
): RuleFacts {
  const periods = pastPeriods(policies, localDate(assignment.assignedAt), localDate(asOf), asOf);
  return { assignment, policies, asOf, periods };
}

/** The facts after an instant, until another one, in order. */
export function momentsAfter(first: string, moments: readonly Moment[], asOf: string): Moment[] {
  const later = moments.filter(({ at }) => at > first && at <= asOf);
  return later.length < 2 ? later : later.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The turns of one warning: at its first instant, then at each fact that changes whether it stands. */
export function turnsOf(
  first: string,
  moments: readonly Moment[],
  asOf: string,
  inputsAt: (at: string) => JsonObject | null,
): Turn[] {
  const turns: Turn[] = [];
  let stands = inputsAt(first);
  if (stands) turns.push({ at: first, raise: stands, clear: null });
  for (const { at, cause, event } of momentsAfter(first, moments, asOf)) {
    const now = inputsAt(at);
    if (now && !stands) turns.push({ at, raise: now, clear: null });
    if (!now && stands) turns.push({ at, raise: null, clear: { cause, event } });
    stands = now;
  }
  return turns;
}

/** A finding of these turns; none where there are none. */
export function found(rule: WarningRule, period: string, turns: readonly Turn[]): Finding[] {
  return turns.length === 0 ? [] : [{ rule, period, turns }];
}

export const statusMoments = ({ statuses }: AssignmentFacts): Moment[] =>
  statuses.map(({ at, eventId }) => ({ at, cause: 'status', event: eventId }));

export const dueMoments = ({ dues }: AssignmentFacts): Moment[] =>
  dues.map(({ at, eventId }) => ({ at, cause: 'extension', event: eventId }));

/** The due date that was in force at an instant. */
export function dueAt(assignment: AssignmentFacts, at: string): string | null {
  let due: string | null = null;
  for (const step of assignment.dues) if (step.at <= at) due = step.due;
  return due;
}

/** Every due date that an assignment has had. */
export function duesOf({ dues }: AssignmentFacts): string[] {
  return [...new Set(dues.flatMap(({ due }) => (due === null ? [] : [due])))];
}

/** Statuses in which the unit has to bring the work on. */
export const RUNNING: ReadonlySet<AssignmentStatus> = new Set(['assigned', 'accepted', 'in-progress']);

/** Whether nothing is asked of the unit any more. */
export const hasEnded = (status: AssignmentStatus | null) => status === null || ENDED.has(status);
