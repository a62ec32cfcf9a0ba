import { localDate } from '#kernel';
import type { ExplanationEventType } from '#warnings';
import type { ExplanationFact } from './facts.js';

/** One event of a warning's explanation. */
export interface ExplanationStep {
  readonly type: ExplanationEventType;
  readonly warning: string;
  readonly eventId: string;
  /** Instant of its recording. */
  readonly at: string;
  /** The account: a position. */
  readonly by: string;
  /** How that position is called; null for what is no account. */
  readonly byName: string | null;
  /** Of a request or a return: `YYYY-MM-DD` until which the unit answers. */
  readonly dueOn: string | null;
  /** Of a judgement. */
  readonly objective: boolean | null;
}

/** Before it is known whether the last day that was set has passed. */
interface Round extends ExplanationFact {
  /** The day that the unit still has to answer by. */
  readonly owes: string | null;
}

const EMPTY: Omit<Round, 'warning'> = {
  request: null,
  requestedAt: null,
  dueOn: null,
  submitted: null,
  late: false,
  judged: null,
  owes: null,
};

/** The rounds of explaining one warning, from its events in the order of its stream. */
export function explanationsOf(steps: readonly ExplanationStep[], asOf: string): ExplanationFact[] {
  const today = localDate(asOf);
  const rounds: Round[] = [];
  for (const step of steps) {
    const last = rounds.at(-1);
    const goesOn = last !== undefined && last.judged === null && step.type !== 'ExplanationRequested';
    const round = goesOn ? last : { ...EMPTY, warning: step.warning };
    rounds.splice(goesOn ? -1 : rounds.length, 1, after(round, step));
  }
  return rounds.map(({ owes, ...round }) => ({
    ...round,
    late: round.late || (owes !== null && today > owes),
  }));
}

function after(round: Round, { type, eventId, at, by, byName, dueOn, objective }: ExplanationStep): Round {
  switch (type) {
    case 'ExplanationRequested':
      return { ...round, request: eventId, requestedAt: at, dueOn, owes: dueOn };
    case 'ExplanationSubmitted':
      return {
        ...round,
        submitted: { eventId, at },
        late: round.late || (round.owes !== null && localDate(at) > round.owes),
        owes: null,
      };
    case 'ExplanationReturned':
      return { ...round, dueOn, owes: dueOn };
    case 'CauseConfirmed':
      return { ...round, owes: null, judged: { eventId, at, by, byName, objective: objective === true } };
  }
}
