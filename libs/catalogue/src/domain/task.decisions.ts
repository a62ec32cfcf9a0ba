import { refuseClassified } from './classified.js';
import { type Labels, sameOrRefused } from './difference.js';
import type { NewTaskEvent } from './task.events.js';
import type { Task, TaskDefinition, TaskState } from './task.state.js';

export interface RegisterTask extends Task {
  readonly classified: boolean;
}

const LABELS: Labels<TaskDefinition> = {
  section: 'mục',
  title: 'tên nhiệm vụ',
  directingLeaders: 'chủ trì chỉ đạo',
  leadUnits: 'đơn vị chủ trì',
  coordinatingUnits: 'đơn vị phối hợp',
  deliverables: 'sản phẩm đầu ra',
  schedule: 'thời gian thực hiện',
};

/**
 * Registers a task; the same again yields no events. Its place in the document is not compared.
 * @throws {Refusal} `unprocessable` `classified-matter`; `conflict` `task-differs`
 */
export function registerTask(command: RegisterTask, state: TaskState): readonly NewTaskEvent[] {
  const { classified, ...task } = command;
  refuseClassified(classified);
  if (state) {
    const subject = `Nhiệm vụ ${task.code} của chương trình “${task.programme}”`;
    return sameOrRefused('task-differs', subject, state, task, LABELS);
  }
  return [{ type: 'TaskRegistered', data: task }];
}
