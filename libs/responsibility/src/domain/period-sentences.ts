import { dateText, localDateTimeText, periodText, rateText } from '#kernel';
import type { AdoptedPolicy, PeriodEvents } from '#reporting';
import { type DescribeAll, quoted, reasonText, sentences } from './sentence-parts.js';

/** The events of periods but for the parts of a closed list, and the policy that periods follow. */
export type PeriodHistoryEvents = Omit<PeriodEvents, 'PeriodSlotsListed'> & {
  readonly ReportingPolicyAdopted: AdoptedPolicy;
};

const MOST_UNITS_NAMED = 5;

const shareText = (rate: number | null) => (rate === null ? 'không có' : rateText(rate));

const stateChange = (from: string, to: string) => ({ field: 'period', label: 'Kỳ báo cáo', from, to });

export const describePeriods: DescribeAll<PeriodHistoryEvents> = {
  PeriodReminded: ({ period, by, cutOff, units }, { name }) => {
    const assignments = units.reduce((sum, unit) => sum + unit.assignments, 0);
    const named = units.slice(0, MOST_UNITS_NAMED).map(({ unit }) => name(unit));
    const rest = units.length > named.length ? '; …' : '';
    return {
      sentence: `Đôn đốc báo cáo kỳ ${periodText(period)}${by === 'rule' ? ' theo quy định' : ''}: ${units.length} đơn vị còn ${assignments} phần giao chưa có báo cáo (${named.join('; ')}${rest}); hạn nộp ${localDateTimeText(cutOff)}.`,
      changes: [],
    };
  },
  PeriodCloseProposed: ({ period }) => ({
    sentence: `Đề nghị chốt kỳ ${periodText(period)}, chờ người khác xác nhận.`,
    changes: [],
  }),
  PeriodClosed: ({ period, at, expected, counts, exempt, goal, meetsGoal, sha256, ...rates }) => {
    const verdict = meetsGoal === null ? '' : meetsGoal ? ', đạt' : ', chưa đạt';
    return {
      sentence: sentences(
        `Chốt kỳ ${periodText(period)}, tính đến ${localDateTimeText(at)}: phải có ${expected} cập nhật, đúng hạn ${counts.onTime}, không phát sinh ${counts.nothingToReport}, muộn ${counts.late}, thiếu ${counts.insufficient}, không báo cáo ${counts.missing}, chưa đến hạn ${counts.notYetDue}; không phải báo cáo ${exempt}.`,
        `Tỷ lệ theo phần giao ${shareText(rates.rateByAssignment)}, theo nhiệm vụ ${shareText(rates.rateByTask)} (mục tiêu ${rateText(goal)}${verdict}).`,
        `SHA-256 của danh sách: ${sha256}.`,
      ),
      changes: [stateChange('đang mở', 'đã chốt')],
    };
  },
  PeriodReopenRequested: ({ period, reason }) => ({
    sentence: sentences(
      `Đề nghị mở lại kỳ ${periodText(period)} đã chốt, chờ người khác xác nhận.`,
      ...reasonText(reason),
    ),
    changes: [],
  }),
  PeriodReopened: ({ period, request, reason }) => ({
    sentence: sentences(
      `${request === null ? 'Mở lại' : 'Xác nhận mở lại'} kỳ ${periodText(period)}; danh sách đã chốt không còn hiệu lực.`,
      ...reasonText(reason),
    ),
    changes: [stateChange('đã chốt', 'mở lại')],
  }),
  ReportingPolicyAdopted: ({ policy, from }) => ({
    sentence: `Áp dụng quy định báo cáo ${quoted(policy.title)} (${policy.id}) từ ngày ${dateText(from)}, mục tiêu ${rateText(policy.goal)} nhiệm vụ được cập nhật.`,
    changes: [],
  }),
};
