import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '#event-log';
import { bodyOf } from './difference.js';
import type { ScheduleBody, TaskAmended, TaskContent, TaskLinked, TaskRegistered } from './task.events.js';

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
  /** In million đồng; null where the document gives none. */
  readonly budgetMillionVnd: number | null;
  readonly isGroup: boolean;
  readonly parentCode: string | null;
  readonly unknownLeadUnits: readonly string[];
  readonly unknownCoordinatingUnits: readonly string[];
  readonly note: string | null;
}

/** A task of some programme. */
export interface TaskRef {
  readonly programme: string;
  readonly task: string;
}

export interface Task extends TaskDefinition {
  readonly programme: string;
  readonly code: string;
  readonly ordinal: number;
  /** The tasks of other programmes that it carries out at its level. */
  readonly derivedFrom: readonly TaskRef[];
}

/** Null before the registration. */
export type TaskState = Task | null;

/** What the document doesn't give. */
const NOT_GIVEN = {
  budgetMillionVnd: null,
  isGroup: false,
  parentCode: null,
  unknownLeadUnits: [],
  unknownCoordinatingUnits: [],
  note: null,
} as const satisfies Partial<TaskDefinition>;

/** A body as it is stored: without the keys that hold nothing. */
export function taskContent(task: TaskDefinition): TaskContent {
  const { section, title, directingLeaders, leadUnits, coordinatingUnits, deliverables, schedule } = task;
  const given = (Object.keys(NOT_GIVEN) as (keyof typeof NOT_GIVEN)[])
    .filter((key) => !isDeepStrictEqual(task[key], NOT_GIVEN[key]))
    .map((key) => [key, task[key]]);
  return {
    section,
    title,
    directingLeaders,
    leadUnits,
    coordinatingUnits,
    deliverables,
    schedule,
    ...Object.fromEntries(given),
  };
}

/** The definition that a stored body holds. */
export function taskDefinition(content: TaskContent): TaskDefinition {
  return { ...NOT_GIVEN, ...content };
}

/** A definition after the changes of an amendment. */
export function amended<Definition extends TaskDefinition>(
  task: Definition,
  { changes }: Pick<TaskAmended, 'changes'>,
): Definition {
  return { ...task, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
}

export const taskState = {
  initial: null as TaskState,
  evolve(state: TaskState, event: RecordedEvent): TaskState {
    switch (event.type) {
      case 'TaskRegistered': {
        if (state) return state;
        const { programme, code, ordinal, corrections: _said, ...content } = bodyOf<TaskRegistered>(event);
        return { programme, code, ordinal, ...taskDefinition(content as TaskContent), derivedFrom: [] };
      }
      case 'TaskAmended':
        return state && amended(state, bodyOf<TaskAmended>(event));
      case 'TaskLinked':
        return state && { ...state, derivedFrom: [...state.derivedFrom, bodyOf<TaskLinked>(event).to] };
      default:
        return state;
    }
  },
};
