import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { onPaper } from './looks/paper.js';
import { describeInBrowser, JOURNEY_MS, Site } from './support/browser.js';
import { open } from './support/pages.js';
import { sheetsOf } from './support/pdf.js';

/** At thirty or forty rows a sheet; what is in sight on the screen fills one. */
const SHEETS_OF_ALL_UNITS = 4;
const rowsOf = (page: Page, label: RegExp) =>
  page.getByRole('table', { name: label }).locator('[role="row"]:not(:has([role="columnheader"]))');

const site = new Site();

describeInBrowser('On paper', site, () => {
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
