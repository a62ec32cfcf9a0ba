import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { makeDocx } from '#catalogue/testing';
import { describeInBrowser, JOURNEY_MS, OPEN_MS, Site } from './support/browser.js';

const NEW_PROGRAMME = 'kh-thu-2026';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const MISSPELT = 'Sở Khoa hoc Công nge';
const MAX_BYTES = 20_000_000;
const FORTY_MEGABYTES = 40_000_000;

/** An appendix in which nobody could say what the column of the lead unit is. */
const appendix = (deadline: string) =>
  makeDocx({
    paragraphs: [
      'ỦY BAN NHÂN DÂN THÀNH PHỐ',
      'Số: 57/KH-UBND',
      'Hải Phòng, ngày 12 tháng 01 năm 2026',
      'KẾ HOẠCH',
      'Dữ liệu dùng chung',
    ],
    tables: [
      {
        rows: [
          ['STT', 'Nội dung nhiệm vụ', 'Nơi làm', 'Sản phẩm', 'Thời gian'],
          ['1', 'Lập danh mục dữ liệu', MISSPELT, 'Danh mục', deadline],
          ['2', 'Bố trí kinh phí', 'Sở Tài chính', 'Quyết định', 'Trước 31/10/2026'],
        ],
      },
    ],
  });

interface Task {
  readonly code: string;
  readonly leadUnits: readonly { readonly id: string }[];
  readonly schedule: { readonly phrase: string };
}

let site: Site;

async function tasks(): Promise<readonly Task[]> {
  const path = `/programmes/${NEW_PROGRAMME}/tasks`;
  return (await site.read<{ readonly items: readonly Task[] }>('office', path)).items;
}

const picker = (page: Page) => page.getByLabel('Tệp Word, Excel hoặc CSV');
const pick = (page: Page, bytes: Uint8Array, name = 'phu-luc.docx') =>
  picker(page).setInputFiles({ name, mimeType: WORD, buffer: Buffer.from(bytes) });
const confirmButton = (page: Page) => page.getByRole('button', { name: /^Xác nhận/ });

/** The standing office's page, and how often it has sent a file. */
async function open(): Promise<{ readonly page: Page; readonly sent: string[] }> {
  const page = await site.logIn('office');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
  });
  await page.goto('/nhap-van-ban');
  await picker(page).waitFor();
  return { page, sent };
}

describeInBrowser('The import of a file', () => {
  beforeAll(async () => {
    site = await Site.open({ accounts: ['office', 'finance'] });
  }, OPEN_MS);

  afterAll(async () => {
    const troubles = site?.troubles ?? [];
    await site?.close();
    expect(troubles).toEqual([]);
  });

  it(
    'goes from a Word file over a place that can’t be read, corrections and the preview to registered tasks',
    async () => {
      const { page } = await open();
      await page.getByLabel('Nhập vào chương trình').selectOption({ label: 'Chương trình mới…' });
      await page.getByLabel('Mã chương trình mới').fill(NEW_PROGRAMME);
      await pick(page, appendix('Khoảng lúc nào đó'));
      await page
        .getByRole('region', { name: 'Chỗ không đọc được' })
        .getByText(/dòng 2.*Thời gian/)
        .waitFor();
      expect(await confirmButton(page).isDisabled()).toBe(true);

      await pick(page, appendix('Quý II/2026'));
      const table = page.getByRole('table', { name: 'Các nhiệm vụ của tệp' });
      await table.getByText('Hạn 30/06/2026').waitFor();
      await page.getByText('Thông tin văn bản, cột và đơn vị').click();
      await page.getByText('Cột chưa dùng: “Nơi làm”').waitFor();
      await page.getByLabel('Đơn vị chủ trì').fill('Nơi làm');
      await page.getByRole('button', { name: 'Đọc lại tệp' }).click();

      const suggestion = page.getByRole('button', { name: 'Sở Khoa học và Công nghệ', exact: true });
      await suggestion.click();
      expect(await suggestion.getAttribute('aria-pressed')).toBe('true');
      await page.getByRole('button', { name: 'Đọc lại tệp' }).click();
      await page.getByText(`“${MISSPELT}” được hiểu là`).waitFor();
      await table.getByText('Sở Khoa học và Công nghệ').waitFor();

      await confirmButton(page).click();
      await page.getByText('2 nhiệm vụ mới, 0 sửa, 0 giữ nguyên').waitFor();
      expect((await tasks()).map(({ code, leadUnits }) => [code, leadUnits.map(({ id }) => id)])).toEqual([
        ['1', ['so-khoa-hoc-va-cong-nghe']],
        ['2', ['so-tai-chinh']],
      ]);
      await page.getByRole('button', { name: /^Áp dụng quy định/ }).click();
      await page.getByText(/^Quy định báo cáo:/).waitFor();
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'shows of a file that is dropped on the page what it would change, field by field',
    async () => {
      const { page } = await open();
      await page.getByLabel('Nhập vào chương trình').selectOption(NEW_PROGRAMME);
      const bytes = Buffer.from(appendix('Quý III/2026')).toString('base64');
      await page.evaluate(`{
        const bytes = Uint8Array.from(atob('${bytes}'), (sign) => sign.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], 'phu-luc-sua.docx'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      }`);
      await page.getByRole('button', { name: /^→?\s*Sửa/ }).waitFor();
      const table = page.getByRole('table', { name: 'Các nhiệm vụ của tệp' });
      await table.getByText(/thời gian thực hiện: Quý II\/2026 → Quý III\/2026/).waitFor();
      await confirmButton(page).click();
      await page.getByText('0 nhiệm vụ mới, 1 sửa, 1 giữ nguyên').waitFor();
      expect((await tasks())[0]?.schedule.phrase).toBe('Quý III/2026');
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'doesn’t send a file over the server’s limit, and says why another one can’t be read',
    async () => {
      const { page, sent } = await open();
      await page.evaluate(`{
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(${FORTY_MEGABYTES})], 'lon.docx'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      }`);
      await page.getByText(`lớn 40 MB, hơn giới hạn ${MAX_BYTES / 1_000_000} MB của máy chủ`).waitFor();
      expect(sent).toEqual([]);
      await pick(page, Buffer.from('%PDF-1.7 không phải phụ lục'), 'quet.docx');
      await page.getByRole('alert').getByText(/PDF/).waitFor();
      expect(sent).toHaveLength(1);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'is not offered to a department, which is told who may',
    async () => {
      const page = await site.logIn('finance');
      await page.goto('/nhap-van-ban');
      await page.getByText('Chỉ Cơ quan Thường trực nhập văn bản').waitFor();
      expect(await picker(page).count()).toBe(0);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
