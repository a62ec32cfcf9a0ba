import { describe, expect, it } from '@jest/globals';
import type { AdoptedPolicy } from '#reporting';
import { evaluateIndicator } from '../evaluate.js';
import { fullPolicy, idOf, local, PROGRAMME, policy } from '../testing/history.js';
import {
  correctedTo,
  courseOf,
  INDICATOR,
  type IndicatorStep,
  measured,
  owned,
  targeted,
} from '../testing/indicator.js';
import { shortOf, type Turn } from '../testing/turns.js';

const DEFINED = targeted(local('2026-01-05 08:00'), 60);
const JUDGING = judging();

/** A policy that warns of indicators, and lets warnings climb. */
function judging(from = '2026-01-01'): AdoptedPolicy {
  return fullPolicy(
    {
      warnings: { indicatorOffTrack: true },
      escalation: { unitHeadAfter: 5, leaderAfter: 10, inspectionAfterPeriods: 3 },
    },
    from,
  );
}

function turns(
  steps: readonly IndicatorStep[],
  asOf: string,
  policies: readonly AdoptedPolicy[] = [JUDGING],
): Record<string, readonly Turn[]> {
  return Object.fromEntries(
    evaluateIndicator(courseOf(steps), policies, asOf).map(({ id, events }) => [id, events.map(shortOf)]),
  );
}

const OF_2026 = `indicator-off-track.${PROGRAMME}.1.2._1_/1.2026`;

/** At 60 % by the year's end, the path expects about 14.5 % on 31 March; 8.5 % is a risk, less is off the track. */
const LOW = measured(local('2026-04-02 09:00'), '2026-03', 5, '2026-03-31');
const STILL_LOW = measured(local('2026-05-04 09:00'), '2026-04', 6, '2026-04-30');

describe('The rule indicator-off-track', () => {
  it('raises, at the instant at which the figure was recorded, that an indicator is off its track', () => {
    expect(turns([DEFINED, LOW], local('2026-04-03 08:00'))).toStrictEqual({
      [OF_2026]: [['raised', LOW.at]],
    });
  });

  it.each([
    ['on its track', 20],
    ['at risk only', 10],
    ['at its target', 60],
  ])('raises nothing of one that is %s', (_name, value) => {
    const figure = measured(local('2026-04-02 09:00'), '2026-03', value, '2026-03-31');
    expect(turns([DEFINED, figure], local('2026-12-01 08:00'))).toStrictEqual({});
  });

  it('keeps what was looked at, who answers for it, and the version of the rule', () => {
    const steps = [DEFINED, owned(local('2026-01-05 08:00'), 'so-khcn'), LOW];
    const [timeline] = evaluateIndicator(courseOf(steps), [JUDGING], local('2026-04-03 08:00'));
    expect(timeline?.events[0]?.data).toStrictEqual({
      rule: 'indicator-off-track',
      programme: PROGRAMME,
      task: null,
      unit: 'so-khcn',
      assignment: null,
      indicator: INDICATOR,
      period: '2026',
      at: LOW.at,
      level: 1,
      inputs: {
        ruleVersion: 1,
        value: 5,
        unit: '%',
        measuredOn: '2026-03-31',
        period: '2026-03',
        target: 60,
        targetMax: null,
        expected: expect.closeTo(14.67, 1),
        tolerance: 6,
        from: '2026-01-01',
        until: '2026-12-31',
        start: { value: 0, on: '2026-01-01', event: null },
        events: [idOf(2)],
        why: expect.stringContaining('Số liệu ngày 31/03/2026 là 5 %'),
      },
    });
  });

  it('has nobody answer for an indicator without an owner, and the owner from the next raising on', () => {
    const steps = [
      DEFINED,
      LOW,
      owned(local('2026-04-08 09:00'), 'so-khcn'),
      correctedTo(local('2026-04-09 09:00'), '2026-03', 20),
      STILL_LOW,
    ];
    const [timeline] = evaluateIndicator(courseOf(steps), [JUDGING], local('2026-05-05 08:00'));
    expect(timeline?.events.map(({ type, data }) => [type, data.unit])).toStrictEqual([
      ['WarningRaised', null],
      ['WarningCleared', null],
      ['WarningRaised', 'so-khcn'],
    ]);
  });

  it('clears it by the correction that brings the figure back, and names that event', () => {
    const corrected = correctedTo(local('2026-04-09 09:00'), '2026-03', 20);
    const [timeline] = evaluateIndicator(
      courseOf([DEFINED, LOW, corrected]),
      [JUDGING],
      local('2026-05-01 08:00'),
    );
    expect(timeline?.events.at(-1)?.data).toMatchObject({
      at: corrected.at,
      cause: 'measurement',
      event: idOf(2),
    });
  });

  it('clears it where the figure is withdrawn, and where the target is revised', () => {
    const withdrawn = correctedTo(local('2026-04-03 09:00'), '2026-03', null);
    expect(turns([DEFINED, LOW, withdrawn], local('2026-05-01 08:00'))[OF_2026]?.at(-1)).toStrictEqual([
      'cleared',
      withdrawn.at,
      'measurement',
    ]);
    const revised = targeted(local('2026-04-03 09:00'), 20);
    expect(turns([DEFINED, LOW, revised], local('2026-05-01 08:00'))[OF_2026]?.at(-1)).toStrictEqual([
      'cleared',
      revised.at,
      'target',
    ]);
  });

  it('judges what was known at each instant: a correction takes nothing back of what stood before it', () => {
    const corrected = correctedTo(local('2026-04-20 09:00'), '2026-03', 20);
    const before = turns([DEFINED, LOW], local('2026-04-19 08:00'))[OF_2026];
    const after = turns([DEFINED, LOW, corrected], local('2026-05-19 08:00'))[OF_2026];
    expect(before?.length).toBeGreaterThan(1);
    expect(after?.slice(0, before?.length)).toStrictEqual(before);
  });

  it('climbs by working days, and to the inspection commission by the cut-offs at which it stood', () => {
    expect(turns([DEFINED, LOW, STILL_LOW], local('2026-06-08 08:00'))).toStrictEqual({
      [OF_2026]: [
        ['raised', local('2026-04-02 09:00')],
        ['2', local('2026-04-09 17:00')],
        ['3', local('2026-04-16 17:00')],
        ['4', local('2026-06-05 17:00')],
      ],
    });
  });

  it('raises when the year has ended and the target is not met, though the figure was on the track', () => {
    const figure = measured(local('2026-12-10 09:00'), '2026-11', 58, '2026-11-30');
    expect(turns([DEFINED, figure], local('2027-01-01 00:00'))).toStrictEqual({
      [OF_2026]: [['raised', local('2027-01-01 00:00')]],
    });
    expect(turns([DEFINED, figure], local('2026-12-31 23:59'))).toStrictEqual({});
  });

  it('keeps the warning of a year apart from the next year’s, and clears it by a figure of its own year alone', () => {
    const steps = [
      DEFINED,
      targeted(local('2026-01-05 08:00'), 80, 2027),
      measured(local('2026-12-10 09:00'), '2026-11', 58, '2026-11-30'),
      measured(local('2027-02-03 09:00'), '2027-01', 65, '2027-01-31'),
      measured(local('2027-02-10 09:00'), '2026-12', 61, '2026-12-31'),
    ];
    expect(turns(steps, local('2027-01-06 08:00'))[OF_2026]).toStrictEqual([
      ['raised', local('2027-01-01 00:00')],
    ]);
    const found = turns(steps, local('2027-03-01 08:00'));
    expect(Object.keys(found)).toStrictEqual([OF_2026]);
    expect(found[OF_2026]?.at(-1)).toStrictEqual(['cleared', local('2027-02-10 09:00'), 'measurement']);
  });

  it('is silent under policies that don’t hold it', () => {
    expect(turns([DEFINED, LOW], local('2026-12-01 08:00'), [policy()])).toStrictEqual({});
  });

  it('raises, when a policy that holds it comes into force, what is off its track by then', () => {
    const policies = [policy(), judging('2026-07-01')];
    expect(turns([DEFINED, LOW], local('2026-07-01 08:00'), policies)).toStrictEqual({
      [OF_2026]: [['raised', local('2026-07-01 00:00')]],
    });
  });

  it('raises nothing more under a policy that has dropped it, and still clears what stands', () => {
    const policies = [judging(), policy('2026-05-01')];
    const cleared = correctedTo(local('2026-05-10 09:00'), '2026-03', 20);
    const again = measured(local('2026-06-02 09:00'), '2026-05', 5, '2026-05-31');
    const found = turns([DEFINED, LOW, cleared, again], local('2026-12-01 08:00'), policies)[OF_2026];
    expect(found?.filter(([turn]) => turn === 'raised')).toHaveLength(1);
    expect(found?.at(-1)).toStrictEqual(['cleared', cleared.at, 'measurement']);
  });

  it('finds, at any later instant, what it found before and then more', () => {
    const steps = [
      DEFINED,
      LOW,
      correctedTo(local('2026-04-20 09:00'), '2026-03', 20),
      STILL_LOW,
      targeted(local('2026-06-10 09:00'), 30),
      measured(local('2026-07-02 09:00'), '2026-06', 9, '2026-06-30'),
      correctedTo(local('2026-08-03 09:00'), '2026-06', null),
      measured(local('2026-12-20 09:00'), '2026-12', 29, '2026-12-15'),
    ];
    let before: readonly Turn[] = [];
    for (const day of ['2026-04-03', '2026-04-21', '2026-05-20', '2026-07-03', '2026-08-04', '2027-01-02']) {
      const asOf = local(`${day} 08:00`);
      const now =
        turns(
          steps.filter(({ at }) => at <= asOf),
          asOf,
        )[OF_2026] ?? [];
      expect(now.slice(0, before.length)).toStrictEqual(before);
      expect(turns(steps, asOf)[OF_2026] ?? []).toStrictEqual(now);
      before = now;
    }
    expect(before.filter(([turn]) => turn === 'raised').length).toBeGreaterThanOrEqual(2);
  });
});
