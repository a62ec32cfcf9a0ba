import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site, UNIT } from './support/browser.js';
import { open } from './support/pages.js';

interface Assignments {
  readonly items: readonly {
    readonly id: string;
    readonly originalDue: string | null;
    readonly currentDue: string | null;
  }[];
  readonly next: string | null;
}

interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly position: string;
  readonly data: string;
}

interface Draft {
  readonly text: string;
}

interface Indicator {
  readonly direction: string;
}

const SPAN = '2026-Q1';
const INDICATORS = 35;

const site = new Site();

/** An assignment whose due date was moved. */
async function extended() {
  const { items } = await site.read<Assignments>('office', `/assignments?programme=${PROGRAMME}&limit=1000`);
  const found = items.find(({ originalDue, currentDue }) => originalDue !== currentDue);
  if (found === undefined) throw new Error('no due date was moved');
  return found;
}

/** The signs and the texts of the lines of a trail, each once. */
const linesOf = (page: Page) =>
  page.evaluate<{ readonly kinds: readonly string[]; readonly texts: readonly string[] }>(`(() => {
    const signs = [...document.querySelectorAll('main ol ol > li > [title]')];
    return {
      kinds: [...new Set(signs.map(({ title }) => title))],
      texts: signs.map(({ parentElement }) => parentElement.textContent),
    };
  })()`);

describeInBrowser('What stands behind a page', site, () => {
  it(
    'of a task is its phrase and both due dates on one line of time, and a history of which each sentence opens to the event as it was stored',
    async () => {
      const { id, originalDue, currentDue } = await extended();
      const page = await site.logIn('inspector');
      await open(page, `/nhiem-vu/${id}`);
      for (const [mark, due] of [
        ['Hạn gốc', originalDue],
        ['Hạn hiện hành', currentDue],
      ] as const) {
        await page.locator(`li:has(time[datetime="${due}"])`, { hasText: mark }).first().waitFor();
      }
      await page.getByText('Nguyên văn: ').waitFor();

      const lines = page.locator('p:has(> time)');
      const opens = lines.getByRole('button', { name: 'Xem sự kiện gốc' });
      expect(await lines.count()).toBeGreaterThan(2);
      expect(await opens.count()).toBe(await lines.count());
      const answered = page.waitForResponse((response) => response.url().includes('/events/'));
      await opens.first().click();
      const event = (await (await answered).json()) as StoredEvent;
      const stored = await site.read<StoredEvent>('inspector', `/events/${event.id}`);
      await page.getByText('Nguyên văn từng ký tự như đã lưu').waitFor();
      const shown = (await page.locator('main').textContent()) ?? '';
      for (const part of [stored.type, stored.stream, stored.data]) expect(shown).toContain(part);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'of a unit is its trail on one line of time, filtered by kind of event and by who acted',
    async () => {
      const page = await site.logIn('inspector');
      await open(page, `/tra-cuu?donVi=${UNIT}`);
      const all = await linesOf(page);
      expect(all.kinds.length).toBeGreaterThan(2);

      await page.getByLabel('Loại sự kiện').selectOption({ label: 'Cảnh báo và giải trình' });
      await page.waitForURL(/loai=warnings/);
      await open(page, page.url());
      const warnings = await linesOf(page);
      expect(warnings.kinds).toEqual(['Cảnh báo và giải trình']);

      const [, who = ''] = await page
        .getByLabel('Người hoặc quy tắc thực hiện')
        .locator('option')
        .allTextContents();
      await page.getByLabel('Loại sự kiện').selectOption('');
      await page.getByLabel('Người hoặc quy tắc thực hiện').selectOption({ label: who });
      await page.waitForURL(/nguoi=/);
      await open(page, page.url());
      const acted = await linesOf(page);
      expect(acted.texts.length).toBeGreaterThan(0);
      expect(acted.texts.filter((text) => !text.includes(who))).toEqual([]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'of the ranking are drafts of commendation and criticism, and of the indicators all that the programme has, each drawn',
    async () => {
      const page = await site.logIn('office');
      await open(page, `/xep-hang?ky=${SPAN}`);
      for (const [link, kind] of [
        ['Dự thảo biểu dương', 'commendation'],
        ['Dự thảo phê bình', 'criticism'],
      ] as const) {
        await page.getByRole('link', { name: link }).click();
        await page.getByRole('heading', { level: 1, name: link }).waitFor();
        const { text } = await site.read<Draft>(
          'office',
          `/programmes/${PROGRAMME}/scorecards/${SPAN}/drafts/${kind}`,
        );
        const [first = ''] = text.split('\n');
        const shown = page.getByRole('region', { name: 'Văn bản dự thảo' }).getByText(first).first();
        await shown.waitFor();
        expect(await shown.textContent()).toBe(text);
      }

      const indicators = await site.read<readonly Indicator[]>(
        'office',
        `/programmes/${PROGRAMME}/indicators`,
      );
      expect(indicators).toHaveLength(INDICATORS);
      await open(page, '/chi-tieu');
      const rows = page.locator('main [role="row"]:not(:has([role="columnheader"]))');
      expect(await rows.count()).toBe(INDICATORS);
      const drawn = await rows.locator('svg').count();
      expect(drawn).toBeGreaterThan(0);
      expect(drawn + (await rows.getByText('chưa có số liệu', { exact: true }).count())).toBe(
        indicators.filter(({ direction }) => direction !== 'qualitative').length,
      );
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
