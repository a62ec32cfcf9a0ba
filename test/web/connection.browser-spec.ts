import { expect, it } from '@jest/globals';
import { loseAnswer, openFirstForm } from './support/acts.js';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site, UNIT } from './support/browser.js';
import { explanationsOf, unexplained } from './support/warnings.js';

const TEXT = 'Do phải chờ ý kiến của đơn vị phối hợp; tháng tới sẽ hoàn thành.';
const LOST = 'Mất kết nối với máy chủ';
const UPDATE = 'Đã trình dự thảo, đang lấy ý kiến các đơn vị.';

const site = new Site();

describeInBrowser('A connection', site, () => {
  it(
    'that is lost in the middle of a form loses nothing, and what is sent afterwards arrives once',
    async () => {
      const { id } = await unexplained(site);
      const page = await site.logIn('science');
      await page.goto(`/canh-bao/${id}`);
      await page.getByRole('button', { name: 'Giải trình', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Giải trình' });
      const send = dialog.getByRole('button', { name: 'Nộp giải trình' });
      await dialog.getByLabel('Nội dung giải trình').fill(TEXT.slice(0, 20));

      await page.context().setOffline(true);
      await dialog.getByLabel('Nội dung giải trình').fill(TEXT);
      await dialog.getByLabel('Chủ quan', { exact: false }).check();
      await send.click();
      await dialog.getByText('Không kết nối được với máy chủ').waitFor();
      await page.context().setOffline(false);

      await loseAnswer(page, '**/explanations');
      await send.click();
      await dialog.getByText('Không kết nối được với máy chủ').waitFor();
      await send.dblclick();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('đang chờ xem xét', { exact: false }).first().waitFor();
      expect((await explanationsOf(site, id)).map(({ text }) => text)).toEqual([TEXT]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'comes back by itself after the server was started anew: pages go on, follow changes, and keep what was typed',
    async () => {
      const [unit, office] = await Promise.all([site.begin('science'), site.logIn('office')]);
      const task = await openFirstForm(unit);
      const form = unit.getByRole('form').first();
      await office.goto(`/nhiem-vu/${PROGRAMME}.${task}.${UNIT}?ky=2026-04`);
      const month = office.getByRole('region', { name: 'Tháng 4/2026', exact: true });
      await month.getByText('Chưa có báo cáo nào').waitFor();

      await site.server.kill();
      for (const page of [unit, office]) await page.getByRole('alert').getByText(LOST).first().waitFor();
      await month.getByText('Chưa có báo cáo nào').waitFor();
      await form.getByLabel('Kết quả thực hiện trong kỳ').fill(UPDATE);
      await unit.keyboard.press('Control+Enter');
      await form.getByText('Không kết nối được với máy chủ').waitFor();

      await site.server.start();
      for (const page of [unit, office]) {
        await page.getByText(LOST).first().waitFor({ state: 'detached' });
      }
      expect(await form.getByLabel('Kết quả thực hiện trong kỳ').inputValue()).toBe(UPDATE);
      await form.getByLabel('Kết quả thực hiện trong kỳ').focus();
      await unit.keyboard.press('Control+Enter');
      await unit
        .locator(`[data-task="${task}"]`)
        .getByText(/Máy chủ nhận lúc/)
        .waitFor();
      await month.getByText(UPDATE).waitFor();
      expect(await month.getByText(UPDATE).count()).toBe(1);
      await Promise.all([unit, office].map((page) => page.context().close()));
    },
    JOURNEY_MS,
  );
});
