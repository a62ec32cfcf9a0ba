import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysApart, daysBetween } from './time.js';
import {
  addWorkingDays,
  CalendarYearMissingError,
  isWorkingDay,
  nthWorkingDayAfter,
  workingDaysBetween,
} from './working-days.js';

/** The days off at Tết. */
const TET = ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'];
const none = { holidays: [], workedWeekends: [] };
const CALENDAR = { 2025: none, 2026: { holidays: TET, workedWeekends: ['2026-01-10'] }, 2027: none };

const anyDay = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2025-11-01', days));

describe('Counting working days', () => {
  it('counts what a walk over the days would', () => {
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 60 }), (day, length) => {
        const until = addDays(day, length);
        const walked = [...daysBetween(addDays(day, 1), until)].filter((one) => isWorkingDay(one, CALENDAR));
        expect(workingDaysBetween(day, until, CALENDAR)).toBe(walked.length);
      }),
    );
  });

  it('is nothing backwards', () => {
    expect(workingDaysBetween('2026-03-10', '2026-03-02', CALENDAR)).toBe(0);
  });

  it('finds the nth day that a walk would', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (day, n) => {
        expect(nthWorkingDayAfter(day, n, CALENDAR)).toBe(addWorkingDays(day, n, CALENDAR));
      }),
    );
  });

  it('finds the nth day before a day, asked from the day before it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (day, n) => {
        expect(nthWorkingDayAfter(addDays(day, -1), 1 - n, CALENDAR)).toBe(addWorkingDays(day, -n, CALENDAR));
      }),
    );
  });

  it('ends where the calendar ends, and refuses a year that it lacks', () => {
    expect(nthWorkingDayAfter('2027-12-30', 1, CALENDAR)).toBe('2027-12-31');
    expect(nthWorkingDayAfter('2027-12-30', 2, CALENDAR)).toBeNull();
    expect(() => workingDaysBetween('2027-12-30', '2028-01-03', CALENDAR)).toThrow(CalendarYearMissingError);
    expect(() => nthWorkingDayAfter('2028-01-03', 1, CALENDAR)).toThrow(CalendarYearMissingError);
  });
});

describe('Days apart', () => {
  it('are as many as one has to add', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (from, days) => {
        expect(daysApart(from, addDays(from, days))).toBe(days);
      }),
    );
  });
});
