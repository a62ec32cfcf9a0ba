import { expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { findings } from './looks/axe.js';
import { enter, keptBy } from './support/acts.js';
import { ACCOUNTS, describeInBrowser, JOURNEY_MS, PROGRAMME, Site } from './support/browser.js';
import { open } from './support/pages.js';

const NEW = 'so-y-te.bao-cao';
const POSITION = 'Chuyên viên tổng hợp, Sở Y tế';
const UNIT = 'Sở Y tế';
const OWN_PASSWORD = 'mật khẩu tự chọn 57';
/** As the server makes them. */
const GENERATED = /^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/;
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

interface Listed {
  readonly items: readonly {
    readonly id: string;
    readonly enabled: boolean;
    readonly grants: readonly { readonly role: string; readonly unit: string | null }[];
  }[];
}

const site = new Site();

const dialogOf = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });

async function logInAs(account: string, password: string): Promise<Page> {
  const page = await (await site.newBrowser()).newPage();
  await page.goto('/dang-nhap');
  await enter(page, account, password);
  await page.waitForURL((url) => url.pathname !== '/dang-nhap' && url.pathname !== '/');
  return page;
}

/** The form by which anybody changes their own password. */
async function changeOwn(page: Page, before: string, after: string, again = after): Promise<Locator> {
  const dialog = dialogOf(page, 'Đổi mật khẩu');
  if ((await dialog.count()) === 0) await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await dialog.getByLabel('Mật khẩu hiện tại').fill(before);
  await dialog.getByLabel('Mật khẩu mới', { exact: false }).first().fill(after);
  await dialog.getByLabel('Nhập lại mật khẩu mới').fill(again);
  await page.keyboard.press('Enter');
  return dialog;
}

const accountOf = async (id: string) =>
  (await site.read<Listed>('administrator', '/accounts?limit=200')).items.find((one) => one.id === id);

describeInBrowser('The accounts', site, () => {
  it(
    'are opened, given a password and closed by the administrator, and whose they are sees what the role allows',
    async () => {
      const page = await site.begin('administrator');
      expect(new URL(page.url()).pathname).toBe('/tai-khoan');
      await page.getByRole('table', { name: 'Tài khoản' }).waitFor();
      await page.getByRole('button', { name: 'Đăng ký tài khoản' }).click();
      const form = dialogOf(page, 'Đăng ký tài khoản');
      await form.getByText('không ghi họ tên người').waitFor();
      await form.getByLabel('Mã tài khoản').fill('Sở Y tế');
      await form.getByLabel('Tên chức danh').fill(POSITION);
      await form.getByLabel('Vai trò', { exact: false }).last().selectOption('lead-unit');
      await page.keyboard.press('Enter');
      await form.getByText('không đúng dạng').waitFor();
      expect(await form.getByLabel('Mã tài khoản').getAttribute('aria-invalid')).toBe('true');
      await form.getByLabel('Mã tài khoản').fill(NEW);
      await form.getByRole('button', { name: 'Đăng ký', exact: true }).click();
      await form.getByText('phải gắn với một đơn vị').waitFor();
      await form.getByLabel('Đơn vị *').selectOption({ label: UNIT });
      await form.getByRole('button', { name: 'Đăng ký', exact: true }).click();

      const setting = dialogOf(page, 'Đặt mật khẩu');
      await setting.getByText(POSITION).waitFor();
      await setting.getByLabel('Tự nhập').check();
      await setting.getByLabel('Mật khẩu tự nhập').fill('quá ngắn');
      await page.keyboard.press('Enter');
      await setting.getByText('phải dài từ 12 đến 200 ký tự').waitFor();
      await setting.getByLabel('Tạo ngẫu nhiên').check();
      await setting.getByRole('button', { name: 'Đặt mật khẩu' }).click();
      const shown = dialogOf(page, 'Đã đặt mật khẩu');
      const password = (await shown.locator('code').textContent()) ?? '';
      expect(password).toMatch(GENERATED);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.url });
      await shown.getByRole('button', { name: 'Chép mật khẩu' }).click();
      await page.getByText('Đã chép mật khẩu.').waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(password);
      expect(await keptBy(page)).not.toContain(password);
      await shown.getByRole('button', { name: 'Đóng' }).last().click();
      await shown.waitFor({ state: 'detached' });
      expect(await page.content()).not.toContain(password);

      const holder = await logInAs(NEW, password);
      expect(new URL(holder.url()).pathname).toBe('/viec-thang-nay');
      await holder.getByText(/^Còn \d+ trên/).waitFor();
      const { grants } = (await accountOf(NEW)) ?? { grants: [] };
      const own = grants[0]?.unit ?? '';
      expect(grants).toEqual([{ role: 'lead-unit', unit: own }]);
      const units = await holder.evaluate<string[]>(
        `fetch('/assignments?programme=${PROGRAMME}&limit=200').then((answer) => answer.json())
          .then(({ items }) => [...new Set(items.map(({ unit }) => unit))])`,
      );
      expect(units).toEqual([own]);

      const other = await logInAs(NEW, password);
      const dialog = await changeOwn(holder, 'không phải mật khẩu', OWN_PASSWORD);
      await dialog.getByText('không đúng', { exact: true }).waitFor();
      await changeOwn(holder, password, OWN_PASSWORD, `${OWN_PASSWORD}!`);
      await dialog.getByText('chưa giống mật khẩu mới ở trên').waitFor();
      expect(await dialog.getByLabel('Nhập lại mật khẩu mới').getAttribute('autocomplete')).toBe(
        'new-password',
      );
      expect(await dialog.getByLabel('Mật khẩu hiện tại').getAttribute('autocomplete')).toBe(
        'current-password',
      );
      await changeOwn(holder, password, OWN_PASSWORD);
      await holder.getByText('Đã đổi mật khẩu.').waitFor();
      await dialog.waitFor({ state: 'detached' });
      expect(await keptBy(holder)).not.toContain(OWN_PASSWORD);
      await open(holder, '/viec-thang-nay');
      await holder.getByText(/^Còn \d+ trên/).waitFor();
      await other.reload();
      await other.waitForURL(/\/dang-nhap\?/);
      await other.context().close();

      await open(page, `/tai-khoan?q=so+y+te+bao&taiKhoan=${NEW}`);
      const details = dialogOf(page, POSITION);
      await details.getByText(`Đơn vị chủ trì – ${UNIT}`).first().waitFor();
      await details.getByRole('button', { name: /^Thu hồi/ }).click();
      const revoking = dialogOf(page, 'Thu hồi vai trò');
      await revoking.getByRole('button', { name: 'Thu hồi', exact: true }).click();
      await revoking.getByText('không được để trống').waitFor();
      await revoking.getByLabel('Lý do').fill('Chuyển công tác');
      await revoking.getByRole('button', { name: 'Thu hồi', exact: true }).click();
      await details.getByText('Chưa có vai trò').waitFor();
      expect(await accountOf(NEW)).toMatchObject({ enabled: true, grants: [] });
      await holder.getByRole('heading', { level: 1, name: 'Tài khoản chưa có vai trò' }).waitFor();
      expect(await holder.getByRole('navigation', { name: 'Các trang' }).getByRole('link').count()).toBe(0);
      expect(await holder.evaluate(`fetch('/assignments').then(({ status }) => status)`)).toBe(403);

      await details.getByRole('button', { name: 'Khóa tài khoản' }).click();
      const disabling = dialogOf(page, 'Khóa tài khoản');
      await disabling.getByLabel('Lý do').fill('Nghỉ việc');
      await disabling.getByRole('button', { name: 'Khóa', exact: true }).click();
      await details.getByText('Đã khóa').waitFor();
      const locked = await (await site.newBrowser()).newPage();
      await locked.goto('/dang-nhap');
      await enter(locked, NEW, OWN_PASSWORD);
      await locked.getByText('Tài khoản hoặc mật khẩu không đúng.').waitFor();
      await details.getByRole('button', { name: 'Mở lại tài khoản' }).click();
      const enabling = dialogOf(page, 'Mở lại tài khoản');
      await enabling.getByLabel('Lý do').fill('Trở lại làm việc');
      await enabling.getByRole('button', { name: 'Mở lại', exact: true }).click();
      await details.getByText('Đang mở').waitFor();
      await details.getByRole('button', { name: 'Cấp vai trò' }).click();
      const granting = dialogOf(page, 'Cấp vai trò');
      await granting.getByLabel('Vai trò').selectOption('inspector');
      await granting.getByRole('button', { name: 'Cấp vai trò' }).click();
      await details.getByText('Kiểm tra, giám sát').first().waitFor();
      await enter(locked, NEW, OWN_PASSWORD);
      await locked.waitForURL(/\/tra-cuu/);
      await Promise.all([page, holder, locked].map((one) => one.context().close()));
    },
    2 * JOURNEY_MS,
  );

  it(
    'are found without marks by position, id and unit, by role and by state, all of it in the address',
    async () => {
      const page = await site.logIn('administrator');
      const table = page.getByRole('table', { name: 'Tài khoản' });
      const ids = async () => {
        await table.waitFor();
        return (await table.getByRole('row').allInnerTexts()).slice(1).map((text) => text.split('\n'));
      };
      await open(page, '/tai-khoan');
      const search = page.getByRole('textbox', { name: 'Tìm tài khoản' });
      // Words of the position alone, the id, and the name of the unit.
      for (const words of ['dau moi so khoa', ACCOUNTS.science, 'so khoa hoc va cong nghe']) {
        await search.fill('');
        await page.getByText(/^\d{3} dòng/).waitFor();
        await search.pressSequentially(words);
        await page.getByText(/^1 dòng/).waitFor();
        expect((await ids()).flat()).toContain(ACCOUNTS.science);
        expect(new URL(page.url()).searchParams.get('q')).toBe(words);
      }
      await open(page, '/tai-khoan?vaiTro=administrator');
      expect((await ids()).flat()).toContain(ACCOUNTS.administrator);
      expect((await ids()).flat()).not.toContain(ACCOUNTS.office);
      await open(page, '/tai-khoan?tinhTrang=open&vaiTro=standing-office');
      expect((await ids()).flat()).toContain(ACCOUNTS.office);
      await open(page, '/tai-khoan?tinhTrang=disabled&vaiTro=standing-office');
      await page.getByText('Không có tài khoản nào như vậy').waitFor();
      await open(page, '/tai-khoan?taiKhoan=khong-co-ai');
      await page.getByText('Không có tài khoản “khong-co-ai”.').waitFor();
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'keep their last administrator, who sees nothing of the subject',
    async () => {
      const page = await site.logIn('administrator');
      await open(page, `/tai-khoan?taiKhoan=${ACCOUNTS.administrator}`);
      await page.getByRole('button', { name: /^Thu hồi/ }).click();
      const revoking = dialogOf(page, 'Thu hồi vai trò');
      await revoking.getByLabel('Lý do').fill('Thử');
      await revoking.getByRole('button', { name: 'Thu hồi', exact: true }).click();
      await revoking.getByText('Đây là tài khoản quản trị cuối cùng còn hoạt động').waitFor();
      expect((await accountOf(ACCOUNTS.administrator))?.grants).toHaveLength(1);

      for (const path of ['/tong-quan', '/nhiem-vu', '/tra-cuu', '/cap-nhat']) {
        await open(page, path);
        await page.getByRole('heading', { level: 1, name: 'Không có quyền xem' }).waitFor();
      }
      const statuses = await page.evaluate<number[]>(
        `Promise.all(['/assignments', '/programmes', '/warnings', '/accounts', '/units'].map((path) =>
          fetch(path).then(({ status }) => status)))`,
      );
      expect(statuses).toEqual([403, 403, 403, 200, 200]);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it.each(['office', 'science', 'inspector'] as const)(
    'are no page for the account %s',
    async (account) => {
      const page = await site.logIn(account);
      await open(page, '/tai-khoan');
      await page.getByText('Trang này dành cho người quản trị tài khoản.').waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
      expect(await page.getByRole('link', { name: 'Tài khoản', exact: true }).count()).toBe(0);
      await page.context().close();
    },
    JOURNEY_MS,
  );

  it(
    'and their dialogs hold nothing that axe finds, and need no scrolling sideways at 360 px',
    async () => {
      const page = await site.logIn('administrator', { viewport: { width: 360, height: 740 } });
      const found: Record<string, readonly string[]> = {};
      const look = async (what: string) => {
        found[what] = [
          ...(await findings(page)),
          ...((await page.evaluate<number>(SIDEWAYS)) > 0 ? ['scrolls sideways'] : []),
        ];
      };
      await open(page, '/tai-khoan');
      await page.getByRole('table', { name: 'Tài khoản' }).waitFor();
      await look('list');
      await page.getByRole('button', { name: 'Đăng ký tài khoản' }).click();
      await dialogOf(page, 'Đăng ký tài khoản')
        .getByLabel('Vai trò', { exact: false })
        .last()
        .selectOption('lead-unit');
      await look('register');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
      await dialogOf(page, 'Đổi mật khẩu').waitFor();
      await look('own password');
      await page.keyboard.press('Escape');
      await open(page, `/tai-khoan?taiKhoan=${ACCOUNTS.science}`);
      const details = page.getByRole('dialog');
      await details.waitFor();
      await look('details');
      for (const [name, title] of [
        [/^Thu hồi/, 'Thu hồi vai trò'],
        ['Cấp vai trò', 'Cấp vai trò'],
        ['Đặt mật khẩu', 'Đặt mật khẩu'],
        ['Khóa tài khoản', 'Khóa tài khoản'],
      ] as const) {
        await details.getByRole('button', { name }).click();
        await dialogOf(page, title).waitFor();
        await look(title);
        await page.keyboard.press('Escape');
        await details.getByRole('button', { name: 'Cấp vai trò' }).waitFor();
      }
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((what) => [what, []])));
      expect(Object.keys(found)).toHaveLength(8);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});
