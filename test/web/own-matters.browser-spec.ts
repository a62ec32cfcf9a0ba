import { expect, it } from '@jest/globals';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site, UNIT } from './support/browser.js';

interface Warnings {
  readonly items: readonly { readonly id: string; readonly explanation: { readonly state: string } }[];
}

/** Where the links that begin with “Giải trình” lead. */
const EXPLAIN_LINKS = `[...document.querySelectorAll('main a')]
  .filter((link) => link.textContent.startsWith('Giải trình'))
  .map((link) => decodeURIComponent(link.pathname))`;

const site = new Site();

describeInBrowser('A lead unit’s own matters', site, () => {
  it(
    'are its warnings, each with the way to explain it, its history and its rank, and nobody else’s',
    async () => {
      const own = await site.read<Warnings>(
        'office',
        `/warnings?programme=${PROGRAMME}&unit=${UNIT}&state=open&limit=50`,
      );
      const everybodys = await site.read<Warnings>(
        'office',
        `/warnings?programme=${PROGRAMME}&state=open&limit=200`,
      );
      expect(own.items.length).toBeGreaterThan(0);
      expect(everybodys.items.length).toBeGreaterThan(own.items.length);

      const page = await site.begin('science');
      await page.getByRole('link', { name: 'Cảnh báo, lịch sử, thứ hạng' }).click();
      const explain = page.getByRole('link', { name: /^Giải trình/ });
      await explain.first().waitFor();
      const leadsTo = await page.evaluate<string[]>(EXPLAIN_LINKS);
      expect(leadsTo.toSorted()).toEqual(
        own.items
          .filter(({ explanation: { state } }) => state !== 'submitted' && state !== 'accepted')
          .map(({ id }) => `/canh-bao/${id}`)
          .toSorted(),
      );

      await page.getByRole('link', { name: 'Lịch sử', exact: true }).click();
      await page.getByText('Cập nhật đã gửi').waitFor();
      await page.getByRole('link', { name: 'Thứ hạng', exact: true }).click();
      await page
        .getByText(/^\d+ trên \d+/)
        .first()
        .waitFor();
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
