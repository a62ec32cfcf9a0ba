import { hasRole, type Principal, type Role } from '../api/session.js';

/** A page that the navigation leads to. */
export interface NavigationPage {
  readonly to:
    | '/tong-quan'
    | '/nhiem-vu'
    | '/chot-thang'
    | '/canh-bao'
    | '/xep-hang'
    | '/chi-tieu'
    | '/nhap-van-ban'
    | '/viec-thang-nay'
    | '/cua-toi'
    | '/tra-cuu'
    | '/tai-khoan';
  readonly label: string;
  /** Another name of it for those roles. */
  readonly labelFor?: Readonly<Partial<Record<Role, string>>>;
  readonly roles: readonly Role[];
}

const OFFICE = ['standing-office', 'directing-leader', 'inspector'] as const;

/** All pages of the navigation, in its order, each with who finds it there. The server decides what may be read. */
export const PAGES: readonly NavigationPage[] = [
  { to: '/viec-thang-nay', label: 'Việc tháng này', roles: ['lead-unit'] },
  { to: '/tong-quan', label: 'Tổng quan', roles: OFFICE },
  {
    to: '/nhiem-vu',
    label: 'Nhiệm vụ',
    labelFor: { 'lead-unit': 'Nhiệm vụ của đơn vị' },
    roles: [...OFFICE, 'lead-unit'],
  },
  { to: '/chot-thang', label: 'Chốt tháng', roles: ['standing-office'] },
  { to: '/canh-bao', label: 'Cảnh báo', roles: OFFICE },
  { to: '/cua-toi', label: 'Cảnh báo, lịch sử, thứ hạng', roles: ['lead-unit'] },
  { to: '/xep-hang', label: 'Xếp hạng đơn vị', roles: OFFICE },
  { to: '/chi-tieu', label: 'Chỉ tiêu', roles: [...OFFICE, 'lead-unit'] },
  { to: '/nhap-van-ban', label: 'Nhập văn bản', roles: ['standing-office'] },
  { to: '/tra-cuu', label: 'Tra cứu', roles: OFFICE },
  { to: '/tai-khoan', label: 'Tài khoản', roles: ['administrator'] },
];

/** The pages that an account finds in its navigation. */
export function pagesOf(principal: Principal): readonly NavigationPage[] {
  return PAGES.filter(({ roles }) => hasRole(principal, ...roles));
}

/** The page on which an account begins. */
export function firstPageOf(principal: Principal): NavigationPage['to'] {
  if (hasRole(principal, 'inspector') && !hasRole(principal, 'standing-office')) return '/tra-cuu';
  return pagesOf(principal)[0]?.to ?? '/tai-khoan';
}

/** Whether the account can read but not write: the inspection commission, which the page says. */
export function isReadOnly(principal: Principal): boolean {
  return principal.grants.length > 0 && principal.grants.every(({ role }) => role === 'inspector');
}
