import type { Page } from 'playwright-core';

/** What several journeys do at a page. */

/** Fills in the form of the login and sends it. */
export async function enter(page: Page, account: string, password: string): Promise<void> {
  await page.getByLabel('Tài khoản').fill(account);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.keyboard.press('Enter');
}

/** The first command to such an address arrives, and its answer gets lost: nobody at the page can know. */
export async function loseAnswer(page: Page, address: string): Promise<void> {
  await page.route(
    address,
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
}

/** The token that the page sends with its commands. */
export const csrfTokenOf = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `fetch('/browser-session').then((answer) => answer.json()).then(({ csrfToken }) => csrfToken)`,
  );

/** All that scripts of the page can keep on the machine, and its address. */
export const keptBy = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, location.href])`,
  );

/** Opens the first form of the page of the month by its key, with a percentage where one is asked for. @returns its task */
export async function openFirstForm(page: Page): Promise<string> {
  await page.getByText(/^Còn \d+ trên/).waitFor();
  await page.keyboard.press('F8');
  const form = page.getByRole('form').first();
  await form.waitFor();
  const percent = form.getByLabel('Tỷ lệ hoàn thành (%)');
  if ((await percent.count()) > 0) await percent.fill('99');
  const [, task] = /số (\S+)$/.exec((await form.getAttribute('aria-label')) ?? '') ?? [];
  if (task === undefined) throw new Error('the form names no task');
  return task;
}
