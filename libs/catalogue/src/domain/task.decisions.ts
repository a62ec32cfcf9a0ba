import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '#event-log';
import { Refusal } from '#kernel';
import { refuseClassified } from './classified.js';
import { type Labels, sameOrRefused } from './difference.js';
import type { SourceBody } from './programme.events.js';
import type { AuthorityBody, ImportCorrection, NewTaskEvent, TaskChange } from './task.events.js';
import { type Task, type TaskDefinition, type TaskState, taskContent } from './task.state.js';

export interface RegisterTask extends Task {
  readonly classified: boolean;
  /** Where the file that it was read from says otherwise. */
  readonly corrections?: readonly ImportCorrection[];
}

/** The fields of a task's content and their names for people, in the order in which they are shown. */
export const TASK_LABELS: Labels<TaskDefinition> = {
  section: 'mục',
  title: 'tên nhiệm vụ',
  directingLeaders: 'chủ trì chỉ đạo',
  leadUnits: 'đơn vị chủ trì',
  unknownLeadUnits: 'đơn vị chủ trì chưa có trong danh mục',
  coordinatingUnits: 'đơn vị phối hợp',
  unknownCoordinatingUnits: 'đơn vị phối hợp chưa có trong danh mục',
  deliverables: 'sản phẩm đầu ra',
  schedule: 'thời gian thực hiện',
  budgetMillionVnd: 'kinh phí (triệu đồng)',
  isGroup: 'dòng nhóm',
  parentCode: 'nhiệm vụ nhóm',
  note: 'ghi chú',
};

const subjectOf = ({ programme, code }: Pick<Task, 'programme' | 'code'>) =>
  `Nhiệm vụ ${code} của chương trình “${programme}”`;

/**
 * Registers a task with its links; the same again yields only links that are new. Its place in the document is not
 * compared, and a link that is no longer stated stays.
 * @throws {Refusal} `unprocessable` `classified-matter`; `conflict` `task-differs`
 */
export function registerTask(command: RegisterTask, state: TaskState): readonly NewTaskEvent[] {
  const { programme, code, ordinal, derivedFrom, classified, corrections } = command;
  refuseClassified(classified);
  if (state) sameOrRefused('task-differs', subjectOf(command), state, command, TASK_LABELS);
  const links = derivedFrom
    .filter((to) => !state?.derivedFrom.some((known) => isDeepStrictEqual(known, to)))
    .map((to) => ({
      type: 'TaskLinked' as const,
      data: { programme, code, relation: 'derived-from' as const, to: { ...to } },
    }));
  if (state) return links;
  const data = { programme, code, ...taskContent(command), ordinal, ...saidAtImport(corrections) };
  return [{ type: 'TaskRegistered', data }, ...links];
}

const saidAtImport = (corrections: readonly ImportCorrection[] = []) =>
  corrections.length === 0 ? {} : { corrections };

export interface AmendTask {
  readonly programme: string;
  readonly code: string;
  /** The whole content as it is to be. */
  readonly definition: TaskDefinition;
  readonly document: AuthorityBody;
  /** The file that the new content was read from. */
  readonly source: SourceBody | null;
  /** Where that file says otherwise. */
  readonly corrections?: readonly ImportCorrection[];
}

/** Field by field, what a task's content would change to; none where it stays. */
export function taskChanges(now: TaskDefinition, then: TaskDefinition): readonly TaskChange[] {
  return (Object.keys(TASK_LABELS) as (keyof TaskDefinition)[])
    .filter((field) => !isDeepStrictEqual(now[field], then[field]))
    .map((field) => ({ field, from: now[field] as JsonValue, to: then[field] as JsonValue }));
}

/**
 * States a task's content anew, by the authority of a document. The same content yields no events.
 * @throws {Refusal} `not-found` `task-not-found`; `unprocessable` `authority-needed`: no number of a document
 */
export function amendTask(command: AmendTask, state: TaskState): readonly NewTaskEvent[] {
  const { programme, code, definition, document, source, corrections } = command;
  if (!state) throw new Refusal('not-found', 'task-not-found', `${subjectOf(command)} chưa được đăng ký.`);
  const changes = taskChanges(state, definition);
  if (changes.length === 0) return [];
  if (document.number.trim() === '') {
    throw new Refusal(
      'unprocessable',
      'authority-needed',
      `${subjectOf(command)} có thay đổi: cần số văn bản làm căn cứ sửa đổi.`,
    );
  }
  const data = { programme, code, changes, document, source, ...saidAtImport(corrections) };
  return [{ type: 'TaskAmended', data }];
}
