import { dayOf, instant } from '../../ui/format.js';

const DAY_LENGTH = 'YYYY-MM-DD'.length;

const isInstant = (asKnownAt: string) => asKnownAt.length > DAY_LENGTH;

/** The day of a clock that stands at a day or at an instant. */
export const knownDay = (asKnownAt: string | null): string | null =>
  asKnownAt !== null && isInstant(asKnownAt) ? dayOf(asKnownAt) : asKnownAt;

/** “ 10:44” of a clock that stands at an instant; nothing where it stands at a day's end, or at now. */
export function knownTime(asKnownAt: string | null): string {
  if (asKnownAt === null || !isInstant(asKnownAt)) return '';
  return ` ${instant(asKnownAt).split(' ').at(-1)}`;
}
