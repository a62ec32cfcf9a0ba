import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult } from '#event-log';
import { cleanText } from '#kernel';
import { CredentialStore } from '../../credentials/credential-store.js';
import { disableAccount } from '../../domain/account.decisions.js';
import type { CommandContext } from '../../domain/command-context.js';
import { AccountStreams } from '../account-streams.js';
import { Administrators } from '../administrators.js';

export class DisableAccountCommand extends Command<CommandResult> {
  constructor(
    readonly account: string,
    readonly reason: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DisableAccountCommand)
export class DisableAccountHandler implements ICommandHandler<DisableAccountCommand> {
  constructor(
    private readonly streams: AccountStreams,
    private readonly administrators: Administrators,
    private readonly credentials: CredentialStore,
  ) {}

  execute({ account, reason, context }: DisableAccountCommand): Promise<CommandResult> {
    const command = { reason: cleanText(reason) };
    return this.administrators.oneAtATime(async () => {
      const result = await this.streams.carryOut(account, context, async (state) =>
        disableAccount(state, command, { otherAdministrators: await this.administrators.others(account) }),
      );
      // The stream decides, not this command: one sent again may have been overtaken by a later one.
      this.credentials.setClosed(account, !(await this.streams.state(account)).enabled);
      return result;
    });
  }
}
