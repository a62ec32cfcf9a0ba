import type { Milestone, Recurrence, Schedule, ScheduleKind } from '#catalogue/schedule';
import type { Target, TargetDirection } from '#catalogue/target';

const KINDS: Readonly<Record<ScheduleKind, string>> = {
  month: 'trong một tháng',
  quarter: 'trong một quý',
  year: 'trong một năm',
  period: 'giai đoạn nhiều năm',
  range: 'theo ngày',
  ongoing: 'thường xuyên, định kỳ',
  annual: 'hằng năm',
  monthly: 'hằng tháng',
  conditional: 'theo điều kiện, không có ngày',
  compound: 'nhiều mốc',
  none: 'không nêu thời gian',
};

const RECURRENCES: Readonly<Record<Recurrence, string>> = {
  ongoing: 'thường xuyên',
  annual: 'hằng năm',
  semiannual: '6 tháng một lần',
  quarterly: 'hằng quý',
  monthly: 'hằng tháng',
  weekly: 'hằng tuần',
  daily: 'hằng ngày',
};

const DIRECTIONS: Readonly<Record<TargetDirection, string>> = {
  at_least: 'từ mức này trở lên',
  at_most: 'không quá mức này',
  exactly: 'đúng mức này',
  range: 'trong khoảng',
  rank_at_most: 'thứ hạng từ mức này trở lên',
  qualitative: 'định tính, không có con số',
};

const STRICT: Partial<Record<TargetDirection, string>> = {
  at_least: 'phải hơn mức này',
  at_most: 'phải dưới mức này',
};

/** A schedule for people, a fact a line; the same key names everywhere. */
export function scheduleText(schedule: Schedule): string {
  const milestones = schedule.kind === 'compound' ? (schedule.milestones ?? []) : [];
  const [only] = schedule.milestones ?? [];
  return [
    `Loại: ${KINDS[schedule.kind]}`,
    ...(milestones.length === 0 && only?.what ? [`Việc: ${only.what}`] : []),
    ...factsOf(schedule),
    ...milestones.flatMap((milestone, place) => [
      `Mốc ${place + 1}: ${milestone.what ?? '(không nêu việc)'}`,
      ...factsOf(milestone).map((fact) => `  ${fact}`),
    ]),
  ].join('\n');
}

function factsOf({ start, due, condition, recurrence }: Schedule | Milestone): string[] {
  return [
    ...(start === undefined ? [] : [`Từ ngày: ${dayText(start)}`]),
    ...(due === undefined ? [] : [`Hạn: ${dayText(due)}`]),
    ...(recurrence === undefined ? [] : [`Lặp lại: ${RECURRENCES[recurrence]}`]),
    ...(condition === undefined ? [] : [`Điều kiện: ${condition}`]),
  ];
}

/** A target for people, or several with a line between. */
export function targetText(targets: Target | readonly Target[]): string {
  return [targets].flat().map(oneTargetText).join('\n\n');
}

function oneTargetText({ direction, target, targetMax, stretchTarget, unit, ...more }: Target): string {
  const amount = (value: number) =>
    [value.toLocaleString('vi-VN', { maximumFractionDigits: 15 }), unit ?? ''].join(' ');
  const level =
    targetMax === undefined ? amount(target ?? 0) : `${amount(target ?? 0)} – ${amount(targetMax)}`;
  return [
    `Yêu cầu: ${(more.strict && STRICT[direction]) || DIRECTIONS[direction]}`,
    ...(target === undefined ? [] : [`Mức: ${more.approximate ? 'khoảng ' : ''}${level.trim()}`]),
    ...(stretchTarget === undefined ? [] : [`Phấn đấu: ${amount(stretchTarget).trim()}`]),
    ...(more.targetYear === undefined ? [] : [`Năm: ${more.targetYear}`]),
    ...(more.recurrence === undefined ? [] : [`Lặp lại: ${RECURRENCES[more.recurrence]}`]),
  ].join('\n');
}

/** `2026-06-30` as 30/6/2026. */
function dayText(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day}/${month}/${year}`;
}
