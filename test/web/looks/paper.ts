import type { Page } from 'playwright-core';

/** An A4 sheet within its margins of 15 mm, at 96 dots an inch. */
const SHEET = { width: 680, height: 1009 };
const PROGRAMME_TITLE = 'Chương trình công tác năm 2026 về Nghị quyết 57 của Ban Chỉ đạo thành phố';
/** Of 255: ink that a black-and-white printer makes black or a dark grey. */
const DARKEST = 120;

/** What paper must not have: one line each. */
const FAULTS = `(() => {
  const faults = new Set();
  const tell = (fault, element) =>
    faults.add(fault + ': ' + element.tagName.toLowerCase() + ' “' + element.textContent.trim().slice(0, 40) + '” ' + element.className);
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const spoken = (element) => getComputedStyle(element).clipPath !== 'none';
  for (const element of document.querySelectorAll('header, #dieu-huong, .ant-btn, input, textarea, [type="submit"], [role="dialog"]')) {
    if (shown(element) && !spoken(element)) tell('menu, button or field', element);
  }
  for (const element of document.querySelectorAll('body *')) {
    if (!shown(element)) continue;
    const { right, width, height } = element.getBoundingClientRect();
    if (width > 1 && height > 1 && right > document.documentElement.clientWidth + 1) tell('over the edge', element);
    const { overflowX, overflowY, color } = getComputedStyle(element);
    const cut = element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;
    const scrolls = [overflowX, overflowY].some((one) => one === 'auto' || one === 'scroll');
    if (scrolls && cut && element.clientHeight > 1) tell('scrolls', element);
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    const ink = color.match(/[\\d.]+/g).slice(0, 3).map(Number);
    if (text && Math.max(...ink) > ${DARKEST}) tell('pale, ' + color, element);
  }
  return [...faults];
})()`;

/** Resolves once what paper alone has is drawn: all rows, the light colours. */
const DRAWN = `new Promise((resolve, reject) => {
  const until = performance.now() + 10000;
  const look = () => {
    if (document.documentElement.dataset.theme === 'light') requestAnimationFrame(() => requestAnimationFrame(resolve));
    else if (performance.now() < until) requestAnimationFrame(look);
    else reject(new Error('dark on paper: ' + location.href));
  };
  look();
})`;

/** Shows the page as it is printed by somebody whose screen is dark. */
export const onPaper = async (page: Page) => {
  await page.setViewportSize(SHEET);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(DRAWN);
};

/** What is wrong with a page on paper, one line each: black on white, without menus, within the sheet, and it says what it is of. */
export async function paperFaults(
  page: Page,
  { isOfProgramme }: { readonly isOfProgramme: boolean },
): Promise<string[]> {
  await onPaper(page);
  const faults = await page.evaluate<string[]>(FAULTS);
  const head = (await page.locator('[data-print-head]').textContent()) ?? '';
  if (!/In ngày \d\d\/\d\d\/\d{4}/.test(head)) faults.push(`no day of printing: ${head}`);
  if (!/Nói đến: .*\d\d\/\d\d\/\d{4} · Biết đến: /.test(head)) faults.push(`no clocks: ${head}`);
  if (isOfProgramme && !head.includes(PROGRAMME_TITLE)) faults.push(`no programme: ${head}`);
  return faults;
}
