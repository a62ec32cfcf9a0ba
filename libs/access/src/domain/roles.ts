/** What may be asked of the system, each with the words that a refusal uses after "không có quyền". */
export const PERMISSIONS = {
  'unit.read': 'xem danh mục đơn vị',
  'programme.read': 'xem chương trình và nhiệm vụ',
  'assignment.read': 'xem việc đã giao',
  'history.read': 'xem lịch sử',
  'trail.read': 'xem hồ sơ trách nhiệm',
  'trail.read-account': 'xem hồ sơ trách nhiệm của một chức danh',
  'warning.read': 'xem cảnh báo',
  'compliance.read': 'xem tình hình chấp hành báo cáo',
  'changes.read': 'theo dõi thay đổi trực tiếp',
  'account.read': 'xem danh sách tài khoản',
  'catalogue.load': 'nạp danh mục',
  'policy.adopt': 'áp dụng quy định báo cáo',
  'account.manage': 'quản lý tài khoản',
  'assignment.assign': 'giao nhiệm vụ',
  'assignment.release': 'cho đơn vị thôi thực hiện nhiệm vụ',
  'assignment.transfer': 'chuyển nhiệm vụ sang đơn vị khác',
  'assignment.change-status': 'thay đổi trạng thái nhiệm vụ',
  'assignment.accept': 'tiếp nhận nhiệm vụ',
  'report.submit': 'nộp cập nhật tiến độ',
  'report.return': 'trả lại cập nhật tiến độ',
  'extension.request': 'đề nghị gia hạn',
  'extension.decide': 'quyết định gia hạn',
  'completion.propose': 'đề nghị công nhận hoàn thành',
  'completion.decide': 'quyết định công nhận hoàn thành',
  'explanation.request': 'yêu cầu giải trình',
  'explanation.submit': 'nộp giải trình',
  'explanation.judge': 'xem xét giải trình',
  'period.remind': 'đôn đốc báo cáo',
  'period.close': 'chốt kỳ báo cáo',
  'indicator.measure': 'ghi và đính chính số liệu chỉ tiêu',
  'indicator.report-own': 'ghi và đính chính số liệu chỉ tiêu của đơn vị',
  'indicator.target': 'đặt mục tiêu của chỉ tiêu',
  'scorecard.read': 'xem xếp hạng đơn vị',
  'notification.own': 'nhận thông báo của mình',
  'notification.operate': 'xem và gửi lại thông báo',
  'session.own': 'dùng phiên đăng nhập của mình',
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** Each role with the name that people read. */
export const ROLES = {
  'standing-office': 'Cơ quan Thường trực',
  'directing-leader': 'Lãnh đạo chỉ đạo',
  'lead-unit': 'Đơn vị chủ trì',
  inspector: 'Kiểm tra, giám sát',
  administrator: 'Quản trị tài khoản',
  operator: 'Vận hành máy chủ',
} as const;

export type Role = keyof typeof ROLES;

/** The roles that an account can hold. `operator` is the person at the server's command line, never an account. */
export const GRANTABLE_ROLES = [
  'standing-office',
  'directing-leader',
  'lead-unit',
  'inspector',
  'administrator',
] as const;

/** How far a permission reaches: everything, or the matters of the grant's own unit. */
export type Reach = 'all' | 'own-unit';

const READ_ALL = {
  'unit.read': 'all',
  'programme.read': 'all',
  'assignment.read': 'all',
  'history.read': 'all',
  'trail.read': 'all',
  'warning.read': 'all',
  'compliance.read': 'all',
  'changes.read': 'all',
  'scorecard.read': 'all',
} as const satisfies Partial<Record<Permission, Reach>>;

const ALLOWED: Readonly<Record<Role, Readonly<Partial<Record<Permission, Reach>>>>> = {
  'standing-office': {
    ...READ_ALL,
    'catalogue.load': 'all',
    'policy.adopt': 'all',
    'assignment.assign': 'all',
    'assignment.release': 'all',
    'assignment.transfer': 'all',
    'assignment.change-status': 'all',
    'report.return': 'all',
    'extension.decide': 'all',
    'completion.decide': 'all',
    'explanation.request': 'all',
    'explanation.judge': 'all',
    'period.remind': 'all',
    'period.close': 'all',
    'indicator.measure': 'all',
    'indicator.report-own': 'all',
    'indicator.target': 'all',
    'trail.read-account': 'all',
    'notification.own': 'all',
    'notification.operate': 'all',
    'session.own': 'all',
  },
  'directing-leader': {
    ...READ_ALL,
    'explanation.request': 'all',
    'explanation.judge': 'all',
    'notification.own': 'all',
    'session.own': 'all',
  },
  'lead-unit': {
    'unit.read': 'all',
    'programme.read': 'all',
    'assignment.read': 'own-unit',
    'history.read': 'own-unit',
    'trail.read': 'own-unit',
    'warning.read': 'own-unit',
    'compliance.read': 'own-unit',
    'changes.read': 'own-unit',
    'assignment.accept': 'own-unit',
    'report.submit': 'own-unit',
    'indicator.report-own': 'own-unit',
    'extension.request': 'own-unit',
    'completion.propose': 'own-unit',
    'explanation.submit': 'own-unit',
    'scorecard.read': 'own-unit',
    'notification.own': 'all',
    'session.own': 'all',
  },
  inspector: {
    ...READ_ALL,
    'trail.read-account': 'all',
    'account.read': 'all',
    'notification.own': 'all',
    'session.own': 'all',
  },
  administrator: {
    'unit.read': 'all',
    'account.manage': 'all',
    'account.read': 'all',
    'notification.own': 'all',
    'notification.operate': 'all',
    'session.own': 'all',
  },
  operator: {
    ...READ_ALL,
    'trail.read-account': 'all',
    'account.read': 'all',
    'catalogue.load': 'all',
    'policy.adopt': 'all',
    'account.manage': 'all',
    'period.remind': 'all',
    'period.close': 'all',
    'indicator.measure': 'all',
    'indicator.report-own': 'all',
    'notification.operate': 'all',
  },
};

/** How far a role's permission reaches; null when the role doesn't have it. */
export function reachOf(role: Role, permission: Permission): Reach | null {
  return ALLOWED[role]?.[permission] ?? null;
}

/** True for a role that speaks for one unit, which its grant must name. */
export function needsUnit(role: Role): boolean {
  return Object.values(ALLOWED[role]).includes('own-unit');
}
