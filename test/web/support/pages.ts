import type { Page } from 'playwright-core';
import { type Account, PROGRAMME, type Site, TASK, UNIT } from './browser.js';

/** One page as somebody sees it. */
export interface Shown {
  /** Of the picture. */
  readonly name: string;
  /** Null: nobody is logged in. */
  readonly account: Account | null;
  readonly path: string;
}

/** Whose pages `everyPage` shows. */
export const READERS: readonly Account[] = ['office', 'science', 'inspector', 'administrator'];

/** Every page, each at least once, and the states that each page has. */
export async function everyPage(site: Site): Promise<readonly Shown[]> {
  const [indicator] = await site.read<readonly { readonly code: string }[]>(
    'office',
    `/programmes/${PROGRAMME}/indicators`,
  );
  const { items } = await site.read<{ readonly items: readonly { readonly id: string }[] }>(
    'office',
    `/warnings?programme=${PROGRAMME}&unit=${UNIT}&state=open&limit=1`,
  );
  const [first] = items;
  if (indicator === undefined || first === undefined) throw new Error('no indicator or no warning to show');
  const code = encodeURIComponent(indicator.code);
  const warning = encodeURIComponent(first.id);
  const of = (account: Account | null, pages: Readonly<Record<string, string>>): Shown[] =>
    Object.entries(pages).map(([name, path]) => ({ name, account, path }));
  return [
    ...of(null, { 'dang-nhap': '/dang-nhap' }),
    ...of('office', {
      'tong-quan': '/tong-quan',
      'nhiem-vu': '/nhiem-vu',
      'mot-nhiem-vu': `/nhiem-vu/${TASK}`,
      'cap-nhat': '/cap-nhat?thang=2026-03',
      'cap-nhat-theo-nhiem-vu': '/cap-nhat?thang=2026-03&theo=nhiem-vu',
      'chot-thang': '/chot-thang',
      'chot-thang-troi': '/chot-thang?thang=2026-03&buoc=troi',
      'canh-bao': '/canh-bao',
      'mot-canh-bao': `/canh-bao/${warning}`,
      'xep-hang': '/xep-hang?ky=2026-Q1',
      'xep-hang-mot-don-vi': `/xep-hang?ky=2026-Q1&donVi=${UNIT}`,
      'chi-tieu': '/chi-tieu',
      'mot-chi-tieu': `/chi-tieu/${code}`,
      'nhap-van-ban': '/nhap-van-ban',
      'so-sanh': '/so-sanh?trang=/tong-quan&biet=2026-03-31',
      'khong-tim-thay': '/canh-bao/khong-co-canh-bao-nay',
      'bo-loc-hong': '/nhiem-vu?nhom=khong-co-nhom-nay',
    }),
    ...of('science', {
      'viec-thang-nay': '/viec-thang-nay',
      'viec-thang-nay-mot-nhiem-vu': '/viec-thang-nay?nhiemVu=32',
      'cua-toi': '/cua-toi',
      'cua-toi-lich-su': '/cua-toi?xem=lich-su',
      'cua-toi-thu-hang': '/cua-toi?xem=xep-hang',
    }),
    ...of('inspector', {
      'tra-cuu': '/tra-cuu',
      'tra-cuu-don-vi': `/tra-cuu?donVi=${UNIT}`,
      'tong-quan-luc-truoc': '/tong-quan?ngay=2026-03-31&biet=2026-03-31',
    }),
    ...of('administrator', {
      'tai-khoan': '/tai-khoan',
      'khong-co-quyen': '/tong-quan',
    }),
  ];
}

/** Resolves once the page has its heading and for a while nothing on it was being read; one read may follow another. */
const SETTLED = `new Promise((resolve, reject) => {
  const began = Date.now();
  let quietSince = null;
  const timer = setInterval(() => {
    const busy = document.querySelector('h1') === null || document.body.textContent.includes('Đang tải');
    quietSince = busy ? null : (quietSince ?? Date.now());
    const isQuiet = quietSince !== null && Date.now() - quietSince >= 300;
    if (!isQuiet && Date.now() - began < 15000) return;
    clearInterval(timer);
    if (isQuiet) resolve();
    else reject(new Error('still reading: ' + location.href));
  }, 50);
})`;

/** Opens a page and waits until all of it is there. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.evaluate(SETTLED);
}
