import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { requestExplanation } from '../../domain/explanation.decisions.js';
import { WarningRepository } from '../../warning.repository.js';

/** The standing office or a directing leader asks the unit to explain a warning. */
export class RequestExplanationCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    /** `<rule>.<assignment>.<period>` */
    readonly warning: string,
    readonly question: string,
    /** ISO day; null: as many working days as the policy gives. */
    readonly dueOn: string | null,
  ) {
    super();
  }
}

@CommandHandler(RequestExplanationCommand)
export class RequestExplanationHandler implements ICommandHandler<RequestExplanationCommand, CommandResult> {
  constructor(private readonly warnings: WarningRepository) {}

  execute({ warning, context, question, dueOn }: RequestExplanationCommand): Promise<CommandResult> {
    return this.warnings.execute(warning, context, 'explanation.request', (state, days) =>
      requestExplanation(state, question, dueOn, days),
    );
  }
}
