import type { Baseline, Direction, Path, RollUp, Timing } from '#catalogue';
import { dateText } from '#kernel';
import type { TargetFigures } from './indicator-measurement.events.js';
import { figureText } from './vietnamese-number.js';

/** What of a definition says by which rule its indicator is judged. */
export interface RuleFacts {
  readonly direction: Direction;
  readonly unit?: string | null;
  /** The target itself does not count: "trên", "dưới". */
  readonly strict?: boolean;
  /** The target is about so much: "khoảng". */
  readonly approximate?: boolean;
  readonly path?: Path | null;
  readonly timing?: Timing | null;
  /** Whether the figures of the periods add up. */
  readonly adds?: boolean;
  readonly baseline?: Baseline | null;
  /** What its figures are made of; null: measured themselves. */
  readonly rollUp?: { readonly kind: RollUp; readonly of: 'units' | 'codes' } | null;
}

/** Part of the whole way by which a figure may lie behind the path and be at risk only. */
export const RISK_PART = 0.1;
/** Part of an approximate target by which a figure may miss it. */
export const APPROXIMATE_PART = 0.05;
/** Share of the parts below which a period is passed over where another has more. */
export const PASSED_OVER_BELOW = 0.5;

const percent = (part: number) => `${part * 100} %`;

const REACHED: Readonly<Record<Exclude<Direction, 'qualitative'>, string>> = {
  at_least: 'Đạt khi số liệu không thấp hơn mục tiêu.',
  at_most: 'Đạt khi số liệu không cao hơn mục tiêu.',
  exactly: 'Đạt khi số liệu đúng bằng mục tiêu.',
  range: 'Đạt khi số liệu nằm trong khoảng.',
  rank_at_most: 'Đạt khi thứ hạng không kém mục tiêu.',
};

const STRICTLY_REACHED: Readonly<Partial<Record<Direction, string>>> = {
  at_least: 'Đạt khi số liệu cao hơn mục tiêu; bằng mục tiêu là chưa đạt.',
  at_most: 'Đạt khi số liệu thấp hơn mục tiêu; bằng mục tiêu là chưa đạt.',
  rank_at_most: 'Đạt khi thứ hạng tốt hơn mục tiêu; bằng mục tiêu là chưa đạt.',
};

const APPROXIMATELY = `Mục tiêu ghi “khoảng”: lệch không quá ${percent(APPROXIMATE_PART)} của mục tiêu vẫn là đạt.`;

const WAYS: Readonly<Record<Path['kind'], string>> = {
  linear: 'đi thẳng từ điểm đầu đến mục tiêu vào ngày cuối năm',
  quarterly: 'tiến những bước bằng nhau vào ngày cuối mỗi quý, từ điểm đầu đến mục tiêu vào ngày cuối năm',
  'by-hand': 'đi qua các mốc đã định, thẳng giữa hai mốc, từ điểm đầu đến mục tiêu vào ngày cuối năm',
};

const pathRule = (path: Path['kind']) =>
  `Lộ trình dự kiến ${WAYS[path]}; số liệu mới nhất được so với lộ trình vào ngày của nó: không kém là đúng tiến độ, kém không quá ${percent(RISK_PART)} quãng đường từ điểm đầu đến mục tiêu là có nguy cơ, kém hơn nữa là chậm. Hết năm mà chưa đạt là chậm.`;

const ceilingRule = (path: Path['kind']) =>
  `Chỉ đạt khi hết năm mà số cộng dồn không vượt mục tiêu; vượt là chậm. Trong năm, lộ trình dự kiến ${WAYS[path]}; số cộng dồn được so với lộ trình vào ngày của nó: không hơn là đúng tiến độ, hơn không quá ${percent(RISK_PART)} quãng đường là có nguy cơ, hơn nữa là chậm.`;

const UP = 'Điểm đầu là số liệu sau cùng trước đó; không có thì là 0 vào ngày đầu.';
const DOWN =
  'Điểm đầu là số liệu sau cùng trước đó; không có thì là số liệu đầu tiên, và từ số liệu thứ hai mới đánh giá được.';
const ADDED = 'Số liệu của các kỳ được cộng dồn; điểm đầu là 0 vào ngày đầu. Kỳ khuyết không được tính là 0.';

const STARTS: Readonly<Record<'at_least' | 'at_most' | 'exactly' | 'range', string>> = {
  at_least: UP,
  at_most: DOWN,
  exactly: `Thấp hơn mục tiêu: ${UP} Cao hơn mục tiêu: ${DOWN}`,
  range: `Dưới khoảng thì đi đến đầu thấp: ${UP} Trên khoảng thì đi đến đầu cao: ${DOWN}`,
};

const ROLLED: Readonly<Record<RollUp, string>> = {
  sum: 'là tổng',
  'weighted-average': 'là bình quân theo mẫu số (thiếu mẫu số thì bình quân đều)',
  last: 'là số liệu sau cùng',
  min: 'là mức thấp nhất',
  max: 'là mức cao nhất',
};
const PARTS = { units: 'các đơn vị đã báo cáo', codes: 'các chỉ tiêu thành phần đã có số liệu' } as const;

function startRule({ direction, adds, baseline, unit = null }: RuleFacts): string {
  if (direction === 'qualitative' || direction === 'rank_at_most') return '';
  if (adds) return ADDED;
  if (!baseline) return STARTS[direction];
  return `Điểm đầu là mức gốc ${figureText(baseline.value, unit)} ngày ${dateText(baseline.on)}, hoặc số liệu sau cùng trước lộ trình nếu có sau mức gốc.`;
}

/** The rule by which an indicator is judged, in words. */
export function ruleText(facts: RuleFacts): string {
  const { direction, strict, approximate, path, timing, adds, rollUp } = facts;
  if (direction === 'qualitative') return 'Chỉ tiêu định tính không có số liệu để đánh giá.';
  const reached = (strict ? STRICTLY_REACHED[direction] : undefined) ?? REACHED[direction];
  const way = path?.kind ?? 'linear';
  const sentences = [
    reached,
    approximate && !strict ? APPROXIMATELY : '',
    direction === 'rank_at_most'
      ? 'Chưa đạt mà tốt hơn lần trước là có nguy cơ, không thì là chậm. Hết năm mà chưa đạt là chậm.'
      : adds && direction === 'at_most'
        ? ceilingRule(way)
        : pathRule(way),
    startRule(facts),
    timing === 'cumulative' ? 'Số lũy kế không được giảm.' : '',
    rollUp
      ? `Số liệu chung ${ROLLED[rollUp.kind]} của ${PARTS[rollUp.of]}; nơi chưa có số liệu là khuyết, không tính là 0; kỳ có chưa đến ${percent(PASSED_OVER_BELOW)} số nơi báo cáo thì chưa dùng khi kỳ khác có đủ hơn.`
      : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** A target as people read it: `ít nhất 95 %`, `trên 60 %`, `khoảng 10 %`, `từ 3 đến 5 vấn đề`, `hạng 5 trở lên`. */
export function targetText(
  direction: Direction,
  { target, targetMax }: Pick<TargetFigures, 'target' | 'targetMax'>,
  unit: string | null,
  { strict = false, approximate = false }: Pick<RuleFacts, 'strict' | 'approximate'> = {},
): string {
  const about = approximate && !strict ? 'khoảng ' : '';
  switch (direction) {
    case 'at_most':
      return `${strict ? 'dưới' : 'nhiều nhất'} ${about}${figureText(target, unit)}`;
    case 'exactly':
      return `${about || 'đúng '}${figureText(target, unit)}`;
    case 'range':
      return `${about}từ ${figureText(target)} đến ${figureText(targetMax ?? target, unit)}`;
    case 'rank_at_most':
      return strict ? `trên hạng ${figureText(target)}` : `${about}hạng ${figureText(target)} trở lên`;
    default:
      return about
        ? `${about}${figureText(target, unit)}`
        : `${strict ? 'trên' : 'ít nhất'} ${figureText(target, unit)}`;
  }
}
