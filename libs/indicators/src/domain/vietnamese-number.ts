import { renderNumber, vietnameseNumber } from '#catalogue';
import { Refusal } from '#kernel';

const SIGN = /^[-−]\s*/;
const ONLY_NUMBER_SIGNS = /^[\d.,]+$/;

/**
 * A number as Vietnamese text, with an optional minus: `1.234,5` is 1234.5, `0,786` is 0.786, `1.000` is 1000. What may
 * be meant either way is refused, never guessed: `1,234.5`, `80.5`, `1,234`.
 * @param what how a refusal names it, in Vietnamese: "giá trị"
 * @throws {Refusal} `invalid` `number-unclear`
 */
export function readVietnameseNumber(text: string, what: string): number {
  const written = text.normalize('NFC').trim();
  const unsigned = written.replace(SIGN, '');
  const value = vietnameseNumber(unsigned);
  if (value === undefined) {
    const why = ONLY_NUMBER_SIGNS.test(unsigned)
      ? 'có thể hiểu nhiều cách'
      : 'không phải là một con số viết bằng chữ số';
    throw new Refusal(
      'invalid',
      'number-unclear',
      `${what} “${written}” ${why}: dấu chấm ngăn nghìn, dấu phẩy ngăn phần lẻ, như 1.234,5; đúng ba chữ số lẻ sau số khác 0 thì viết thêm số 0, như 1,2340.`,
    );
  }
  return unsigned === written || value === 0 ? value : -value;
}

const HUNDREDTHS = 100;

/** A number to two decimals at most. */
export function rounded(value: number): number {
  return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
}

/** A number as people read it, to two decimals, with its unit of measure: `1.234,5 triệu đồng`, `95 %`. */
export function figureText(value: number, unit: string | null = null): string {
  const shown = rounded(value);
  const text = `${shown < 0 ? '−' : ''}${renderNumber(Math.abs(shown))}`;
  return unit === null ? text : `${text} ${unit}`;
}
