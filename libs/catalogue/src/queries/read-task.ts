import { type EventLog, foldStream } from '#event-log';
import { type TaskState, taskState, taskStream } from '../domain/task.state.js';

/** A task as its stream has it now; null for one that isn't registered. For rules; screens ask the queries. */
export async function readTask(log: EventLog, programme: string, code: string): Promise<TaskState> {
  return (await foldStream(log, taskStream(programme, code), taskState)).state;
}
