import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { loseAnswer } from './support/acts.js';
import {
  describeInBrowser,
  Hands,
  JOURNEY_MS,
  OPEN_PERIOD,
  PROGRAMME,
  Site,
  UNIT,
} from './support/browser.js';

interface Work {
  readonly items: readonly {
    readonly assignment: string;
    readonly task: string;
    readonly status: string;
    readonly outcome: string;
    readonly lacks: readonly string[];
    readonly percent: number | null;
    readonly needs: { readonly percent: boolean };
    readonly report: {
      readonly kind: string;
      readonly percent: number | null;
      readonly documents: number;
    } | null;
  }[];
}

interface Assignment {
  readonly reports: readonly {
    readonly period: string;
    readonly kind: string;
    readonly summary: string;
    readonly percent: number | null;
  }[];
}

/** An average typist who is no secretary, in seconds a key (Card, Moran, Newell: the keystroke-level model). */
const SECONDS_A_KEY = 0.28;
const TWO_MINUTES = 120;
const CLOSED_PERIOD = '2026-02';
const ENOUGH = 'Đã trình dự thảo, đang lấy ý kiến.';

/** Counts from here on what a pointer presses: a button pressed by a key has a click too, but no pointer. */
const COUNT_CLICKS = `
  window.clicks = 0;
  addEventListener('pointerdown', () => { window.clicks += 1; }, true);
`;

/** Keeps what the page sends from here on: of a body that is a stream the browser's tools tell nothing. */
const KEEP_BODIES = `
  window.bodies = [];
  const send = window.fetch;
  window.fetch = async (request) => {
    if (request.method === 'POST') window.bodies.push(await request.clone().text());
    return send(request);
  };
`;

const site = new Site();

const work = (account: 'finance' | 'science', period = OPEN_PERIOD) =>
  site.read<Work>(account, `/programmes/${PROGRAMME}/periods/${period}/work`);

/** What the science department has sent on a task in a period. */
async function sentOn(task: string, period = OPEN_PERIOD): Promise<Assignment['reports']> {
  const { reports } = await site.read<Assignment>('science', `/assignments/${PROGRAMME}.${task}.${UNIT}`);
  return reports.filter((report) => report.period === period);
}

/** The next of the science department's tasks that has no update yet: each case has its own. */
async function freshTask(): Promise<string> {
  const { items } = await work('science');
  const task = items.find(({ outcome, needs }) => outcome === 'not-yet-due' && needs.percent)?.task;
  if (task === undefined) throw new Error('no task is left');
  return task;
}

const rowOf = (page: Page, task: string) => page.locator(`[data-task="${task}"]`);
const formOf = (page: Page, task: string) =>
  page.getByRole('form', { name: `Cập nhật nhiệm vụ số ${task}`, exact: true });
const summaryIn = (page: Page, task: string) => formOf(page, task).getByLabel('Kết quả thực hiện trong kỳ');

/** The science department's page of a month with one task open, in a browser of its own. */
async function open(task: string, period?: string): Promise<Page> {
  const page = await site.logIn('science');
  await page.goto(`/viec-thang-nay?nhiemVu=${task}${period === undefined ? '' : `&thang=${period}`}`);
  await formOf(page, task).waitFor();
  return page;
}

const arrived = (page: Page, task: string) =>
  rowOf(page, task)
    .getByText(/Máy chủ nhận lúc \d\d\/\d\d\/2026/)
    .waitFor();

describeInBrowser('The monthly update', site, () => {
  it(
    'of ten tasks takes somebody who knows them less than two minutes, by the keyboard alone',
    async () => {
      const before = (await work('finance')).items.filter(({ outcome }) => outcome === 'not-yet-due');
      expect(before.length).toBeGreaterThan(10);
      const ten = before.slice(0, 10);
      const page = await site.begin('finance');
      expect(new URL(page.url()).pathname).toBe('/viec-thang-nay');
      await page.getByText(`Còn ${before.length} trên`).waitFor();

      await page.evaluate(COUNT_CLICKS);
      const hands = new Hands(page);
      await hands.press('F8');
      for (const [index, { task, percent, needs }] of ten.entries()) {
        await formOf(page, task).waitFor();
        await page.locator(`[data-task="${task}"] form :focus`).waitFor();
        if (index % 5 === 4) {
          await hands.press('F9');
          continue;
        }
        if (needs.percent) {
          await hands.type(String(Math.min(percent ?? 0, 98) + 1));
          await hands.press('Tab');
        } else if ((await formOf(page, task).getByLabel('Tỷ lệ hoàn thành (%)').count()) > 0) {
          await hands.press('Tab');
        }
        await hands.type(ENOUGH);
        await hands.press('Control+Enter');
      }
      await page.getByText(`Còn ${before.length - ten.length} trên`).waitFor();

      expect(await page.evaluate('window.clicks')).toBe(0);
      expect(hands.keys * SECONDS_A_KEY).toBeLessThan(TWO_MINUTES);
      const after = await work('finance');
      expect(
        ten.map(({ task }) => {
          const item = after.items.find((one) => one.task === task);
          return [task, item?.outcome, item?.report?.percent ?? null];
        }),
      ).toEqual(
        ten.map(({ task, percent, needs }, index) =>
          index % 5 === 4
            ? [task, 'nothing-to-report', null]
            : [task, 'on-time', needs.percent ? Math.min(percent ?? 0, 98) + 1 : null],
        ),
      );
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'shows its keys, and says before sending what is lacking; who sends all the same sends it as insufficient',
    async () => {
      const task = await freshTask();
      const page = await open(task);
      await page.keyboard.press('F1');
      await page.getByRole('dialog', { name: 'Làm cả trang bằng bàn phím' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      await summaryIn(page, task).fill('Đang làm.');
      await page.keyboard.press('Control+Enter');
      await formOf(page, task)
        .getByText(/^Còn thiếu: tỷ lệ hoàn thành; kết quả thực hiện/)
        .waitFor();
      expect(await sentOn(task)).toEqual([]);
      expect(await page.evaluate("document.activeElement.getAttribute('name')")).toBe('percent');
      await page.keyboard.press('Control+Enter');
      await arrived(page, task);
      await rowOf(page, task)
        .getByText('chưa đủ: kết quả thực hiện nêu quá ngắn; chưa nêu tỷ lệ hoàn thành')
        .waitFor();
      expect(await sentOn(task)).toMatchObject([{ kind: 'progress', summary: 'Đang làm.', percent: null }]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'survives a reload and a lost connection, and is sent once whatever is pressed',
    async () => {
      const task = await freshTask();
      const page = await open(task);
      await formOf(page, task).getByLabel('Tỷ lệ hoàn thành (%)').fill('99');
      await summaryIn(page, task).fill(ENOUGH);
      await page.reload();
      await formOf(page, task).getByText('Đã mở lại bản nháp').waitFor();
      expect(await summaryIn(page, task).inputValue()).toBe(ENOUGH);

      await page.context().setOffline(true);
      await summaryIn(page, task).focus();
      await page.keyboard.press('Control+Enter');
      await formOf(page, task).getByText('Không kết nối được với máy chủ').waitFor();
      await page.context().setOffline(false);

      await loseAnswer(page, '**/progress-reports');
      await page.keyboard.press('Control+Enter');
      await formOf(page, task).getByText('Không kết nối được với máy chủ').waitFor();
      expect(await sentOn(task)).toHaveLength(1);
      await page.reload();
      await page.keyboard.press('Control+Enter');
      await page.keyboard.press('Control+Enter');
      await page.keyboard.press('Control+Enter');
      await arrived(page, task);
      expect(await sentOn(task)).toMatchObject([{ kind: 'progress', summary: ENOUGH, percent: 99 }]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'is harmed neither by the back button after sending nor by going forward again',
    async () => {
      const task = await freshTask();
      const page = await open(task);
      await page.keyboard.press('F9');
      await arrived(page, task);
      await page.goBack();
      await page.goForward();
      await arrived(page, task);
      expect(await sentOn(task)).toMatchObject([{ kind: 'nothing-to-report' }]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'of a month that is past its cut-off is labelled as late and taken',
    async () => {
      const { items } = await work('science', CLOSED_PERIOD);
      const lacking = items.find(
        ({ outcome, status }) =>
          (outcome === 'missing' || outcome === 'insufficient') && status === 'in-progress',
      );
      if (lacking === undefined) throw new Error('the closed month lacks nothing');
      const { task, percent } = lacking;
      const before = (await sentOn(task, CLOSED_PERIOD)).length;
      const page = await site.begin('science');
      await page.getByLabel('Kỳ báo cáo').selectOption(CLOSED_PERIOD);
      await page.getByRole('note').getByText('vẫn được nhận').waitFor();
      await rowOf(page, task).getByRole('button').first().click();
      await summaryIn(page, task).fill(ENOUGH);
      const field = formOf(page, task).getByLabel('Tỷ lệ hoàn thành (%)');
      if ((await field.count()) > 0) await field.fill(String(percent ?? 50));
      await rowOf(page, task).getByRole('button', { name: 'Gửi (muộn)' }).click();
      await rowOf(page, task).getByText('đủ dữ liệu, sau hạn chốt').waitFor();
      const after = (await work('science', CLOSED_PERIOD)).items.find((one) => one.task === task);
      expect(await sentOn(task, CLOSED_PERIOD)).toHaveLength(before + 1);
      expect(after?.outcome).toBe('late');
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'that adds to one already sent begins with all of it',
    async () => {
      const task = await freshTask();
      const said = {
        summary: 'Đã trình dự thảo lần một, đang lấy ý kiến các đơn vị.',
        difficulties: 'Chưa bố trí kinh phí.',
        proposals: 'Bố trí kinh phí trong quý II.',
        deliverables: ['Dự thảo lần một', 'Bảng tổng hợp ý kiến'],
        documents: [
          { number: '7/TTr-SKHCN', date: '2026-04-16', issuer: 'Sở KH&CN', sha256: 'ab'.repeat(32) },
        ],
      };
      await site.command('science', `/assignments/${PROGRAMME}.${task}.${UNIT}/progress-reports`, {
        period: OPEN_PERIOD,
        kind: 'progress',
        percent: 90,
        ...said,
      });
      const page = await site.logIn('science');
      await page.goto(`/viec-thang-nay?nhiemVu=${task}`);
      await page.getByRole('button', { name: 'Gửi thêm một cập nhật' }).click();
      const form = formOf(page, task);
      await form.getByLabel('Tỷ lệ hoàn thành (%)').fill('95');
      await form.getByRole('button', { name: /^Gửi/ }).click();
      await rowOf(page, task)
        .getByText(/đã báo 95\s%/)
        .waitFor();

      const sent = await sentOn(task);
      expect(sent).toMatchObject([
        { percent: 90, ...said },
        { percent: 95, ...said },
      ]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'that is sent again because it didn’t suffice begins with the newest, in the same window too',
    async () => {
      const task = await freshTask();
      await site.command('science', `/assignments/${PROGRAMME}.${task}.${UNIT}/progress-reports`, {
        period: OPEN_PERIOD,
        kind: 'progress',
        percent: 90,
        summary: 'Đang làm.',
      });
      const page = await open(task);
      expect(await summaryIn(page, task).inputValue()).toBe('Đang làm.');
      await summaryIn(page, task).fill('Làm tiếp.');
      await page.keyboard.press('Control+Enter');
      await formOf(page, task)
        .getByText(/^Còn thiếu:/)
        .waitFor();
      await page.keyboard.press('Control+Enter');
      const heading = rowOf(page, task).getByRole('heading').first().getByRole('button');
      await page.locator(`[data-task="${task}"] [aria-expanded="false"]`).waitFor();
      await heading.click();
      await rowOf(page, task).locator('p', { hasText: 'Làm tiếp.' }).waitFor();
      await formOf(page, task).waitFor();
      expect(await summaryIn(page, task).inputValue()).toBe('Làm tiếp.');
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'that is being typed in two windows of one browser is noticed, and one of both is chosen',
    async () => {
      const task = await freshTask();
      const page = await open(task);
      await summaryIn(page, task).fill('Viết ở cửa sổ thứ nhất.');
      const other = await page.context().newPage();
      await other.goto(page.url());
      await summaryIn(other, task).fill('Viết ở cửa sổ thứ hai, dài hơn.');
      await formOf(page, task).getByText('vừa được sửa ở một cửa sổ khác').waitFor();
      await summaryIn(page, task).focus();
      await page.keyboard.press('Control+Enter');
      await page.keyboard.press('Control+Enter');
      await formOf(page, task).getByText('hãy chọn bản để gửi').waitFor();
      expect(await sentOn(task)).toEqual([]);
      await page.getByRole('button', { name: 'Lấy bản của cửa sổ kia' }).click();
      expect(await summaryIn(page, task).inputValue()).toBe('Viết ở cửa sổ thứ hai, dài hơn.');
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'takes of a file its hash alone: the content is not sent',
    async () => {
      const task = await freshTask();
      const page = await open(task);
      await page.evaluate(KEEP_BODIES);
      const content = 'Nội dung của văn bản, không được rời khỏi máy.';
      const sha256 = createHash('sha256').update(content).digest('hex');
      await formOf(page, task).getByLabel('Tỷ lệ hoàn thành (%)').fill('100');
      await summaryIn(page, task).fill(ENOUGH);
      await formOf(page, task)
        .locator('input[type=file]')
        .setInputFiles({ name: 'bao-cao.pdf', mimeType: 'application/pdf', buffer: Buffer.from(content) });
      await formOf(page, task).getByLabel('Số, ký hiệu').fill('12/BC-SKHCN');
      await formOf(page, task).getByLabel('Ngày ban hành').fill('5/4/2026');
      expect(await formOf(page, task).getByLabel('Mã băm SHA-256').inputValue()).toBe(sha256);
      await page.keyboard.press('Control+Enter');
      await arrived(page, task);
      const bodies = await page.evaluate<string[]>('window.bodies');
      expect(bodies).toHaveLength(1);
      expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
        percent: 100,
        documents: [
          { number: '12/BC-SKHCN', date: '2026-04-05', issuer: 'Sở Khoa học và Công nghệ', sha256 },
        ],
      });
      expect(bodies.join()).not.toContain('không được rời khỏi máy');
      const item = (await work('science')).items.find((one) => one.task === task);
      expect([item?.outcome, item?.report?.documents]).toEqual(['on-time', 1]);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
