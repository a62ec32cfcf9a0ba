import type { RecordedEvent, StreamState } from '#event-log';
import type { AccountEvent } from './account.events.js';
import type { Grant } from './principal.js';

export interface AccountState {
  readonly registered: boolean;
  readonly enabled: boolean;
  readonly displayName: string;
  readonly grants: readonly Grant[];
}

const initial: AccountState = { registered: false, enabled: false, displayName: '', grants: [] };

export function sameGrant(a: Grant, b: Grant): boolean {
  return a.role === b.role && a.unit === b.unit;
}

/** True for an account that can act as an administrator now. */
export function isActiveAdministrator({ enabled, grants }: AccountState): boolean {
  return enabled && grants.some(({ role }) => role === 'administrator');
}

function evolve(state: AccountState, recorded: Pick<RecordedEvent, 'type' | 'data'>): AccountState {
  const event = recorded as AccountEvent;
  switch (event.type) {
    case 'AccountRegistered':
      return { ...state, registered: true, enabled: true, displayName: event.data.displayName };
    case 'RoleGranted':
      return { ...state, grants: [...state.grants, { role: event.data.role, unit: event.data.unit }] };
    case 'RoleRevoked':
      return { ...state, grants: state.grants.filter((grant) => !sameGrant(grant, event.data)) };
    case 'AccountDisabled':
      return { ...state, enabled: false };
    case 'AccountEnabled':
      return { ...state, enabled: true };
    default:
      return state;
  }
}

export const accountState = { initial, evolve } satisfies StreamState<AccountState>;
