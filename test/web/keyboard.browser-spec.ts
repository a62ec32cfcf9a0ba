import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, JOURNEY_MS, OPEN_MS, PROGRAMME, Site } from './support/browser.js';
import { confirmFigures } from './support/log.js';
import { everyPage, open, READERS, type Shown } from './support/pages.js';

/** What has the focus, as somebody sees and hears it. */
interface Focused {
  readonly what: string;
  readonly name: string;
  /** An outline of it or of what surrounds it. */
  readonly ringed: boolean;
  /** It lies in the window, and nothing lies over it. */
  readonly seen: boolean;
  /** It had the focus before, without the page having been left. */
  readonly again: boolean;
  readonly inDialog: boolean;
}

const TASK = `${PROGRAMME}.32.so-khoa-hoc-va-cong-nghe`;
const CLOSED = '2026-03';
const CLOSED_TEXT = 'tháng 3/2026';
/** So far into a page: past the header, the navigation and the filters, into the list. */
const STEPS = 34;
/** So many of them lie before the page's own part: walked once by each window, and skipped on its other pages. */
const BEFORE_MAIN = 15;
/** Presses of Tab within which a button of a page must be found. */
const REACH = 60;
/** Pages that one window walks; the windows walk at the same time. */
const A_WINDOW = 6;
const ENGLISH =
  /\b(close|open|search|clear|select|choose|file|next|previous|today|date|submit|button|menu|loading|sort)\b/i;

const FOCUSED = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) {
    window.walked = new Set();
    return null;
  }
  const spoken = (node) => {
    if (node === null) return '';
    const copy = node.cloneNode(true);
    for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
    return copy.textContent.replace(/\\s+/g, ' ').trim();
  };
  const named = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter((id) => id !== '');
  const field = ['INPUT', 'SELECT', 'TEXTAREA'].includes(element.tagName);
  const name =
    element.getAttribute('aria-label') ||
    named.map((id) => spoken(document.getElementById(id))).join(' ') ||
    [...(element.labels ?? [])].map(spoken).join(' ') ||
    (field ? '' : spoken(element)) ||
    element.title;
  const outlined = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  };
  let around = element;
  let ringed = outlined(element);
  for (let up = 0; up < 3 && !ringed && around.parentElement !== null; up += 1) {
    around = around.parentElement;
    ringed = outlined(around);
  }
  const { left, top, width, height, right, bottom } = element.getBoundingClientRect();
  const x = Math.min(Math.max(left + Math.min(width / 2, 40), 0), innerWidth - 1);
  const y = Math.min(Math.max(top + Math.min(height / 2, 12), 0), innerHeight - 1);
  const hit = document.elementFromPoint(x, y);
  const uncovered = hit !== null && (element.contains(hit) || hit.contains(element));
  const { visibility } = getComputedStyle(element);
  const inWindow = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  window.walked ??= new Set();
  const again = window.walked.has(element);
  window.walked.add(element);
  return {
    what: element.tagName.toLowerCase() + ' “' + name.slice(0, 60) + '” ' + element.className,
    name: name.trim(),
    ringed,
    seen: width > 1 && height > 1 && visibility === 'visible' && inWindow && uncovered,
    again,
    inDialog: element.closest('dialog') !== null,
  };
})()`;

const focused = (page: Page) => page.evaluate<Focused | null>(FOCUSED);

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

let site: Site;

/** The address of an indicator whose figures the office records. */
async function indicatorPage(): Promise<string> {
  const [first] = await site.read<readonly { readonly code: string }[]>(
    'office',
    `/programmes/${PROGRAMME}/indicators`,
  );
  return `/chi-tieu/${encodeURIComponent(first?.code ?? '')}`;
}

/** What is wrong with what Tab reaches on a page, one line each. */
async function faultsOf(page: Page, path: string, { whole }: { readonly whole: boolean }): Promise<string[]> {
  await open(page, path);
  const faults = new Set<string>();
  let first: Focused | null = null;
  if (!whole) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }
  for (let step = whole ? 0 : BEFORE_MAIN; step < STEPS; step += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (now === null) break;
    first ??= now;
    if (now.again) {
      faults.add(`has the focus again before the page's end: ${now.what}`);
      break;
    }
    if (now.name === '') faults.add(`no name: ${now.what}`);
    if (ENGLISH.test(now.name)) faults.add(`not Vietnamese: ${now.what}`);
    if (!now.ringed) faults.add(`no outline: ${now.what}`);
    if (!now.seen) faults.add(`not to be seen: ${now.what}`);
  }
  if (first === null) faults.add('Tab reaches nothing');
  return [...faults];
}

describeInBrowser('By keyboard alone', () => {
  beforeAll(async () => {
    site = await Site.open({ prepare: confirmFigures });
  }, OPEN_MS);

  afterAll(async () => {
    const troubles = site?.troubles ?? [];
    await site?.close();
    expect(troubles).toEqual([]);
  });

  it(
    'every page is walked: what has the focus is named in Vietnamese, outlined, in sight, and never holds it',
    async () => {
      const pages = await everyPage(site);
      const faults: Record<string, readonly string[]> = {};
      const walk = async (some: readonly Shown[], colorScheme: 'light' | 'dark') => {
        const [{ account } = { account: null }] = some;
        const page =
          account === null
            ? await (await site.newBrowser({ colorScheme })).newPage()
            : await site.logIn(account, { colorScheme });
        for (const [index, { name, path }] of some.entries()) {
          const found = await faultsOf(page, path, { whole: account === null || index === 0 });
          if (found.length > 0) faults[`${name}, ${colorScheme}`] = found;
        }
        await page.context().close();
      };
      const windows = [null, ...READERS].flatMap((account) => {
        const own = pages.filter((one) => one.account === account);
        return Array.from({ length: Math.ceil(own.length / A_WINDOW) }, (_, index) =>
          own.slice(index * A_WINDOW, (index + 1) * A_WINDOW),
        );
      });
      await Promise.all(windows.map((some, index) => walk(some, index % 2 === 0 ? 'light' : 'dark')));
      expect(faults).toEqual({});
    },
    2 * JOURNEY_MS,
  );

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
