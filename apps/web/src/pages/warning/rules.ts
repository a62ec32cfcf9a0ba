import type { WarningRule } from '../../ui/words.js';

/** What each rule looks at. */
export const RULE_SAYS: Readonly<Record<WarningRule, string>> = {
  'update-missing':
    'Đã qua hạn chốt của kỳ mà đơn vị chưa gửi cập nhật của nhiệm vụ, kể cả “không phát sinh”.',
  'update-insufficient': 'Cập nhật của kỳ thiếu nội dung mà quy chế yêu cầu, hoặc đã bị trả lại.',
  'task-overdue': 'Đã qua hạn hiện hành mà nhiệm vụ chưa hoàn thành, không tạm dừng, không chờ điều kiện.',
  'task-due-soon': 'Còn không quá số ngày làm việc theo quy chế là đến hạn mà nhiệm vụ chưa xong.',
  'not-accepted': 'Quá số ngày làm việc theo quy chế kể từ ngày giao mà đơn vị chưa tiếp nhận.',
  contradiction: 'Các số liệu, nội dung trong báo cáo không khớp nhau.',
  'indicator-off-track': 'Số liệu mới nhất kém mức của lộ trình đến mục tiêu quá biên cho phép.',
};

/** What makes each kind of warning end. */
export const ENDS_WHEN: Readonly<Record<WarningRule, string>> = {
  'update-missing': 'đơn vị gửi cập nhật của kỳ; gửi sau hạn vẫn được ghi là muộn',
  'update-insufficient': 'đơn vị gửi lại cập nhật của kỳ, đủ nội dung theo quy chế',
  'task-overdue': 'nhiệm vụ được công nhận hoàn thành, được gia hạn, hoặc tạm dừng, chờ điều kiện',
  'task-due-soon':
    'đơn vị đề nghị công nhận hoàn thành, hoặc được gia hạn; qua hạn thì thành cảnh báo quá hạn',
  'not-accepted': 'đơn vị tiếp nhận nhiệm vụ',
  contradiction: 'đơn vị gửi lại báo cáo của kỳ đã sửa, hoặc báo cáo bị trả lại',
  'indicator-off-track': 'có số liệu mới đạt lộ trình, hoặc mục tiêu được điều chỉnh',
};

/** Why a warning has ended, by its cause. */
export const CLEARED_BECAUSE: Readonly<Record<string, string>> = {
  report: 'đơn vị đã gửi cập nhật',
  return: 'cập nhật đã bị trả lại',
  status: 'trạng thái nhiệm vụ đã thay đổi',
  extension: 'hạn đã được gia hạn',
  'due-passed': 'đã qua hạn',
  acceptance: 'đơn vị đã tiếp nhận nhiệm vụ',
  measurement: 'số liệu của chỉ tiêu đã thay đổi',
  target: 'mục tiêu của chỉ tiêu đã thay đổi',
  definition: 'định nghĩa của chỉ tiêu đã thay đổi',
  'period-passed': 'đã sang kỳ khác',
};
