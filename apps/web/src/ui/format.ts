/** Numbers, days and instants as they are written in Việt Nam: 1.234,5 · 92,3 % · 20/11/2026. */

const LOCALE = 'vi-VN';
const ZONE = 'Asia/Ho_Chi_Minh';
const NBSP = '\u00a0';

const plain = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const oneDigit = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const instants = new Intl.DateTimeFormat(LOCALE, {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const isoDays = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** What stands where there is nothing to show. */
export const NOTHING = '–';

/** 1.234,5: two digits after the comma at most. */
export const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? NOTHING : plain.format(value);

/** What binary fractions lose: 0.9 * 1000 must not fall below 900. */
const HAIR = 1e-6;

/** A rate of 0–1 as 92,3 %: cut, never rounded up, so that 89,96 % does not look like a goal that was met. */
export const percent = (rate: number | null | undefined): string =>
  rate === null || rate === undefined
    ? NOTHING
    : `${oneDigit.format(Math.floor(rate * 1000 + HAIR) / 10)}${NBSP}%`;

/** A goal of 0–1 as it is set: 90 %. */
export const goalPercent = (goal: number | null | undefined): string =>
  wholePercent(goal === null || goal === undefined ? null : goal * 100);

/** A whole percentage, as units report it: 45 %. */
export const wholePercent = (value: number | null | undefined): string =>
  value === null || value === undefined ? NOTHING : `${plain.format(value)}${NBSP}%`;

/** A day `YYYY-MM-DD` as dd/mm/yyyy. */
export function day(iso: string | null | undefined): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso ?? '');
  return match ? `${match[3]}/${match[2]}/${match[1]}` : NOTHING;
}

/** An instant as dd/mm/yyyy hh:mm, in Việt Nam's time. */
export function instant(iso: string | null | undefined): string {
  const at = Date.parse(iso ?? '');
  if (Number.isNaN(at)) return NOTHING;
  const part = Object.fromEntries(instants.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.day}/${part.month}/${part.year} ${part.hour}:${part.minute}`;
}

/** The day, in Việt Nam, of an instant: `YYYY-MM-DD`. */
export const dayOf = (iso: string | number): string =>
  isoDays.format(typeof iso === 'number' ? iso : Date.parse(iso));

const ROMAN = ['I', 'II', 'III', 'IV'];

/** A reporting period in words: “tháng 3/2026”, “kỳ từ 15/03/2026”, “tuần 7/2026”, “quý I/2026”, “năm 2026”. */
export function period(name: string): string {
  const monthly = /^(\d{4})-(\d\d)$/.exec(name);
  if (monthly) return `tháng ${Number(monthly[2])}/${monthly[1]}`;
  const mid = /^(\d{4})-(\d\d)-d(\d\d)$/.exec(name);
  if (mid) return `kỳ từ ${mid[3]}/${mid[2]}/${mid[1]}`;
  const weekly = /^(\d{4})-W(\d\d)$/.exec(name);
  if (weekly) return `tuần ${Number(weekly[2])}/${weekly[1]}`;
  const quarter = /^(\d{4})-Q(\d)$/.exec(name);
  if (quarter) return `quý ${ROMAN[Number(quarter[2]) - 1]}/${quarter[1]}`;
  return `năm ${name}`;
}

/** The same for a column's head: “T10”, “15/03”, “Tuần 7”, “2026”. */
export function shortPeriod(name: string): string {
  const monthly = /^\d{4}-(\d\d)$/.exec(name);
  if (monthly) return `T${Number(monthly[1])}`;
  const mid = /^\d{4}-(\d\d)-d(\d\d)$/.exec(name);
  if (mid) return `${mid[2]}/${mid[1]}`;
  const weekly = /^\d{4}-W(\d\d)$/.exec(name);
  if (weekly) return `Tuần ${Number(weekly[1])}`;
  return name;
}

/** What somebody typed, within a line of text: its direction of writing doesn't turn what stands around it. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** A sentence of the server in which no number stands apart from its sign: “17,6 %”. */
export const kept = (sentence: string): string => sentence.replace(/(\d) (?=%)/g, `$1${NBSP}`);

/** With a capital at its beginning. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(LOCALE) + text.slice(1);

/** Letters without marks and case, as the server searches: “chuyen doi so” finds “Chuyển đổi số”. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLocaleLowerCase(LOCALE);
