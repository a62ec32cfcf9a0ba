import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantAt } from '#kernel';
import type { Slot } from './compliance.js';
import { cutOffOf, remindersOf } from './policy.js';
import { dueReminders, notYetReported, reminderText } from './reminders.js';
import type { SlotOutcome } from './slot.js';
import { sampleAdopted } from './testing/sample-policy.js';

/** March's cut-off is Monday 6 April 2026, 17:00: three working days before it is Wednesday the 1st. */
const CUT_OFF = instantAt('2026-04-06', '17:00');
const adopted = [sampleAdopted('2026-01-01', { reminders: [1, 3] })];
const march = (workingDaysBefore: number, day: string) => ({
  period: '2026-03',
  workingDaysBefore,
  at: instantAt(day, '08:00'),
  cutOff: CUT_OFF,
});

describe('The reminders that are due', () => {
  it.each([
    ['before the first of them', '2026-04-01', '07:59', []],
    ['from the morning of its working day', '2026-04-01', '08:00', [march(3, '2026-04-01')]],
    ['until the next one', '2026-04-03', '07:59', [march(3, '2026-04-01')]],
    ['the newest alone, whatever an outage kept back', '2026-04-03', '08:00', [march(1, '2026-04-03')]],
    ['until the cut-off', '2026-04-06', '17:00', [march(1, '2026-04-03')]],
    ['after the cut-off none', '2026-04-06', '17:01', []],
  ])('are: %s', (_name, day, time, expected) => {
    expect(dueReminders(adopted, instantAt(day, time))).toStrictEqual(expected);
  });

  it('are none where the policy has none, or nobody has adopted one', () => {
    expect(dueReminders([sampleAdopted('2026-01-01')], instantAt('2026-04-06', '12:00'))).toStrictEqual([]);
    expect(dueReminders([], instantAt('2026-04-06', '12:00'))).toStrictEqual([]);
  });

  it('of a week fall into it, of a yearly review before its day', () => {
    const weekly = { period: 'week', cutOff: { weekday: 1, time: '16:00' }, reminders: [1] } as const;
    const week = sampleAdopted('2026-01-01', weekly);
    // Week 14 ends on Sunday 5 April; its cut-off is Monday the 6th.
    expect(
      dueReminders(
        [{ ...week, policy: { ...week.policy, cutOff: { ...weekly.cutOff, nextWorkingDay: true } } }],
        instantAt('2026-04-03', '09:00'),
      ),
    ).toStrictEqual([
      {
        period: '2026-W14',
        workingDaysBefore: 1,
        at: instantAt('2026-04-03', '08:00'),
        cutOff: instantAt('2026-04-06', '16:00'),
      },
    ]);
    const yearly = sampleAdopted('2026-01-01', {
      period: 'year',
      cutOff: { month: 12, day: 15, time: '00:00' },
      reminders: [10],
    });
    expect(dueReminders([yearly], instantAt('2026-12-14', '09:00'))).toMatchObject([
      { period: '2026', workingDaysBefore: 10, at: instantAt('2026-12-01', '08:00') },
    ]);
  });

  it('need no calendar of a year that is still far away', () => {
    const one = sampleAdopted('2026-01-01', { period: 'year', reminders: [3] });
    const { 2026: year } = one.calendar;
    if (!year) throw new Error('the sample calendar has no 2026');
    expect(dueReminders([{ ...one, calendar: { 2026: year } }], instantAt('2026-06-01'))).toStrictEqual([]);
  });

  it('are, at any instant, one of each period’s own whose instant has come and whose cut-off has not', () => {
    const minutes = fc.integer({ min: 0, max: 365 * 24 * 60 });
    const start = Date.parse(instantAt('2026-01-10'));
    fc.assert(
      fc.property(
        minutes,
        fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
        (after, days) => {
          const policy = sampleAdopted('2026-01-01', { reminders: days });
          const now = new Date(start + after * 60_000).toISOString();
          const due = dueReminders([policy], now);
          expect(new Set(due.map(({ period }) => period)).size).toBe(due.length);
          for (const { period, at, workingDaysBefore, cutOff } of due) {
            expect([at <= now, now <= cutOff, cutOff]).toStrictEqual([true, true, cutOffOf(policy, period)]);
            const others = remindersOf(policy, period).filter((other) => other.at <= now);
            expect(others.at(-1)).toStrictEqual({ at, workingDaysBefore });
          }
        },
      ),
    );
  });
});

describe('Those who are reminded', () => {
  const slot = (task: string, unit: string, outcome: SlotOutcome): Slot => ({
    assignment: `mau-2026.${task}.${unit}`,
    task,
    unit,
    period: '2026-03',
    outcome,
    report: null,
  });

  it('are the units with a slot that holds no report yet, with how many', () => {
    expect(
      notYetReported([
        slot('1', 'xa-b', 'not-yet-due'),
        slot('1', 'xa-a', 'on-time'),
        slot('2', 'xa-b', 'not-yet-due'),
        slot('2', 'so-a', 'not-yet-due'),
        slot('3', 'so-b', 'exempt'),
        slot('3', 'so-c', 'insufficient'),
        slot('3', 'so-d', 'nothing-to-report'),
      ]),
    ).toStrictEqual([
      { unit: 'so-a', assignments: 1 },
      { unit: 'xa-b', assignments: 2 },
    ]);
  });

  it('read what is asked of them, and until when', () => {
    expect(reminderText('Sở Tài chính', 2, '2026-03', CUT_OFF)).toBe(
      'Đề nghị Sở Tài chính cập nhật tiến độ kỳ 03/2026 trước 06/04/2026 17:00: còn 2 nhiệm vụ chưa có báo cáo của kỳ.',
    );
  });
});
