import { describe, expect, it } from '@jest/globals';
import type { AssignmentStatus } from '#tasks';
import { type ActorFacts, actorsOf, dutiesOf, type Right, type Standing, touches } from './trail.js';

const day = (date: string) => `${date}T02:00:00.000Z`;

const HOLDER = {
  assignment: 'p.7.so-a',
  programme: 'p',
  task: '7',
  taskTitle: 'Số hóa hồ sơ',
  unit: 'so-a',
  unitName: 'Sở A',
  originalDue: '2026-03-31',
  transferredFrom: null,
  simulated: false,
};
const { transferredFrom: _, ...SHOWN } = HOLDER;

const standing = (
  date: string,
  status: AssignmentStatus,
  currentDue: string | null = '2026-03-31',
): Standing => ({ at: day(date), status, currentDue, eventId: `${date} ${status}` });

describe('The duties of an assignment', () => {
  it('are one that is held until now, with status and due date as they stand', () => {
    const standings = [
      standing('2026-01-05', 'assigned'),
      standing('2026-01-06', 'accepted'),
      standing('2026-03-10', 'accepted', '2026-06-30'),
    ];
    expect(dutiesOf(HOLDER, standings)).toStrictEqual([
      {
        ...SHOWN,
        from: day('2026-01-05'),
        until: null,
        how: 'assigned',
        ended: null,
        currentDue: '2026-06-30',
        status: 'accepted',
        statusText: 'đã tiếp nhận',
        startEvent: '2026-01-05 assigned',
        endEvent: null,
      },
    ]);
  });

  it.each(['completed', 'cancelled', 'released', 'transferred'] as const)('end when it is %s', (status) => {
    const standings = [standing('2026-01-05', 'assigned'), standing('2026-02-01', status)];
    expect(
      dutiesOf(HOLDER, standings).map(({ until, ended, status, endEvent }) => ({
        until,
        ended,
        status,
        endEvent,
      })),
    ).toEqual([{ until: day('2026-02-01'), ended: status, status, endEvent: `2026-02-01 ${status}` }]);
  });

  it.each(['suspended', 'awaiting-condition', 'completion-proposed'] as const)(
    'go on while it is %s',
    (status) => {
      const standings = [standing('2026-01-05', 'assigned'), standing('2026-02-01', status)];
      expect(dutiesOf(HOLDER, standings).map(({ until, status }) => [until, status])).toEqual([
        [null, status],
      ]);
    },
  );

  it('begin by transfer where another unit had it before', () => {
    const [duty] = dutiesOf({ ...HOLDER, transferredFrom: 'so-b' }, [standing('2026-02-01', 'assigned')]);
    expect(duty?.how).toBe('transferred');
  });

  it('are two where a completed assignment was reopened', () => {
    const standings = [
      standing('2026-01-05', 'assigned'),
      standing('2026-02-01', 'completed'),
      standing('2026-04-01', 'in-progress'),
    ];
    expect(
      dutiesOf(HOLDER, standings).map(({ how, from, until, ended }) => [how, from, until, ended]),
    ).toEqual([
      ['assigned', day('2026-01-05'), day('2026-02-01'), 'completed'],
      ['reopened', day('2026-04-01'), null, null],
    ]);
  });

  it('are none before it was assigned', () => {
    expect(dutiesOf(HOLDER, [])).toEqual([]);
  });
});

describe('The window of a trail', () => {
  const window = { start: day('2026-02-01'), end: day('2026-03-01') };

  it.each([
    ['what ended before it', '2026-01-01', '2026-01-31', false],
    ['what ended at its first instant', '2026-01-01', '2026-02-01', true],
    ['what holds through it', '2026-01-01', '2026-04-01', true],
    ['what holds on', '2026-01-01', null, true],
    ['what began at its last instant', '2026-03-01', null, true],
    ['what began after it', '2026-03-02', null, false],
  ])('knows whether it touches %s', (_what, from, until, expected) => {
    expect(touches(window, day(from), until === null ? null : day(until))).toBe(expected);
  });

  it('reaches back to the beginning where no first day was asked for', () => {
    expect(touches({ ...window, start: null }, day('2020-01-01'), day('2020-02-01'))).toBe(true);
  });
});

describe('The actors of a trail', () => {
  const window = { start: null, end: day('2026-06-30') };

  const right = (fields: Partial<Right>): Right => ({
    event: 'g1',
    account: 'dau-moi',
    role: 'lead-unit',
    unit: 'so-a',
    grantedAt: day('2026-01-01'),
    revokedAt: null,
    revokedEvent: null,
    simulated: false,
    ...fields,
  });

  const act = (date: string, id: string, role: string, unit: string | null, simulated = false) => ({
    recordedAt: day(date),
    simulated,
    actor: { id, role, unit },
  });

  const actor = (fields: Partial<ActorFacts>): ActorFacts => ({
    account: 'dau-moi',
    role: 'lead-unit',
    unit: 'so-a',
    from: day('2026-01-01'),
    until: null,
    grantEvent: 'g1',
    revokeEvent: null,
    acts: 0,
    firstActAt: null,
    lastActAt: null,
    simulated: false,
    ...fields,
  });

  it('list who could act for a unit and did not', () => {
    expect(actorsOf([right({})], [], window)).toStrictEqual([actor({})]);
  });

  it('count each act under the right that covered it', () => {
    const rights = [
      right({ revokedAt: day('2026-02-01'), revokedEvent: 'r1' }),
      right({ event: 'g2', grantedAt: day('2026-03-01') }),
    ];
    const acts = [
      act('2026-01-10', 'dau-moi', 'lead-unit', 'so-a'),
      act('2026-01-20', 'dau-moi', 'lead-unit', 'so-a'),
      act('2026-03-10', 'dau-moi', 'lead-unit', 'so-a'),
    ];
    expect(actorsOf(rights, acts, window)).toStrictEqual([
      actor({
        until: day('2026-02-01'),
        revokeEvent: 'r1',
        acts: 2,
        firstActAt: day('2026-01-10'),
        lastActAt: day('2026-01-20'),
      }),
      actor({
        from: day('2026-03-01'),
        grantEvent: 'g2',
        acts: 1,
        firstActAt: day('2026-03-10'),
        lastActAt: day('2026-03-10'),
      }),
    ]);
  });

  it('show an act that no right covers without a grant', () => {
    const acts = [act('2026-02-10', 'dau-moi', 'lead-unit', 'so-a')];
    const rights = [right({ revokedAt: day('2026-02-01'), revokedEvent: 'r1' })];
    expect(actorsOf(rights, acts, window).map(({ grantEvent, acts }) => [grantEvent, acts])).toEqual([
      ['g1', 0],
      [null, 1],
    ]);
  });

  it('list who holds a right without a unit only where it was used, after the units', () => {
    const office = right({ event: 'g2', account: 'thuong-truc', role: 'standing-office', unit: null });
    const other = right({ event: 'g3', account: 'kiem-tra', role: 'inspector', unit: null });
    const acts = [act('2026-01-10', 'thuong-truc', 'standing-office', null)];
    expect(
      actorsOf([office, other, right({})], acts, window).map(({ account, acts }) => [account, acts]),
    ).toEqual([
      ['dau-moi', 0],
      ['thuong-truc', 1],
    ]);
  });

  it('leave out rules and rights outside the window', () => {
    const rights = [
      right({ revokedAt: day('2026-01-31'), revokedEvent: 'r1' }),
      right({ event: 'g2', grantedAt: day('2026-07-15') }),
    ];
    const acts = [act('2026-03-01', 'warnings', 'rule', null)];
    expect(actorsOf(rights, acts, { start: day('2026-02-01'), end: day('2026-06-30') })).toEqual([]);
  });

  it('know nothing of a revocation after the window', () => {
    const rights = [right({ revokedAt: day('2026-07-15'), revokedEvent: 'r1' })];
    expect(actorsOf(rights, [], window)).toStrictEqual([actor({})]);
  });

  it('are simulated where the right or an act is', () => {
    const acts = [act('2026-01-10', 'khac', 'lead-unit', 'so-b', true)];
    expect(
      actorsOf([right({ simulated: true }), right({ event: 'g2', account: 'that' })], acts, window).map(
        ({ account, simulated }) => [account, simulated],
      ),
    ).toEqual([
      ['dau-moi', true],
      ['that', false],
      ['khac', true],
    ]);
  });
});
