import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  describeInBrowser,
  JOURNEY_MS,
  OPEN_PERIOD,
  PASSWORD,
  PROGRAMME,
  Site,
  UNIT,
} from './support/browser.js';
import { open } from './support/pages.js';

interface Rows {
  readonly items: readonly { readonly id: string; readonly unit: string; readonly percent: number | null }[];
  readonly next: string | null;
}

const PAGE = 200;
const SAID = 'Đã hoàn thành rà soát hồ sơ và gửi lấy ý kiến các đơn vị liên quan trong tháng.';

/** By then a page would have been asked for that need not be. */
const QUIET_MS = 1_000;

/** The list's own scrolling. */
const SCROLL = (top: string) =>
  `(() => { const list = document.querySelector('[role="table"]'); list.scrollTop = ${top}; return list.scrollTop; })()`;

/** Scrolls down until the row of an assignment stands in the page. @returns where the list stands then */
async function scrollTo(page: Page, assignment: string): Promise<number> {
  const link = page.locator(`[role="table"] a[href*="${assignment}"]`);
  for (let tries = 0; (await link.count()) === 0 && tries < 100; tries += 1) {
    await page.evaluate(SCROLL('list.scrollTop + 400'));
    await page.waitForTimeout(50);
  }
  await link.first().waitFor();
  return page.evaluate<number>(SCROLL('list.scrollTop'));
}

const site = new Site();

const NOT_READ = 'chưa tải được phần tiếp theo';

/** Opens the list while its next page is refused. @returns how often that was asked for, and what lets it go */
async function withoutNextPage(page: Page, status: number) {
  let count = 0;
  const isNext = ({ pathname, searchParams }: URL) =>
    pathname === '/assignments' && searchParams.has('cursor');
  await page.route(isNext, async (route) => {
    count += 1;
    await route.fulfill({ status, contentType: 'application/problem+json', body: '{}' });
  });
  await open(page, '/nhiem-vu');
  await page.evaluate(SCROLL('list.scrollHeight'));
  await page.getByText(NOT_READ).waitFor();
  return { count: () => count, end: () => page.unroute(isNext) };
}

describeInBrowser('A long list', site, () => {
  it(
    'follows a change by asking again what is seen, and the rest when it comes into sight',
    async () => {
      // The first page holds the row that will change; the second is read and then out of sight.
      const { items, next } = await site.read<Rows>(
        'office',
        `/assignments?programme=${PROGRAMME}&limit=${PAGE}`,
      );
      const row = items.find(({ unit, percent }) => unit === UNIT && (percent ?? 0) < 90);
      if (row === undefined || next === null) throw new Error(`no such row among ${String(items.length)}`);
      const percent = Math.max(row.percent ?? 0, 40) + 7;

      const page = await site.logIn('office');
      await open(page, '/nhiem-vu');
      const rows = page.getByRole('table', { name: 'Nhiệm vụ đã giao' });
      for (let read = await page.locator('[role="status"]', { hasText: 'đã tải' }).count(); read > 0; ) {
        await page.evaluate(SCROLL('list.scrollHeight'));
        await page.waitForTimeout(100);
        read = await page.locator('[role="status"]', { hasText: 'đã tải' }).count();
      }
      await page.evaluate(SCROLL('0'));
      const before = await scrollTo(page, row.id);

      const asked: (string | null)[] = [];
      page.on('request', (request) => {
        const { pathname, searchParams } = new URL(request.url());
        if (pathname === '/assignments') asked.push(searchParams.get('cursor'));
      });
      await site.command('science', `/assignments/${row.id}/progress-reports`, {
        period: OPEN_PERIOD,
        kind: 'progress',
        percent,
        summary: SAID,
      });
      const changed = rows
        .locator('[role="row"]', { has: page.locator(`a[href*="${row.id}"]`) })
        .getByText(`${String(percent)} %`);
      await changed.first().waitFor();
      // Another page would be asked for after the first one's answer.
      await page.waitForTimeout(QUIET_MS);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((cursor) => cursor !== null)).toEqual([]);
      expect(await page.evaluate<number>(SCROLL('list.scrollTop'))).toBe(before);

      await page.evaluate(SCROLL('list.scrollHeight'));
      await expectEventually(() => asked.some((cursor) => cursor !== null));
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'tells that a next page can’t be read, doesn’t ask for it without a pause, and goes on by itself or by the button',
    async () => {
      const page = await site.logIn('office');
      const failing = await withoutNextPage(page, 500);
      await page.waitForTimeout(2 * QUIET_MS);
      expect(failing.count()).toBe(1);
      await failing.end();
      await page.getByText(NOT_READ).waitFor({ state: 'detached' });
      await page.context().close();

      const other = await site.logIn('office');
      const refused = await withoutNextPage(other, 400);
      const next = other.getByRole('button', { name: 'Tải thêm' });
      await next.click();
      await expectEventually(() => refused.count() === 2);
      await other.getByText(NOT_READ).waitFor();
      await other.waitForTimeout(2 * QUIET_MS);
      expect(refused.count()).toBe(2);
      await refused.end();
      await next.click();
      await other.getByText(NOT_READ).waitFor({ state: 'detached' });
      await other.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'keeps its rows and its place when the session ends, and follows the change after the next login',
    async () => {
      const { items } = await site.read<Rows>('office', `/assignments?programme=${PROGRAMME}&limit=${PAGE}`);
      const row = items.findLast(({ unit, percent }) => unit === UNIT && (percent ?? 0) < 80);
      if (row === undefined) throw new Error('no such row');
      const percent = Math.max(row.percent ?? 0, 40) + 9;
      const page = await site.logIn('office');
      await open(page, '/nhiem-vu');
      const before = await scrollTo(page, row.id);
      const link = page.locator(`a[href*="${row.id}"]`);

      await page.context().clearCookies();
      await site.command('science', `/assignments/${row.id}/progress-reports`, {
        period: OPEN_PERIOD,
        kind: 'progress',
        percent,
        summary: SAID,
      });
      const dialog = page.getByRole('dialog', { name: 'Phiên đăng nhập đã kết thúc' });
      await dialog.waitFor();
      expect(await link.count()).toBeGreaterThan(0);
      await dialog.getByLabel('Mật khẩu').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page
        .locator('[role="row"]', { has: link })
        .getByText(`${String(percent)} %`)
        .first()
        .waitFor();
      expect(await page.evaluate<number>(SCROLL('list.scrollTop'))).toBe(before);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});

/** Waits until something holds; the test's own limit ends it. */
async function expectEventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}
