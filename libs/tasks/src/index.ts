export * from './assignment.repository.js';
export * from './commands/accept-assignment/accept-assignment.command.js';
export * from './commands/assign-task/assign-task.command.js';
export * from './commands/change-status/change-status.command.js';
export * from './commands/confirm-completion/confirm-completion.command.js';
export * from './commands/decide-extension/decide-extension.command.js';
export * from './commands/propose-completion/propose-completion.command.js';
export * from './commands/release-assignment/release-assignment.command.js';
export * from './commands/report-progress/report-progress.command.js';
export * from './commands/report-progress/reporting-periods.js';
export * from './commands/request-extension/request-extension.command.js';
export * from './commands/return-completion/return-completion.command.js';
export * from './commands/return-report/return-report.command.js';
export * from './commands/transfer-assignment/transfer-assignment.command.js';
export type {
  ProposeCompletion as ProposalContent,
  ReportProgress as ReportContent,
} from './domain/assignment.decisions.js';
export { STATUS_TEXT } from './domain/assignment.errors.js';
export * from './domain/assignment.events.js';
export * from './domain/assignment.state.js';
export * from './domain/bucket.js';
export { DocumentDto, documentsOf } from './http/document.dto.js';
export * from './queries/get-assignment/get-assignment.query.js';
export * from './queries/list-assignments/assignment-orders.js';
export * from './queries/list-assignments/assignment-warnings.js';
export * from './queries/list-assignments/list-assignments.query.js';
export * from './read-models/assignments/assignments.projection.js';
export * from './read-models/assignments/assignments.table.js';
export * from './tasks.module.js';
