import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CalendarYearMissingError, isWorkingDay, localDate } from '#kernel';
import type { AdoptedPolicy } from '#reporting';
import { type Escalation, escalationsOf, type Standing, standingWorkingDays } from './escalation.js';
import { ALL_RULES, fullPolicy, local, policy, shifted } from './testing/history.js';
import { anyInstant, END, FULL_POLICIES } from './testing/random-history.js';

const NEVER = () => null;
const standing = (from: string, until: string | null = null): Standing => ({
  from: local(from),
  until: until === null ? null : local(until),
});

/** `<level> <instant>` of each step of each standing. */
const climbed = (
  standings: readonly Standing[],
  asOf: string,
  policies: readonly AdoptedPolicy[] = [fullPolicy()],
  consecutiveAt: (periods: number) => string | null = NEVER,
) => escalationsOf(standings, policies, consecutiveAt, asOf).map((steps) => steps.map(shortOf));
const shortOf = ({ to, at }: Escalation) => `${to} ${at}`;
const step = (level: number, at: string) => `${level} ${local(at)}`;

describe('A warning that stands', () => {
  const AS_OF = local('2026-05-04 10:00');
  const RAISED = '2026-04-06 17:00';

  it.each<[string, readonly Standing[], readonly (readonly string[])[]]>([
    [
      'climbs at 17:00 of the 5th and of the 10th working day after the day on which it was raised',
      [standing(RAISED)],
      [[step(2, '2026-04-13 17:00'), step(3, '2026-04-20 17:00')]],
    ],
    ['does not climb when it was cleared the day before', [standing(RAISED, '2026-04-13 16:59')], [[]]],
    ['does not climb when it is cleared at the very instant', [standing(RAISED, '2026-04-13 17:00')], [[]]],
    [
      'has climbed when it is cleared a minute later',
      [standing(RAISED, '2026-04-13 17:01')],
      [[step(2, '2026-04-13 17:00')]],
    ],
    [
      'counts no weekend: raised on a Saturday, its first day is Monday',
      [standing('2026-04-11 09:00')],
      [[step(2, '2026-04-17 17:00'), step(3, '2026-04-24 17:00')]],
    ],
    [
      'goes on where it stopped when it is raised again',
      [standing(RAISED, '2026-04-09 09:00'), standing('2026-04-15 09:00')],
      [[], [step(2, '2026-04-20 17:00'), step(3, '2026-04-27 17:00')]],
    ],
    [
      'keeps its level when it is raised again',
      [standing(RAISED, '2026-04-14 09:00'), standing('2026-04-15 09:00')],
      [[step(2, '2026-04-13 17:00')], [step(3, '2026-04-22 17:00')]],
    ],
    [
      'counts no day on which it was raised again, nor one at whose end it was cleared',
      [standing(RAISED, '2026-04-10 16:00'), standing('2026-04-10 16:30')],
      [[], [step(2, '2026-04-14 17:00'), step(3, '2026-04-21 17:00')]],
    ],
  ])('%s', (_name, standings, expected) => {
    expect(climbed(standings, AS_OF)).toStrictEqual(expected);
  });

  it('climbs over Tết as though the days off were not there', () => {
    expect(climbed([standing('2026-02-11 10:00')], local('2026-03-31 10:00'))).toStrictEqual([
      [step(2, '2026-02-25 17:00'), step(3, '2026-03-04 17:00')],
    ]);
  });

  it('has not climbed 1 ms before the instant, and has at it', () => {
    const at = local('2026-04-13 17:00');
    expect(climbed([standing(RAISED)], shifted(at, -1))).toStrictEqual([[]]);
    expect(climbed([standing(RAISED)], at)).toStrictEqual([[step(2, '2026-04-13 17:00')]]);
  });

  it('says why it climbed, with the figures', () => {
    const consecutiveAt = (periods: number) => (periods === 3 ? local('2026-04-01 10:00') : null);
    expect(
      escalationsOf([standing(RAISED)], [fullPolicy()], consecutiveAt, AS_OF)[0]?.map(
        ({ at: _, ...rest }) => rest,
      ),
    ).toStrictEqual([
      { from: 1, to: 2, because: 'grace', workingDays: 5, periods: null },
      { from: 2, to: 3, because: 'grace', workingDays: 10, periods: null },
      { from: 3, to: 4, because: 'consecutive-periods', workingDays: 10, periods: 3 },
    ]);
  });

  it.each([
    ['with level 3, where the periods were full before', '2026-04-01 10:00', ['2026-04-20 17:00']],
    ['once the periods are full, where level 3 came first', '2026-04-28 10:00', ['2026-04-28 10:00']],
    ['never, where the periods are full only after it was looked at', '2026-05-05 17:00', []],
  ])('goes to the inspection commission %s', (_name, full, expected) => {
    const steps = climbed([standing(RAISED)], AS_OF, undefined, () => local(full))[0] ?? [];
    expect(steps.slice(2)).toStrictEqual(expected.map((at) => step(4, at)));
  });

  it('goes to the inspection commission as it is raised again, where the periods became full meanwhile', () => {
    const standings = [standing(RAISED, '2026-04-21 09:00'), standing('2026-04-29 09:00')];
    expect(climbed(standings, AS_OF, undefined, () => local('2026-04-24 17:00'))[1]).toStrictEqual([
      step(4, '2026-04-29 09:00'),
    ]);
  });

  it('does not climb under a policy without a ladder', () => {
    expect(climbed([standing(RAISED)], AS_OF, [policy()])).toStrictEqual([[]]);
    expect(climbed([standing(RAISED)], AS_OF, [])).toStrictEqual([[]]);
  });

  it('begins to climb on the first working day of a policy with a ladder, its older days counted', () => {
    const policies = [policy('2026-01-01'), fullPolicy(ALL_RULES, '2026-04-18')];
    expect(climbed([standing('2026-04-01 17:00')], AS_OF, policies)).toStrictEqual([
      [step(2, '2026-04-20 17:00'), step(3, '2026-04-20 17:00')],
    ]);
  });

  it('is judged each day by the policy in force on it', () => {
    const slower = { ...ALL_RULES, escalation: { unitHeadAfter: 5, leaderAfter: 15 } };
    const policies = [fullPolicy(), fullPolicy(slower, '2026-04-16')];
    expect(climbed([standing(RAISED)], AS_OF, policies)).toStrictEqual([
      [step(2, '2026-04-13 17:00'), step(3, '2026-04-27 17:00')],
    ]);
  });

  it('needs the next year’s calendar once a day of it is counted, not sooner', () => {
    const full = fullPolicy();
    const until2026 = { ...full, calendar: { 2026: { holidays: [], workedWeekends: [] } } };
    const late = [standing('2026-12-29 17:00')];
    expect(climbed(late, local('2027-01-01 16:59'), [until2026])).toStrictEqual([[]]);
    expect(() => climbed(late, local('2027-01-01 17:00'), [until2026])).toThrow(CalendarYearMissingError);
  });
});

describe('The working days that a warning stood', () => {
  it.each([
    ['none on the day of its raising', standing('2026-04-07 09:00'), '2026-04-07 18:00', 0],
    ['one at 17:00 of the next day', standing('2026-04-07 09:00'), '2026-04-08 17:00', 1],
    ['no further than its clearing', standing('2026-04-07 09:00', '2026-04-09 09:00'), '2026-05-04 10:00', 1],
    ['none of Tết', standing('2026-02-13 09:00'), '2026-02-23 18:00', 1],
  ])('are %s', (_name, stood, asOf, days) => {
    expect(standingWorkingDays(stood, [fullPolicy()], local(asOf))).toBe(days);
  });

  it('are unknown without a policy, or a calendar that knows the year', () => {
    const stood = standing('2026-04-07 09:00');
    expect(standingWorkingDays(stood, [], local('2026-04-09 09:00'))).toBeNull();
    const { calendar: _, ...blank } = fullPolicy();
    expect(standingWorkingDays(stood, [{ ...blank, calendar: {} }], local('2026-04-09 09:00'))).toBeNull();
  });
});

/** Standings that neither touch nor overlap; the last one may be open. */
const anyStandings: fc.Arbitrary<readonly Standing[]> = fc
  .uniqueArray(anyInstant, { minLength: 1, maxLength: 8 })
  .map((instants) => [...instants].sort())
  .map((instants) =>
    instants.flatMap((from, index) => (index % 2 ? [] : [{ from, until: instants[index + 1] ?? null }])),
  );

/** Instants at which so many periods were full; never decreasing with their number. */
const anyConsecutive = fc
  .array(anyInstant, { maxLength: 4 })
  .map((instants) => [...instants].sort())
  .map((instants) => (periods: number) => instants[periods - 1] ?? null);

/** What was known of the standings by an instant. */
const knownAt = (standings: readonly Standing[], asOf: string): Standing[] =>
  standings.flatMap(({ from, until }) =>
    from > asOf ? [] : [{ from, until: until !== null && until <= asOf ? until : null }],
  );

describe('Climbing, whatever the standings', () => {
  it('is the beginning of what a later look finds', () => {
    fc.assert(
      fc.property(anyStandings, anyConsecutive, anyInstant, (standings, consecutiveAt, asOf) => {
        const known = (periods: number) => {
          const at = consecutiveAt(periods);
          return at !== null && at <= asOf ? at : null;
        };
        const before = escalationsOf(knownAt(standings, asOf), FULL_POLICIES, known, asOf);
        const after = escalationsOf(standings, FULL_POLICIES, consecutiveAt, END);
        for (const [index, steps] of before.entries()) {
          const later = after[index] ?? [];
          expect(later.slice(0, steps.length)).toStrictEqual(steps);
          expect(later.slice(steps.length).filter(({ at }) => at <= asOf)).toStrictEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('happens only while the warning stands, upwards, one level after the other', () => {
    fc.assert(
      fc.property(anyStandings, anyConsecutive, (standings, consecutiveAt) => {
        let level = 1;
        let last = '';
        for (const [index, steps] of escalationsOf(standings, FULL_POLICIES, consecutiveAt, END).entries()) {
          const { from, until } = standings[index] ?? { from: '', until: null };
          for (const { at, from: before, to } of steps) {
            expect([before, to]).toStrictEqual([level, level + 1]);
            expect(at >= from && at >= last && (until === null || at < until)).toBe(true);
            level = to;
            last = at;
          }
        }
        expect(level).toBeLessThanOrEqual(4);
      }),
      { numRuns: 500 },
    );
  });

  it('by working days falls at 17:00 of a working day, with as many days as were counted by hand', () => {
    fc.assert(
      fc.property(anyStandings, (standings) => {
        const full = fullPolicy();
        const steps = escalationsOf(standings, [full], NEVER, END).flat();
        for (const { at, to, workingDays } of steps) {
          const day = localDate(at);
          expect([at, isWorkingDay(day, full.calendar)]).toStrictEqual([local(`${day} 17:00`), true]);
          expect(workingDays).toBe(to === 2 ? 5 : 10);
          const byHand = standings
            .filter(({ from }) => from <= at)
            .map(({ from, until }) =>
              standingWorkingDays({ from, until: until !== null && until <= at ? until : null }, [full], at),
            );
          expect(byHand.reduce<number>((sum, days) => sum + (days ?? 0), 0)).toBe(workingDays);
        }
      }),
      { numRuns: 300 },
    );
  });
});
