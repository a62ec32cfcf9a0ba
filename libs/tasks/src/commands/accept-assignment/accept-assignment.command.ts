import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { accept } from '../../domain/assignment.decisions.js';

/** The unit takes note of an assignment. */
export class AcceptAssignmentCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
  ) {
    super();
  }
}

@CommandHandler(AcceptAssignmentCommand)
export class AcceptAssignmentHandler implements ICommandHandler<AcceptAssignmentCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: AcceptAssignmentCommand): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'assignment.accept', accept);
  }
}
