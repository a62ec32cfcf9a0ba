import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { accept } from '../../domain/assignment.decisions.js';

/** The unit takes note of an assignment. */
export class AcceptAssignment extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
  ) {
    super();
  }
}

@CommandHandler(AcceptAssignment)
export class AcceptAssignmentHandler implements ICommandHandler<AcceptAssignment, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: AcceptAssignment): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'assignment.accept', accept);
  }
}
