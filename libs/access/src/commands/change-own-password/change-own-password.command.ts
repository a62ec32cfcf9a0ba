import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult } from '#event-log';
import { Refusal } from '#kernel';
import { CredentialStore } from '../../credentials/credential-store.js';
import type { CommandContext } from '../../domain/command-context.js';
import { PasswordChanges } from '../password-changes.js';

/** The account's holder changes the password, knowing the current one. */
export class ChangeOwnPasswordCommand extends Command<CommandResult> {
  constructor(
    readonly currentPassword: string,
    readonly password: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeOwnPasswordCommand)
export class ChangeOwnPasswordHandler implements ICommandHandler<ChangeOwnPasswordCommand> {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly changes: PasswordChanges,
  ) {}

  async execute({ currentPassword, password, context }: ChangeOwnPasswordCommand): Promise<CommandResult> {
    const account = context.principal.id;
    if (!(await this.credentials.isPassword(account, currentPassword))) {
      throw new Refusal('invalid', 'wrong-password', 'Mật khẩu hiện tại không đúng.', [
        { at: 'currentPassword', detail: 'không đúng' },
      ]);
    }
    return this.changes.change(account, password, context, 'session.own');
  }
}
