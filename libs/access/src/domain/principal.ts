import type { Actor } from '#event-log';
import { Refusal } from '#kernel';
import { PERMISSIONS, type Permission, ROLES, type Role, reachOf } from './roles.js';

/** A role held, and for which unit (null: a role that is not tied to one). */
export type Grant = {
  readonly role: Role;
  readonly unit: string | null;
};

/** Who asks. */
export interface Principal {
  /** The account's id. */
  readonly id: string;
  readonly displayName: string;
  readonly grants: readonly Grant[];
}

/** The person at the server's command line. Only the CLI builds it; no account can hold the role. */
export function operatorPrincipal(id: string): Principal {
  return { id, displayName: ROLES.operator, grants: [{ role: 'operator', unit: null }] };
}

/**
 * The actor under whose name an act is recorded: the first grant that allows it.
 * @param unit the unit whose matter it is; a role that is scoped to its unit may act on no other
 * @throws {Refusal} forbidden
 */
export function actorFor(principal: Principal, permission: Permission, unit?: string): Actor {
  const holding = principal.grants.filter(({ role }) => reachOf(role, permission) !== null);
  const grant = holding.find(
    ({ role, unit: own }) =>
      reachOf(role, permission) === 'all' || (own !== null && unit !== undefined && own === unit),
  );
  if (grant) return { id: principal.id, role: grant.role, unit: grant.unit };
  if (holding.length === 0) throw notAllowed(principal, permission);
  throw new Refusal(
    'forbidden',
    'forbidden',
    `Việc này thuộc đơn vị khác: tài khoản “${principal.id}” chỉ được ${PERMISSIONS[permission]} trong phạm vi đơn vị mình.`,
  );
}

/**
 * Whose matters a query may show.
 * @returns `all`, or the ids of the principal's units
 * @throws {Refusal} forbidden: none at all
 */
export function scopeOf(principal: Principal, permission: Permission): 'all' | readonly string[] {
  const units = new Set<string>();
  for (const { role, unit } of principal.grants) {
    const reach = reachOf(role, permission);
    if (reach === 'all') return 'all';
    if (reach === 'own-unit' && unit !== null) units.add(unit);
  }
  if (units.size === 0) throw notAllowed(principal, permission);
  return [...units];
}

/** Whether the events of accounts, and what inspectors looked at, may be shown to a principal. */
export function mayReadAccounts({ grants }: Pick<Principal, 'grants'>): boolean {
  return grants.some(({ role }) => reachOf(role, 'account.read') !== null);
}

/** A right that a principal holds. */
export interface HeldPermission {
  readonly permission: Permission;
  /** Ids of the units within which it holds; null: everywhere. */
  readonly units: readonly string[] | null;
}

/** Every right that some grant gives, in the order of {@link PERMISSIONS}. */
export function permissionsOf(principal: Principal): HeldPermission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).flatMap((permission) => {
    const holding = principal.grants.filter(({ role }) => reachOf(role, permission) !== null);
    if (holding.length === 0) return [];
    const scope = scopeOf(principal, permission);
    return [{ permission, units: scope === 'all' ? null : scope }];
  });
}

function notAllowed(principal: Principal, permission: Permission): Refusal {
  return new Refusal(
    'forbidden',
    'forbidden',
    `Tài khoản “${principal.id}” không có quyền ${PERMISSIONS[permission]}.`,
  );
}
