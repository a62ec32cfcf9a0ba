import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { type Explanation, submitExplanation } from '../../domain/explanation.decisions.js';
import { WarningRepository } from '../../warning.repository.js';

/** The unit explains a warning of its own, asked or not. */
export class SubmitExplanationCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    /** Id of the warning. */
    readonly warning: string,
    readonly explanation: Explanation,
  ) {
    super();
  }
}

@CommandHandler(SubmitExplanationCommand)
export class SubmitExplanationHandler implements ICommandHandler<SubmitExplanationCommand, CommandResult> {
  constructor(private readonly warnings: WarningRepository) {}

  execute({ warning, context, explanation }: SubmitExplanationCommand): Promise<CommandResult> {
    return this.warnings.execute(warning, context, 'explanation.submit', (state) =>
      submitExplanation(state, explanation),
    );
  }
}
