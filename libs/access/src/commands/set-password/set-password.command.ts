import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult } from '#event-log';
import type { CommandContext } from '../../domain/command-context.js';
import { PasswordChanges } from '../password-changes.js';

/** An administrator sets the password of an account. */
export class SetPasswordCommand extends Command<CommandResult> {
  constructor(
    readonly account: string,
    readonly password: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(SetPasswordCommand)
export class SetPasswordHandler implements ICommandHandler<SetPasswordCommand> {
  constructor(private readonly changes: PasswordChanges) {}

  execute({ account, password, context }: SetPasswordCommand): Promise<CommandResult> {
    return this.changes.change(account, password, context, 'account.manage');
  }
}
