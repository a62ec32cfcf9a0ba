import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { csrfTokenOf } from './support/acts.js';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site, TASK, UNIT } from './support/browser.js';
import { everyPage, open } from './support/pages.js';

interface Assignment {
  readonly revision: number;
  readonly reports: readonly { readonly eventId: string; readonly period: string }[];
}

const WARNING = `update-missing.${PROGRAMME}.31.${UNIT}.2026-03`;
/** What buttons do that change nothing: they open, sort, load and copy what is there. */
const HARMLESS =
  /^(Tìm|Xóa nội dung|Chép địa chỉ|Xuất (Excel|CSV)|Tải thêm|Tải hết, như để in|Hiện cả \d+ đơn vị|Xem tiếp|Xem cả \d+ đơn vị cùng nhiệm vụ|Xem sự kiện gốc|Sự kiện gốc\s.*)$/s;

const site = new Site();

/** The buttons of the page's own part that may change something, each by its text or its name. */
const commandsOn = async (page: Page) => {
  const names = await page
    .locator('main button:not([role="columnheader"] *, .ant-picker *, [aria-expanded])')
    .evaluateAll((buttons) =>
      buttons.map((button) => {
        const named = button.matches('[aria-label]') ? button : button.querySelector('[aria-label]');
        return button.textContent?.trim() || named?.getAttribute('aria-label') || button.outerHTML;
      }),
    );
  return names.filter((name) => !HARMLESS.test(name));
};

/** Sends a command from within a page, with its cookie. @returns status and code of the problem */
async function send(page: Page, path: string, body: object, token: string | null) {
  return page.evaluate<[number, string]>(
    `fetch(${JSON.stringify(path)}, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': String(Math.random()),
        ...(${JSON.stringify(token === null ? {} : { 'x-csrf-token': token })}),
      },
      body: ${JSON.stringify(JSON.stringify(body))},
    }).then(async (answer) => [answer.status, (await answer.json()).type ?? ''])`,
  );
}

describeInBrowser('The inspection commission', site, () => {
  it(
    'reads every page and finds no button that would change anything, where the office finds some',
    async () => {
      const [inspector, office] = await Promise.all([site.begin('inspector'), site.logIn('office')]);
      expect(new URL(inspector.url()).pathname).toBe('/tra-cuu');
      const found: Record<string, readonly string[]> = {};
      for (const { account, path } of await everyPage(site)) {
        if (account === null) continue;
        await open(inspector, path);
        await inspector.getByText('chỉ xem, không thay đổi được nội dung nào').waitFor();
        const commands = await commandsOn(inspector);
        if (commands.length > 0) found[path] = commands;
      }
      expect(found).toEqual({});

      await open(office, `/nhiem-vu/${TASK}?ky=2026-03`);
      expect(await commandsOn(office)).toContain('Trả lại báo cáo');
      await open(office, '/chot-thang?thang=2026-03&buoc=mo-lai');
      expect(await commandsOn(office)).toContain('Đề nghị mở lại');
      await Promise.all([inspector, office].map((page) => page.context().close()));
    },
    JOURNEY_MS,
  );

  it(
    'is refused by the server too, with its cookie and its token; without the token so is everybody',
    async () => {
      const before = await site.read<Assignment>('office', `/assignments/${TASK}`);
      const report = before.reports.find(({ period }) => period === '2026-03')?.eventId ?? '';
      const reason = { reason: 'Theo kết luận cuộc họp' };
      const commands: readonly (readonly [string, object])[] = [
        [`/assignments/${TASK}/progress-reports/${report}/return`, reason],
        [
          `/assignments/${TASK}/progress-reports`,
          { period: '2026-04', kind: 'nothing-to-report', summary: '', percent: null },
        ],
        [`/warnings/${WARNING}/explanation-requests`, { question: 'Vì sao?', dueOn: null, unit: null }],
        [`/programmes/${PROGRAMME}/periods/2026-03/reopening-requests`, reason],
        [`/programmes/${PROGRAMME}/periods/2026-03/close`, {}],
        [`/accounts/kiem-tra/roles`, { role: 'standing-office' }],
      ];
      const inspector = await site.begin('inspector');
      const token = await csrfTokenOf(inspector);
      const answers = [];
      for (const [path, body] of commands) answers.push(await send(inspector, path, body, token));
      expect(answers).toEqual(commands.map(() => [403, 'urn:nq57:problem:forbidden']));

      const office = await site.begin('office');
      const [returning] = commands;
      if (returning === undefined) throw new Error('no command');
      for (const page of [inspector, office]) {
        expect(await send(page, ...returning, null)).toEqual([403, 'urn:nq57:problem:csrf-token-missing']);
      }
      expect(await send(office, ...returning, token)).toEqual([403, 'urn:nq57:problem:csrf-token-wrong']);
      expect(await site.read<Assignment>('office', `/assignments/${TASK}`)).toEqual(before);
      await Promise.all([inspector, office].map((page) => page.context().close()));
    },
    JOURNEY_MS,
  );
});
