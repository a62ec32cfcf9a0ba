import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { it } from '@jest/globals';
import { describeInBrowser, Site, UNTIL } from './support/browser.js';
import { everyPage, open, READERS } from './support/pages.js';

/** Pictures of every page, for people to look at: `npm run screenshots`, not among the tests. */
const FOLDER = fileURLToPath(new URL('../../var/screenshots/', import.meta.url));
const SIZES = [
  { width: 360, height: 780 },
  { width: 1366, height: 768 },
  { width: 2560, height: 1440 },
] as const;
const ALL_MS = 900_000;

const site = new Site();

describeInBrowser('Every page', site, () => {
  it(
    `is in var/screenshots, at ${SIZES.map(({ width }) => width).join(', ')} pixels, light and dark`,
    async () => {
      const pages = await everyPage(site);
      for (const account of [null, ...READERS]) {
        const page = account === null ? await (await site.newBrowser()).newPage() : await site.logIn(account);
        // As if the machine's clock stood where the simulation's does.
        await page.clock.setSystemTime(new Date(`${UNTIL}T09:00:00+07:00`));
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          for (const size of SIZES) {
            const folder = join(FOLDER, `${size.width}-${colorScheme}`);
            mkdirSync(folder, { recursive: true });
            await page.setViewportSize(size);
            for (const { name, path } of pages.filter((one) => one.account === account)) {
              await open(page, path);
              await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
            }
          }
        }
        await page.context().close();
      }
    },
    ALL_MS,
  );
});
