import type { AccountEvent, RecordsViewed } from '#access';
import { dateText, isIsoDate } from '#kernel';
import { roleText } from './role-text.js';
import { type DescribeAll, type Description, quoted, reasonText, sentences } from './sentence-parts.js';

/** What happens to accounts, and what they look at. */
export type AccountHistoryEvents = {
  readonly [Event in AccountEvent | RecordsViewed as Event['type']]: Event['data'];
};

const rightText = (role: string, unit: string | null, name: (id: string) => string) =>
  `${quoted(roleText(role))}${unit === null ? '' : ` của ${name(unit)}`}`;

const accountChange = (from: string | null, to: string | null): Description['changes'] => [
  { field: 'account', label: 'Tài khoản', from, to },
];

const dayText = (day: string) => (isIsoDate(day) ? dateText(day) : day);

const clocksText = (asOf: string | null, asKnownAt: string | null) =>
  [
    asOf === null ? '' : `, nói về ngày ${dayText(asOf)}`,
    asKnownAt === null ? '' : `, theo những gì đã biết đến ${dayText(asKnownAt)}`,
  ].join('');

export const describeAccounts: DescribeAll<AccountHistoryEvents> = {
  AccountRegistered: ({ displayName }) => ({
    sentence: `Đăng ký tài khoản cho chức danh ${quoted(displayName)}.`,
    changes: accountChange(null, displayName),
  }),
  RoleGranted: ({ role, unit }, { name }) => ({
    sentence: `Cấp vai trò ${rightText(role, unit, name)}.`,
    changes: [{ field: 'role', label: 'Vai trò', from: null, to: rightText(role, unit, name) }],
  }),
  RoleRevoked: ({ role, unit, reason }, { name }) => ({
    sentence: sentences(`Thu hồi vai trò ${rightText(role, unit, name)}.`, ...reasonText(reason)),
    changes: [{ field: 'role', label: 'Vai trò', from: rightText(role, unit, name), to: null }],
  }),
  AccountDisabled: ({ reason }) => ({
    sentence: sentences('Khóa tài khoản.', ...reasonText(reason)),
    changes: accountChange('đang dùng', 'bị khóa'),
  }),
  AccountEnabled: ({ reason }) => ({
    sentence: sentences('Mở lại tài khoản.', ...reasonText(reason)),
    changes: accountChange('bị khóa', 'đang dùng'),
  }),
  PasswordChanged: () => ({ sentence: 'Đổi mật khẩu của tài khoản.', changes: [] }),
  RecordsViewed: ({ route, parameters, asOf, asKnownAt }) => {
    const asked = Object.entries(parameters).map(([parameter, value]) => `${parameter} = ${value}`);
    const what = asked.length === 0 ? '' : ` (${asked.join('; ')})`;
    return { sentence: `Xem ${route}${what}${clocksText(asOf, asKnownAt)}.`, changes: [] };
  },
};
