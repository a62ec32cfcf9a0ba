import { Refusal } from '#kernel';
import type { AccountEvent } from './account.events.js';
import { type AccountState, isActiveAdministrator, sameGrant } from './account.state.js';
import type { Grant } from './principal.js';
import { GRANTABLE_ROLES, needsUnit, ROLES, type Role } from './roles.js';

/** What a grant's rule needs to know from outside. */
export interface GrantFacts {
  /** Of the units that the command names, those that exist. */
  readonly knownUnits: ReadonlySet<string>;
}

/** What the rule on the last administrator needs to know from outside. */
export interface AdministratorFacts {
  /** How many other enabled accounts hold the administrator role. */
  readonly otherAdministrators: number;
}

/** Lower-case letter first, then letters, digits, dots and hyphens; 3 to 64 characters. */
export const ACCOUNT_ID = /^[a-z][a-z0-9.-]{2,63}$/;

/** Duties are separated: who hands out rights holds none over tasks. */
const SEPARATED_FROM_ADMINISTRATOR: readonly Role[] = ['standing-office', 'directing-leader', 'lead-unit'];

/**
 * The stream of an account.
 * @throws {Refusal} not-found: no account can have this id
 */
export function accountStream(id: string): string {
  if (!ACCOUNT_ID.test(id)) throw noSuchAccount();
  return `account-${id}`;
}

/** @throws {Refusal} invalid: the id has the wrong form */
export function checkAccountId(id: string): void {
  if (ACCOUNT_ID.test(id)) return;
  const detail = 'từ 3 đến 64 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối; bắt đầu bằng chữ';
  throw new Refusal('invalid', 'invalid-account-id', `Mã tài khoản không đúng dạng (${detail}).`, [
    { at: 'id', detail },
  ]);
}

export function registerAccount(
  state: AccountState,
  command: { readonly displayName: string; readonly grants: readonly Grant[] },
  facts: GrantFacts,
): AccountEvent[] {
  const grants = command.grants.filter(
    (grant, index) => command.grants.findIndex((other) => sameGrant(other, grant)) === index,
  );
  if (state.registered) {
    const same =
      state.displayName === command.displayName &&
      state.grants.length === grants.length &&
      grants.every((grant) => state.grants.some((held) => sameGrant(held, grant)));
    if (same) return [];
    throw new Refusal('conflict', 'account-exists', 'Mã tài khoản này đã được đăng ký với nội dung khác.');
  }
  if (command.displayName === '') {
    throw new Refusal('invalid', 'display-name-required', 'Tài khoản phải có tên chức danh.', [
      { at: 'displayName', detail: 'không được để trống' },
    ]);
  }
  grants.forEach((grant, index) => {
    checkGrant(grants.slice(0, index), grant, facts);
  });
  return [{ type: 'AccountRegistered', data: { displayName: command.displayName } }, ...grants.map(granted)];
}

export function grantRole(state: AccountState, grant: Grant, facts: GrantFacts): AccountEvent[] {
  requireRegistered(state);
  if (state.grants.some((held) => sameGrant(held, grant))) return [];
  checkGrant(state.grants, grant, facts);
  return [granted(grant)];
}

export function revokeRole(
  state: AccountState,
  command: Grant & { readonly reason: string },
  facts: AdministratorFacts,
): AccountEvent[] {
  requireRegistered(state);
  const { role, unit, reason } = command;
  if (!state.grants.some((held) => sameGrant(held, command))) return [];
  requireReason(reason);
  if (role === 'administrator') keepOneAdministrator(state, facts);
  return [{ type: 'RoleRevoked', data: { role, unit, reason } }];
}

export function disableAccount(
  state: AccountState,
  command: { readonly reason: string },
  facts: AdministratorFacts,
): AccountEvent[] {
  requireRegistered(state);
  if (!state.enabled) return [];
  requireReason(command.reason);
  keepOneAdministrator(state, facts);
  return [{ type: 'AccountDisabled', data: { reason: command.reason } }];
}

export function enableAccount(state: AccountState, command: { readonly reason: string }): AccountEvent[] {
  requireRegistered(state);
  if (state.enabled) return [];
  requireReason(command.reason);
  return [{ type: 'AccountEnabled', data: { reason: command.reason } }];
}

/** Each change of password is a fact of its own, so a new command always yields one; the secret is kept elsewhere. */
export function changePassword(state: AccountState): AccountEvent[] {
  requireRegistered(state);
  return [{ type: 'PasswordChanged', data: {} }];
}

function granted({ role, unit }: Grant): AccountEvent {
  return { type: 'RoleGranted', data: { role, unit } };
}

function checkGrant(held: readonly Grant[], { role, unit }: Grant, { knownUnits }: GrantFacts): void {
  if (!(GRANTABLE_ROLES as readonly Role[]).includes(role)) {
    throw new Refusal('invalid', 'role-not-grantable', 'Vai trò này không cấp được cho tài khoản.');
  }
  if (needsUnit(role)) {
    if (unit === null) {
      throw new Refusal('invalid', 'unit-required', `Vai trò “${ROLES[role]}” phải gắn với một đơn vị.`);
    }
    if (!knownUnits.has(unit)) {
      throw new Refusal('unprocessable', 'unknown-unit', `Không có đơn vị nào mang mã “${unit}”.`);
    }
  } else if (unit !== null) {
    throw new Refusal('invalid', 'unit-not-allowed', `Vai trò “${ROLES[role]}” không gắn với đơn vị nào.`);
  }
  const conflicting = held.some((other) => separated(role, other.role) || separated(other.role, role));
  if (conflicting) {
    throw new Refusal(
      'conflict',
      'duties-separated',
      'Tài khoản quản trị không được đồng thời giữ vai trò Cơ quan Thường trực hoặc đơn vị chủ trì.',
    );
  }
}

function separated(role: Role, other: Role): boolean {
  return role === 'administrator' && SEPARATED_FROM_ADMINISTRATOR.includes(other);
}

function keepOneAdministrator(state: AccountState, { otherAdministrators }: AdministratorFacts): void {
  if (!isActiveAdministrator(state) || otherAdministrators > 0) return;
  throw new Refusal(
    'conflict',
    'last-administrator',
    'Đây là tài khoản quản trị cuối cùng còn hoạt động; hãy cấp quyền quản trị cho tài khoản khác trước.',
  );
}

function requireRegistered(state: AccountState): void {
  if (!state.registered) throw noSuchAccount();
}

function requireReason(reason: string): void {
  if (reason !== '') return;
  throw new Refusal('unprocessable', 'reason-missing', 'Phải nêu lý do.', [
    { at: 'reason', detail: 'không được để trống' },
  ]);
}

function noSuchAccount(): Refusal {
  return new Refusal('not-found', 'no-such-account', 'Không có tài khoản này.');
}
