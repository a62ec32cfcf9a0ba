import { describe, expect, it } from '@jest/globals';
import { CalendarYearMissingError } from '#kernel';
import { bucketOf } from '#tasks';
import { dayCounter, lastDayInTime } from './days.js';
import { completionOf, taskDelaysOf } from './task-delays.js';
import { assignment, DAYS, local, setting, type VersionStep } from './testing/given.js';

const DUE = '2026-03-31';
const BEGUN: VersionStep = ['2026-02-02 09:00', 'in-progress'];

/** `due calendar/working end@day` of each delay. */
const told = (due: string | null, steps: readonly VersionStep[], asOf: string) =>
  taskDelaysOf(assignment(due, ...steps), setting(asOf)).map(
    ({ due: of, days, end }) => `${of} ${days.calendar}/${days.working}${end ? ` ${end.by}@${end.on}` : ''}`,
  );

describe('Days late', () => {
  it.each([
    ['2026-04-06', '2026-04-06', 0, 0],
    ['2026-04-06', '2026-04-07', 1, 1],
    ['2026-04-03', '2026-04-06', 3, 1],
    ['2026-04-03', '2026-04-05', 2, 0],
    ['2026-04-29', '2026-05-04', 5, 2],
    ['2026-04-07', '2026-04-06', 0, 0],
  ])('after %s up to %s are %i, of which %i are worked', (last, until, calendar, working) => {
    expect(DAYS(last, until)).toStrictEqual({ calendar, working });
  });

  it('need the calendar of each year that they run through', () => {
    const count = dayCounter({ 2026: { holidays: [], workedWeekends: [] } });
    expect(() => count('2026-12-30', '2027-01-02')).toThrow(CalendarYearMissingError);
  });

  it.each([
    ['2026-04-06 17:00', '2026-04-06'],
    ['2026-04-12 00:00', '2026-04-11'],
  ])('with a cut-off of %s begin after %s', (cutOff, day) => {
    expect(lastDayInTime(local(cutOff))).toBe(day);
  });
});

describe('A delay of a task', () => {
  it.each<[string, readonly VersionStep[], string, readonly string[]]>([
    ['there is none on the due date itself', [BEGUN], '2026-03-31 23:00', []],
    ['goes on from the day after', [BEGUN], '2026-04-07 10:00', ['2026-03-31 7/5']],
    [
      'there is none where completion was proposed in time and confirmed later',
      [
        BEGUN,
        ['2026-03-30 09:00', 'completion-proposed', { proposedOn: '2026-03-30' }],
        ['2026-04-20 09:00', 'completed', { completedOn: '2026-03-30' }],
      ],
      '2026-05-04 09:00',
      [],
    ],
    [
      'ends on the day of the proposal that was accepted',
      [
        BEGUN,
        ['2026-04-03 09:00', 'completion-proposed', { proposedOn: '2026-04-03' }],
        ['2026-04-20 09:00', 'completed', { completedOn: '2026-04-03' }],
      ],
      '2026-05-04 09:00',
      ['2026-03-31 3/3 completion@2026-04-03'],
    ],
    [
      'does not grow while a late proposal waits',
      [BEGUN, ['2026-04-03 09:00', 'completion-proposed', { proposedOn: '2026-04-03' }]],
      '2026-05-04 09:00',
      ['2026-03-31 3/3 proposal@2026-04-03'],
    ],
    [
      'runs from the due date where a proposal made in time was returned',
      [
        BEGUN,
        ['2026-03-30 09:00', 'completion-proposed', { proposedOn: '2026-03-30' }],
        ['2026-04-08 09:00', 'in-progress'],
      ],
      '2026-04-10 09:00',
      ['2026-03-31 10/8'],
    ],
    [
      'there is none where more time was granted before the due date',
      [BEGUN, ['2026-03-20 09:00', 'in-progress', { currentDue: '2026-04-30' }]],
      '2026-04-15 09:00',
      [],
    ],
    [
      'ends with more time granted too late, and the new date has one of its own',
      [BEGUN, ['2026-04-02 09:00', 'in-progress', { currentDue: '2026-04-10' }]],
      '2026-04-14 09:00',
      ['2026-03-31 2/2 extension@2026-04-02', '2026-04-10 4/2'],
    ],
    [
      'leaves out the days on which the assignment rested',
      [BEGUN, ['2026-04-02 09:00', 'suspended'], ['2026-04-20 09:00', 'in-progress']],
      '2026-04-22 09:00',
      ['2026-03-31 4/4'],
    ],
    [
      'ends where the assignment ends',
      [BEGUN, ['2026-04-02 09:00', 'cancelled']],
      '2026-04-22 09:00',
      ['2026-03-31 2/2 status@2026-04-02'],
    ],
  ])('%s', (_name, steps, asOf, expected) => {
    expect(told(DUE, steps, asOf)).toStrictEqual(expected);
  });

  it('does not exist for a task without an end', () => {
    expect(told(null, [BEGUN], '2026-12-31 09:00')).toStrictEqual([]);
  });

  it('there is one exactly where the groups of the overview say “late”', () => {
    const late = assignment(
      DUE,
      BEGUN,
      ['2026-03-15 09:00', 'suspended'],
      ['2026-04-20 09:00', 'in-progress'],
      ['2026-04-20 15:00', 'completed', { completedOn: '2026-04-20' }],
    );
    const last = late.versions.at(-1);
    expect(last && bucketOf(last, '2026-05-04')).toBe('completedLate');
    expect(completionOf(late)?.late).toBe(true);
    expect(taskDelaysOf(late, setting('2026-05-04 09:00'))).toHaveLength(1);
  });
});

describe('A completion', () => {
  it.each([
    ['2026-03-31', false],
    ['2026-04-01', true],
  ])('of %s is late: %s', (completedOn, late) => {
    const done = assignment(DUE, BEGUN, ['2026-04-20 09:00', 'completed', { completedOn }]);
    expect(completionOf(done)).toStrictEqual({
      assignment: 'mau-2026.1.so-a',
      task: '1',
      completedOn,
      due: DUE,
      late,
      event: 'version-1',
    });
  });

  it('is none any more where the task was opened again', () => {
    const reopened = assignment(
      DUE,
      BEGUN,
      ['2026-03-20 09:00', 'completed', { completedOn: '2026-03-20' }],
      ['2026-03-25 09:00', 'in-progress'],
    );
    expect(completionOf(reopened)).toBeNull();
  });
});
