import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import { UnitDirectory } from '#catalogue';
import type { CommandResult } from '#event-log';
import { derivedId, Refusal } from '#kernel';
import { AssignmentRepository } from '../../assignment.repository.js';
import { assign, transfer } from '../../domain/assignment.decisions.js';
import { refusals } from '../../domain/assignment.errors.js';
import type { DocumentRef } from '../../domain/assignment.events.js';
import { assignmentId } from '../../domain/assignment.state.js';

/** Hands an assignment on to another unit: it ends here, and the other unit gets one of its own with the same due date. */
export class TransferAssignmentCommand extends Command<CommandResult> {
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

@CommandHandler(TransferAssignmentCommand)
export class TransferAssignmentHandler implements ICommandHandler<TransferAssignmentCommand, CommandResult> {
  constructor(
    private readonly assignments: AssignmentRepository,
    private readonly units: UnitDirectory,
  ) {}

  async execute({
    context,
    assignment,
    to,
    reason,
    document,
  }: TransferAssignmentCommand): Promise<CommandResult> {
    if (!(await this.units.has(to))) {
      throw new Refusal('unprocessable', 'unknown-unit', `Không có đơn vị “${to}”.`);
    }
    const from = await this.assignments.read(assignment);
    if (!from) throw refusals.notAssigned();
    const target = assignmentId(from.programme, from.task, to);
    const there = await this.assignments.read(target);
    if (there && there.transferredFrom !== from.unit) throw refusals.alreadyAssigned();
    // Two streams, two commands. The old one goes first and says where the duty went; sent again, the command
    // finds that done and makes up what a crash in between left out.
    const result = await this.assignments.execute(assignment, context, 'assignment.transfer', (state) =>
      transfer(state, to, reason, document),
    );
    await this.assignments.execute(
      target,
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
          transferredFrom: from.unit,
          scheduleKind: from.scheduleKind,
          due: from.currentDue,
        }),
    );
    return result;
  }
}
