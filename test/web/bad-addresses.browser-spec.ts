import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site } from './support/browser.js';

const SCRIPT = '<img src=x onerror="window.harmed=1">';

const site = new Site();

async function says(page: Page, path: string, text: string): Promise<void> {
  await page.goto(path);
  await page.getByText(text).first().waitFor();
}

describeInBrowser('An address that leads nowhere', site, () => {
  it(
    'is told as such, with the frame around it: a made-up id, a page that is not there, a month that never was',
    async () => {
      const page = await site.logIn('office');
      for (const path of [
        '/khong-co-trang-nay',
        '/nhiem-vu/khong-co',
        '/canh-bao/khong-co',
        '/chi-tieu/khong-co',
        '/chot-thang?thang=1999-01',
        '/tra-cuu?suKien=00000000-0000-4000-8000-000000000000',
        '/tra-cuu?donVi=khong-co',
        '/tong-quan?ct=khong-co',
        `/nhiem-vu/${encodeURIComponent(SCRIPT)}`,
      ]) {
        await says(page, path, 'Không tìm thấy');
        await page.getByRole('navigation', { name: 'Các trang' }).waitFor();
        expect(await page.evaluate('window.harmed')).toBeUndefined();
      }
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'because its filter can’t be read names the part, and offers the page without it',
    async () => {
      const page = await site.logIn('office');
      for (const search of [
        'nhom=khong-co-nhom-nay',
        'muc=9',
        'hanTu=2026-02-30',
        `donVi=${encodeURIComponent(SCRIPT)}`,
      ]) {
        await says(page, `/nhiem-vu?${search}`, 'Bộ lọc trong địa chỉ không đọc được');
        await page.locator('code', { hasText: `${search.split('=')[0]}=` }).waitFor();
        expect(await page.evaluate('window.harmed')).toBeUndefined();
      }
      await page.getByRole('link', { name: 'Mở trang không có bộ lọc' }).click();
      await page.getByRole('table').first().waitFor();

      await says(
        page,
        '/tong-quan?biet=hom-qua&ngay=2026-13-01',
        'Mốc thời gian trong địa chỉ không đọc được',
      );
      await page.getByRole('button', { name: 'Xem số liệu hiện tại' }).click();
      await page.getByRole('heading', { level: 1, name: 'Tổng quan' }).waitFor();
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'of another unit shows a lead unit nothing of it',
    async () => {
      const page = await site.logIn('science');
      const { items } = await site.read<{ readonly items: readonly { readonly id: string }[] }>(
        'office',
        `/warnings?programme=${PROGRAMME}&unit=so-tai-chinh&limit=1`,
      );
      const foreign = items[0]?.id ?? '';
      expect(foreign).not.toBe('');
      await page.goto(`/canh-bao/${foreign}`);
      await page
        .getByRole('main')
        .getByText(/Không tìm thấy|không được xem/)
        .first()
        .waitFor();
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
