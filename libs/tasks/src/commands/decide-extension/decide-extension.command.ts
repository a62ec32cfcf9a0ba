import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { AssignmentRepository } from '../../assignment.repository.js';
import { grantExtension, refuseExtension } from '../../domain/assignment.decisions.js';
import type { DocumentRef } from '../../domain/assignment.events.js';

/** The authority grants or refuses an extension; a granted date may differ from the asked one. */
export class DecideExtensionCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly assignment: string,
    readonly decision: 'granted' | 'refused',
    readonly to: string | null,
    readonly reason: string,
    readonly document: DocumentRef | null,
  ) {
    super();
  }
}

@CommandHandler(DecideExtensionCommand)
export class DecideExtensionHandler implements ICommandHandler<DecideExtensionCommand, CommandResult> {
  constructor(private readonly assignments: AssignmentRepository) {}

  execute(command: DecideExtensionCommand): Promise<CommandResult> {
    return this.assignments.execute(command.assignment, command.context, 'extension.decide', (state) =>
      command.decision === 'granted'
        ? grantExtension(state, command.to, command.reason, command.document)
        : refuseExtension(state, command.reason),
    );
  }
}
