import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { changeStatus } from '../../domain/assignment.decisions.js';
import type { AssignmentStatus, DocumentRef } from '../../domain/assignment.events.js';

/** Suspends, resumes, stops, or reopens an assignment, with a reason. */
export class ChangeStatusCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly to: AssignmentStatus,
    readonly reason: string,
    readonly document: DocumentRef | null,
  ) {
    super();
  }
}

@CommandHandler(ChangeStatusCommand)
export class ChangeStatusHandler implements ICommandHandler<ChangeStatusCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: ChangeStatusCommand): Promise<CommandResult> {
    return this.assignments.execute(
      command.assignment,
      command.context,
      'assignment.change-status',
      (state) => changeStatus(state, command.to, command.reason, command.document),
    );
  }
}
