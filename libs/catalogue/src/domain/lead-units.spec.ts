import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel';
import { expandLeadUnits } from './lead-units.js';
import type { UnitKind } from './unit.events.js';
import type { UnitGroup } from './unit-group.state.js';

const unit = (id: string, kind: UnitKind) => ({ id, kind });
const units = [
  unit('so-a', 'department'),
  unit('van-phong', 'government-office'),
  unit('so-b', 'department'),
  unit('xa-a', 'commune'),
  unit('xa-b', 'commune'),
];

const group = (id: string, fields: Partial<UnitGroup>): UnitGroup => ({
  id,
  name: id,
  aliases: [],
  kinds: [],
  units: [],
  exclude: [],
  descriptive: false,
  ordinal: 1,
  ...fields,
});
const groups = [
  group('cac-so', { kinds: ['department'], units: ['van-phong'] }),
  group('cac-xa', { kinds: ['commune'], exclude: ['xa-b'] }),
  group('moi-noi', { kinds: ['department', 'commune'] }),
  group('lien-quan', { descriptive: true }),
  group('cac-truong', { kinds: ['university'] }),
];

const refusalOf = (leadUnits: string[]) => {
  try {
    return expandLeadUnits(leadUnits, groups, units);
  } catch (error) {
    return error instanceof Refusal ? error.code : error;
  }
};

describe('the lead units of a task', () => {
  it('are the units themselves when they are named', () => {
    expect(expandLeadUnits(['so-b', 'so-a'], groups, units)).toEqual([
      { unit: 'so-a', viaGroup: null },
      { unit: 'so-b', viaGroup: null },
    ]);
  });
  it('are all members of a group, by kind and by name, in the order of the units', () => {
    expect(expandLeadUnits(['cac-so'], groups, units)).toEqual([
      { unit: 'so-a', viaGroup: 'cac-so' },
      { unit: 'van-phong', viaGroup: 'cac-so' },
      { unit: 'so-b', viaGroup: 'cac-so' },
    ]);
  });
  it('leave out who is excluded from the group', () => {
    expect(expandLeadUnits(['cac-xa'], groups, units)).toEqual([{ unit: 'xa-a', viaGroup: 'cac-xa' }]);
  });
  it('name each unit once, by the group that is named first', () => {
    expect(expandLeadUnits(['cac-xa', 'moi-noi'], groups, units)).toEqual([
      { unit: 'so-a', viaGroup: 'moi-noi' },
      { unit: 'so-b', viaGroup: 'moi-noi' },
      { unit: 'xa-a', viaGroup: 'cac-xa' },
      { unit: 'xa-b', viaGroup: 'moi-noi' },
    ]);
  });
  it.each([[['so-a', 'cac-so']], [['cac-so', 'so-a']]])(
    'count a unit as named itself, before or after its group: %j',
    (leadUnits) => {
      expect(expandLeadUnits(leadUnits, groups, units)[0]).toEqual({ unit: 'so-a', viaGroup: null });
    },
  );
  it('cannot be a group that only describes', () => {
    expect(refusalOf(['so-a', 'lien-quan'])).toBe('descriptive-group');
  });
  it('cannot be a group without members, which would leave the task with nobody', () => {
    expect(refusalOf(['cac-truong'])).toBe('empty-group');
  });
  it('cannot be unknown', () => {
    expect(refusalOf(['so-c'])).toBe('unknown-unit');
  });
});
