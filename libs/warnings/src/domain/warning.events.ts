/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/warning-events.json`.
 *
 * Both bodies carry the instant at which the thing was so (`at`); `recordedAt` only says when the scheduler wrote it.
 */
import type { JsonObject } from '#event-log';

export type WarningRule = 'update-missing' | 'update-insufficient' | 'task-overdue';

/** Raise a rule's version when what it judges changes; every warning says which version raised it. */
export const RULE_VERSIONS: Readonly<Record<WarningRule, number>> = {
  'update-missing': 1,
  'update-insufficient': 1,
  'task-overdue': 1,
};

export interface WarningSubject extends JsonObject {
  readonly rule: WarningRule;
  readonly programme: string;
  readonly task: string;
  readonly unit: string;
  readonly assignment: string;
  /** The month of an update (`YYYY-MM`), or the due date that passed (`YYYY-MM-DD`). */
  readonly period: string;
}

export interface WarningRaised extends WarningSubject {
  /** Instant at which it fell due, whenever it was written. */
  readonly at: string;
  /** 1: the unit's officer. */
  readonly level: number;
  /** What the rule looked at. */
  readonly inputs: JsonObject;
}

export interface WarningCleared extends WarningSubject {
  /** Instant of the fact that cleared it. */
  readonly at: string;
  readonly cause: 'report' | 'return' | 'status' | 'extension';
  /** Event id of that fact. */
  readonly event: string;
}

export type NewWarningEvent =
  | { readonly type: 'WarningRaised'; readonly data: WarningRaised; readonly effectiveOn: string }
  | { readonly type: 'WarningCleared'; readonly data: WarningCleared; readonly effectiveOn: string };

export const WARNING_EVENT_TYPES = ['WarningRaised', 'WarningCleared'] as const;
