const PLAIN = /^\d+$/;
const GROUPED = /^[1-9]\d{0,2}(?:\.\d{3})+$/;
const AMBIGUOUS_DECIMALS = 3;
const MAX_DIGITS = 15;

/**
 * A number in Vietnamese writing: dots group thousands, a comma opens the decimals. `4.718,51` is 4718.51, `0,786` is
 * 0.786, `1.000` is 1000. What may be meant either way is none: `1,234.5`, `80.5`, `1,234` (unless `decimal` says
 * that only decimals make sense there).
 *
 * @returns undefined for a number that is broken, ambiguous or of more than 15 digits
 */
export function vietnameseNumber(raw: string, decimal = false): number | undefined {
  const [whole = '', decimals, ...more] = raw.split(',');
  if (more.length > 0) return undefined;
  if (!PLAIN.test(whole) && !GROUPED.test(whole)) return undefined;
  const digits = whole.replaceAll('.', '');
  if (decimals === undefined) return digits.length > MAX_DIGITS ? undefined : Number(digits);
  if (!PLAIN.test(decimals) || digits.length + decimals.length > MAX_DIGITS) return undefined;
  const mayGroup = decimals.length === AMBIGUOUS_DECIMALS && PLAIN.test(whole) && Number(whole) > 0;
  if (mayGroup && !decimal) return undefined;
  return Number(`${digits}.${decimals}`);
}

/**
 * The Vietnamese writing of a number, which {@link vietnameseNumber} reads back.
 *
 * @throws RangeError for a number that is negative, not finite or needs more than 15 digits
 */
export function renderNumber(value: number): string {
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`No Vietnamese writing for ${value}`);
  const [whole = '', decimals = ''] = plainDecimal(value).split('.');
  if (whole.length + decimals.length > MAX_DIGITS) throw new RangeError(`${value} needs too many digits`);
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, '.');
  if (decimals === '') return grouped;
  const mayGroup = decimals.length === AMBIGUOUS_DECIMALS && whole !== '0';
  const unambiguous = mayGroup ? `${decimals}0` : decimals;
  return `${grouped},${unambiguous}`;
}

/** The shortest decimal digits of a number, without an exponent for small ones. */
function plainDecimal(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const shift = -Number(exponent);
  if (shift < 0) throw new RangeError(`${value} needs too many digits`);
  return `0.${'0'.repeat(shift - 1)}${mantissa.replace('.', '')}`;
}
