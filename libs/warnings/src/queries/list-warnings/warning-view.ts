import type { JsonObject } from '#event-log';
import type { ExplanationStanding } from '../../domain/explanation.state.js';
import type { ClearingCause, ExplanationEventType, WarningRule } from '../../domain/warning.events.js';

/** One step of a warning's course, as its event tells it. */
export interface CourseStep {
  readonly type: 'WarningRaised' | 'WarningEscalated' | 'WarningCleared' | ExplanationEventType;
  /** Instant at which it was so. */
  readonly at: string;
  readonly event: string;
  /** The level from then on; null where it says nothing of it. */
  readonly level: number | null;
  /** What the event says beside the warning's subject. */
  readonly details: JsonObject;
  /** Account that did it; null: a rule. */
  readonly actor: string | null;
}

export interface ExplanationView {
  readonly state: ExplanationStanding;
  readonly stateText: string;
  /** ISO day until which the unit has to answer; null: nothing is asked of it. */
  readonly dueOn: string | null;
  /** Asked for, and the day has passed without an answer. */
  readonly overdue: boolean;
  /** Whether an objective cause was confirmed; null: nothing was accepted. */
  readonly objective: boolean | null;
}

/** One time that a warning was raised. */
export interface WarningView {
  /** `<rule>.<assignment or indicator>.<period>` */
  readonly id: string;
  /** Revision of the warning's stream; `If-Match` of what is done to it. */
  readonly revision: number;
  readonly rule: WarningRule;
  readonly ruleText: string;
  readonly programme: string;
  /** Null of an indicator, as `assignment`. */
  readonly task: string | null;
  readonly taskTitle: string | null;
  /** Null, with its name, of an indicator without an owner. */
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly assignment: string | null;
  /** Code and name of the indicator; null of an assignment. */
  readonly indicator: string | null;
  readonly indicatorName: string | null;
  /** The unit that was asked to explain it, where none answers for it. */
  readonly askedUnit: string | null;
  readonly askedUnitName: string | null;
  readonly period: string;
  /** The highest level that it has reached: a level never goes down. */
  readonly level: number;
  /** Who a warning of that level is for. */
  readonly levelText: string;
  readonly inputs: JsonObject;
  /** What the rule found, in words. */
  readonly fact: string;
  readonly raisedAt: string;
  readonly raisedOn: string;
  readonly raisedRecordedAt: string;
  readonly clearedAt: string | null;
  readonly clearedOn: string | null;
  readonly clearedCause: ClearingCause | null;
  /** Cleared only after it had climbed. That stays so for ever. */
  readonly clearedLate: boolean;
  /** Working days that it stood this time, until now where it still does; null: the calendar doesn't know. */
  readonly workingDays: number | null;
  readonly explanation: ExplanationView;
  /** Everything that happened since it was raised, oldest first. */
  readonly course: readonly CourseStep[];
  readonly simulated: boolean;
  /** What stands behind it: the events that raised it, cleared it, and the fact that cleared it. */
  readonly events: {
    readonly raised: string;
    readonly cleared: string | null;
    readonly clearedBy: string | null;
  };
}

/** Where an explanation stands, as people read it. */
export const EXPLANATION_TEXT: Readonly<Record<ExplanationStanding, string>> = {
  none: 'chưa yêu cầu',
  asked: 'đã yêu cầu',
  submitted: 'chờ xem xét',
  returned: 'bị trả lại',
  accepted: 'đã chấp nhận',
};

/** The state of an explanation on a day, as people read it. */
export function explanationText(view: Pick<ExplanationView, 'state' | 'overdue' | 'objective'>): string {
  const text = EXPLANATION_TEXT[view.state];
  if (view.overdue) return `${text}, quá hạn trả lời`;
  if (view.state !== 'accepted') return text;
  return `${text}, ${view.objective ? 'khách quan' : 'không xác nhận khách quan'}`;
}
