import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult } from '#event-log';
import { cleanText } from '#kernel';
import { CredentialStore } from '../../credentials/credential-store.js';
import { enableAccount } from '../../domain/account.decisions.js';
import type { CommandContext } from '../../domain/command-context.js';
import { AccountStreams } from '../account-streams.js';
import { Administrators } from '../administrators.js';

export class EnableAccountCommand extends Command<CommandResult> {
  constructor(
    readonly account: string,
    readonly reason: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(EnableAccountCommand)
export class EnableAccountHandler implements ICommandHandler<EnableAccountCommand> {
  constructor(
    private readonly streams: AccountStreams,
    private readonly administrators: Administrators,
    private readonly credentials: CredentialStore,
  ) {}

  execute({ account, reason, context }: EnableAccountCommand): Promise<CommandResult> {
    const command = { reason: cleanText(reason) };
    return this.administrators.oneAtATime(async () => {
      const result = await this.streams.carryOut(account, context, (state) => enableAccount(state, command));
      // The stream decides, not this command: one sent again may have been overtaken by a later one.
      this.credentials.setClosed(account, !(await this.streams.state(account)).enabled);
      return result;
    });
  }
}
