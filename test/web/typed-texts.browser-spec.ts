import { expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { enter } from './support/acts.js';
import {
  ACCOUNTS,
  describeInBrowser,
  JOURNEY_MS,
  PASSWORD,
  PROGRAMME,
  Site,
  UNIT,
} from './support/browser.js';
import { open } from './support/pages.js';
import { explanationsOf, unexplained } from './support/warnings.js';

interface Period {
  readonly reopeningRequest: { readonly reason: string } | null;
}

const MONTH = '2026-03';
const PASTED = 5_000;
const TOO_LONG = 'Dài 5.000 ký tự, tối đa 4.000: hãy rút gọn 1.000 ký tự.';
const TURNS = '\u202e';
const FROM_RIGHT = 'אבג';
const ONE_WORD = 'Dàinhưmộttừ'.repeat(100);
const SCRIPT = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>';
/** What may come out of a clipboard, and is allowed. */
const HOSTILE = `${SCRIPT} ${FROM_RIGHT} 12 👩🏽‍💻🇻🇳 ${'Tiến độ'.normalize('NFD')} &amp; ${ONE_WORD}`;
const ELSEWHERE = 'vừa được sửa ở một cửa sổ khác';

/** Where words from right to left stand that may turn what is around them. */
const LOOSE = `(() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const loose = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const alone = parent.dir === 'auto' && parent.textContent === node.textContent;
    if (/[\\u0590-\\u05ff]/.test(node.textContent) && parent.tagName !== 'BDI' && !alone) {
      loose.push(parent.outerHTML.slice(0, 200));
    }
  }
  return loose;
})()`;

const TOO_WIDE = `document.documentElement.scrollWidth > document.documentElement.clientWidth`;

const site = new Site();

const dialogIn = (page: Page) => page.getByRole('dialog', { name: 'Giải trình', exact: true });
const textIn = (dialog: Locator) => dialog.getByLabel('Nội dung giải trình');
const sendIn = (dialog: Locator) => dialog.getByRole('button', { name: 'Nộp giải trình' });

/** Opens the dialog in which the unit explains itself. */
async function explain(page: Page, warning: string): Promise<Locator> {
  await page.goto(`/canh-bao/${warning}`);
  await page.getByRole('button', { name: 'Giải trình', exact: true }).click();
  const dialog = dialogIn(page);
  await dialog.waitFor();
  return dialog;
}

const textsOf = async (warning: string) => (await explanationsOf(site, warning)).map(({ text }) => text);

describeInBrowser('What is typed', site, () => {
  it(
    'and is too long is told at its field, with the count; nothing of it is cut off, sent or lost',
    async () => {
      const { id } = await unexplained(site);
      const long = 'ă'.repeat(PASTED);
      const page = await site.logIn('science');
      const dialog = await explain(page, id);
      await textIn(dialog).fill(long);
      await dialog.getByText(TOO_LONG).waitFor();
      expect(await textIn(dialog).getAttribute('aria-invalid')).toBe('true');
      await dialog.getByLabel('Chủ quan', { exact: false }).check();
      await sendIn(dialog).click();
      await dialog.getByText('Chưa gửi được: xem chỗ được đánh dấu.').waitFor();
      expect(await textIn(dialog).inputValue()).toBe(long);
      const again = await explain(page, id);
      await again.getByText('Đã mở lại bản nháp').waitFor();
      expect(await textIn(again).inputValue()).toBe(long);
      expect(await textsOf(id)).toEqual([]);
      await textIn(again).fill(long.slice(0, 3_900));
      await again.getByText('3.900 / 4.000 ký tự').waitFor();

      await open(page, '/viec-thang-nay');
      await page.keyboard.press('F8');
      const summary = page.getByRole('form').first().getByLabel('Kết quả thực hiện trong kỳ');
      await summary.fill(long);
      await page.getByRole('form').first().getByText(TOO_LONG).waitFor();
      expect(await summary.inputValue()).toBe(long);

      let searched = 0;
      page.on('request', (request) => {
        if (new URL(request.url()).searchParams.has('q')) searched += 1;
      });
      await open(page, '/nhiem-vu');
      await page.getByLabel('Tìm', { exact: true }).fill(long);
      await page.getByText('Dài 5.000 ký tự, tối đa 200').waitFor();
      await page.waitForTimeout(600);
      expect(searched).toBe(0);
      expect(await page.getByLabel('Tìm', { exact: true }).inputValue()).toBe(long);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'into the box above a list, and is too long, is told there and the list stays; characters are counted, not their parts',
    async () => {
      const page = await site.logIn('office');
      await open(page, '/xep-hang?ky=2026-Q1');
      const box = page.getByLabel('Tìm đơn vị');
      await box.fill('ă'.repeat(PASTED));
      await page.getByText('Dài 5.000 ký tự, tối đa 200').waitFor();
      expect(await box.getAttribute('aria-invalid')).toBe('true');
      expect(await page.getByRole('table', { name: /^Xếp hạng đơn vị/ }).count()).toBe(1);
      const emoji = '📊'.repeat(150);
      await box.fill(emoji);
      await page.getByText('Không có đơn vị nào như vậy').waitFor();
      expect(new URL(page.url()).searchParams.get('q')).toBe(emoji);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'is shown as the text that it is, in composed letters: it runs nothing, turns nothing, and widens no narrow page',
    async () => {
      const { id, assignment } = await unexplained(site);
      const page = await site.logIn('science', { viewport: { width: 360, height: 740 } });
      const dialog = await explain(page, id);
      await textIn(dialog).fill(HOSTILE);
      await dialog.getByLabel('Chủ quan', { exact: false }).check();
      await sendIn(dialog).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await textsOf(id)).toEqual([HOSTILE.normalize('NFC')]);

      const office = await site.logIn('office', { viewport: { width: 360, height: 740 } });
      const shown: Record<string, unknown> = {};
      for (const path of [
        `/canh-bao/${id}`,
        `/nhiem-vu/${assignment}`,
        `/tra-cuu?donVi=${UNIT}&tu=2026-04-20`,
      ]) {
        await open(office, path);
        // The sentence, which says it too, if not the text itself.
        await office.getByText(ONE_WORD).first().waitFor();
        shown[path] = {
          loose: await office.evaluate(LOOSE),
          tooWide: await office.evaluate(TOO_WIDE),
          harmed: await office.evaluate('window.harmed ?? null'),
        };
      }
      const fine = { loose: [], tooWide: false, harmed: null };
      expect(shown).toEqual(Object.fromEntries(Object.keys(shown).map((path) => [path, fine])));
      await open(office, `/canh-bao/${id}`);
      const [stated] = await office
        .getByText(ONE_WORD)
        .filter({ hasText: new RegExp(`^${SCRIPT.slice(0, 8)}`) })
        .allTextContents();
      expect(stated).toBe(HOSTILE.normalize('NFC'));
      await office.context().close();
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'and holds a mark that turns the writing is refused at its field and kept; searched for, it turns nothing',
    async () => {
      const { id } = await unexplained(site);
      const page = await site.logIn('science');
      const dialog = await explain(page, id);
      await textIn(dialog).fill(`Chờ ý kiến${TURNS} của đơn vị phối hợp`);
      await dialog.getByLabel('Chủ quan', { exact: false }).check();
      await sendIn(dialog).click();
      await dialog.getByText('có ký tự điều khiển không được phép').waitFor();
      expect(await textIn(dialog).inputValue()).toContain(TURNS);
      expect(await textsOf(id)).toEqual([]);

      const office = await site.logIn('office');
      await open(office, `/tra-cuu?q=${encodeURIComponent(`${SCRIPT} ${FROM_RIGHT} 12`)}`);
      await office.getByText(`Không tìm thấy gì với “\u2068${SCRIPT} ${FROM_RIGHT} 12\u2069”`).waitFor();
      await open(office, `/nhiem-vu?q=${encodeURIComponent(SCRIPT)}`);
      await office.getByText('Không có nhiệm vụ nào như vậy').waitFor();
      expect(await office.evaluate('window.harmed ?? null')).toBeNull();
      await office.context().close();
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'in two windows as one explanation is noticed; one text is chosen, sent once, and the other is not lost',
    async () => {
      const { id } = await unexplained(site);
      const [mine, theirs] = [
        'Do chờ số liệu của đơn vị phối hợp.',
        'Do thiếu người; đã bổ sung từ tháng này.',
      ];
      const page = await site.logIn('science');
      const dialog = await explain(page, id);
      await textIn(dialog).fill(mine.slice(0, 5));
      const other = await page.context().newPage();
      const otherDialog = await explain(other, id);
      await otherDialog.getByText('Đã mở lại bản nháp').waitFor();
      await textIn(otherDialog).fill(theirs);
      await otherDialog.getByLabel('Chủ quan', { exact: false }).check();
      await dialog.getByText(ELSEWHERE).waitFor();
      await sendIn(dialog).click();
      await dialog.getByText('hãy chọn bản để gửi').waitFor();
      expect(await textsOf(id)).toEqual([]);

      await dialog.getByRole('button', { name: 'Giữ bản ở đây' }).click();
      await textIn(dialog).fill(mine);
      await dialog.getByLabel('Chủ quan', { exact: false }).check();
      await otherDialog.getByText(ELSEWHERE).waitFor();
      await sendIn(dialog).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('đang chờ xem xét', { exact: false }).first().waitFor();

      // The other window has the same draft's key, and other words.
      await otherDialog.getByText(ELSEWHERE).waitFor({ state: 'detached' });
      await sendIn(otherDialog).click();
      await otherDialog.getByText('Lần gửi trước đã tới máy chủ với nội dung khác').waitFor();
      await sendIn(otherDialog).click();
      await otherDialog.getByRole('alert').getByText('giải trình', { exact: false }).waitFor();
      expect(await textIn(otherDialog).inputValue()).toBe(theirs);

      await page.goBack();
      await page.goForward();
      await page.getByText('đang chờ xem xét', { exact: false }).first().waitFor();
      expect(await dialogIn(page).count()).toBe(0);
      expect(await textsOf(id)).toEqual([mine]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'in two windows as the reason to reopen a month is noticed, and asked for once whatever is pressed and gone back to',
    async () => {
      const [first, second] = ['Sửa theo đề nghị của Sở.', 'Sửa theo văn bản số 12/BC-SKHCN của Sở.'];
      const path = `/chot-thang?thang=${MONTH}&buoc=mo-lai`;
      const ask = async (page: Page) => {
        await open(page, path);
        await page.getByRole('button', { name: 'Đề nghị mở lại' }).click();
        return page.getByRole('dialog');
      };
      const requested = async () =>
        (await site.read<Period>('office', `/programmes/${PROGRAMME}/periods/${MONTH}`)).reopeningRequest;
      const page = await site.logIn('office');
      const dialog = await ask(page);
      await dialog.getByLabel('Lý do mở lại').fill(first);
      const other = await page.context().newPage();
      const otherDialog = await ask(other);
      await otherDialog.getByLabel('Lý do mở lại').fill(second);
      await dialog.getByText(ELSEWHERE).waitFor();
      await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
      await dialog.getByText('hãy chọn bản để gửi').waitFor();
      expect(await requested()).toBeNull();

      await dialog.getByRole('button', { name: 'Lấy bản của cửa sổ kia' }).click();
      expect(await dialog.getByLabel('Lý do mở lại').inputValue()).toBe(second);
      await dialog.getByRole('button', { name: 'Gửi đề nghị' }).dblclick();
      await page.getByText('Tài khoản này đã đề nghị; phải do người khác xác nhận.').waitFor();
      await page.goBack();
      await page.goForward();
      await page.getByText('Tài khoản này đã đề nghị; phải do người khác xác nhận.').waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(await requested()).toMatchObject({ reason: second });
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'in a dialog outlasts the session, and goes on by itself; another account that comes between neither sees nor sends it',
    async () => {
      const { id } = await unexplained(site);
      const text = 'Do phải lấy ý kiến lại; đã hoàn thành dự thảo.';
      const page = await site.logIn('science');
      const dialog = await explain(page, id);
      await textIn(dialog).fill(text);
      await dialog.getByLabel('Chủ quan', { exact: false }).check();
      await page.context().clearCookies();
      await sendIn(dialog).click();
      const login = page.getByRole('dialog', { name: 'Phiên đăng nhập đã kết thúc' });

      await enter(page, ACCOUNTS.office, PASSWORD);
      await login.waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByText(text).count()).toBe(0);
      expect(await textsOf(id)).toEqual([]);

      await page.getByRole('button', { name: 'Đăng xuất' }).click();
      await enter(page, ACCOUNTS.science, PASSWORD);
      await page.waitForURL((url) => url.pathname !== '/dang-nhap');
      const again = await explain(page, id);
      expect(await textIn(again).inputValue()).toBe(text);
      await page.context().clearCookies();
      await sendIn(again).click();
      await login.getByLabel('Mật khẩu').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await again.waitFor({ state: 'detached' });
      await page.getByText('đang chờ xem xét', { exact: false }).first().waitFor();
      expect(await textsOf(id)).toEqual([text]);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
