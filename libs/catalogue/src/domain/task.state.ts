import type { RecordedEvent } from '#event-log';
import { bodyOf } from './difference.js';
import type { ScheduleBody, TaskRegistered } from './task.events.js';

/** The id of a task: `<programme>.<code>`. */
export function taskId(programme: string, code: string): string {
  return `${programme}.${code}`;
}

export function taskStream(programme: string, code: string): string {
  return `task-${taskId(programme, code)}`;
}

export interface TaskDefinition {
  readonly section: string;
  readonly title: string;
  readonly directingLeaders: readonly string[];
  readonly leadUnits: readonly string[];
  readonly coordinatingUnits: readonly string[];
  readonly deliverables: readonly string[];
  readonly schedule: ScheduleBody;
}

export interface Task extends TaskDefinition {
  readonly programme: string;
  readonly code: string;
  readonly ordinal: number;
}

/** Null before the registration. */
export type TaskState = Task | null;

export const taskState = {
  initial: null as TaskState,
  evolve(state: TaskState, event: RecordedEvent): TaskState {
    if (event.type !== 'TaskRegistered' || state) return state;
    return { ...bodyOf<TaskRegistered>(event) };
  },
};
