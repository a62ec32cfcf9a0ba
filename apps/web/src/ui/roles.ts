/** The roles that an account can hold, as people read them. */
export const ROLE_WORDS = {
  'standing-office': 'Cơ quan Thường trực',
  'directing-leader': 'Lãnh đạo chỉ đạo',
  'lead-unit': 'Đơn vị chủ trì',
  inspector: 'Kiểm tra, giám sát',
  administrator: 'Quản trị tài khoản',
} as const;

export type GrantableRole = keyof typeof ROLE_WORDS;

export const ROLES = Object.keys(ROLE_WORDS) as GrantableRole[];

/** The one role that speaks for a unit, which its grant names. */
export const isOfUnit = (role: string): boolean => role === 'lead-unit';
