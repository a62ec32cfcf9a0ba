/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/warning-events.json`.
 *
 * What a rule writes carries the instant at which the thing was so (`at`); `recordedAt` only says when the scheduler
 * wrote it. What people write is so when it is recorded.
 */
import type { JsonObject } from '#event-log';
import type { DocumentRef } from '#tasks';

export const WARNING_RULES = [
  'update-missing',
  'update-insufficient',
  'task-overdue',
  'task-due-soon',
  'not-accepted',
  'contradiction',
  'indicator-off-track',
] as const;
export type WarningRule = (typeof WARNING_RULES)[number];

/** Raise a rule's version when what it judges changes; every warning says which version raised it. */
export const RULE_VERSIONS: Readonly<Record<WarningRule, number>> = {
  'update-missing': 1,
  'update-insufficient': 1,
  'task-overdue': 1,
  'task-due-soon': 1,
  'not-accepted': 1,
  contradiction: 1,
  'indicator-off-track': 1,
};

export interface WarningSubject extends JsonObject {
  readonly rule: WarningRule;
  readonly programme: string;
  /** Null of an indicator, as `assignment`. */
  readonly task: string | null;
  /** The unit that answers for it; null of an indicator without an owner: the programme's standing office does. */
  readonly unit: string | null;
  readonly assignment: string | null;
  /** Code of the indicator (indicator-off-track); of an assignment there is none. */
  readonly indicator?: string;
  /**
   * The period of an update (`2026-03`), the due date (task-overdue, task-due-soon), the day of the assignment
   * (not-accepted), `YYYY-MM-DD`, or the year of the target (indicator-off-track, `2026`).
   */
  readonly period: string;
}

export interface WarningRaised extends WarningSubject {
  /** Instant at which it fell due, whenever it was written. */
  readonly at: string;
  /** 1, the unit's officer; raised again, the level that it had reached. */
  readonly level: number;
  /** What the rule looked at. */
  readonly inputs: JsonObject;
}

/** 2: the unit's head and the coordinating units; 3: the directing leader and the standing office; 4: the inspection. */
export interface WarningEscalated extends WarningSubject {
  /** Instant at which it fell due, whenever it was written. */
  readonly at: string;
  readonly from: number;
  readonly to: number;
  readonly because: 'grace' | 'consecutive-periods';
  /** Working days that it had stood by then, all standings together. */
  readonly workingDays: number;
  /** Periods in a row under warning, or cut-offs at which it stood; null where it climbed by working days alone. */
  readonly periods: number | null;
}

export type ClearingCause =
  | 'report'
  | 'return'
  | 'status'
  | 'extension'
  /** The due date that it warned of has passed. */
  | 'due-passed'
  | 'acceptance'
  /** A figure of the indicator was recorded, corrected, confirmed or withdrawn. */
  | 'measurement'
  /** The indicator's target was set or revised. */
  | 'target'
  /** The indicator's definition was amended. */
  | 'definition'
  /** A period, or the year of the target, has ended. */
  | 'period-passed';

export interface WarningCleared extends WarningSubject {
  /** Instant of the fact that cleared it. */
  readonly at: string;
  readonly cause: ClearingCause;
  /** Event id of that fact; null where it was the passing of a day. */
  readonly event: string | null;
}

/** What an event of an explanation speaks of. */
export interface ExplainedSubject extends WarningSubject {
  /** Of a warning that no unit answers for: the unit that was asked. */
  readonly askedUnit?: string;
}

/** By the standing office or a directing leader. */
export interface ExplanationRequested extends ExplainedSubject {
  readonly question: string;
  /** ISO day until which the unit has to answer. */
  readonly dueOn: string;
}

/** By the unit. */
export interface ExplanationSubmitted extends ExplainedSubject {
  /** Event id of the request that it answers; null: unasked. */
  readonly request: string | null;
  readonly text: string;
  /** Whose cause the unit holds it to be: one beyond its reach, or its own. */
  readonly cause: 'objective' | 'subjective';
  readonly documents: readonly DocumentRef[];
}

/** Rejected: the unit has to explain itself again. */
export interface ExplanationReturned extends ExplainedSubject {
  /** Event id of the submission. */
  readonly explanation: string;
  readonly reason: string;
  /** ISO day until which the unit has to answer again. */
  readonly dueOn: string;
}

/** Accepted, with the authority's word on the cause. */
export interface CauseConfirmed extends ExplainedSubject {
  /** Event id of the submission. */
  readonly explanation: string;
  /** True: the authority confirms an objective cause. False: it takes note, but the cause is the unit's own. */
  readonly objective: boolean;
  readonly reason: string;
}

interface TurnEvents {
  WarningRaised: WarningRaised;
  WarningEscalated: WarningEscalated;
  WarningCleared: WarningCleared;
}

interface ExplanationEvents {
  ExplanationRequested: ExplanationRequested;
  ExplanationSubmitted: ExplanationSubmitted;
  ExplanationReturned: ExplanationReturned;
  CauseConfirmed: CauseConfirmed;
}

export type WarningEvents = TurnEvents & ExplanationEvents;
export type WarningEventType = keyof WarningEvents;

/** What the rules write. */
export type NewWarningEvent = {
  [Type in keyof TurnEvents]: {
    readonly type: Type;
    readonly data: TurnEvents[Type];
    readonly effectiveOn: string;
  };
}[keyof TurnEvents];

/** What people write. */
export type NewExplanationEvent = {
  [Type in keyof ExplanationEvents]: { readonly type: Type; readonly data: ExplanationEvents[Type] };
}[keyof ExplanationEvents];

export type ExplanationEventType = keyof ExplanationEvents;

export const EXPLANATION_EVENT_TYPES = [
  'ExplanationRequested',
  'ExplanationSubmitted',
  'ExplanationReturned',
  'CauseConfirmed',
] as const satisfies readonly ExplanationEventType[];

export const WARNING_EVENT_TYPES = [
  'WarningRaised',
  'WarningEscalated',
  'WarningCleared',
  ...EXPLANATION_EVENT_TYPES,
] as const satisfies readonly WarningEventType[];
