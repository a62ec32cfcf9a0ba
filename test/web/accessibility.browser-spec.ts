import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findings } from './support/axe.js';
import { type Account, describeInBrowser, OPEN_MS, Site } from './support/browser.js';
import { everyPage, open, READERS } from './support/pages.js';

/** All pages, light and dark. */
const LONG_MS = 150_000;
/** By then colours that change gently have changed. */
const CHANGED_MS = 500;

/** What icons and pickers would name themselves by if nobody told them otherwise. */
const ENGLISH =
  /\b(calendar|clear|close|closed|collapse|ellipsis|expand|eye|hide|loading|menu|next|previous|remove|search|select|show|sort|swap|today|arrow|caret|check|down|left|logout|right|up|year|month|date|time)\b/i;

/** Every name that is written for screen readers or the pointer, of what is not hidden from them. */
const NAMES = `[...document.querySelectorAll('[aria-label], [title], [alt], [placeholder], [aria-roledescription]')]
  .filter((element) => element.closest('[aria-hidden="true"], [hidden]') === null)
  .flatMap((element) =>
    ['aria-label', 'title', 'alt', 'placeholder', 'aria-roledescription'].map((name) => element.getAttribute(name)))
  .filter((name) => name !== null && name !== '')`;

let site: Site;

/** The names on the page that are English. */
async function englishNames(page: Page): Promise<string[]> {
  const names = await page.evaluate<readonly string[]>(NAMES);
  return [...new Set(names.filter((name) => ENGLISH.test(name)))];
}

describeInBrowser('Every page', () => {
  beforeAll(async () => {
    site = await Site.open();
  }, OPEN_MS);

  afterAll(async () => {
    const troubles = site?.troubles ?? [];
    await site?.close();
    expect(troubles).toEqual([]);
  });

  it(
    'has nothing that axe finds fault with, in light and dark colours, and names everything in Vietnamese',
    async () => {
      const pages = await everyPage(site);
      const faults: Record<string, readonly string[]> = {};
      const look = async (account: Account | null) => {
        const page = account === null ? await (await site.newBrowser()).newPage() : await site.logIn(account);
        for (const { name, path } of pages.filter((one) => one.account === account)) {
          await page.emulateMedia({ colorScheme: 'light' });
          await open(page, path);
          const found = [...(await findings(page)), ...(await englishNames(page))];
          // But for its colours the page is the same in the dark.
          await page.emulateMedia({ colorScheme: 'dark' });
          await page.locator('html[data-theme="dark"]').waitFor();
          await page.waitForTimeout(CHANGED_MS);
          found.push(...(await findings(page, ['color-contrast'])));
          if (found.length > 0) faults[name] = found;
        }
        await page.context().close();
      };
      for (const account of [null, ...READERS]) await look(account);
      expect(faults).toEqual({});
    },
    LONG_MS,
  );

  it(
    'names in Vietnamese what opens and what waits, too',
    async () => {
      const faults: Record<string, readonly string[]> = {};
      const note = async (name: string, page: Page) => {
        const found = await englishNames(page);
        if (found.length > 0) faults[name] = found;
      };

      const page = await site.logIn('office');
      await open(page, '/nhiem-vu?q=so');
      await note('a field that can be emptied', page);
      await page.getByLabel('Biết đến lúc').click();
      await page.locator('.ant-picker-dropdown').waitFor();
      await note('a day to be chosen', page);
      await page.context().close();

      const unit = await site.logIn('science');
      await open(unit, '/viec-thang-nay?nhiemVu=32');
      // Nothing answers: what was pressed goes on waiting.
      await unit.route('**/progress-reports', () => {});
      const waiting = unit.locator('form [aria-busy="true"], form .ant-btn-loading');
      await unit.getByRole('button', { name: /^Không phát sinh/ }).click();
      await waiting.first().waitFor();
      await note('a command on its way', unit);
      expect(await unit.locator('.ant-btn-loading [aria-label="đang tải"]').count()).toBeGreaterThan(0);
      await unit.context().close();
      expect(faults).toEqual({});
    },
    LONG_MS,
  );
});
