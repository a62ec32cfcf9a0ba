import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, JOURNEY_MS, OPEN_PERIOD, PROGRAMME, Site, UNIT } from './support/browser.js';
import { open } from './support/pages.js';

interface ShownLink {
  readonly href: string;
  /** What is seen of it. */
  readonly text: string;
  readonly label: string | null;
  /** A field of units × months: its month. */
  readonly month: string | null;
}

interface CountedLink {
  readonly href: string;
  readonly text: string;
  readonly count: number;
}

interface WorkList {
  readonly items: readonly { readonly assignment: string; readonly outcome: string }[];
}

/** All figures, each with the list behind it. */
const LONG_MS = 150_000;
/** Lists opened at once. */
const READERS = 3;

/** The links of the overview with what is seen of each, text for screen readers left out. */
const LINKS = `[...document.querySelectorAll('main a[href]')].map((link) => {
  const seen = link.cloneNode(true);
  for (const hidden of seen.querySelectorAll('.sr-only')) hidden.remove();
  return {
    href: link.getAttribute('href'),
    text: seen.textContent.trim().replace(/\\s+/g, ' '),
    label: link.getAttribute('title'),
    month: link.closest('[role="grid"]') === null ? null : new URL(link.href).searchParams.get('thang'),
  };
})`;

/** What a link says that isn't how many rows it opens: a rate, a day, a task by its number, one assignment. */
const isNoCount = ({ text, href }: ShownLink): boolean =>
  !/\d/.test(text) ||
  text.includes('%') ||
  /^\d\d\/\d\d\/\d{4}$/.test(text) ||
  /^[\w.]+\. /.test(text) ||
  new URL(href, 'http://localhost').pathname.startsWith('/nhiem-vu/');

/** The first number of a text, as it is written here: 1.234. */
const numberIn = (text: string): number => Number(/\d[\d.]*/.exec(text)?.[0].replaceAll('.', ''));

/** Of the fields of units × months the first of each month and sign; where no number is seen, its own figures together. */
function fieldsOf(links: readonly ShownLink[]): CountedLink[] {
  const kinds = Map.groupBy(
    links.filter(({ month }) => month !== null),
    ({ month, text }) => `${month} ${text.replace(/\d+/, '')}`,
  );
  return [...kinds.values()].flatMap(([field]) => {
    if (field === undefined) return [];
    const { href, text, label } = field;
    const told = [...(label ?? '').replace(/^.*: /, '').matchAll(/ (\d+)(?=,|$)/g)];
    const count = /\d/.test(text)
      ? numberIn(text)
      : told.reduce((sum, [, figure]) => sum + Number(figure), 0);
    return [{ href, text: label ?? text, count }];
  });
}

/** How many rows a list says that it has. */
const rowsOf = (page: Page): Promise<number> =>
  page.evaluate<number>(`(() => {
    const said = [...document.querySelectorAll('main [role="status"]')].map(({ textContent }) => textContent);
    const counted = said.map((text) => /^([\\d.]+) dòng/.exec(text)).find((match) => match !== null);
    return counted ? Number(counted[1].replaceAll('.', '')) : 0;
  })()`);

/** Of some figures those whose list has another number of rows. */
async function differing(page: Page, figures: readonly CountedLink[]): Promise<readonly string[]> {
  const waiting = [...figures];
  const found: string[] = [];
  const read = async () => {
    const list = await page.context().newPage();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      await open(list, next.href);
      const rows = await rowsOf(list);
      if (rows !== next.count) found.push(`${next.text} → ${next.href}: ${rows}`);
    }
    await list.close();
  };
  await Promise.all(Array.from({ length: READERS }, read));
  return found;
}

const site = new Site();

describeInBrowser('The overview', site, () => {
  it.each([
    ['now', '/tong-quan', ['/nhiem-vu', '/cap-nhat', 'so=chot', '/canh-bao', 'tinhTrang=cleared'], ''],
    // What falls due soon differs from day to day: that day something does.
    ['of what falls due, on a day in March', '/tong-quan?ngay=2026-03-20', ['con=co'], 'con=co'],
  ])(
    'opens behind every number a list of exactly as many rows, %s',
    async (_, address, parts, looked) => {
      const page = await site.logIn('office');
      await open(page, address);
      const links = await page.evaluate<readonly ShownLink[]>(LINKS);
      const figures = links
        .filter((link) => link.month === null && !isNoCount(link))
        .map(({ href, text }) => ({ href, text, count: numberIn(text) }));
      const fields = fieldsOf(links);
      expect(fields.length).toBeGreaterThan(3);
      for (const part of parts) {
        expect([part, figures.some(({ href, count }) => href.includes(part) && count > 0)]).toEqual([
          part,
          true,
        ]);
      }

      const opened = [...figures, ...fields].filter(({ href }) => href.includes(looked));
      expect(await differing(page, opened)).toEqual([]);
      await page.context().close();
    },
    LONG_MS,
  );

  it(
    'is not alone in that: so do the figures of a unit’s trail',
    async () => {
      const page = await site.logIn('office');
      await open(page, `/tra-cuu?donVi=${UNIT}`);
      const links = await page.evaluate<readonly ShownLink[]>(LINKS);
      const figures = links
        .filter(({ href, text }) => /^\/(cap-nhat|canh-bao)\?/.test(href) && /^[\d.]+$/.test(text))
        .map(({ href, text }) => ({ href, text, count: numberIn(text) }));
      expect(figures.filter(({ count }) => count > 0).length).toBeGreaterThan(3);
      expect(await differing(page, figures)).toEqual([]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'shows a report that arrives, without a reload',
    async () => {
      const { items } = await site.read<WorkList>(
        'science',
        `/programmes/${PROGRAMME}/periods/${OPEN_PERIOD}/work`,
      );
      const unreported = items.find(({ outcome }) => outcome === 'not-yet-due');
      if (unreported === undefined) throw new Error('nothing is left to report');
      const page = await site.logIn('office');
      await open(page, '/tong-quan');
      await page.evaluate(`window.stillTheSamePage = true`);
      const received = page.locator(`main a[href*="thang=${OPEN_PERIOD}"][href*="gom=da-gui"]`);
      const before = numberIn((await received.textContent()) ?? '');

      await site.command('science', `/assignments/${unreported.assignment}/progress-reports`, {
        period: OPEN_PERIOD,
        kind: 'nothing-to-report',
      });

      await received.filter({ hasText: new RegExp(`^${String(before + 1)}(?!\\d)`) }).waitFor();
      expect(await page.evaluate(`window.stillTheSamePage`)).toBe(true);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
