import type { UnitKind } from '#catalogue';
import type { Period } from '#kernel';
import type { SlotOutcome } from '#reporting';
import type { AssignmentStatus } from '#tasks';
import type { WarningRule } from '#warnings';
import type { DayCounter } from './days.js';

/** One assignment's update of one period: of a closed period as it was closed, else as reporting judges it. */
export interface SlotFact {
  readonly assignment: string;
  readonly task: string;
  readonly period: Period;
  readonly outcome: SlotOutcome;
  /** Instant until which it was in time; null while it has not passed. */
  readonly cutOff: string | null;
  /** Event id of the report that decided it. */
  readonly report: string | null;
  /** The sufficient report that came after the cut-off, and its instant; it may have come after the close as well. */
  readonly late: { readonly eventId: string; readonly at: string } | null;
}

/** How an assignment stood from an instant on. */
export interface VersionFact {
  readonly at: string;
  readonly status: AssignmentStatus;
  readonly currentDue: string | null;
  readonly completedOn: string | null;
  readonly proposedOn: string | null;
  readonly eventId: string;
}

/** One assignment, as it was known. */
export interface AssignmentFact {
  readonly assignment: string;
  readonly task: string;
  /** Oldest first. */
  readonly versions: readonly VersionFact[];
}

/** One warning, all the times that it was raised taken together. */
export interface WarningFact {
  /** `<rule>.<assignment or indicator>.<period>` */
  readonly id: string;
  readonly rule: WarningRule;
  /** Null of an indicator, as `task`. */
  readonly assignment: string | null;
  readonly task: string | null;
  /** Code of the indicator; null of an assignment. */
  readonly indicator: string | null;
  /** The period of an update, a due date, the day of the assignment, or the year of an indicator's target. */
  readonly period: string;
  /** Event id of the first time that it was raised, and its instant. */
  readonly raisedEvent: string;
  readonly raisedAt: string;
  readonly standing: boolean;
  /** Instant of its last clearing; null while it stands. */
  readonly clearedAt: string | null;
  /** The highest that it has reached. */
  readonly highestLevel: number;
  /** Ids of its events, but for those of explanations: raised, climbed, cleared. */
  readonly events: readonly string[];
}

/** One round of explaining a warning: asked, answered (more than once, where it was given back), judged. */
export interface ExplanationFact {
  readonly warning: string;
  /** Event id of the request; null where the unit explained itself unasked. */
  readonly request: string | null;
  readonly requestedAt: string | null;
  /** `YYYY-MM-DD` until which the unit had to answer, the last one that was set; null where it was not asked. */
  readonly dueOn: string | null;
  /** The unit's last answer. */
  readonly submitted: { readonly eventId: string; readonly at: string } | null;
  /** Whether an answer came after its day, or has not come though that has passed. */
  readonly late: boolean;
  /** What was found of the cause; null while nothing was accepted. */
  readonly judged: CauseFact | null;
}

export interface CauseFact {
  readonly eventId: string;
  readonly objective: boolean;
  readonly at: string;
  /** The account: a position. */
  readonly by: string;
  /** How that position is called; null for what is no account. */
  readonly byName: string | null;
}

/** One request for more time. */
export interface ExtensionFact {
  readonly eventId: string;
  readonly assignment: string;
  readonly task: string;
  /** ISO day of the request. */
  readonly requestedOn: string;
  /** The due date, and the one asked for. */
  readonly from: string;
  readonly to: string;
  readonly decision: {
    readonly granted: boolean;
    readonly on: string;
    readonly eventId: string;
  } | null;
}

/** Everything of one unit that a scorecard is made of, as it was known at an instant. */
export interface UnitFacts {
  readonly unit: string;
  readonly unitName: string;
  readonly kind: UnitKind;
  /** Whether any of it is simulated. */
  readonly simulated: boolean;
  readonly slots: readonly SlotFact[];
  readonly assignments: readonly AssignmentFact[];
  readonly warnings: readonly WarningFact[];
  readonly explanations: readonly ExplanationFact[];
  readonly extensions: readonly ExtensionFact[];
}

/** What holds for all units of a programme. */
export interface Setting {
  /** Instant up to which facts count. */
  readonly asOf: string;
  readonly daysLate: DayCounter;
}
