import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { configFolder, loadCalendars } from '#catalogue';
import { CalendarYearMissingError, localDateTimeText } from '#kernel';
import { adoptedPolicy } from '../loading/policy-file.js';
import { cutOffOf, isPastCutOff, policyFor, remindersOf, reportingPeriods } from './policy.js';
import { sampleAdopted } from './testing/sample-policy.js';

/**
 * Day 5, 17:00, of the month after; a Saturday or Sunday moves it to Monday, a day off to the next worked day.
 * Worked out by hand from the weekdays of 2026 and the days off of the public offices.
 */
const CITY: readonly (readonly [period: string, cutOff: string, why: string])[] = [
  ['2025-12', '05/01/2026 17:00', 'a Monday'],
  ['2026-01', '05/02/2026 17:00', 'a Thursday, before the days off of Tết'],
  ['2026-02', '05/03/2026 17:00', 'a Thursday'],
  ['2026-03', '06/04/2026 17:00', 'moved from a Sunday'],
  ['2026-04', '05/05/2026 17:00', 'a Tuesday, after the days off of 30 April and 1 May'],
  ['2026-05', '05/06/2026 17:00', 'a Friday'],
  ['2026-06', '06/07/2026 17:00', 'moved from a Sunday'],
  ['2026-07', '05/08/2026 17:00', 'a Wednesday'],
  ['2026-08', '07/09/2026 17:00', 'moved from a Saturday'],
  ['2026-09', '05/10/2026 17:00', 'a Monday'],
  ['2026-10', '05/11/2026 17:00', 'a Thursday'],
  ['2026-11', '07/12/2026 17:00', 'moved from a Saturday'],
  ['2026-12', '05/01/2027 17:00', 'a Tuesday'],
  ['2027-01', '12/02/2027 17:00', 'moved over the days off of Tết, which lie around a weekend'],
];

describe('The cut-off under the city’s policy', () => {
  const adopted = adoptedPolicy('city-monthly', '2026-01-01');

  it.each(CITY)('of %s is %s, %s', (period, expected) => {
    expect(localDateTimeText(cutOffOf(adopted, period))).toBe(expected);
  });

  it('is an instant, ISO 8601 in UTC', () => {
    expect(cutOffOf(adopted, '2026-03')).toBe('2026-04-06T10:00:00.000Z');
  });
});

describe('The cut-off', () => {
  const calendars = loadCalendars(join(configFolder(), 'calendars'));
  const calendar = Object.fromEntries(
    Object.entries(calendars).map(([year, { holidays, workedWeekends }]) => [
      year,
      { holidays, workedWeekends },
    ]),
  );

  it('stays on a Saturday that is worked in exchange for a day off', () => {
    const adopted = { ...sampleAdopted('2026-01-01', { cutOff: { day: 22 } }), calendar };
    expect(localDateTimeText(cutOffOf(adopted, '2026-07'))).toBe('22/08/2026 17:00');
  });

  it('moves from a day off in the week to the next worked day', () => {
    const adopted = { ...sampleAdopted('2026-01-01', { cutOff: { day: 2 } }), calendar };
    expect(localDateTimeText(cutOffOf(adopted, '2026-08'))).toBe('03/09/2026 17:00');
  });

  it('is not moved where the policy says so', () => {
    const cutOff = { day: 5, time: '08:30', nextWorkingDay: false };
    const adopted = { ...sampleAdopted('2026-01-01', { cutOff }), calendar };
    expect(localDateTimeText(cutOffOf(adopted, '2026-03'))).toBe('05/04/2026 08:30');
  });

  it.each([true, false])(
    'fails in a year without a calendar (moved to a working day: %s)',
    (nextWorkingDay) => {
      const sample = sampleAdopted('2026-01-01', { cutOff: { nextWorkingDay } });
      const adopted = { ...sample, calendar: { 2026: { holidays: [], workedWeekends: [] } } };
      expect(() => cutOffOf(adopted, '2026-11')).not.toThrow();
      expect(() => cutOffOf(adopted, '2026-12')).toThrow(CalendarYearMissingError);
    },
  );

  it('is counted by each adoption’s own calendar, also when asked for again', () => {
    const plain = sampleAdopted('2026-01-01');
    const off = { ...plain, calendar: { 2026: { holidays: ['2026-03-05'], workedWeekends: [] } } };
    const days = [plain, off, plain, off].map((adopted) => cutOffOf(adopted, '2026-02').slice(0, 10));
    expect(days).toStrictEqual(['2026-03-05', '2026-03-06', '2026-03-05', '2026-03-06']);
  });
});

describe('The policy in force for a month', () => {
  const first = sampleAdopted('2026-02-10');
  const second = sampleAdopted('2026-06-01', { goal: 0.95 });
  const third = sampleAdopted('2026-09-02', { goal: 1 });
  const adopted = [first, second, third];

  it.each([
    ['before the first one, is the first', '2026-01', first],
    ['in which the first begins, is the first', '2026-02', first],
    ['before the second begins, is the first', '2026-05', first],
    ['on whose first day the second begins, is the second', '2026-06', second],
    ['in the midst of which the third begins, is still the second', '2026-09', second],
    ['after that, is the third', '2026-10', third],
  ])('%s', (_name, period, expected) => {
    expect(policyFor(adopted, period)).toBe(expected);
  });

  it('is none where none was adopted', () => {
    expect(policyFor([], '2026-06')).toBeNull();
  });
});

describe('Other policies of the config folder', () => {
  it.each([
    ['department-monthly-12', '2026-03', '12/04/2026 00:00', 'before the 12th, a Sunday, and not moved'],
    ['city-yearly', '2026', '15/12/2026 00:00', 'before the 15th of December of the year itself'],
    ['weekly', '2026-W07', '23/02/2026 16:00', 'moved from the Monday of Tết to the first worked day'],
    ['weekly', '2026-W10', '09/03/2026 16:00', 'the Monday after the week'],
    ['city-mid-month', '2026-03-d15', '18/03/2026 17:00', 'the 18th of the month in which the period ends'],
    ['city-mid-month', '2026-01-d15', '19/01/2026 17:00', 'moved from a Sunday'],
  ])('%s: %s until %s, %s', (id, period, expected) => {
    expect(localDateTimeText(cutOffOf(adoptedPolicy(id, '2026-01-01'), period))).toBe(expected);
  });

  it('remind on working days before the cut-off, over Tết as well', () => {
    const instants = remindersOf(adoptedPolicy('city-monthly', '2026-01-01'), '2027-01');
    expect(instants.map(({ at, workingDaysBefore }) => [localDateTimeText(at), workingDaysBefore])).toEqual([
      ['02/02/2027 08:00', 3],
      ['04/02/2027 08:00', 1],
    ]);
  });
});

describe('The periods that policies ask for', () => {
  const monthly = adoptedPolicy('city-monthly', '2026-01-05');
  const midMonth = adoptedPolicy('city-mid-month', '2026-04-01');
  const weekly = adoptedPolicy('weekly', '2026-05-18');
  const names = (from: string, until: string) =>
    reportingPeriods([monthly, midMonth, weekly], from, until).map(({ period, adopted }) => [
      period,
      adopted.policy.id,
    ]);

  it('change their kind with the policy, and leave no day out', () => {
    expect(names('2026-02-20', '2026-05-20')).toEqual([
      ['2026-02', 'city-monthly'],
      ['2026-03', 'city-monthly'],
      ['2026-04-d15', 'city-mid-month'],
      ['2026-05-d15', 'city-mid-month'],
      ['2026-06-d15', 'city-mid-month'],
    ]);
    expect(names('2026-06-15', '2026-06-22')).toEqual([
      ['2026-W25', 'weekly'],
      ['2026-W26', 'weekly'],
    ]);
  });

  it('are none where there is no policy', () => {
    expect(reportingPeriods([], '2026-01-01', '2026-12-31')).toEqual([]);
  });

  it('of a kind that the policy in force does not ask for have no policy', () => {
    const adopted = [monthly, midMonth, weekly];
    expect(policyFor(adopted, '2026-03')).toBe(monthly);
    expect(policyFor(adopted, '2026-04')).toBeNull();
    expect(policyFor(adopted, '2026-04-d15')).toBe(midMonth);
    expect(policyFor(adopted, '2026-03-d15')).toBeNull();
    expect(policyFor(adopted, '2026-W21')).toBe(weekly);
    expect(policyFor(adopted, '2026')).toBeNull();
  });

  it('are past their cut-off only after it, and before their end no calendar is asked', () => {
    const adopted = adoptedPolicy('city-monthly', '2026-01-01');
    const cutOff = cutOffOf(adopted, '2026-03');
    expect([
      isPastCutOff(adopted, '2026-03', cutOff),
      isPastCutOff(adopted, '2026-03', `${cutOff}1`),
    ]).toEqual([false, true]);
    expect(isPastCutOff(adopted, '2031-03', '2031-03-10T00:00:00.000Z')).toBe(false);
    const yearly = adoptedPolicy('city-yearly', '2026-01-01');
    expect(isPastCutOff(yearly, '2026', '2026-12-15T00:00:00.000Z')).toBe(true);
  });
});
