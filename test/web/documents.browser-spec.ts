import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { describeInBrowser, JOURNEY_MS, Site } from './support/browser.js';
import { explanationsOf, unexplained } from './support/warnings.js';

const TEXT = 'Do phải chờ ý kiến của đơn vị phối hợp.';
const CONTENT = 'Nội dung của văn bản, không rời khỏi máy.';
const FILE = { name: 'cong-van.pdf', mimeType: 'application/pdf', buffer: Buffer.from(CONTENT) };

const site = new Site();

describeInBrowser('The documents of a form', site, () => {
  it(
    'come with the hash of their files, are told what is wrong at its field, and arrive as they were typed',
    async () => {
      const { id } = await unexplained(site);
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
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
      });
      // Enter in one of its fields sends nothing: what is sent is what the button sends.
      await dialog.getByLabel('Ngày ban hành').press('Enter');
      await dialog.getByRole('button', { name: 'Nộp giải trình' }).click();
      await dialog.locator('[aria-invalid="true"]').waitFor();
      expect(sent).toEqual([`/warnings/${id}/explanations`]);
      expect(await dialog.locator('[aria-invalid="true"]').inputValue()).toBe('31/2/2026');
      expect(await dialog.getByText('Ngày phải viết như 05/11/2026.').count()).toBe(1);
      expect(await dialog.getByText('năm-tháng-ngày').count()).toBe(0);

      await dialog.getByLabel('Ngày ban hành').fill('1/3/2026');
      await dialog.getByRole('button', { name: 'Nộp giải trình' }).click();
      await dialog.waitFor({ state: 'detached' });
      const [explanation] = await explanationsOf(site, id);
      expect(explanation?.documents).toEqual([
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
