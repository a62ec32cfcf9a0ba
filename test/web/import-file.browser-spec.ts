import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { makeDocx } from '#catalogue/testing';
import { findings } from './looks/axe.js';
import { describeInBrowser, JOURNEY_MS, Site } from './support/browser.js';

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

const CELLS_PROGRAMME = 'kh-o-2026';
const CELLS_HEAD = ['STT', 'Nội dung nhiệm vụ', 'Đơn vị chủ trì', 'Thời gian', 'Kinh phí (triệu đồng)'];
const tableOf = (...rows: readonly (readonly string[])[]) =>
  makeDocx({
    paragraphs: ['Số: 58/KH-UBND', 'Hải Phòng, ngày 12 tháng 01 năm 2026', 'KẾ HOẠCH', 'Dữ liệu mở'],
    tables: [{ rows: [CELLS_HEAD, ...rows] }],
  });
const BROKEN_CELLS = tableOf(
  ['1', 'Mở kho dữ liệu', 'Sở Tài chính', 'Quý V', 'một tỷ'],
  ['', 'Bố trí kinh phí vận hành kho', 'Sở Tài chính', 'Quý IV/2026', '10'],
);
/** What a page that wrote it as HTML would run. */
const MARKUP = '<img src=x onerror="window.harmed=1">';
const STRANGE = tableOf(
  ['1', 'Rà soát '.repeat(625), 'Sở Tài chính', 'Quý II/2026', '1'],
  ['2', `Mở \u202Eحملة 📊 số hoá ${MARKUP}`, 'Sở Tài chính', 'Quý II/2026', '1'],
);

const site = new Site();

async function tasks(): Promise<readonly Task[]> {
  const path = `/programmes/${NEW_PROGRAMME}/tasks`;
  return (await site.read<{ readonly items: readonly Task[] }>('office', path)).items;
}

const picker = (page: Page) => page.getByLabel('Tệp Word, Excel hoặc CSV');
const pick = (page: Page, bytes: Uint8Array, name = 'phu-luc.docx') =>
  picker(page).setInputFiles({ name, mimeType: WORD, buffer: Buffer.from(bytes) });
/** Drops a file on the page. @param bytes as the page makes them, in JavaScript */
const drop = (page: Page, bytes: string, name: string) =>
  page.evaluate(`{
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${bytes}], '${name}'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }`);
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

describeInBrowser('The import of a file', site, () => {
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
      const give = page.getByRole('button', { name: 'Giao 2 nhiệm vụ cho đơn vị chủ trì' });
      await give.click();
      await page.getByText('Đã giao 2 phần cho các đơn vị; 0 phần đã giao từ trước.').waitFor();
      await give.click();
      await page.getByText('Đã giao 0 phần cho các đơn vị; 2 phần đã giao từ trước.').waitFor();
      const { items } = await site.read<{ readonly items: readonly { readonly unit: string }[] }>(
        'office',
        `/assignments?programme=${NEW_PROGRAMME}`,
      );
      expect(items.map(({ unit }) => unit)).toEqual(['so-khoa-hoc-va-cong-nghe', 'so-tai-chinh']);
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
      await drop(page, `Uint8Array.from(atob('${bytes}'), (sign) => sign.charCodeAt(0))`, 'phu-luc-sua.docx');
      await page.getByRole('button', { name: /^→?\s*Sửa\s*\d/ }).waitFor();
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
    'lets what can’t be read be corrected in its row, by keyboard, and the task’s history says so',
    async () => {
      const { page } = await open();
      await page.getByLabel('Nhập vào chương trình').selectOption({ label: 'Chương trình mới…' });
      await page.getByLabel('Mã chương trình mới').fill(CELLS_PROGRAMME);
      await pick(page, BROKEN_CELLS);
      const table = page.getByRole('table', { name: 'Các nhiệm vụ của tệp' });
      const time = table.getByLabel('Thời gian thực hiện (Bảng 1, dòng 2)');
      await time.waitFor();
      expect(await time.inputValue()).toBe('Quý V');
      expect(await table.getByLabel('Kinh phí (Bảng 1, dòng 2)').inputValue()).toBe('một tỷ');
      expect(await table.getByLabel('Số thứ tự (Bảng 1, dòng 3)').inputValue()).toBe('');
      expect(await confirmButton(page).isDisabled()).toBe(true);

      await time.focus();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('Quý II/2026');
      await page.getByText('1 ô sửa chưa đọc lại.').waitFor();
      await page.keyboard.press('Enter');
      await table.getByText('Hạn 30/06/2026').waitFor();
      // The button that had the focus is gone.
      const told = 'Đã đọc với 1 ô sửa khi nhập; còn 2 chỗ không đọc được.';
      await page.locator('p:focus', { hasText: told }).waitFor();
      await table.getByText('tệp ghi: “Quý V”; sửa khi nhập: “Quý II/2026”').waitFor();

      await table.getByLabel('Kinh phí (Bảng 1, dòng 2)').fill('1.000');
      await table.getByLabel('Số thứ tự (Bảng 1, dòng 3)').fill('2');
      await table.getByRole('button', { name: 'Sửa Bảng 1, dòng 3' }).click();
      await table.getByLabel('Tên nhiệm vụ (Bảng 1, dòng 3)').fill('Bố trí kinh phí duy trì');
      await table.getByRole('button', { name: /^Bỏ “Sở Tài chính” khỏi Đơn vị chủ trì/ }).click();
      const lead = table.getByLabel('Đơn vị chủ trì (Bảng 1, dòng 3)');
      await lead.fill('Tổ công tác');
      await lead.press('Tab');
      await table.getByRole('button', { name: /^Bỏ “Tổ công tác” khỏi Đơn vị chủ trì/ }).click();
      await lead.fill('Sở Nội vụ');
      await table.getByRole('button', { name: /^Bỏ “Sở Nội vụ” khỏi Đơn vị chủ trì/ }).waitFor();
      await page.getByRole('button', { name: 'Đọc lại với 4 ô sửa' }).click();
      await page.getByText('Đã đọc với 5 ô sửa khi nhập; còn 0 chỗ không đọc được.').waitFor();

      await table.getByRole('button', { name: 'Bỏ sửa: Tên nhiệm vụ, Bảng 1, dòng 3' }).click();
      expect(await confirmButton(page).isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Đọc lại với 1 ô sửa' }).click();
      await page.getByText('Đã đọc với 4 ô sửa khi nhập').waitFor();

      await page.getByRole('link', { name: 'Chỉ tiêu', exact: true }).click();
      await page.getByRole('heading', { name: 'Chỉ tiêu', level: 1 }).waitFor();
      await page.goBack();
      await page.getByText('Đã đọc với 4 ô sửa khi nhập').waitFor();
      await table.getByRole('button', { name: 'Bỏ sửa: Kinh phí, Bảng 1, dòng 2' }).click();
      await page.getByRole('button', { name: 'Đọc lại với 1 ô sửa' }).click();
      await page.getByText('Đã đọc với 3 ô sửa khi nhập; còn 1 chỗ').waitFor();
      await table.getByLabel('Kinh phí (Bảng 1, dòng 2)').fill('1.000');
      await page.getByRole('button', { name: 'Đọc lại với 1 ô sửa' }).click();
      await page.getByText('Đã đọc với 4 ô sửa khi nhập').waitFor();

      await confirmButton(page).click();
      await page.getByText('2 nhiệm vụ mới, 0 sửa, 0 giữ nguyên').waitFor();
      await page.getByRole('button', { name: /^Áp dụng quy định/ }).click();
      await page.getByText(/^Quy định báo cáo:/).waitFor();
      await page.goto(`/tra-cuu?ct=${CELLS_PROGRAMME}&nhiemVu=1`);
      await page
        .getByText(/sửa khi nhập: thời gian thực hiện, tệp ghi “Quý V”, sửa thành “Quý II\/2026”/)
        .first()
        .waitFor();
      const { items } = await site.read<{ readonly items: readonly Task[] }>(
        'office',
        `/programmes/${CELLS_PROGRAMME}/tasks`,
      );
      expect(items.map(({ code, leadUnits }) => [code, leadUnits.map(({ id }) => id)])).toEqual([
        ['1', ['so-tai-chinh']],
        ['2', ['so-noi-vu']],
      ]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'keeps the corrections of a file that is chosen again after a reload, not of another one',
    async () => {
      const { page } = await open();
      await page.getByLabel('Nhập vào chương trình').selectOption({ label: 'Chương trình mới…' });
      await page.getByLabel('Mã chương trình mới').fill('kh-lai-2026');
      await pick(page, appendix('Quý V'));
      const time = page.getByLabel('Thời gian thực hiện (Bảng 1, dòng 2)');
      await time.fill('Quý III/2026');
      await time.press('Enter');
      await page.getByText('Đã đọc với 1 ô sửa khi nhập').waitFor();
      await page.reload();
      const table = page.getByRole('table', { name: 'Các nhiệm vụ của tệp' });
      await table.getByText('tệp ghi: “Quý V”; sửa khi nhập: “Quý III/2026”').waitFor();
      await pick(page, appendix('Quý V'));
      await page.getByText('Đã chọn: phu-luc.docx').waitFor();
      await page.getByText('Đã đọc với 1 ô sửa khi nhập').waitFor();
      await pick(page, appendix('Quý VI'));
      await page.getByText('1 ô đã sửa được bỏ').waitFor();
      await time.waitFor();
      expect(await time.inputValue()).toBe('Quý VI');
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'shows a title of 5,000 characters and one with emoji and right-to-left text without harm',
    async () => {
      const { page } = await open();
      await page.setViewportSize({ width: 360, height: 800 });
      await page.getByLabel('Nhập vào chương trình').selectOption({ label: 'Chương trình mới…' });
      await page.getByLabel('Mã chương trình mới').fill('kh-la-2026');
      await pick(page, STRANGE);
      const table = page.getByRole('table', { name: 'Các nhiệm vụ của tệp' });
      await table.getByText('tên nhiệm vụ dài 4.999 ký tự, nhiều nhất 2.000').waitFor();
      await table.getByText(`Mở حملة 📊 số hoá ${MARKUP}`).waitFor();
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(360);
      expect(await page.evaluate('window.harmed')).toBeUndefined();
      expect(await findings(page)).toEqual([]);
      await table.getByLabel('Tên nhiệm vụ (Bảng 1, dòng 2)').fill('Rà soát');
      await page.getByRole('button', { name: 'Đọc lại với 1 ô sửa' }).click();
      await page.getByText('Đã đọc với 1 ô sửa khi nhập; còn 0 chỗ').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'doesn’t send a file over the server’s limit, and says why another one can’t be read',
    async () => {
      const { page, sent } = await open();
      await drop(page, `new Uint8Array(${FORTY_MEGABYTES})`, 'lon.docx');
      await page.getByText(`lớn 40 MB, hơn giới hạn ${MAX_BYTES / 1_000_000} MB của máy chủ`).waitFor();
      expect(sent).toEqual([]);
      await pick(page, Buffer.from('%PDF-1.7 không phải phụ lục'), 'quet.docx');
      await page.getByRole('alert').getByText(/PDF/).waitFor();
      expect(sent).toHaveLength(1);
      await pick(page, makeDocx({ tables: [{ rows: [['a', 'b', 'c']] }] }), 'la.docx');
      const why = page.getByRole('alert').getByText('Không nhận ra bảng nhiệm vụ nào');
      // No option of another program.
      expect(await why.textContent()).not.toContain('--');
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
