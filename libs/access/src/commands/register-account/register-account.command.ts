import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult } from '#event-log';
import { cleanText } from '#kernel';
import { checkAccountId, registerAccount } from '../../domain/account.decisions.js';
import type { CommandContext } from '../../domain/command-context.js';
import type { Grant } from '../../domain/principal.js';
import { AccountStreams } from '../account-streams.js';

export class RegisterAccountCommand extends Command<CommandResult> {
  constructor(
    readonly account: {
      readonly id: string;
      /** A position, not a person. */
      readonly displayName: string;
      readonly grants: readonly Grant[];
    },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RegisterAccountCommand)
export class RegisterAccountHandler implements ICommandHandler<RegisterAccountCommand> {
  constructor(private readonly streams: AccountStreams) {}

  async execute({ account, context }: RegisterAccountCommand): Promise<CommandResult> {
    checkAccountId(account.id);
    const knownUnits = await this.streams.knownUnits(account.grants);
    const command = { displayName: cleanText(account.displayName), grants: account.grants };
    return this.streams.carryOut(account.id, context, (state) =>
      registerAccount(state, command, { knownUnits }),
    );
  }
}
