/** Of an answer: the position that an account stands for, as the API pages describe it. */
export const ACCOUNT_POSITION = {
  type: String,
  nullable: true,
  description: 'Chức danh của tài khoản',
} as const;
