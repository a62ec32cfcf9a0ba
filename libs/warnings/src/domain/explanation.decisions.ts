import type { DocumentRef } from '#tasks';
import { refusals } from './explanation.errors.js';
import type { ExplanationState } from './explanation.state.js';
import type {
  ExplainedSubject,
  ExplanationSubmitted,
  NewExplanationEvent,
  WarningSubject,
} from './warning.events.js';

/*
 * The rules of explaining a warning. Each decision is pure: state and command in, events out (none: nothing left to do),
 * or a typed refusal. Whether the warning still stands plays no part: what was cleared can be explained as well.
 */

/** When a decision is recorded, and the day that it sets where the person names none. */
export interface Days {
  /** Local day of recording. */
  readonly today: string;
  /** The policy's working days from today; null: the policy holds none. */
  readonly dueByPolicy: string | null;
}

function subjectOf({ subject }: ExplanationState): WarningSubject {
  if (!subject) throw refusals.noWarning();
  return subject;
}

/** The subject, with the unit that was asked where none answers for it by itself. */
function explainedSubjectOf(state: ExplanationState): ExplainedSubject {
  const subject = subjectOf(state);
  return subject.unit === null && state.askedUnit !== null
    ? { ...subject, askedUnit: state.askedUnit }
    : subject;
}

/** Whom a request asks. Refused: no unit where the warning has none of its own, another one where it has. */
function askedSubjectOf(state: ExplanationState, unit: string | null): ExplainedSubject {
  const subject = subjectOf(state);
  if (subject.unit !== null) {
    if (unit !== null && unit !== subject.unit) throw refusals.otherUnit();
    return subject;
  }
  if (unit === null) throw refusals.unitMissing();
  return { ...subject, askedUnit: unit };
}

function dueOf(dueOn: string | null, { today, dueByPolicy }: Days): string {
  const due = dueOn ?? dueByPolicy;
  if (due === null) throw refusals.dueMissing();
  if (due < today) throw refusals.duePast(due, today);
  return due;
}

/**
 * The authority asks the unit to explain itself. The same again yields nothing.
 * Refused: while an answer is still awaited in time or waits for its judgement, after an acceptance unless the warning
 * was raised again, a due date in the past.
 * @param unit the unit that is asked, where the warning has none that answers for it
 */
export function requestExplanation(
  state: ExplanationState,
  question: string,
  dueOn: string | null,
  days: Days,
  unit: string | null = null,
): readonly NewExplanationEvent[] {
  const subject = askedSubjectOf(state, unit);
  const asked = question.trim();
  if (!asked) throw refusals.questionMissing();
  if (state.waiting !== null) throw refusals.waiting();
  if (state.accepted) throw refusals.alreadyAccepted();
  const due = dueOf(dueOn, days);
  if (state.asked && state.asked.dueOn >= days.today) {
    const same = state.asked.question === asked && state.asked.dueOn === due;
    if (same && subject.askedUnit === (state.askedUnit ?? undefined)) return [];
    throw refusals.alreadyRequested(state.asked.dueOn);
  }
  return [{ type: 'ExplanationRequested', data: { ...subject, question: asked, dueOn: due } }];
}

export interface Explanation {
  readonly text: string;
  readonly cause: ExplanationSubmitted['cause'];
  readonly documents: readonly DocumentRef[];
}

/**
 * The unit explains itself, asked or not; late as well, which stays visible.
 * Refused: while its last explanation waits for a judgement, and after one was accepted.
 */
export function submitExplanation(
  state: ExplanationState,
  { text, cause, documents }: Explanation,
): readonly NewExplanationEvent[] {
  const subject = explainedSubjectOf(state);
  const stated = text.trim();
  if (!stated) throw refusals.textMissing();
  if (state.waiting !== null) throw refusals.waiting();
  if (state.accepted) throw refusals.alreadyAccepted();
  const request = state.asked ? state.request : null;
  return [{ type: 'ExplanationSubmitted', data: { ...subject, request, text: stated, cause, documents } }];
}

export type Judgement =
  | { readonly decision: 'accepted'; readonly objective: boolean | null; readonly reason: string }
  | { readonly decision: 'returned'; readonly reason: string; readonly dueOn: string | null };

/**
 * The authority accepts the explanation that waits, and says whether it confirms an objective cause, or returns it.
 * Refused: nothing was submitted, or what was submitted has been judged.
 */
export function judgeExplanation(
  state: ExplanationState,
  judgement: Judgement,
  days: Days,
): readonly NewExplanationEvent[] {
  const subject = explainedSubjectOf(state);
  const explanation = state.waiting;
  if (explanation === null) throw state.submitted ? refusals.alreadyJudged() : refusals.notSubmitted();
  const reason = judgement.reason.trim();
  if (!reason) throw refusals.reasonMissing();
  if (judgement.decision === 'returned') {
    const dueOn = dueOf(judgement.dueOn, days);
    return [{ type: 'ExplanationReturned', data: { ...subject, explanation, reason, dueOn } }];
  }
  const { objective } = judgement;
  if (objective === null) throw refusals.objectiveMissing();
  return [{ type: 'CauseConfirmed', data: { ...subject, explanation, objective, reason } }];
}
