import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CredentialStore } from '../../credentials/credential-store.js';

export class LogOutCommand extends Command<void> {
  constructor(readonly token: string) {
    super();
  }
}

@CommandHandler(LogOutCommand)
export class LogOutHandler implements ICommandHandler<LogOutCommand> {
  constructor(private readonly credentials: CredentialStore) {}

  async execute({ token }: LogOutCommand): Promise<void> {
    this.credentials.endSession(token);
  }
}
