import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CredentialStore, type OpenedSession } from '../../credentials/credential-store.js';
import type { Principal } from '../../domain/principal.js';
import { AccountDirectory } from '../../read-models/accounts/account-directory.js';

export interface LoggedIn extends OpenedSession {
  readonly account: Principal;
}

export class LogInCommand extends Command<LoggedIn> {
  constructor(
    readonly account: string,
    readonly password: string,
  ) {
    super();
  }
}

@CommandHandler(LogInCommand)
export class LogInHandler implements ICommandHandler<LogInCommand> {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly directory: AccountDirectory,
  ) {}

  async execute({ account, password }: LogInCommand): Promise<LoggedIn> {
    const principal = this.directory.principal(account);
    const session = await this.credentials.logIn(account, password, () => principal !== null);
    return { ...session, account: principal as Principal };
  }
}
