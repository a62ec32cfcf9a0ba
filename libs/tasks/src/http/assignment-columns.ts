import type { TableColumn } from '#access';
import { localDate, periodText } from '#kernel';
import { STATUS_TEXT } from '../domain/assignment.errors.js';
import { BUCKET_TEXT } from '../domain/bucket.js';
import type { AssignmentRow } from '../queries/list-assignments/list-assignments.query.js';

/** The list of assignments as a table for offices. */
export const ASSIGNMENT_COLUMNS: readonly TableColumn<AssignmentRow>[] = [
  { header: 'Mã nhiệm vụ', width: 12, kind: 'text', value: ({ task }) => task },
  { header: 'Nhiệm vụ', width: 60, kind: 'text', value: ({ title }) => title },
  { header: 'Mục', width: 8, kind: 'text', value: ({ section }) => section },
  {
    header: 'Chủ trì chỉ đạo',
    width: 32,
    kind: 'text',
    value: ({ directingLeaders }) => directingLeaders.join('; '),
  },
  { header: 'Đơn vị chủ trì', width: 32, kind: 'text', value: ({ unitName }) => unitName },
  { header: 'Trạng thái', width: 20, kind: 'text', value: ({ status }) => STATUS_TEXT[status] },
  { header: 'Nhóm', width: 26, kind: 'text', value: ({ bucket }) => BUCKET_TEXT[bucket] },
  { header: 'Tiến độ (%)', width: 10, kind: 'number', value: ({ percent }) => percent },
  { header: 'Hạn ban đầu', width: 12, kind: 'day', value: ({ originalDue }) => originalDue },
  { header: 'Hạn hiện nay', width: 12, kind: 'day', value: ({ currentDue }) => currentDue },
  { header: 'Ngày hoàn thành', width: 12, kind: 'day', value: ({ completedOn }) => completedOn },
  {
    header: 'Kỳ cập nhật gần nhất',
    width: 20,
    kind: 'text',
    value: ({ lastReportPeriod }) => lastReportPeriod && periodText(lastReportPeriod),
  },
  {
    header: 'Ngày cập nhật gần nhất',
    width: 12,
    kind: 'day',
    value: ({ lastReportAt }) => lastReportAt && localDate(lastReportAt),
  },
  { header: 'Mức cảnh báo', width: 10, kind: 'number', value: ({ warningLevel }) => warningLevel },
  { header: 'Số cảnh báo đang mở', width: 10, kind: 'number', value: ({ openWarnings }) => openWarnings },
  {
    header: 'Dữ liệu mô phỏng',
    width: 12,
    kind: 'text',
    value: ({ simulated }) => (simulated ? 'có' : null),
  },
];
