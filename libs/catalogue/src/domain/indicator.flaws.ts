import type { Flaw } from '#kernel';
import { type Formula, type PathPoint, ROLL_UPS, type RolledUp, type RollUp } from './indicator.events.js';
import type { Indicator, IndicatorDefinition, IndicatorTarget } from './indicator.state.js';

/** The unit of measure that has a numerator and a denominator. */
const PERCENT = '%';

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
 * What is wrong with an indicator's own content, by field (`targets[0].targetMax`): its target and those of further
 * years, and what it says of its figures. What it says of other indicators is the matter of {@link rollUpFlaws}.
 */
export function indicatorFlaws(indicator: IndicatorDefinition): Flaw[] {
  const details = indicator.direction === 'qualitative' ? withoutFigures(indicator) : detailFlaws(indicator);
  return [...targetFlaws(indicator), ...details];
}

/** The fields that speak of figures, which `qualitative` has none of. */
function withoutFigures(indicator: IndicatorDefinition): Flaw[] {
  const { strict, approximate, baseline, cadence, timing, formula, path, targets } = indicator;
  const said = { strict, approximate, baseline, cadence, timing, formula, path, targets: targets.length > 0 };
  return Object.entries(said)
    .filter(([, value]) => value)
    .map(([field]) => ({ at: field, detail: `chỉ tiêu định tính (qualitative) không có “${field}”` }));
}

function detailFlaws(indicator: IndicatorDefinition): Flaw[] {
  const { direction, strict, baseline, path } = indicator;
  const flaws: Flaw[] = [...yearFlaws(indicator), ...formulaFlaws(indicator)];
  const flaw = (at: string, detail: string) => flaws.push({ at, detail });
  const isRank = direction === 'rank_at_most';
  if (strict && direction !== 'at_least' && direction !== 'at_most') {
    flaw('strict', `chiều “${direction}” không có “strict”`);
  }
  if (isRank && baseline && (!Number.isInteger(baseline.value) || baseline.value < 1)) {
    flaw('baseline', 'thứ hạng của “baseline” phải là số nguyên từ 1');
  }
  if (isRank && path) flaw('path', 'thứ hạng không có “path”');
  else if (path?.kind === 'by-hand') flaws.push(...pointFlaws(indicator, path.points));
  return flaws;
}

/** Targets of further years: in the order of the years, none twice, each as right as the target itself. */
function yearFlaws({ direction, targetYear, targets }: IndicatorDefinition): Flaw[] {
  return targets.flatMap((entry, index) => {
    const at = `targets[${index}]`;
    const flaws = targetFlaws({ ...entry, direction }).map((one) => ({ ...one, at: `${at}.${one.at}` }));
    const before = targets[index - 1]?.year;
    if (entry.year === targetYear) {
      flaws.push({ at: `${at}.year`, detail: `năm ${entry.year} đã có ở “targetYear”` });
    } else if (before !== undefined && entry.year <= before) {
      flaws.push({ at: `${at}.year`, detail: 'các năm của “targets” phải tăng dần, không trùng' });
    }
    return flaws;
  });
}

function formulaFlaws({ formula, unit }: IndicatorDefinition): Flaw[] {
  if (!formula) return [];
  const ofShares =
    formula.kind === 'ratio' || formula.kind === 'weighted-average' || formula.kind === 'system';
  if (ofShares && unit !== PERCENT) {
    return [
      { at: 'formula', detail: `công thức “${formula.kind}” chỉ dùng cho chỉ tiêu có đơn vị tính “%”` },
    ];
  }
  return codesOf(formula)?.length === 0
    ? [{ at: 'formula', detail: '“formula” không nêu chỉ tiêu thành phần nào' }]
    : [];
}

/** The points of a path by hand: in order of their days, by the end of the last target's year, never backwards. */
function pointFlaws(
  { direction, targetYear, targets }: IndicatorDefinition,
  points: readonly PathPoint[],
): Flaw[] {
  if (points.length === 0) return [{ at: 'path', detail: '“points” không có điểm nào' }];
  const lastYear = String(Math.max(targetYear, ...targets.map(({ year }) => year)));
  const rises = direction !== 'at_most' && (direction === 'at_least' || !falls(points));
  return points.flatMap(({ on, value }, index) => {
    const before = points[index - 1];
    const flaws: Flaw[] = [];
    const flaw = (detail: string) => flaws.push({ at: `path.points[${index}]`, detail });
    if (on.slice(0, lastYear.length) > lastYear)
      flaw(`ngày ${on} sau năm của mục tiêu cuối cùng (${lastYear})`);
    if (!before) return flaws;
    if (on <= before.on) flaw('các ngày của “points” phải tăng dần');
    if (rises ? value < before.value : value > before.value) {
      flaw(`lộ trình đi ngược chiều “${direction}”: từ ${before.value} về ${value}`);
    }
    return flaws;
  });
}

const falls = (points: readonly PathPoint[]) =>
  (points.at(-1) as PathPoint).value < (points[0] as PathPoint).value;

/** What an indicator says of days that its programme's own days don't allow, by field. */
export function dayFlaws(
  { baseline, path }: IndicatorDefinition,
  period: { readonly from: string; readonly until: string },
): Flaw[] {
  const flaws: Flaw[] = [];
  if (baseline && baseline.on > period.until) {
    flaws.push({
      at: 'baseline',
      detail: `ngày ${baseline.on} của “baseline” sau khi chương trình kết thúc`,
    });
  }
  const firstYear = period.from.slice(0, period.from.indexOf('-'));
  for (const [index, { on }] of path?.kind === 'by-hand' ? path.points.entries() : []) {
    if (on < firstYear) {
      flaws.push({ at: `path.points[${index}]`, detail: `ngày ${on} trước năm đầu của chương trình` });
    }
  }
  return flaws;
}

const isRollUp = (formula: Formula): formula is Extract<Formula, { readonly of: RolledUp }> =>
  ROLL_UPS.includes(formula.kind as RollUp);

/** The indicators that a formula rolls up; undefined where it rolls up none. */
function codesOf(formula: Formula | null): readonly string[] | undefined {
  return formula && isRollUp(formula) && 'codes' in formula.of ? formula.of.codes : undefined;
}

/** The group whose members' figures a formula rolls up. */
export function groupOf(formula: Formula | null): string | undefined {
  return formula && isRollUp(formula) && 'group' in formula.of ? formula.of.group : undefined;
}

/** One that is wrong in what it says of the others of its programme. */
export interface RollUpFlaw extends Flaw {
  readonly indicator: Indicator;
}

/**
 * What is wrong in what the indicators of a programme say of one another: parts of what isn't there, formulas of what
 * isn't there, has no figures or another unit of measure.
 */
export function rollUpFlaws(indicators: readonly Indicator[]): RollUpFlaw[] {
  const known = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  return indicators.flatMap((indicator) => {
    const flaws: RollUpFlaw[] = [];
    const flaw = (at: string, detail: string) => flaws.push({ indicator, at, detail });
    const { parentCode, formula, unit } = indicator;
    if (parentCode !== null && !known.has(parentCode)) {
      flaw('parentCode', `“parentCode”: không có chỉ tiêu “${parentCode}”`);
    }
    for (const code of codesOf(formula) ?? []) {
      const part = known.get(code);
      if (!part) flaw('formula', `“formula”: không có chỉ tiêu “${code}”`);
      else if (part.direction === 'qualitative') {
        flaw('formula', `“formula”: chỉ tiêu “${code}” là định tính, không có số liệu`);
      } else if (part.unit !== unit) {
        flaw('formula', `“formula”: chỉ tiêu “${code}” có đơn vị tính khác`);
      }
    }
    return flaws;
  });
}

/**
 * The circles in which indicators would be computed from themselves: by formulas over codes, and by being a part
 * (`parentCode`) of what is computed from the whole. Each as its codes, the whole before its part.
 */
export function circles(indicators: readonly Indicator[]): readonly (readonly string[])[] {
  const partsOf = new Map(indicators.map(({ code, formula }) => [code, new Set(codesOf(formula))]));
  for (const { code, parentCode } of indicators) if (parentCode !== null) partsOf.get(parentCode)?.add(code);
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (code: string, way: readonly string[]) => {
    const met = way.indexOf(code);
    if (met >= 0) found.push(way.slice(met));
    if (met >= 0 || done.has(code)) return;
    for (const part of partsOf.get(code) ?? []) visit(part, [...way, code]);
    done.add(code);
  };
  for (const { code } of indicators) visit(code, []);
  return found;
}
