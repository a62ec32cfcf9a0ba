import type { Page } from 'playwright-core';

/** What icons and pickers would name themselves by if nobody told them otherwise. */
const ENGLISH =
  /\b(calendar|clear|close|closed|collapse|ellipsis|expand|eye|hide|loading|menu|next|previous|remove|search|select|show|sort|swap|today|arrow|caret|check|down|left|logout|right|up|year|month|date|time|open|choose|file|submit|button)\b/i;

/** Every name that is written for screen readers or the pointer, of what is not hidden from them. */
const NAMES = `[...document.querySelectorAll('[aria-label], [title], [alt], [placeholder], [aria-roledescription]')]
  .filter((element) => element.closest('[aria-hidden="true"], [hidden]') === null)
  .flatMap((element) =>
    ['aria-label', 'title', 'alt', 'placeholder', 'aria-roledescription'].map((name) => element.getAttribute(name)))
  .filter((name) => name !== null && name !== '')`;

/** Whether a name is one that nobody translated. */
export const isEnglish = (name: string): boolean => ENGLISH.test(name);

/** The names on the page that are English. */
export async function englishNames(page: Page): Promise<string[]> {
  const names = await page.evaluate<readonly string[]>(NAMES);
  return [...new Set(names.filter((name) => isEnglish(name)))];
}
