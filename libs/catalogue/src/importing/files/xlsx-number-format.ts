/** How a sheet shows a number. */
export type NumberFormat =
  | { readonly kind: 'general' }
  | {
      readonly kind: 'number';
      readonly minDecimals: number;
      readonly maxDecimals: number;
      readonly grouped: boolean;
      readonly percent: boolean;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'date'; readonly day: boolean; readonly month: boolean; readonly time: boolean }
  | { readonly kind: 'time'; readonly elapsed: boolean };

/** The formats that a workbook may use by number alone (ECMA-376 part 1, 18.8.30). */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm',
  19: 'h:mm:ss',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd/mm/yyyy h:mm',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  41: '#,##0',
  42: '#,##0',
  43: '#,##0.00',
  44: '#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
};
/** Numbers that stand for dates in the East Asian editions. */
const EAST_ASIAN_DATES: readonly (readonly [number, number])[] = [
  [27, 36],
  [50, 58],
];

const MAX_DECIMALS = 15;
/** Excel keeps fifteen digits; what comes after them is the noise of the computer's own numbers. */
const DIGITS = 15;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
const HOUR_MINUTES = 60;
/** Day 0 of the two calendars. Of the first one Excel believes that 1900 had a 29 February, day 60. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const FALSE_LEAP_DAY = 60;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** A format by its number, or by its code where the workbook states one. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  const dated = EAST_ASIAN_DATES.some(([first, last]) => id >= first && id <= last);
  return parseNumberFormat(code ?? (dated ? 'dd/mm/yyyy' : BUILT_IN[id]) ?? 'General');
}

/** Reads a format code. Of several sections the first counts; colours, conditions and spaces to fill are left out. */
export function parseNumberFormat(code: string): NumberFormat {
  let pattern = '';
  let before = '';
  let after = '';
  const literal = (text: string) => {
    if (/[0#?]/.test(pattern)) after += text;
    else before += text;
  };
  let elapsed = false;
  for (let index = 0; index < code.length; index += 1) {
    const char = code[index]!;
    if (char === ';') break;
    if (char === '"') {
      const end = code.indexOf('"', index + 1);
      literal(code.slice(index + 1, end < 0 ? code.length : end));
      index = end < 0 ? code.length : end;
    } else if (char === '\\') {
      index += 1;
      literal(code[index] ?? '');
    } else if (char === '_' || char === '*') index += 1;
    else if (char === '[') {
      const end = code.indexOf(']', index);
      elapsed ||= /^\[(h+|m+|s+)\]?$/i.test(code.slice(index, end < 0 ? code.length : end + 1));
      index = end < 0 ? code.length : end;
    } else pattern += char;
  }
  if (elapsed) return { kind: 'time', elapsed };
  if (/general/i.test(pattern) || pattern.includes('@')) return { kind: 'general' };
  const dated = pattern.replace(/am\/pm|a\/p/gi, '');
  if (/[dmyhs]/i.test(dated)) return dateFormat(dated);
  if (!/[0#?]/.test(pattern) || /e[+-]/i.test(pattern) || pattern.includes('/')) return { kind: 'general' };
  const decimals = /\.([0#?]*)/.exec(pattern)?.[1] ?? '';
  return {
    kind: 'number',
    minDecimals: Math.min(decimals.replace(/[^0]/g, '').length, MAX_DECIMALS),
    maxDecimals: Math.min(decimals.length, MAX_DECIMALS),
    grouped: /[0#?],[0#?]/.test(pattern),
    percent: pattern.includes('%'),
    before,
    after,
  };
}

function dateFormat(pattern: string): NumberFormat {
  const day = /d/i.test(pattern);
  const year = /y/i.test(pattern);
  const clock = /[hs]/i.test(pattern);
  if (!day && !year && clock) return { kind: 'time', elapsed: false };
  // Beside hours or seconds, m is minutes.
  const month = /m/i.test(pattern.replace(/(h+[^a-z]*)m+/gi, '$1').replace(/m+([^a-z]*s+)/gi, '$1'));
  return { kind: 'date', day, month: month || !year, time: clock };
}

/** The number itself, without the computer's noise, of a format in percent times 100; undefined for dates and times. */
export function heldNumber(value: number, format: NumberFormat): number | undefined {
  if (format.kind === 'date' || format.kind === 'time') return undefined;
  const percent = format.kind === 'number' && format.percent;
  return Number((percent ? value * 100 : value).toPrecision(DIGITS));
}

/**
 * A number as a sheet shows it, in Vietnamese form: `4.718,51`, `95%`, `30/06/2026`; a date without a day as `06/2026`,
 * one with the year alone as `2026`.
 */
export function showNumber(value: number, format: NumberFormat, date1904: boolean): string {
  switch (format.kind) {
    case 'general':
      return decimal(heldNumber(value, format) ?? value, 0, DIGITS, false);
    case 'number': {
      const { minDecimals, maxDecimals, grouped, percent, before, after } = format;
      const number = heldNumber(value, format) ?? value;
      return `${before}${decimal(number, minDecimals, maxDecimals, grouped)}${percent ? '%' : ''}${after}`;
    }
    case 'time':
      return clock(value, format.elapsed);
    case 'date': {
      const day = dayOf(value, date1904);
      if (day === undefined) return decimal(value, 0, DIGITS, false);
      const [year, month, date] = day.split('-') as [string, string, string];
      const shown = format.day ? `${date}/${month}/${year}` : format.month ? `${month}/${year}` : year;
      const minutes = Math.round((value % 1) * DAY_MINUTES);
      return format.time && minutes > 0 ? `${shown} ${clock(value, false)}` : shown;
    }
  }
}

/** A date that stands in a file as text (`2026-06-30T00:00:00`) as `30/06/2026`; other text as it is. */
export function showIsoDate(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  return day === undefined ? text : `${day}/${month}/${year}`;
}

const formatters = new Map<string, Intl.NumberFormat>();

function decimal(value: number, minDecimals: number, maxDecimals: number, grouped: boolean): string {
  const key = `${minDecimals} ${maxDecimals} ${grouped}`;
  const formatter =
    formatters.get(key) ??
    new Intl.NumberFormat('vi-VN', {
      minimumFractionDigits: minDecimals,
      maximumFractionDigits: maxDecimals,
      useGrouping: grouped,
    });
  formatters.set(key, formatter);
  return formatter.format(value).replace(/^-(?=0(,0*)?$)/, '');
}

/** ISO date of a day number, or undefined where the calendar has no such day. */
function dayOf(serial: number, date1904: boolean): string | undefined {
  const day = Math.floor(serial);
  if (!(day >= 0 && day <= LAST_DAY)) return undefined;
  if (date1904) return isoDay(EPOCH_1904, day);
  if (day === 0 || day === FALSE_LEAP_DAY) return undefined;
  return isoDay(EPOCH_1900, day < FALSE_LEAP_DAY ? day + 1 : day);
}

function isoDay(epoch: number, days: number): string | undefined {
  const iso = new Date(epoch + days * DAY_MS).toISOString();
  return /^\d{4}-/.test(iso) ? iso.slice(0, 'yyyy-mm-dd'.length) : undefined;
}

function clock(value: number, elapsed: boolean): string {
  const minutes = Math.round((elapsed ? value : value % 1) * DAY_MINUTES);
  const hours = Math.floor(minutes / HOUR_MINUTES);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(hours)}:${two(minutes % HOUR_MINUTES)}`;
}
