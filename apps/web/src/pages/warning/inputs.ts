import type { WarningDto } from '../../client/types.gen.js';
import { day, instant, number, period } from '../../ui/format.js';
import { STATUS_WORDS, type Status } from '../../ui/words.js';

type Row = readonly [label: string, value: string];

/** Of an object that comes as it was stored: the text of a field, or null. */
const textOf = (inputs: WarningDto['inputs'], key: string) => {
  const value = inputs[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

const numberOf = (inputs: WarningDto['inputs'], key: string) => {
  const value = inputs[key];
  return typeof value === 'number' ? value : null;
};

const row = (label: string, value: string | null): Row[] => (value === null ? [] : [[label, value]]);

/** What the rule looked at, with its dates and figures, in words. What its fact says in full is left to it. */
export function factRows({ rule, inputs, period: of }: WarningDto): readonly Row[] {
  const shown = (key: string, format: (value: string) => string) => {
    const text = textOf(inputs, key);
    return text === null ? null : format(text);
  };
  const days = numberOf(inputs, 'workingDays');
  const byPolicy = row('Theo quy chế', days === null ? null : `${number(days)} ngày làm việc`);
  const status = row(
    'Trạng thái lúc đó',
    shown('status', (value) => STATUS_WORDS[value as Status]?.text ?? value),
  );
  switch (rule) {
    case 'update-missing':
    case 'update-insufficient':
    case 'contradiction':
      return [
        ...row('Kỳ báo cáo', period(of)),
        ...row('Hạn chốt của kỳ', shown('cutOff', instant)),
        ...row('Lý do trả lại', textOf(inputs, 'returnReason')),
      ];
    case 'task-overdue':
    case 'task-due-soon':
      return [
        ...row('Hạn hiện hành', shown('due', day)),
        ...row('Hạn gốc', shown('originalDue', day)),
        ...byPolicy,
        ...status,
      ];
    case 'not-accepted':
      return [...row('Ngày giao', shown('assignedOn', day)), ...byPolicy];
    case 'indicator-off-track':
      return indicatorRows(inputs, of);
  }
}

/** A distance between two figures: shares are apart by percentage points. */
function gapText(gap: number, unit: string | null): string {
  if (unit === null) return number(gap);
  return `${number(gap)} ${unit === '%' ? 'điểm phần trăm' : unit}`;
}

function indicatorRows(inputs: WarningDto['inputs'], year: string): readonly Row[] {
  const unit = textOf(inputs, 'unit');
  const figure = (key: string) => {
    const value = numberOf(inputs, key);
    return value === null ? null : `${number(value)}${unit === null ? '' : ` ${unit}`}`;
  };
  const on = textOf(inputs, 'measuredOn');
  const until = textOf(inputs, 'until');
  const from = textOf(inputs, 'from');
  const tolerance = numberOf(inputs, 'tolerance');
  const value = figure('value');
  const max = figure('targetMax');
  const target = figure('target');
  const parts = inputs.parts as { readonly expected?: number; readonly reported?: number } | undefined;
  return [
    ...row('Số liệu mới nhất', value && `${value}${on === null ? '' : `, ngày ${day(on)}`}`),
    ...row('Mức của lộ trình', figure('expected')),
    ...row('Biên cho phép', tolerance === null ? null : gapText(tolerance, unit)),
    ...row(`Mục tiêu ${period(year)}`, target && `${target}${max === null ? '' : ` đến ${max}`}`),
    ...row('Lộ trình', from === null || until === null ? null : `${day(from)} – ${day(until)}`),
    ...row(
      'Tổng hợp từ',
      parts?.expected === undefined
        ? null
        : `${number(parts.reported)} / ${number(parts.expected)} nơi đã có số liệu`,
    ),
  ];
}
