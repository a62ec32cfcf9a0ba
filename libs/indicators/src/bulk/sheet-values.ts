import { renderNumber } from '#catalogue';
import { cleanText, dateText, isIsoDate, isPeriod, kindOfPeriod, type Period, periodText } from '#kernel';
import type { DocumentRef } from '#tasks';

const QUARTERS: readonly string[] = ['I', 'II', 'III', 'IV'];
const MONTH = /^(?:tháng )?(\d{1,2})\/(\d{4})$/i;
const QUARTER = /^quý (IV|I{1,3}|[1-4])\/(\d{4})$/i;
const YEAR = /^năm (\d{4})$/i;
const DAY = /^(\d{2})\/(\d{2})\/(\d{4})$/;
/** `12/BC-SKHCN ngày 05/04/2026 của Sở Khoa học và Công nghệ` */
const DOCUMENT = /^(.{1,100}?),? ngày (\d{2}\/\d{2}\/\d{4}),? của (.{1,200})$/iu;

/** A period as the sheet writes it: with a word before it, or Excel would take `03/2026` for a day. */
export function periodCell(period: Period): string {
  return kindOfPeriod(period) === 'calendar-month' ? `tháng ${periodText(period)}` : periodText(period);
}

/**
 * A period as people and the system write it: `tháng 03/2026`, `3/2026`, `2026-03`, `quý I/2026`, `quý 1/2026`,
 * `2026-Q1`, `năm 2026`, `2026`. Undefined for anything else.
 */
export function periodOfCell(text: string): Period | undefined {
  const written = cleanText(text);
  const [, month, ofYear] = MONTH.exec(written) ?? [];
  const [, quarter, ofYearToo] = QUARTER.exec(written) ?? [];
  const [, year] = YEAR.exec(written) ?? [];
  const roman = QUARTERS.indexOf(quarter?.toUpperCase() ?? '') + 1;
  const period =
    month !== undefined
      ? `${ofYear}-${month.padStart(2, '0')}`
      : quarter !== undefined
        ? `${ofYearToo}-Q${roman || quarter}`
        : (year ?? written);
  return isPeriod(period) ? period : undefined;
}

/** `YYYY-MM-DD` of `dd/mm/yyyy`, two digits each; undefined for anything else and for days that don't exist. */
export function dayOfCell(text: string): string | undefined {
  const [, day, month, year] = DAY.exec(cleanText(text)) ?? [];
  const date = `${year}-${month}-${day}`;
  return day !== undefined && isIsoDate(date) ? date : undefined;
}

/** Documents as a sheet writes them, parted by `;`: number, day, issuer. */
export function documentsCell(documents: readonly DocumentRef[]): string {
  return documents
    .map(({ number, date, issuer }) => `${number} ngày ${dateText(date)} của ${issuer}`)
    .join('; ');
}

/** The documents of a cell, parted by `;` or lines; undefined where one of them isn't number, day and issuer. */
export function documentsOfCell(text: string): DocumentRef[] | undefined {
  const documents: DocumentRef[] = [];
  for (const part of text.split(/[;\n]/)) {
    const written = cleanText(part);
    if (written === '') continue;
    const [, number, day, issuer] = DOCUMENT.exec(written) ?? [];
    const date = dayOfCell(day ?? '');
    if (number === undefined || issuer === undefined || date === undefined) return undefined;
    documents.push({ number, date, issuer, sha256: null });
  }
  return documents;
}

/** A number to its last digit, as a sheet's text cell writes it and reads it back. */
export function numberCell(value: number): string {
  return `${value < 0 ? '-' : ''}${renderNumber(Math.abs(value))}`;
}
