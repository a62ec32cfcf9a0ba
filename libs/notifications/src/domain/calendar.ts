import { dateText, firstDay, instantAt, type Period, periodText } from '#kernel';
import { RULE_TEXT } from '#warnings';
import { SIMULATED } from './mail.js';

/** One entry of a calendar. The same facts give the same entry, whenever it is asked for. */
export interface CalendarEntry {
  readonly uid: string;
  /** ISO day of something that lasts the day, or an instant. */
  readonly on: { readonly day: string } | { readonly instant: string };
  readonly summary: string;
  readonly description: string;
  /** Instant of the fact that it was last changed by. */
  readonly changedAt: string;
  /** Grows with each change. */
  readonly sequence: number;
}

export interface DueRow {
  readonly assignment: string;
  readonly programmeTitle: string;
  readonly task: string;
  readonly taskTitle: string;
  /** ISO day. */
  readonly due: string;
  readonly revision: number;
  readonly changedAt: string;
  readonly simulated: boolean;
}

export interface CutOffRow {
  readonly programme: string;
  readonly programmeTitle: string;
  readonly period: Period;
  /** Instant. */
  readonly cutOff: string;
  /** Which of the programme's policies it follows, from 0. */
  readonly policy: number;
  readonly simulated: boolean;
}

export interface ExplanationRow {
  readonly warning: string;
  readonly rule: string;
  /** Whether it is of an indicator, not of a task. */
  readonly ofIndicator: boolean;
  /** Code of the task or indicator, and its title or name. */
  readonly matter: string;
  readonly title: string;
  /** ISO day. */
  readonly dueOn: string;
  readonly revision: number;
  readonly changedAt: string;
  readonly simulated: boolean;
}

const HOST = 'nq57-monitor';
const summaryOf = (text: string, simulated: boolean) => (simulated ? `${SIMULATED} ${text}` : text);

export function dueEntry(row: DueRow): CalendarEntry {
  return {
    uid: `due.${row.assignment}@${HOST}`,
    on: { day: row.due },
    summary: summaryOf(`Hạn hoàn thành nhiệm vụ ${row.task}: ${row.taskTitle}`, row.simulated),
    description: `${row.programmeTitle}\nNhiệm vụ ${row.task}: ${row.taskTitle}\nHạn hiện hành: ${dateText(row.due)}`,
    changedAt: row.changedAt,
    sequence: row.revision,
  };
}

export function cutOffEntry(row: CutOffRow): CalendarEntry {
  const period = periodText(row.period);
  return {
    uid: `cut-off.${row.programme}.${row.period}@${HOST}`,
    on: { instant: row.cutOff },
    summary: summaryOf(`Hạn chốt cập nhật tiến độ kỳ ${period}`, row.simulated),
    description: `${row.programmeTitle}\nCập nhật tiến độ kỳ ${period} trước thời điểm này là đúng hạn.`,
    changedAt: instantAt(firstDay(row.period)),
    sequence: row.policy,
  };
}

export function explanationEntry(row: ExplanationRow): CalendarEntry {
  const rule = (RULE_TEXT as Readonly<Record<string, string>>)[row.rule] ?? row.rule;
  const kind = row.ofIndicator ? 'chỉ tiêu' : 'nhiệm vụ';
  return {
    uid: `explanation.${row.warning}@${HOST}`,
    on: { day: row.dueOn },
    summary: summaryOf(`Hạn giải trình, ${kind} ${row.matter}: ${rule}`, row.simulated),
    description: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${row.matter}: ${row.title}\nCảnh báo: ${rule}\nHạn giải trình: ${dateText(row.dueOn)}`,
    changedAt: row.changedAt,
    sequence: row.revision,
  };
}
