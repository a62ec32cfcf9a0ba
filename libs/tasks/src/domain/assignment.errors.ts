import { dateText, periodText, Refusal } from '#kernel';
import type { AssignmentStatus } from './assignment.events.js';

/** Vietnamese names of the statuses, as people read them. */
export const STATUS_TEXT: Readonly<Record<AssignmentStatus, string>> = {
  assigned: 'đã giao',
  accepted: 'đã tiếp nhận',
  'in-progress': 'đang thực hiện',
  'completion-proposed': 'đề nghị hoàn thành',
  completed: 'hoàn thành',
  suspended: 'tạm dừng',
  'awaiting-condition': 'chờ điều kiện',
  cancelled: 'dừng thực hiện',
  released: 'không thuộc phạm vi của đơn vị',
  transferred: 'đã chuyển đơn vị khác',
};

export const refusals = {
  notAssigned: () => new Refusal('not-found', 'assignment-not-found', 'Không có phần giao nhiệm vụ này.'),
  alreadyAssigned: () =>
    new Refusal('conflict', 'already-assigned', 'Nhiệm vụ đã được giao cho đơn vị này với nội dung khác.'),
  ended: (status: AssignmentStatus) =>
    new Refusal(
      'conflict',
      'assignment-ended',
      `Phần giao nhiệm vụ này đã ở trạng thái “${STATUS_TEXT[status]}”, không thực hiện được thao tác này.`,
    ),
  wrongStatus: (status: AssignmentStatus, wanted: string) =>
    new Refusal(
      'conflict',
      'wrong-status',
      `Trạng thái hiện tại là “${STATUS_TEXT[status]}”; thao tác này cần trạng thái ${wanted}.`,
    ),
  transitionNotAllowed: (from: AssignmentStatus, to: AssignmentStatus) =>
    new Refusal(
      'conflict',
      'transition-not-allowed',
      `Không chuyển được từ “${STATUS_TEXT[from]}” sang “${STATUS_TEXT[to]}”.`,
    ),
  reasonMissing: () => new Refusal('unprocessable', 'reason-missing', 'Phải nêu lý do.'),
  documentMissing: () =>
    new Refusal(
      'unprocessable',
      'authority-document-missing',
      'Mở lại nhiệm vụ đã hoàn thành phải có văn bản của cấp có thẩm quyền.',
    ),
  percentOutOfRange: (percent: number) =>
    new Refusal(
      'unprocessable',
      'percent-out-of-range',
      `Tỷ lệ hoàn thành phải là số nguyên từ 0 đến 100, không phải ${percent}.`,
    ),
  percentWentDown: (from: number, to: number) =>
    new Refusal(
      'unprocessable',
      'percent-went-down',
      `Tỷ lệ hoàn thành giảm từ ${from} % xuống ${to} %: phải nêu lý do giảm.`,
    ),
  periodInFuture: (period: string, today: string) =>
    new Refusal(
      'unprocessable',
      'period-in-future',
      `Chưa đến kỳ ${periodText(period)}; hôm nay là ${dateText(today)}.`,
    ),
  periodBeforeAssignment: (period: string, assignedOn: string) =>
    new Refusal(
      'unprocessable',
      'period-before-assignment',
      `Kỳ ${periodText(period)} đã qua trước khi được giao nhiệm vụ (ngày ${dateText(assignedOn)}).`,
    ),
  periodNotAskedFor: (period: string) =>
    new Refusal(
      'unprocessable',
      'period-not-asked-for',
      `Quy chế của chương trình không có kỳ báo cáo ${periodText(period)}.`,
    ),
  reportNotFound: () =>
    new Refusal('not-found', 'report-not-found', 'Không có báo cáo tiến độ này trong phần giao nhiệm vụ.'),
  noDueDate: () =>
    new Refusal('conflict', 'no-due-date', 'Nhiệm vụ thường xuyên, không có hạn để xin gia hạn.'),
  extensionNotLater: (due: string, to: string) =>
    new Refusal(
      'unprocessable',
      'extension-not-later',
      `Hạn đề nghị (${dateText(to)}) phải sau hạn hiện hành (${dateText(due)}).`,
    ),
  extensionPending: () =>
    new Refusal('conflict', 'extension-pending', 'Đang có một đề nghị gia hạn chờ quyết định.'),
  noExtensionPending: () =>
    new Refusal('conflict', 'no-extension-pending', 'Không có đề nghị gia hạn nào chờ quyết định.'),
  noCompletionPending: () =>
    new Refusal('conflict', 'no-completion-pending', 'Không có đề nghị hoàn thành nào chờ xác nhận.'),
  notViaGroup: () =>
    new Refusal(
      'conflict',
      'not-via-group',
      'Đơn vị được giao đích danh, không phải qua nhóm; không thể miễn theo diện thành viên nhóm.',
    ),
  transferToSelf: () =>
    new Refusal('unprocessable', 'transfer-to-self', 'Đơn vị nhận phải khác đơn vị đang chủ trì.'),
};
