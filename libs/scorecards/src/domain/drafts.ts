import { localDateTimeText } from '#kernel';
import { RANKING_RULE, type RankedScorecard } from './ranking.js';
import { type Span, spanDaysText, spanText } from './span.js';
import { filled, type Template, type TemplateShape, type Values } from './template.js';
import { numberText, shareText } from './text.js';

export const DRAFT_KINDS = ['commendation', 'criticism'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** What puts a unit on a list. The figures are the standing office's to weigh: a person decides, by the draft. */
export const DRAFT_CRITERIA = {
  /** Updates that a unit must have owed in the span to be commended for all of them. */
  commendationMinimumExpected: 3,
  /** The highest level that any of its warnings may have reached. */
  commendationHighestLevel: 1,
  /** The level from which on a warning without an objective cause is criticised: it has reached the directing leader. */
  criticismLevel: 3,
} as const;

/** Stands in every draft, whatever else its text says. */
export const DRAFT_NOTICE = 'DỰ THẢO – để người có thẩm quyền xem xét, quyết định';
export const SIMULATED_NOTICE = 'DỮ LIỆU MÔ PHỎNG – không phải số liệu thật';
export const PROVISIONAL_NOTICE = 'SỐ LIỆU TẠM TÍNH – còn kỳ báo cáo chưa qua hạn chốt';

/** What the templates of `config/texts/` may name. */
export const DRAFT_SHAPE: TemplateShape = {
  values: ['notice', 'programme', 'span', 'days', 'asOf', 'criteria', 'ranking', 'goal', 'count', 'ranked'],
  ofUnit: [
    'number',
    'unit',
    'expected',
    'onTime',
    'nothingToReport',
    'late',
    'insufficient',
    'missing',
    'excused',
    'rate',
    'rateWithoutExcused',
    'rank',
    'delays',
    'workingDaysLate',
    'worstWorkingDaysLate',
    'warnings',
    'highestLevel',
    'completedOnTime',
    'completedLate',
    'overdue',
    'reasons',
  ],
  required: ['notice', 'programme', 'span', 'asOf', 'criteria', 'unit', 'rate'],
};

export interface DraftUnit {
  readonly card: RankedScorecard;
  /** In words, why it is on the list. */
  readonly reasons: readonly string[];
}

/**
 * The units that a draft names: to be commended in the order of their ranks, to be criticised the last ones first.
 * @param goal the policy's, 0–1
 */
export function draftUnits(kind: DraftKind, cards: readonly RankedScorecard[], goal: number): DraftUnit[] {
  const reasonsOf = kind === 'commendation' ? commended : (card: RankedScorecard) => criticised(card, goal);
  const units = cards.flatMap((card) => {
    const reasons = reasonsOf(card);
    return reasons.length > 0 ? [{ card, reasons }] : [];
  });
  if (kind === 'commendation') return units;
  return units.sort((a, b) => (b.card.rank?.place ?? 0) - (a.card.rank?.place ?? 0));
}

function commended({ updates, delays, warnings, tasks }: RankedScorecard): string[] {
  const { commendationMinimumExpected, commendationHighestLevel } = DRAFT_CRITERIA;
  const fits =
    updates.rate === 1 &&
    updates.expected >= commendationMinimumExpected &&
    delays.count === 0 &&
    tasks.overdueFromBefore === 0 &&
    warnings.highestLevel <= commendationHighestLevel;
  return fits
    ? [`${numberText(updates.onTime)}/${numberText(updates.expected)} lượt cập nhật đúng hạn, đủ dữ liệu`]
    : [];
}

function criticised({ updates, warnings }: RankedScorecard, goal: number): string[] {
  const rate = updates.rateWithoutExcused;
  const isUnder = rate !== null && rate < goal;
  const isHigh = warnings.highestLevelUnexcused >= DRAFT_CRITERIA.criticismLevel;
  return [
    ...(isUnder ? [`tỷ lệ cập nhật ${shareText(rate)}, dưới mục tiêu ${shareText(goal)}`] : []),
    ...(isHigh ? [`có cảnh báo lên đến mức ${warnings.highestLevelUnexcused}`] : []),
  ];
}

/** The criteria in words, as the draft prints them. */
export function criteriaText(kind: DraftKind, goal: number): string {
  const { commendationMinimumExpected, commendationHighestLevel, criticismLevel } = DRAFT_CRITERIA;
  return kind === 'commendation'
    ? `có ít nhất ${commendationMinimumExpected} lượt cập nhật phải thực hiện trong kỳ, tất cả đều đúng hạn và đủ dữ liệu; ` +
        `không có nhiệm vụ quá hạn; không có cảnh báo nào trên mức ${commendationHighestLevel}.`
    : `tỷ lệ cập nhật đúng hạn và đủ dữ liệu dưới mục tiêu ${shareText(goal)}, hoặc có cảnh báo từ mức ${criticismLevel} trở lên; ` +
        'việc chậm, thiếu đã được xác nhận do nguyên nhân khách quan không tính.';
}

export interface DraftFacts {
  readonly kind: DraftKind;
  readonly programme: string;
  readonly span: Span;
  /** Instant. */
  readonly asOf: string;
  readonly goal: number;
  readonly provisional: boolean;
  readonly simulated: boolean;
  /** All of the programme, ranked. */
  readonly cards: readonly RankedScorecard[];
}

/** The draft's text, and the units that it names. */
export function draftOf(
  template: Template,
  { kind, programme, span, asOf, goal, provisional, simulated, cards }: DraftFacts,
): { readonly text: string; readonly units: readonly DraftUnit[] } {
  const units = draftUnits(kind, cards, goal);
  const values: Values = {
    notice: [
      DRAFT_NOTICE,
      ...(simulated ? [SIMULATED_NOTICE] : []),
      ...(provisional ? [PROVISIONAL_NOTICE] : []),
    ].join('\n'),
    programme,
    span: spanText(span),
    days: spanDaysText(span),
    asOf: localDateTimeText(asOf),
    criteria: criteriaText(kind, goal),
    ranking: RANKING_RULE,
    goal: shareText(goal),
    count: numberText(units.length),
    ranked: numberText(cards.filter(({ rank }) => rank !== null).length),
  };
  return { text: filled(template, values, units.map(unitValues)), units };
}

function unitValues({ card, reasons }: DraftUnit, index: number): Values {
  const { unitName, updates, delays, warnings, tasks, rank } = card;
  const numbers = {
    number: index + 1,
    expected: updates.expected,
    onTime: updates.onTime,
    nothingToReport: updates.nothingToReport,
    late: updates.late,
    insufficient: updates.insufficient,
    missing: updates.missing,
    excused: updates.excused,
    delays: delays.count,
    workingDaysLate: delays.days.working,
    worstWorkingDaysLate: delays.worst.working,
    warnings: warnings.raised,
    highestLevel: warnings.highestLevel,
    completedOnTime: tasks.completedOnTime,
    completedLate: tasks.completedLate,
    overdue: tasks.overdue + tasks.overdueFromBefore,
  };
  return {
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, numberText(value)])),
    unit: unitName,
    rate: shareText(updates.rate),
    rateWithoutExcused: shareText(updates.rateWithoutExcused),
    rank: rank ? `${numberText(rank.place)}/${numberText(rank.of)}` : 'không xếp hạng',
    reasons: reasons.join('; '),
  };
}
