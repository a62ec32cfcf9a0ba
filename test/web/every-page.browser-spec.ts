import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findings } from './looks/axe.js';
import { focusFaults } from './looks/focus.js';
import { englishNames } from './looks/names.js';
import { paperFaults } from './looks/paper.js';
import { WIDTHS, widthFaults } from './looks/widths.js';
import { describeInBrowser, SCREEN, Site } from './support/browser.js';
import { everyPage, open, READERS, type Shown } from './support/pages.js';

const ALL_MS = 240_000;
/** Pages that one window shows; the windows do so at the same time. */
const A_WINDOW = 6;
/** By then colours that change gently have changed. */
const CHANGED_MS = 500;

type Look = 'focus' | 'widths' | 'axe' | 'names' | 'paper';
/** By look, what is wrong with each page: pages without a fault are left out. */
type Faults = Record<Look, Record<string, readonly string[]>>;

const site = new Site();
let seen: Promise<Faults> | undefined;

const other = (colours: 'light' | 'dark') => (colours === 'light' ? 'dark' : 'light');

/** Changes the window's colours and waits until the page has changed. */
async function inColours(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
  await page.waitForTimeout(CHANGED_MS);
}

/** Opens some pages of one account in a window, one after the other, and looks at each in every way. */
async function lookAt(
  pages: readonly Shown[],
  colours: 'light' | 'dark',
  note: (look: Look, page: string, faults: readonly string[]) => void,
): Promise<void> {
  const account = pages[0]?.account ?? null;
  const page = account === null ? await (await site.newBrowser()).newPage() : await site.logIn(account);
  for (const [index, { name, path }] of pages.entries()) {
    await page.setViewportSize(SCREEN);
    await page.emulateMedia({ media: 'screen', colorScheme: colours });
    await open(page, path);
    // What comes before a page's own part is the same on all pages of a window.
    note('focus', name, await focusFaults(page, { whole: account === null || index === 0 }));
    await page.evaluate('document.activeElement?.blur(); scrollTo(0, 0)');
    note('widths', name, await widthFaults(page));
    await page.setViewportSize(SCREEN);
    note('names', name, await englishNames(page));
    note('axe', `${name}, ${colours}`, await findings(page));
    // But for its colours the page is the same.
    await inColours(page, other(colours));
    note('axe', `${name}, ${other(colours)}`, await findings(page, ['color-contrast']));
    if (account !== null) {
      note('paper', name, await paperFaults(page, { isOfProgramme: account !== 'administrator' }));
    }
  }
  await page.context().close();
}

/** Each page is opened once, whichever test asks first. */
function everyFault(): Promise<Faults> {
  seen ??= (async () => {
    const all: Faults = { focus: {}, widths: {}, axe: {}, names: {}, paper: {} };
    const pages = await everyPage(site);
    const windows = [null, ...READERS].flatMap((account) => {
      const own = pages.filter((one) => one.account === account);
      return Array.from({ length: Math.ceil(own.length / A_WINDOW) }, (_, index) =>
        own.slice(index * A_WINDOW, (index + 1) * A_WINDOW),
      );
    });
    await Promise.all(
      windows.map((some, index) =>
        lookAt(some, index % 2 === 0 ? 'light' : 'dark', (look, page, faults) => {
          if (faults.length > 0) all[look][page] = faults;
        }),
      ),
    );
    return all;
  })();
  return seen;
}

describeInBrowser('Every page', site, () => {
  it.each<[Look, string]>([
    ['axe', 'has nothing that axe finds fault with, in light and dark colours'],
    ['names', 'names everything in Vietnamese to who does not see it'],
    [
      'focus',
      'can be walked by keyboard: what has the focus is named in Vietnamese, outlined, in sight, and never holds it',
    ],
    [
      'widths',
      `never scrolls sideways, lays no button or field over another and cuts nothing, at ${WIDTHS.map(({ width }) => width).join(', ')} pixels`,
    ],
    [
      'paper',
      'is printed black on white, without menus, buttons and fields, within the sheet, and says what it is of',
    ],
  ])(
    '(%s) %s',
    async (look) => {
      expect((await everyFault())[look]).toEqual({});
    },
    ALL_MS,
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
    ALL_MS,
  );
});
