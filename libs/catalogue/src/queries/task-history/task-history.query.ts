import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Actor, EVENT_LOG, type EventLog, type JsonObject } from '#event-log';
import { Refusal } from '#kernel';
import { readKnownStream } from '#projections';
import type { TaskEvents } from '../../domain/task.events.js';
import { TASK_SENTENCES } from '../../domain/task.sentences.js';
import { taskStream } from '../../domain/task.state.js';
import { UnitDirectory } from '../unit-directory.js';

/** One event of a task, told. */
export interface TaskHistoryLine {
  readonly eventId: string;
  readonly type: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly simulated: boolean;
  /** Vietnamese. */
  readonly sentence: string;
  /** The body as it is stored. */
  readonly data: JsonObject;
}

/** What a task's document has said since it was registered. Answers a refusal `not-found` `task-not-found`. */
export class TaskHistoryQuery extends Query<TaskHistoryLine[]> {
  constructor(
    readonly programme: string,
    readonly code: string,
  ) {
    super();
  }
}

@QueryHandler(TaskHistoryQuery)
export class TaskHistoryHandler implements IQueryHandler<TaskHistoryQuery> {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly units: UnitDirectory,
  ) {}

  async execute({ programme, code }: TaskHistoryQuery): Promise<TaskHistoryLine[]> {
    const events = await readKnownStream(this.log, taskStream(programme, code));
    if (events.length === 0) {
      throw new Refusal(
        'not-found',
        'task-not-found',
        `Không có nhiệm vụ ${code} trong chương trình “${programme}”.`,
      );
    }
    const names = this.units.names();
    const name = (id: string) => names.get(id) ?? id;
    return events.flatMap(({ id, type, revision, metadata, data }) => {
      const tell = TASK_SENTENCES[type as keyof TaskEvents] as
        | ((data: JsonObject, name: (unit: string) => string) => string)
        | undefined;
      if (!tell) return [];
      return {
        eventId: id,
        type,
        revision,
        recordedAt: metadata.recordedAt,
        actor: metadata.actor,
        simulated: metadata.simulated !== undefined,
        sentence: tell(data, name),
        data,
      };
    });
  }
}
