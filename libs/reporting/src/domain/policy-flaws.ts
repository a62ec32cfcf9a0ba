import { REPORTING_PERIOD_KINDS } from '#kernel';
import { FOUR_EYES_DECISIONS, type ReportingPolicy } from './policy.js';

const LAST_SAFE_DAY = 28;
const DAYS_OF_A_WEEK = 7;
const MONTHS = 12;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** More working days than a month has. */
const MOST_REMINDER_DAYS = 20;
const FEWEST_IN_A_ROW = 2;
const WHOLE_SHARE = 100;

const within = (value: unknown, from: number, until: number) =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= until;

function* cutOffFlaws({ period, cutOff }: ReportingPolicy): Generator<string> {
  const { day, weekday, month, time } = cutOff;
  if (!TIME.test(time)) yield `Giờ chốt “${time}” phải có dạng HH:mm.`;
  if (period === 'week') {
    if (!within(weekday, 1, DAYS_OF_A_WEEK))
      yield 'Quy chế tuần phải nêu thứ chốt (cutOff.weekday) từ 1 đến 7.';
    if (day !== undefined || month !== undefined)
      yield 'Quy chế tuần chốt theo thứ, không theo ngày hoặc tháng.';
    return;
  }
  if (!within(day, 1, LAST_SAFE_DAY)) yield 'Ngày chốt phải từ 1 đến 28.';
  if (weekday !== undefined) yield 'Chỉ quy chế tuần mới chốt theo thứ (cutOff.weekday).';
  if (month === undefined) return;
  if (period !== 'year') yield 'Chỉ quy chế năm mới nêu tháng chốt (cutOff.month).';
  else if (!within(month, 1, MONTHS)) yield 'Tháng chốt phải từ 1 đến 12.';
}

function* reminderFlaws({ reminders = [] }: ReportingPolicy): Generator<string> {
  if (!reminders.every((days) => within(days, 1, MOST_REMINDER_DAYS))) {
    yield `Số ngày làm việc nhắc trước hạn phải từ 1 đến ${MOST_REMINDER_DAYS}.`;
  }
  if (new Set(reminders).size < reminders.length) yield 'Có ngày nhắc trước hạn ghi hai lần.';
}

function* escalationFlaws({ escalation = {} }: ReportingPolicy): Generator<string> {
  const { unitHeadAfter, leaderAfter, inspectionAfterPeriods } = escalation;
  for (const days of [unitHeadAfter, leaderAfter]) {
    if (days !== undefined && !within(days, 1, Number.MAX_SAFE_INTEGER)) {
      yield 'Số ngày làm việc để nâng mức cảnh báo phải là số nguyên từ 1.';
    }
  }
  if (leaderAfter !== undefined && (unitHeadAfter === undefined || leaderAfter <= unitHeadAfter)) {
    yield 'Cảnh báo phải lên mức 2 (unitHeadAfter) trước khi lên mức 3 (leaderAfter).';
  }
  if (inspectionAfterPeriods === undefined) return;
  if (!within(inspectionAfterPeriods, FEWEST_IN_A_ROW, Number.MAX_SAFE_INTEGER)) {
    yield 'Số kỳ liên tiếp để chuyển Ủy ban Kiểm tra phải từ 2.';
  }
  if (leaderAfter === undefined) yield 'Cảnh báo phải qua mức 3 (leaderAfter) trước khi lên mức 4.';
}

function* ruleFlaws({ warnings = {}, explanationWorkingDays }: ReportingPolicy): Generator<string> {
  const { dueSoonWorkingDays, acceptanceWorkingDays, contradiction = {} } = warnings;
  for (const [name, days] of Object.entries({
    dueSoonWorkingDays,
    acceptanceWorkingDays,
    explanationWorkingDays,
  })) {
    if (days !== undefined && !within(days, 1, Number.MAX_SAFE_INTEGER)) {
      yield `${name}: phải là số nguyên từ 1.`;
    }
  }
  const { disbursementGap, sameTextPeriods } = contradiction;
  if (disbursementGap !== undefined && !within(disbursementGap, 1, WHOLE_SHARE)) {
    yield 'Khoảng cách giữa giải ngân và tiến độ (disbursementGap) phải từ 1 đến 100 điểm phần trăm.';
  }
  if (sameTextPeriods !== undefined && !within(sameTextPeriods, FEWEST_IN_A_ROW, Number.MAX_SAFE_INTEGER)) {
    yield 'Số kỳ lặp lại cùng một nội dung (sameTextPeriods) phải từ 2.';
  }
}

/** What a policy contradicts itself in, or asks for that can't be, in words for people; empty where it is sound. */
export function policyFlaws(policy: ReportingPolicy): string[] {
  const { period, goal, taskCountsWhen, sufficiency, fourEyes = [] } = policy;
  const flaws: string[] = [];
  if (!REPORTING_PERIOD_KINDS.includes(period))
    flaws.push(`Kỳ báo cáo (period) phải là một trong: ${REPORTING_PERIOD_KINDS.join(', ')}.`);
  if (!(goal >= 0 && goal <= 1)) flaws.push('Mục tiêu phải từ 0 đến 1.');
  if (!['share', 'complete'].includes(taskCountsWhen))
    flaws.push('taskCountsWhen phải là share hoặc complete.');
  for (const length of [sufficiency.summaryMinLength, sufficiency.ongoingSummaryMinLength ?? 0]) {
    if (!within(length, 0, Number.MAX_SAFE_INTEGER))
      flaws.push('Độ dài tối thiểu của kết quả phải là số nguyên từ 0.');
  }
  const unknown = fourEyes.filter((decision) => !FOUR_EYES_DECISIONS.includes(decision));
  if (unknown.length > 0) flaws.push(`fourEyes: chỉ có ${FOUR_EYES_DECISIONS.join(', ')}.`);
  return [
    ...flaws,
    ...cutOffFlaws(policy),
    ...reminderFlaws(policy),
    ...escalationFlaws(policy),
    ...ruleFlaws(policy),
  ];
}
