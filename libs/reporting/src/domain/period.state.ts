import type { RecordedEvent } from '#event-log';
import type { Period } from '#kernel';
import type { ListedSlot, PeriodEvents, PeriodEventType } from './period.events.js';

/** The id of a period of a programme: `<programme>.<period>`. */
export function periodId(programme: string, period: Period): string {
  return `${programme}.${period}`;
}

export function periodStream(programme: string, period: Period): string {
  return `period-${periodId(programme, period)}`;
}

/** An event and the account that made it. */
export interface Step {
  readonly eventId: string;
  readonly by: string;
}

/** A list that is being frozen, part by part. */
export interface Listing {
  /** The instant as of which it was judged. */
  readonly at: string;
  readonly parts: number;
  readonly listed: readonly (readonly ListedSlot[])[];
}

export interface PeriodState {
  /** The working days before the cut-off of the reminders that the rule has sent. */
  readonly remindedByRule: readonly number[];
  /** The list under way; null before its first part and after the close. */
  readonly listing: Listing | null;
  /** A close that waits for a second person. */
  readonly proposal: Step | null;
  /** The close that holds; null while the period is open, also after a reopening. */
  readonly closed: Step | null;
  /** A request to reopen that waits for a second person. */
  readonly reopening: (Step & { readonly reason: string }) | null;
}

type Evolve = {
  [Type in PeriodEventType]: (
    state: PeriodState,
    data: PeriodEvents[Type],
    event: RecordedEvent,
  ) => PeriodState;
};

const stepOf = ({ id, metadata }: RecordedEvent): Step => ({ eventId: id, by: metadata.actor.id });

const steps: Evolve = {
  PeriodReminded: (state, { workingDaysBefore }) =>
    workingDaysBefore === null
      ? state
      : { ...state, remindedByRule: [...state.remindedByRule, workingDaysBefore] },
  PeriodSlotsListed: (state, { at, part, parts, slots }) => {
    // A first part begins a list anew: what an earlier one left unfinished no longer counts.
    const before = part === 1 ? [] : (state.listing?.listed ?? []);
    return { ...state, listing: { at, parts, listed: [...before, slots] } };
  },
  PeriodCloseProposed: (state, _data, event) => ({ ...state, proposal: stepOf(event) }),
  PeriodClosed: (state, _data, event) => ({
    ...state,
    listing: null,
    proposal: null,
    closed: stepOf(event),
  }),
  PeriodReopenRequested: (state, { reason }, event) => ({
    ...state,
    reopening: { ...stepOf(event), reason },
  }),
  PeriodReopened: (state) => ({ ...state, closed: null, reopening: null }),
};

export const periodState = {
  initial: {
    remindedByRule: [],
    listing: null,
    proposal: null,
    closed: null,
    reopening: null,
  } as PeriodState,
  /** Types it doesn't know change nothing. */
  evolve(state: PeriodState, event: RecordedEvent): PeriodState {
    if (!Object.hasOwn(steps, event.type)) return state;
    const step = steps[event.type as PeriodEventType] as (
      state: PeriodState,
      data: unknown,
      event: RecordedEvent,
    ) => PeriodState;
    return step(state, event.data, event);
  },
};
