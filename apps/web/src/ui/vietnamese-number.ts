const PLAIN = /^\d+$/;
const GROUPED = /^\d{1,3}(\.\d{3})+$/;
const SIGN = /^[-−]\s*/;
/** More can't be told apart as a binary fraction. */
const MAX_DIGITS = 15;
const THOUSAND_DIGITS = 3;

/** A number as it was typed: read, nothing typed, or why it can't be read. */
export type TypedNumber =
  | { readonly value: number; readonly flaw?: never }
  | { readonly value: null; readonly flaw: string | null };

/**
 * A number as Vietnamese text: `1.234,5` is 1234.5, `0,786` is 0.786. What may be meant either way is refused, never
 * guessed, as the server does with sheets and on the command line.
 */
export function readNumber(text: string): TypedNumber {
  const written = text.normalize('NFC').trim();
  if (written === '') return { value: null, flaw: null };
  const unsigned = written.replace(SIGN, '');
  const value = unsignedNumber(unsigned);
  if (value === null) {
    return {
      value: null,
      flaw: `“${written.slice(0, 40)}” chưa rõ: dấu chấm ngăn nghìn, dấu phẩy ngăn phần lẻ, như 1.234,5.`,
    };
  }
  return { value: unsigned === written || value === 0 ? value : -value };
}

function unsignedNumber(text: string): number | null {
  const [whole = '', decimals, ...more] = text.split(',');
  if (more.length > 0 || (!PLAIN.test(whole) && !GROUPED.test(whole))) return null;
  const digits = whole.replaceAll('.', '');
  if (digits.length + (decimals?.length ?? 0) > MAX_DIGITS) return null;
  if (decimals === undefined) return Number(digits);
  if (!PLAIN.test(decimals)) return null;
  const mayGroup = decimals.length === THOUSAND_DIGITS && PLAIN.test(whole) && Number(whole) > 0;
  return mayGroup ? null : Number(`${digits}.${decimals}`);
}

/** The writing of a number that {@link readNumber} reads back. */
export function writeNumber(value: number | null): string {
  if (value === null) return '';
  const [whole = '', decimals = ''] = String(Math.abs(value)).split('.');
  const sign = value < 0 ? '−' : '';
  if (decimals === '') return `${sign}${whole}`;
  return `${sign}${whole},${decimals.length === THOUSAND_DIGITS ? `${decimals}0` : decimals}`;
}
