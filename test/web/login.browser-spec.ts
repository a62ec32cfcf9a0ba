import { expect, it } from '@jest/globals';
import { csrfTokenOf, enter, keptBy, openFirstForm } from './support/acts.js';
import {
  ACCOUNTS,
  describeInBrowser,
  JOURNEY_MS,
  PASSWORD,
  PROGRAMME,
  Site,
  UNIT,
} from './support/browser.js';

const WRONG = 'Tài khoản hoặc mật khẩu không đúng.';
const TYPED = 'Đang lấy ý kiến các đơn vị phối hợp về dự thảo.';
const NOT_SENT = 'Nội dung của người đã đăng xuất.';
/** A window that does not hear what others of its browser tell it. */
const DEAF = 'window.BroadcastChannel = class { postMessage() {} };';

interface Assignment {
  readonly reports: readonly { readonly period: string; readonly summary: string }[];
}

const site = new Site();

describeInBrowser('A login', site, () => {
  it(
    'with a wrong password is refused in words that tell nobody which accounts there are',
    async () => {
      const page = await (await site.newBrowser()).newPage();
      await page.goto('/dang-nhap');
      await page.getByRole('button', { name: 'Đăng nhập' }).click();
      await page.getByRole('alert').getByText('Hãy nhập cả tài khoản và mật khẩu.').waitFor();
      for (const account of [ACCOUNTS.office, 'khong-co-ai']) {
        await page.reload();
        await enter(page, account, 'sai-mat-khau');
        await page.getByRole('alert').getByText(WRONG).waitFor();
      }
      expect(new URL(page.url()).pathname).toBe('/dang-nhap');
      expect(await page.getByLabel('Tài khoản').inputValue()).toBe('khong-co-ai');
      expect(await page.context().cookies()).toEqual([]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'leads to the page that was asked for, keeps nothing that scripts could read, and ends with the logout',
    async () => {
      const page = await (await site.newBrowser()).newPage();
      await page.goto('/canh-bao?muc=3');
      await page.waitForURL(/\/dang-nhap\?/);
      await enter(page, ACCOUNTS.office, PASSWORD);
      await page.getByRole('heading', { level: 1, name: 'Cảnh báo' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/canh-bao');
      expect(new URL(page.url()).searchParams.get('muc')).toBe('3');

      const cookies = await page.context().cookies();
      expect(cookies).toMatchObject([{ name: 'nq57-session', httpOnly: true, sameSite: 'Strict' }]);
      const csrf = await csrfTokenOf(page);
      const kept = await keptBy(page);
      for (const secret of [cookies[0]?.value ?? '', csrf, PASSWORD]) {
        expect(secret.length).toBeGreaterThan(10);
        expect(kept).not.toContain(secret);
      }

      await page.getByRole('button', { name: 'Đăng xuất' }).click();
      await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
      await page.goto('/canh-bao');
      await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
      expect(await page.context().cookies()).toEqual([]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'that ends in the middle of typing loses nothing: after the next one what was sent goes on by itself',
    async () => {
      const page = await site.begin('science');
      const task = await openFirstForm(page);
      const form = page.getByRole('form').first();
      await form.getByLabel('Kết quả thực hiện trong kỳ').fill(TYPED);
      await page.context().clearCookies();
      await page.keyboard.press('Control+Enter');

      const dialog = page.getByRole('dialog', { name: 'Phiên đăng nhập đã kết thúc' });
      await dialog.getByLabel('Mật khẩu').fill('sai-mat-khau');
      await page.keyboard.press('Enter');
      await dialog.getByText(WRONG).waitFor();
      await dialog.getByLabel('Mật khẩu').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page
        .locator(`[data-task="${task}"]`)
        .getByText(/Máy chủ nhận lúc/)
        .waitFor();
      const { reports } = await site.read<Assignment>('science', `/assignments/${PROGRAMME}.${task}.${UNIT}`);
      expect(reports.filter(({ summary }) => summary === TYPED)).toHaveLength(1);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'of somebody else in another window sends nothing that was typed before in their name',
    async () => {
      const context = await site.newBrowser();
      const [page, other] = [await context.newPage(), await context.newPage()];
      await page.addInitScript(DEAF);
      await page.goto('/dang-nhap');
      await enter(page, ACCOUNTS.science, PASSWORD);
      await openFirstForm(page);
      const form = page.getByRole('form').first();
      await form.getByLabel('Kết quả thực hiện trong kỳ').fill(NOT_SENT);

      // Until it sends, this window does not learn who is logged in now.
      const sent: string[] = [];
      const sending = page.waitForRequest((request) => request.method() === 'POST');
      page.on('request', (request) => {
        if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
      });
      await page.route('**/browser-session', async (route) => {
        await sending;
        await route.continue();
      });
      await other.goto('/');
      await other.getByRole('button', { name: 'Đăng xuất' }).click();
      await enter(other, ACCOUNTS.finance, PASSWORD);
      await other.getByTitle(ACCOUNTS.finance).waitFor();

      await page.keyboard.press('Control+Enter');
      await page.getByTitle(ACCOUNTS.finance).waitFor();
      expect(sent).toEqual([expect.stringMatching(/\/progress-reports$/)]);
      expect(await page.getByText(NOT_SENT).count()).toBe(0);
      await context.close();
    },
    JOURNEY_MS,
  );
});
