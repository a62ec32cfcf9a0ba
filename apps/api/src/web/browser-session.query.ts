import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import {
  CredentialStore,
  csrfTokenOf,
  type Grant,
  type HeldPermission,
  isOnlyInspector,
  type Principal,
  permissionsOf,
  ROLES,
  VIEW_POLICY,
  type ViewPolicy,
} from '#access';
import { ProgrammeDirectory, UnitDirectory } from '#catalogue';
import { CLOCK, type Clock, localDate, Refusal } from '#kernel';
import { ReadModels } from '#projections';

export interface NamedGrant extends Grant {
  readonly roleName: string;
  /** Null where the role is not tied to a unit. */
  readonly unitName: string | null;
}

/** What the pages need to begin with. */
export interface BrowserSession {
  readonly principal: {
    readonly id: string;
    readonly displayName: string;
    readonly grants: readonly NamedGrant[];
  };
  readonly permissions: readonly HeldPermission[];
  /** To be sent as `X-CSRF-Token` with each command. */
  readonly csrfToken: string;
  /** Instant at which the session ends. */
  readonly expiresAt: string;
  /** The server's local day, `YYYY-MM-DD`: it rules, whatever the browser's machine takes for today. */
  readonly serverDate: string;
  /** Whether each look of this account is recorded, by the policies in force. */
  readonly viewsRecorded: boolean;
  /** Whether the log holds simulated data. */
  readonly simulated: boolean;
  /** The programmes that the account may see. */
  readonly programmes: readonly { readonly id: string; readonly title: string }[];
}

/** A session that has just been shown to be live, with what its pages need. */
export class BrowserSessionQuery extends Query<BrowserSession> {
  constructor(
    readonly principal: Principal,
    /** The session's token. */
    readonly token: string,
  ) {
    super();
  }
}

@QueryHandler(BrowserSessionQuery)
export class BrowserSessionHandler implements IQueryHandler<BrowserSessionQuery, BrowserSession> {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly units: UnitDirectory,
    private readonly programmes: ProgrammeDirectory,
    private readonly readModels: ReadModels,
    @Inject(VIEW_POLICY) private readonly views: ViewPolicy,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws {Refusal} unauthenticated: the session ended meanwhile */
  async execute({ principal, token }: BrowserSessionQuery): Promise<BrowserSession> {
    const session = this.credentials.session(token);
    if (!session) throw new Refusal('unauthenticated', 'unauthenticated', 'Hãy đăng nhập trước.');
    const { id, displayName, grants } = principal;
    const permissions = permissionsOf(principal);
    const seesProgrammes = permissions.some(({ permission }) => permission === 'programme.read');
    return {
      principal: {
        id,
        displayName,
        grants: grants.map(({ role, unit }) => ({
          role,
          roleName: ROLES[role],
          unit,
          unitName: unit === null ? null : this.units.name(unit),
        })),
      },
      permissions,
      csrfToken: csrfTokenOf(token),
      expiresAt: session.expiresAt,
      serverDate: localDate(this.clock.now()),
      viewsRecorded: isOnlyInspector(principal) && this.views.recordsViews(),
      simulated: this.#isSimulated(),
      programmes: seesProgrammes
        ? this.programmes.all().map((programme) => ({ id: programme.id, title: programme.title }))
        : [],
    };
  }

  #isSimulated(): boolean {
    const found = this.readModels.db.$client
      .prepare<[], number>('SELECT EXISTS (SELECT 1 FROM tasks_assignments WHERE simulated = 1)')
      .pluck()
      .get();
    return found === 1;
  }
}
