import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ACCOUNTS, describeInBrowser, JOURNEY_MS, PROGRAMME, Site } from './support/browser.js';
import { bodiesOf, recordViews } from './support/log.js';
import { open } from './support/pages.js';

interface Viewed {
  readonly route: string;
  readonly parameters: object;
}

const SAID = 'mỗi lượt xem của tài khoản này được ghi lại';
const UNIT = 'so-tai-chinh';
const TRAIL = `/accounts/${ACCOUNTS.inspector}/trail`;
/** What one reads of oneself, which is no look. */
const OWN = new Set(['/browser-session', '/changes']);
/** For what must not happen: longer than a page takes to follow a change, twice. */
const QUIET_MS = 3_500;

const site = new Site({ prepare: recordViews });

/** What the log says the inspector looked at, oldest first. */
const views = () => bodiesOf<Viewed>(site.dataDir, 'RecordsViewed');

/** Addresses that the page reads from here on. */
function readsOf(page: Page): string[] {
  const reads: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') reads.push(new URL(request.url()).pathname);
  });
  return reads;
}

describeInBrowser('What the inspection commission looks at, where the policy has it recorded,', site, () => {
  it(
    'leaves an event for each look, and every page says so; to the office none does',
    async () => {
      const [page, office] = await Promise.all([site.logIn('inspector'), site.logIn('office')]);
      for (const path of ['/tong-quan', `/nhiem-vu?donVi=${UNIT}`, `/tra-cuu?donVi=${UNIT}`]) {
        await open(page, path);
        await page.getByText(SAID).waitFor();
        await open(office, path);
        expect(await office.getByText(SAID).count()).toBe(0);
      }
      const seen = views();
      expect(seen).toContainEqual(
        expect.objectContaining({
          route: '/assignments',
          parameters: expect.objectContaining({ programme: PROGRAMME, unit: UNIT }),
        }),
      );
      expect(seen).toContainEqual(
        expect.objectContaining({
          route: '/units/:unit/trail',
          parameters: expect.objectContaining({ programme: PROGRAMME, unit: UNIT }),
        }),
      );
      await Promise.all([page, office].map((one) => one.context().close()));
    },
    JOURNEY_MS,
  );

  it(
    'and be it the trail of these very looks, is read once: no look calls forth another',
    async () => {
      const page = await site.logIn('inspector');
      await open(page, '/tra-cuu');
      const before = views().length;
      const reads = readsOf(page);
      await open(page, `/tra-cuu?chucDanh=${ACCOUNTS.inspector}`);
      await page.getByRole('heading', { name: /^Hồ sơ trách nhiệm/ }).waitFor();
      const other = await page.context().newPage();
      const otherReads = readsOf(other);
      await open(other, '/canh-bao');
      await page.waitForTimeout(QUIET_MS);
      const looks = reads.filter((path) => !OWN.has(path));
      expect(looks).toContain(TRAIL);
      expect(new Set(looks).size).toBe(looks.length);
      const others = otherReads.filter((path) => !OWN.has(path));
      expect(views().length - before).toBe(looks.length + others.length);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
