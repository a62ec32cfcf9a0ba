import type { Recurrence, Schedule } from './schedule.js';
import { dateParts, MONTHS_PER_QUARTER } from './schedule-calendar.js';
import { ROMAN_QUARTERS } from './schedule-vocabulary.js';

const CADENCE_PHRASES: Readonly<Record<Recurrence, string>> = {
  ongoing: 'Thường xuyên',
  annual: 'Hằng năm',
  semiannual: '6 tháng một lần',
  quarterly: 'Hằng quý',
  monthly: 'Hằng tháng',
  weekly: 'Hằng tuần',
  daily: 'Hằng ngày',
};

/**
 * The canonical Vietnamese phrase of a schedule, which `parseSchedule` reads back to the same schedule, given the
 * year of its dates where the phrase names none ("Chậm nhất ngày 15/12 hằng năm"). A condition follows in
 * parentheses. The dates are taken as they are: those of a `month` must span a month, and so on.
 *
 * @throws TypeError for a schedule with milestones, or without a date that its kind needs
 */
export function renderSchedule(schedule: Schedule): string {
  if (schedule.milestones || schedule.kind === 'compound') {
    throw new TypeError('A schedule with milestones has no canonical phrase');
  }
  if (schedule.kind === 'none') return '-';
  if (schedule.kind === 'conditional') return required(schedule.condition, 'condition');
  const time = renderTime(schedule);
  return schedule.condition === undefined ? time : `${time} (${schedule.condition})`;
}

function renderTime(schedule: Schedule): string {
  const { kind } = schedule;
  switch (kind) {
    case 'month': {
      const { year, month } = dateParts(required(schedule.start, 'start'));
      return `Tháng ${month}/${year}`;
    }
    case 'quarter': {
      const { year, month } = dateParts(required(schedule.start, 'start'));
      return `Quý ${romanQuarter(month)}/${year}`;
    }
    case 'year':
      return `Năm ${dateParts(required(schedule.start, 'start')).year}`;
    case 'period': {
      const first = dateParts(required(schedule.start, 'start')).year;
      return `Giai đoạn ${first} - ${dateParts(required(schedule.due, 'due')).year}`;
    }
    case 'range':
      return renderDays(schedule, fullDay);
    case 'ongoing':
      return renderOngoing(schedule);
    case 'annual':
      return renderRecurring(schedule, CADENCE_PHRASES.annual, dayAndMonth);
    case 'monthly':
      return renderRecurring(schedule, CADENCE_PHRASES.monthly, dayOnly);
    default:
      throw new TypeError(`A schedule of kind ${kind} has no time to render`);
  }
}

function renderOngoing(schedule: Schedule): string {
  const cadence = CADENCE_PHRASES[schedule.recurrence ?? 'ongoing'];
  return hasDates(schedule) ? `${cadence}, ${lowerFirst(renderDays(schedule, fullDay))}` : cadence;
}

function renderRecurring(schedule: Schedule, cadence: string, day: (date: string) => string): string {
  return hasDates(schedule) ? `${renderDays(schedule, day)} ${lowerFirst(cadence)}` : cadence;
}

/** "Chậm nhất ngày …" includes the day, as `due` does. */
function renderDays({ start, due }: Schedule, day: (date: string) => string): string {
  if (start === undefined) return `Chậm nhất ngày ${day(required(due, 'due'))}`;
  if (due === undefined) return `Từ ngày ${day(start)}`;
  return start === due ? `Ngày ${day(start)}` : `Từ ngày ${day(start)} đến ngày ${day(due)}`;
}

function fullDay(date: string): string {
  const { year, month, day } = dateParts(date);
  return `${day}/${month}/${year}`;
}

function dayAndMonth(date: string): string {
  const { month, day } = dateParts(date);
  return `${day}/${month}`;
}

function dayOnly(date: string): string {
  return String(dateParts(date).day);
}

function romanQuarter(firstMonth: number): string {
  const place = Math.floor((firstMonth - 1) / MONTHS_PER_QUARTER);
  return required(ROMAN_QUARTERS[place], 'quarter').toUpperCase();
}

function hasDates({ start, due }: Schedule): boolean {
  return start !== undefined || due !== undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new TypeError(`The schedule has no ${name}`);
  return value;
}
