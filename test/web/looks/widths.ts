import type { Page } from 'playwright-core';

/** A telephone; an office's screen of 1366 at 200 %; a wall. */
export const WIDTHS = [
  { width: 360, height: 780 },
  { width: 683, height: 384 },
  { width: 3840, height: 2160 },
] as const;
/** Resolves once what depends on the width has been drawn anew. */
const LAID_OUT = 'new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)))';

/** What is wider than the window and can't be scrolled to by itself, one line each. */
const FAULTS = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const faults = new Set(scrollWidth > clientWidth ? ['the page scrolls to ' + scrollWidth] : []);
  const scrolls = (element) => {
    for (let up = element.parentElement; up !== null; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    }
    return false;
  };
  for (const element of document.querySelectorAll('body *')) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { left, right, width, height } = element.getBoundingClientRect();
    if (width <= 1 || height <= 1 || getComputedStyle(element).position === 'fixed') continue;
    if ((right > clientWidth + 1 || left < -1) && !scrolls(element)) {
      faults.add(element.tagName.toLowerCase() + ' “' + element.textContent.trim().slice(0, 40) + '” reaches from ' + Math.round(left) + ' to ' + Math.round(right));
    }
    const cut = element.scrollWidth > element.clientWidth + 2 && getComputedStyle(element).overflowX === 'hidden';
    if (cut && element.matches('button, a, h1, h2, h3, dt, dd, [role="cell"], [role="columnheader"]')) {
      faults.add('cut: ' + element.textContent.trim().slice(0, 40));
    }
  }
  const buttons = [...document.querySelectorAll('main button, main select, main input, header button, header select')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map((element) => ({ element, box: element.getBoundingClientRect() }));
  for (const [index, one] of buttons.entries()) {
    for (const other of buttons.slice(index + 1)) {
      const within = one.element.contains(other.element) || other.element.contains(one.element);
      const sticky = (element) => element.closest('header') !== null;
      if (within || sticky(one.element) !== sticky(other.element)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 2 && down > 2) faults.add('overlap: ' + one.element.textContent.slice(0, 30) + ' and ' + other.element.textContent.slice(0, 30));
    }
  }
  return [...faults];
})()`;

/** What is wrong with a page at each of {@link WIDTHS}, one line each. The window has another size afterwards. */
export async function widthFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    await page.evaluate(LAID_OUT);
    const found = await page.evaluate<string[]>(FAULTS);
    faults.push(...found.map((fault) => `${size.width}: ${fault}`));
  }
  return faults;
}
