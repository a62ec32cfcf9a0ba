import { actorFor, isOfAccounts, type Principal, scopeOf } from '#access';
import { Refusal } from '#kernel';

/** What speaks of units in their bodies, so that without a unit of its own it is for those who see all. */
const OF_MANY_UNITS = /^(?:period|warning)-/;

/**
 * Whether an event may be shown: of accounts, to who may read accounts; of a unit, to the unit and to who sees all; of
 * none, to everybody who may read histories.
 * @throws {Refusal} forbidden
 */
export function checkReadable(
  principal: Principal,
  { stream, unit }: { readonly stream: string; readonly unit: string | null },
): void {
  scopeOf(principal, 'history.read');
  if (isOfAccounts(stream)) actorFor(principal, 'account.read');
  else if (unit !== null) actorFor(principal, 'history.read', unit);
  else if (OF_MANY_UNITS.test(stream)) actorFor(principal, 'history.read');
}

/** The same, answered. */
export function isReadable(principal: Principal, event: Parameters<typeof checkReadable>[1]): boolean {
  try {
    checkReadable(principal, event);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
