import { firstDay, lastDay, localDate, type Period, periodText } from '#kernel';
import { type AdoptedPolicy, OUTCOME_TEXT, policyFor, SLOT_OUTCOMES, type SlotOutcome } from '#reporting';
import { numberText } from '#scorecards';
import {
  type AssignmentFacts,
  type Contradiction,
  contradictionsByPeriod,
  contradictionText,
  type ReportFacts,
  standingReport,
} from '#warnings';
import type { Acceptance, Deeds, HandOver, TaskPromises } from './task-deeds.js';

/** How an assignment's slot of a period was judged. */
export interface JudgedSlot {
  readonly period: Period;
  readonly outcome: SlotOutcome;
  /** Event id of the report that decided it, or null. */
  readonly report: string | null;
}

/** All that was known of an assignment at an instant. */
export interface ReconciliationFacts {
  readonly assignment: AssignmentFacts;
  /** One a period, in order, without a gap. */
  readonly slots: readonly JudgedSlot[];
  readonly deeds: Deeds;
  /** How many deliverables the task promises. */
  readonly promised: number;
  readonly policies: readonly AdoptedPolicy[];
  /** Instant. */
  readonly asOf: string;
}

export const CONTRADICTION_KINDS = [
  'full-without-deliverable',
  'disbursement-far',
  'same-text',
  'progress-falls',
  'disbursement-falls',
  'disbursement-over-budget',
  'completed-without-deliverable',
] as const;

/** What doesn't go together: the first three by the policy's rule of warnings, the others by the figures alone. */
export type ContradictionKind = (typeof CONTRADICTION_KINDS)[number];

export interface NamedContradiction {
  readonly kind: ContradictionKind;
  /** Vietnamese, with the figures. */
  readonly text: string;
  /** The events whose figures contradict each other. */
  readonly events: readonly string[];
}

export interface MonthProgress {
  /** As the period's standing report has it; null: not stated. */
  readonly percent: number | null;
  /** Event id of that report; null: none stands, or nothing was to report. */
  readonly event: string | null;
  /** How the update was judged; null: no policy asks for one. */
  readonly outcome: SlotOutcome | null;
  readonly outcomeText: string | null;
  /** Event id of the report that decided that. */
  readonly decidedBy: string | null;
}

/** Whole đồng. */
export interface MonthMoney {
  readonly budgetVnd: number | null;
  readonly budgetEvent: string | null;
  /** Paid out since the beginning, as the period's report states it; null: not stated. */
  readonly disbursedVnd: number | null;
  readonly event: string | null;
  /** More than was stated before, by the report `sinceEvent`; null there: nothing was stated before. */
  readonly inMonthVnd: number | null;
  readonly sinceEvent: string | null;
  /** Paid out / budget, 0–1 and above. */
  readonly shareOfBudget: number | null;
}

export interface HandedOver {
  readonly what: 'deliverable' | 'document';
  /** A deliverable's name, a document's number. */
  readonly name: string;
  readonly event: string;
}

export interface MonthDeliverables {
  /** How many the task promises. */
  readonly promised: number;
  /** What came in the period. */
  readonly handedOver: readonly HandedOver[];
  /** Of different names, from the beginning. */
  readonly handedOverSoFar: number;
  readonly documentsSoFar: number;
  /** All that was handed over, once the completion is confirmed; 0 before. */
  readonly acceptedSoFar: number;
  /** Event id of the confirmation that stood at the period's end. */
  readonly acceptedBy: string | null;
}

/** Progress, money and deliverables of one assignment in one period. */
export interface ReconciledMonth {
  readonly period: Period;
  readonly progress: MonthProgress;
  readonly money: MonthMoney;
  readonly deliverables: MonthDeliverables;
  readonly contradictions: readonly NamedContradiction[];
}

const MILLION = 1_000_000;
const SHARE_PLACES = 1e9;
const shareOf = (part: number, whole: number) => Math.round((part / whole) * SHARE_PLACES) / SHARE_PLACES;
const vndOf = (millions: number) => Math.round(millions * MILLION);
const moneyText = (vnd: number) => `${numberText(vnd)} đồng`;

/**
 * One line a period, from the assignment's first one on. Exempt ones at the end, of which nothing is to be told, are left
 * out.
 * @throws {CalendarYearMissingError}
 */
export function reconcileAssignment(facts: ReconciliationFacts): ReconciledMonth[] {
  const { assignment, deeds, slots, policies, asOf } = facts;
  const judged = new Map(slots.map((slot) => [slot.period, slot]));
  const reports = Map.groupBy(
    assignment.reports.filter(({ recordedAt }) => recordedAt <= asOf),
    ({ period }) => period,
  );
  const periods = [...new Set([...judged.keys(), ...reports.keys()])].sort((a, b) =>
    firstDay(a) < firstDay(b) ? -1 : 1,
  );
  const asked = slots.flatMap(({ period }) => {
    const adopted = policyFor(policies, period);
    return adopted ? [{ period, adopted }] : [];
  });
  const byRule = contradictionsByPeriod(assignment, asked, policies, asOf);
  let before: Before = { percent: null, money: null };
  let end = '';
  const lines = periods.map((period) => {
    const report = standingReport({ reports: reports.get(period) ?? [] }, asOf);
    const start = end;
    end = lastDay(period);
    const line = {
      period,
      progress: progressOf(report, judged.get(period)),
      money: moneyOf(report, assignment, before.money),
      deliverables: deliverablesOf(facts, start, end),
    };
    const contradictions = [
      ...(report ? (byRule.get(period) ?? []).map((one) => ofRule(one, report, line.money)) : []),
      ...ofFigures(line, before, deeds),
      ...ofCompletion(line, deeds.acceptances, start, end),
    ];
    before = {
      percent: line.progress.percent === null ? before.percent : line,
      money: line.money.disbursedVnd === null ? before.money : line,
    };
    return { ...line, contradictions };
  });
  return lines.slice(0, lines.findLastIndex((line) => !isEmpty(line, reports, deeds.acceptances)) + 1);
}

type Figures = Omit<ReconciledMonth, 'contradictions'>;

/** The last lines before in which a percent, and money, was stated. */
interface Before {
  readonly percent: Figures | null;
  readonly money: Figures | null;
}

function isEmpty(
  { period, progress, deliverables, contradictions }: ReconciledMonth,
  reports: ReadonlyMap<Period, unknown>,
  acceptances: readonly Acceptance[],
): boolean {
  return (
    progress.outcome === 'exempt' &&
    !reports.has(period) &&
    !acceptances.some(({ on }) => firstDay(period) <= on && on <= lastDay(period)) &&
    deliverables.handedOver.length === 0 &&
    contradictions.length === 0
  );
}

function progressOf(report: ReportFacts | null, slot: JudgedSlot | undefined): MonthProgress {
  return {
    percent: report?.percent ?? null,
    event: report?.eventId ?? null,
    outcome: slot?.outcome ?? null,
    outcomeText: slot ? OUTCOME_TEXT[slot.outcome] : null,
    decidedBy: slot?.report ?? null,
  };
}

function moneyOf(
  report: ReportFacts | null,
  { budgetMillionVnd, statuses }: AssignmentFacts,
  before: Figures | null,
): MonthMoney {
  const budgetVnd = budgetMillionVnd === null ? null : vndOf(budgetMillionVnd);
  const disbursedVnd = report?.disbursedVnd ?? null;
  return {
    budgetVnd,
    // The budget stands with the assignment itself.
    budgetEvent: budgetVnd === null ? null : (statuses[0]?.eventId ?? null),
    disbursedVnd,
    event: disbursedVnd === null ? null : (report?.eventId ?? null),
    inMonthVnd: disbursedVnd === null ? null : disbursedVnd - (before?.money.disbursedVnd ?? 0),
    sinceEvent: disbursedVnd === null ? null : (before?.money.event ?? null),
    shareOfBudget: disbursedVnd === null || !budgetVnd ? null : shareOf(disbursedVnd, budgetVnd),
  };
}

/** @param start the last day of the line before (`''`: none) @param end the last day of this one */
function deliverablesOf(
  { deeds: { handOvers, acceptances }, promised }: ReconciliationFacts,
  start: string,
  end: string,
): MonthDeliverables {
  const soFar = handOvers.filter(({ on }) => on <= end);
  const handedOverSoFar = distinct(soFar.flatMap(({ deliverables }) => deliverables));
  const accepted = acceptances.findLast(
    ({ on, undoneOn }) => on <= end && (undoneOn === null || undoneOn > end),
  );
  return {
    promised,
    handedOver: soFar.filter(({ on }) => on > start).flatMap(itemsOf),
    handedOverSoFar,
    documentsSoFar: distinct(soFar.flatMap(({ documents }) => documents)),
    acceptedSoFar: accepted ? handedOverSoFar : 0,
    acceptedBy: accepted?.event ?? null,
  };
}

const itemsOf = ({ event, deliverables, documents }: HandOver): HandedOver[] => [
  ...deliverables.map((name): HandedOver => ({ what: 'deliverable', name, event })),
  ...documents.map((name): HandedOver => ({ what: 'document', name, event })),
];

/** Names that differ by spaces or capitals alone are one. */
const distinct = (names: readonly string[]) =>
  new Set(names.map((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase())).size;

function ofRule(found: Contradiction, report: ReportFacts, { budgetEvent }: MonthMoney): NamedContradiction {
  const events = {
    'full-without-deliverable': () => [report.eventId],
    'disbursement-far': () => [report.eventId, ...(budgetEvent === null ? [] : [budgetEvent])],
    'same-text': () => (found.kind === 'same-text' ? found.reports : []),
  }[found.kind]();
  return { kind: found.kind, text: contradictionText({ contradictions: [found] }), events };
}

function ofFigures(
  { progress, money }: Figures,
  before: Before,
  { percentDownReasons }: Deeds,
): NamedContradiction[] {
  const found: NamedContradiction[] = [];
  const eventsOf = (...ids: readonly (string | null | undefined)[]) =>
    ids.filter((id) => typeof id === 'string');
  const highest = before.percent?.progress.percent ?? null;
  if (progress.percent !== null && highest !== null && progress.percent < highest) {
    const reason = progress.event === null ? undefined : percentDownReasons.get(progress.event);
    found.push({
      kind: 'progress-falls',
      text: `tiến độ giảm từ ${highest} % (kỳ ${periodText(before.percent?.period ?? '')}) xuống ${progress.percent} %${reason === undefined ? '' : `, với lý do “${reason}”`}`,
      events: eventsOf(before.percent?.progress.event, progress.event),
    });
  }
  const { disbursedVnd, budgetVnd } = money;
  const paid = before.money?.money.disbursedVnd ?? null;
  if (disbursedVnd !== null && paid !== null && disbursedVnd < paid) {
    found.push({
      kind: 'disbursement-falls',
      text: `số đã giải ngân giảm từ ${moneyText(paid)} (kỳ ${periodText(before.money?.period ?? '')}) xuống ${moneyText(disbursedVnd)}`,
      events: eventsOf(before.money?.money.event, money.event),
    });
  }
  if (disbursedVnd !== null && budgetVnd !== null && disbursedVnd > budgetVnd) {
    found.push({
      kind: 'disbursement-over-budget',
      text: overBudgetText(disbursedVnd, budgetVnd),
      events: eventsOf(money.event, money.budgetEvent),
    });
  }
  return found;
}

const overBudgetText = (disbursedVnd: number, budgetVnd: number) =>
  `đã giải ngân ${moneyText(disbursedVnd)}, vượt kinh phí ${moneyText(budgetVnd)}`;

/** A completion of the period that stands, though nothing had been handed over. */
function ofCompletion(
  { deliverables }: Figures,
  acceptances: readonly Acceptance[],
  start: string,
  end: string,
): NamedContradiction[] {
  const last = acceptances.at(-1);
  if (!last || last.undoneOn !== null || last.on <= start || last.on > end) return [];
  if (deliverables.handedOverSoFar + deliverables.documentsSoFar > 0) return [];
  return [
    {
      kind: 'completed-without-deliverable',
      text: 'đã được công nhận hoàn thành nhưng chưa bàn giao sản phẩm hoặc văn bản nào',
      events: [last.proposal, last.event],
    },
  ];
}

/** One assignment's lines, with whose they are. */
export interface ReconciledAssignment {
  readonly assignment: string;
  readonly unit: string;
  readonly unitName: string;
  /** The day on which the unit was released or another one took over, or null. */
  readonly leftOn: string | null;
  readonly months: readonly ReconciledMonth[];
}

/** The day on which an assignment left its unit, by what had been recorded by an instant; null: it is still there. */
export function leftOn({ statuses }: Pick<AssignmentFacts, 'statuses'>, asOf: string): string | null {
  const last = statuses.findLast(({ at }) => at <= asOf);
  return last?.status === 'released' || last?.status === 'transferred' ? localDate(last.at) : null;
}

/** A contradiction in one assignment, or in the sum of all (`unit` null). */
export interface TaskContradiction extends NamedContradiction {
  readonly unit: string | null;
  readonly unitName: string | null;
}

/** A task in one period: what its assignments' lines come to. */
export interface TaskMonth {
  readonly period: Period;
  readonly progress: {
    /** Mean of the last percents stated by then, one decimal place; null: none was. */
    readonly averagePercent: number | null;
    /** Assignments that had stated one by then. */
    readonly stated: number;
    readonly assignments: number;
    /** How many updates of the period were judged how. */
    readonly outcomes: Readonly<Partial<Record<SlotOutcome, number>>>;
  };
  readonly money: {
    /** The task's own. */
    readonly budgetVnd: number | null;
    readonly budgetEvent: string | null;
    /** Sum of what was last stated by then; null: nothing was. */
    readonly disbursedVnd: number | null;
    readonly inMonthVnd: number | null;
    readonly shareOfBudget: number | null;
    /** Assignments that had stated it by then. */
    readonly stated: number;
  };
  readonly deliverables: {
    /** Of the task, for each assignment. */
    readonly promised: number;
    /** Sums over the assignments. */
    readonly handedOver: number;
    readonly handedOverSoFar: number;
    readonly documentsSoFar: number;
    readonly acceptedSoFar: number;
    /** Assignments whose completion was confirmed. */
    readonly accepted: number;
  };
  readonly contradictions: readonly TaskContradiction[];
}

const TENTHS = 10;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** One line a period of any of the assignments; those that had left their unit by its end are not summed up in it. */
export function reconcileTask(
  assignments: readonly ReconciledAssignment[],
  { budgetMillionVnd, budgetEvent, deliverables }: TaskPromises,
): TaskMonth[] {
  const periods = [...new Set(assignments.flatMap(({ months }) => months.map(({ period }) => period)))].sort(
    (a, b) => (firstDay(a) < firstDay(b) ? -1 : 1),
  );
  const budgetVnd = budgetMillionVnd === null ? null : vndOf(budgetMillionVnd);
  let paidBefore = 0;
  return periods.map((period) => {
    const end = lastDay(period);
    const known = assignments
      .filter((one) => one.leftOn === null || one.leftOn > end)
      .map(({ months }) => months.filter((line) => lastDay(line.period) <= end))
      .filter((months) => months.length > 0);
    const own = assignments.flatMap(({ unit, unitName, months }) =>
      months.filter((line) => line.period === period).map((line) => ({ unit, unitName, line })),
    );
    const last = known.flatMap((months) => months.at(-1) ?? []);
    const percents = known.flatMap(
      (months) => months.findLast(({ progress }) => progress.percent !== null)?.progress.percent ?? [],
    );
    const paid = known.flatMap(
      (months) => months.findLast(({ money }) => money.disbursedVnd !== null)?.money.disbursedVnd ?? [],
    );
    const disbursedVnd = paid.length === 0 ? null : sum(paid);
    const inMonthVnd = disbursedVnd === null ? null : disbursedVnd - paidBefore;
    paidBefore = disbursedVnd ?? paidBefore;
    const isOver = disbursedVnd !== null && budgetVnd !== null && disbursedVnd > budgetVnd;
    return {
      period,
      progress: {
        averagePercent:
          percents.length === 0 ? null : Math.round((sum(percents) / percents.length) * TENTHS) / TENTHS,
        stated: percents.length,
        assignments: known.length,
        outcomes: outcomesOf(own.map(({ line }) => line)),
      },
      money: {
        budgetVnd,
        budgetEvent,
        disbursedVnd,
        inMonthVnd,
        shareOfBudget: disbursedVnd === null || !budgetVnd ? null : shareOf(disbursedVnd, budgetVnd),
        stated: paid.length,
      },
      deliverables: {
        promised: deliverables.length,
        handedOver: sum(own.map(({ line }) => line.deliverables.handedOver.length)),
        handedOverSoFar: sum(last.map((line) => line.deliverables.handedOverSoFar)),
        documentsSoFar: sum(last.map((line) => line.deliverables.documentsSoFar)),
        acceptedSoFar: sum(last.map((line) => line.deliverables.acceptedSoFar)),
        accepted: last.filter((line) => line.deliverables.acceptedBy !== null).length,
      },
      contradictions: [
        ...own.flatMap(({ unit, unitName, line }) =>
          line.contradictions.map((one) => ({ ...one, unit, unitName })),
        ),
        // Of one assignment alone its own line says it.
        ...(isOver && assignments.length > 1
          ? [
              {
                kind: 'disbursement-over-budget' as const,
                text: `tổng các đơn vị ${overBudgetText(disbursedVnd, budgetVnd)}`,
                events: budgetEvent === null ? [] : [budgetEvent],
                unit: null,
                unitName: null,
              },
            ]
          : []),
      ],
    };
  });
}

/** In the order in which reporting names them. */
function outcomesOf(lines: readonly ReconciledMonth[]): Partial<Record<SlotOutcome, number>> {
  return Object.fromEntries(
    SLOT_OUTCOMES.map(
      (outcome) => [outcome, lines.filter(({ progress }) => progress.outcome === outcome).length] as const,
    ).filter(([, count]) => count > 0),
  );
}
