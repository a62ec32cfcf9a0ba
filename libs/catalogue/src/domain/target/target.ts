import type { Direction } from '../indicator.events.js';
import type { Recurrence } from '../schedule/index.js';

/** What it takes to reach a target; `qualitative` has no figure: something is to be done or kept up. */
export type TargetDirection = Direction;

/**
 * A target read from a phrase.
 *
 * Figures stand as the phrase has them, in `unit`: "95%" is 95 in `%`, "30 tỷ đồng" is 30 in `tỷ đồng`, "1/3 số xã"
 * is a third in `số xã`. What a percentage is taken of is not part of its unit.
 *
 * A change is a figure whose unit says so: "giảm 15%" is `at_least` 15 in `% giảm`, "tăng 10 doanh nghiệp"
 * `at_least` 10 in `doanh nghiệp tăng`, "gấp 1,5 lần so với 2025" `at_least` 1.5 in `lần so với 2025`. A level to
 * which something changes is a plain one: "giảm xuống 5%" is `at_most` 5 in `%`, "tăng lên 80%" `at_least` 80.
 *
 * A figure without any word of direction ("95%", "04 phiên", "đạt 20%") is a level to be reached: `at_least`; a bare
 * zero is `at_most`.
 */
export interface Target {
  direction: TargetDirection;
  /** The lower end of a `range`; absent for `qualitative` only. */
  target?: number;
  /** The upper end of a `range`, above `target`. */
  targetMax?: number;
  /** "phấn đấu …": what is striven for beyond the target, in the same unit. */
  stretchTarget?: number;
  /** Absent for a bare number and for a rank. */
  unit?: string;
  /** "trên", "hơn", "dưới": the figure itself does not count. */
  strict?: true;
  /** "khoảng", "gần". */
  approximate?: true;
  /** The year by whose end, or in which, the target is to be reached. */
  targetYear?: number;
  /** The target is set anew each time: "02 phiên/năm", "mỗi tháng". */
  recurrence?: Exclude<Recurrence, 'ongoing'>;
}

const SHOWN_PHRASE_LENGTH = 120;

/** The phrase is not understood as a target, wholly or in one of its figures. */
export class UnknownTargetPhraseError extends Error {
  override readonly name = 'UnknownTargetPhraseError';

  /**
   * @param phrase the phrase as it was given, whole; the message shows its beginning
   * @param reason in Vietnamese, for people
   */
  constructor(
    readonly phrase: string,
    reason: string,
  ) {
    const shown = phrase.length > SHOWN_PHRASE_LENGTH ? `${phrase.slice(0, SHOWN_PHRASE_LENGTH)}…` : phrase;
    super(`Không hiểu chỉ tiêu "${shown}": ${reason}.`);
  }
}
