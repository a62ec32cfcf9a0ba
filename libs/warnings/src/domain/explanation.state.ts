import type { RecordedEvent } from '#event-log';
import type {
  CauseConfirmed,
  ExplanationRequested,
  ExplanationReturned,
  WarningSubject,
} from './warning.events.js';

/** Where the explanation of a warning stands. */
export const EXPLANATION_STATES = ['none', 'asked', 'submitted', 'returned', 'accepted'] as const;
export type ExplanationStanding = (typeof EXPLANATION_STATES)[number];

/** What a warning's stream says of its explanation. */
export interface ExplanationState {
  /** What the warning is of; null: there is no such warning. */
  readonly subject: WarningSubject | null;
  /** Of a warning that no unit answers for: the unit that was last asked. */
  readonly askedUnit: string | null;
  /** What the unit was last asked for, by a request or by a return; null: nothing is asked of it now. */
  readonly asked: { readonly question: string; readonly dueOn: string } | null;
  /** Event id of the newest request. */
  readonly request: string | null;
  /** Event id of the submission that waits for its judgement. */
  readonly waiting: string | null;
  /** Whether anything was ever submitted. */
  readonly submitted: boolean;
  /** Whether an explanation was accepted, and the warning not raised again since. */
  readonly accepted: boolean;
}

const initial: ExplanationState = {
  subject: null,
  askedUnit: null,
  asked: null,
  request: null,
  waiting: null,
  submitted: false,
  accepted: false,
};

function evolve(state: ExplanationState, event: RecordedEvent): ExplanationState {
  switch (event.type) {
    case 'WarningRaised': {
      const { rule, programme, task, unit, assignment, indicator, period } =
        event.data as unknown as WarningSubject;
      const ofIndicator = indicator === undefined ? {} : { indicator };
      const subject = { rule, programme, task, unit, assignment, ...ofIndicator, period };
      return { ...state, subject, accepted: false };
    }
    case 'ExplanationRequested': {
      const { question, dueOn, askedUnit = null } = event.data as unknown as ExplanationRequested;
      return { ...state, askedUnit, asked: { question, dueOn }, request: event.id, accepted: false };
    }
    case 'ExplanationSubmitted':
      return { ...state, asked: null, waiting: event.id, submitted: true, accepted: false };
    case 'ExplanationReturned': {
      const { reason, dueOn } = event.data as unknown as ExplanationReturned;
      return { ...state, asked: { question: reason, dueOn }, waiting: null };
    }
    case 'CauseConfirmed': {
      const { explanation } = event.data as unknown as CauseConfirmed;
      return { ...state, waiting: state.waiting === explanation ? null : state.waiting, accepted: true };
    }
    default:
      return state;
  }
}

/** The unit that has to explain a warning; null: none, until the authority names one. */
export function answeringUnit({ subject, askedUnit }: ExplanationState): string | null {
  return subject?.unit ?? askedUnit;
}

export const explanationState = { initial, evolve };
