import type { Period } from '#kernel';
import { SLOT_GROUPS, type SlotOutcome } from './slot.js';

/** A judged slot, with what figures are grouped by. */
export interface Slot {
  readonly assignment: string;
  readonly task: string;
  readonly unit: string;
  readonly period: Period;
  readonly outcome: SlotOutcome;
  readonly report: string | null;
}

export interface AssignmentCounts {
  readonly expected: number;
  readonly onTime: number;
  readonly nothingToReport: number;
  readonly late: number;
  readonly insufficient: number;
  readonly missing: number;
  readonly notYetDue: number;
  /** Stands apart from `expected`. */
  readonly exempt: number;
  /** What counts for the goal (onTime + nothingToReport) / expected, 0–1; null before the cut-off and where nothing was expected. */
  readonly rate: number | null;
}

export interface TaskCounts {
  /** Tasks with at least one expected slot. */
  readonly expected: number;
  /** Sum over tasks of the share of their slots that are on time and sufficient. */
  readonly shareSum: number;
  /** Tasks without any gap. */
  readonly complete: number;
  /** By the policy's way of counting, 0–1; null as above. */
  readonly rate: number | null;
}

export interface PeriodCompliance {
  readonly period: Period;
  readonly state: 'open' | 'past-cut-off' | 'closed';
  readonly byAssignment: AssignmentCounts;
  readonly byTask: TaskCounts;
  /** Whether byTask.rate reaches the policy's goal; null before the cut-off. */
  readonly meetsGoal: boolean | null;
  /** Of a closed period, whose figures above are the frozen ones; absent else. */
  readonly close?: {
    /** Instant. */
    readonly closedAt: string;
    /** Slots that differ now from what was closed. */
    readonly drift: number;
    /** The figures as they would be now; null where no slot differs. */
    readonly current: Pick<PeriodCompliance, 'byAssignment' | 'byTask' | 'meetsGoal'> | null;
  };
}

/** The figures of a part of a period's slots. */
export interface PartCompliance {
  /** The task's or section's code, the leader's position, the unit's or group's id; {@link NONE} for what has none. */
  readonly key: string;
  readonly byAssignment: AssignmentCounts;
  readonly byTask: TaskCounts;
  readonly meetsGoal: boolean | null;
}

/** The key of slots that belong to no section, leader or group. */
export const NONE = '-';

const KEYS = {
  'on-time': 'onTime',
  'nothing-to-report': 'nothingToReport',
  late: 'late',
  insufficient: 'insufficient',
  missing: 'missing',
  'not-yet-due': 'notYetDue',
  exempt: 'exempt',
} as const satisfies Record<SlotOutcome, keyof AssignmentCounts>;

const isExpected = (outcome: SlotOutcome) => SLOT_GROUPS.expected.includes(outcome);
const isGood = (outcome: SlotOutcome) => SLOT_GROUPS.counted.includes(outcome);

/** Sums of shares such as 1/114 are rounded to this many places, so that 114 of them make one. */
const PLACES = 1e9;
const rounded = (value: number) => Math.round(value * PLACES) / PLACES;

/** Counts a period's slots by assignment. @param due whether the cut-off has passed */
export function countByAssignment(slots: readonly Slot[], due: boolean): AssignmentCounts {
  const counts = {
    expected: 0,
    onTime: 0,
    nothingToReport: 0,
    late: 0,
    insufficient: 0,
    missing: 0,
    notYetDue: 0,
    exempt: 0,
  };
  let good = 0;
  for (const { outcome } of slots) {
    counts[KEYS[outcome]] += 1;
    if (isExpected(outcome)) counts.expected += 1;
    if (isGood(outcome)) good += 1;
  }
  return { ...counts, rate: due && counts.expected > 0 ? rounded(good / counts.expected) : null };
}

/**
 * Counts a period's slots by task, each task weighing the same: what the programme's 90 % speaks of (1.2.2.(4)).
 * One led by a single unit counts 0 or 1, one led by a group the share of its slots that are good.
 */
export function countByTask(
  slots: readonly Slot[],
  due: boolean,
  taskCountsWhen: 'share' | 'complete',
): TaskCounts {
  const tasks = new Map<string, { expected: number; good: number }>();
  for (const { task, outcome } of slots) {
    if (!isExpected(outcome)) continue;
    const entry = tasks.get(task) ?? { expected: 0, good: 0 };
    entry.expected += 1;
    if (isGood(outcome)) entry.good += 1;
    tasks.set(task, entry);
  }
  const expected = tasks.size;
  const complete = [...tasks.values()].filter((task) => task.good === task.expected).length;
  const shareSum = rounded([...tasks.values()].reduce((sum, task) => sum + task.good / task.expected, 0));
  const counted = taskCountsWhen === 'complete' ? complete : shareSum;
  return { expected, shareSum, complete, rate: due && expected > 0 ? rounded(counted / expected) : null };
}

/** One period's figures from its slots. */
export function complianceOf(
  period: Period,
  slots: readonly Slot[],
  options: {
    readonly due: boolean;
    readonly closed?: boolean;
    readonly goal: number;
    readonly taskCountsWhen: 'share' | 'complete';
  },
): PeriodCompliance {
  const { due, goal, taskCountsWhen } = options;
  const byTask = countByTask(slots, due, taskCountsWhen);
  return {
    period,
    state: options.closed ? 'closed' : due ? 'past-cut-off' : 'open',
    byAssignment: countByAssignment(slots, due),
    byTask,
    meetsGoal: byTask.rate === null ? null : byTask.rate >= goal,
  };
}

/**
 * A period's figures in parts, each from its own slots, in the order in which their keys first come. A slot with several
 * keys (a task with two directing leaders, a unit in two groups) counts once in each of their parts.
 */
export function complianceInParts(
  period: Period,
  slots: readonly Slot[],
  options: Parameters<typeof complianceOf>[2],
  keysOf: (slot: Slot) => readonly string[],
): PartCompliance[] {
  const parts = new Map<string, Slot[]>();
  for (const slot of slots) {
    const keys = keysOf(slot);
    for (const key of keys.length === 0 ? [NONE] : new Set(keys)) {
      const own = parts.get(key);
      if (own) own.push(slot);
      else parts.set(key, [slot]);
    }
  }
  return [...parts].map(([key, own]) => {
    const { byAssignment, byTask, meetsGoal } = complianceOf(period, own, options);
    return { key, byAssignment, byTask, meetsGoal };
  });
}
