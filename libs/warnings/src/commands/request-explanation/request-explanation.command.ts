import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import { UnitDirectory } from '#catalogue';
import type { CommandResult } from '#event-log';
import { requestExplanation } from '../../domain/explanation.decisions.js';
import { refusals } from '../../domain/explanation.errors.js';
import { WarningRepository } from '../../warning.repository.js';

/** The standing office or a directing leader asks the unit to explain a warning. */
export class RequestExplanationCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    /** Id of the warning. */
    readonly warning: string,
    readonly question: string,
    /** ISO day; null: as many working days as the policy gives. */
    readonly dueOn: string | null,
    /** The unit that is asked, of a warning that none answers for; else null. */
    readonly unit: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(RequestExplanationCommand)
export class RequestExplanationHandler implements ICommandHandler<RequestExplanationCommand, CommandResult> {
  constructor(
    private readonly warnings: WarningRepository,
    private readonly units: UnitDirectory,
  ) {}

  /** @throws {Refusal} not-found `unit-not-found`, and those of the decision */
  execute({ warning, context, question, dueOn, unit }: RequestExplanationCommand): Promise<CommandResult> {
    return this.warnings.execute(warning, context, 'explanation.request', (state, days) => {
      if (unit !== null && !this.units.has(unit)) throw refusals.unknownUnit(unit);
      return requestExplanation(state, question, dueOn, days, unit);
    });
  }
}
