/*
 * STORAGE FORMAT. The names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Golden fixtures in `fixtures/period-events.json`.
 *
 * All of them stand on the stream of one period of one programme, `period-<programme>.<period>`.
 */
import type { JsonObject } from '#event-log';
import type { Period } from '#kernel';
import type { SlotOutcome } from './slot.js';

/** Which period an event speaks of. */
export interface PeriodSubject extends JsonObject {
  readonly programme: string;
  readonly period: Period;
}

/** A unit that was reminded. */
export interface RemindedUnit extends JsonObject {
  readonly unit: string;
  /** How many of its assignments had no report for the period at that instant. */
  readonly assignments: number;
}

/** Those who had not reported were reminded. By a person, or by the policy's rule (metadata.rule). */
export interface PeriodReminded extends PeriodSubject {
  /** `hand`: somebody decided it; `rule`: the policy's day had come. */
  readonly by: 'hand' | 'rule';
  /** How many working days before the cut-off the policy has it; null by hand. */
  readonly workingDaysBefore: number | null;
  /** The instant at which it should have gone out; later than that, it was sent late. By hand: of the recording. */
  readonly at: string;
  /** The instant until which an update is on time. */
  readonly cutOff: string;
  /** In the order of their ids. */
  readonly units: readonly RemindedUnit[];
}

/** One line of the list: `<task>.<unit>`, outcome, event id of the report that decided it or null. */
export type ListedSlot = readonly [slot: string, outcome: SlotOutcome, report: string | null];

/** A part of the list that a close freezes; all parts stand before the close. */
export interface PeriodSlotsListed extends PeriodSubject {
  /** The instant as of which the slots were judged; the same in all parts of one list. */
  readonly at: string;
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  /** Sorted by their text, over all parts. */
  readonly slots: readonly ListedSlot[];
}

/** How many slots came to each outcome; they add up to what was expected. */
export interface ClosedCounts extends JsonObject {
  readonly onTime: number;
  readonly nothingToReport: number;
  readonly late: number;
  readonly insufficient: number;
  readonly missing: number;
  readonly notYetDue: number;
}

/** The list and its figures are frozen. */
export interface PeriodClosed extends PeriodSubject {
  /** Event id of the proposal that a second person confirmed with this; null where the policy asks for no second one. */
  readonly proposal: string | null;
  /** The instant as of which the slots were judged: which list it is. */
  readonly at: string;
  readonly cutOff: string;
  /** The policy in force for the period: its id, the day from which it holds, its way to count tasks. */
  readonly policy: {
    readonly id: string;
    readonly from: string;
    readonly taskCountsWhen: 'share' | 'complete';
  };
  /** Assignments from which an update was expected. */
  readonly expected: number;
  readonly counts: ClosedCounts;
  /** Listed, but nothing was expected of them. */
  readonly exempt: number;
  /** 0–1; null where nothing was expected. */
  readonly rateByAssignment: number | null;
  readonly tasksExpected: number;
  readonly shareSum: number;
  readonly tasksComplete: number;
  /** 0–1, by the policy's way of counting; null where nothing was expected. */
  readonly rateByTask: number | null;
  readonly goal: number;
  readonly meetsGoal: boolean | null;
  readonly parts: number;
  /** SHA-256 (hex) over the canonical list, see `period-list.ts`. */
  readonly sha256: string;
}

/** Closing was proposed; it takes a second person. */
export interface PeriodCloseProposed extends PeriodSubject {
  readonly cutOff: string;
}

/** Somebody asked to reopen what was closed; it takes a second person. */
export interface PeriodReopenRequested extends PeriodSubject {
  /** Event id of the close. */
  readonly close: string;
  readonly reason: string;
}

/** The period can be closed anew; the list that was frozen stays in the log. */
export interface PeriodReopened extends PeriodSubject {
  /** Event id of the request; null where the policy asks for no second person. */
  readonly request: string | null;
  /** Event id of the close that no longer holds. */
  readonly close: string;
  readonly reason: string;
}

export interface PeriodEvents {
  PeriodReminded: PeriodReminded;
  PeriodSlotsListed: PeriodSlotsListed;
  PeriodCloseProposed: PeriodCloseProposed;
  PeriodClosed: PeriodClosed;
  PeriodReopenRequested: PeriodReopenRequested;
  PeriodReopened: PeriodReopened;
}

export type PeriodEventType = keyof PeriodEvents;

/** An event of a period as decisions state it. */
export type NewPeriodEvent = {
  [Type in PeriodEventType]: { readonly type: Type; readonly data: PeriodEvents[Type] };
}[PeriodEventType];

export const PERIOD_EVENT_TYPES: readonly PeriodEventType[] = [
  'PeriodReminded',
  'PeriodSlotsListed',
  'PeriodCloseProposed',
  'PeriodClosed',
  'PeriodReopenRequested',
  'PeriodReopened',
];
