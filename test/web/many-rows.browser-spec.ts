import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readSourceDocument } from '#catalogue';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site } from './support/browser.js';
import { addAssignments } from './support/log.js';
import { open } from './support/pages.js';

const ROWS = 10_000;
const UNIT = 'so-tai-chinh';
const UNIT_NAME = 'Sở Tài chính';
/** What fits on a screen, with those kept ready above and below. */
const MOST_IN_PAGE = 60;
/** A first page and ten large ones, and room for what is read again because something changed meanwhile. */
const MOST_REQUESTS = 20;

/** One row as it can be told from its files: task, title, unit. */
type Row = readonly [string, string, string];

/** Steps through the whole list, a screen at a time. @returns each row’s number and content, and the most rows that were there at once */
const WALK = `(async () => {
  const table = document.querySelector('[role="table"]');
  const found = new Map();
  let most = 0;
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  table.scrollTop = 0;
  await frame();
  for (;;) {
    const rows = [...table.querySelectorAll('[role="row"][data-index]')];
    most = Math.max(most, rows.length);
    for (const row of rows) {
      const link = row.querySelector('a').textContent;
      const [, task, title] = /^([^.]+)[.] (.*)$/.exec(link);
      found.set(Number(row.dataset.index), [task, title, row.querySelectorAll('[role="cell"]')[1].lastChild.textContent]);
    }
    const before = table.scrollTop;
    table.scrollTop += 1200;
    await frame();
    if (table.scrollTop === before) break;
  }
  return { numbers: [...found.keys()], rows: [...found.values()], most };
})()`;

interface Listed {
  readonly task: string;
  readonly title: string;
  readonly unitName: string;
}

interface Walked {
  readonly numbers: readonly number[];
  readonly rows: readonly Row[];
  readonly most: number;
}

/** Goes to places all over the list. @returns number and content of the rows that stand there */
const LOOK_ABOUT = `(async () => {
  const table = document.querySelector('[role="table"]');
  const found = [];
  for (let place = 0; place <= 40; place += 1) {
    table.scrollTop = (place / 40) * table.scrollHeight;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (const row of table.querySelectorAll('[role="row"][data-index]')) {
      found.push([Number(row.dataset.index), row.querySelector('a').textContent, row.querySelectorAll('[role="cell"]')[1].lastChild.textContent]);
    }
  }
  return found;
})()`;

const site = new Site({ prepare: (dataDir) => addAssignments(dataDir, ROWS) });

const table = (page: Page) => page.getByRole('table', { name: 'Nhiệm vụ đã giao' });
const count = (page: Page, text: RegExp) => page.getByRole('status').filter({ hasText: text });
const rowsIn = (page: Page) => table(page).locator('[data-index]').count();

/** Counts what the page asks of the list. */
function asksOf(page: Page): { count: number } {
  const asked = { count: 0 };
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/assignments') asked.count += 1;
  });
  return asked;
}

/** The first whole row that is seen: how far below the heads it stands, and where it leads. */
const seen = (page: Page) =>
  page.evaluate<readonly [number, string]>(`(() => {
    const table = document.querySelector('[role="table"]');
    const head = table.querySelector('[role="columnheader"]').getBoundingClientRect().bottom;
    const row = [...table.querySelectorAll('[data-index]')].find((one) => one.getBoundingClientRect().top >= head);
    return [Math.round(row.getBoundingClientRect().top - head), row.querySelector('a').getAttribute('href')];
  })()`);

const scrolled = (page: Page) => page.evaluate<number>(`document.querySelector('[role="table"]').scrollTop`);

/** Presses a key, again where a list that was just being laid out has not moved yet. */
async function pressUntil(page: Page, key: string, isThere: (place: number) => boolean): Promise<void> {
  for (const until = performance.now() + JOURNEY_MS / 3; !isThere(await scrolled(page)); ) {
    if (performance.now() > until) throw new Error(`${key} doesn’t move the list as it should`);
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
  }
}

/** Turns the wheel over the list until it stands further down than that: what is not read yet comes meanwhile. */
async function wheelPast(page: Page, pixels: number): Promise<void> {
  await table(page).hover();
  for (const until = performance.now() + JOURNEY_MS / 2; (await scrolled(page)) <= pixels; ) {
    if (performance.now() > until) throw new Error(`the list doesn’t go past ${pixels} pixels`);
    await page.mouse.wheel(0, pixels);
    await page.waitForTimeout(50);
  }
}

/** The list as the server has it, whole, in its order. */
async function listed(query: string): Promise<readonly Listed[]> {
  const rows: Listed[] = [];
  let next: string | null = null;
  do {
    const cursor: string = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page: { readonly items: readonly Listed[]; readonly next: string | null } = await site.read(
      'office',
      `/assignments?programme=${PROGRAMME}&limit=1000${query}${cursor}`,
    );
    rows.push(...page.items);
    next = page.next;
  } while (next !== null);
  return rows;
}

/** The rows of the file that a button of the page hands out. */
async function fileOf(page: Page, button: string): Promise<readonly Row[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const { tables } = await readSourceDocument(
    await readFile(await download.path()),
    download.suggestedFilename(),
  );
  const [, ...rows] = tables[0]?.rows ?? [];
  return rows.map(({ cells }) => [cells[0]?.text ?? '', cells[1]?.text ?? '', cells[4]?.text ?? '']);
}

describeInBrowser('A list of ten thousand rows', site, () => {
  it(
    'is gone through by keyboard and by wheel to its end: the right rows stand wherever one looks, few in the page, few requests are sent',
    async () => {
      const page = await site.logIn('office');
      const asked = asksOf(page);
      await open(page, '/nhiem-vu');
      await count(page, /^10\.000 dòng, đã tải 200/).waitFor();
      expect(await rowsIn(page)).toBeLessThan(MOST_IN_PAGE);
      const beginning = await seen(page);

      await table(page).focus();
      await pressUntil(page, 'PageDown', (place) => place >= 200);
      await page.keyboard.press('End');
      await count(page, /^10\.000 dòng$/).waitFor();
      await table(page)
        .locator(`[aria-rowindex="${ROWS + 1}"]`)
        .waitFor();
      expect(await rowsIn(page)).toBeLessThan(MOST_IN_PAGE);
      await pressUntil(page, 'Home', (place) => place === 0);
      await table(page).locator('[aria-rowindex="2"]').waitFor();
      expect(await seen(page)).toEqual(beginning);

      await wheelPast(page, 150_000);
      expect(await rowsIn(page)).toBeLessThan(MOST_IN_PAGE);

      const rows = await listed('');
      expect(rows.length).toBe(ROWS);
      const found = await page.evaluate<readonly (readonly [number, string, string])[]>(LOOK_ABOUT);
      expect(found.length).toBeGreaterThan(400);
      expect(found).toEqual(
        found.map(([index]) => [index, `${rows[index]?.task}. ${rows[index]?.title}`, rows[index]?.unitName]),
      );
      expect(asked.count).toBeLessThanOrEqual(MOST_REQUESTS);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'is searched as one types, filtered and sorted; its address and its files give others the very same rows',
    async () => {
      const page = await site.logIn('office', { permissions: ['clipboard-read', 'clipboard-write'] });
      const asked = asksOf(page);
      await open(page, '/nhiem-vu');
      const before = asked.count;
      const words = `bo sung 5 ${UNIT_NAME}`;
      await page.getByLabel('Tìm', { exact: true }).pressSequentially(words, { delay: 20 });
      const { length } = await listed(`&q=${encodeURIComponent(words)}`);
      expect(length).toBeGreaterThan(1);
      await count(page, new RegExp(`^${length} dòng$`)).waitFor();
      expect(asked.count - before).toBeLessThan(words.length / 3);

      await page.getByLabel('Tìm', { exact: true }).fill('');
      await page.getByLabel('Đơn vị', { exact: true }).selectOption(UNIT);
      await page.getByRole('button', { name: /^Hạn/ }).click();
      await page.getByRole('button', { name: /^Hạn/ }).click();
      await page.waitForURL(/sap=-due/);
      const rows = await listed(`&unit=${UNIT}&sort=-due`);
      expect(rows.length).toBeGreaterThan(MOST_IN_PAGE);
      await count(page, new RegExp(`^${rows.length} dòng$`)).waitFor();
      const shown = await page.evaluate<Walked>(WALK);
      expect(shown.most).toBeLessThan(MOST_IN_PAGE);
      expect(shown.rows).toEqual(rows.map(({ task, title, unitName }) => [task, title, unitName]));

      await page.getByRole('button', { name: 'Chép địa chỉ' }).click();
      await page.getByText('Đã chép địa chỉ').waitFor();
      const address = await page.evaluate<string>('navigator.clipboard.readText()');
      const colleague = await site.logIn('office');
      await open(colleague, address);
      const { numbers, rows: theirs } = await colleague.evaluate<Walked>(WALK);
      expect({ numbers, rows: theirs }).toEqual({ numbers: shown.numbers, rows: shown.rows });
      await colleague.context().close();

      expect(await fileOf(page, 'Xuất Excel')).toEqual(shown.rows);
      expect(await fileOf(page, 'Xuất CSV')).toEqual(shown.rows);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'is found by the way back as it was left: the filter, the order, the very rows',
    async () => {
      const page = await site.logIn('office');
      await open(page, '/nhiem-vu?con=co&sap=-due');
      await wheelPast(page, 70_000);
      const [top, row] = await seen(page);
      const address = page.url();
      await table(page).locator(`a[href="${row}"]`).click();
      await page.waitForURL((url) => url.pathname !== '/nhiem-vu');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.goBack();
      await page.waitForURL(address);
      await table(page).locator(`a[href="${row}"]`).waitFor();
      expect(await seen(page)).toEqual([top, row]);
      expect(await page.getByLabel('Chỉ việc còn phải làm').isChecked()).toBe(true);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
