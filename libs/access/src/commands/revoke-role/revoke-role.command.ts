import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult } from '#event-log';
import { cleanText } from '#kernel';
import { revokeRole } from '../../domain/account.decisions.js';
import type { CommandContext } from '../../domain/command-context.js';
import type { Grant } from '../../domain/principal.js';
import { AccountStreams } from '../account-streams.js';
import { Administrators } from '../administrators.js';

export class RevokeRoleCommand extends Command<CommandResult> {
  constructor(
    readonly account: string,
    readonly grant: Grant,
    readonly reason: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RevokeRoleCommand)
export class RevokeRoleHandler implements ICommandHandler<RevokeRoleCommand> {
  constructor(
    private readonly streams: AccountStreams,
    private readonly administrators: Administrators,
  ) {}

  execute({ account, grant, reason, context }: RevokeRoleCommand): Promise<CommandResult> {
    const command = { ...grant, reason: cleanText(reason) };
    return this.administrators.oneAtATime(() =>
      this.streams.carryOut(account, context, async (state) =>
        revokeRole(state, command, { otherAdministrators: await this.administrators.others(account) }),
      ),
    );
  }
}
