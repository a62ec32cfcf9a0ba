export * from './access.module.js';
export { ChangeOwnPasswordCommand } from './commands/change-own-password/change-own-password.command.js';
export { DisableAccountCommand } from './commands/disable-account/disable-account.command.js';
export { EnableAccountCommand } from './commands/enable-account/enable-account.command.js';
export { GrantRoleCommand } from './commands/grant-role/grant-role.command.js';
export { type LoggedIn, LogInCommand } from './commands/log-in/log-in.command.js';
export { LogInDto } from './commands/log-in/log-in.dto.js';
export { LogOutCommand } from './commands/log-out/log-out.command.js';
export { RegisterAccountCommand } from './commands/register-account/register-account.command.js';
export { RevokeRoleCommand } from './commands/revoke-role/revoke-role.command.js';
export { SetPasswordCommand } from './commands/set-password/set-password.command.js';
export * from './commands/unit-directory.js';
export * from './credentials/credential-store.js';
export { checkPassword, generatePassword } from './credentials/passwords.js';
export { openPrivateFile } from './credentials/private-file.js';
export type * from './domain/account.events.js';
export * from './domain/command-context.js';
export * from './domain/principal.js';
export * from './domain/roles.js';
export { isOfAccounts, isOnlyInspector, viewStream } from './domain/view.decisions.js';
export type * from './domain/view.events.js';
export * from './door/index.js';
export { FindAccountQuery } from './queries/find-account/find-account.query.js';
export { type AccountPage, ListAccountsQuery } from './queries/list-accounts/list-accounts.query.js';
export {
  AccountDirectory,
  type AccountRow,
  type PositionOf,
} from './read-models/accounts/account-directory.js';
export { accountsReadModel } from './read-models/accounts/accounts.projection.js';
