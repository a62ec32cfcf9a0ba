import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, envelopeFor } from '#access';
import { expandLeadUnits, readTask, UnitDirectory } from '#catalogue';
import { comparePositions, EVENT_LOG, type EventLog, type Position } from '#event-log';
import { derivedId, Refusal } from '#kernel';
import { AssignmentRepository } from '../../assignment.repository.js';
import { assign } from '../../domain/assignment.decisions.js';
import { assignmentId } from '../../domain/assignment.state.js';

export interface AssignTaskResult {
  /** Ids of the assignments that this command made, now or when it was sent the first time. */
  readonly assigned: readonly string[];
  /** Ids of those that stood already. */
  readonly unchanged: readonly string[];
  /** The newest position written or found. */
  readonly position: Position | null;
}

/**
 * Gives a task to its lead units, one assignment each; a group is expanded to the members that it has today.
 * Sent again, it completes what is missing and leaves the rest.
 */
export class AssignTaskCommand extends Command<AssignTaskResult> {
  constructor(
    readonly context: CommandContext,
    readonly programme: string,
    readonly task: string,
  ) {
    super();
  }
}

/** Appends that wait together share one durable write; more than this would only fill the memory. */
const AT_ONCE = 64;

@CommandHandler(AssignTaskCommand)
export class AssignTaskHandler implements ICommandHandler<AssignTaskCommand, AssignTaskResult> {
  constructor(
    private readonly assignments: AssignmentRepository,
    private readonly units: UnitDirectory,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ context, programme, task }: AssignTaskCommand): Promise<AssignTaskResult> {
    envelopeFor(context, 'assignment.assign');
    const found = await readTask(this.log, programme, task);
    if (!found)
      throw new Refusal('not-found', 'task-not-found', `Không có nhiệm vụ ${task} trong ${programme}.`);
    const { units, groups } = this.units.unitsAndGroups();
    const leads = expandLeadUnits(found.leadUnits, groups, units);
    const assigned: string[] = [];
    const unchanged: string[] = [];
    let position: Position | null = null;
    for (let start = 0; start < leads.length; start += AT_ONCE) {
      const chunk = leads.slice(start, start + AT_ONCE);
      const results = await Promise.all(
        chunk.map(async ({ unit, viaGroup }) => {
          const id = assignmentId(programme, task, unit);
          const own: CommandContext = {
            principal: context.principal,
            correlationId: context.correlationId,
            commandId: derivedId(`${context.commandId}/${id}`),
            digest: context.digest,
            ...(context.simulated ? { simulated: context.simulated } : {}),
          };
          const result = await this.assignments.execute(id, own, 'assignment.assign', (state) =>
            assign(state, {
              programme,
              task,
              unit,
              viaGroup,
              transferredFrom: null,
              scheduleKind: found.schedule.kind,
              due: found.schedule.due ?? null,
            }),
          );
          return { id, made: result.eventIds.length > 0, position: result.position };
        }),
      );
      for (const { id, made, position: own } of results) {
        (made ? assigned : unchanged).push(id);
        if (own && (position === null || comparePositions(own, position) > 0)) position = own;
      }
    }
    return { assigned, unchanged, position };
  }
}
