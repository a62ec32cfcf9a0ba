import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Account, describeInBrowser, OPEN_MS, Site } from './support/browser.js';
import { everyPage, open, READERS } from './support/pages.js';

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** All pages, light and dark. */
const LONG_MS = 150_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Asked for by the browser's own tools, which the Content-Security-Policy doesn't bind. */
const RUN = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`;

let site: Site;

/** What axe finds on the page, one line each. */
async function findings(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(`${AXE}; undefined`);
  const found = await page.evaluate<readonly Finding[]>(RUN);
  return found.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}

describeInBrowser('Every page', () => {
  beforeAll(async () => {
    site = await Site.open({ accounts: READERS });
  }, OPEN_MS);

  afterAll(async () => {
    const troubles = site?.troubles ?? [];
    await site?.close();
    expect(troubles).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds fault with, %s',
    async (colorScheme) => {
      const pages = await everyPage(site);
      const faults: Record<string, readonly string[]> = {};
      const look = async (account: Account | null) => {
        const page =
          account === null
            ? await (await site.newBrowser({ colorScheme })).newPage()
            : await site.logIn(account, { colorScheme });
        for (const { name, path } of pages.filter((one) => one.account === account)) {
          await open(page, path);
          const found = await findings(page);
          if (found.length > 0) faults[name] = found;
        }
        await page.context().close();
      };
      for (const account of [null, ...READERS]) await look(account);
      expect(faults).toEqual({});
    },
    LONG_MS,
  );
});
