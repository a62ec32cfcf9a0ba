import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import { UnitDirectory } from '#catalogue';
import type { CommandResult } from '#event-log';
import { derivedId, Refusal } from '#kernel';
import { AssignmentRepository, unitOfAssignment } from '../../assignment.repository.js';
import { refusals } from '../../domain/assignment.errors.js';
import type { DocumentRef } from '../../domain/assignment.events.js';
import { assign, transfer } from '../../domain/assignment.decisions.js';
import { type AssignmentState, assignmentId } from '../../domain/assignment.state.js';

/** Hands an assignment on to another unit: it ends here, and the other unit gets one of its own with the same due date. */
export class TransferAssignment extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly to: string,
    readonly reason: string,
    readonly document: DocumentRef | null,
  ) {
    super();
  }
}

@CommandHandler(TransferAssignment)
export class TransferAssignmentHandler implements ICommandHandler<TransferAssignment, CommandResult> {
  constructor(
    private readonly assignments: AssignmentRepository,
    private readonly units: UnitDirectory,
  ) {}

  async execute({ context, assignment, to, reason, document }: TransferAssignment): Promise<CommandResult> {
    if (!(await this.units.has(to))) {
      throw new Refusal('unprocessable', 'unit-not-found', `Không có đơn vị “${to}”.`);
    }
    // Two streams, two commands. The old one goes first and says where the duty went; sent again, the command
    // finds that done and makes up what a crash in between left out.
    let ended: AssignmentState = null;
    const result = await this.assignments.execute(assignment, context, 'assignment.transfer', (state) => {
      ended = state;
      return transfer(state, to, reason, document);
    });
    const from = ended ?? (await this.assignments.read(assignment));
    if (!from) throw refusals.notAssigned();
    await this.assignments.execute(
      assignmentId(from.programme, from.task, to),
      {
        principal: context.principal,
        correlationId: context.correlationId,
        commandId: derivedId(`${context.commandId}/transfer`),
        digest: context.digest,
        ...(context.simulated ? { simulated: context.simulated } : {}),
      },
      'assignment.transfer',
      (state) =>
        assign(state, {
          programme: from.programme,
          task: from.task,
          unit: to,
          viaGroup: null,
          transferredFrom: unitOfAssignment(assignment),
          scheduleKind: from.scheduleKind,
          due: from.currentDue,
        }),
    );
    return result;
  }
}
