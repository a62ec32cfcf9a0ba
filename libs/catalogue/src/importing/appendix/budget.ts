import { oneLine, wordsOf } from './text.js';

/** How many triệu đồng one of the unit is. */
export type MoneyUnit = 'đồng' | 'nghìn đồng' | 'triệu đồng' | 'tỷ đồng';

const PER_MILLION: Readonly<Record<MoneyUnit, number>> = {
  đồng: 1e-6,
  'nghìn đồng': 1e-3,
  'triệu đồng': 1,
  'tỷ đồng': 1e3,
};
/** Budgets are kept to the đồng. */
const DONG_PER_MILLION = 1e6;
const LARGEST_MILLION = 1e9;

const UNITS: readonly [pattern: RegExp, unit: MoneyUnit][] = [
  [/\b(?:trieu|tr d|trd|trdong|tr dong|tr vnd)\b/, 'triệu đồng'],
  [/\b(?:ty dong|ti dong|ty|ti d|ty d|ty vnd)\b/, 'tỷ đồng'],
  [/\b(?:nghin|ngan dong|1 000 d(?:ong)?|1000 d(?:ong)?|1000d|ng d)\b/, 'nghìn đồng'],
  [/\b(?:dong|vnd|d)\b/, 'đồng'],
];

/** The unit of money that a heading or a line above the table names; undefined where it names none. */
export function moneyUnit(text: string): MoneyUnit | undefined {
  const words = wordsOf(text);
  return UNITS.find(([pattern]) => pattern.test(words))?.[1];
}

/** `words`: no figure at all, as in “Theo dự toán được giao”. */
export type Budget =
  | { readonly kind: 'amount'; readonly millionVnd: number }
  | { readonly kind: 'words' }
  | { readonly kind: 'broken'; readonly why: string };

const NUMBER_WORD =
  '(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nửa|rưỡi|linh|lẻ|phẩy)';
/** “Một tỷ”, “hai trăm triệu đồng”: a sum, but one that nobody adds up. Marks count: “ngân” and “sau” are no numbers. */
const SUM_IN_WORDS = new RegExp(
  `^(?:(?:khoảng|hơn|gần) )?${NUMBER_WORD}(?: ${NUMBER_WORD})* (?:tỷ|tỉ|triệu|nghìn|ngàn)(?! (?:lệ|trọng|số|suất))(?!\\p{L})`,
  'u',
);

const FIGURE = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/;

/**
 * Reads a figure in Vietnamese format, dots between thousands and a comma before decimals: `4.718,51`, `1034,105`. A
 * unit written in the cell goes before that of the column.
 * @param text not empty
 * @param unit of the column; undefined where nothing says it
 */
export function readBudget(text: string, unit: MoneyUnit | undefined): Budget {
  if (!/\d/.test(text)) {
    if (!SUM_IN_WORDS.test(oneLine(text).normalize('NFC').toLowerCase())) return { kind: 'words' };
    return { kind: 'broken', why: `“${text}” là số tiền viết bằng chữ: hãy ghi bằng số` };
  }
  const [, figure = '', suffix = ''] = /^([\d.,\s]*\d)\s*(\D*)$/.exec(text.trim()) ?? [];
  const words = suffix.replace(/[().]/g, ' ').trim();
  const ownUnit = words === '' ? undefined : moneyUnit(words);
  if (figure === '' || (words !== '' && ownUnit === undefined)) {
    return { kind: 'broken', why: `“${text}” không phải một số tiền` };
  }
  const [, whole, decimals = '0'] = FIGURE.exec(figure.replace(/\s+/g, '')) ?? [];
  if (whole === undefined) {
    return {
      kind: 'broken',
      why: `“${text}” không đúng cách viết số: dấu chấm cách hàng nghìn, dấu phẩy trước số lẻ`,
    };
  }
  const amountUnit = ownUnit ?? unit;
  if (amountUnit === undefined) {
    return {
      kind: 'broken',
      why: `“${text}” không rõ đơn vị tiền; tiêu đề cột cần ghi, ví dụ “Kinh phí (triệu đồng)”`,
    };
  }
  const millions = Number(`${whole.replaceAll('.', '')}.${decimals}`) * PER_MILLION[amountUnit];
  if (millions > LARGEST_MILLION)
    return { kind: 'broken', why: `“${text}” ${amountUnit} lớn quá mức có thể` };
  return { kind: 'amount', millionVnd: Math.round(millions * DONG_PER_MILLION) / DONG_PER_MILLION };
}
