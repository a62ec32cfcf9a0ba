import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#event-log';
import {
  changePassword,
  disableAccount,
  enableAccount,
  grantRole,
  registerAccount,
  revokeRole,
} from './account.decisions.js';
import type { AccountEvent } from './account.events.js';
import { type AccountState, accountState } from './account.state.js';

/*
 * The fixtures are the storage format: bodies as they stand in logs, key order included. A fixture is never edited to
 * make a test pass; a body that has to change gets a new schemaVersion, an upcaster and a fixture of its own.
 */

type AccountEventType = AccountEvent['type'];

interface Fixture {
  readonly type: AccountEventType;
  readonly schemaVersion: number;
  readonly data: AccountEvent['data'];
}

const FIXTURES = JSON.parse(
  readFileSync(new URL('./fixtures/account-events.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

interface Golden {
  readonly given: AccountState;
  /** The command that leads to the fixture. */
  readonly decide: (state: AccountState) => readonly AccountEvent[];
  /** What the fixture makes of the account. */
  readonly read: Partial<AccountState>;
}

const facts = { knownUnits: new Set(['so-noi-vu']) };
const none = accountState.initial;
const inspector = { role: 'inspector', unit: null } as const;
const officer = { role: 'lead-unit', unit: 'so-noi-vu' } as const;
const account: AccountState = {
  registered: true,
  enabled: true,
  displayName: 'Chuyên viên',
  grants: [inspector],
};
const disabled: AccountState = { ...account, enabled: false };

const GOLDEN: Readonly<Record<AccountEventType, Golden>> = {
  AccountRegistered: {
    given: none,
    decide: (state) => registerAccount(state, { displayName: 'Chuyên viên Sở Nội vụ', grants: [] }, facts),
    read: { registered: true, enabled: true, displayName: 'Chuyên viên Sở Nội vụ' },
  },
  RoleGranted: {
    given: account,
    decide: (state) => grantRole(state, officer, facts),
    read: { grants: [inspector, officer] },
  },
  RoleRevoked: {
    given: account,
    decide: (state) =>
      revokeRole(state, { ...inspector, reason: 'Chuyển công tác' }, { otherAdministrators: 1 }),
    read: { grants: [] },
  },
  AccountDisabled: {
    given: account,
    decide: (state) => disableAccount(state, { reason: 'Nghỉ việc' }, { otherAdministrators: 1 }),
    read: { enabled: false },
  },
  AccountEnabled: {
    given: disabled,
    decide: (state) => enableAccount(state, { reason: 'Trở lại công tác' }),
    read: { enabled: true },
  },
  PasswordChanged: { given: account, decide: (state) => changePassword(state), read: {} },
};

describe('The stored events of an account', () => {
  it('have one fixture for each type, and none for another', () => {
    expect(FIXTURES.map(({ type }) => type)).toStrictEqual(Object.keys(GOLDEN));
  });

  it('are all of the first version of their schema', () => {
    expect(FIXTURES.filter(({ schemaVersion }) => schemaVersion !== 1)).toStrictEqual([]);
  });

  it.each(FIXTURES)('are still read: $type', ({ type, data }) => {
    const { given, read } = GOLDEN[type];
    const event = { type, data } as unknown as RecordedEvent;
    expect(accountState.evolve(given, event)).toStrictEqual({ ...given, ...read });
  });

  it.each(FIXTURES)('are still what decisions produce, byte for byte: $type', ({ type, data }) => {
    const { given, decide } = GOLDEN[type];
    const produced = decide(given).map((event) => `${event.type} ${JSON.stringify(event.data)}`);
    expect(produced).toStrictEqual([`${type} ${JSON.stringify(data)}`]);
  });
});
