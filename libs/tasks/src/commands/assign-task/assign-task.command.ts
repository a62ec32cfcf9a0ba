import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, envelopeFor } from '#access';
import { expandLeadUnits, type LeadUnit, readTask, type Task, UnitDirectory } from '#catalogue';
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
    refuseUnassignable(found);
    const { units, groups } = this.units.unitsAndGroups();
    const give = async ({ unit, viaGroup }: LeadUnit, commandId: string) => {
      const id = assignmentId(programme, task, unit);
      const own: CommandContext = {
        principal: context.principal,
        correlationId: context.correlationId,
        commandId,
        digest: context.digest,
        ...(context.simulated ? { simulated: context.simulated } : {}),
      };
      const { eventIds, position } = await this.assignments.execute(id, own, 'assignment.assign', (state) =>
        assign(state, {
          programme,
          task,
          unit,
          viaGroup,
          transferredFrom: null,
          scheduleKind: found.schedule.kind,
          due: found.schedule.due ?? null,
          ...(found.budgetMillionVnd === null ? {} : { budgetMillionVnd: found.budgetMillionVnd }),
        }),
      );
      return { id, made: eventIds.length > 0, position };
    };
    const [first, ...rest] = expandLeadUnits(found.leadUnits, groups, units);
    // The first goes alone, by the command's own id: where that was used for something else, nothing is written.
    const given = first ? [await give(first, context.commandId)] : [];
    for (let start = 0; start < rest.length; start += AT_ONCE) {
      const chunk = rest.slice(start, start + AT_ONCE);
      given.push(
        ...(await Promise.all(
          chunk.map((lead) =>
            give(lead, derivedId(`${context.commandId}/${assignmentId(programme, task, lead.unit)}`)),
          ),
        )),
      );
    }
    return {
      assigned: given.filter(({ made }) => made).map(({ id }) => id),
      unchanged: given.filter(({ made }) => !made).map(({ id }) => id),
      position: newest(given.flatMap(({ position }) => position ?? [])),
    };
  }
}

/** @throws {Refusal} `unprocessable` `group-task`, `lead-unit-missing` */
function refuseUnassignable({ programme, code, isGroup, leadUnits }: Task): void {
  const task = `Nhiệm vụ ${code} của ${programme}`;
  if (isGroup) {
    throw new Refusal(
      'unprocessable',
      'group-task',
      `${task} là dòng nhóm; hãy giao từng nhiệm vụ thuộc nhóm.`,
    );
  }
  if (leadUnits.length === 0) {
    throw new Refusal(
      'unprocessable',
      'lead-unit-missing',
      `${task} chưa rõ đơn vị chủ trì nên chưa giao được; hãy bổ sung trước.`,
    );
  }
}

function newest(positions: readonly Position[]): Position | null {
  return positions.reduce<Position | null>(
    (last, one) => (last === null || comparePositions(one, last) > 0 ? one : last),
    null,
  );
}
