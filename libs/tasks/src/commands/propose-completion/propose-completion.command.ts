import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import {
  type ProposeCompletion as ProposalContent,
  proposeCompletion,
} from '../../domain/assignment.decisions.js';

/** The unit says that the task is done. */
export class ProposeCompletionCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly proposal: ProposalContent,
  ) {
    super();
  }
}

@CommandHandler(ProposeCompletionCommand)
export class ProposeCompletionHandler implements ICommandHandler<ProposeCompletionCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: ProposeCompletionCommand): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'completion.propose', (state) =>
      proposeCompletion(state, command.proposal),
    );
  }
}
