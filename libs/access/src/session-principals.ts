import { Injectable } from '@nestjs/common';
import { CredentialStore } from './credentials/credential-store.js';
import type { Principal } from './domain/principal.js';
import { PrincipalResolver } from './door/routes/authentication.guard.js';
import { AccountDirectory } from './read-models/accounts/account-directory.js';

/** A token opens a session, the session names an account, the account holds the grants of this moment. */
@Injectable()
export class SessionPrincipals extends PrincipalResolver {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly directory: AccountDirectory,
  ) {
    super();
  }

  resolve(token: string): Principal | null {
    const session = this.credentials.session(token);
    return session ? this.directory.principal(session.account) : null;
  }
}
