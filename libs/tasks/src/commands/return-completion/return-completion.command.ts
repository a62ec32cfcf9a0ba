import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { returnCompletion } from '../../domain/assignment.decisions.js';

/** The authority sends a proposed completion back; the work goes on. */
export class ReturnCompletionCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ReturnCompletionCommand)
export class ReturnCompletionHandler implements ICommandHandler<ReturnCompletionCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: ReturnCompletionCommand): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'completion.decide', (state) =>
      returnCompletion(state, command.reason),
    );
  }
}
