import type { JsonObject } from '#event-log';
import { lastDay } from '#kernel';
import type { AssignmentEvents, AssignmentEventType } from '#tasks';

/** An event of an assignment as it was recorded. */
export interface RecordedDeed {
  readonly eventId: string;
  readonly type: string;
  /** `YYYY-MM-DD` that it speaks of. */
  readonly effectiveOn: string;
  readonly data: JsonObject;
}

/** What was handed over with a report, or with a proposal to confirm the completion. */
export interface HandOver {
  /** Event id. */
  readonly event: string;
  /** The day by which it counts: the last one of the report's period, the day of the proposal. */
  readonly on: string;
  /** By name. */
  readonly deliverables: readonly string[];
  /** By number. */
  readonly documents: readonly string[];
}

/** A completion that was confirmed: what had been handed over is accepted by it. */
export interface Acceptance {
  /** Event ids of the confirmation and of the proposal. */
  readonly event: string;
  readonly proposal: string;
  /** The day of the completion. */
  readonly on: string;
  /** The day on which it was taken back, or null. */
  readonly undoneOn: string | null;
}

/** What an assignment's events tell beside what the tables hold. */
export interface Deeds {
  /** Oldest first; without what was returned. */
  readonly handOvers: readonly HandOver[];
  readonly acceptances: readonly Acceptance[];
  /** Why the percent went down, by event id of the report that says so. */
  readonly percentDownReasons: ReadonlyMap<string, string>;
}

/** Reads an assignment's events, oldest first. Types that it doesn't know tell it nothing. */
export function deedsOf(events: readonly RecordedDeed[]): Deeds {
  const handOvers = new Map<string, HandOver>();
  const acceptances: Acceptance[] = [];
  const percentDownReasons = new Map<string, string>();
  const handOver = (
    event: string,
    on: string,
    { deliverables, documents }: Pick<AssignmentEvents['CompletionProposed'], 'deliverables' | 'documents'>,
  ) => {
    if (deliverables.length + documents.length === 0) return;
    handOvers.set(event, { event, on, deliverables, documents: documents.map(({ number }) => number) });
  };
  const on: { [Type in AssignmentEventType]?: (data: AssignmentEvents[Type], event: RecordedDeed) => void } =
    {
      ProgressReported: (data, { eventId }) => {
        handOver(eventId, lastDay(data.period), data);
        if (data.percentDownReason !== null) percentDownReasons.set(eventId, data.percentDownReason);
      },
      ProgressReportReturned: ({ report }) => handOvers.delete(report),
      CompletionProposed: (data, { eventId, effectiveOn }) => handOver(eventId, effectiveOn, data),
      CompletionReturned: ({ proposal }) => handOvers.delete(proposal),
      CompletionConfirmed: ({ proposal, completedOn }, { eventId }) =>
        acceptances.push({ event: eventId, proposal, on: completedOn, undoneOn: null }),
      AssignmentStatusChanged: ({ from }, { effectiveOn }) => {
        const last = acceptances.at(-1);
        if (from === 'completed' && last)
          acceptances[acceptances.length - 1] = { ...last, undoneOn: effectiveOn };
      },
    };
  for (const event of events) {
    (on[event.type as AssignmentEventType] as ((data: unknown, event: RecordedDeed) => void) | undefined)?.(
      event.data,
      event,
    );
  }
  return { handOvers: [...handOvers.values()], acceptances, percentDownReasons };
}

/** What a task's document promises, each with the event that says so. */
export interface TaskPromises {
  /** By name. */
  readonly deliverables: readonly string[];
  readonly deliverablesEvent: string | null;
  readonly budgetMillionVnd: number | null;
  /** Null where there is no budget. */
  readonly budgetEvent: string | null;
}

/** Reads a task's events, TaskRegistered first. */
export function promisesOf(events: readonly Pick<RecordedDeed, 'eventId' | 'type' | 'data'>[]): TaskPromises {
  let deliverables: readonly string[] = [];
  let deliverablesEvent: string | null = null;
  let budgetMillionVnd: number | null = null;
  let budgetEvent: string | null = null;
  for (const { eventId, type, data } of events) {
    const stated = type === 'TaskRegistered' ? data : type === 'TaskAmended' ? amended(data) : {};
    if (stated.deliverables !== undefined) {
      deliverables = stated.deliverables as readonly string[];
      deliverablesEvent = eventId;
    }
    if (stated.budgetMillionVnd !== undefined) {
      budgetMillionVnd = stated.budgetMillionVnd as number | null;
      budgetEvent = budgetMillionVnd === null ? null : eventId;
    }
  }
  return { deliverables, deliverablesEvent, budgetMillionVnd, budgetEvent };
}

function amended({ changes }: JsonObject): JsonObject {
  return Object.fromEntries(
    (changes as readonly { readonly field: string; readonly to: JsonObject[string] }[]).map(
      ({ field, to }) => [field, field === 'deliverables' ? (to ?? []) : to],
    ),
  );
}
