import type { JsonObject } from '#event-log';

/** What people are told of, in the order in which a digest lists it: what presses first. */
export const NOTICE_KINDS = [
  'explanation-requested',
  'explanation-returned',
  'warning-level-4',
  'warning-level-3',
  'warning-level-2',
  'warning-raised',
  'period-reminder',
  'due-soon',
  'task-assigned',
  'report-returned',
  'extension-requested',
  'extension-decided',
  'completion-proposed',
  'completion-decided',
  'explanation-submitted',
  'explanation-judged',
  'cut-off-passed',
  'period-closed',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

export function isNoticeKind(text: string): text is NoticeKind {
  return (NOTICE_KINDS as readonly string[]).includes(text);
}

/** What every text may name. */
const COMMON = ['unitName', 'at'] as const;
const OF_PROGRAMME = [...COMMON, 'programme'] as const;
const OF_TASK = [...OF_PROGRAMME, 'task', 'taskTitle'] as const;
/** `task` and `taskTitle` are code and name of the indicator, where it is of one; `matter` says which of the two it is. */
const OF_WARNING = [...OF_TASK, 'matter', 'rule', 'period', 'level', 'levelText'] as const;

/** The values that an announcement of each kind carries for its text. */
export const VALUES_OF: Readonly<Record<NoticeKind, readonly string[]>> = {
  'task-assigned': [...OF_TASK, 'due'],
  'report-returned': [...OF_TASK, 'period', 'reason'],
  'extension-requested': [...OF_TASK, 'from', 'to', 'reason'],
  'extension-decided': [...OF_TASK, 'decision', 'due', 'reason'],
  'completion-proposed': [...OF_TASK, 'summary'],
  'completion-decided': [...OF_TASK, 'decision', 'reason'],
  'due-soon': OF_WARNING,
  'warning-raised': OF_WARNING,
  'warning-level-2': OF_WARNING,
  'warning-level-3': OF_WARNING,
  'warning-level-4': OF_WARNING,
  'explanation-requested': [...OF_WARNING, 'question', 'dueOn'],
  'explanation-submitted': [...OF_WARNING, 'cause', 'text'],
  'explanation-returned': [...OF_WARNING, 'reason', 'dueOn'],
  'explanation-judged': [...OF_WARNING, 'decision', 'reason'],
  'period-reminder': [...OF_PROGRAMME, 'period', 'count', 'cutOff'],
  'cut-off-passed': [...OF_PROGRAMME, 'period', 'cutOff', 'expected', 'missing', 'rate', 'goal', 'meetsGoal'],
  'period-closed': [...OF_PROGRAMME, 'period', 'expected', 'rate', 'goal', 'meetsGoal'],
};

/** One thing that is told, to however many. */
export interface Announcement {
  /** Always the same for the same thing. */
  readonly id: string;
  readonly kind: NoticeKind;
  /** Id of the event that it tells of; for a cut-off, `cut-off/<programme>/<period>`. */
  readonly cause: string;
  /** The unit whose matter it is, or null. */
  readonly unit: string | null;
  /** Instant at which it was so. */
  readonly at: string;
  readonly simulated: boolean;
  /** Path of what it speaks of. */
  readonly link: string;
  /** Texts that stand for the placeholders of its kind, {@link VALUES_OF}. */
  readonly values: Readonly<Record<string, string>>;
  /** The same for programs: ids, ISO days, numbers. */
  readonly data: JsonObject;
  /** Accounts that are told, each once. */
  readonly receivers: readonly string[];
}
