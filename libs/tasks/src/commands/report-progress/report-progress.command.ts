import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { localDate } from '#kernel';
import { type ReportProgress as ReportContent, reportProgress } from '../../domain/assignment.decisions.js';

/** A unit's monthly update. Late is accepted; see the decision for what is refused. */
export class ReportProgress extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly report: ReportContent,
  ) {
    super();
  }
}

@CommandHandler(ReportProgress)
export class ReportProgressHandler implements ICommandHandler<ReportProgress, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: ReportProgress): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'report.submit', (state, today) =>
      reportProgress(state, command.report, today, state ? localDate(state.assignedAt) : today),
    );
  }
}
