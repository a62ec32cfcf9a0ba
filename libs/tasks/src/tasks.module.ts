import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { AssignmentRepository } from './assignment.repository.js';
import { AcceptAssignmentHandler } from './commands/accept-assignment/accept-assignment.command.js';
import { AssignTaskHandler } from './commands/assign-task/assign-task.command.js';
import { ChangeStatusHandler } from './commands/change-status/change-status.command.js';
import { ConfirmCompletionHandler } from './commands/confirm-completion/confirm-completion.command.js';
import { DecideExtensionHandler } from './commands/decide-extension/decide-extension.command.js';
import { ProposeCompletionHandler } from './commands/propose-completion/propose-completion.command.js';
import { ReleaseAssignmentHandler } from './commands/release-assignment/release-assignment.command.js';
import { ReportProgressHandler } from './commands/report-progress/report-progress.command.js';
import { RequestExtensionHandler } from './commands/request-extension/request-extension.command.js';
import { ReturnCompletionHandler } from './commands/return-completion/return-completion.command.js';
import { ReturnReportHandler } from './commands/return-report/return-report.command.js';
import { TransferAssignmentHandler } from './commands/transfer-assignment/transfer-assignment.command.js';
import { AssignmentExportController } from './http/assignment-export.controller.js';
import { AssignmentsController } from './http/assignments.controller.js';
import { TaskAssignmentsController } from './http/task-assignments.controller.js';
import { GetAssignmentHandler } from './queries/get-assignment/get-assignment.query.js';
import { ListAssignmentsHandler } from './queries/list-assignments/list-assignments.query.js';

/**
 * Needs, provided globally: EVENT_LOG, CLOCK, ReadModels, CqrsModule, the door of #access; ASSIGNMENT_WARNINGS, where
 * lists are to tell of warnings.
 */
@Module({
  imports: [CatalogueModule],
  controllers: [AssignmentExportController, AssignmentsController, TaskAssignmentsController],
  providers: [
    AssignmentRepository,
    AcceptAssignmentHandler,
    AssignTaskHandler,
    ChangeStatusHandler,
    ConfirmCompletionHandler,
    DecideExtensionHandler,
    ProposeCompletionHandler,
    ReleaseAssignmentHandler,
    ReportProgressHandler,
    RequestExtensionHandler,
    ReturnCompletionHandler,
    ReturnReportHandler,
    TransferAssignmentHandler,
    GetAssignmentHandler,
    ListAssignmentsHandler,
  ],
  exports: [AssignmentRepository],
})
export class TasksModule {}
