import { isIsoDate, Refusal } from '#kernel';

/** A day that was given as an option. @throws {Refusal} `invalid-date` */
export function dateOption(text: string | undefined): string | undefined {
  if (text === undefined || isIsoDate(text)) return text;
  throw new Refusal('invalid', 'invalid-date', `“${text}” không phải là ngày dạng năm-tháng-ngày.`);
}
