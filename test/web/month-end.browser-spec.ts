import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site } from './support/browser.js';

interface Work {
  readonly items: readonly {
    readonly task: string;
    readonly status: string;
    readonly outcome: string;
    readonly percent: number | null;
  }[];
}

interface Period {
  readonly status: string;
  readonly closes: readonly {
    readonly closedBy: string;
    readonly counts: { readonly late: number };
    readonly reopenedBy: string | null;
    readonly reopeningRequestedBy: string | null;
    readonly reopenReason: string | null;
  }[];
}

const MONTH = '2026-03';
const REASON = 'Sửa theo đề nghị của Sở Khoa học và Công nghệ: đã có kết quả nhưng gửi muộn.';
const LATE = 'Đã trình dự thảo, đang lấy ý kiến các đơn vị.';

const site = new Site();

const period = () => site.read<Period>('office', `/programmes/${PROGRAMME}/periods/${MONTH}`);
const step = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`^\\W*\\d\\. ${title}`) });

describeInBrowser('A month’s end', site, () => {
  it(
    'shows a late update as drift, is reopened by two people, and closed again with what is known now',
    async () => {
      const { closes: before } = await period();
      const { total: drifted } = await site.read<{ readonly total: number }>(
        'office',
        `/programmes/${PROGRAMME}/periods/${MONTH}/drift?limit=1`,
      );
      const [one, two, unit] = await Promise.all([
        site.logIn('office'),
        site.logIn('officeHead'),
        site.logIn('science'),
      ]);
      await one.goto(`/chot-thang?thang=${MONTH}&buoc=troi`);
      await step(one, 'Số liệu trôi').waitFor();

      // The unit is late: it is taken, labelled, and changes nothing that was closed.
      const { items } = await site.read<Work>('science', `/programmes/${PROGRAMME}/periods/${MONTH}/work`);
      const { task, percent } = items.find(
        ({ outcome, status }) => outcome === 'missing' && status === 'in-progress',
      ) ?? { task: '', percent: null };
      await unit.goto(`/viec-thang-nay?thang=${MONTH}&nhiemVu=${task}`);
      const form = unit.getByRole('form', { name: `Cập nhật nhiệm vụ số ${task}`, exact: true });
      await form.waitFor();
      const field = form.getByLabel('Tỷ lệ hoàn thành (%)');
      if ((await field.count()) > 0) await field.fill(String(percent ?? 50));
      await form.getByLabel('Kết quả thực hiện trong kỳ').fill(LATE);
      await unit.locator(`[data-task="${task}"]`).getByRole('button', { name: 'Gửi (muộn)' }).click();
      await unit.locator(`[data-task="${task}"]`).getByText('đủ dữ liệu, sau hạn chốt').waitFor();
      await step(one, 'Số liệu trôi')
        .getByText(`${drifted + 1} phần giao nay khác với lúc chốt`)
        .waitFor();
      expect((await period()).closes).toEqual(before);

      // One asks, and can't confirm it; another does.
      await step(one, 'Mở lại').click();
      await one.getByRole('button', { name: 'Đề nghị mở lại' }).click();
      const asking = one.getByRole('dialog');
      await asking.getByRole('button', { name: 'Gửi đề nghị' }).click();
      await asking.locator('[aria-invalid="true"]').waitFor();
      await asking.getByLabel('Lý do mở lại').fill(REASON);
      await asking.getByRole('button', { name: 'Gửi đề nghị' }).click();
      await one.getByText('Tài khoản này đã đề nghị; phải do người khác xác nhận.').waitFor();
      expect(await one.getByRole('button', { name: 'Xác nhận mở lại' }).count()).toBe(0);
      expect((await period()).status).toBe('closed');

      await two.goto(`/chot-thang?thang=${MONTH}&buoc=mo-lai`);
      await two.getByText(REASON).waitFor();
      await two.getByRole('button', { name: 'Xác nhận mở lại' }).click();
      await two.getByRole('dialog').getByRole('button', { name: 'Xác nhận mở lại' }).click();
      for (const page of [one, two]) await page.getByText('Mở lại, chưa chốt lại').first().waitFor();
      expect((await period()).status).toBe('reopened');

      // Pressed twice at once: closed once.
      await step(one, 'Chốt').click();
      await one.getByRole('button', { name: /^Chốt lại/ }).click();
      await one
        .getByRole('dialog')
        .getByRole('button', { name: /^Chốt lại/ })
        .dblclick();
      for (const page of [one, two])
        await page
          .getByText(/Đã chốt$/)
          .first()
          .waitFor();
      await step(one, 'Số liệu trôi').click();
      await one.getByText('Không có gì khác với lúc chốt').first().waitFor();

      const { status, closes } = await period();
      expect(status).toBe('closed');
      expect(closes).toHaveLength(before.length + 1);
      expect(closes.at(-2)).toMatchObject({
        counts: before.at(-1)?.counts,
        reopeningRequestedBy: 'thuong-truc',
        reopenedBy: 'lanh-dao-thuong-truc',
        reopenReason: REASON,
      });
      expect(closes.at(-1)).toMatchObject({ closedBy: 'thuong-truc', reopenedBy: null });
      expect(closes.at(-1)?.counts.late).toBeGreaterThan(before.at(-1)?.counts.late ?? 0);
      await Promise.all([one, two, unit].map((page) => page.context().close()));
    },
    JOURNEY_MS,
  );
});
