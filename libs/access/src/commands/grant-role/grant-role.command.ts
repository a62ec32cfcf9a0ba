import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult } from '#event-log';
import { grantRole } from '../../domain/account.decisions.js';
import type { CommandContext } from '../../domain/command-context.js';
import type { Grant } from '../../domain/principal.js';
import { AccountStreams } from '../account-streams.js';

export class GrantRoleCommand extends Command<CommandResult> {
  constructor(
    readonly account: string,
    readonly grant: Grant,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(GrantRoleCommand)
export class GrantRoleHandler implements ICommandHandler<GrantRoleCommand> {
  constructor(private readonly streams: AccountStreams) {}

  async execute({ account, grant, context }: GrantRoleCommand): Promise<CommandResult> {
    const knownUnits = await this.streams.knownUnits([grant]);
    return this.streams.carryOut(account, context, (state) => grantRole(state, grant, { knownUnits }));
  }
}
