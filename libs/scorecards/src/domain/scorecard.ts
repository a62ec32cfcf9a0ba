import type { UnitKind } from '#catalogue';
import { localDate } from '#kernel';
import { SLOT_GROUPS } from '#reporting';
import { WARNING_RULES, type WarningRule } from '#warnings';
import { addedDays, type DaysLate, NO_DAYS } from './days.js';
import type {
  CauseFact,
  ExplanationFact,
  ExtensionFact,
  Setting,
  SlotFact,
  UnitFacts,
  WarningFact,
} from './facts.js';
import { dayOfShortfall, latestCause, type Shortfall, shortfallsOf } from './shortfalls.js';
import { dayOfMatter, holds, type Span } from './span.js';
import { type Completion, completionOf } from './task-delays.js';

/** Updates of the span's periods whose cut-off has passed. onTime, late, insufficient and missing add up to expected. */
export interface UpdateFigures {
  readonly expected: number;
  /** On time and sufficient, or nothing to report. */
  readonly onTime: number;
  /** Of `onTime`, those with nothing to report. */
  readonly nothingToReport: number;
  readonly late: number;
  readonly insufficient: number;
  readonly missing: number;
  /** Of late, insufficient and missing, those with a confirmed objective cause. */
  readonly excused: number;
  /** Slots whose cut-off has not passed; they stand apart. */
  readonly notYetDue: number;
  /** Stands apart too: the assignment rested at the cut-off. */
  readonly exempt: number;
  /** onTime / expected, 0–1; null where nothing was expected. */
  readonly rate: number | null;
  /** onTime / (expected − excused): what the unit is ranked by; null where nothing is left. */
  readonly rateWithoutExcused: number | null;
}

/** Late and missing updates, and due dates that passed. */
export interface DelayFigures {
  readonly count: number;
  readonly excused: number;
  /** In sum, all of them. */
  readonly days: DaysLate;
  /** The longest one. */
  readonly worst: DaysLate;
  /** In sum, those without a confirmed objective cause: what the unit is ranked by. */
  readonly unexcusedDays: DaysLate;
}

export interface WarningFigures {
  readonly raised: number;
  readonly byRule: Readonly<Record<WarningRule, number>>;
  readonly standing: number;
  /** Standing, but for notices of a due date to come and warnings with a confirmed objective cause. */
  readonly standingUnexcused: number;
  /** 0 where there was none. */
  readonly highestLevel: number;
  readonly highestLevelUnexcused: number;
}

export interface ExtensionFigures {
  readonly requested: number;
  readonly granted: number;
  readonly refused: number;
}

export interface ExplanationFigures {
  readonly requested: number;
  /** Answered after the day that was set, or not yet answered though it has passed. */
  readonly late: number;
  /** Taken, and the cause judged, objective or not. */
  readonly accepted: number;
  /** Warnings whose cause was found objective. */
  readonly objectiveCauses: number;
}

export interface TaskFigures {
  readonly completedOnTime: number;
  readonly completedLate: number;
  /** Due in the span and still not done. */
  readonly overdue: number;
  /** Due before the span and still not done. */
  readonly overdueFromBefore: number;
}

export interface ScorecardFigures {
  readonly updates: UpdateFigures;
  readonly delays: DelayFigures;
  readonly warnings: WarningFigures;
  readonly extensions: ExtensionFigures;
  readonly explanations: ExplanationFigures;
  readonly tasks: TaskFigures;
}

/** A warning as a scorecard lists it. */
export interface ListedWarning extends WarningFact {
  readonly cause: CauseFact | null;
}

/** What the figures are counted from: each figure is as large as its list. */
export interface ScorecardLists {
  /** Delays and faults of content; the delays among them are those that have days. */
  readonly shortfalls: readonly Shortfall[];
  readonly overdueFromBefore: readonly Shortfall[];
  readonly completions: readonly Completion[];
  readonly warnings: readonly ListedWarning[];
  readonly extensions: readonly ExtensionFact[];
  readonly explanations: readonly ExplanationFact[];
}

/** One unit's figures over a span. */
export interface Scorecard extends ScorecardFigures {
  readonly unit: string;
  readonly unitName: string;
  readonly kind: UnitKind;
  readonly simulated: boolean;
  readonly lists: ScorecardLists;
}

/** Shares are rounded to this many places, as reporting does. */
const PLACES = 1e9;
const share = (part: number, whole: number) =>
  whole > 0 ? Math.round((part / whole) * PLACES) / PLACES : null;

const count = <Item>(items: readonly Item[], isOne: (item: Item) => boolean) => items.filter(isOne).length;

/**
 * A unit's scorecard over a span, from what was known at an instant. An update belongs to the span that its period's
 * last day lies in; a delay of a task to that of its due date; a warning to that of what it speaks of,
 * one of an indicator to that in which it was first raised, in the year of the target; a completion and a
 * request for more time to that of their own day. So each counts in one month, one quarter and one year.
 * @throws {CalendarYearMissingError}
 */
export function scorecardOf(facts: UnitFacts, span: Span, setting: Setting): Scorecard {
  const { unit, unitName, kind, simulated } = facts;
  const every = shortfallsOf(facts, setting);
  const shortfalls = every.filter((shortfall) => holds(span, dayOfShortfall(shortfall)));
  const byWarning = Map.groupBy(facts.explanations, ({ warning }) => warning);
  const warnings = facts.warnings
    .filter((warning) => holds(span, dayOfWarning(warning)))
    .map((warning) => ({ ...warning, cause: latestCause(byWarning.get(warning.id) ?? []) }));
  const lists: ScorecardLists = {
    shortfalls,
    overdueFromBefore: every.filter(
      (shortfall) => shortfall.period < span.first && isStillOverdue(shortfall),
    ),
    completions: facts.assignments
      .flatMap((assignment) => completionOf(assignment) ?? [])
      .filter(({ completedOn }) => holds(span, completedOn)),
    warnings,
    extensions: facts.extensions.filter(({ requestedOn }) => holds(span, requestedOn)),
    explanations: warnings.flatMap(({ id }) => byWarning.get(id) ?? []),
  };
  return {
    unit,
    unitName,
    kind,
    simulated,
    lists,
    updates: updateFigures(
      facts.slots.filter(({ period }) => holds(span, dayOfMatter(period))),
      shortfalls,
    ),
    delays: delayFigures(shortfalls),
    warnings: warningFigures(warnings),
    extensions: {
      requested: lists.extensions.length,
      granted: count(lists.extensions, ({ decision }) => decision?.granted === true),
      refused: count(lists.extensions, ({ decision }) => decision?.granted === false),
    },
    explanations: {
      requested: count(lists.explanations, ({ request }) => request !== null),
      late: count(lists.explanations, ({ late }) => late),
      accepted: count(lists.explanations, ({ judged }) => judged !== null),
      objectiveCauses: count(warnings, ({ cause }) => cause?.objective === true),
    },
    tasks: {
      completedOnTime: count(lists.completions, ({ late }) => !late),
      completedLate: count(lists.completions, ({ late }) => late),
      overdue: count(shortfalls, isStillOverdue),
      overdueFromBefore: lists.overdueFromBefore.length,
    },
  };
}

/** The day by which a warning is put into a span: within the year of an indicator's target that of its raising. */
function dayOfWarning({ indicator, period, raisedAt }: WarningFact): string {
  const day = dayOfMatter(period);
  if (indicator === null) return day;
  const raisedOn = localDate(raisedAt);
  return raisedOn < day ? raisedOn : day;
}

/** A task whose due date passed and that is not done: a late proposal that waits for its answer changes nothing. */
function isStillOverdue({ kind, endedBy }: Shortfall): boolean {
  return kind === 'task-overdue' && (endedBy === null || endedBy === 'proposal');
}

function updateFigures(slots: readonly SlotFact[], shortfalls: readonly Shortfall[]): UpdateFigures {
  const due = slots.filter(({ cutOff }) => cutOff !== null);
  const of = (...outcomes: readonly SlotFact['outcome'][]) =>
    count(due, ({ outcome }) => outcomes.includes(outcome));
  const onTime = of(...SLOT_GROUPS.counted);
  const [late, insufficient, missing] = [of('late'), of('insufficient'), of('missing')];
  const expected = onTime + late + insufficient + missing;
  const excused = count(shortfalls, (shortfall) => shortfall.kind !== 'task-overdue' && shortfall.excused);
  return {
    expected,
    onTime,
    nothingToReport: of('nothing-to-report'),
    late,
    insufficient,
    missing,
    excused,
    notYetDue: count(slots, ({ cutOff, outcome }) => cutOff === null && outcome !== 'exempt'),
    exempt: count(slots, ({ outcome }) => outcome === 'exempt'),
    rate: share(onTime, expected),
    rateWithoutExcused: share(onTime, expected - excused),
  };
}

function delayFigures(shortfalls: readonly Shortfall[]): DelayFigures {
  const delays = shortfalls.flatMap(({ days, excused }) => (days ? [{ days, excused }] : []));
  const sum = (some: readonly { readonly days: DaysLate }[]) =>
    some.reduce((total, { days }) => addedDays(total, days), NO_DAYS);
  return {
    count: delays.length,
    excused: count(delays, ({ excused }) => excused),
    days: sum(delays),
    worst: {
      calendar: Math.max(0, ...delays.map(({ days }) => days.calendar)),
      working: Math.max(0, ...delays.map(({ days }) => days.working)),
    },
    unexcusedDays: sum(delays.filter(({ excused }) => !excused)),
  };
}

function warningFigures(warnings: readonly ListedWarning[]): WarningFigures {
  const unexcused = warnings.filter(({ cause }) => cause?.objective !== true);
  const highest = (some: readonly WarningFact[]) =>
    Math.max(0, ...some.map(({ highestLevel }) => highestLevel));
  return {
    raised: warnings.length,
    byRule: Object.fromEntries(
      WARNING_RULES.map((rule) => [rule, count(warnings, (warning) => warning.rule === rule)]),
    ) as Record<WarningRule, number>,
    standing: count(warnings, ({ standing }) => standing),
    standingUnexcused: count(unexcused, ({ standing, rule }) => standing && rule !== 'task-due-soon'),
    highestLevel: highest(warnings),
    highestLevelUnexcused: highest(unexcused),
  };
}
