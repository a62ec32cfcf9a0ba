import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel';
import {
  accountStream,
  changePassword,
  checkAccountId,
  disableAccount,
  enableAccount,
  grantRole,
  registerAccount,
  revokeRole,
} from './account.decisions.js';
import type { AccountEvent } from './account.events.js';
import { type AccountState, accountState } from './account.state.js';
import type { Grant } from './principal.js';
import type { Role } from './roles.js';

const admin: Grant = { role: 'administrator', unit: null };
const office: Grant = { role: 'standing-office', unit: null };
const inspector: Grant = { role: 'inspector', unit: null };
const lead: Grant = { role: 'lead-unit', unit: 'so-khcn' };

const registered: AccountEvent = { type: 'AccountRegistered', data: { displayName: 'Chuyên viên' } };
const granted = (grant: Grant): AccountEvent => ({ type: 'RoleGranted', data: grant });
const disabled: AccountEvent = { type: 'AccountDisabled', data: { reason: 'Chuyển công tác' } };
const enabled: AccountEvent = { type: 'AccountEnabled', data: { reason: 'Nhận lại việc' } };

const units = { knownUnits: new Set(['so-khcn']) };
const lastOne = { otherAdministrators: 0 };
const oneMore = { otherAdministrators: 1 };
const reason = 'Chuyển công tác';

type Decision = (state: AccountState) => AccountEvent[];

function given(...events: readonly AccountEvent[]) {
  const state = events.reduce(
    (folded, event) => accountState.evolve(folded, event as Parameters<typeof accountState.evolve>[1]),
    accountState.initial,
  );
  return {
    when: (decide: Decision) => ({
      yields: (expected: readonly AccountEvent[]) => expect(decide(state)).toStrictEqual(expected),
      refuses: (kind: string, code: string) => {
        try {
          decide(state);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          expect(error).toMatchObject({ kind, code });
          return;
        }
        throw new Error('nothing was refused');
      },
    }),
  };
}

const register =
  (...grants: Grant[]): Decision =>
  (state) =>
    registerAccount(state, { displayName: 'Chuyên viên', grants }, units);
const grant =
  (wanted: Grant): Decision =>
  (state) =>
    grantRole(state, wanted, units);

describe('registering an account', () => {
  it('states the account and then its first grants, in the order given', () => {
    given()
      .when(register(lead, inspector))
      .yields([registered, granted(lead), granted(inspector)]);
  });

  it('grants a role named twice once', () => {
    given()
      .when(register(inspector, inspector))
      .yields([registered, granted(inspector)]);
  });

  it('yields nothing when it is repeated', () => {
    given(registered, granted(lead)).when(register(lead)).yields([]);
  });

  it('is refused when the id stands for another content', () => {
    given(registered, granted(lead)).when(register(inspector)).refuses('conflict', 'account-exists');
    given(registered)
      .when((state) => registerAccount(state, { displayName: 'Khác', grants: [] }, units))
      .refuses('conflict', 'account-exists');
  });

  it('is refused without a name', () => {
    given()
      .when((state) => registerAccount(state, { displayName: '', grants: [] }, units))
      .refuses('invalid', 'display-name-required');
  });

  it('is refused when its grants mix separated duties', () => {
    given().when(register(admin, office)).refuses('conflict', 'duties-separated');
  });

  it.each(['abc', 'so-khcn.bao-cao', 'a12', `a${'b'.repeat(63)}`])('takes the id %s', (id) => {
    expect(() => checkAccountId(id)).not.toThrow();
    expect(accountStream(id)).toBe(`account-${id}`);
  });

  it.each(['ab', 'Abc', '1abc', 'a_b', 'a b c', `a${'b'.repeat(64)}`, 'abc\n', 'đơn-vị'])(
    'refuses the id %j, and knows no stream for it',
    (id) => {
      expect(() => checkAccountId(id)).toThrow(Refusal);
      expect(() => accountStream(id)).toThrow(Refusal);
    },
  );
});

describe('granting a role', () => {
  it('states the role and its unit', () => {
    given(registered)
      .when(grant(lead))
      .yields([granted(lead)]);
  });

  it('yields nothing when the role is held', () => {
    given(registered, granted(lead)).when(grant(lead)).yields([]);
  });

  it('gives a revoked role back', () => {
    given(registered, granted(lead), { type: 'RoleRevoked', data: { ...lead, reason } })
      .when(grant(lead))
      .yields([granted(lead)]);
  });

  it('is refused for an account that does not exist', () => {
    given().when(grant(lead)).refuses('not-found', 'no-such-account');
  });

  it('is refused to a lead unit without a unit, and to one whose unit does not exist', () => {
    given(registered)
      .when(grant({ role: 'lead-unit', unit: null }))
      .refuses('invalid', 'unit-required');
    given(registered)
      .when(grant({ role: 'lead-unit', unit: 'so-xd' }))
      .refuses('unprocessable', 'unknown-unit');
  });

  it('is refused to any other role with a unit', () => {
    given(registered)
      .when(grant({ role: 'inspector', unit: 'so-khcn' }))
      .refuses('invalid', 'unit-not-allowed');
  });

  it('is refused for the operator and for a role that does not exist', () => {
    given(registered)
      .when(grant({ role: 'operator', unit: null }))
      .refuses('invalid', 'role-not-grantable');
    given(registered)
      .when(grant({ role: 'boss' as Role, unit: null }))
      .refuses('invalid', 'role-not-grantable');
  });

  it.each([
    [admin, office],
    [admin, lead],
    [office, admin],
    [lead, admin],
  ])('keeps duties separated: who holds %j is refused %j', (held, wanted) => {
    given(registered, granted(held)).when(grant(wanted)).refuses('conflict', 'duties-separated');
  });

  it('lets an administrator inspect, and an office lead a unit', () => {
    given(registered, granted(admin))
      .when(grant(inspector))
      .yields([granted(inspector)]);
    given(registered, granted(office))
      .when(grant(lead))
      .yields([granted(lead)]);
  });
});

describe('revoking a role', () => {
  const revoke =
    (wanted: Grant, facts = oneMore, why = reason): Decision =>
    (state) =>
      revokeRole(state, { ...wanted, reason: why }, facts);

  it('states the role and the reason', () => {
    given(registered, granted(lead))
      .when(revoke(lead))
      .yields([{ type: 'RoleRevoked', data: { role: 'lead-unit', unit: 'so-khcn', reason } }]);
  });

  it('yields nothing when the role is not held', () => {
    given(registered).when(revoke(lead)).yields([]);
    given(registered, granted(lead))
      .when(revoke({ role: 'lead-unit', unit: 'so-tc' }))
      .yields([]);
  });

  it('is refused without a reason', () => {
    given(registered, granted(lead))
      .when(revoke(lead, oneMore, ''))
      .refuses('unprocessable', 'reason-missing');
  });

  it('is refused for the last enabled administrator, and done when there is another', () => {
    given(registered, granted(admin)).when(revoke(admin, lastOne)).refuses('conflict', 'last-administrator');
    given(registered, granted(admin))
      .when(revoke(admin, oneMore))
      .yields([{ type: 'RoleRevoked', data: { role: 'administrator', unit: null, reason } }]);
  });

  it('leaves the last administrator free to lose another role', () => {
    given(registered, granted(admin), granted(inspector))
      .when(revoke(inspector, lastOne))
      .yields([{ type: 'RoleRevoked', data: { role: 'inspector', unit: null, reason } }]);
  });

  it('is done on a disabled administrator, who is none of the enabled ones', () => {
    given(registered, granted(admin), disabled)
      .when(revoke(admin, lastOne))
      .yields([{ type: 'RoleRevoked', data: { role: 'administrator', unit: null, reason } }]);
  });
});

describe('disabling and enabling an account', () => {
  const disable =
    (facts = oneMore, why = reason): Decision =>
    (state) =>
      disableAccount(state, { reason: why }, facts);
  const enable =
    (why = 'Nhận lại việc'): Decision =>
    (state) =>
      enableAccount(state, { reason: why });

  it('states the reason', () => {
    given(registered).when(disable()).yields([disabled]);
    given(registered, disabled).when(enable()).yields([enabled]);
  });

  it('yields nothing when it is repeated', () => {
    given(registered, disabled).when(disable()).yields([]);
    given(registered).when(enable()).yields([]);
    given(registered, disabled, enabled).when(enable()).yields([]);
  });

  it('is refused without a reason', () => {
    given(registered).when(disable(oneMore, '')).refuses('unprocessable', 'reason-missing');
    given(registered, disabled).when(enable('')).refuses('unprocessable', 'reason-missing');
  });

  it('is refused for an account that does not exist', () => {
    given().when(disable()).refuses('not-found', 'no-such-account');
    given().when(enable()).refuses('not-found', 'no-such-account');
  });

  it('is refused for the last enabled administrator', () => {
    given(registered, granted(admin)).when(disable(lastOne)).refuses('conflict', 'last-administrator');
    given(registered, granted(admin)).when(disable(oneMore)).yields([disabled]);
    given(registered, granted(inspector)).when(disable(lastOne)).yields([disabled]);
  });
});

describe('changing a password', () => {
  const changed: AccountEvent = { type: 'PasswordChanged', data: {} };

  it('states that it was changed, and no secret', () => {
    given(registered).when(changePassword).yields([changed]);
  });

  it('is a fact of its own each time, since no state tells one secret from another', () => {
    given(registered, changed).when(changePassword).yields([changed]);
  });

  it('is refused for an account that does not exist', () => {
    given().when(changePassword).refuses('not-found', 'no-such-account');
  });
});

describe('the state of an account', () => {
  it('is left alone by an event that it does not know', () => {
    const before = accountState.evolve(accountState.initial, {
      type: 'AccountRegistered',
      data: { displayName: 'A' },
    });
    expect(accountState.evolve(before, { type: 'SomethingLater', data: {} })).toBe(before);
  });
});
