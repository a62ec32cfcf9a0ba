import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { confirmCompletion } from '../../domain/assignment.decisions.js';

/** The authority confirms a proposed completion. */
export class ConfirmCompletionCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly note: string,
  ) {
    super();
  }
}

@CommandHandler(ConfirmCompletionCommand)
export class ConfirmCompletionHandler implements ICommandHandler<ConfirmCompletionCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: ConfirmCompletionCommand): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'completion.decide', (state) =>
      confirmCompletion(state, command.note),
    );
  }
}
