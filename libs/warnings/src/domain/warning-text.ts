import type { JsonObject } from '#event-log';
import { dateText, localDateTimeText, periodText } from '#kernel';
import { LACK_TEXT } from '#reporting';
import { type AssignmentStatus, STATUS_TEXT } from '#tasks';
import type { Contradiction } from './rules/contradiction.js';
import type { WarningRule, WarningSubject } from './warning.events.js';

/** Vietnamese names of the rules, as people read them. */
export const RULE_TEXT: Readonly<Record<WarningRule, string>> = {
  'update-missing': 'Không cập nhật tiến độ',
  'update-insufficient': 'Cập nhật không đủ dữ liệu',
  'task-overdue': 'Quá hạn chưa hoàn thành',
  'task-due-soon': 'Sắp đến hạn',
  'not-accepted': 'Chưa tiếp nhận nhiệm vụ',
  contradiction: 'Số liệu mâu thuẫn',
  'indicator-off-track': 'Chỉ tiêu chậm so với lộ trình',
};

type Levels = Readonly<Record<number, string>>;

const ABOVE_THE_UNIT: Levels = { 3: 'lãnh đạo chỉ đạo và Cơ quan Thường trực', 4: 'Ủy ban Kiểm tra' };

/** Who a warning of each level is for: of an assignment, of an indicator with an owner, of one without. */
const OF_ASSIGNMENT: Levels = {
  1: 'cán bộ phụ trách của đơn vị',
  2: 'thủ trưởng đơn vị và các đơn vị phối hợp',
  ...ABOVE_THE_UNIT,
};
const OF_OWNED_INDICATOR: Levels = {
  1: 'cán bộ phụ trách của đơn vị',
  2: 'thủ trưởng đơn vị',
  ...ABOVE_THE_UNIT,
};
const OF_INDICATOR: Levels = {
  1: 'cán bộ theo dõi của Cơ quan Thường trực',
  2: 'người đứng đầu Cơ quan Thường trực',
  ...ABOVE_THE_UNIT,
};

/** Who a warning is for at a level. */
export function levelText(level: number, { assignment, unit }: Pick<WarningSubject, 'assignment' | 'unit'>) {
  const levels = assignment !== null ? OF_ASSIGNMENT : unit !== null ? OF_OWNED_INDICATOR : OF_INDICATOR;
  return levels[level] ?? '';
}

/** What a warning speaks of, as a sentence names it: the task, or the indicator. */
export function matterText({ task, indicator }: Pick<WarningSubject, 'task' | 'indicator'>): string {
  return indicator === undefined ? `nhiệm vụ số ${task ?? ''}` : `chỉ tiêu số ${indicator}`;
}

const instantText = (value: unknown) => (typeof value === 'string' ? ` ${localDateTimeText(value)}` : '');

const originalText = ({ originalDue }: JsonObject, period: string) =>
  typeof originalDue === 'string' && originalDue !== period ? ` (hạn gốc ${dateText(originalDue)})` : '';

function statusText({ status }: JsonObject): string {
  const state = STATUS_TEXT[status as AssignmentStatus];
  return state ? `, đang ở trạng thái “${state}”` : '';
}

const FACTS: Readonly<Record<WarningRule, (inputs: JsonObject, period: string) => string>> = {
  'update-missing': ({ cutOff }, period) =>
    `chưa có cập nhật kỳ ${periodText(period)} sau khi hết hạn nộp${instantText(cutOff)}`,
  'update-insufficient': ({ lacks, returnReason }, period) => {
    const lacking = (Array.isArray(lacks) ? lacks : []).map(
      (lack) => LACK_TEXT[lack as keyof typeof LACK_TEXT] ?? String(lack),
    );
    const returned = typeof returnReason === 'string' ? [`bị trả lại với lý do “${returnReason}”`] : [];
    return `có cập nhật kỳ ${periodText(period)} chưa đạt yêu cầu: ${[...lacking, ...returned].join('; ')}`;
  },
  'task-overdue': (inputs, period) =>
    `đã qua hạn ${dateText(period)}${originalText(inputs, period)} mà chưa hoàn thành${statusText(inputs)}`,
  'task-due-soon': (inputs, period) =>
    `còn không quá ${String(inputs.workingDays)} ngày làm việc là đến hạn ${dateText(period)}${originalText(inputs, period)}${statusText(inputs)}`,
  'not-accepted': ({ workingDays }, period) =>
    `đã được giao ngày ${dateText(period)}, quá ${String(workingDays)} ngày làm việc mà đơn vị chưa tiếp nhận`,
  contradiction: (inputs, period) =>
    `có báo cáo kỳ ${periodText(period)} mâu thuẫn: ${contradictionText(inputs)}`,
  'indicator-off-track': ({ why }, period) =>
    `chậm so với lộ trình đến mục tiêu ${periodText(period)}${typeof why === 'string' ? `: ${asClause(why)}` : ''}`,
};

/** Sentences as the end of another one. */
const asClause = (sentences: string) =>
  sentences.charAt(0).toLocaleLowerCase('vi') + sentences.slice(1).replace(/\.$/, '');

/** What a warning found, from its inputs: the rest of a sentence that begins with the task. */
export function warningFact(rule: WarningRule, inputs: JsonObject, period: string): string {
  return FACTS[rule](inputs, period);
}

/** What contradicts what, with the figures, from a warning's inputs. */
export function contradictionText({ contradictions }: JsonObject): string {
  const found = (Array.isArray(contradictions) ? contradictions : []) as readonly Contradiction[];
  return found.map(oneText).join('; ');
}

function oneText(found: Contradiction): string {
  switch (found.kind) {
    case 'full-without-deliverable':
      return `báo ${found.percent} % nhưng chưa có sản phẩm hoặc văn bản nào`;
    case 'disbursement-far':
      return found.disbursedPercent > found.percent
        ? `đã giải ngân ${found.disbursedPercent} % kinh phí nhưng tiến độ mới ${found.percent} %`
        : `tiến độ đã ${found.percent} % nhưng mới giải ngân ${found.disbursedPercent} % kinh phí`;
    case 'same-text':
      return `nội dung báo cáo giống hệt ${found.periods.length} kỳ liền (${found.periods.map(periodText).join(', ')})`;
  }
}
