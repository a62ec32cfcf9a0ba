import { Injectable } from '@nestjs/common';
import { CommandIdReusedError, type CommandResult } from '#event-log';
import { CredentialStore } from '../credentials/credential-store.js';
import { checkPassword } from '../credentials/passwords.js';
import { changePassword } from '../domain/account.decisions.js';
import type { CommandContext } from '../domain/command-context.js';
import type { Permission } from '../domain/roles.js';
import { AccountStreams } from './account-streams.js';

/**
 * Changes a password: first the fact into the log, then the secret into its store, so that none changes without a
 * trace. A command sent again finishes what a crash left between the two, and never undoes a later change.
 */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly streams: AccountStreams,
    private readonly credentials: CredentialStore,
  ) {}

  /** @throws {Refusal} invalid: the password breaks the rules @throws {CommandIdReusedError} */
  async change(
    account: string,
    password: string,
    context: CommandContext,
    permission: Permission,
  ): Promise<CommandResult> {
    checkPassword(password);
    const result = await this.streams.carryOut(account, context, changePassword, permission);
    const applied = await this.credentials.setPassword(account, password, context.commandId);
    // The digest leaves secrets out, so a reused id with another password shows only here.
    if (!applied && !(await this.credentials.isPassword(account, password))) {
      throw new CommandIdReusedError(context.commandId);
    }
    return result;
  }
}
