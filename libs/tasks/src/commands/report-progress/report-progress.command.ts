import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { localDate } from '#kernel';
import { AssignmentRepository, programmeOfAssignment } from '../../assignment.repository.js';
import { type ReportProgress as ReportContent, reportProgress } from '../../domain/assignment.decisions.js';
import { refusals } from '../../domain/assignment.errors.js';
import { REPORTING_PERIODS, type ReportingPeriods } from './reporting-periods.js';

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
  constructor(
    private readonly assignments: AssignmentRepository,
    @Inject(REPORTING_PERIODS) private readonly periods: ReportingPeriods,
  ) {}

  execute({ assignment, context, report }: ReportProgressCommand): Promise<CommandResult> {
    return this.assignments.execute(assignment, context, 'report.submit', (state, today) => {
      const events = reportProgress(state, report, today, state ? localDate(state.assignedAt) : today);
      if (!this.periods.accepts(programmeOfAssignment(assignment), report.period)) {
        throw refusals.periodNotAskedFor(report.period);
      }
      return events;
    });
  }
}
