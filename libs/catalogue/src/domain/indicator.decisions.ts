import { type Flaw, Refusal } from '#kernel';
import { type Labels, sameOrRefused } from './difference.js';
import type { NewIndicatorEvent } from './indicator.events.js';
import type { Indicator, IndicatorDefinition, IndicatorState, IndicatorTarget } from './indicator.state.js';

export type DefineIndicator = Indicator;

const LABELS: Labels<IndicatorDefinition> = {
  group: 'nhóm',
  name: 'tên chỉ tiêu',
  unit: 'đơn vị tính',
  direction: 'chiều',
  target: 'mục tiêu',
  targetMax: 'mục tiêu tối đa',
  stretchTarget: 'mức phấn đấu',
  targetYear: 'năm đạt mục tiêu',
  parentCode: 'chỉ tiêu cha',
};

/**
 * What is wrong with a target, by field: `qualitative` has no figure; every other direction has a target; only a
 * `range` has an upper end, above the lower; a rank is a whole number from 1; what is striven for lies beyond the
 * target in the direction, and `exactly` has no beyond.
 */
export function targetFlaws({ direction, target, targetMax, stretchTarget }: IndicatorTarget): Flaw[] {
  const flaws: Flaw[] = [];
  const flaw = (at: string, detail: string) => flaws.push({ at, detail });
  if (direction === 'qualitative') {
    const figures = { target, targetMax, stretchTarget };
    for (const [field, value] of Object.entries(figures)) {
      if (value !== null) flaw(field, `chỉ tiêu định tính (qualitative) không có “${field}”`);
    }
    return flaws;
  }
  if (target === null) flaw('target', `chiều “${direction}” cần có “target”`);
  if (direction === 'range') {
    if (targetMax === null) flaw('targetMax', 'chiều “range” cần có “targetMax”');
    else if (target !== null && targetMax <= target) flaw('targetMax', '“targetMax” phải lớn hơn “target”');
  } else if (targetMax !== null) flaw('targetMax', `chiều “${direction}” không có “targetMax”`);
  if (direction === 'rank_at_most') {
    const ranks = { target, stretchTarget };
    for (const [field, value] of Object.entries(ranks)) {
      if (value !== null && (!Number.isInteger(value) || value < 1)) {
        flaw(field, `thứ hạng “${field}” phải là số nguyên từ 1`);
      }
    }
  }
  if (stretchTarget === null) return flaws;
  if (direction === 'exactly') flaw('stretchTarget', 'chiều “exactly” không có “stretchTarget”');
  else if (direction === 'at_most' || direction === 'rank_at_most') {
    if (target !== null && stretchTarget >= target) {
      flaw('stretchTarget', '“stretchTarget” phải nhỏ hơn “target”');
    }
  } else {
    const top = direction === 'range' ? targetMax : target;
    if (top !== null && stretchTarget <= top) {
      flaw(
        'stretchTarget',
        `“stretchTarget” phải lớn hơn “${direction === 'range' ? 'targetMax' : 'target'}”`,
      );
    }
  }
  return flaws;
}

/**
 * Defines an indicator; the same again yields no events. Its place in the document is not compared.
 * @throws {Refusal} `unprocessable` `indicator-target-invalid`; `conflict` `indicator-differs`
 */
export function defineIndicator(
  command: DefineIndicator,
  state: IndicatorState,
): readonly NewIndicatorEvent[] {
  const subject = `Chỉ tiêu ${command.code} của chương trình “${command.programme}”`;
  const flaws = targetFlaws(command);
  if (flaws.length > 0) {
    throw new Refusal(
      'unprocessable',
      'indicator-target-invalid',
      `${subject} có chiều và mục tiêu không khớp.`,
      flaws,
    );
  }
  if (state) return sameOrRefused('indicator-differs', subject, state, command, LABELS);
  const { parentCode, ...data } = command;
  return [{ type: 'IndicatorDefined', data: { ...data, ...(parentCode === null ? {} : { parentCode }) } }];
}
