import type { JsonValue } from '#event-log';
import { Refusal } from '#kernel';
import { type Labels, sameOrRefused } from './difference.js';
import type { IndicatorChange, NewIndicatorEvent } from './indicator.events.js';
import { indicatorFlaws } from './indicator.flaws.js';
import {
  amendedIndicator,
  DETAIL_FIELDS,
  type Indicator,
  type IndicatorDefinition,
  type IndicatorDetails,
  type IndicatorState,
  isSaid,
  saidDetails,
} from './indicator.state.js';
import type { SourceBody } from './programme.events.js';

export interface DefineIndicator extends Indicator {
  /** What it was read from. */
  readonly source: SourceBody;
}

/** The fields of an indicator and their names for people. */
export const INDICATOR_LABELS: Labels<IndicatorDefinition> = {
  group: 'nhóm',
  name: 'tên chỉ tiêu',
  unit: 'đơn vị tính',
  direction: 'chiều',
  target: 'mục tiêu',
  targetMax: 'mục tiêu tối đa',
  stretchTarget: 'mức phấn đấu',
  targetYear: 'năm đạt mục tiêu',
  parentCode: 'chỉ tiêu cha',
  strict: 'phải vượt mục tiêu',
  approximate: 'mục tiêu ước chừng',
  baseline: 'mức xuất phát',
  cadence: 'nhịp công bố',
  timing: 'cách tính theo thời gian',
  owner: 'đơn vị phụ trách',
  formula: 'công thức',
  dataSource: 'nguồn số liệu',
  verification: 'cách kiểm chứng',
  path: 'lộ trình',
  targets: 'mục tiêu các năm khác',
};

/**
 * Defines an indicator; the same again yields no events, and what was not said before is added. Its place in the document
 * and the file that it was read from are not compared.
 * @throws {Refusal} `unprocessable` `indicator-target-invalid`; `conflict` `indicator-differs`
 */
export function defineIndicator(
  { source, ...indicator }: DefineIndicator,
  state: IndicatorState,
): readonly NewIndicatorEvent[] {
  const { programme, code } = indicator;
  const subject = `Chỉ tiêu ${code} của chương trình “${programme}”`;
  const flaws = indicatorFlaws(indicator);
  if (flaws.length > 0) {
    throw new Refusal(
      'unprocessable',
      'indicator-target-invalid',
      `${subject} có chiều, mục tiêu hay cách đo không khớp.`,
      flaws,
    );
  }
  if (state) {
    const changes = saidFirst(state, indicator);
    const amended = amendedIndicator(state, { changes });
    sameOrRefused('indicator-differs', subject, amended, indicator, INDICATOR_LABELS);
    return changes.length === 0
      ? []
      : [{ type: 'IndicatorAmended', data: { programme, code, changes, source: { ...source } } }];
  }
  const { group, name, unit, direction, target, targetMax, stretchTarget, targetYear, ordinal } = indicator;
  const figures = { unit, direction, target, targetMax, stretchTarget, targetYear };
  const data = { programme, code, group, name, ...figures, ...saidDetails(indicator), ordinal };
  return [{ type: 'IndicatorDefined', data }];
}

/** What is said now of what had been left open. */
function saidFirst(state: IndicatorDetails, asked: IndicatorDetails): IndicatorChange[] {
  return DETAIL_FIELDS.filter((field) => !isSaid(field, state) && isSaid(field, asked)).map((field) => ({
    field,
    from: state[field] as JsonValue,
    to: asked[field] as JsonValue,
  }));
}
