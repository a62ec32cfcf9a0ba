import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel';
import { actorFor, operatorPrincipal, type Principal, permissionsOf, scopeOf } from './principal.js';
import {
  GRANTABLE_ROLES,
  needsUnit,
  PERMISSIONS,
  type Permission,
  ROLES,
  type Role,
  reachOf,
} from './roles.js';

const MATRIX: Readonly<Record<Permission, string>> = {
  //                          standing-office directing-leader lead-unit inspector administrator operator
  'unit.read': /*               */ 'all all all      all all all',
  'programme.read': /*          */ 'all all all      all -   all',
  'assignment.read': /*         */ 'all all own-unit all -   all',
  'history.read': /*            */ 'all all own-unit all -   all',
  'trail.read': /*              */ 'all all own-unit all -   all',
  'trail.read-account': /*      */ 'all -   -        all -   all',
  'warning.read': /*            */ 'all all own-unit all -   all',
  'compliance.read': /*         */ 'all all own-unit all -   all',
  'changes.read': /*            */ 'all all own-unit all -   all',
  'account.read': /*            */ '-   -   -        all all all',
  'catalogue.load': /*          */ 'all -   -        -   -   all',
  'policy.adopt': /*            */ 'all -   -        -   -   all',
  'account.manage': /*          */ '-   -   -        -   all all',
  'assignment.assign': /*       */ 'all -   -        -   -   -',
  'assignment.release': /*      */ 'all -   -        -   -   -',
  'assignment.transfer': /*     */ 'all -   -        -   -   -',
  'assignment.change-status': /**/ 'all -   -        -   -   -',
  'assignment.accept': /*       */ '-   -   own-unit -   -   -',
  'report.submit': /*           */ '-   -   own-unit -   -   -',
  'report.return': /*           */ 'all -   -        -   -   -',
  'extension.request': /*       */ '-   -   own-unit -   -   -',
  'extension.decide': /*        */ 'all -   -        -   -   -',
  'completion.propose': /*      */ '-   -   own-unit -   -   -',
  'completion.decide': /*       */ 'all -   -        -   -   -',
  'explanation.request': /*     */ 'all all -        -   -   -',
  'explanation.submit': /*      */ '-   -   own-unit -   -   -',
  'explanation.judge': /*       */ 'all all -        -   -   -',
  'period.remind': /*           */ 'all -   -        -   -   all',
  'period.close': /*            */ 'all -   -        -   -   all',
  'indicator.measure': /*       */ 'all -   -        -   -   all',
  'indicator.report-own': /*    */ 'all -   own-unit -   -   all',
  'indicator.target': /*        */ 'all -   -        -   -   -',
  'scorecard.read': /*          */ 'all all own-unit all -   all',
  'notification.own': /*        */ 'all all all      all all -',
  'notification.operate': /*    */ 'all -   -        -   all all',
  'session.own': /*             */ 'all all all      all all -',
};

const COLUMNS: readonly Role[] = [
  'standing-office',
  'directing-leader',
  'lead-unit',
  'inspector',
  'administrator',
  'operator',
];
const cells = (Object.keys(PERMISSIONS) as Permission[]).flatMap((permission) =>
  MATRIX[permission].split(/ +/).map((reach, index) => ({ permission, reach, role: COLUMNS[index] as Role })),
);

const account = (...grants: Principal['grants']): Principal => ({
  id: 'ai-do',
  displayName: 'Ai đó',
  grants,
});
const grantOf = (role: Role) => ({ role, unit: needsUnit(role) ? 'so-khcn' : null });

function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the table of roles and permissions', () => {
  it('has a row for every permission and a column for every role', () => {
    expect(Object.keys(MATRIX).sort()).toEqual(Object.keys(PERMISSIONS).sort());
    expect([...COLUMNS].sort()).toEqual(Object.keys(ROLES).sort());
    expect(cells).toHaveLength(Object.keys(PERMISSIONS).length * COLUMNS.length);
  });

  it.each(cells)('lets $role have $permission: $reach', ({ role, permission, reach }) => {
    expect(reachOf(role, permission) ?? '-').toBe(reach);
    const principal = account(grantOf(role));
    if (reach === '-') {
      expect(() => actorFor(principal, permission, 'so-khcn')).toThrow(Refusal);
      expect(() => scopeOf(principal, permission)).toThrow(Refusal);
    } else {
      expect(actorFor(principal, permission, 'so-khcn')).toEqual({ id: 'ai-do', ...grantOf(role) });
      expect(scopeOf(principal, permission)).toEqual(reach === 'all' ? 'all' : ['so-khcn']);
    }
  });

  it('lets no account hold the operator role, and names no unit for it', () => {
    expect(GRANTABLE_ROLES).not.toContain('operator');
    expect(operatorPrincipal('may-chu').grants).toEqual([{ role: 'operator', unit: null }]);
  });

  it('ties only the lead unit to a unit', () => {
    expect(COLUMNS.filter(needsUnit)).toEqual(['lead-unit']);
  });
});

describe('actorFor', () => {
  const twoUnits = account({ role: 'lead-unit', unit: 'so-tc' }, { role: 'lead-unit', unit: 'so-khcn' });

  it('names the grant whose unit the matter belongs to', () => {
    expect(actorFor(twoUnits, 'report.submit', 'so-khcn')).toEqual({
      id: 'ai-do',
      role: 'lead-unit',
      unit: 'so-khcn',
    });
  });

  it('takes the first grant that allows it', () => {
    const both = account({ role: 'inspector', unit: null }, { role: 'standing-office', unit: null });
    expect(actorFor(both, 'programme.read').role).toBe('inspector');
    expect(actorFor(both, 'assignment.assign').role).toBe('standing-office');
  });

  it('says that the matter belongs to another unit', () => {
    expect(refusalOf(() => actorFor(twoUnits, 'report.submit', 'so-yt'))).toMatchObject({
      kind: 'forbidden',
      code: 'forbidden',
      detail:
        'Việc này thuộc đơn vị khác: tài khoản “ai-do” chỉ được nộp cập nhật tiến độ trong phạm vi đơn vị mình.',
    });
  });

  it('refuses a scoped permission when no unit is named', () => {
    expect(refusalOf(() => actorFor(twoUnits, 'report.submit')).kind).toBe('forbidden');
  });

  it('does not take a grant without a unit for a grant for every unit', () => {
    expect(() => actorFor(account({ role: 'lead-unit', unit: null }), 'report.submit')).toThrow(Refusal);
  });

  it('names what is not allowed', () => {
    const inspector = account({ role: 'inspector', unit: null });
    expect(refusalOf(() => actorFor(inspector, 'assignment.assign'))).toMatchObject({
      kind: 'forbidden',
      detail: 'Tài khoản “ai-do” không có quyền giao nhiệm vụ.',
    });
  });
});

describe('scopeOf', () => {
  it('lists each unit of the principal once', () => {
    const principal = account({ role: 'lead-unit', unit: 'b' }, { role: 'lead-unit', unit: 'a' });
    expect(scopeOf(principal, 'assignment.read')).toEqual(['b', 'a']);
  });

  it('is everything as soon as one grant reaches everything', () => {
    const principal = account({ role: 'lead-unit', unit: 'a' }, { role: 'inspector', unit: null });
    expect(scopeOf(principal, 'assignment.read')).toBe('all');
  });

  it('refuses a principal without grants', () => {
    expect(() => scopeOf(account(), 'programme.read')).toThrow(Refusal);
  });
});

describe('permissionsOf', () => {
  it('names each right once, with the units within which it holds', () => {
    const held = permissionsOf(account({ role: 'lead-unit', unit: 'b' }, { role: 'lead-unit', unit: 'a' }));
    expect(held).toContainEqual({ permission: 'report.submit', units: ['b', 'a'] });
    expect(held).toContainEqual({ permission: 'programme.read', units: null });
    expect(new Set(held.map(({ permission }) => permission)).size).toBe(held.length);
    expect(held.map(({ permission }) => permission)).not.toContain('assignment.assign');
  });

  it('is everywhere as soon as one grant reaches everywhere', () => {
    const held = permissionsOf(account({ role: 'lead-unit', unit: 'a' }, { role: 'inspector', unit: null }));
    expect(held).toContainEqual({ permission: 'assignment.read', units: null });
  });

  it('are none without a grant', () => {
    expect(permissionsOf(account())).toEqual([]);
  });
});
