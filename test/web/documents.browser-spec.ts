import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { describeInBrowser, JOURNEY_MS, PROGRAMME, Site } from './support/browser.js';

interface Warnings {
  readonly items: readonly { readonly id: string; readonly explanation: { readonly state: string } }[];
}

interface Explained {
  readonly course: readonly { readonly type: string; readonly details: { readonly documents?: unknown } }[];
}

const UNIT = 'so-khoa-hoc-va-cong-nghe';
const TEXT = 'Do phải chờ ý kiến của đơn vị phối hợp.';
const CONTENT = 'Nội dung của văn bản, không rời khỏi máy.';
const FILE = { name: 'cong-van.pdf', mimeType: 'application/pdf', buffer: Buffer.from(CONTENT) };

const site = new Site();

describeInBrowser('The documents of a form', site, () => {
  it(
    'come with the hash of their files, are told what is wrong at its field, and arrive as they were typed',
    async () => {
      const { items } = await site.read<Warnings>(
        'science',
        `/warnings?programme=${PROGRAMME}&unit=${UNIT}&state=open&limit=50`,
      );
      const id = items.find(({ explanation: { state } }) => state === 'none')?.id ?? '';
      const page = await site.logIn('science');
      await page.goto(`/canh-bao/${id}`);
      await page.getByRole('button', { name: 'Giải trình', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Giải trình' });
      await dialog.getByLabel('Chủ quan', { exact: false }).check();
      await dialog.locator('input[type=file]').setInputFiles([FILE, { ...FILE, name: 'phu-luc.pdf' }]);
      // What is typed while the files are being read stays.
      await dialog.getByLabel('Nội dung giải trình').fill(TEXT);
      await dialog.getByText('Từ tệp phu-luc.pdf').waitFor();
      expect(await dialog.getByLabel('Nội dung giải trình').inputValue()).toBe(TEXT);
      await dialog.getByRole('button', { name: 'Bỏ văn bản thứ 2' }).click();

      await dialog.getByLabel('Số, ký hiệu').fill('45/CV-SKHCN');
      await dialog.getByLabel('Cơ quan ban hành').fill('Sở Khoa học và Công nghệ');
      await dialog.getByLabel('Ngày ban hành').fill('31/2/2026');
      // Enter in one of its fields sends nothing.
      await dialog.getByLabel('Ngày ban hành').press('Enter');
      expect(await dialog.locator('[aria-invalid="true"]').count()).toBe(0);
      await dialog.getByRole('button', { name: 'Nộp giải trình' }).click();
      await dialog.locator('[aria-invalid="true"]').waitFor();
      expect(await dialog.locator('[aria-invalid="true"]').inputValue()).toBe('31/2/2026');
      expect(await dialog.getByText('Ngày phải viết như 05/11/2026.').count()).toBe(1);
      expect(await dialog.getByText('năm-tháng-ngày').count()).toBe(0);

      await dialog.getByLabel('Ngày ban hành').fill('1/3/2026');
      await dialog.getByRole('button', { name: 'Nộp giải trình' }).click();
      await dialog.waitFor({ state: 'detached' });
      const [warning] = await site.read<readonly Explained[]>('office', `/warnings/${id}`);
      const sent = warning?.course.find(({ type }) => type === 'ExplanationSubmitted');
      expect(sent?.details.documents).toEqual([
        {
          number: '45/CV-SKHCN',
          date: '2026-03-01',
          issuer: 'Sở Khoa học và Công nghệ',
          sha256: createHash('sha256').update(CONTENT).digest('hex'),
        },
      ]);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
