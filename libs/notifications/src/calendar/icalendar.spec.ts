import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { iCalendarOf } from './icalendar.js';

const LINE_BYTES = 75;

describe('An iCalendar text', () => {
  it('gives back what a summary and a description hold, in lines of the length that the format allows', () => {
    const summary = `Nhiệm vụ 1,a;b\\c: “${'Xây dựng nền tảng dữ liệu dùng chung, '.repeat(5)}”`;
    const text = iCalendarOf('Lịch; đơn vị', [
      {
        uid: 'due.x@y',
        on: { day: '2026-06-30' },
        summary,
        description: 'Một\nHai, ba; bốn',
        changedAt: '2026-03-10T02:00:00.000Z',
        sequence: 3,
      },
    ]);
    const [component] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    const event = new ICAL.Event(component as ICAL.Component);
    expect([event.summary, event.description]).toStrictEqual([summary, 'Một\nHai, ba; bốn']);
    expect(text).toContain('DTSTART;VALUE=DATE:20260630\r\n');
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > LINE_BYTES)).toStrictEqual([]);
  });

  it('without entries is a calendar all the same', () => {
    const parsed = new ICAL.Component(ICAL.parse(iCalendarOf('Lịch', [])));
    expect(parsed.name).toBe('vcalendar');
    expect(parsed.getAllSubcomponents('vevent')).toHaveLength(0);
  });
});
