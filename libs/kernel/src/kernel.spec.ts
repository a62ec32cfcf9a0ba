import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addWorkingDays,
  CalendarYearMissingError,
  cleanText,
  daysBetween,
  derivedId,
  endOfDay,
  eventId,
  firstDay,
  fold,
  instantAt,
  isIsoDate,
  isPeriod,
  isWorkingDay,
  kindOfPeriod,
  lastDay,
  localDate,
  localDateTimeText,
  nextPeriod,
  PERIOD_KINDS,
  periodOf,
  periodsBetween,
  periodText,
  previousPeriod,
  REPORTING_PERIOD_KINDS,
  workingDayFrom,
} from './index.js';

const calendar = {
  '2026': {
    holidays: ['2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
    workedWeekends: ['2026-01-10'],
  },
};

/** The first and the last calendar month of a period. */
const monthsOf = (period: string) => [periodOf(firstDay(period)), periodOf(lastDay(period))] as const;

describe('time', () => {
  it('takes the day of an instant in the zone of Việt Nam', () => {
    expect(localDate('2026-01-04T16:59:59.999Z')).toBe('2026-01-04');
    expect(localDate('2026-01-04T17:00:00.000Z')).toBe('2026-01-05');
  });
  it('turns a local wall-clock time into an instant', () => {
    expect(instantAt('2026-02-05', '17:00')).toBe('2026-02-05T10:00:00.000Z');
    expect(endOfDay('2026-12-31')).toBe('2026-12-31T17:00:00.000Z');
    expect(localDateTimeText('2026-02-05T10:00:00.000Z')).toBe('05/02/2026 17:00');
  });
  it('knows which days exist', () => {
    expect(['2026-02-28', '2028-02-29'].every(isIsoDate)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-02-30'].some(isIsoDate)).toBe(false);
  });
});

describe('periods', () => {
  it('go from month to month over the year', () => {
    expect(nextPeriod('2026-12')).toBe('2027-01');
    expect(previousPeriod('2026-01')).toBe('2025-12');
    expect(periodsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(lastDay('2028-02')).toBe('2028-02-29');
  });

  it.each([
    ['calendar-month', '2026-03-14', '2026-03', '2026-03-01', '2026-03-31', '2026-04', '03/2026'],
    [
      'mid-month',
      '2026-03-14',
      '2026-03-d15',
      '2026-02-15',
      '2026-03-14',
      '2026-04-d15',
      '03/2026 (15/02–14/03)',
    ],
    [
      'mid-month',
      '2026-12-15',
      '2027-01-d15',
      '2026-12-15',
      '2027-01-14',
      '2027-02-d15',
      '01/2027 (15/12–14/01)',
    ],
    ['week', '2026-02-15', '2026-W07', '2026-02-09', '2026-02-15', '2026-W08', 'tuần 07/2026 (09/02–15/02)'],
    ['week', '2025-12-29', '2026-W01', '2025-12-29', '2026-01-04', '2026-W02', 'tuần 01/2026 (29/12–04/01)'],
    ['week', '2027-01-03', '2026-W53', '2026-12-28', '2027-01-03', '2027-W01', 'tuần 53/2026 (28/12–03/01)'],
    ['quarter', '2026-02-28', '2026-Q1', '2026-01-01', '2026-03-31', '2026-Q2', 'quý I/2026'],
    ['quarter', '2028-12-31', '2028-Q4', '2028-10-01', '2028-12-31', '2029-Q1', 'quý IV/2028'],
    ['year', '2026-12-31', '2026', '2026-01-01', '2026-12-31', '2027', 'năm 2026'],
  ] as const)(
    'of kind %s: that of %s is %s, from %s to %s, then %s, read as “%s”',
    (kind, day, period, from, until, next, text) => {
      expect(periodOf(day, kind)).toBe(period);
      expect([firstDay(period), lastDay(period)]).toEqual([from, until]);
      expect(nextPeriod(period)).toBe(next);
      expect(previousPeriod(next)).toBe(period);
      expect([isPeriod(period), isPeriod(period, [kind]), kindOfPeriod(period)]).toEqual([true, true, kind]);
      expect(periodText(period)).toBe(text);
    },
  );

  it('are no other texts', () => {
    const none = [
      '2026-13',
      '2026-00',
      '2026-3',
      '2026-W00',
      '2026-W54',
      '2027-W53',
      '2026-Q0',
      '2026-Q5',
      '2026-Q',
      'Q1-2026',
      '2026-03-d16',
      '26',
      '2026-03-15',
      '',
    ];
    expect(none.filter((text) => isPeriod(text))).toEqual([]);
    expect(isPeriod('2026', ['calendar-month'])).toBe(false);
  });

  it('of any kind follow one another without a gap, there and back', () => {
    const days = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays('1990-01-01', count));
    fc.assert(
      fc.property(days, fc.constantFrom(...PERIOD_KINDS), (day, kind) => {
        const period = periodOf(day, kind);
        expect(isPeriod(period, [kind])).toBe(true);
        expect(kindOfPeriod(period)).toBe(kind);
        expect(previousPeriod(nextPeriod(period))).toBe(period);
        expect(firstDay(nextPeriod(period))).toBe(addDays(lastDay(period), 1));
        expect([firstDay(period), lastDay(period)].map((edge) => periodOf(edge, kind))).toEqual([
          period,
          period,
        ]);
      }),
    );
  });

  it('are quarters of three months each, four of a year', () => {
    const quarters = periodsBetween('2026-Q1', '2026-Q4');
    expect(quarters).toEqual(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']);
    expect(quarters.map((quarter) => periodsBetween(...monthsOf(quarter)).length)).toEqual([3, 3, 3, 3]);
    expect([firstDay('2026-Q1'), lastDay('2026-Q4')]).toEqual([firstDay('2026'), lastDay('2026')]);
  });

  it('of reports are no quarters', () => {
    expect(isPeriod('2026-Q1')).toBe(true);
    expect(isPeriod('2026-Q1', REPORTING_PERIOD_KINDS)).toBe(false);
  });

  it('of every kind hold each day of years once, and none is left out', () => {
    for (const kind of PERIOD_KINDS) {
      for (const day of daysBetween('2024-01-20', '2029-01-20')) {
        const period = periodOf(day, kind);
        expect(firstDay(period) <= day && day <= lastDay(period)).toBe(true);
        if (day === lastDay(period)) expect(firstDay(nextPeriod(period))).toBe(addDays(day, 1));
      }
    }
  });
});

describe('working days', () => {
  it('leave out weekends and holidays, but for weekends worked in exchange', () => {
    expect(isWorkingDay('2026-01-10', calendar)).toBe(true);
    expect(isWorkingDay('2026-01-11', calendar)).toBe(false);
    expect(isWorkingDay('2026-02-17', calendar)).toBe(false);
    expect(workingDayFrom('2026-02-14', calendar)).toBe('2026-02-23');
    expect(addWorkingDays('2026-02-13', 1, calendar)).toBe('2026-02-23');
    expect(addWorkingDays('2026-02-23', -1, calendar)).toBe('2026-02-13');
  });
  it('refuse a year without a calendar', () => {
    expect(() => isWorkingDay('2031-01-05', calendar)).toThrow(CalendarYearMissingError);
  });
});

describe('Vietnamese text', () => {
  it('is found without its marks, composed or decomposed', () => {
    expect(fold('Chuyển đổi số')).toBe('chuyen doi so');
    expect(fold('Chuyển ĐỔI số'.normalize('NFD'))).toBe('chuyen doi so');
  });
  it('folds to the same whatever form it came in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => fold(text.normalize('NFD')) === fold(text.normalize('NFC')),
      ),
    );
  });
  it('is cleaned of odd spacing but keeps its lines', () => {
    expect(cleanText('  a \t b\r\nc ')).toBe('a b\nc');
  });
});

describe('ids', () => {
  it('are the same for the same name and differ by index', () => {
    expect(derivedId('a')).toBe(derivedId('a'));
    expect(eventId(derivedId('a'), 0)).not.toBe(eventId(derivedId('a'), 1));
    expect(eventId('any key', 0)).toBe(eventId('any key', 0));
  });
});
