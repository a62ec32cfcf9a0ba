/** The roles that acts are recorded under, as a history line names them. */
const ROLE_TEXT: Readonly<Record<string, string>> = {
  'standing-office': 'Cơ quan Thường trực',
  'directing-leader': 'Lãnh đạo chỉ đạo',
  'lead-unit': 'đầu mối đơn vị',
  inspector: 'Ủy ban Kiểm tra',
  administrator: 'quản trị',
  operator: 'người vận hành',
  rule: 'quy tắc tự động',
};

/** The role under which rules act; nobody holds it. */
export const RULE_ROLE = 'rule';

/** Vietnamese name of a recorded role; one that isn't known stands for itself. */
export function roleText(role: string): string {
  return ROLE_TEXT[role] ?? role;
}
