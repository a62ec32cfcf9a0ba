import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { requestExtension } from '../../domain/assignment.decisions.js';

/** The unit asks for a later due date. */
export class RequestExtensionCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly to: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RequestExtensionCommand)
export class RequestExtensionHandler implements ICommandHandler<RequestExtensionCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: RequestExtensionCommand): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'extension.request', (state) =>
      requestExtension(state, command.to, command.reason),
    );
  }
}
