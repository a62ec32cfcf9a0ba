import { Module, type Provider } from '@nestjs/common';
import { APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AccountStreams } from './commands/account-streams.js';
import { Administrators } from './commands/administrators.js';
import { ChangeOwnPasswordHandler } from './commands/change-own-password/change-own-password.command.js';
import { DisableAccountHandler } from './commands/disable-account/disable-account.command.js';
import { EnableAccountHandler } from './commands/enable-account/enable-account.command.js';
import { GrantRoleHandler } from './commands/grant-role/grant-role.command.js';
import { LogInHandler } from './commands/log-in/log-in.command.js';
import { LogOutHandler } from './commands/log-out/log-out.command.js';
import { PasswordChanges } from './commands/password-changes.js';
import { RecordViewHandler } from './commands/record-view/record-view.command.js';
import { RegisterAccountHandler } from './commands/register-account/register-account.command.js';
import { RevokeRoleHandler } from './commands/revoke-role/revoke-role.command.js';
import { SetPasswordHandler } from './commands/set-password/set-password.command.js';
import { DOOR_PROVIDERS } from './door/door-providers.js';
import { PrincipalResolver } from './door/routes/authentication.guard.js';
import { RouteCatalogue } from './door/routes/route-catalogue.js';
import { RecordViewsInterceptor } from './door/views/record-views.interceptor.js';
import { AccountsController } from './http/accounts.controller.js';
import { MeController } from './http/me.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { FindAccountHandler } from './queries/find-account/find-account.query.js';
import { ListAccountsHandler } from './queries/list-accounts/list-accounts.query.js';
import { AccountDirectory } from './read-models/accounts/account-directory.js';
import { SessionPrincipals } from './session-principals.js';

const HANDLERS: Provider[] = [
  ChangeOwnPasswordHandler,
  DisableAccountHandler,
  EnableAccountHandler,
  FindAccountHandler,
  GrantRoleHandler,
  ListAccountsHandler,
  LogInHandler,
  LogOutHandler,
  RecordViewHandler,
  RegisterAccountHandler,
  RevokeRoleHandler,
  SetPasswordHandler,
];

/**
 * Accounts, sessions and the door of every route. The app provides globally: CqrsModule, EVENT_LOG, CLOCK,
 * CredentialStore, ReadModels (with `accountsReadModel` among its models) and UNIT_DIRECTORY.
 */
@Module({
  imports: [DiscoveryModule],
  controllers: [SessionsController, MeController, AccountsController],
  providers: [
    // Before the others: it answers in the present, whatever instant a read is about.
    { provide: APP_INTERCEPTOR, useClass: RecordViewsInterceptor },
    ...DOOR_PROVIDERS,
    ...HANDLERS,
    AccountDirectory,
    AccountStreams,
    Administrators,
    PasswordChanges,
    { provide: PrincipalResolver, useClass: SessionPrincipals },
  ],
  exports: [AccountDirectory, PrincipalResolver, RouteCatalogue],
})
export class AccessModule {}
