import { dateText, localDateTimeText, periodText } from '#kernel';
import { headText, idText, SIMULATED } from './line-text.js';
import type { Duty, HistoryLine, Trail, TrailActor, TrailSlot } from './trail.js';

const NOTHING = '  (không có)';

const HOW: Readonly<Record<Duty['how'], string>> = {
  assigned: 'được giao',
  transferred: 'nhận chuyển',
  reopened: 'mở lại',
};

const ENDED: Readonly<Record<NonNullable<Duty['ended']>, string>> = {
  completed: 'hoàn thành',
  released: 'thôi thực hiện',
  transferred: 'chuyển đơn vị khác',
  cancelled: 'dừng thực hiện',
};

const dueText = (due: string | null) => (due === null ? 'không ấn định' : dateText(due));

function dutyText(duty: Duty): string[] {
  const { from, until, startEvent, endEvent, ended, originalDue, currentDue } = duty;
  const end =
    until === null || endEvent === null || ended === null
      ? 'đang đảm nhận'
      : `đến ${localDateTimeText(until)} ${idText(endEvent)} ${ENDED[ended]}`;
  return [
    `  - Nhiệm vụ số ${duty.task} (${duty.programme}): ${duty.taskTitle}`,
    `    ${duty.unitName}: từ ${localDateTimeText(from)} ${idText(startEvent)} ${HOW[duty.how]}, ${end}`,
    `    Hạn gốc: ${dueText(originalDue)}; hạn hiện hành: ${dueText(currentDue)}; trạng thái: ${duty.statusText}`,
  ];
}

function actorText(actor: TrailActor): string[] {
  const { account, name, roleText, unitName, from, until, grantEvent, revokeEvent } = actor;
  const { acts, firstActAt, lastActAt } = actor;
  const right =
    from === null || grantEvent === null
      ? 'không có sự kiện cấp quyền tương ứng'
      : `có quyền từ ${localDateTimeText(from)} ${idText(grantEvent)}`;
  const end =
    until === null || revokeEvent === null
      ? ''
      : ` đến ${localDateTimeText(until)} ${idText(revokeEvent)} thu hồi`;
  const done =
    firstActAt === null || lastActAt === null
      ? 'chưa thực hiện việc nào'
      : `${acts} việc, từ ${localDateTimeText(firstActAt)} đến ${localDateTimeText(lastActAt)}`;
  const title = name === null ? account : `${name} (${account})`;
  return [
    `  - ${title}: ${roleText}${unitName === null ? '' : `, ${unitName}`}`,
    `    ${right}${end}; ${done}`,
  ];
}

function slotText({ period, task, programme, unitName, cutOff, report, warnings }: TrailSlot): string {
  const decided = report === null ? 'không có báo cáo' : `báo cáo ${idText(report)}`;
  const warned = warnings.length > 0 ? `; cảnh báo ${warnings.map(idText).join(' ')}` : '';
  return `    - Kỳ ${periodText(period)}, nhiệm vụ số ${task} (${programme}), ${unitName}: hạn nộp ${localDateTimeText(cutOff)}; ${decided}${warned}`;
}

function lineText(line: HistoryLine): string[] {
  const matter = line.task === null ? `chỉ tiêu ${line.indicator}` : `nhiệm vụ số ${line.task}`;
  const holder = line.unitName === null ? '' : `, ${line.unitName}`;
  return [`  ${headText(line)}; ${matter} (${line.programme})${holder}`, `    ${line.sentence}`];
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, ...(lines.length > 0 ? lines : [NOTHING])];
}

function slotLines({ late, insufficient, missing }: Trail['slots']): string[] {
  const groups = [
    ['Muộn', late],
    ['Thiếu', insufficient],
    ['Không có', missing],
  ] as const;
  return groups.flatMap(([title, slots]) =>
    slots.length > 0 ? [`  ${title} (${slots.length}):`, ...slots.map(slotText)] : [],
  );
}

/** A trail as plain text in Vietnamese; every line of fact carries its events' short ids. */
export function trailText(trail: Trail): string {
  const { subject, from, asOf, simulated, duties, actors, slots, lines, totals } = trail;
  const isWarning = ({ type }: HistoryLine) => type === 'WarningRaised' || type === 'WarningCleared';
  const speaking = actors.filter(({ unit }) => unit !== null);
  const others = actors.filter(({ unit }) => unit === null);
  const kind = subject.kind === 'unit' ? 'ĐƠN VỊ' : 'NHIỆM VỤ';
  const start = from === null ? 'Từ đầu' : `Từ ${dateText(from)}`;
  return [
    ...(simulated ? [SIMULATED, ''] : []),
    `HỒ SƠ TRÁCH NHIỆM CỦA ${kind}: ${subject.name} (${subject.id})`,
    `${start} đến ${localDateTimeText(asOf)}`,
    `Báo cáo: ${totals.reports}; kỳ muộn: ${totals.late}; kỳ thiếu: ${totals.insufficient}; kỳ không có: ${totals.missing}`,
    `Cảnh báo phát sinh: ${totals.warningsRaised}; chưa kết thúc: ${totals.warningsOpen}`,
    `Đề nghị gia hạn: ${totals.extensionsRequested}; được gia hạn: ${totals.extensionsGranted}; bị trả lại: ${totals.returned}; mở lại: ${totals.reopened}`,
    ...section('Nhiệm vụ đảm nhận', duties.flatMap(dutyText)),
    ...section('Người có quyền thay mặt', speaking.flatMap(actorText)),
    ...(others.length > 0 ? section('Người xử lý khác', others.flatMap(actorText)) : []),
    ...section('Kỳ báo cáo muộn/thiếu/không có', slotLines(slots)),
    ...section('Cảnh báo', lines.filter(isWarning).flatMap(lineText)),
    ...section('Diễn biến', lines.filter((line) => !isWarning(line)).flatMap(lineText)),
  ].join('\n');
}
