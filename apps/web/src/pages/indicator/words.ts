import { number } from '../../ui/format.js';
import type { Indicator } from './indicator.reads.js';

/** A figure with its unit of measure: 86,4 %. */
export const figure = (value: number | null, unit: string | null): string =>
  value === null || unit === null ? number(value) : `${number(value)}\u00a0${unit}`;

/** What a gap between two figures is counted in: between shares it is points, not per cent. */
export const gapUnit = (unit: string | null): string | null => (unit === '%' ? 'điểm phần trăm' : unit);

/** A figure with its numerator and denominator, where they are known. */
export const figures = (
  of: { readonly value: number; readonly numerator: number | null; readonly denominator: number | null },
  unit: string | null,
): string =>
  of.numerator === null || of.denominator === null
    ? figure(of.value, unit)
    : `${figure(of.value, unit)} (${number(of.numerator)}/${number(of.denominator)})`;

export const DIRECTION_TEXT: Readonly<Record<Indicator['direction'], string>> = {
  at_least: 'càng cao càng tốt, ít nhất phải đạt mục tiêu',
  at_most: 'càng thấp càng tốt, không vượt mục tiêu',
  exactly: 'đúng bằng mục tiêu',
  range: 'nằm trong khoảng mục tiêu',
  rank_at_most: 'thứ hạng, càng nhỏ càng tốt',
  qualitative: 'định tính, không có số liệu',
};

export const CADENCE_TEXT: Readonly<Record<NonNullable<Indicator['cadence']>, string>> = {
  monthly: 'hằng tháng',
  quarterly: 'hằng quý',
  yearly: 'hằng năm',
};

export const TIMING_TEXT: Readonly<Record<NonNullable<Indicator['timing']>, string>> = {
  'at-moment': 'tại thời điểm',
  'within-period': 'riêng trong kỳ',
  cumulative: 'lũy kế từ đầu',
};

export const PATH_TEXT: Readonly<Record<NonNullable<Indicator['path']>['kind'], string>> = {
  linear: 'đều theo đường thẳng',
  quarterly: 'bậc thang theo quý',
  'by-hand': 'theo các điểm do văn bản đặt',
};

export const ROLL_UP_TEXT: Readonly<Record<NonNullable<Indicator['rollUp']>['kind'], string>> = {
  sum: 'tổng',
  'weighted-average': 'bình quân theo mẫu số',
  last: 'số liệu của ngày mới nhất',
  min: 'số thấp nhất',
  max: 'số cao nhất',
};

const SYSTEM_TEXT = {
  'monthly-update-rate': 'tỷ lệ nhiệm vụ được cập nhật trong tháng, tính lúc chốt kỳ',
  'on-time-completion-rate': 'tỷ lệ nhiệm vụ hoàn thành đúng hạn, tính lúc chốt kỳ',
} as const;

/** How the figure comes about, in words. */
export function formulaText({ formula, rollUp }: Indicator): string {
  if (formula === undefined || formula.kind === 'direct') return 'đo trực tiếp';
  if (formula.kind === 'ratio') return `${formula.numerator} / ${formula.denominator}`;
  if (formula.kind === 'system') {
    return typeof formula.of === 'string'
      ? `hệ thống tự tính: ${SYSTEM_TEXT[formula.of]}`
      : 'hệ thống tự tính';
  }
  const of =
    rollUp?.of === 'units'
      ? `của các đơn vị thuộc nhóm “${rollUp.group?.name}”`
      : `của các chỉ tiêu ${rollUp?.codes.join(', ')}`;
  return `${ROLL_UP_TEXT[formula.kind]} ${of}`;
}
