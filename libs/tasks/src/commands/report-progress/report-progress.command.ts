import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { localDate } from '#kernel';
import { AssignmentRepository } from '../../assignment.repository.js';
import { type ReportProgress as ReportContent, reportProgress } from '../../domain/assignment.decisions.js';

/** A unit's monthly update. Late is accepted; see the decision for what is refused. */
export class ReportProgressCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly report: ReportContent,
  ) {
    super();
  }
}

@CommandHandler(ReportProgressCommand)
export class ReportProgressHandler implements ICommandHandler<ReportProgressCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: ReportProgressCommand): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'report.submit', (state, today) =>
      reportProgress(state, command.report, today, state ? localDate(state.assignedAt) : today),
    );
  }
}
