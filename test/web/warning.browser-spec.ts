import { expect, it } from '@jest/globals';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site, UNIT } from './support/browser.js';

interface Work {
  readonly items: readonly {
    readonly assignment: string;
    readonly task: string;
    readonly outcome: string;
    readonly percent: number | null;
  }[];
}

interface Explained {
  readonly state: string;
  readonly explanation: { readonly state: string };
  readonly course: readonly { readonly type: string }[];
}

const MONTH = '2026-03';
const RETURNED = 'Chưa nêu sản phẩm đã bàn giao trong tháng.';
const EXPLAINED = 'Đơn vị phối hợp gửi số liệu chậm; đã có biện pháp khắc phục trong tháng tới.';
const JUDGED = 'Có văn bản xác nhận của đơn vị phối hợp.';
const AGAIN = 'Đã bàn giao dự thảo và lấy đủ ý kiến của các đơn vị phối hợp.';

const site = new Site();

describeInBrowser('A warning', site, () => {
  it(
    'is seen by three people in three browsers, from raised to explained, judged and cleared, without a reload',
    async () => {
      const { items } = await site.read<Work>('science', `/programmes/${PROGRAMME}/periods/${MONTH}/work`);
      const standing = await site.read<Work>(
        'office',
        `/warnings?programme=${PROGRAMME}&unit=${UNIT}&limit=200`,
      );
      const warned = new Set(standing.items.map((one) => one.task));
      const found = items.find(
        ({ outcome, percent, task }) => outcome === 'on-time' && percent !== null && !warned.has(task),
      );
      if (found === undefined) throw new Error('every task has a warning');
      const { task, assignment } = found;
      const id = `update-insufficient.${assignment}.${MONTH}`;
      const path = `/canh-bao/${id}`;
      const [office, leader, unit] = await Promise.all([
        site.logIn('office'),
        site.logIn('leader'),
        site.begin('science'),
      ]);

      // The leader looks on and never touches the page but to follow its link.
      await leader.goto(`/canh-bao?donVi=${UNIT}&nhiemVu=${task}&quyTac=update-insufficient`);
      await leader.getByText('Không có cảnh báo nào như vậy').waitFor();

      await office.goto(`/nhiem-vu/${assignment}?ky=${MONTH}`);
      await office.getByRole('button', { name: 'Trả lại báo cáo' }).click();
      const returning = office.getByRole('dialog');
      await returning.getByRole('button', { name: /Trả lại$/ }).click();
      // A reason is asked for at its field, and what was opened stays open.
      await returning.locator('[aria-invalid="true"]').waitFor();
      await returning.getByLabel('Lý do').fill(RETURNED);
      await returning.getByRole('button', { name: /Trả lại$/ }).click();
      await office.getByText(RETURNED).first().waitFor();

      await leader.locator(`a[href*="${path}"]`).first().click();
      await leader.getByText('Còn hiệu lực').waitFor();
      await leader.getByText('Đơn vị có thể giải trình ngay').waitFor();

      await unit.getByRole('link', { name: 'Cảnh báo, lịch sử, thứ hạng' }).click();
      await unit.locator(`a[href*="${path}"]`, { hasText: 'Giải trình' }).click();
      await unit.getByRole('button', { name: 'Giải trình', exact: true }).click();
      const explaining = unit.getByRole('dialog', { name: 'Giải trình' });
      await explaining.getByLabel('Nội dung giải trình').fill(EXPLAINED);
      await explaining.getByLabel('Khách quan', { exact: false }).check();
      await explaining.getByRole('button', { name: 'Nộp giải trình' }).click();

      await leader.getByText(EXPLAINED).first().waitFor();
      await unit.getByText('đang chờ xem xét', { exact: false }).first().waitFor();
      expect(await unit.getByRole('button', { name: 'Xem xét giải trình' }).count()).toBe(0);

      await office.goto(path);
      await office.getByRole('button', { name: 'Xem xét giải trình' }).click();
      const judging = office.getByRole('dialog', { name: /^Xem xét giải trình/ });
      await judging.getByText(EXPLAINED).waitFor();
      await judging.getByLabel('Chấp nhận, xác nhận nguyên nhân khách quan').check();
      await judging.getByLabel('Lý do').fill(JUDGED);
      await judging.getByRole('button', { name: 'Gửi kết quả xem xét' }).click();

      for (const page of [office, leader, unit]) {
        await page.getByText('Giải trình đã được chấp nhận', { exact: false }).waitFor();
        await page.getByText(JUDGED).first().waitFor();
      }

      await unit.getByRole('link', { name: 'Cập nhật ngay' }).click();
      const form = unit.getByRole('form', { name: `Cập nhật nhiệm vụ số ${task}`, exact: true });
      await form.getByLabel('Tỷ lệ hoàn thành (%)').fill(String(found.percent));
      await form.getByLabel('Kết quả thực hiện trong kỳ').fill(AGAIN);
      await unit.locator(`[data-task="${task}"]`).getByRole('button', { name: /^Gửi/ }).click();
      for (const page of [office, leader]) {
        await page.getByText('Cảnh báo đã hết: không phải làm gì để cảnh báo kết thúc.').waitFor();
      }

      const [warning] = await site.read<readonly Explained[]>('office', `/warnings/${id}`);
      expect(warning?.course.map(({ type }) => type)).toEqual([
        'WarningRaised',
        'ExplanationSubmitted',
        'CauseConfirmed',
        'WarningCleared',
      ]);
      await Promise.all([office, leader, unit].map((page) => page.context().close()));
    },
    JOURNEY_MS,
  );
});
