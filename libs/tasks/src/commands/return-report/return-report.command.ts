import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { returnReport } from '../../domain/assignment.decisions.js';

/** The standing office sends a report back as insufficient. */
export class ReturnReportCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly report: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ReturnReportCommand)
export class ReturnReportHandler implements ICommandHandler<ReturnReportCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: ReturnReportCommand): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'report.return', (state) =>
      returnReport(state, command.report, command.reason),
    );
  }
}
