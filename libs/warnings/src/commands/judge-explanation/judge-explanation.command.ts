import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { CommandResult } from '#event-log';
import { type Judgement, judgeExplanation } from '../../domain/explanation.decisions.js';
import { WarningRepository } from '../../warning.repository.js';

/** The authority accepts or returns the explanation that waits. */
export class JudgeExplanationCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    /** Id of the warning. */
    readonly warning: string,
    readonly judgement: Judgement,
  ) {
    super();
  }
}

@CommandHandler(JudgeExplanationCommand)
export class JudgeExplanationHandler implements ICommandHandler<JudgeExplanationCommand, CommandResult> {
  constructor(private readonly warnings: WarningRepository) {}

  execute({ warning, context, judgement }: JudgeExplanationCommand): Promise<CommandResult> {
    return this.warnings.execute(warning, context, 'explanation.judge', (state, days) =>
      judgeExplanation(state, judgement, days),
    );
  }
}
