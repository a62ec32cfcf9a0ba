import { localDate } from '#kernel';
import { type DaysLate, lastDayInTime } from './days.js';
import type { CauseFact, ExplanationFact, Setting, SlotFact, UnitFacts, WarningFact } from './facts.js';
import { dayOfMatter } from './span.js';
import { type DelayEnd, type TaskDelay, taskDelaysOf } from './task-delays.js';

export const SHORTFALL_KINDS = [
  'update-late',
  'update-missing',
  'update-insufficient',
  'task-overdue',
] as const;

/** `update-insufficient` is a fault of content and has no days; the other three are delays. */
export type ShortfallKind = (typeof SHORTFALL_KINDS)[number];

/** Where a unit's explanation of a shortfall stands. */
export type ExplanationState = 'none' | 'requested' | 'submitted' | 'judged';

/** One thing that a unit did late, thinly or not at all, with what was said and found about it. */
export interface Shortfall {
  readonly kind: ShortfallKind;
  readonly assignment: string;
  readonly task: string;
  /** The period of the update, or the due date. */
  readonly period: string;
  /** The last day on which it was in time, `YYYY-MM-DD`. */
  readonly dueOn: string;
  /** The day on which it was done; null: not yet, or not done but ended otherwise. */
  readonly doneOn: string | null;
  /** What ended it; null while it goes on. */
  readonly endedBy: 'report' | DelayEnd | null;
  readonly endedOn: string | null;
  /** Null for a fault of content. */
  readonly days: DaysLate | null;
  /** Ids of the warnings that it brought. */
  readonly warnings: readonly string[];
  /** The highest level that any of them reached; 0 without a warning. */
  readonly warningLevel: number;
  readonly explanation: ExplanationState;
  /** What was found of its cause, by whom and when; null where nothing was. */
  readonly cause: CauseFact | null;
  /** Whether an objective cause was confirmed. */
  readonly excused: boolean;
  /** Ids of the events behind it. */
  readonly events: {
    /** The report that decided an update's slot. */
    readonly report: string | null;
    /** What set the due date of a task. */
    readonly due: string | null;
    readonly end: string | null;
    readonly warnings: readonly string[];
    readonly explanations: readonly string[];
    readonly cause: string | null;
  };
}

/** Every shortfall of a unit, by the day on which it was due, those of one day by kind, then as the facts have them. */
export function shortfallsOf(facts: UnitFacts, setting: Setting): Shortfall[] {
  const context = contextOf(facts);
  const updates = facts.slots.flatMap((slot) => updateShortfall(slot, setting, context));
  const tasks = facts.assignments.flatMap((assignment) =>
    taskDelaysOf(assignment, setting).map((delay) => taskShortfall(delay, context)),
  );
  return [...updates, ...tasks].sort((a, b) => compare(a.dueOn, b.dueOn) || compare(a.kind, b.kind));
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** The day by which a shortfall is put into a span. */
export function dayOfShortfall({ period }: Shortfall): string {
  return dayOfMatter(period);
}

interface Context {
  readonly warnings: ReadonlyMap<string, WarningFact>;
  readonly explanations: ReadonlyMap<string, readonly ExplanationFact[]>;
}

function contextOf({ warnings, explanations }: UnitFacts): Context {
  return {
    warnings: new Map(warnings.map((warning) => [warning.id, warning])),
    explanations: Map.groupBy(explanations, ({ warning }) => warning),
  };
}

const UPDATE_RULES = ['update-missing', 'update-insufficient'] as const;

function updateShortfall(slot: SlotFact, { asOf, daysLate }: Setting, context: Context): Shortfall[] {
  const { outcome, cutOff, report, late, assignment, task, period } = slot;
  if (cutOff === null || (outcome !== 'late' && outcome !== 'missing' && outcome !== 'insufficient'))
    return [];
  const dueOn = lastDayInTime(cutOff);
  const doneOn = late === null ? null : localDate(late.at);
  return [
    {
      kind: `update-${outcome}`,
      assignment,
      task,
      period,
      dueOn,
      doneOn,
      endedBy: doneOn === null ? null : 'report',
      endedOn: doneOn,
      days: outcome === 'insufficient' ? null : daysLate(dueOn, doneOn ?? localDate(asOf)),
      ...about(
        UPDATE_RULES.map((rule) => `${rule}.${assignment}.${period}`),
        context,
        {
          report,
          due: null,
          end: late?.eventId ?? null,
        },
      ),
    },
  ];
}

function taskShortfall(
  { assignment, task, due, dueEvent, days, end }: TaskDelay,
  context: Context,
): Shortfall {
  return {
    kind: 'task-overdue',
    assignment,
    task,
    period: due,
    dueOn: due,
    doneOn: end?.by === 'completion' ? end.on : null,
    endedBy: end?.by ?? null,
    endedOn: end?.on ?? null,
    days,
    ...about([`task-overdue.${assignment}.${due}`], context, {
      report: null,
      due: dueEvent,
      end: end?.event ?? null,
    }),
  };
}

/** What was warned of, asked, said and found about a matter. */
function about(
  ids: readonly string[],
  { warnings, explanations }: Context,
  events: Pick<Shortfall['events'], 'report' | 'due' | 'end'>,
): Pick<Shortfall, 'warnings' | 'warningLevel' | 'explanation' | 'cause' | 'excused' | 'events'> {
  const own = ids.flatMap((id) => warnings.get(id) ?? []);
  const asked = own.flatMap(({ id }) => explanations.get(id) ?? []);
  const cause = latestCause(asked);
  return {
    warnings: own.map(({ id }) => id),
    warningLevel: Math.max(0, ...own.map(({ highestLevel }) => highestLevel)),
    explanation: explanationState(asked),
    cause,
    excused: cause?.objective === true,
    events: {
      ...events,
      warnings: own.map(({ raisedEvent }) => raisedEvent),
      explanations: asked.flatMap(({ request, submitted }) => [
        ...(request ? [request] : []),
        ...(submitted ? [submitted.eventId] : []),
      ]),
      cause: cause?.eventId ?? null,
    },
  };
}

/** What was found last. */
export function latestCause(explanations: readonly ExplanationFact[]): CauseFact | null {
  return explanations.reduce<CauseFact | null>(
    (latest, { judged }) => (judged && (!latest || judged.at >= latest.at) ? judged : latest),
    null,
  );
}

function explanationState(explanations: readonly ExplanationFact[]): ExplanationState {
  if (explanations.some(({ judged }) => judged)) return 'judged';
  if (explanations.some(({ submitted }) => submitted)) return 'submitted';
  return explanations.length > 0 ? 'requested' : 'none';
}
