import { expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site, TASK } from './support/browser.js';
import { open } from './support/pages.js';

interface Work {
  readonly items: readonly { readonly assignment: string; readonly outcome: string }[];
}

const MONTH = '2026-03';
/** The day before the simulation's last: the correction comes after it. */
const BEFORE = '2026-04-19';
const REASON = 'Tỷ lệ nêu trong báo cáo không khớp với hồ sơ nghiệm thu.';

/** The server's day, in which the simulation ended. */
const TODAY = '20/04/2026';
/** Takes the place of the stream of changes, and lets a test speak for the server. */
const OWN_STREAM = `window.EventSource = class extends EventTarget {
  constructor() { super(); window.stream = this; setTimeout(() => this.onopen?.()); }
  close() {}
}`;

const site = new Site();

/** The chosen month's part of a task's page. */
const month = (page: Page | Locator) => page.getByRole('region', { name: 'Tháng 3/2026', exact: true });

describeInBrowser('The two clocks', site, () => {
  it(
    'show a month before and after its report was returned: what was known then stays to be seen',
    async () => {
      const { items } = await site.read<Work>('science', `/programmes/${PROGRAMME}/periods/${MONTH}/work`);
      const assignment = items.find(({ outcome }) => outcome === 'on-time')?.assignment ?? '';
      const [office, inspector] = await Promise.all([site.logIn('office'), site.logIn('inspector')]);

      await inspector.goto(`/nhiem-vu/${assignment}?ky=${MONTH}`);
      await month(inspector).getByText('Đúng hạn').waitFor();
      await office.goto(`/nhiem-vu/${assignment}?ky=${MONTH}`);
      await month(office).getByRole('button', { name: 'Trả lại báo cáo' }).click();
      await office.getByRole('dialog').getByLabel('Lý do').fill(REASON);
      await office.getByRole('dialog').getByRole('button', { name: 'Trả lại', exact: true }).click();

      // The inspector's page follows by itself.
      await month(inspector).getByText('Bị trả lại').waitFor();
      await month(inspector).getByText(REASON).waitFor();

      // The clock is set in the header, by the keyboard; the address can be sent to a colleague.
      await inspector.getByLabel('Biết đến lúc').fill('19/04/2026');
      await inspector.keyboard.press('Enter');
      await inspector.getByText('Không phải số liệu hiện tại.').waitFor();
      expect(new URL(inspector.url()).searchParams.get('biet')).toBe(BEFORE);
      await month(inspector).getByText('Đúng hạn').waitFor();
      expect(await month(inspector).getByText('Bị trả lại').count()).toBe(0);
      expect(await inspector.getByText(REASON).count()).toBe(0);

      // What is not now can't be changed.
      await office.goto(inspector.url());
      await month(office).getByText('Đúng hạn').waitFor();
      expect(await office.getByRole('button', { name: 'Trả lại báo cáo' }).count()).toBe(0);

      // Both beside each other.
      await inspector.getByRole('link', { name: 'So với hiện tại' }).click();
      const then = inspector.getByRole('region', { name: /^Xưa/ });
      const now = inspector.getByRole('region', { name: /^Nay/ });
      await month(now).getByText('Bị trả lại').waitFor();
      await month(then).getByText('Đúng hạn').waitFor();
      expect(await then.getByText(REASON).count()).toBe(0);

      await inspector.goBack();
      await inspector.getByRole('button', { name: 'Về hiện tại' }).click();
      await month(inspector).getByText('Bị trả lại').waitFor();
      expect(new URL(inspector.url()).searchParams.has('biet')).toBe(false);
      await Promise.all([office, inspector].map((page) => page.context().close()));
    },
    JOURNEY_MS,
  );

  it.each([
    ['a day ahead', '2026-04-21', '21/04/2026'],
    ['a day behind, on the evening before', '2026-04-19', '19/04/2026'],
    ['in another month', '2026-06-01', '01/06/2026'],
  ])(
    'go by the server’s day where this machine’s clock is %s: the page names both, all else is the server’s',
    async (_how, day, written) => {
      const page = await site.logIn('science');
      await page.clock.install({ time: new Date(`${day}T20:00:00+07:00`) });
      await open(page, '/viec-thang-nay');
      await page.getByText(`Máy này đang để ngày ${written}, máy chủ là ngày ${TODAY}.`).waitFor();
      expect(await page.getByLabel('Kỳ báo cáo').inputValue()).toBe('2026-04');

      await open(page, `/nhiem-vu/${TASK}`);
      await page.getByRole('listitem').filter({ hasText: 'Hôm nay' }).getByText(TODAY).waitFor();
      await page.getByLabel('Ngày nói đến').click();
      await page.locator('[title="2026-04-20"] .server-today').waitFor();
      expect(await page.locator('.server-today').count()).toBe(1);
      expect(await page.getByText('Hôm nay', { exact: true }).count()).toBe(1);
      expect(await page.locator('[title="2026-04-21"].ant-picker-cell-disabled').count()).toBe(1);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'go on with the server into its next day, without a reload; a right clock of this machine is not spoken of',
    async () => {
      const page = await site.logIn('office');
      await page.addInitScript(OWN_STREAM);
      await page.clock.install({ time: new Date('2026-04-20T23:59:00+07:00') });
      await open(page, `/nhiem-vu/${TASK}`);
      expect(await page.getByText('Máy này đang để ngày').count()).toBe(0);
      await page.route('**/browser-session', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), serverDate: '2026-04-21' } });
      });
      await page.clock.setFixedTime(new Date('2026-04-21T00:00:20+07:00'));
      await page.evaluate(`stream.dispatchEvent(new MessageEvent('heartbeat', { data: '2026-04-21' }))`);
      await page.getByRole('listitem').filter({ hasText: 'Hôm nay' }).getByText('21/04/2026').waitFor();
      expect(await page.getByText('Máy này đang để ngày').count()).toBe(0);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
