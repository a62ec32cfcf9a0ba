import type { Page } from 'playwright-core';
import { isEnglish } from './names.js';

/** What has the focus, as somebody sees and hears it. */
export interface Focused {
  readonly what: string;
  readonly name: string;
  /** An outline of it or of what surrounds it. */
  readonly ringed: boolean;
  /** It lies in the window, and nothing lies over it. */
  readonly seen: boolean;
  /** It had the focus before, without the page having been left. */
  readonly again: boolean;
  readonly inDialog: boolean;
}

/** So far into a page: past the header, the navigation and the filters, into the list. */
const STEPS = 34;
/** So many of them lie before the page's own part: the same on every page. */
const BEFORE_MAIN = 15;
const FOCUSED = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) {
    window.walked = new Set();
    return null;
  }
  const spoken = (node) => {
    if (node === null) return '';
    const copy = node.cloneNode(true);
    for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
    return copy.textContent.replace(/\\s+/g, ' ').trim();
  };
  const named = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter((id) => id !== '');
  const field = ['INPUT', 'SELECT', 'TEXTAREA'].includes(element.tagName);
  const name =
    element.getAttribute('aria-label') ||
    named.map((id) => spoken(document.getElementById(id))).join(' ') ||
    [...(element.labels ?? [])].map(spoken).join(' ') ||
    (field ? '' : spoken(element)) ||
    element.title;
  const outlined = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  };
  let around = element;
  let ringed = outlined(element);
  for (let up = 0; up < 3 && !ringed && around.parentElement !== null; up += 1) {
    around = around.parentElement;
    ringed = outlined(around);
  }
  const { left, top, width, height, right, bottom } = element.getBoundingClientRect();
  const x = Math.min(Math.max(left + Math.min(width / 2, 40), 0), innerWidth - 1);
  const y = Math.min(Math.max(top + Math.min(height / 2, 12), 0), innerHeight - 1);
  const hit = document.elementFromPoint(x, y);
  const uncovered = hit !== null && (element.contains(hit) || hit.contains(element));
  const { visibility } = getComputedStyle(element);
  const inWindow = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  window.walked ??= new Set();
  const again = window.walked.has(element);
  window.walked.add(element);
  return {
    what: element.tagName.toLowerCase() + ' “' + name.slice(0, 60) + '” ' + element.className,
    name: name.trim(),
    ringed,
    seen: width > 1 && height > 1 && visibility === 'visible' && inWindow && uncovered,
    again,
    inDialog: element.closest('dialog') !== null,
  };
})()`;

/** What has the focus now; null: nothing. */
export const focused = (page: Page) => page.evaluate<Focused | null>(FOCUSED);

/**
 * What is wrong with what Tab reaches on a page that was just opened, one line each: it has a name, an outline, is in
 * sight, and Tab goes on from it.
 * @param whole from the header on; otherwise from the page's own part
 */
export async function focusFaults(page: Page, { whole }: { readonly whole: boolean }): Promise<string[]> {
  const faults = new Set<string>();
  let first: Focused | null = null;
  if (!whole) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }
  for (let step = whole ? 0 : BEFORE_MAIN; step < STEPS; step += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (now === null) break;
    first ??= now;
    if (now.again) {
      faults.add(`has the focus again before the page's end: ${now.what}`);
      break;
    }
    if (now.name === '') faults.add(`no name: ${now.what}`);
    if (isEnglish(now.name)) faults.add(`not Vietnamese: ${now.what}`);
    if (!now.ringed) faults.add(`no outline: ${now.what}`);
    if (!now.seen) faults.add(`not to be seen: ${now.what}`);
  }
  if (first === null) faults.add('Tab reaches nothing');
  return [...faults];
}
