import type { Scorecard } from './scorecard.js';

/** The rule in words, as every list prints it. */
export const RANKING_RULE =
  'Xếp theo tỷ lệ cập nhật đúng hạn và đủ dữ liệu, từ cao xuống thấp; cùng tỷ lệ thì đơn vị có ít ngày làm việc ' +
  'chậm hơn xếp trước; vẫn bằng nhau thì đơn vị có ít cảnh báo chưa được gỡ hơn xếp trước (không kể nhắc sắp đến hạn). ' +
  'Việc chậm, thiếu đã được xác nhận do nguyên nhân khách quan không tính vào ba số này. Bằng nhau cả ba thì cùng hạng. ' +
  'Đơn vị không có lượt cập nhật nào phải tính thì không xếp hạng.';

/** A place among others; equal figures share it, and the places after them stay empty (1, 1, 3). */
export interface Rank {
  readonly place: number;
  /** How many were ranked, and how many share this place (1: alone). */
  readonly of: number;
  readonly shared: number;
}

export interface RankedScorecard extends Scorecard {
  /** Among all units; null where nothing was left to rank by. */
  readonly rank: Rank | null;
  /** Among the units of its kind. */
  readonly rankInKind: Rank | null;
}

/** Negative: the first stands better. */
function compare(a: Scorecard, b: Scorecard): number {
  return (
    (b.updates.rateWithoutExcused ?? -1) - (a.updates.rateWithoutExcused ?? -1) ||
    a.delays.unexcusedDays.working - b.delays.unexcusedDays.working ||
    a.warnings.standingUnexcused - b.warnings.standingUnexcused
  );
}

const byName = new Intl.Collator('vi').compare;

const isRanked = ({ updates }: Scorecard) => updates.rateWithoutExcused !== null;

function ranksOf(cards: readonly Scorecard[]): ReadonlyMap<string, Rank> {
  const sorted = cards.filter(isRanked).sort(compare);
  const ranks = new Map<string, Rank>();
  let begin = 0;
  while (begin < sorted.length) {
    const first = sorted[begin] as Scorecard;
    let end = begin + 1;
    while (end < sorted.length && compare(first, sorted[end] as Scorecard) === 0) end += 1;
    const rank = { place: begin + 1, of: sorted.length, shared: end - begin };
    for (const { unit } of sorted.slice(begin, end)) ranks.set(unit, rank);
    begin = end;
  }
  return ranks;
}

/** Scorecards with their ranks, best first; those without a rank last; within one place by name. */
export function ranked(cards: readonly Scorecard[]): RankedScorecard[] {
  const overall = ranksOf(cards);
  const inKind = new Map(
    [...Map.groupBy(cards, ({ kind }) => kind).values()].flatMap((own) => [...ranksOf(own)]),
  );
  return cards
    .map((card) => ({
      ...card,
      rank: overall.get(card.unit) ?? null,
      rankInKind: inKind.get(card.unit) ?? null,
    }))
    .sort(
      (a, b) =>
        (a.rank?.place ?? Number.MAX_SAFE_INTEGER) - (b.rank?.place ?? Number.MAX_SAFE_INTEGER) ||
        byName(a.unitName, b.unitName) ||
        (a.unit < b.unit ? -1 : 1),
    );
}
