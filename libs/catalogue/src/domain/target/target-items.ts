import type { Target } from './target.js';
import type { Modifier } from './target-vocabulary.js';

/** A figure with the words that belong to it. */
export interface Figure {
  readonly value: number;
  /** The upper end, where the figure is a span. */
  readonly max?: number;
  /** What is counted or measured; `%` for a percentage. */
  readonly unit?: string;
  /** The unit is a noun that is known to be counted, or money. */
  readonly knownUnit: boolean;
  /** The unit is one of those that only describe: "15 tuổi", "02 cấp". */
  readonly describing: boolean;
  /** As written, for messages. */
  readonly text: string;
  /** What the words and signs before it say. */
  readonly said: Modifier;
  /** Nothing but the figure itself is said. */
  readonly plain: boolean;
  /** It is a rank without a word of rank before it: "trong nhóm 10 tỉnh dẫn đầu". */
  readonly leading: boolean;
  /** "trở lên", "trở xuống". */
  suffix?: 'at_least' | 'at_most';
}

export type BreakKind = 'sentence' | 'clause' | 'comma' | 'and' | 'open' | 'close' | 'within';

/** What a phrase is made of, from left to right. */
export type Item =
  | { readonly type: 'word'; readonly folded: string }
  | { readonly type: 'sign'; readonly modifier: Modifier; readonly colon: boolean }
  /** A number that is part of a name or of a date, and what else says nothing. */
  | { readonly type: 'name' }
  /** A year in which or by whose end; `firm` with a word such as "đến" before it. */
  | { readonly type: 'year'; readonly year: number; readonly firm: boolean }
  | { readonly type: 'cadence'; readonly recurrence: NonNullable<Target['recurrence']> }
  /** "so với cùng kỳ năm 2025". */
  | { readonly type: 'baseline'; readonly text: string }
  | { readonly type: 'figure'; readonly figure: Figure }
  | { readonly type: 'break'; readonly kind: BreakKind };

export type FigureItem = Extract<Item, { type: 'figure' }>;

/** Several things said of one figure, or undefined where they contradict each other. */
export function combine(said: readonly Modifier[]): Modifier | undefined {
  const directions = new Set(said.filter(({ from }) => !from).flatMap(({ direction }) => direction ?? []));
  const changes = new Set(said.flatMap(({ change }) => change ?? []));
  if (directions.size > 1 || changes.size > 1) return undefined;
  return Object.assign({}, ...[...said].sort((a, b) => Number(Boolean(b.from)) - Number(Boolean(a.from))));
}
