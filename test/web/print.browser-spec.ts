import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, JOURNEY_MS, OPEN_MS, Site } from './support/browser.js';
import { everyPage, open, READERS } from './support/pages.js';
import { sheetsOf } from './support/pdf.js';

/** An A4 sheet within its margins of 15 mm, at 96 dots an inch. */
const SHEET = { width: 680, height: 1009 };
const PROGRAMME_TITLE = 'Chương trình công tác năm 2026 về Nghị quyết 57 của Ban Chỉ đạo thành phố';
/** At thirty or forty rows a sheet; what is in sight on the screen fills one. */
const SHEETS_OF_ALL_UNITS = 4;
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

const onPaper = async (page: Page) => {
  await page.setViewportSize(SHEET);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
};
const rowsOf = (page: Page, label: RegExp) =>
  page.getByRole('table', { name: label }).locator('[role="row"]:not(:has([role="columnheader"]))');

let site: Site;

describeInBrowser('On paper', () => {
  beforeAll(async () => {
    site = await Site.open();
  }, OPEN_MS);

  afterAll(async () => {
    const troubles = site?.troubles ?? [];
    await site?.close();
    expect(troubles).toEqual([]);
  });

  it(
    'every page is black on white, without menus, buttons and fields, within the sheet, and says what it is of',
    async () => {
      const pages = await everyPage(site);
      const faults: Record<string, readonly string[]> = {};
      const look = async (account: (typeof READERS)[number]) => {
        const page = await site.logIn(account, { colorScheme: 'dark' });
        for (const { name, path } of pages.filter((one) => one.account === account)) {
          await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
          await open(page, path);
          await onPaper(page);
          const found = await page.evaluate<string[]>(FAULTS);
          const head = (await page.locator('[data-print-head]').textContent()) ?? '';
          if (!/In ngày \d\d\/\d\d\/\d{4}/.test(head)) found.push(`no day of printing: ${head}`);
          if (!/Nói đến: .*\d\d\/\d\d\/\d{4} · Biết đến: /.test(head)) found.push(`no clocks: ${head}`);
          if (account !== 'administrator' && !head.includes(PROGRAMME_TITLE))
            found.push(`no programme: ${head}`);
          if (found.length > 0) faults[name] = found;
        }
        await page.context().close();
      };
      await Promise.all(READERS.map(look));
      expect(faults).toEqual({});
    },
    JOURNEY_MS,
  );

  it(
    'a list that is virtual on the screen has all of its rows when it is printed, and its head on each sheet',
    async () => {
      const page = await site.logIn('office', { colorScheme: 'dark' });
      await open(page, '/xep-hang?ky=2026-Q1');
      const rows = rowsOf(page, /^Xếp hạng đơn vị/);
      const before = await rows.count();
      // As the browser prints: no medium is set beforehand.
      const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
      const sheets = sheetsOf(pdf);
      expect(sheets.length).toBeGreaterThanOrEqual(SHEETS_OF_ALL_UNITS);
      const heads = await page
        .getByRole('table', { name: /^Xếp hạng đơn vị/ })
        .getByRole('columnheader')
        .allTextContents();
      const head = heads.join('').replace(/[\s⇅↑↓]/g, '');
      expect(head).toContain('Đơnvị');
      expect(sheets.filter((sheet) => !sheet.includes(head))).toEqual([]);
      // What follows the table stands behind its last row, not over it.
      expect(sheets.at(-1)?.split(head)[1]).toMatch(/\d+\/(\d+).+\1dòng/);
      expect(await rows.count()).toBe(before);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'a list of which a part was read says so on paper, and reads the rest when it is told to',
    async () => {
      const page = await site.logIn('office');
      await open(page, '/canh-bao');
      const [, told] = /([\d.]+) dòng, đã tải/.exec((await page.locator('main').textContent()) ?? '') ?? [];
      const total = Number(told?.replaceAll('.', ''));
      await onPaper(page);
      await page.getByText('Chưa phải tất cả').waitFor();
      const rows = rowsOf(page, /./);
      expect(await rows.count()).toBeLessThan(total);
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('button', { name: 'Tải hết, như để in' }).click();
      await page.getByRole('button', { name: 'Tải hết, như để in' }).waitFor({ state: 'detached' });
      await onPaper(page);
      await rows.nth(total - 1).waitFor({ state: 'attached' });
      expect(await rows.count()).toBe(total);
      expect(await page.getByText('Chưa phải tất cả').count()).toBe(0);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'the map of units and months has all units, each field with a sign that needs no colour',
    async () => {
      const page = await site.logIn('office');
      await open(page, '/tong-quan');
      const all = await page.getByRole('button', { name: /^Hiện cả \d+ đơn vị$/ }).textContent();
      const units = Number(/\d+/.exec(all ?? ''));
      await onPaper(page);
      const map = page.getByRole('grid', { name: 'Kết quả cập nhật của đơn vị theo tháng' });
      await map
        .locator('tbody tr')
        .nth(units - 1)
        .waitFor();
      expect(await map.locator('tbody tr').count()).toBe(units);
      const signs = await map
        .locator('tbody td a')
        .evaluateAll((fields) => fields.map(({ firstChild }) => firstChild?.textContent ?? ''));
      expect(signs.filter((sign) => !/^(✓|○|[MT✕]\d+|·|–)$/u.test(sign))).toEqual([]);
      expect(signs.length).toBeGreaterThan(units);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
