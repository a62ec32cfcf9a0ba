import ical, { ICalEventTransparency } from 'ical-generator';
import type { CalendarEntry } from '../domain/calendar.js';

/** Writes a calendar (RFC 5545): days as days, instants in UTC; nothing in it depends on when it is written. */
export function iCalendarOf(name: string, entries: readonly CalendarEntry[]): string {
  const calendar = ical({ name, prodId: { company: 'nq57-monitor', product: 'calendar', language: 'VI' } });
  for (const { uid, on, summary, description, changedAt, sequence } of entries) {
    const when =
      'day' in on
        ? { start: new Date(`${on.day}T00:00:00Z`), allDay: true, timezone: 'UTC' }
        : { start: new Date(on.instant) };
    calendar.createEvent({
      id: uid,
      ...when,
      summary,
      description,
      stamp: new Date(changedAt),
      sequence,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
