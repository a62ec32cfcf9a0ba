/**
 * How a phrase of the column "thời gian thực hiện" is understood.
 *
 * - `month`, `quarter`, `year`: one calendar span; `start` and `due` are its first and last day.
 * - `period`: whole years, "Giai đoạn 2026 - 2030".
 * - `range`: any other span. A deadline by day ("Trước ngày 15/12/2026", "Đến hết quý II") is a range
 *   without `start`; an open beginning ("Từ quý II/2026") is a range without `due`; a single day has
 *   `start` equal to `due`.
 * - `ongoing`: "Thường xuyên", and the cadences that have no kind of their own ("Hằng quý", "Hằng tuần",
 *   "6 tháng một lần", "2 lần/năm"), told apart by `recurrence`.
 * - `annual`, `monthly`: "Hằng năm", "Hằng tháng", with or without a day or span inside the year or month.
 * - `conditional`: nothing but a condition.
 * - `compound`: two or more clauses, each one a milestone.
 * - `none`: empty or a dash.
 *
 * A term ("Trong 30 ngày kể từ ngày ban hành") is a range from the day that it is counted from, as long as that day
 * is known; counted from anything else it is `conditional`. "Cuối năm 2026" is a range without `start`.
 */
export type ScheduleKind =
  | 'month'
  | 'quarter'
  | 'year'
  | 'period'
  | 'range'
  | 'ongoing'
  | 'annual'
  | 'monthly'
  | 'conditional'
  | 'compound'
  | 'none';

/** Every {@link Recurrence}. */
export const RECURRENCES = [
  'ongoing',
  'annual',
  'semiannual',
  'quarterly',
  'monthly',
  'weekly',
  'daily',
] as const;

/** How often a thing comes again; `ongoing` is "thường xuyên": all the time, without a cadence. */
export type Recurrence = (typeof RECURRENCES)[number];

/**
 * One thing to be done within a schedule.
 *
 * Dates are always full ISO dates, `YYYY-MM-DD`. Beside a cadence (`annual`, `monthly`) they are the first
 * occurrence in the document's year, from which the others follow: "trước ngày 15/12 hằng năm" in a document
 * of 2026 has `due` 2026-12-15, "trước ngày 12 hằng tháng" has `due` 2026-01-12. Beside `ongoing` they are
 * the bounds within which the thing goes on.
 */
export interface Milestone {
  /** What is to be done, as written: "Trình Quyết định". */
  what?: string;
  /** First day of the named span. */
  start?: string;
  /** Last day of the named span; of "trước ngày D" the day D itself. */
  due?: string;
  /** What has to happen first, or what it follows, as written: "sau khi có hướng dẫn của Bộ". */
  condition?: string;
  recurrence?: Recurrence;
}

/**
 * A schedule read from a phrase.
 *
 * `milestones` is there for `compound`, and with a single entry where the one clause says what is to be done
 * ("Báo cáo trong tháng 12 hằng năm"); the kind is then that of the time. A bare "hoàn thành", "xong" or
 * "thực hiện" before a single time adds nothing and makes no milestone.
 *
 * Of a compound, `start` is the first start and `due` the last due among the milestones without a cadence.
 * If all have the same cadence, it stands at the top as well and the dates are those of the first round.
 */
export interface Schedule {
  kind: ScheduleKind;
  start?: string;
  due?: string;
  milestones?: Milestone[];
  condition?: string;
  recurrence?: Recurrence;
}

const SHOWN_PHRASE_LENGTH = 120;

/** The phrase is not understood, wholly or in part, or names a date that doesn't exist. */
export class UnknownSchedulePhraseError extends Error {
  override readonly name = 'UnknownSchedulePhraseError';

  /**
   * @param phrase the phrase as it was given, whole; the message shows its beginning
   * @param reason in Vietnamese, for people
   * @param lacksIssueDay it is understood but for the day of issue that it counts from
   */
  constructor(
    readonly phrase: string,
    reason: string,
    readonly lacksIssueDay = false,
  ) {
    const shown = phrase.length > SHOWN_PHRASE_LENGTH ? `${phrase.slice(0, SHOWN_PHRASE_LENGTH)}…` : phrase;
    super(`Không hiểu thời gian thực hiện "${shown}": ${reason}.`);
  }
}
