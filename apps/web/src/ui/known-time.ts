import { day, dayOf, instant } from './format.js';

const DAY_LENGTH = 'YYYY-MM-DD'.length;

const isInstant = (asKnownAt: string) => asKnownAt.length > DAY_LENGTH;

/** The day, in Việt Nam, of a clock that stands at a day or at an instant; null: now. */
export const knownDay = (asKnownAt: string | null): string | null =>
  asKnownAt !== null && isInstant(asKnownAt) ? dayOf(asKnownAt) : asKnownAt;

/** “ 10:44” of a clock that stands at an instant; nothing where it stands at a day's end, or at now. */
export function knownTime(asKnownAt: string | null): string {
  if (asKnownAt === null || !isInstant(asKnownAt)) return '';
  return ` ${instant(asKnownAt).split(' ').at(-1)}`;
}

/** “20/04/2026 10:44” of a clock that stands at an instant, “hết ngày 20/04/2026” of one that stands at a day's end. */
export const knownText = (asKnownAt: string): string =>
  isInstant(asKnownAt) ? instant(asKnownAt) : `hết ngày ${day(asKnownAt)}`;
