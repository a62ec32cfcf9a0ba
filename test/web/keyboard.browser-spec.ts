import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { focused } from './looks/focus.js';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site, TASK } from './support/browser.js';
import { confirmFigures } from './support/log.js';
import { open } from './support/pages.js';

const CLOSED = '2026-03';
const CLOSED_TEXT = 'tháng 3/2026';
/** Presses of Tab within which a button of a page must be found. */
const REACH = 60;
/** Presses Tab until what is named so has the focus. @throws {Error} it isn't among the first that Tab reaches */
async function reach(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < REACH; presses += 1) {
    const now = await focused(page);
    if (now !== null && name.test(now.name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${REACH} presses of Tab don't reach ${name} on ${page.url()}`);
}

/** Goes by Tab to a button of the page and opens its dialog; the focus is in it. */
async function openDialog(page: Page, button: RegExp): Promise<void> {
  await reach(page, button);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  expect((await focused(page))?.inDialog).toBe(true);
}

/** Goes by Tab to a button of the dialog and presses it; the dialog goes, and this is told. */
async function send(page: Page, button: RegExp, told: string | RegExp): Promise<void> {
  await reach(page, button);
  expect((await focused(page))?.inDialog).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByText(told).first().waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const site = new Site({ prepare: confirmFigures });

/** The address of an indicator whose figures the office records. */
async function indicatorPage(): Promise<string> {
  const [first] = await site.read<readonly { readonly code: string }[]>(
    'office',
    `/programmes/${PROGRAMME}/indicators`,
  );
  return `/chi-tieu/${encodeURIComponent(first?.code ?? '')}`;
}

describeInBrowser('By keyboard alone', site, () => {
  it(
    'the first press of Tab offers the way past the header to the page',
    async () => {
      const page = await site.logIn('office');
      await open(page, '/canh-bao');
      await page.keyboard.press('Tab');
      expect((await focused(page))?.name).toBe('Bỏ qua phần đầu, tới nội dung');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const next = page.locator('main :focus');
      await next.waitFor();
      expect(await next.textContent()).toContain('Tất cả các mức');
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'a dialog takes the focus, keeps Tab, and gives the focus back at Escape; Escape shuts its calendar first',
    async () => {
      // Where there is no room for both clocks in the header, a dialog has them.
      const page = await site.logIn('office', { viewport: { width: 1100, height: 768 } });
      await open(page, '/tong-quan');
      await openDialog(page, /^Ngày nói đến/);
      const shown = page.locator('.ant-picker-dropdown:visible');
      await page.keyboard.type('31/03/2026');
      await shown.waitFor();
      await page.keyboard.press('Escape');
      await shown.waitFor({ state: 'hidden' });
      expect(await page.getByRole('dialog').count()).toBe(1);
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press('Tab');
        const now = await focused(page);
        expect(now === null || now.inDialog).toBe(true);
      }
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect((await focused(page))?.name).toMatch(/^Ngày nói đến/);

      await page.keyboard.press('Space');
      await page.getByRole('dialog').waitFor();
      await reach(page, /^Ngày nói đến/);
      await page.keyboard.type('31/03/2026');
      await page.keyboard.press('Enter');
      await reach(page, /^Xem$/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/ngay=2026-03-31/);
      await page.getByText('Không phải số liệu hiện tại.').waitFor();
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'eight dialogs are carried to their end',
    async () => {
      const [page, head] = await Promise.all([site.logIn('office'), site.logIn('officeHead')]);

      await open(page, await indicatorPage());
      await openDialog(page, /^Đính chính/);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('18,5');
      for (const [field, typed] of [
        [/^Tử số/, ''],
        [/^Mẫu số/, ''],
        [/^Lý do đính chính/, 'Đã rà soát lại số trạm phát sóng.'],
      ] as const) {
        await reach(page, field);
        await page.keyboard.press('ControlOrMeta+A');
        await (typed === '' ? page.keyboard.press('Delete') : page.keyboard.type(typed));
      }
      await send(page, /^Đính chính$/, 'Đã đính chính; số liệu cũ được giữ trong lịch sử.');
      await page.getByText('18,5 %').first().waitFor();
      await openDialog(page, /^Rút/);
      await page.keyboard.type('Ghi nhầm kỳ.');
      await send(page, /^Rút số liệu$/, 'Đã rút số liệu; lịch sử vẫn giữ.');

      const { items } = await site.read<{ readonly items: readonly { readonly id: string }[] }>(
        'office',
        `/warnings?programme=${PROGRAMME}&state=open&explanation=none&limit=1`,
      );
      await open(page, `/canh-bao/${encodeURIComponent(items[0]?.id ?? '')}`);
      await openDialog(page, /^Yêu cầu giải trình/);
      await page.keyboard.type('Đề nghị nêu rõ nguyên nhân.');
      await send(page, /^Gửi yêu cầu$/, 'Đã yêu cầu giải trình.');

      await open(page, `/nhiem-vu/${TASK}`);
      await openDialog(page, /^Đổi trạng thái/);
      await page.keyboard.press('ArrowDown');
      await reach(page, /^Lý do/);
      await page.keyboard.type('Chờ Trung ương hướng dẫn.');
      await send(page, /^Ghi thay đổi$/, 'Đã thay đổi trạng thái.');

      await open(page, '/chot-thang');
      await openDialog(page, /^Xem nội dung và đôn đốc/);
      await send(page, /^Gửi cho/, /^Đã đôn đốc/);

      await open(page, `/chot-thang?thang=${CLOSED}&buoc=mo-lai`);
      await openDialog(page, /^Đề nghị mở lại$/);
      await page.keyboard.type('Sửa theo đề nghị của đơn vị.');
      await send(page, /^Gửi đề nghị$/, 'Đã đề nghị mở lại; chờ người thứ hai xác nhận.');
      await open(head, `/chot-thang?thang=${CLOSED}&buoc=mo-lai`);
      await openDialog(head, /^Xác nhận mở lại$/);
      await send(head, /^Xác nhận mở lại$/, `Đã mở lại ${CLOSED_TEXT}.`);

      await open(page, `/chot-thang?thang=${CLOSED}&buoc=chot`);
      await openDialog(page, /^Chốt lại/);
      await send(page, /^Chốt lại/, `Đã chốt ${CLOSED_TEXT}.`);
      await Promise.all([page, head].map((one) => one.context().close()));
    },
    JOURNEY_MS,
  );

  it(
    'and six more, between a unit, the office and a second person of the office',
    async () => {
      const [page, head, unit] = await Promise.all([
        site.logIn('office'),
        site.logIn('officeHead'),
        site.logIn('science'),
      ]);

      const { items } = await site.read<{ readonly items: readonly { readonly id: string }[] }>(
        'science',
        `/warnings?programme=${PROGRAMME}&state=open&explanation=none&limit=1`,
      );
      const warning = `/canh-bao/${encodeURIComponent(items[0]?.id ?? '')}`;
      await open(unit, warning);
      await openDialog(unit, /^Giải trình$/);
      await unit.keyboard.type('Đơn vị phối hợp gửi số liệu chậm.');
      await reach(unit, /^Chủ quan/);
      await unit.keyboard.press('ArrowDown');
      await send(unit, /^Nộp giải trình$/, 'Đã nộp giải trình; đang chờ xem xét.');
      await open(page, warning);
      await openDialog(page, /^Xem xét giải trình/);
      await page.keyboard.press('Space');
      await reach(page, /^Lý do/);
      await page.keyboard.type('Có văn bản xác nhận của đơn vị phối hợp.');
      await send(page, /^Gửi kết quả xem xét$/, 'Đã xem xét giải trình.');
      await page.getByText('Chấp nhận, xác nhận nguyên nhân khách quan.').waitFor();

      const indicator = await indicatorPage();
      await open(page, indicator);
      await openDialog(page, /^Ghi số liệu$/);
      // The month before the one that is asked for first, which has its figures.
      await page.keyboard.press('ArrowDown');
      await reach(page, /^Giá trị/);
      await page.keyboard.type('17,25');
      await reach(page, /^Nguồn/);
      await page.keyboard.type('Báo cáo của Sở Khoa học và Công nghệ');
      await reach(page, /^Lý do/);
      await page.keyboard.type('Số liệu được gửi sau khi chốt.');
      await send(page, /^Ghi số liệu$/, 'Đã ghi số liệu.');
      const waiting = page.getByRole('cell').getByText('Chờ người thứ hai xác nhận');
      await waiting.waitFor();
      await open(head, indicator);
      await openDialog(head, /^Xác nhận$/);
      await send(head, /^Xác nhận$/, 'Đã xác nhận; số liệu từ nay được tính.');
      await waiting.waitFor({ state: 'detached' });

      await openDialog(page, /^Đặt hoặc điều chỉnh mục tiêu/);
      for (const [field, typed] of [
        [/^Mục tiêu/, '61,5'],
        [/^Số, ký hiệu/, '61-CTr/BCĐ'],
        [/^Ngày ban hành/, '15/04/2026'],
        [/^Cơ quan ban hành/, 'Ban Chỉ đạo thành phố'],
      ] as const) {
        await reach(page, field);
        await page.keyboard.type(typed);
      }
      await send(page, /^Đặt mục tiêu$/, 'Đã đặt mục tiêu; mục tiêu cũ được giữ lại.');
      await page.getByText('61-CTr/BCĐ').first().waitFor();

      await open(page, `/nhiem-vu/${TASK}`);
      await openDialog(page, /^Chuyển đơn vị/);
      await page.getByRole('dialog').locator('option').nth(2).waitFor({ state: 'attached' });
      // The last unit: it has no part of this task yet.
      await page.keyboard.press('End');
      await reach(page, /^Lý do/);
      await page.keyboard.type('Sắp xếp lại nhiệm vụ giữa các đơn vị.');
      await send(page, /^Chuyển$/, 'Đã chuyển nhiệm vụ; đây là phần giao của đơn vị nhận.');
      await page.waitForURL((url) => !url.pathname.endsWith(TASK));
      await Promise.all([page, head, unit].map((one) => one.context().close()));
    },
    JOURNEY_MS,
  );
});
