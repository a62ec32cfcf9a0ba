import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { returnCompletion } from '../../domain/assignment.decisions.js';

/** The authority sends a proposed completion back; the work goes on. */
export class ReturnCompletion extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ReturnCompletion)
export class ReturnCompletionHandler implements ICommandHandler<ReturnCompletion, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: ReturnCompletion): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'completion.decide', (state) => returnCompletion(state, command.reason));
  }
}
