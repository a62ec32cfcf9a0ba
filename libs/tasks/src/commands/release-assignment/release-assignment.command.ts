import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { release } from '../../domain/assignment.decisions.js';

/** Releases a group's member that the task does not concern; exempt from then on. */
export class ReleaseAssignmentCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ReleaseAssignmentCommand)
export class ReleaseAssignmentHandler implements ICommandHandler<ReleaseAssignmentCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: ReleaseAssignmentCommand): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'assignment.release', (state) =>
      release(state, command.reason),
    );
  }
}
