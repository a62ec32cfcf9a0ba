/** One address of e-mail, without a name, brackets, quotes or a second address. */
export const EMAIL =
  /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*/;
/** Longest that a mail server must take. */
export const MAX_EMAIL = 254;

const WHOLE = new RegExp(`^(?:${EMAIL.source})$`);

/** Whether a text is one address that can be written to; a line break, which would begin a header, never is. */
export function isEmail(text: string): boolean {
  return text.length <= MAX_EMAIL && WHOLE.test(text);
}

/** A text with addresses made unreadable but for their domain: what servers answer is shown to operators. */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"'(),;:]+@([A-Za-z0-9.-]+)/g, '…@$1');
}
