import { dateText } from '#kernel';
import { BUCKET_TEXT, BUCKETS } from '#tasks';
import { RULE_TEXT, type WarningRule } from '#warnings';
import type { Overview } from '../../api/src/index.js';
import { percentText, SIMULATED_BANNER, table } from './output.js';

/** The overview as a page of text. */
export function overviewText({
  asOf,
  programme,
  simulated,
  tasks,
  assignments,
  buckets,
  compliance,
  warnings,
}: Overview): string {
  const months = compliance.map(({ period, byAssignment, byTask, meetsGoal }) => [
    period,
    byAssignment.expected,
    byAssignment.onTime,
    byAssignment.nothingToReport,
    byAssignment.late,
    byAssignment.insufficient,
    byAssignment.missing,
    byAssignment.notYetDue,
    percentText(byAssignment.rate),
    percentText(byTask.rate),
    byTask.rate === null ? '–' : `${byTask.complete}/${byTask.expected}`,
    meetsGoal === null ? '–' : meetsGoal ? 'đạt' : 'chưa',
  ]);
  const rules = Object.entries(warnings.byRule).map(
    ([rule, count]) => `  ${RULE_TEXT[rule as WarningRule]}: ${count}`,
  );
  return [
    `${programme} — tính đến hết ngày ${dateText(asOf)}${simulated ? ` — ${SIMULATED_BANNER}` : ''}`,
    `${tasks} nhiệm vụ, ${assignments} phần giao nhiệm vụ`,
    '',
    ...BUCKETS.filter((bucket) => buckets[bucket] > 0).map(
      (bucket) => `  ${BUCKET_TEXT[bucket]}: ${buckets[bucket]}`,
    ),
    '',
    'Cập nhật hằng tháng (mục tiêu tính theo nhiệm vụ):',
    table(
      [
        'Tháng',
        'Phải có',
        'Đúng hạn',
        'K.p.sinh',
        'Muộn',
        'Thiếu',
        'Không',
        'Chưa đến',
        'Phần giao',
        'Nhiệm vụ',
        'Đủ',
        'Mục tiêu',
      ],
      months,
    ),
    '',
    `Cảnh báo còn hiệu lực: ${warnings.open}; đã hết: ${warnings.cleared}`,
    ...rules,
  ].join('\n');
}
